"""What the reading of contacts looks at: a document, its mentions by their tokens, who they are, its days and its verbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import pairwise
from typing import Protocol

from naql.language.lexicon import Phrases, load_table, load_words
from naql.language.mention import Mention
from naql.language.morphology import Form, verb_forms
from naql.model import Day, SourceType
from naql.text.tokens import Document

QUOTES = frozenset('«»"“”()')
BOTH = frozenset("طرف کشور رهبر مقام وزیر دیپلمات".split())


_ENDINGS = {"م": "1s", "د": "3s", "یم": "1p", "ید": "2p", "ند": "3p"}
_STEMS = (("کرد", "کن"), ("نمود", "نمای"), ("شد", "شو"), ("گرفت", "گیر"), ("داد", "ده"))
_BARE = {stem + end: Form(past, "subjunctive", person, False) for past, stem in _STEMS for end, person in _ENDINGS.items()}
"""The subjunctive of light verbs, which leave out its prefix: `دیدار کند`."""


SPORT = frozenset(
    "تیم تیمهای تیمی تیمش لیگ بازی بازیهای گل گلی فوتبال والیبال بسکتبال کشتی هندبال فوتسال جام مسابقه مسابقات فینال نیمهنهایی دربی "
    "بازیکن بازیکنان سرمربی مربی ورزشگاه داور تیمملی قهرمانی هفته رقابتها رقابتهای دروازه استقلال پرسپولیس حریف میزبانی".split()
)
"""Words of sport, where `دیدار` is a match."""


class Entities(Protocol):
    """Who the mentions of a document are."""

    def id_of(self, mention: int) -> str | None:
        """The id of the source that a mention (by its index) names, None where it is nobody's."""

    def party(self, first: int, last: int, type_: SourceType) -> str:
        """The id of the source that a phrase names which is no mention: one known by this name, or a new one."""

    def is_known(self, first: int, last: int) -> bool:
        """Whether somebody of the article goes by the words of a range."""

    def antecedent(self, token: int) -> str | None:
        """The id of the source that a pronoun or a dropped subject at a token stands for, None where unknown."""

    def speaker(self, token: int) -> str | None:
        """The id of the source whose words a token stands in, None where the narrator's."""


class Scene:
    """A document with its mentions, entities and days, as the reading of contacts looks at them."""

    def __init__(self, document: Document, mentions: Sequence[Mention], entities: Entities, days: Sequence[Day]) -> None:
        self.document = document
        self.keys = document.keys
        self.tokens = document.tokens
        self.entities = entities
        self._whole = {mention.first: (mention, n) for n, mention in enumerate(mentions)}
        self.mentions = [piece for mention in mentions for piece in pieces(document, entities, mention)]
        self.days = [(document.token_at(day.span[0]), document.token_at(day.span[1]), day) for day in days]
        self.at = {mention.first: i for i, mention in enumerate(self.mentions)}
        self.cover: dict[int, int] = {t: i for i, m in enumerate(self.mentions) for t in range(m.first, m.last)}
        self.days_at = frozenset(t for first, last, _ in self.days for t in range(first, last))
        self._verbs: dict[int, tuple[int, Form] | None] = {}

    @cached_property
    def is_sport(self) -> bool:
        """Whether the article speaks of sport."""
        return sum(key in SPORT for key in self.keys) * 60 > len(self.keys)

    def add_phrase(self, first: int, last: int) -> None:
        """Take a noun phrase that is no mention for one: somebody whom only his part in a contact shows."""
        self.at[first] = len(self.mentions)
        self.cover.update(dict.fromkeys(range(first, last), len(self.mentions)))
        plural = self.keys[first].endswith(("ان", "ها", "های", "هایی", "ین"))
        self.mentions.append(Mention(first, last, "group" if plural else "person"))

    def party(self, index: int) -> str | None:
        """The provisional id of whom a mention or a piece of one names."""
        mention = self.mentions[index]
        whole = self._whole.get(mention.first)
        if whole is not None and whole[0].last == mention.last:
            return self.entities.id_of(whole[1])
        return self.entities.party(mention.first, mention.last, mention.type)

    def sentence(self, token: int) -> tuple[int, int]:
        """The token range of the sentence a token stands in."""
        return self.document.sentence_at(token)

    def verb(self, at: int) -> tuple[int, Form] | None:
        """The token after the verb that begins at a token, and its form; None where there is none, or inside a name."""
        if at not in self._verbs:
            hit = verb_forms().match(self.keys, at) or ((at + 1, _BARE[self.keys[at]]) if self.keys[at] in _BARE else None)
            self._verbs[at] = None if at in self.cover else hit
        return self._verbs[at]

    def group_at(self, at: int, last: int) -> list[int]:
        """The mention that begins at a token, and those joined to it by `و` or a comma."""
        out: list[int] = []
        while at < last:
            while at < last and self.tokens[at].text in '«"“(':
                at += 1
            index = self.at.get(at, self.cover.get(at))
            if index is None:
                break
            out.append(index)
            at = self.mentions[index].last
            while at < last and self.tokens[at].text in '»"”)':
                at += 1
            if at < last and (self.keys[at] == "و" or self.tokens[at].text in "،,"):
                at += 1
                while at < last and self.keys[at] in ("همچنین", "نیز"):
                    at += 1
                continue
            break
        return out

    def mentions_in(self, first: int, last: int) -> list[int]:
        """The mentions that begin in a range, in the order of the text."""
        return [self.at[i] for i in range(first, last) if i in self.at]

    def is_both(self, mention: int) -> bool:
        """Whether a mention stands for parties named before (`دو طرف`, `طرفین`, `دو کشور`)."""
        words = self.keys[self.mentions[mention].first : self.mentions[mention].last]
        return "طرفین" in words or (len(words) > 1 and words[-2] == "دو" and words[-1] in BOTH)


