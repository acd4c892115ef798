"""Signs -> yes or no: decisions about speech that are learned and not ruled.

Each question has a weight for every sign (`data/speech_signs.tsv`, made by `training/speech.py`); the answer is yes where the weights of
the signs seen come to more than nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat

from naql.extract.attribution import Attribution
from naql.language.lexicon import load_table

Weights = Mapping[str, Mapping[str, float]]
"""For each question, the weight of each sign; the empty sign is the bias."""

_LEAN = 0.4
_TRUST = 0.3
"""What the rules' answer is ahead by: decisions barely learned stay with it."""


class Judge:
    """Answers questions by the signs seen.

    `attribution` and `at` (a token) tell a teacher what is asked of what, `ruled` what the rules say; here only the signs count.
    """

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    def says(self, question: str, attribution: Attribution, at: int, signs: Iterable[str], ruled: bool) -> bool:
        """Whether the signs speak for it; an act that the rules take is kept where they hardly speak against it."""
        return self.weigh(question, signs) > (-_LEAN if ruled and attribution.kind == "act" else 0.0)

    def chooses(self, question: str, attribution: Attribution, options: Sequence[tuple[int, Sequence[str]]], ruled: int) -> int:
        """The token, of several with their signs, that the signs speak for most; what the rules say where they hardly tell."""
        if not options:
            return ruled
        return max(options, key=lambda option: self.weigh(question, option[1]) + (_TRUST if option[0] == ruled else 0.0))[0]

    def weigh(self, question: str, signs: Iterable[str]) -> float:
        """How much the signs speak for it: log odds."""
        known = self.weights.get(question, {})
        return known.get("", 0.0) + sum(map(known.get, signs, repeat(0.0)))


@cache
def load_judge() -> Judge:
    """The packaged weights."""
    weights: dict[str, dict[str, float]] = {}
    for row in load_table("speech_signs.tsv"):
        weights.setdefault(row["question"], {})[row["sign"] or ""] = float(row["weight"])
    return Judge(weights)
