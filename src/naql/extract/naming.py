"""Mentions → mentions whose names are whole: what was cut short, ran on or was taken for an office is set right by the article.

A name is not marked in Persian. But a surname that stands alone elsewhere shows where the full name ends; a first name before it where it
begins; a rank before two words that they are a name; and a desk that the outlet cites is no part of the person named after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from naql.language.lexicon import Phrases, load_table, load_words
from naql.language.mention import Mention
from naql.language.morphology import closes_clause
from naql.text.tokens import Document

_SUFFIXES = frozenset("پور زاده نژاد فر فرد نیا منش وند یان پناه خواه دوست تبار مقدم فام ئی ای".split())
_KIN = frozenset("پدر مادر برادر خواهر همسر فرزند پسر دختر نوه داماد عروس".split())
_PARTICLES = frozenset("الله اله سید سیده میر عبد بن ابن ال آل بنت ابو".split())
_IN_NAMES = frozenset({"سیده", "سید"})
_LONGEST = 5


@cache
def kinds() -> Phrases[str]:
    """The nouns that head offices, bodies, groups and documents, and the ranks."""
    return Phrases([(row["word"], row["kind"]) for row in load_table("noun_heads.tsv")])


@cache
def _first_names() -> Mapping[str, bool]:
    """First names, and whether they are nothing else."""
    return {row["word"]: row["sure"] == "1" for row in load_table("first_names.tsv")}


def is_first_name(word: str, sure: bool = True) -> bool:
    """Whether a word is known as a first name; `sure`: and as nothing else."""
    return _first_names().get(word, False) if sure else word in _first_names()


def heads_phrase(word: str) -> bool:
    """Whether a noun heads offices, bodies, groups or documents: no part of a name."""
    hit = kinds().match((word,), 0)
    return hit is not None and hit[1] not in ("stop", "rank")


def whole_names(document: Document, mentions: Sequence[Mention], cited: Mapping[int, int], ends: frozenset[str]) -> list[Mention]:
    """The mentions with their names set right, in order.

    `cited`: the tokens of citations, each with the end of its citation. `ends`: the words with which no name goes on.
    """
    names = _Names(document, ends)
    out = [names.uncited(mention, cited) for mention in mentions]
    names.learn(out)
    out = [names.whole(mention) for mention in out]
    names.learn(out)
    out.extend(names.unseen(out, cited))
    out.extend(names.revered(out))
    return sorted(out, key=lambda m: m.first)


def apart(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """Two offices that `و` joins without a name are two persons' where the article gives them to two: `دیدار دبیرکل A و رئیس B`."""
    held = {document.words(*o): document.words(*m.name) for m in mentions if m.name for o in m.offices}
    out: list[Mention] = []
    for mention in mentions:
        holders = {held.get(document.words(*office)) for office in mention.offices}
        if mention.name or len(holders) < 2 or None in holders or len(holders) < len(mention.offices):
            out.append(mention)
        else:
            out.extend(Mention(first, last, "person", offices=((first, last),)) for first, last in mention.offices)
    return out