_CUTS = frozenset("با بین میان توسط علیرغم".split())


def pieces(document: Document, entities: Entities, mention: Mention) -> list[Mention]:
    """A mention cut where its name cannot go on: at a preposition; at `و` before another head, or between those who are known."""
    if mention.type == "document" or mention.last - mention.first < 3:
        return [mention]
    if mention.type == "person" or mention.name is not None:
        return _known_names(document, entities, mention)
    keys = document.keys
    begin, out = mention.first, []
    for at in range(mention.first + 1, mention.last):
        if keys[at] in _CUTS:
            out += _joined_names(document, entities, replace(mention, first=begin, last=at)) if at > begin else []
            begin = at + 1
    out += _joined_names(document, entities, replace(mention, first=begin, last=mention.last)) if mention.last > begin else []
    return out or [mention]


def _known_names(document: Document, entities: Entities, mention: Mention) -> list[Mention]:
    """`رستمی و کریمی`, taken for one name: each for himself, where both are known."""
    first, last = mention.name or (mention.first, mention.last)
    edge = next((at for at in range(first + 1, last - 1) if document.keys[at] == "و"), None)
    if edge is None or not (entities.is_known(first, edge) and entities.is_known(edge + 1, last)):
        return [mention]
    return [Mention(a, b, "person", (a, b)) for a, b in ((first, edge), (edge + 1, last))]


def _joined_names(document: Document, entities: Entities, mention: Mention) -> list[Mention]:
    """`ترکیه و آمریکا`, `سازمان الف و وزارت ب`, `ترکیه و مقام‌های آمریکایی`: each for itself."""
    first, last = mention.first, mention.last
    edges = [at for at in range(first + 1, last - 1) if document.keys[at] in ("و", "،")]
    parts = [(a + 1 if n else a, b) for n, (a, b) in enumerate(pairwise([first, *edges, last]))]
    if edges and all(_stands_alone(document, entities, *part) for part in parts):
        return [replace(mention, first=a, last=b) for a, b in parts]
    return [mention]


def _stands_alone(document: Document, entities: Entities, first: int, last: int) -> bool:
    if first >= last:
        return False
    if _is_land(document, first, last) or entities.is_known(first, last):
        return True
    hit = _heads().match(document.keys, first)
    return last - first > 1 and (document.keys[first] in _REST or (hit is not None and hit[0] < last))


_REST = frozenset("دیگر سایر برخی جمعی تعدادی شماری".split())


@cache
def _heads() -> Phrases[str]:
    return Phrases([(row["word"], row["kind"]) for row in load_table("noun_heads.tsv") if row["kind"] in ("org", "group", "office")])


def _is_land(document: Document, first: int, last: int) -> bool:
    return first < last and "".join(document.keys[first:last]) in load_words("territories.tsv")


@cache
def load_weights(table: str) -> Mapping[str, float]:
    """The weights of a table of signs, the empty sign being the bias."""
    return {row["sign"]: float(row["weight"]) for row in load_table(table)}


def weigh(weights: Mapping[str, float], signs: Sequence[str]) -> float:
    """The log odds that signs give."""
    return weights.get("", 0.0) + sum(weights.get(sign, 0.0) for sign in set(signs))
