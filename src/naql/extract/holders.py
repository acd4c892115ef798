"""Offices and descriptions that speak without a name -> the person they are: `مدیرعامل شرکت گفت` and `علی رضایی افزود` may be one.

Nothing in the words need say so. What speaks for it and against it (where both stand, who else speaks, whether the offices agree) are
signs; how much each weighs was learned from annotated articles (`training/holders.py`). The person with the best sum is taken, or nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from naql.extract.entities import Entities, Entity, at_odds, office_fit
from naql.language.lexicon import load_table
from naql.language.mention import Mention

_UNNAMED = frozenset("منبع منابع منبعی منابعی مقام مقامی مقامات مسئول مسئولان".split())
_MOST = 40
"""Persons of an article that are weighed."""
_ONE = frozenset({"یک", "یکی"})


@dataclass(frozen=True)
class Turn:
    """One speech act in the order of the text: who speaks, by which mention, at which token."""

    mention: Mention
    entity: Entity
    at: int


@dataclass(frozen=True)
class Choice:
    """A nameless speaker, the named persons it may be, and the signs of each; `signs[-1]` are those of being none of them."""

    speaker: Entity
    persons: tuple[Entity, ...]
    signs: tuple[tuple[str, ...], ...]


@cache
def load_weights() -> Mapping[str, float]:
    """The weight of each sign."""
    return {row["sign"]: float(row["weight"]) for row in load_table("holder_signs.tsv")}


def choose(choice: Choice, weights: Mapping[str, float] | None = None) -> Entity | None:
    """The person that a nameless speaker most likely is, or None."""
    weights = load_weights() if weights is None else weights
    sums = [sum(weights.get(sign, 0.0) for sign in signs) for signs in choice.signs]
    best = max(range(len(sums)), key=lambda n: (sums[n], -n))
    return choice.persons[best] if best < len(choice.persons) else None


def choices(entities: Entities, turns: Sequence[Turn]) -> list[Choice]:
    """Every nameless person who speaks, in the order of first speech."""
    persons = tuple(e for e in entities.entities if e.named and e.type == "person" and e.mentions)
    if not persons:
        return []
    scene = _Scene(entities, turns, persons)
    nameless = {
        t.entity.number: t.entity for t in turns if not t.entity.named and t.entity.type in ("person", "unnamed") and t.entity.mentions
    }
    return [scene.choice(entity) for entity in nameless.values()]


class _Scene:
    """Who speaks where in an article."""

    def __init__(self, entities: Entities, turns: Sequence[Turn], persons: tuple[Entity, ...]) -> None:
        self.entities = entities
        self.turns = turns
        self.persons = persons
        self.first_turn: dict[int, int] = {}
        for n, turn in enumerate(turns):
            self.first_turn.setdefault(turn.entity.number, n)
        self.speaking = [p for p in persons if p.number in self.first_turn]
        self.begins = {e.number: min(entities.mentions[m].first for m in e.mentions) for e in entities.entities if e.mentions}

    def paragraph(self, token: int) -> int:
        return self.entities.document.tokens[token].paragraph

    def choice(self, speaker: Entity) -> Choice:
        near = tuple(p for p in self.persons[:_MOST] if self.fit(speaker, p) != "odds")
        about = self.about(speaker)
        signs = [tuple(self.signs(speaker, person, about)) for person in near]
        return Choice(speaker, near, (*signs, tuple(self.none(speaker, about))))

    def about(self, speaker: Entity) -> dict[str, str]:
        """What is to be known of the speaker himself."""
        turn = self.turns[self.first_turn[speaker.number]]
        keys = self.entities.keys
        words = self.entities.words((turn.mention.first, turn.mention.last))
        after = keys[turn.mention.last] if turn.mention.last < len(keys) else ""
        if any(w in _UNNAMED for w in words[:2]):
            kind = "unnamed"
        elif words and words[0] in _ONE:
            kind = "one"
        else:
            kind = "office" if turn.mention.offices else "description"
        place = self.paragraph(turn.mention.first)
        own = sum(t.entity is speaker for t in self.turns)
        before = [t for t in self.turns[: self.first_turn[speaker.number]] if t.entity is not speaker]
        return {
            "kind": kind,
            "too": "too" if after in ("نیز", "هم") else "",
            "place": "head" if place < 2 else "early" if place < 4 else "late",
            "others": str(min(2, len(self.speaking))),
            "own": "1" if own == 1 else "2",
            "before": "first" if not before else "same" if before[-1].entity.named else "nameless",
            "long": str(min(len(words), 4)),
        }

    def none(self, speaker: Entity, about: Mapping[str, str]) -> list[str]:
        kind = about["kind"]
        return [
            "none",
            f"none kind={kind}",
            f"none kind={kind}{about['too']} others={about['others']}",
            f"none place={about['place']} kind={kind}",
            f"none own={about['own']}",
            f"none before={about['before']}",
            f"none long={about['long']}",
        ]

    def signs(self, speaker: Entity, person: Entity, about: Mapping[str, str]) -> list[str]:
        order = self.order(speaker, person)
        fit = self.fit(speaker, person)
        kind = about["kind"] + about["too"]
        begin, other = self.begins[speaker.number], self.begins[person.number]
        gap = self.paragraph(other) - self.paragraph(begin)
        distance = f"{max(-3, min(3, gap))}"
        together = self.together(speaker, person)
        offices = "some" if person.offices else "no"
        spoken = min(3, sum(t.entity is person for t in self.turns))
        return [
            f"fit={fit}",
            f"fit={fit} order={order}",
            f"order={order}",
            f"order={order} kind={kind}",
            f"order={order} others={about['others']}",
            f"order={order} place={about['place']}",
            f"order={order} offices={offices}",
            f"order={order} before={about['before']}",
            f"gap={distance}",
            f"gap={distance} order={order}",
            f"together={together}",
            f"spoken={spoken}",
            f"offices={offices}",
            f"name={min(2, len(person.full))}",
        ]

    def order(self, speaker: Entity, person: Entity) -> str:
        """How the person's speech stands to the nameless one's: `last`, `next`, `earlier`, `later`, or `silent`."""
        mine, his = self.first_turn[speaker.number], self.first_turn.get(person.number)
        if his is None:
            return "silent-before" if self.begins[person.number] < self.begins[speaker.number] else "silent-after"
        if his < mine:
            last = next((t.entity for t in reversed(self.turns[:mine]) if t.entity.named and t.entity.type == "person"), None)
            only = len({t.entity.number for t in self.turns[:mine] if t.entity.named}) == 1
            return ("last-only" if only else "last") if last is person else "earlier"
        later = next((t.entity for t in self.turns[mine + 1 :] if t.entity.named and t.entity.type == "person"), None)
        between = any(t.entity is not speaker for t in self.turns[mine + 1 : his])
        return ("next-others" if between else "next") if later is person else "later"

    def fit(self, speaker: Entity, person: Entity) -> str:
        """How the nameless one's words agree with the person's offices."""
        entities = self.entities
        forms = [entities.words(office) for office in person.offices]
        own = [entities.words((entities.mentions[m].first, entities.mentions[m].last)) for m in speaker.mentions]
        own = [words[1:] if words[0] in _ONE and len(words) > 1 else words for words in own if words]
        if not forms:
            return "unknown"
        if any(at_odds(a, b) for a in own for b in forms):
            return "odds"
        best = max((office_fit(a, b) for a in own for b in forms), default=0.0)
        if best >= 0.9:
            return "same"
        if best >= 0.6:
            return "within"
        if best > 0:
            return "some"
        shared = {w for a in own for w in a[1:] if len(w) > 3} & {w for b in forms for w in b[1:] if len(w) > 3}
        heads = {a[0] for a in own} & {b[0] for b in forms}
        return "words" if shared else "head" if heads else "other"

    def together(self, speaker: Entity, person: Entity) -> str:
        """Whether both are named in one sentence."""
        document, entities = self.entities.document, self.entities
        mine = {document.sentence_at(entities.mentions[m].first)[0] for m in speaker.mentions}
        his = {document.sentence_at(entities.mentions[m].first)[0] for m in person.mentions}
        return "yes" if mine & his else "no"
