"""Mentions -> entities: one entry for each person, office, body, group or document of an article, under its fullest name.

A surname belongs to the full name that ends in it, wherever in the article that stands; a bare office to the person who was given it;
`این شرکت` to the last body of that kind. What stays alone is its own entry, under the words of its longest mention.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from naql.language.lexicon import Phrases, load_table, load_words
from naql.language.mention import Mention
from naql.language.morphology import closes_clause
from naql.model import SourceType
from naql.text.letters import key
from naql.text.tokens import Document

PAPERS = frozenset("بیانیه اطلاعیه گزارش نامه پیام متن سند قطعنامه یادداشت مصوبه طرح اعلامیه خبر مطالعه پژوهش تحقیق".split())
DEMONSTRATIVES = frozenset({"این", "آن", "همین", "همان"})
_WEAK = frozenset("و در از به با ی های ها جمهوری اسلامی ایران کشور محترم کشورمان شهر استان شهرستان مردم".split())

_SMALL = frozenset("از به با در بر برای که را تا نیز هم همچنین خود این آن ضمن طی درباره پیرامون امروز دیروز مبنی خطاب سال روز".split())
_LONGEST = 9
"""Words in the name of a document."""
_OUTLETS = frozenset("روزنامه روزنامۀ خبرگزاری شبکه سایت وبسایت وبگاه تارنمای پایگاه هفتهنامه مجله نشریه رسانه".split())
_OUTLET_WORDS = _OUTLETS | frozenset(
    "خبری تلویزیونی تحلیلی رسمی ماهوارهای اینترنتی صهیونیستی آمریکایی انگلیسی عربی سعودی کویتی پاکستانی "
    "روسی لبنانی عراقی ترکیهای « \" “ ‘ '".split()
)


@dataclass(eq=False)
class Entity:
    """Someone or something named in the article, while the article is being read."""

    number: int
    type: SourceType
    names: list[tuple[str, ...]] = field(default_factory=list)
    offices: list[tuple[int, int]] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    named: bool = False

    @property
    def full(self) -> tuple[str, ...]:
        """The keys of its fullest name, empty where it has none."""
        return max(self.names, key=len, default=())


class Entities:
    """The entities of one article, and which mention belongs to which."""

    def __init__(self, document: Document, mentions: Sequence[Mention], speaking: frozenset[int] = frozenset()) -> None:
        """`speaking`: the first tokens of the mentions that stand beside a cue."""
        self.document = document
        self.keys = document.keys
        self._speaking = speaking
        self.mentions = sorted({m.first: m for m in mentions}.values(), key=lambda m: m.first)
        self.entities: list[Entity] = []
        self.of_mention: dict[int, Entity] = {}
        self._number = {m.first: n for n, m in enumerate(self.mentions)}
        self._full_names()
        self._surnames()
        self._bodies()
        self._offices()
        self._apposed()
        self._indefinite()

    # linking

    def words(self, span: tuple[int, int]) -> tuple[str, ...]:
        """The keys of a range, marks and numbers' marks left out."""
        return tuple(self.keys[i] for i in range(*span) if self.document.tokens[i].kind != "mark")

    def _new(self, type_: SourceType) -> Entity:
        entity = Entity(len(self.entities), type_)
        self.entities.append(entity)
        return entity

    def _take(self, n: int, entity: Entity) -> None:
        mention = self.mentions[n]
        self.of_mention[n] = entity
        entity.mentions.append(n)
        entity.offices.extend(mention.offices)

    def _full_names(self) -> None:
        named = [(n, self.words(m.name)) for n, m in enumerate(self.mentions) if m.type == "person" and m.name]
        for n, name in sorted(named, key=lambda one: (-len("".join(one[1])), one[0])):
            if len(name) < 2:
                continue
            entity = next((e for e in self.entities if e.named and (_same_person(name, e) or _ends(name, e))), None) or self._new("person")
            entity.named = True
            entity.names.append(name)
            self._take(n, entity)

    def _surnames(self) -> None:
        for n, mention in enumerate(self.mentions):
            if mention.type != "person" or mention.name is None or n in self.of_mention:
                continue
            name = self.words(mention.name)
            if not name:
                continue
            fits = [e for e in self.entities if e.named and _short_for(name, e)]
            before = [e for e in fits if any(m < n for m in e.mentions)]
            if mention.first in self._speaking:
                before = [e for e in before if any(m < n and self.mentions[m].first in self._speaking for m in e.mentions)] or before
            entity = (max(before, key=lambda e: max(m for m in e.mentions if m < n)) if before else fits[0] if fits else None) or self._new(
                "person"
            )
            entity.named = True
            entity.names.append(name)
            self._take(n, entity)

    def _bodies(self) -> None:
        for n, mention in enumerate(self.mentions):
            if mention.type == "person" or n in self.of_mention:
                continue
            words = self.words((mention.first, mention.last))
            if mention.type == "unnamed" and words and words[0] in DEMONSTRATIVES:
                continue
            entity = None
            if words and words[0] in DEMONSTRATIVES:
                entity = self._last_of_kind(n, words[1:], mention.type)
            if entity is None:
                entity = next(
                    (e for e in self.entities if not e.named and e.type == mention.type and any(_same_body(words, x) for x in e.names)),
                    None,
                )
            if entity is None:
                entity = self._new(mention.type)
            entity.names.append(words)
            self._take(n, entity)

    def _last_of_kind(self, n: int, words: tuple[str, ...], type_: SourceType) -> Entity | None:
        for m in range(n - 1, -1, -1):
            entity = self.of_mention.get(m)
            if (
                entity
                and not entity.named
                and words
                and any(w in (words[0], words[0] + "ای", words[0] + "ی") for x in entity.names for w in x[:3])
            ):
                return entity
        if type_ in ("document", "person") or (words[:1] and words[0] in PAPERS):
            return None
        return next((self.of_mention[m] for m in range(n - 1, -1, -1) if m in self.of_mention and self.of_mention[m].type == type_), None)

    def _offices(self) -> None:
        """Bare offices and descriptions of persons."""
        for n, mention in enumerate(self.mentions):
            if n in self.of_mention:
                continue
            words = self.words((mention.first, mention.last))
            entity = None
            if words and words[0] in DEMONSTRATIVES:
                continue
            entity = self._holder(words, n, 1.0, 0.9)
            if entity is None:
                entity = self._new(mention.type)
                entity.names.append(words)
            self._take(n, entity)
            if mention.type == "person" and not mention.offices:
                entity.offices.append((mention.first, mention.last))

    def _apposed(self) -> None:
        """A body and the short name that follows it between commas or in brackets (`ستاد فرماندهی مرکزی، سنتکام، …`) are one."""
        starts = {mention.first for mention in self.mentions}
        for n, mention in enumerate(self.mentions):
            if mention.type != "organization" or mention.last - mention.first < 2 or _listed(self.keys, mention.first, starts):
                continue
            short = self.keys[mention.last : mention.last + 3]
            if short[::2] not in _APPOSED or short[1] in _lands() or mention.last + 3 in starts:
                continue
            kept = self.of_mention.get(n)
            gone = next((e for e in self.entities if e.type == "organization" and e.mentions and (short[1],) in e.names), None)
            if kept and gone and kept is not gone:
                kept.names.extend(gone.names)
                self.merge(kept, gone)

    def _indefinite(self) -> None:
        """`مقام ایرانی` of the title is `یک مقام ایرانی` of the text."""
        for entity in list(self.entities):
            name = entity.full
            if entity.named or not entity.mentions or name[:1] != ("یک",) or len(name) < 3:
                continue
            for other in self.entities:
                if other is not entity and not other.named and other.mentions and name[1:] in other.names:
                    self.merge(entity, other)

    def settle(self, speaking: frozenset[int]) -> None:
        """Give the offices that nobody speaks by to whose offices they resemble; `speaking`: the numbers of the entities that speak."""
        for entity in self.entities:
            if entity.named or entity.type != "person" or not entity.mentions or entity.number in speaking:
                continue
            n = entity.mentions[0]
            words = self.words((self.mentions[n].first, self.mentions[n].last))
            holder = self._holder(words, n, 0.5, 0.5) if words else None
            if holder is not None and holder is not entity:
                self.merge(holder, entity)

    def _holder(self, words: tuple[str, ...], n: int, named: float, nameless: float) -> Entity | None:
        """The person whose known office these words name; the nearest before, else the first after. The least fit is given for both."""
        best: tuple[float, int, Entity] | None = None
        for entity in self.entities:
            if entity.type != "person" or not entity.mentions:
                continue
            forms = [self.words(o) for o in entity.offices] + ([] if entity.named else entity.names)
            fit = max((office_fit(words, form) for form in forms), default=0.0)
            if fit < (named if entity.named else nameless) or n in entity.mentions:
                continue
            before = max((m for m in entity.mentions if m < n), default=None)
            near = -(n - before) if before is not None else -1000 - min(entity.mentions)
            if best is None or (fit, near) > best[:2]:
                best = (fit, near, entity)
        return best[2] if best else None

    def of(self, mention: Mention) -> Entity | None:
        """Whose mention it is; None for `این مسئول`, which is whoever spoke last."""
        n = self._number.get(mention.first)
        return None if n is None else self.of_mention.get(n)

    def give(self, mention: Mention, entity: Entity) -> None:
        """Settle whose mention it is."""
        n = self._number[mention.first]
        self.of_mention[n] = entity
        entity.mentions.append(n)

    def own(self, mention: Mention) -> Entity:
        """An entity for a mention alone."""
        entity = self._new(mention.type)
        entity.names.append(self.words((mention.first, mention.last)))
        self.give(mention, entity)
        return entity

    def known(self, first: int, last: int) -> Entity | None:
        """Whoever goes by the words of a range: a person by name or surname, a body by its name."""
        words = self.words((first, last))
        for entity in self.entities:
            if (
                words
                and entity.mentions
                and (_short_for(words, entity) if entity.named else any("".join(words) == "".join(x) for x in entity.names))
            ):
                return entity
        return None

    def add(self, mention: Mention) -> Entity:
        """An entity for a phrase that is no mention yet."""
        self.mentions.append(mention)
        entity = self._new(mention.type)
        entity.names.append(self.words((mention.first, mention.last)))
        self.of_mention[len(self.mentions) - 1] = entity
        entity.mentions.append(len(self.mentions) - 1)
        return entity

    def merge(self, kept: Entity, gone: Entity) -> None:
        """Make one entity of two."""
        if kept is gone:
            return
        kept.names.extend(gone.names if gone.named else [])
        kept.offices.extend(gone.offices)
        if not gone.named:
            kept.offices.extend(
                (self.mentions[m].first, self.mentions[m].last)
                for m in gone.mentions
                if self.mentions[m].name is None and not self.mentions[m].offices
            )
        for m in gone.mentions:
            self.of_mention[m] = kept
            kept.mentions.append(m)
        gone.mentions = []

    # showing

    def name(self, entity: Entity) -> str:
        """The fullest name as it is first written, or the office or description where there is none."""
        mentions = [self.mentions[m] for m in entity.mentions]
        named = [m for m in mentions if m.name]
        if named:
            best = max(named, key=lambda m: (len("".join(self.words(m.name))) if m.name else 0, -m.first))
            return self.document.spelling(*best.name) if best.name else ""
        best = max(mentions, key=lambda m: (self._described(m), -m.first))
        first, last = best.first, best.last
        if entity.type == "document" and self.keys[first] in DEMONSTRATIVES:
            first, last = self._introduced(best) or (first, last)
        while first < last - 1 and self.keys[first] in (_OUTLETS if first == best.first else _OUTLET_WORDS):
            first += 1
        if first > best.first:
            while last - 1 > first and self.document.tokens[last - 1].kind == "mark":
                last -= 1
        return self.document.words(first, last)

    def _introduced(self, mention: Mention) -> tuple[int, int] | None:
        """Where the document that `این نامه` points at was first told of: `نامه‌ای سرگشاده`, `نامه شهردار به شورا`."""
        kind = self.keys[mention.first + 1]
        for first in range(mention.first - 1, -1, -1):
            if self.keys[first] not in (kind, kind + "ای", kind + "ی") or (first and self.keys[first - 1] in DEMONSTRATIVES):
                continue
            longest = _LONGEST if self.keys[first] == kind else 2  # an indefinite noun takes an adjective and no more
            last = first + 1
            while last < mention.first and last - first < longest and self._goes_on(last):
                last += 1
            if last - first > 1:
                return first, last
        return None

    def _goes_on(self, at: int) -> bool:
        """Whether a noun phrase may go on with a token: a word that is neither small nor a verb."""
        return self.document.tokens[at].kind == "word" and self.keys[at] not in _SMALL and closes_clause(self.keys, at) is None

    def _described(self, mention: Mention) -> int:
        words = self.words((mention.first, mention.last))
        return 0 if words and words[0] in DEMONSTRATIVES else len(words) if mention.type != "person" else 1


