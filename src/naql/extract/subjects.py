"""Where the subject of a cue stands in its clause: a name, an office, a pronoun, or nowhere (Persian drops it).

A subject is not governed by a preposition, stands at the head of its clause (adverbs, `همچنین`, a comma aside) and is no part of a
larger noun phrase: in `سفر وزیر خارجه` the minister is not the subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from naql.extract.naming import apart, heads_phrase, is_first_name, kinds, whole_names
from naql.language.lexicon import load_words
from naql.language.morphology import closes_clause
from naql.language.names import Mention
from naql.model import Citation, Day, SourceType
from naql.text.tokens import Document

PRONOUNS = frozenset({"وی", "او", "ایشان", "نامبرده", "آنها", "آنان", "اینان", "مشارالیه"})
PREPOSITIONS = frozenset(
    "از به با در بر برای توسط میان بین علیه درباره درمورد پیرامون بدون ضمن طی نزد سوی تا جز بجز مانند همچون چون مثل کنار "
    "حضور همراه نسبت خلاف رغم علیرغم بابت بهدلیل بهخاطر بهعنوان ازسوی درخصوص درزمینه براساس برابر مقابل خطاب".split()
)
OPENERS = frozenset(
    '، ؛ و اما ولی نیز هم همچنین سپس البته - – ـ * • : . » « " ” “ ( ) که وقتی امروز دیروز فردا امشب دیشب پس اکنون حالا '
    "همزمان اینکه بنابراین آنگاه شنبه یکشنبه دوشنبه سهشنبه چهارشنبه پنجشنبه جمعه".split()
)
_NOT_IN_PHRASE = (PREPOSITIONS | frozenset("که را نیز هم همچنین امروز دیروز سپس روز صبح عصر شب ظهر هنوز بارها همواره".split())) - {
    "سوی",
    "حضور",
    "همراه",
    "مقابل",
}
_NAME_ENDS = _NOT_IN_PHRASE
_PAPERS = frozenset(
    "بیانیه اطلاعیه گزارش نامه پیام متن سند قطعنامه کتاب مقاله یادداشت حکم مصوبه طرح لایحه ابلاغیه اعلامیه خبر توییت توئیت پست "
    "تفاهمنامه توافقنامه مطلب بخشنامه نامهای پیامی بیانیهای گزارشی اطلاعیهای "
    "سرمقاله مطالعه پژوهش تحقیق نظرسنجی کیفرخواست رای دستورالعمل".split()
)
SubjectKind = Literal["mention", "pronoun"]


_UNNAMED = frozenset("منبع منابع منابعی منبعی مقامی مقامات".split())
_OF_SOME = _UNNAMED | frozenset("برخی بسیاری عدهای شماری گروهی جمعی بعضی یکی درصد تن نفر تعدادی شمار مقام".split())
_CONNECTIVES = frozenset("و اما ولی نیز هم همچنین سپس البته بنابراین لذا حتی همزمان کماکان همواره".split())
_DEMONSTRATIVES = frozenset({"این", "آن", "همین", "همان"})
_QUANTIFIERS = frozenset("برخی بسیاری عدهای شماری گروهی جمعی بعضی اکثر بیشتر تعدادی مردم همه یکی درصد".split())


def plural(word: str) -> bool:
    """Whether a noun stands for several people."""
    return word in _QUANTIFIERS or (len(word) > 4 and word.endswith(("ان", "ها", "های", "هایی", "گان")))


_TYPES: dict[str, SourceType] = {"office": "person", "rank": "person", "unnamed": "unnamed", "document": "document", "group": "group"}


def kind_of(keys: Sequence[str], first: int) -> SourceType:
    """What sort of source a phrase names, by its first noun."""
    hit = kinds().match(keys, first)
    return _TYPES.get(hit[1], "organization") if hit else "organization"


@dataclass(frozen=True)
class Subject:
    """A subject as token ranges: `[first, last)` all of its noun phrase, `shown` the words that name it (rank and name, or office)."""

    first: int
    last: int
    shown: tuple[int, int]
    kind: SubjectKind
    mention: Mention | None = None


def blocked_tokens(document: Document, citations: Sequence[Citation], days: Sequence[Day]) -> dict[int, str]:
    """The tokens that belong to a citation (`c`) or an expression of time (`t`): no speaker is named in them."""
    out: dict[int, str] = {}
    for sign, spans in (("c", [c.span for c in citations]), ("t", [d.span for d in days])):
        for span in spans:
            out.update(dict.fromkeys(range(document.token_at(span.start), document.token_at(span.end)), sign))
    return out


def joined_mentions(document: Document, mentions: Sequence[Mention], speakers: Sequence[Mention]) -> list[Mention]:
    """Both, in the order of the text; where they overlap, the speaker's phrase, unless the other found a name there."""
    named = {i: m for m in mentions if m.name for i in range(m.first, m.last)}
    out: list[Mention] = []
    taken: set[int] = set()
    for speaker in speakers:
        speaker = named.get(speaker.first, speaker)
        if speaker.first not in taken:
            out.append(speaker)
            taken.update(range(speaker.first, speaker.last))
    out.extend(m for m in mentions if not any(i in taken for i in range(m.first, m.last)))
    return sorted(out, key=lambda m: m.first)


