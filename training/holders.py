"""Annotated articles -> `holder_signs.tsv`: how much each sign speaks for a nameless speaker's being a person named elsewhere.

    python training/holders.py ../shared

A softmax over the named persons of an article and nobody, with the signs of `naql.extract.holders`. An article's offices and names are
read by taggers that had not seen it (`training/cross_validate.py` gives them). The same input gives the same table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from naql.evaluate.names import fit_name
from naql.extract.citations import find_citations
from naql.extract.cues import find_cues
from naql.extract.days import find_days
from naql.extract.speakers import Said, find_choices
from naql.extract.speech import find_attributions
from naql.extract.subject_tags import tag_subjects
from naql.extract.subjects import Subjects, blocked_tokens
from naql.language.names import find_mentions
from naql.model import Article
from naql.text.tokens import Document, read_tokens

OUT = Path(__file__).parent.parent / "src/naql/language/data/holder_signs.tsv"
LEAST_COUNT = 3
PENALTY = 1.0
STEPS = 400
Example = tuple[tuple[tuple[str, ...], ...], frozenset[int]]
"""The signs of each person and of nobody, and which of them are right."""


def examples(record: dict[str, Any]) -> list[Example]:
    """The nameless speakers of an article whose source is annotated."""
    document = read_tokens(Article.from_record(record))
    mentions, days, citations, cues = find_mentions(document), find_days(document), find_citations(document), find_cues(document)
    subjects = Subjects(
        document, mentions, citations, days, tag_subjects(document, cues, mentions, blocked_tokens(document, citations, days))
    )
    entities, said, found = find_choices(document, subjects, find_attributions(document, cues, subjects))
    out = []
    for choice in found:
        gold = annotated(
            document,
            record,
            [one for one in said if one.subject and one.subject.mention and entities.of(one.subject.mention) is choice.speaker],
        )
        if gold is None:
            continue
        right = {n for n, person in enumerate(choice.persons) if fit_name(entities.name(person), gold) in ("full", "alias")}
        out.append((choice.signs, frozenset(right or {len(choice.persons)})))
    return out


def annotated(document: Document, record: dict[str, Any], said: Iterable[Said]) -> dict[str, Any] | None:
    """The annotated source of most of some words, by their cues; None where none is annotated."""
    sources = {source["id"]: source for source in record["sources"]}
    votes: Counter[str] = Counter()
    for one in said:
        first, last = document.span(*one.subject.shown) if one.subject else (0, 0)
        votes.update(
            s["source"] for s in record["statements"] if s["source_span"] and s["source_span"][0] < last and first < s["source_span"][1]
        )
    return sources[votes.most_common(1)[0][0]] if votes else None


def weigh(made: list[Example]) -> dict[str, float]:
    """The weight of each sign."""
    counts = Counter(sign for signs, _ in made for some in signs for sign in some)
    at = {sign: i for i, sign in enumerate(sorted(sign for sign, n in counts.items() if n >= LEAST_COUNT))}
    rows = []
    for signs, right in made:
        x = np.zeros((len(signs), len(at)))
        for i, some in enumerate(signs):
            x[i, [at[sign] for sign in some if sign in at]] = 1
        rows.append((x, np.array([i in right for i in range(len(signs))], float)))
    w = np.zeros(len(at))
    step, momentum = np.zeros(len(at)), 0.9
    for turn in range(STEPS):
        slope = PENALTY * w
        for x, y in rows:
            sums = x @ w
            odds = np.exp(sums - sums.max())
            p = odds / odds.sum()
            q = odds * y
            slope += x.T @ (p - q / q.sum())
        step = momentum * step - 0.01 / (1 + turn / 200) * slope
        w = w + step
    return {sign: float(w[i]) for sign, i in at.items()}


def save(weights: dict[str, float], path: Path = OUT) -> None:
    """Write the table."""
    with path.open("w", encoding="utf8") as out:
        print("sign\tweight\tsource", file=out)
        for sign, weight in sorted(weights.items()):
            if abs(weight) >= 0.01:
                print(sign, f"{weight:.3f}", "gold", sep="\t", file=out)
