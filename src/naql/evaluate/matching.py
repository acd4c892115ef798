"""Which gold item a predicted one is: overlap of spans, and pairs of best score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

G = TypeVar("G")
P = TypeVar("P")
Pair = tuple[int, int]


def overlap(a: Sequence[int], b: Sequence[int]) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def iou(a: Sequence[int], b: Sequence[int]) -> float:
    """The characters that two spans share, of those that either covers, 0–1."""
    shared = overlap(a, b)
    return shared / (a[1] - a[0] + b[1] - b[0] - shared) if shared else 0.0


def match(gold: Sequence[G], predicted: Sequence[P], score: Callable[[G, P], float], least: float) -> list[Pair]:
    """Pairs of indices, one to one, best score first, none below `least`; of equal scores the last pair wins."""
    pairs = sorted(((score(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)), reverse=True)
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    out = []
    for value, i, j in pairs:
        if value < least:
            break
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            out.append((i, j))
    return out
