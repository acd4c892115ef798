"""Annotated articles -> `contact_signs.tsv`: how much each sign near a trigger speaks for a contact.

    python training/contacts.py ../shared

A logistic regression over the signs of `naql.extract.contacts`: a telling is right where an annotated contact of its type has its trigger
or half of its parties. The same input gives the same table.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from names import load_gold

from naql.extract.citations import find_citations
from naql.extract.contacts import Event, find_candidates
from naql.extract.cues import find_cues
from naql.extract.days import find_days
from naql.extract.speakers import resolve_speakers, source_of
from naql.extract.speech import find_attributions
from naql.extract.subject_tags import tag_subjects
from naql.extract.subjects import Subjects, blocked_tokens
from naql.language.names import find_mentions
from naql.model import Article
from naql.text.letters import key
from naql.text.tokens import Document, read_tokens

OUT = Path(__file__).parent.parent / "src/naql/language/data/contact_signs.tsv"
LEAST_COUNT = 2
PENALTY = 1.0
STEPS = 3000


def candidates(record: dict[str, Any]) -> list[tuple[Event, bool]]:
    """The tellings of an article, and whether each is of an annotated contact."""
    document = read_tokens(Article.from_record(record))
    mentions, days, citations, cues = find_mentions(document), find_days(document), find_citations(document), find_cues(document)
    subjects = Subjects(
        document, mentions, citations, days, tag_subjects(document, cues, mentions, blocked_tokens(document, citations, days))
    )
    cast = resolve_speakers(document, subjects, find_attributions(document, cues, subjects))
    events = find_candidates(document, cast.entities.mentions, cast, days)
    names = {
        source["id"]: {squeezed(form) for form in (source["name"], *source["aliases"], *source["offices"])} for source in record["sources"]
    }
    found = {
        party: {squeezed(source.name), *map(squeezed, source.aliases), *map(squeezed, source.offices)}
        for party in {party for event in events for party in event.parties}
        if (source := source_of(document, cast.entities, subjects, cast.entities.entities[int(party[1:])], party))
    }
    return [(event, any(fits(document, event, contact, names, found) for contact in record["contacts"])) for event in events]


def squeezed(text: str) -> str:
    return key(text).replace(" ", "")


def fits(document: Document, event: Event, contact: dict[str, Any], names: dict[str, set[str]], found: dict[str, set[str]]) -> bool:
    """Whether a telling is of an annotated contact: its trigger, or half of its parties."""
    if contact["type"] != event.trigger.type:
        return False
    first, last = document.span(event.trigger.first, event.trigger.end)
    if min(last, contact["trigger"][1]) > max(first, contact["trigger"][0]):
        return True
    shared = sum(any(names[one] & found[two] for two in event.parties) for one in contact["participants"])
    return 2 * shared >= max(len(contact["participants"]), len(event.parties)) and shared >= min(2, len(contact["participants"]))


def weigh(examples: list[tuple[tuple[str, ...], bool]]) -> dict[str, float]:
    """The weight of each sign, the empty one for the bias."""
    counts = Counter(sign for signs, _ in examples for sign in set(signs))
    at = {sign: i for i, sign in enumerate(["", *sorted(sign for sign, n in counts.items() if n >= LEAST_COUNT)])}
    x = np.zeros((len(examples), len(at)))
    for i, (signs, _) in enumerate(examples):
        x[i, [0, *{at[sign] for sign in signs if sign in at}]] = 1
    y = np.array([right for _, right in examples], float)
    w = np.zeros(len(at))
    pull = np.full(len(at), PENALTY)
    pull[0] = 0
    step = 1 / (0.25 * np.linalg.norm(x, 2) ** 2 + PENALTY)
    for _ in range(STEPS):
        w -= step * (x.T @ (1 / (1 + np.exp(-x @ w)) - y) + pull * w)
    return {sign: float(w[i]) for sign, i in at.items()}


def main() -> None:
    examples = [(event.signs, right) for record in load_gold(Path(sys.argv[1])) for event, right in candidates(record)]
    with OUT.open("w", encoding="utf8") as out:
        print("sign\tweight\tsource", file=out)
        for sign, weight in sorted(weigh(examples).items()):
            if abs(weight) >= 0.01:
                print(sign, f"{weight:.3f}", "gold", sep="\t", file=out)


if __name__ == "__main__":
    main()
