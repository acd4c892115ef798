"""The noun phrase of a cited outlet or press office: how far it goes, the name in it, its desk.

`حوزه سیاست خارجی خبرگزاری تسنیم` is a desk, a kind of outlet and a name. Known names come from `language/data/outlets.tsv`; an unknown
one is what stands after a kind of outlet, or all of the phrase up to a comma, a preposition or another citation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from naql.language.lexicon import Phrases, load_table
from naql.text.letters import IN_WORD
from naql.text.tokens import Document

Opener = Literal["report", "writing", "quote"]
OPENING: dict[str, Opener] = {
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
OPENERS: Phrases[Opener] = Phrases(OPENING)
QUOTES = frozenset("«»\"“”'")
BLESSINGS = frozenset({"ره", "ع", "س", "ص", "عج", "قدسسره"})
NO_SOURCE = frozenset("رسیده رسیده‌ منتشره منتشرشده منتشر شده موجود های زیر ذیل حاضر فوق مذکور".split())
"""Words of a report that names nobody: `طبق گزارش رسیده`."""
CLAUSE_MARKS = frozenset("،,؛;:.")
LONGEST_OUTLET, LONGEST_BODY = 5, 16


@dataclass(frozen=True)
class Cited:
    """A cited noun phrase: all of it, the name in it, its desk, as token ranges."""

    first: int
    last: int
    name: tuple[int, int]
    desk: tuple[int, int] | None = None
    name_text: str | None = None


@cache
def phrases_of(kind: str) -> Phrases[str]:
    """The words of one kind in `outlet_words.tsv`."""
    return Phrases((row["word"], row["kind"]) for row in load_table("outlet_words.tsv") if row["kind"] == kind)


@cache
def outlet_kinds() -> Phrases[str]:
    """The words that say what kind of outlet a name is, each with its kind."""
    kinds = ("agency", "paper", "site", "broadcast", "body-site", "press-office")
    return Phrases((row["word"], row["kind"]) for row in load_table("outlet_words.tsv") if row["kind"] in kinds)


@cache
def outlets() -> Phrases[bool]:
    """Known outlets; the value says whether the name is also something else."""
    return Phrases((row["name"], row["ambiguous"] == "yes") for row in load_table("outlets.tsv"))


@cache
def comma_names() -> Phrases[bool]:
    """Names of bodies with a comma in them."""
    return Phrases((row["word"], False) for row in load_table("outlet_words.tsv") if row["kind"] == "comma-name")


@cache
def countries() -> Phrases[bool]:
    """The names of countries and territories."""
    return Phrases((row["word"], True) for row in load_table("territories.tsv"))


class CitedPhrases:
    """The cited phrases of one document, each read at the token after its preposition."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.keys = document.keys
        self.paragraph_ends = {last for _, last in document.paragraphs}
        self.paragraph_starts = {first for first, last in document.paragraphs if first < last}

    def key(self, at: int) -> str:
        """The key of a token; empty outside the text."""
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    def phrase(self, at: int, opener: Opener, *, chained: bool) -> Cited | None:
        """The cited noun phrase that begins at a token; None where a person or nobody is cited."""
        end, closed = self.end(at)
        if end <= at:
            return None
        head = outlet_kinds().match(self.keys, at)
        if head and head[1] == "body-site" and outlet_kinds().match(self.keys, head[0]):
            return Cited(at, end, (head[0], end)) if closed and end > head[0] + 1 else None
        if head and head[1] in ("press-office", "body-site"):
            return self.body(at, end, closed, head[0])
        if head and head[1] == "site" and phrases_of("body").match(self.keys, head[0]) and closed:
            return self.body(at, end, closed, head[0])
        found = self.known(at, end) or self.of_kind(at, end)
        if found:
            return found
        if not closed and opener == "report" and (name := outlets().match(self.keys, at)):
            return self.named(at, at, name[0])
        if phrases_of("person").match(self.keys, at) or opener == "writing":
            return None
        if phrases_of("desk").match(self.keys, at) and not (chained and closed and self.key(at) in ("دفتر", "بخش", "واحد")):
            return self.desk_only(at, end)
        if self.key(at) in NO_SOURCE or self.key(end - 1) in NO_SOURCE:
            return None
        if opener == "quote" and not (chained or at - 3 in self.paragraph_starts):
            return None
        return self.body(at, end, closed, at)

    def end(self, at: int) -> tuple[int, bool]:
        """The token after the longest noun phrase that may begin here, and whether a mark of the clause or a new citation closes it."""
        quoted, last = False, at
        while last < min(at + LONGEST_BODY + 4, len(self.keys)):
            key, token = self.keys[last], self.document.tokens[last]
            if last > at and last in self.paragraph_ends and not self.goes_on(at, last):
                return last, True
            if kind := outlet_kinds().match(self.keys, last):
                last = kind[0]
                continue
            inside = comma_names().match(self.keys, last) or outlets().match(self.keys, last)
            if inside and (inside[1] is False or inside[0] - last > 1):
                last = inside[0]
                continue
            if key == "(" and self.key(last + 1) in BLESSINGS and self.key(last + 2) == ")":
                last += 3
                continue
            if token.kind == "mark":
                if key in QUOTES:
                    quoted = key in ("«", "“") or (key in ('"', "'") and not quoted)
                elif not self.touched(last):
                    return last, key in CLAUSE_MARKS
            elif not quoted and not self.touched(last - 1) and phrases_of("stop").match(self.keys, last):
                return last, OPENERS.match(self.keys, last) is not None
            last += 1
        return min(at + LONGEST_OUTLET, len(self.keys)), False

    def goes_on(self, at: int, boundary: int) -> bool:
        """Whether a paragraph cut in by a scraper divides a desk from its outlet."""
        if not phrases_of("desk").match(self.keys, at) or self.known(at, boundary):
            return False
        ahead = range(boundary, min(boundary + 4, len(self.keys)))
        return any(outlet_kinds().match(self.keys, n) or ((name := outlets().match(self.keys, n)) and not name[1]) for n in ahead)

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

    def known(self, first: int, end: int) -> Cited | None:
        """A phrase with a known outlet in it: at its beginning, after a kind of outlet or desk, or under an unmistakable name."""
        of_kind, at = False, first
        found: Cited | None = None
        desked = phrases_of("desk").match(self.keys, first) is not None
        while at < end:
            kind = outlet_kinds().match(self.keys, at)
            name = outlets().match(self.keys, at)
            if (
                name
                and name[0] <= end
                and (not kind or name[0] > kind[0])
                and (of_kind if found else self.is_outlet(first, at, name, end, of_kind))
            ):
                found = self.named(first, at, name[0])
                if not desked:
                    return found
                of_kind, at = False, name[0]
                continue
            if kind:
                of_kind, at = True, kind[0]
            else:
                of_kind = of_kind and (self.keys[at] in QUOTES or self.keys[at] == "های" or self.is_adjective(at))
                at += 1
        return found

    def is_outlet(self, first: int, at: int, name: tuple[int, bool], end: int, of_kind: bool) -> bool:
        """Whether a name stands for the outlet here: a common word only after its kind, or where it ends the phrase of a desk."""
        last, ambiguous = name
        if not ambiguous or of_kind:
            return True
        after_desk = at == first or self.key(first) == "خبرنگار" or phrases_of("desk").match(self.keys, first) is not None
        return after_desk and (last == end or self.key(last) in QUOTES or phrases_of("start").match(self.keys, last) is not None)

    def is_adjective(self, at: int) -> bool:
        """Whether an adjective of nationality begins here (`آمریکایی`)."""
        return phrases_of("nationality").match(self.keys, at) is not None

    def named(self, first: int, name_first: int, name_last: int) -> Cited:
        """The citation whose name is `[name_first, name_last)`, with what belongs to the name after it: a mark, an alias, a town."""
        last = name_last
        if self.key(last) in QUOTES - {"«"} and any(self.keys[n] in QUOTES for n in range(first, name_first)):
            last += 1
        if self.key(last) == "(" and (alias := outlets().match(self.keys, last + 1)) and self.key(alias[0]) == ")":
            last = alias[0] + 1
        if self.key(last) in ("نیوز", "آنلاین", "پلاس"):
            last = name_last = last + 1
        if self.key(last) == "استان" and last + 1 < len(self.keys):
            last += 2
        elif (country := countries().match(self.keys, last)) and self.key(country[0]) in CLAUSE_MARKS:
            last = country[0]
        desk = self.desk(first, name_first)
        first = max((start for start in range(first, name_first) if start in self.paragraph_starts), default=first)
        return Cited(first, last, (name_first, name_last), desk)

    def desk(self, first: int, name_first: int) -> tuple[int, int] | None:
        """What stands before the kind of outlet: `حوزه سیاست خارجی`; a bare `خبرنگار` is none."""
        if not phrases_of("desk").match(self.keys, first):
            return None
        last = next((n for n in range(first, name_first) if outlet_kinds().match(self.keys, n)), name_first)
        if self.key(first) == "خبرنگار" and phrases_of("desk").match(self.keys, first + 1):
            first += 1
        return (first, last) if last - first > 1 else None

    def of_kind(self, first: int, end: int) -> Cited | None:
        """An unknown outlet after its kind: `روزنامه كويتي «القبس»`, `وبگاه عربی ۲۱`."""
        at = first
        while at < end and not (kind := outlet_kinds().match(self.keys, at)):
            at += 1
        if at >= end or not kind or kind[0] >= end:
            return None
        if at > first and not phrases_of("desk").match(self.keys, first):
            return None
        name = kind[0]
        while name + 1 < end and self.key(name) not in QUOTES and (adjective := phrases_of("nationality").match(self.keys, name)):
            name = min(adjective[0], end - 1)
        if self.key(name) in QUOTES:
            close = next((n for n in range(name + 1, min(name + 9, len(self.keys))) if self.keys[n] in QUOTES), None)
            if close is None or close == name + 1:
                return None
            return Cited(first, close + 1, (name + 1, close), self.desk(first, name))
        last = self.before_subject(name + 1, min(end, name + LONGEST_OUTLET))
        if self.key(name).isdecimal() and kind[0] - at > 1:
            name = at
        return Cited(first, last, (name, last), self.desk(first, name))

    def before_subject(self, at: int, end: int) -> int:
        """The token at which the clause's subject begins, where no comma parts it from the phrase."""
        if self.key(end) in CLAUSE_MARKS or OPENERS.match(self.keys, end):
            return end
        return next((n for n in range(at, end) if phrases_of("start").match(self.keys, n) or self.keys[n] == "«"), end)

    def body(self, first: int, end: int, closed: bool, head: int) -> Cited | None:
        """A press office or another body: the whole phrase is its name."""
        last = end if closed else self.before_subject(max(head + 1, first + 1), end)
        last -= self.key(last - 1) == "و"
        if last <= head or last - first > LONGEST_BODY or (head == first and not closed):
            return None
        return Cited(first, last, (first, last))

    def desk_only(self, first: int, end: int) -> Cited | None:
        """`خبرنگار بازارنیوز`: one unknown word after a desk; `خبرنگار ما` names nobody."""
        at = first + 1
        if self.key(first) != "خبرنگار" or at != end - 1 or self.key(at) in ("ما", "این", "اعزامی") or self.key(at).endswith("ی"):
            return None
        return Cited(first, end, (at, end))
