"""Scene, trigger -> candidates for its parties, each with the signs that speak for or against it.

A candidate is a mention of the sentence, whom a pronoun or a dropped subject stands for, whose words the sentence is, or a party of the
contact told before (`دو طرف`). The signs are weighed by `data/party_signs.tsv` (`training/contacts.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from naql.extract.party_signs import mention_signs
from naql.extract.roles import PRONOUNS, Roles
from naql.extract.scene import Scene, weigh
from naql.extract.triggers import Trigger
from naql.model import ContactType


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be a party: the source's provisional id, the place that orders the parties, the signs, the mention's index."""

    party: str
    place: tuple[int, int]
    signs: tuple[str, ...]
    index: int | None = None


def choose_parties(type_: ContactType, candidates: Sequence[Candidate], weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Those whose signs weigh enough, who acts first, each with his log odds; the two likeliest where fewer do and the type needs two."""
    best: dict[str, float] = {}
    place: dict[str, tuple[int, int]] = {}
    for candidate in candidates:
        odds = weigh(weights, candidate.signs)
        if candidate.party not in best or odds > best[candidate.party]:
            best[candidate.party], place[candidate.party] = odds, candidate.place
    ranked = sorted(best, key=lambda party: -best[party])
    need = 1 if type_ == "visit" else 2
    chosen = {party for n, party in enumerate(ranked) if best[party] >= (ENOUGH if n >= need else LEAST)}
    return [(party, best[party]) for party in sorted(chosen, key=lambda p: place[p])]


LEAST = -0.8
"""Log odds that one of the parties a contact cannot do without needs."""
ENOUGH = 0.5
"""Log odds that a party needs."""


def find_candidates(scene: Scene, trigger: Trigger, roles: Roles, before: Sequence[str]) -> list[Candidate]:
    """Everybody who may be a party of what a trigger tells; `before` are the parties of the contact told before it."""
    first, last = scene.sentence(trigger.first)
    out: list[Candidate] = []
    inside = scene.mentions_in(first, last)
    taken = {*roles.subjects, *roles.partners, *roles.companions}
    free = 0
    for index in inside:
        if _apposed(scene, index, first):
            continue
        party = scene.party(index)
        signs, governed = mention_signs(scene, trigger, roles, index, inside, free)
        free += not governed and scene.mentions[index].first < trigger.first
        if party:
            met = index in roles.partners
            order = 0 if index in roles.subjects else 3 if met else 4 if index in roles.companions else 2
            out.append(Candidate(party, (order, scene.mentions[index].first), tuple(signs), index))
    situation = _situation(scene, trigger, roles, inside, bool(free))
    pointing = roles.pronoun if roles.pronoun is not None else trigger.first
    for name, party in (("antecedent", scene.entities.antecedent(pointing)), ("speaker", scene.entities.speaker(trigger.first))):
        if party:
            known = any(scene.party(i) == party for i in inside)
            chosen = any(scene.party(i) == party for i in taken)
            signs = [f"{name}", f"{name},known={known},{chosen}", *(f"{name},{sign}" for sign in situation)]
            out.append(Candidate(party, (1, 0), tuple(signs)))
    both = any(scene.is_both(i) for i in inside) or any(scene.keys[i] in ("طرفین", "طرف") for i in range(first, last))
    if both and len(before) > 1:
        for party in before:
            chosen = any(scene.party(i) == party for i in taken)
            signs = ["previous", f"previous,{trigger.type}", f"previous,{chosen}", f"previous,{bool(roles.partners)}"]
            out.append(Candidate(party, (1, 1), tuple(signs)))
    return out


def _situation(scene: Scene, trigger: Trigger, roles: Roles, inside: Sequence[int], free: bool) -> list[str]:
    """What the sentence says of a party that it does not name."""
    first, last = scene.sentence(trigger.first)
    left, right = roles.clause
    person = trigger.form.person if trigger.form else "noun"
    pronoun = next((scene.keys[i] for i in range(left, right) if scene.keys[i] in PRONOUNS), "none")
    own = any(scene.keys[i] in ("خود", "خودش", "من", "ما", "بنده") for i in range(left, right))
    met = "met" if roles.partners else "alone"
    acts = "acts" if roles.subjects else "pronoun" if roles.pronoun is not None else "dropped"
    said = scene.entities.speaker(trigger.first) is not None
    speaks = next((hit[1].person for i in range(trigger.end, min(last, trigger.end + 40)) if (hit := scene.verb(i))), "none")
    before = scene.keys[trigger.first - 1] if trigger.first > first else "^"
    return [
        trigger.type,
        f"{trigger.type},{met},{acts}",
        f"{person},{acts},{said}",
        f"{person},{met},{acts},{said}",
        f"{trigger.type},{person},{acts}",
        f"pronoun={pronoun},{acts}",
        f"own={own},{person},{acts}",
        f"free={free},{acts},{person}",
        f"speaks={speaks},{acts},{said}",
        f"before={before},{acts},{met}",
        f"kind={trigger.kind},{acts}",
        f"title={scene.tokens[trigger.first].paragraph == 0},{acts}",
        f"count={min(len(inside), 3)},{acts}",
    ]


def _apposed(scene: Scene, index: int, first: int) -> bool:
    """Whether a bare office says more of the person named just before it: `X، وزیر خارجه`."""
    mention = scene.mentions[index]
    if mention.name is not None or mention.type != "person":
        return False
    at = mention.first - 1
    while at >= first and scene.tokens[at].text in '«»"،()-–':
        at -= 1
    if at < first or at not in scene.cover or mention.first - at > 3:
        return False
    return scene.mentions[scene.cover[at]].name is not None