_APPOSED = frozenset([("،", "،"), ("(", ")")])


def _listed(keys: Sequence[str], first: int, starts: set[int]) -> bool:
    """Whether a phrase is not the first of a list."""
    return first > 1 and keys[first - 1] in ("،", "و") and any(start < first for start in starts if first - start < 6)


def shared_words(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two offices share a word that says something, their heads and countries aside."""
    return bool((set(a[1:]) & set(b[1:])) - _WEAK - _lands()) or a[: len(b)] == b or b[: len(a)] == a


def at_odds(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two offices of the same head are of different countries: `رئیس جمهور آمریکا` and `رئیس جمهور ترکیه`."""
    if a[:1] != b[:1]:
        return False
    left, right = _countries(a), _countries(b)
    return bool(left - right) and bool(right - left)


@lru_cache(maxsize=10_000)
def _countries(words: tuple[str, ...]) -> frozenset[str]:
    """The codes of the countries that are named among some words."""
    found = (_territories().match(words, i) for i in range(len(words)))
    return frozenset(hit[1] for hit in found if hit)


@cache
def _territories() -> Phrases[str]:
    rows = [*load_table("territories.tsv"), *load_table("country_names.tsv")]
    return Phrases([(row["word"], row["code"]) for row in rows])


@cache
def _lands() -> frozenset[str]:
    return load_words("territories.tsv") | load_words("country_names.tsv")


def _same_person(name: tuple[str, ...], entity: Entity) -> bool:
    """Whether two full names are one person's: the same letters, or one holds all the words of the other and ends alike."""
    for other in entity.names:
        if alike("".join(name), "".join(other)):
            return True
        short, long = sorted((name, other), key=len)
        if len(short) >= 2 and set(short) <= set(long) and short[-1] == long[-1]:
            return True
    return False


def _ends(name: tuple[str, ...], entity: Entity) -> bool:
    """Whether a surname of several words is the end of a full name, however it is spaced: `علم الهدی`, `احمد علم‌الهدی`."""
    letters = "".join(name)
    return any(alike(letters, "".join(full[j:])) for full in entity.names for j in range(1, len(full)))


def _short_for(name: tuple[str, ...], entity: Entity) -> bool:
    letters = "".join(name)
    for full in entity.names:
        full = tuple(w.removeprefix("ال") if len(w) > 5 and not letters.startswith("ال") else w for w in full)
        parts = ["".join(full[j:k]) for j in range(len(full)) for k in range(j + 1, len(full) + 1)]
        if letters in parts or any(alike(letters, "".join(full[j:])) for j in range(len(full))):
            return True
    return False


def alike(a: str, b: str) -> bool:
    """Whether two names are spelled alike: the same letters, or long ones with a single letter more, less or other.

    >>> alike("کرنبول", "کرینبول"), alike("رضایی", "رضوی")
    (True, False)
    """
    a, b = a.replace("آ", "ا"), b.replace("آ", "ا")
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < 5 or len(long) - len(short) > 1 or short[0] != long[0]:
        return False
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[at:] == long[at + 1 :] or (len(short) == len(long) and short[at + 1 :] == long[at + 1 :])


def _same_body(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if "".join(a) == "".join(b):
        return True
    if not a or not b or a[0] in DEMONSTRATIVES or b[0] in DEMONSTRATIVES:
        return False
    short, long = sorted((a, b), key=len)
    return len(short) >= 2 and long[: len(short)] == short


def office_fit(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """How well two offices agree, 0–1: the same head, and the words of the shorter in the longer."""
    if not a or not b or at_odds(a, b):
        return 0.0
    x, y = "".join(a), "".join(b)
    if x == y:
        return 1.0
    if len(a) > 1 and len(b) > 1 and (x.startswith(y) or y.startswith(x)):
        return 0.9
    left, right = set(a) - _WEAK, set(b) - _WEAK
    if not left or not right or a[0] != b[0]:
        return 0.0
    shared = len(left & right)
    if shared == min(len(left), len(right)):
        return 0.6 + 0.4 * shared / max(len(left), len(right))
    return 0.75 * shared / len(left | right)


def same_words(a: str, b: str) -> bool:
    """Whether two forms are the same to the reader's eye."""
    return key(a).replace(" ", "") == key(b).replace(" ", "")
