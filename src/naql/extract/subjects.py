"""Where the subject of a cue stands in its clause: a name, an office, a pronoun, or nowhere (Persian drops it).

A subject is not governed by a preposition, stands at the head of its clause (adverbs, `همچنین`, a comma aside) and is no part of a
larger noun phrase: in `سفر وزیر خارجه` the minister is not the subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from naql.language.lexicon import load_words
from naql.language.morphology import closes_clause
from naql.language.names import Mention
from naql.model import Citation
from naql.text.tokens import Document

PRONOUNS = frozenset({"وی", "او", "ایشان", "نامبرده", "آنها", "آنان", "اینان", "مشارالیه"})
PREPOSITIONS = frozenset(
    "از به با در بر برای توسط میان بین علیه درباره درمورد پیرامون بدون ضمن طی نزد سوی تا جز بجز مانند همچون چون مثل کنار "
    "حضور همراه نسبت خلاف رغم علیرغم بابت بهدلیل بهخاطر بهعنوان ازسوی درخصوص درزمینه براساس برابر مقابل خطاب".split()
)
OPENERS = frozenset(
    "، ؛ و اما ولی نیز هم همچنین سپس البته - – ـ * • : . » « \" ” “ ( ) که وقتی امروز دیروز فردا امشب دیشب پس اکنون حالا روز شب صبح عصر ظهر گذشته جاری "
    "همزمان اینکه بنابراین آنگاه آن این بعدازظهر شنبه یکشنبه دوشنبه سهشنبه چهارشنبه پنجشنبه جمعه ماه سال هفته ادامه پایان همین حال".split()
)
_NOT_IN_PHRASE = (PREPOSITIONS | frozenset("که را نیز هم همچنین امروز دیروز سپس روز صبح عصر شب ظهر هنوز بارها همواره".split())) - {"سوی", "حضور", "همراه", "مقابل"}
_PAPERS = frozenset("بیانیه اطلاعیه گزارش نامه پیام متن سند قطعنامه کتاب مقاله یادداشت حکم مصوبه طرح لایحه ابلاغیه اعلامیه خبر توییت توئیت پست "
                    "تفاهمنامه توافقنامه مطلب بخشنامه نامهای پیامی بیانیهای گزارشی اطلاعیهای سرمقاله مطالعه پژوهش تحقیق نظرسنجی کیفرخواست رای دستورالعمل".split())
SubjectKind = Literal["mention", "pronoun"]


_DEMONSTRATIVES = frozenset({"این", "آن", "همین", "همان"})
_QUANTIFIERS = frozenset("برخی بسیاری عدهای شماری گروهی جمعی بعضی اکثر بیشتر تعدادی مردم همه یکی درصد".split())


def unknown(words: Sequence[str]) -> bool:
    """Whether no word of a phrase is an ordinary noun, so that it is a name."""
    ordinary = load_words("ordinary_words.tsv")
    heads = load_words("noun_heads.tsv")
    return not any(w in ordinary or w in heads for w in words)


def plural(word: str) -> bool:
    """Whether a noun stands for several people."""
    return word in _QUANTIFIERS or (len(word) > 4 and word.endswith(("ان", "ها", "های", "هایی", "گان")))


@dataclass(frozen=True)
class Subject:
    """A subject as token ranges: `[first, last)` all of its noun phrase, `shown` the words that name it (rank and name, or office)."""

    first: int
    last: int
    shown: tuple[int, int]
    kind: SubjectKind
    mention: Mention | None = None


class Subjects:
    """Looks for subjects among the mentions and pronouns of a document."""

    def __init__(self, document: Document, mentions: Sequence[Mention], citations: Sequence[Citation] = ()) -> None:
        self.document = document
        self._cited: dict[int, int] = {}
        for citation in citations:
            first, last = document.token_at(citation.span.start), document.token_at(citation.span.end)
            self._cited.update(dict.fromkeys(range(first, last), last))
        self.keys = document.keys
        self.mentions = mentions
        self._at = {m.first: m for m in mentions}
        self._inside = {t: m for m in mentions for t in range(m.first, m.last)}

    def shown(self, mention: Mention) -> tuple[int, int]:
        """The words that name it: rank and name, or else the office or description whole."""
        if mention.name is None:
            return mention.first, mention.last
        return (mention.rank[0] if mention.rank else mention.name[0]), mention.name[1]

    def at(self, token: int) -> Subject | None:
        """The subject that begins at a token, whatever stands before it."""
        if self.keys[token] in PRONOUNS:
            return Subject(token, token + 1, (token, token + 1), "pronoun")
        mention = self._at.get(token)
        if mention is None:
            return None
        return Subject(mention.first, mention.last, self.shown(mention), "mention", mention)

    def speaks(self, subject: Subject) -> bool:
        """Whether it is a person, somebody unnamed or a newspaper, and not any noun with a colon behind it."""
        return subject.mention is not None and subject.mention.type in ("person", "unnamed") and subject.mention.name is not None

    def covering(self, token: int) -> Subject | None:
        """The mention a token stands in."""
        mention = self._inside.get(token)
        return self.at(mention.first) if mention is not None else None

    def governed(self, first: int, floor: int) -> bool:
        """Whether a preposition, or a noun it belongs to, stands before it."""
        if first <= floor:
            return False
        before = self.keys[first - 1]
        if before in ("«", "\"", "“", "(") and first - 1 > floor:
            before = self.keys[first - 2]
        if before in PREPOSITIONS:
            return True
        if before in OPENERS or self.document.tokens[first - 1].kind != "word":
            return False
        return not (closes_clause(self.keys, first - 1) == first or self._ends_verb(first) or self._ends_mention(first) or self._adverb(first, floor))

    def _ends_verb(self, first: int) -> bool:
        return any(closes_clause(self.keys, b) == first for b in range(max(0, first - 3), first))

    def _ends_mention(self, first: int) -> bool:
        return first - 1 in self._inside and first not in self._inside or (first - 1 in self._inside and first in self._at)

    def _adverb(self, first: int, floor: int) -> bool:
        """`در این دیدار`, `در ادامه این نشست`, `در گفت‌وگو با …`: a short adverbial that opens the clause."""
        begin = first - 1
        while begin > floor and first - begin < 7 and self.keys[begin] not in ("در", "پس", "طی", "با", "به", "از"):
            begin -= 1
        return self.keys[begin] in ("در", "طی", "پس") and first - begin <= 6

    def all(self, floor: int, limit: int) -> list[Subject]:
        """Every possible subject between two tokens, in order."""
        found: list[Subject] = []
        at = floor
        while at < limit:
            if at in self._cited:
                at = self._cited[at]
                continue
            subject = self.at(at)
            if subject is None or subject.first >= limit:
                at += 1
                continue
            if subject.last <= limit and not self.governed(subject.first, floor):
                found.append(subject)
            at = max(subject.last, at + 1)
        return found

    def of(self, floor: int, limit: int) -> Subject | None:
        """The subject of the verb at `limit`, in the clause that begins at `floor`: the first of the last clause that has one."""
        if floor >= limit:
            return None
        floor = self.after_dateline(floor, limit)
        found = self.all(floor, limit)
        return found[0] if found else self.head(floor, limit)

    def after_dateline(self, floor: int, limit: int) -> int:
        """Past `خبرگزاری فارس:` and `به گزارش … ،` where they open a clause."""
        keys = self.keys
        if keys[floor] in ("خبرگزاری", "گروه", "سرویس", "باشگاه"):
            colon = next((i for i in range(floor, min(limit, floor + 8)) if keys[i] in (":", "-", "–", "ـ")), None)
            if colon is not None:
                return colon + 1
        if keys[floor] == "به" and floor + 1 < limit and keys[floor + 1] in ("گزارش", "نوشته", "نقل"):
            at = floor + 2
            while at < limit and at in self._cited:
                at = self._cited[at]
            comma = next((i for i in range(at, min(limit, at + 30)) if keys[i] in ("،", "؛", ":")), None)
            return at if at > floor + 2 else comma + 1 if comma is not None else floor + 2
        return floor

    def paper(self, floor: int, limit: int) -> Subject | None:
        """The document that is made to speak: `این گزارش`, `در ادامه این بیانیه`."""
        keys = self.keys
        for at in range(limit - 1, floor - 1, -1):
            if keys[at] in _PAPERS:
                first = at - 1 if at > floor and keys[at - 1] in ("این", "همین", "آن") else at
                last = at + 1
                while last < limit and keys[last] not in _NOT_IN_PHRASE and self.document.tokens[last].kind != "mark" and closes_clause(keys, last) is None:
                    last += 1
                known = self.at(first) or self.at(at)
                if known and known.kind == "mention":
                    return known
                return Subject(first, last, (first, last), "mention", Mention(first, last, "document"))
        return None

    def head(self, floor: int, limit: int) -> Subject | None:
        """A noun phrase no list knows at the head of the clause: `ماهیگیران ساحل شمال گفتند`."""
        keys, tokens = self.keys, self.document.tokens
        at = floor
        while at < limit and (keys[at] in OPENERS or tokens[at].kind == "mark") and keys[at] not in ("این", "آن"):
            at += 1
        first = at
        while at < limit and at - first < 12 and tokens[at].kind != "mark" and keys[at] not in _NOT_IN_PHRASE and closes_clause(keys, at) is None:
            at += 1
        if at == first or keys[first] in PREPOSITIONS or tokens[first].kind != "word":
            return None
        return self.phrase(first, at)

    def phrase(self, first: int, last: int) -> Subject:
        """A noun phrase that no list knows, as a mention: a name, a name with an office after it, a group or a description."""
        keys = self.keys
        office = next((m for t in range(first + 1, last) if (m := self._at.get(t)) and m.type == "person" and m.name is None), None)
        end = office.first if office else last
        name_like = 1 <= end - first <= 4 and keys[first] not in _DEMONSTRATIVES and unknown(keys[first:end])
        if name_like:
            mention = Mention(first, last, "person", (first, end), None, ((office.first, min(office.last, last)),) if office else ())
        else:
            mention = Mention(first, last, "group" if plural(keys[first]) else "person")
        return Subject(first, last, self.shown(mention), "mention", mention)
