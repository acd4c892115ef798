"""Document -> citations: where the outlet says it has its report from.

A preposition opens one (`به گزارش`, `به نقل از`, `به نوشته`), or `منبع:`, or an outlet that `نوشت:` at the head of a reprint. The noun
phrase after it is a desk, a kind of outlet and a name; known names come from `language/data/outlets.tsv`, unknown ones from where the
phrase ends. A person or unnamed sources are no citation: what they are quoted for is a statement. Datelines have no preposition.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from naql.extract.timewords import Grammar
from naql.language.lexicon import Phrases, load_table
from naql.model import Citation
from naql.text.letters import IN_WORD
from naql.text.tokens import Document

Opener = Literal["report", "writing", "quote"]
_OPENING: dict[str, Opener] = {
    "به گزارش": "report",
    "بنا بر گزارش": "report",
    "بنا به گزارش": "report",
    "بر اساس گزارش": "report",
    "بر پایه گزارش": "report",
    "طبق گزارش": "report",
    "به نوشته": "writing",
    "به نوشتهی": "writing",
    "به نقل از": "quote",
    "نقل از": "quote",
}
_OPENERS: Phrases[Opener] = Phrases(_OPENING)
_QUOTES = frozenset("«»\"“”'")
_BLESSINGS = frozenset({"ره", "ع", "س", "ص", "عج", "قدسسره"})
_NO_SOURCE = frozenset("رسیده رسیده‌ منتشره منتشرشده منتشر شده موجود های زیر ذیل حاضر فوق مذکور".split())
"""Words of a report that names nobody: `طبق گزارش رسیده`."""
_CLAUSE_MARKS = frozenset("،,؛;:.")
_LONGEST_OUTLET, _LONGEST_BODY = 5, 16


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Find every citation, in the order of the text."""
    return tuple(_Reader(document).read())


@dataclass(frozen=True)
class _Phrase:
    """A cited noun phrase: all of it, the name in it, its desk, as token ranges."""

    first: int
    last: int
    name: tuple[int, int]
    desk: tuple[int, int] | None = None
    sure: bool = True
    name_text: str | None = None


@cache
def _kinds(kind: str) -> Phrases[str]:
    return Phrases((row["word"], row["kind"]) for row in load_table("outlet_words.tsv") if row["kind"] == kind)


@cache
def _outlet_kinds() -> Phrases[str]:
    kinds = ("agency", "paper", "site", "broadcast", "body-site", "press-office")
    return Phrases((row["word"], row["kind"]) for row in load_table("outlet_words.tsv") if row["kind"] in kinds)


@cache
def _outlets() -> Phrases[bool]:
    """Known outlets; the value says whether the name is also something else."""
    return Phrases((row["name"], row["ambiguous"] == "yes") for row in load_table("outlets.tsv"))


@cache
def _comma_names() -> Phrases[bool]:
    """Names of bodies with a comma in them."""
    return Phrases((row["word"], False) for row in load_table("outlet_words.tsv") if row["kind"] == "comma-name")


