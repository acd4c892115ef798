"""How far a statement can be trusted: the share of statements like it that were right on articles left out of training.

Like it: an act or words, its source found by name, alias, office, pronoun …, nested or not. `training/confidence.py` counts them.
"""

from __future__ import annotations

from functools import cache

from naql.language.lexicon import load_table
from naql.model import Statement


@cache
def _shares() -> dict[tuple[str, str, str], float]:
    return {(row["kind"], row["how"], row["place"]): float(row["confidence"]) for row in load_table("confidence.tsv")}


def confidence_of(statement: Statement) -> float | None:
    """The confidence of a statement, 0–1; None where it has no source, or none like it was seen."""
    if statement.source is None:
        return None
    kind = "act" if statement.kind == "act" else "words"
    return _shares().get((kind, statement.how or "none", "nested" if statement.nested else "outer"))