def split_offices(document: Document, mention: Mention) -> Mention:
    """A mention with two offices that `و` joins told apart: `نماینده دولت و دبیر شورا`."""
    out: list[tuple[int, int]] = []
    for first, last in mention.offices:
        begin = first
        for at in range(first + 2, last - 1):
            if document.keys[at] == "و" and (hit := kinds().match(document.keys, at + 1)) and hit[1] == "office" and hit[0] < last:
                out.append((begin, at))
                begin = at + 1
        out.append((begin, last))
    return mention if len(out) == len(mention.offices) else replace(mention, offices=tuple(out))


class Subjects:
    """Looks for subjects among the mentions and pronouns of a document."""

    def __init__(
        self,
        document: Document,
        mentions: Sequence[Mention],
        citations: Sequence[Citation] = (),
        days: Sequence[Day] = (),
        speakers: Sequence[Mention] = (),
    ) -> None:
        self.document = document
        self._speakers = frozenset(m.first for m in speakers)
        mentions = joined_mentions(document, mentions, speakers)
        self._times: dict[int, int] = {}
        for day in days:
            first, last = document.token_at(day.span.start), document.token_at(day.span.end)
            self._times.update(dict.fromkeys(range(first, last), last))
        self._cited: dict[int, int] = {}
        for citation in citations:
            first, last = document.token_at(citation.span.start), document.token_at(citation.span.end)
            self._cited.update(dict.fromkeys(range(first, last), last))
        self.keys = document.keys
        mentions = whole_names(document, mentions, self._cited, _NAME_ENDS)
        self.mentions = mentions = apart(document, [split_offices(document, m) for m in mentions])
        self._surnames = {
            document.keys[i] for m in mentions if m.name and m.type == "person" for i in range(*m.name) if len(document.keys[i]) > 2
        }
        self._at = {m.first: m for m in mentions}
        self._inside = {t: m for m in mentions for t in range(m.first, m.last)}

    def shown(self, mention: Mention) -> tuple[int, int]:
        """The words that name it: rank and name, or else the office or description whole."""
        if mention.name is None:
            return mention.first, mention.last
        return (mention.rank[0] if mention.rank else mention.name[0]), mention.name[1]

    def is_cited(self, token: int) -> bool:
        """Whether a token belongs to a citation."""
        return token in self._cited

    def ends_time(self, token: int) -> bool:
        """Whether an expression of time ends before a token."""
        return token - 1 in self._times and token not in self._times

    def at(self, token: int) -> Subject | None:
        """The subject that begins at a token, whatever stands before it; none begins where the text ends."""
        if token >= len(self.keys):
            return None
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
        if first - 1 in self._times:
            return False
        before = self.keys[first - 1]
        if before in ("«", '"', "“", "(") and first - 1 > floor:
            before = self.keys[first - 2]
        if before in PREPOSITIONS:
            return True
        if before in OPENERS or self.document.tokens[first - 1].kind != "word":
            return False
        return not (
            closes_clause(self.keys, first - 1) == first
            or self._ends_verb(first)
            or self._ends_mention(first)
            or self._adverb(first, floor)
        )

    def _ends_verb(self, first: int) -> bool:
        return any(closes_clause(self.keys, b) == first for b in range(max(0, first - 3), first))

    def _ends_mention(self, first: int) -> bool:
        return (first - 1 in self._inside and first not in self._inside) or (first - 1 in self._inside and first in self._at)

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
        """The subject of the verb at `limit`, in the clause that begins at `floor`: the noun phrase at its head, else its first mention."""
        if floor >= limit:
            return None
        tagged = self.tagged(floor, limit)
        head = self.at_head(floor, limit)
        if head and (tagged is None or head.first < tagged.first):
            return head
        if tagged:
            return tagged
        return next(iter(self.all(self.after_dateline(floor, limit), limit)), None)

    def at_head(self, floor: int, limit: int) -> Subject | None:
        """A person's name at the very head of a clause, dateline and citation left aside, whatever the tagger says."""
        at = self.after_dateline(floor, limit)
        while at < limit and (self.document.tokens[at].kind == "mark" or at in self._times or self.keys[at] in _CONNECTIVES):
            at = self._times.get(at, at + 1)
        found = self.at(at) if at < limit else None
        if found is None or found.mention is None or found.mention.name is None or found.last > limit:
            return None
        return found

    def tagged(self, floor: int, limit: int) -> Subject | None:
        """The first speaker the tagger or a pronoun gives between two tokens."""
        for at in range(floor, limit):
            if at in self._speakers or (self.keys[at] in PRONOUNS and not self.governed(at, floor)):
                found = self.at(at)
                if found and found.last <= limit:
                    return found
        return None

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
                while (
                    last < limit
                    and keys[last] not in _NOT_IN_PHRASE
                    and self.document.tokens[last].kind != "mark"
                    and closes_clause(keys, last) is None
                ):
                    last += 1
                known = self.at(first) or self.at(at)
                if known and known.kind == "mention":
                    return known
                return Subject(first, last, (first, last), "mention", Mention(first, last, "document"))
        return None

    def names(self, first: int, end: int) -> bool:
        """Whether a whole phrase at the head of a clause is a person's name.

        Its words head no description; and it begins with a first name, ends in a surname known from elsewhere in the
        article, or holds a word that is no ordinary word.
        """
        words = self.keys[first:end]
        if not 1 <= len(words) <= 4 or any(self.document.tokens[i].kind != "word" for i in range(first, end)):
            return False
        if any(heads_phrase(w) for w in words) or words[0] in _DEMONSTRATIVES:
            return False
        if len(words) == 1:
            return (
                words[0] in self._surnames or words[0] in load_words("last_names.tsv") or words[0] not in load_words("ordinary_words.tsv")
            )
        return words[-1] in self._surnames or is_first_name(words[0]) or any(w not in load_words("ordinary_words.tsv") for w in words)

    def learn(self, surnames: frozenset[str]) -> None:
        """Note surnames known from elsewhere in the article."""
        self._surnames |= {w for w in surnames if not heads_phrase(w)}

    def phrase(self, first: int, last: int) -> Subject:
        """A noun phrase that no list knows, as a mention: a name, a name with an office after it, a group or a description."""
        keys = self.keys
        office = next((m for t in range(first + 1, last) if (m := self._at.get(t)) and m.type == "person" and m.name is None), None)
        end = office.first if office else last
        if keys[first] in _DEMONSTRATIVES or keys[first] == "یک":
            made = Mention(first, last, "document" if last > first + 1 and keys[first + 1] in _PAPERS else "unnamed")
            return Subject(first, last, (first, last), "mention", made)
        if self.names(first, end):
            mention = Mention(first, last, "person", (first, end), None, ((office.first, min(office.last, last)),) if office else ())
        else:
            mention = Mention(first, last, "group" if plural(keys[first]) or keys[first][:1].isdigit() else kind_of(keys, first))
        return Subject(first, last, self.shown(mention), "mention", mention)