@cache
def _countries() -> Phrases[bool]:
    return Phrases((row["word"], True) for row in load_table("territories.tsv"))


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.keys = document.keys
        self.grammar = Grammar(document)
        self.paragraph_ends = {last for _, last in document.paragraphs}
        self.paragraph_starts = {first for first, last in document.paragraphs if first < last}
        self.found: list[Citation] = []

    def read(self) -> list[Citation]:
        at = 0
        while at < len(self.keys):
            key = self.keys[at]
            if at in self.paragraph_starts and (last := self.headed(at)):
                at = last
            elif key in ("به", "بنا", "بنابر", "بر", "براساس", "طبق", "نقل") or key[:3] in ("بهگ", "بهن"):
                at = self.opened(at) or at + 1
            elif key == "منبع":
                at = self.labelled(at) or at + 1
            else:
                at += 1
        return self.found

    def key(self, at: int) -> str:
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    # what opens a citation

    def opened(self, at: int) -> int | None:
        """`به گزارش A به نقل از B`: a chain, each link the one through which the next is had. The token after it."""
        hit = _OPENERS.match(self.keys, at)
        if not hit or (hit[1] != "quote" and not self.begins_clause(at)):
            return None
        return self.chain(hit[0], hit[1], None)

    def chain(self, at: int, opener: Opener, via: int | None) -> int | None:
        phrase = self.phrase(self.after_time(at), opener, chained=via is not None)
        if phrase is None or not self.has_words(*phrase.name):
            return None
        for link in self.coordinated(phrase):
            self.add(link, via)
        here, after = len(self.found) - 1, phrase.last
        after = self.after_coordination(after)
        if self.key(after) == "از" and opener == "report":
            if self.is_body(after + 1) and (second := self.chain(after + 1, "quote", here)):
                return second
            after = self.after_place(after)
        if self.key(after) in ("،", ",", "؛", "و"):
            after += 1
        following = _OPENERS.match(self.keys, after)
        if following and (following[1] == "quote" or self.key(after - 1) == "و"):
            return self.chain(following[0], following[1], here) or phrase.last
        return phrase.last

    def labelled(self, at: int) -> int | None:
        """`منبع: ایرنا` at the end of an article: the whole short line is the name."""
        if self.key(at + 1) not in (":", "/") or (at not in self.paragraph_starts and self.key(at - 1) not in (".", "/", "|", "»")):
            return None
        first = at + 2
        last = first
        while last < len(self.keys) and not (last in self.paragraph_ends and last > first) and self.key(last) not in ("/", "|", "-"):
            last += 1
        if not first < last <= first + 6 or not self.has_words(first, last):
            return None
        if self.key(first) in ("http", "https", "www"):
            return None
        found = self.known(first, last) or self.of_kind(first, last)
        self.add(found or _Phrase(first, last, (first, last)), None)
        return last

    def headed(self, at: int) -> int | None:
        """`خبرگزاری صدا و سیما نوشت:` at the head of the lead or the body: a reprint."""
        if not 1 <= self.document.tokens[at].paragraph <= 2:
            return None
        last = next((n for n in range(at + 1, at + 8) if self.key(n) == "نوشت"), None)
        if last is None or not (self.key(last + 1) == ":" or self.key(last + 2) == ":"):
            return None
        found = self.known(at, last)
        if found is None or found.first != at or last - found.last > 1:
            return None
        self.add(_Phrase(at, last, (found.name[0], last) if found.name[0] == at else found.name), None)
        return last

    def begins_clause(self, at: int) -> bool:
        """Whether nothing of the clause stands before: `واکنش به گزارش …` opens none."""
        return (
            at in self.paragraph_starts
            or self.document.tokens[at - 1].kind == "mark"
            or self.key(at - 1) in ("و", "که", "همچنین", "اما")
            or self.document.sentence_at(at)[0] == at
        )

    def after_time(self, at: int) -> int:
        """`به گزارش روز سه‌شنبه ایرنا`: the outlet comes after the day."""
        if self.key(at) in ("ی", "های"):
            at += 1
        day = self.grammar.day(at)
        return day[-1].last if isinstance(day, list) else day.last if day else at

    def is_body(self, at: int) -> bool:
        """Whether another source and no place follows `از`: `به گزارش آنا از دویچه‌وله`."""
        name = _outlets().match(self.keys, at)
        return bool(_kinds("body").match(self.keys, at) or _outlet_kinds().match(self.keys, at)) or (name is not None and not name[1])

    def after_place(self, at: int) -> int:
        """`به گزارش فارس از کرج به نقل از …`: the token after the place, if a citation goes on there."""
        for last in range(at + 2, min(at + 6, len(self.keys))):
            if _OPENERS.match(self.keys, last) or self.key(last) in ("،", ","):
                return last
        return at

    # the noun phrase

    def phrase(self, at: int, opener: Opener, *, chained: bool) -> _Phrase | None:
        """The cited noun phrase that begins at a token; None where a person or nobody is cited."""
        if self.key(at) in ("این", "همین") and (kind := _outlet_kinds().match(self.keys, at + 1)):
            return self.pointed(at, kind[0])
        end, closed = self.end(at)
        if end <= at:
            return None
        head = _outlet_kinds().match(self.keys, at)
        if head and head[1] == "body-site" and _outlet_kinds().match(self.keys, head[0]):
            return _Phrase(at, end, (head[0], end)) if closed and end > head[0] + 1 else None
        if head and head[1] in ("press-office", "body-site"):
            return self.body(at, end, closed, head[0])
        if head and head[1] == "site" and _kinds("body").match(self.keys, head[0]) and closed:
            return self.body(at, end, closed, head[0])
        found = self.known(at, end) or self.of_kind(at, end)
        if found:
            return found
        if _kinds("person").match(self.keys, at) or opener == "writing":
            return None
        if _kinds("desk").match(self.keys, at) and not (chained and closed and self.key(at) in ("دفتر", "بخش", "واحد")):
            return self.desk_only(at, end)
        if self.key(at) in _NO_SOURCE or self.key(end - 1) in _NO_SOURCE:
            return None
        if opener == "quote" and not (chained or at - 3 in self.paragraph_starts):
            return None
        return self.body(at, end, closed, at)

    def end(self, at: int) -> tuple[int, bool]:
        """The token after the longest noun phrase that may begin here, and whether a mark of the clause or a new citation closes it."""
        quoted, last = False, at
        while last < min(at + _LONGEST_BODY + 4, len(self.keys)):
            key, token = self.keys[last], self.document.tokens[last]
            if last > at and last in self.paragraph_ends and not self.goes_on(at, last):
                return last, True
            if kind := _outlet_kinds().match(self.keys, last):
                last = kind[0]
                continue
            inside = _comma_names().match(self.keys, last) or _outlets().match(self.keys, last)
            if inside and (inside[1] is False or inside[0] - last > 1):
                last = inside[0]
                continue
            if key == "(" and self.key(last + 1) in _BLESSINGS and self.key(last + 2) == ")":
                last += 3
                continue
            if token.kind == "mark":
                if key in _QUOTES:
                    quoted = key in ("«", "“") or (key in ('"', "'") and not quoted)
                elif not self.touched(last):
                    return last, key in _CLAUSE_MARKS
            elif not quoted and not self.touched(last - 1) and _kinds("stop").match(self.keys, last):
                return last, _OPENERS.match(self.keys, last) is not None
            last += 1
        return min(at + _LONGEST_OUTLET, len(self.keys)), False

    def goes_on(self, at: int, boundary: int) -> bool:
        """Whether a paragraph cut in by a scraper divides a desk from its outlet."""
        if not _kinds("desk").match(self.keys, at) or self.known(at, boundary):
            return False
        ahead = range(boundary, min(boundary + 4, len(self.keys)))
        return any(_outlet_kinds().match(self.keys, n) or ((name := _outlets().match(self.keys, n)) and not name[1]) for n in ahead)

    def touched(self, at: int) -> bool:
        """Whether letters touch a mark on both sides: `آر.وی`, `بین-الملل`."""
        tokens = self.document.tokens
        return (
            0 < at < len(tokens) - 1
            and tokens[at].text in ".-ـ/"
            and tokens[at - 1].end == tokens[at].start
            and not self.document.article.text[tokens[at].end : tokens[at + 1].start].strip(IN_WORD)
            and tokens[at + 1].kind != "mark"
        )

    def known(self, first: int, end: int) -> _Phrase | None:
        """A phrase with a known outlet in it: at its beginning, after a kind of outlet or desk, or under an unmistakable name."""
        of_kind = False
        at = first
        while at < end:
            kind = _outlet_kinds().match(self.keys, at)
            name = _outlets().match(self.keys, at)
            if name and name[0] <= end and (not kind or name[0] > kind[0]) and self.is_outlet(first, at, name, end, of_kind):
                return self.named(first, at, name[0])
            if kind:
                of_kind, at = True, kind[0]
            else:
                of_kind = of_kind and (self.keys[at] in _QUOTES or self.keys[at] == "های" or self.is_adjective(at))
                at += 1
        return None

    def is_outlet(self, first: int, at: int, name: tuple[int, bool], end: int, of_kind: bool) -> bool:
        """Whether a name stands for the outlet here: a common word only after its kind, or where it ends the phrase of a desk."""
        last, ambiguous = name
        if not ambiguous or of_kind:
            return True
        after_desk = at == first or self.key(first) == "خبرنگار" or _kinds("desk").match(self.keys, first) is not None
        return after_desk and (last == end or self.key(last) in _QUOTES or _kinds("start").match(self.keys, last) is not None)

    def is_adjective(self, at: int) -> bool:
        return _kinds("nationality").match(self.keys, at) is not None

    def named(self, first: int, name_first: int, name_last: int) -> _Phrase:
        last = name_last
        if self.key(last) in _QUOTES - {"«"} and any(self.keys[n] in _QUOTES for n in range(first, name_first)):
            last += 1
        if self.key(last) == "(" and (alias := _outlets().match(self.keys, last + 1)) and self.key(alias[0]) == ")":
            last = alias[0] + 1
        if self.key(last) in ("نیوز", "آنلاین", "پلاس"):
            last = name_last = last + 1
        if self.key(last) == "استان" and last + 1 < len(self.keys):
            last += 2
        elif (country := _countries().match(self.keys, last)) and self.key(country[0]) in _CLAUSE_MARKS:
            last = country[0]
        return _Phrase(first, last, (name_first, name_last), self.desk(first, name_first))

    def desk(self, first: int, name_first: int) -> tuple[int, int] | None:
        """What stands before the kind of outlet: `حوزه سیاست خارجی`; a bare `خبرنگار` is none."""
        if not _kinds("desk").match(self.keys, first):
            return None
        last = next((n for n in range(first, name_first) if _outlet_kinds().match(self.keys, n)), name_first)
        if self.key(first) == "خبرنگار" and _kinds("desk").match(self.keys, first + 1):
            first += 1
        return (first, last) if last - first > 1 else None

    def of_kind(self, first: int, end: int) -> _Phrase | None:
        """An unknown outlet after its kind: `روزنامه كويتي «القبس»`, `وبگاه عربی ۲۱`."""
        at = first
        while at < end and not (kind := _outlet_kinds().match(self.keys, at)):
            at += 1
        if at >= end or not kind or kind[0] >= end:
            return None
        if at > first and not _kinds("desk").match(self.keys, first):
            return None
        name = kind[0]
        while name + 1 < end and self.key(name) not in _QUOTES and (adjective := _kinds("nationality").match(self.keys, name)):
            name = min(adjective[0], end - 1)
        if self.key(name) in _QUOTES:
            close = next((n for n in range(name + 1, min(name + 9, len(self.keys))) if self.keys[n] in _QUOTES), None)
            if close is None or close == name + 1:
                return None
            return _Phrase(first, close + 1, (name + 1, close), self.desk(first, name))
        last = self.before_subject(name + 1, min(end, name + _LONGEST_OUTLET))
        if self.key(name).isdecimal() and kind[0] - at > 1:
            name = at
        return _Phrase(first, last, (name, last), self.desk(first, name))

    def before_subject(self, at: int, end: int) -> int:
        """The token at which the clause's subject begins, where no comma parts it from the phrase."""
        if self.key(end) in _CLAUSE_MARKS or _OPENERS.match(self.keys, end):
            return end
        return next((n for n in range(at, end) if _kinds("start").match(self.keys, n) or self.keys[n] == "«"), end)

    def body(self, first: int, end: int, closed: bool, head: int) -> _Phrase | None:
        """A press office or another body: the whole phrase is its name."""
        last = end if closed else self.before_subject(max(head + 1, first + 1), end)
        last -= self.key(last - 1) == "و"
        if last <= head or last - first > _LONGEST_BODY or (head == first and not closed):
            return None
        return _Phrase(first, last, (first, last), sure=head > first)

    def desk_only(self, first: int, end: int) -> _Phrase | None:
        """`خبرنگار بازارنیوز`: one unknown word after a desk; `خبرنگار ما` names nobody."""
        at = first + 1
        if self.key(first) != "خبرنگار" or at != end - 1 or self.key(at) in ("ما", "این", "اعزامی") or self.key(at).endswith("ی"):
            return None
        return _Phrase(first, end, (at, end))

    def pointed(self, at: int, last: int) -> _Phrase | None:
        """`به نوشته این روزنامه`: the outlet cited last."""
        if not self.found:
            return None
        return _Phrase(at, last, (at, last), name_text=self.found[-1].name)

    def coordinated(self, phrase: _Phrase) -> list[_Phrase]:
        """`خبرگزاری‌های مهر و فارس`: two citations."""
        second = self.after_coordination(phrase.last)
        if second == phrase.last:
            return [phrase]
        return [phrase, _Phrase(phrase.last + 1, second, (phrase.last + 1, second))]

    def after_coordination(self, at: int) -> int:
        name = _outlets().match(self.keys, at + 1) if self.key(at) == "و" else None
        return name[0] if name and any(k.endswith("های") or k == "ها" for k in self.keys[max(0, at - 4) : at]) else at

    def add(self, phrase: _Phrase, via: int | None) -> None:
        self.found.append(
            Citation(
                phrase.name_text or self.text(*phrase.name),
                self.document.span(phrase.first, phrase.last),
                self.text(*phrase.desk) if phrase.desk else None,
                via,
            )
        )

    def has_words(self, first: int, last: int) -> bool:
        return any(token.kind != "mark" for token in self.document.tokens[first:last])

    def text(self, first: int, last: int) -> str:
        """Words as written, quotation marks around all of them left out."""
        return self.document.words(first, last).strip("«»\"“”' ")
