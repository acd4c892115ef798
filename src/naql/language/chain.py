"""A linear-chain tagger: features of each token -> the best sequence of labels.

The weights are learned elsewhere (`training/`) and packaged as one compressed JSON file: `labels`, `transitions` (label by label) and
`features` (for each feature the labels it speaks for and how strongly). Decoding is exact (Viterbi), with numpy.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

Scores = np.ndarray[Any, np.dtype[np.float64]]
Feature = str | tuple[str, ...]
"""A feature by its name, or several that come together: the sum of their weights is kept."""
KEPT = 60_000
"""Sums that are kept before starting afresh."""


class Tagger:
    """Decodes with a trained model."""

    def __init__(self, model: dict[str, Any]) -> None:
        self.labels: list[str] = model["labels"]
        self._moves: Scores = np.array(model["transitions"], np.float64)
        self._rows: dict[str, int] = {feature: n for n, feature in enumerate(model["features"], 1)}
        self._sums: dict[tuple[str, ...], int] = {}
        self._weights: Scores = np.zeros((len(self._rows) + 1, len(self.labels)))
        for row, pairs in enumerate(model["features"].values(), 1):
            for label, weight in pairs:
                self._weights[row, label] = weight

    def scores(self, sequence: Sequence[Sequence[Feature]]) -> Scores:
        """How much the features of each token speak for each label: tokens by labels."""
        if len(self._sums) > KEPT:
            self._sums.clear()
        find, find_sum = self._rows.get, self._sums.get
        rows: list[int] = []
        begins: list[int] = []
        for features in sequence:
            begins.append(len(rows))
            rows.append(0)
            rows += [
                row
                for feature in features
                if (row := find(feature) if isinstance(feature, str) else find_sum(feature) or self._sum(feature)) is not None
            ]
        return np.add.reduceat(self._weights[rows], begins, axis=0)

    def _sum(self, features: tuple[str, ...]) -> int:
        """Keep the sum of features that come together, in a row of its own."""
        row = len(self._rows) + 1 + len(self._sums)
        if row >= len(self._weights):
            self._weights = np.concatenate([self._weights, np.zeros((4096, len(self.labels)))])
        self._weights[row] = self._weights[[found for name in features if (found := self._rows.get(name)) is not None]].sum(0)
        self._sums[features] = row
        return row

    def tag(self, sequence: Sequence[Sequence[Feature]]) -> list[str]:
        """The best labels of a sequence of tokens, each given by its features."""
        if not sequence:
            return []
        emitted = self.scores(sequence)
        best = emitted[0]
        back: list[np.ndarray[Any, np.dtype[np.intp]]] = []
        for here in emitted[1:]:
            paths = best[:, None] + self._moves
            back.append(paths.argmax(0))
            best = paths.max(0) + here
        label = int(best.argmax())
        out = [label]
        for pointers in reversed(back):
            label = int(pointers[label])
            out.append(label)
        return [self.labels[i] for i in reversed(out)]


def flat(features: Sequence[Feature]) -> list[str]:
    """Every feature by its name, as the model is learned."""
    return [name for feature in features for name in ((feature,) if isinstance(feature, str) else feature)]


@cache
def load_tagger(name: str) -> Tagger:
    """A packaged model by its name."""
    packed = (files("naql.language") / "models" / f"{name}.json.gz").read_bytes()
    return Tagger(json.loads(gzip.decompress(packed)))