class _Names:
    """The names of one article."""

    def __init__(self, document: Document, ends: frozenset[str]) -> None:
        self.document = document
        self.keys = document.keys
        self.ends = ends
        self.surnames: frozenset[str] = frozenset()

    def learn(self, mentions: Sequence[Mention]) -> None:
        """Take the words of all names for known."""
        self.surnames = frozenset(
            self.keys[i] for m in mentions if m.name and m.type == "person" for i in range(*m.name) if len(self.keys[i]) > 2
        )

    def uncited(self, mention: Mention, cited: Mapping[int, int]) -> Mention:
        """A name behind a cited desk is not the desk's: `به گزارش خبرنگار مهر، X`."""
        end = next((cited[i] for i in range(mention.first, mention.last) if i in cited), None)
        if end is None or end >= mention.last:
            return mention
        if mention.name is not None:
            if mention.first not in cited or mention.name[0] in cited:
                return mention
            first = mention.rank[0] if mention.rank and mention.rank[0] not in cited else mention.name[0]
            return replace(mention, first=first, offices=tuple(o for o in mention.offices if o[0] not in cited))
        while end < mention.last and self.document.tokens[end].kind != "word":
            end += 1
        last = next((i for i in range(end, mention.last) if heads_phrase(self.keys[i]) or self.keys[i] in "،»-–"), mention.last)
        if not (2 <= last - end <= _LONGEST and self.reads_as_name(end, last)):
            return mention
        office = next((i for i in range(last, mention.last) if heads_phrase(self.keys[i])), None)
        return Mention(end, mention.last, "person", (end, last), None, ((office, mention.last),) if office is not None else ())

    def reads_as_name(self, first: int, last: int) -> bool:
        """Whether words with no head among them begin with a first name or a rank, or end in a known surname."""
        words = self.keys[first:last]
        if any(heads_phrase(w) or w in self.ends for w in words) or any(self.document.tokens[i].kind != "word" for i in range(first, last)):
            return False
        return self.not_ordinary(words[0]) or words[-1] in self.surnames or words[0] in _PARTICLES

    def whole(self, mention: Mention) -> Mention:
        """The mention with all of its name."""
        mention = self.without_city(mention)
        if mention.name is None:
            return self.named(self.honoured(mention))
        return self.without_rank(self.longer(self.earlier(self.without_kin(mention))))

    def without_rank(self, mention: Mention) -> Mention:
        """A name does not begin with a rank or an honorific; `سیده` stays, as part of a name."""
        if mention.name is None:
            return mention
        first, last = mention.name
        while first < last - 1 and (hit := kinds().match(self.keys, first)) and hit[1] == "rank" and hit[0] < last:
            first = hit[0]
        if first > mention.first and self.keys[first - 1] in _IN_NAMES:
            first -= 1
        if first == mention.name[0]:
            return mention
        begin = mention.rank[0] if mention.rank else mention.name[0]
        return replace(mention, name=(first, last), rank=(begin, first) if begin < first else None)

    def without_city(self, mention: Mention) -> Mention:
        """The city of an office is no name: `فرماندار خرم آباد`."""
        if mention.name is None or mention.name[0] == 0:
            return mention
        first, last = mention.name
        head = kinds().match(self.keys, first - 1)
        if head is None or head[1] != "office" or head[0] != first or _cities().match(self.keys, first) != (last, True):
            return mention
        begin = min(mention.first, first - 1)
        return replace(mention, first=begin, name=None, rank=None, offices=((begin, mention.last),))

    def honoured(self, mention: Mention) -> Mention:
        """A rank or honorific with a name behind it is no office: `خانم صدر`."""
        first = mention.first
        while (hit := kinds().match(self.keys, first)) and hit[1] == "rank" and hit[0] < mention.last:
            first = hit[0]
        if first == mention.first or mention.last - first > 3 or any(heads_phrase(self.keys[i]) for i in range(first, mention.last)):
            return mention
        return replace(mention, type="person", name=(first, mention.last), rank=(mention.first, first), offices=())

    def named(self, mention: Mention) -> Mention:
        """A person's bare phrase that ends in a surname known from elsewhere is a name."""
        if mention.name or mention.type not in ("person", "organization") or not 2 <= mention.last - mention.first <= 4:
            return mention
        words = self.keys[mention.first : mention.last]
        broken = any(self.document.tokens[i].kind != "word" for i in range(mention.first, mention.last))
        if broken or words[-1] not in self.surnames or any(heads_phrase(w) for w in words):
            return mention
        if mention.type == "organization" and not self.not_ordinary(words[0]):
            return mention
        return replace(mention, type="person", name=(mention.first, mention.last), offices=())

    def without_kin(self, mention: Mention) -> Mention:
        """`X پدر Y` is not one name."""
        if mention.name is None:
            return mention
        at = next((i for i in range(mention.name[0] + 1, mention.name[1]) if self.keys[i] in _KIN), None)
        return (
            mention
            if at is None
            else replace(mention, last=at, name=(mention.name[0], at), offices=tuple(o for o in mention.offices if o[1] <= at))
        )

    def earlier(self, mention: Mention) -> Mention:
        """A name whose first name stands before it takes it in: `بیت الله` before `عبدالهی`."""
        if mention.name is None:
            return mention
        begin = mention.name[0]
        while begin > 0 and mention.name[1] - begin < _LONGEST and self.may_begin(begin):
            begin -= 1
            if not is_first_name(self.keys[begin]) and self.keys[begin] not in _PARTICLES:
                break
        if begin == mention.name[0]:
            return mention
        rank = mention.rank if mention.rank and mention.rank[1] <= begin else None
        offices = tuple(o for o in mention.offices if o[1] <= begin or o[0] >= mention.name[1])
        return replace(mention, first=min(mention.first, begin), name=(begin, mention.name[1]), rank=rank, offices=offices)

    def may_begin(self, begin: int) -> bool:
        """Whether the word before a name's first token belongs to it."""
        word, at = self.keys[begin - 1], begin - 1
        given = word in load_words("given_names.tsv")
        plain = given or not (heads_phrase(word) or word in self.ends)
        if self.document.tokens[at].kind != "word" or at < self.document.sentence_at(begin)[0] or not plain:
            return False
        if self.keys[begin] in ("الله", "اله") or (word in ("الله", "اله") and self.may_begin(at)):
            return len(word) > 1
        if (hit := kinds().match((word,), 0)) and hit[1] == "rank":
            return False
        return is_first_name(word) or (self.parted(at) and self.not_ordinary(word))

    def parted(self, at: int) -> bool:
        """Whether a new phrase begins at a token: behind a mark, a small word, or at the head of its sentence."""
        before = at - 1
        return at == self.document.sentence_at(at)[0] or self.document.tokens[before].kind == "mark" or self.keys[before] in self.ends

    def not_ordinary(self, word: str) -> bool:
        """Whether a word is a first name among other things, or no word of the dictionary."""
        if word in load_words("given_names.tsv"):
            return True
        return len(word) > 2 and (is_first_name(word, sure=False) or word not in load_words("ordinary_words.tsv"))

    def longer(self, mention: Mention) -> Mention:
        """A name that goes on with a word that begins nothing else takes it in."""
        while mention.name and mention.name[1] - mention.name[0] < _LONGEST and self.goes_on(mention):
            end = mention.name[1] + 1
            offices = tuple((max(a, end), b) for a, b in mention.offices if b > end or a < mention.name[0])
            mention = replace(mention, last=max(end, mention.last), name=(mention.name[0], end), offices=offices)
        return mention

    def goes_on(self, mention: Mention) -> bool:
        """Whether the word behind a name is the rest of it."""
        keys = self.keys
        if mention.name is None:
            return False
        at = mention.name[1]
        if at >= len(keys) or self.document.tokens[at].kind != "word" or keys[at] in self.ends or closes_clause(keys, at) is not None:
            return False
        if keys[at] in _SUFFIXES or keys[at - 1] in _PARTICLES:
            return True
        after = keys[at + 1] if at + 1 < len(keys) else "."
        if heads_phrase(keys[at]) or keys[at] in _lands() or keys[at] in _KIN:
            return False
        parted = after in self.ends or after in "،.»:" or heads_phrase(after)
        if mention.name[1] - mention.name[0] == 1:
            return parted and is_first_name(keys[at - 1])
        return parted and (keys[at] in load_words("last_names.tsv") or keys[at] not in load_words("ordinary_words.tsv"))

    def unseen(self, mentions: Sequence[Mention], cited: Mapping[int, int]) -> Iterator[Mention]:
        """Full names in no mention: a first name before a surname that is used alone."""
        alone = {self.keys[m.name[0]] for m in mentions if m.name and m.type == "person" and m.name[1] - m.name[0] == 1}
        full = {self.keys[m.name[1] - 1] for m in mentions if m.name and m.name[1] - m.name[0] > 1}
        wanted = alone - full
        if not wanted:
            return
        taken = {i for m in mentions for i in range(m.first, m.last)} | set(cited)
        for at in range(1, len(self.keys)):
            if self.keys[at] in wanted and at not in taken and at - 1 not in taken and self.may_begin(at):
                yield Mention(at - 1, at + 1, "person", (at - 1, at + 1))

    def revered(self, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """God, prophets, imams and leaders who are quoted by a fixed name, where no mention has them."""
        taken = {i for m in mentions for i in range(m.first, m.last)}
        at = 0
        while at < len(self.keys):
            hit = _revered().match(self.keys, at)
            if hit is None or any(i in taken for i in range(at, hit[0])):
                at += 1
                continue
            name = (at, hit[0]) if hit[1] == "name" else None
            yield Mention(at, hit[0], "person", name, None, () if name else ((at, hit[0]),))
            at = hit[0]


@cache
def _cities() -> Phrases[bool]:
    return Phrases([(row["word"], True) for row in load_table("iran_cities.tsv")])


@cache
def _revered() -> Phrases[str]:
    return Phrases([(row["word"], row["kind"]) for row in load_table("revered.tsv")])


@cache
def _lands() -> frozenset[str]:
    return load_words("territories.tsv")
