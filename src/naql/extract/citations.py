"""Document -> citations: where the outlet says it has its report from.

A preposition opens one (`به گزارش`, `به نقل از`, `به نوشته`), or `منبع:`, or an outlet that `نوشت:` at the head of a reprint. The noun
phrase after it is a desk, a kind of outlet and a name; known names come from `language/data/outlets.tsv`, unknown ones from where the
phrase ends. A person or unnamed sources are no citation: what they are quoted for is a statement. Datelines have no preposition.
"""

from __future__ import annotations

from naql.extract.outlets import OPENERS, Cited, CitedPhrases, Opener, outlet_kinds, outlets, phrases_of
from naql.extract.timewords import Grammar
from naql.model import Citation
from naql.text.tokens import Document


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Find every citation, in the order of the text."""
    return tuple(_Reader(document).read())


class _Reader(CitedPhrases):
    """The citations of one document, in a walk over its tokens."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.grammar = Grammar(document)
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

    def opened(self, at: int) -> int | None:
        """`به گزارش A به نقل از B`: a chain, each link the one through which the next is had. The token after it."""
        hit = OPENERS.match(self.keys, at)
        if not hit or (hit[1] != "quote" and not self.begins_clause(at)):
            return None
        return self.chain(hit[0], hit[1], None)

    def chain(self, at: int, opener: Opener, via: int | None) -> int | None:
        at = self.after_time(at)
        phrase = self.pointed(at) or self.phrase(at, opener, chained=via is not None)
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
        elif self.key(after) == "در":
            after = self.after_place(after)
        if self.key(after) in ("،", ",", "؛", "و"):
            after += 1
        if reprint := self.reprinted(after, here):
            return reprint
        following = OPENERS.match(self.keys, after)
        if following and (following[1] == "quote" or self.key(after - 1) == "و"):
            return self.chain(following[0], following[1], here) or phrase.last
        return phrase.last

    def reprinted(self, at: int, via: int) -> int | None:
        """`به گزارش A، روزنامه «B» در ستون خود نوشت:` with the reprint in the next paragraph: B is had through A."""
        colon = next((n for n in range(at, min(at + 12, len(self.keys))) if self.key(n) == ":" or n in self.paragraph_ends), at)
        if self.key(colon) != ":" or colon + 1 not in self.paragraph_ends or "نوشت" not in self.keys[at:colon]:
            return None
        kind = outlet_kinds().match(self.keys, at)
        found = self.known(at, min(at + 8, colon)) if kind else None
        if found is None:
            return None
        self.add(found, via)
        return found.last

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
        self.add(found or Cited(first, last, (first, last)), None)
        return last

    def headed(self, at: int) -> int | None:
        """`خبرگزاری صدا و سیما نوشت:` at the head of the lead or the body: a reprint."""
        if not 1 <= self.document.tokens[at].paragraph <= 2:
            return None
        last = next((n for n in range(at + 1, at + 8) if self.key(n) == "نوشت"), None)
        if last is None or not (self.key(last + 1) == ":" or self.key(last + 2) == ":"):
            return None
        name = outlets().match(self.keys, at)
        quoting = OPENERS.match(self.keys, name[0]) if name else None
        if name and quoting and quoting[1] == "quote":
            self.add(Cited(at, name[0], (at, name[0])), None)
            self.chain(quoting[0], "quote", len(self.found) - 1)
            return last
        found = self.known(at, last)
        if found is None or found.first != at or last - found.last > 1:
            return None
        self.add(Cited(at, last, (found.name[0], last) if found.name[0] == at else found.name), None)
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
        name = outlets().match(self.keys, at)
        return bool(phrases_of("body").match(self.keys, at) or outlet_kinds().match(self.keys, at)) or (name is not None and not name[1])

    def after_place(self, at: int) -> int:
        """`به گزارش فارس از کرج به نقل از …`: the token after the place, if a citation goes on there."""
        for last in range(at + 2, min(at + 6, len(self.keys))):
            if OPENERS.match(self.keys, last) or self.key(last) in ("،", ","):
                return last
        return at

    def pointed(self, at: int) -> Cited | None:
        """`به نوشته این روزنامه`: the outlet cited last."""
        kind = outlet_kinds().match(self.keys, at + 1) if self.key(at) in ("این", "همین") and self.found else None
        return Cited(at, kind[0], (at, kind[0]), name_text=self.found[-1].name) if kind else None

    def coordinated(self, phrase: Cited) -> list[Cited]:
        """`خبرگزاری‌های مهر و فارس`: two citations."""
        second = self.after_coordination(phrase.last)
        if second == phrase.last:
            return [phrase]
        return [phrase, Cited(phrase.last + 1, second, (phrase.last + 1, second))]

    def after_coordination(self, at: int) -> int:
        name = outlets().match(self.keys, at + 1) if self.key(at) == "و" else None
        return name[0] if name and any(k.endswith("های") or k == "ها" for k in self.keys[max(0, at - 4) : at]) else at

    def add(self, phrase: Cited, via: int | None) -> None:
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
