"""Annotated articles -> `party_signs.tsv`, `contact_signs.tsv`, `status_signs.tsv`: what speaks for a party, a contact, one to come.

    python training/cross_validate.py ../shared --reuse --full    # as packaged: read with taggers that have not seen the articles
    python training/contacts.py ../shared                         # read with the packaged taggers

Logistic regressions over the signs of `naql.extract.parties`, `contacts` and `occasions`. A telling is right where an annotated
contact of its type has its trigger or half of its parties; a candidate is right where it is a party of that contact. The contacts' weights
are learned on parties chosen by weights that had not seen the article. The same input gives the same tables.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from names import load_gold

from naql.evaluate.names import fit_name, joined
from naql.extract.contacts import Telling, find_tellings, signs_of
from naql.extract.occasions import ruled_status, status_signs
from naql.extract.parties import choose_parties
from naql.extract.scene import Scene
from naql.extract.speakers import source_of
from naql.model import Article
from naql.reader import Prepared, prepare
from naql.text.tokens import Document

DATA = Path(__file__).parent.parent / "src/naql/language/data"
LEAST_COUNT = 2
PARTY_PENALTY = 4.0
PENALTY = 4.0
STATUS_PENALTY = 0.7
HELD = ("happened", "planned")
STEPS = 300
PARTS = 4
Weights = dict[str, float]


@dataclass(frozen=True)
class Example:
    """A telling of an article, the annotated contact it is of (None where of none), and whom of its candidates that has.

    None for a candidate who is a party under another name, where a nearer one is that party too.
    """

    article: str
    scene: Scene
    telling: Telling
    contact: dict[str, Any] | None
    parties: tuple[bool | None, ...]


def examples(record: dict[str, Any], prepared: Prepared) -> list[Example]:
    """Every telling of an article, with what the annotation says of it."""
    document, cast, days, _ = prepared
    scene = Scene(document, cast.entities.mentions, cast, days)
    tellings = find_tellings(scene)
    found = {candidate.party for telling in tellings for candidate in telling.candidates}
    names = {p: source_of(document, cast.entities, cast.subjects, cast.entities.entities[int(p[1:])], p).name for p in found}
    fits = fitting(record["sources"], names)
    out = []
    for telling in tellings:
        contact = contact_of(document, telling, record["contacts"], fits)
        out.append(Example(record["id"], scene, telling, contact, parties_of(telling, contact["participants"] if contact else (), fits)))
    return out


def parties_of(telling: Telling, wanted: Sequence[str], fits: set[tuple[str, str]]) -> tuple[bool | None, ...]:
    """Which candidates are parties: of several entities that fit one party, that in the first place; the others are left open."""
    right = (
        [False for _ in telling.candidates] if not wanted else [any((c.party, one) in fits for one in wanted) for c in telling.candidates]
    )
    sure = set()
    for one in wanted:
        fit = sorted((c.place[0], abs(c.place[1] - telling.trigger.first), c.party) for c in telling.candidates if (c.party, one) in fits)
        if fit:
            sure.add(fit[0][2])
    return tuple(None if r and c.party not in sure else r for c, r in zip(telling.candidates, right, strict=True))


def fitting(sources: Sequence[dict[str, Any]], names: dict[str, str]) -> set[tuple[str, str]]:
    """The pairs of a found party and an annotated source that are the same; a name that is another's own is not."""
    owners: dict[str, set[str]] = {}
    for source in sources:
        for form in (source["name"], *source["aliases"], *source["offices"]):
            owners.setdefault(joined(form), set()).add(source["id"])
    return {
        (party, source["id"])
        for party, name in names.items()
        for source in sources
        if source["id"] in owners.get(joined(name), {source["id"]}) and fit_name(name, source)
    }


def contact_of(
    document: Document, telling: Telling, contacts: Sequence[dict[str, Any]], fits: set[tuple[str, str]]
) -> dict[str, Any] | None:
    """The annotated contact that a telling is of: that of its trigger, else one whose parties it names, two at least of several."""
    trigger = telling.trigger
    first, last = document.span(trigger.first, trigger.shown)
    here = [c for c in contacts if c["type"] == trigger.type and min(last, c["trigger"][1]) > max(first, c["trigger"][0])]
    if here:
        return max(here, key=lambda c: min(last, c["trigger"][1]) - max(first, c["trigger"][0]))
    inside = {*telling.roles.subjects, *telling.roles.partners}
    named = {candidate.party for candidate in telling.candidates if candidate.index in inside}
    for contact in contacts:
        wanted = contact["participants"]
        shared = sum(any((party, one) in fits for party in named) for one in wanted)
        if contact["type"] == trigger.type and 2 * shared >= max(len(wanted), len(named)) and shared >= min(2, len(wanted)):
            return contact
    return None


