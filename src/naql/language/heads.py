"""Document -> phrases by their heads: what the word lists alone say about persons, offices, bodies, groups and documents.

Ezafe is not written, so a phrase ends where a word cannot go on with one: at a mark, a verb, a preposition, an adverb, a noun of saying,
or where a person's name begins. The word lists lie in
`data/noun_heads.tsv`, `first_names.tsv`, `last_names.tsv`, `territories.tsv` and `bodies.tsv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from naql.language.lexicon import Phrases, joined, load_table, load_words
from naql.language.mention import Mention
from naql.model import SourceType
from naql.text.letters import ZWNJ
from naql.text.tokens import Document


@dataclass(frozen=True)
class NounLists:
    """The word lists that tell the heads of noun phrases and the words of names, by their keys."""

    heads: Phrases[str]
    stops: frozenset[str]
    speech: frozenset[str]
    first: frozenset[str]
    sure_first: frozenset[str]
    last: frozenset[str]
    ordinary: frozenset[str]
    bodies: Phrases[str]


@cache
def noun_lists() -> NounLists:
    """The lists as packaged."""
    rows = load_table("noun_heads.tsv")
    first = load_table("first_names.tsv")
    return NounLists(
        Phrases([(row["word"], row["kind"]) for row in rows if row["kind"] not in ("stop", "speech")]),
        frozenset(joined(r["word"]) for r in rows if r["kind"] == "stop"),
        frozenset(joined(r["word"]) for r in rows if r["kind"] == "speech"),
        frozenset(r["word"] for r in first),
        frozenset(r["word"] for r in first if r["sure"] == "1"),
        load_words("last_names.tsv"),
        load_words("ordinary_words.tsv"),
        Phrases([(r["word"], "place") for r in load_table("territories.tsv")] + [(r["word"], r["kind"]) for r in load_table("bodies.tsv")]),
    )


TYPE_OF_KIND: dict[str, SourceType] = {"group": "group", "org": "organization", "document": "document", "unnamed": "unnamed"}
NAME_PARTICLES = frozenset(
    "بن ابن ابو ام آل ال دو دی فون وان دل دلا لا لو میر زاده نژاد پور فر نیا تبار خواه منش الدین الله اللهی سید سیده بین اف اوف".split()
)
_IN_PLACE = frozenset(
    "نماینده سفیر کاردار سرکنسول کنسول وابسته فرستاده امامجمعه دبیرکل رییس مدیر مسئول نمایندهولیفقیه نمایندهدائم فرمانده استاد".split()
)
_THAN = frozenset(["پیش", "پس", "بیش", "قبل", "بعد", "غیر", "علاوه"])
_TAKES = {
    "با": frozenset("مبارزه مقابله برخورد ارتباط همکاری".split()),
    "از": frozenset("حمایت حفاظت پیشگیری صیانت دفاع جلوگیری پاسداری تجلیل".split()),
    "بر": frozenset(["نظارت"]),
    "به": frozenset("رسیدگی کمک خدماترسانی امداد".split()),
    "علیه": frozenset(["مبارزه"]),
}
"""Prepositions inside the name of an office or a body, with the nouns of action that take them: `ستاد مبارزه با قاچاق`."""
_NAME_LIMIT = 5
_OFFICE_LIMIT = 18
_OPEN = frozenset('«"“(')
_CLOSE = frozenset('»"”)')


def find_phrases(document: Document) -> tuple[Mention, ...]:
    """Find every phrase that begins with a known head, rank or name, in the order of the text."""
    reader = _Reader(document)
    out: list[Mention] = []
    for first, last in document.sentences:
        at = first
        while at < last:
            found = reader.mention(at, last)
            if found:
                out.append(found)
                at = max(found.last, at + 1)
            else:
                at += 1
    return tuple(out)


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.keys = document.keys
        self.tokens = document.tokens
        self.lists = noun_lists()

    def mention(self, at: int, end: int) -> Mention | None:
        """The mention that begins at a token, None where there is none."""
        keys, lists = self.keys, self.lists
        if self.tokens[at].text in _OPEN:
            quoted = self.quoted_name(at, end)
            if quoted:
                offices, last = self.offices_after(quoted[1], end)
                if offices or self.known(quoted[0]):
                    return Mention(at, last, "person", quoted[0], None, offices)
            return None
        if self.tokens[at].kind != "word":
            return None
        rank, here = self.rank(at, end)
        name = self.name(here, end, bool(rank))
        if name:
            offices, last = self.offices_after(name[1], end)
            return Mention(at, last, "person", name, (at, here) if rank else None, offices)
        demonstrative = keys[at] in ("این", "آن", "همین") and not (at > 1 and keys[at - 1] in ("از", "بر") and keys[at - 2] in _THAN)
        start = at + demonstrative
        head = lists.heads.match(keys, start)
        if not head or head[0] > end:
            territory = lists.bodies.match(keys, at)
            if territory and territory[0] <= end:
                return Mention(at, territory[0], "organization")
            return None
        kind = head[1]
        if kind in ("rank", "pronoun"):
            return None
        last = self.phrase_end(start, head[0], end, kind)
        if kind != "office":
            return Mention(at, last, TYPE_OF_KIND[kind])
        offices_list = [(start, last)]
        while last + 1 < end and keys[last] == "و":
            more = lists.heads.match(keys, last + 1)
            if not more or more[1] != "office":
                break
            stop = self.phrase_end(last + 1, more[0], end, "office")
            offices_list.append((last + 1, stop))
            last = stop
        here = last + (last < end and self.tokens[last].text in "،,")
        rank, named = self.rank(here, end)
        if named < end and self.tokens[named].text in _OPEN:
            quoted = self.quoted_name(named, end)
            if quoted:
                return Mention(at, quoted[1], "person", quoted[0], (here, named) if rank else None, tuple(offices_list))
        name = self.name(named, end, True if rank else here == last)
        if name and not demonstrative:
            return Mention(at, name[1], "person", name, (here, named) if rank else None, tuple(offices_list))
        return Mention(at, last, "person", None, None, tuple(offices_list))

    def rank(self, at: int, end: int) -> tuple[bool, int]:
        """Whether ranks stand at a token, and the token after them."""
        here = at
        while here < end and (hit := self.lists.heads.match(self.keys, here)) and hit[1] == "rank" and hit[0] <= end:
            here = hit[0]
        return here > at, here

    def known(self, name: tuple[int, int]) -> bool:
        return any(self.keys[i] in self.lists.first or self.keys[i] in self.lists.last for i in range(*name))

    def quoted_name(self, at: int, end: int) -> tuple[tuple[int, int], int] | None:
        """A name in guillemets: its range and the token after the closing mark."""
        for i in range(at + 1, min(end, at + 7)):
            if self.tokens[i].text in _CLOSE:
                inside = range(at + 1, i)
                if inside and all(self.name_like(k) for k in inside) and (len(inside) > 1 or self.known((at + 1, i))):
                    return (at + 1, i), i + 1
                return None
        return None

    def closed(self, i: int) -> bool:
        """Whether a token cannot stand inside a name or go on with an ezafe."""
        token = self.tokens[i]
        word = token.key
        return token.kind != "word" or word in self.lists.stops or (word.startswith(("می", "نمی")) and ZWNJ in token.text[2:4])

    def name_like(self, i: int) -> bool:
        """Whether a token can be part of a person's name."""
        token, lists = self.tokens[i], self.lists
        word = token.key
        if word in lists.first or word in lists.last or word in NAME_PARTICLES:
            return True
        if self.closed(i) or word in lists.speech or word in lists.ordinary or len(word) < 2:
            return False
        return not word.endswith(("های", "هایی", "ها", "ترین", "کننده", "شده")) and not lists.heads.match((word,), 0)

    def name(self, at: int, end: int, expected: bool) -> tuple[int, int] | None:
        """The person's name that begins at a token; where one is `expected`, rarer words count as one."""
        if at >= end or self.tokens[at].kind != "word":
            return None
        lists = self.lists
        last = at
        while last < end and last - at < _NAME_LIMIT and self.tokens[last].kind == "word" and self.name_like(last):
            last += 1
        while last > at and self.keys[last - 1] in ("سید", "بن", "ابن", "ابو", "آل", "ال", "دو"):
            last -= 1
        if last == at:
            return None
        words = self.keys[at:last]
        if expected:
            return at, last
        sure = words[0] in lists.sure_first or words[0] in ("سید", "سیده")
        if len(words) == 1:
            return (at, last) if words[0] in lists.last and words[0] not in lists.ordinary else None
        if sure or words[0] in lists.first or any(w in lists.last for w in words[1:]):
            return at, last
        return (at, last) if all(w not in lists.ordinary for w in words) else None

    def phrase_end(self, first: int, after_head: int, end: int, kind: str) -> int:
        """Where the noun phrase that begins at `first` ends."""
        keys, lists = self.keys, self.lists
        at = after_head
        while at < end and at - first < _OFFICE_LIMIT:
            word = keys[at]
            if word == "و":
                if not self.joins(at, end):
                    break
                at += 2
                continue
            if (
                word == "در"
                and kind == "office"
                and at + 1 < end
                and "".join(keys[first:after_head]) in _IN_PLACE
                and not self.closed(at + 1)
            ):
                at += 2
                continue
            if self.takes(at, end):
                at += 2
                continue
            if (
                word == "این"
                and at + 1 < end
                and keys[at + 1] in ("کشور", "استان", "شهر", "سازمان", "وزارتخانه", "شهرستان", "کمیسیون", "تیم", "شرکت")
            ):
                at += 2
                continue
            if kind == "document" and at == after_head and self.tokens[at].kind == "number":
                at += 1
                continue
            if self.closed(at) or word in lists.speech:
                break
            rank = lists.heads.match(keys, at)
            if kind == "office" and (self.begins_name(at, end) or (rank and rank[1] == "rank" and self.name(rank[0], end, True))):
                break
            at += 1
        return at

    def takes(self, at: int, end: int) -> bool:
        """Whether a token is the preposition of the noun of action before it (`مبارزه با`), and goes on with the phrase."""
        return self.keys[at - 1] in _TAKES.get(self.keys[at], ()) and at + 1 < end and not self.closed(at + 1)

    def begins_name(self, at: int, end: int) -> bool:
        word, lists = self.keys[at], self.lists
        if word in ("سید", "سیده") or (word in lists.sure_first and at + 1 < end and self.name_like(at + 1)):
            return True
        if word in lists.ordinary:
            return False
        head = lists.heads.match((self.keys[at - 1],), 0)
        if head and head[1] == "org" and word not in lists.first and word not in lists.last:
            return False  # `دبیرکل کانون …`: what follows the head of a body is its name, unless it is surely a person's
        return self.name(at, end, False) is not None and not lists.bodies.match(self.keys, at)

    def joins(self, at: int, end: int) -> bool:
        """Whether `و` at a token goes on with the phrase."""
        if at + 1 >= end or self.closed(at + 1) or self.keys[at + 1] in self.lists.speech:
            return False
        head = self.lists.heads.match(self.keys, at + 1)
        return not (head and head[1] in ("office", "rank", "org", "group", "document", "unnamed")) and not self.begins_name(at + 1, end)

    def offices_after(self, at: int, end: int) -> tuple[tuple[tuple[int, int], ...], int]:
        """The offices that stand after a name, and the token after them."""
        here = at + (at < end and self.tokens[at].text in "،,")
        offices: list[tuple[int, int]] = []
        last = at
        while here < end and (head := self.lists.heads.match(self.keys, here)) and head[1] == "office" and head[0] <= end:
            last = self.phrase_end(here, head[0], end, "office")
            offices.append((here, last))
            here = last + (last < end and self.keys[last] in ("و", "،"))
        return tuple(offices), last