def weigh_signs(rows: Sequence[tuple[Sequence[str], bool]], penalty: float) -> Weights:
    """The weight of each sign, the empty one for the bias: logistic regression by accelerated descent."""
    counts = Counter(sign for signs, _ in rows for sign in set(signs))
    at = {sign: i for i, sign in enumerate(["", *sorted(sign for sign, n in counts.items() if n >= LEAST_COUNT)])}
    held = [[0, *sorted({at[sign] for sign in signs if sign in at})] for signs, _ in rows]
    columns = np.concatenate(held)
    starts = np.cumsum([0, *map(len, held[:-1])])
    lengths = np.array(list(map(len, held)))
    y = np.array([right for _, right in rows], float)
    pull = np.full(len(at), penalty)
    pull[0] = 0
    step = 4 / (lengths.max() * np.bincount(columns).max() ** 0.5 * len(rows) ** 0.5 + 4 * penalty)
    w = ahead = np.zeros(len(at))
    momentum = 1.0
    for _ in range(STEPS):
        error = 1 / (1 + np.exp(-np.add.reduceat(ahead[columns], starts))) - y
        slope = np.bincount(columns, np.repeat(error, lengths), len(at)) + pull * ahead
        new = ahead - step * slope
        after = (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        ahead = new + (momentum - 1) / after * (new - w)
        w, momentum = new, after
    return {sign: float(w[i]) for sign, i in at.items() if abs(w[i]) >= 0.01}


def learn(some: Sequence[Example]) -> dict[str, Weights]:
    """The weights of parties, contacts and statuses, by their tables."""
    return {"party_signs.tsv": weigh_parties(some), "contact_signs.tsv": weigh_contacts(some), "status_signs.tsv": weigh_statuses(some)}


def weigh_statuses(some: Sequence[Example]) -> Weights:
    """The weights of the signs of a contact still to come, from the tellings that the annotations give."""
    rows = []
    for e in some:
        trigger, clause = e.telling.trigger, e.telling.roles.clause
        first, last = e.scene.document.span(trigger.first, trigger.shown)
        if e.contact and min(last, e.contact["trigger"][1]) > max(first, e.contact["trigger"][0]) and e.contact["status"] in HELD:
            signs = status_signs(e.scene, trigger, clause, ruled_status(e.scene, trigger))
            rows.append((signs, e.contact["status"] == "planned"))
    return weigh_signs(rows, STATUS_PENALTY)


def weigh_parties(some: Sequence[Example]) -> Weights:
    """The weights of the signs of candidates, from the tellings of annotated contacts."""
    rows = [
        (c.signs, right) for e in some if e.contact for c, right in zip(e.telling.candidates, e.parties, strict=True) if right is not None
    ]
    return weigh_signs(rows, PARTY_PENALTY)


def weigh_contacts(some: Sequence[Example]) -> Weights:
    """The weights of the signs of tellings, their parties chosen by weights made from other articles."""
    part = {article: n % PARTS for n, article in enumerate(dict.fromkeys(e.article for e in some))}
    rows = []
    for n in range(PARTS):
        weights = weigh_parties([e for e in some if part[e.article] != n])
        for e in some:
            if part[e.article] == n and (chosen := choose_parties(e.telling.trigger.type, e.telling.candidates, weights)):
                rows.append((signs_of(e.scene, e.telling, chosen), e.contact is not None))
    return weigh_signs(rows, PENALTY)


def write(weights: Weights, path: Path) -> None:
    """A table of weights."""
    with path.open("w", encoding="utf8") as out:
        print("sign\tweight\tsource", file=out)
        for sign, weight in sorted(weights.items()):
            print(sign, f"{weight:.3f}", "gold", sep="\t", file=out)


def save(learned: dict[str, Weights]) -> None:
    """The packaged tables."""
    for table, weights in learned.items():
        write(weights, DATA / table)


def main() -> None:
    records = load_gold(Path(sys.argv[1]))
    save(learn([e for record in records for e in examples(record, prepare(Article.from_record(record)))]))


if __name__ == "__main__":
    main()
