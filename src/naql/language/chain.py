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

Scores = np.ndarray[Any, np.dtype[np.floating[Any]]]
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

    def tag(self, sequences: Sequence[Sequence[Sequence[Feature]]]) -> list[list[str]]:
        """The best labels of each sequence of tokens, each token given by its features; all sequences at once."""
        lengths = [len(sequence) for sequence in sequences if sequence]
        if not lengths:
            return [[] for _ in sequences]
        path = iter(best_paths(self.scores([token for sequence in sequences for token in sequence]), self._moves, lengths))
        return [[self.labels[next(path)] for _ in sequence] for sequence in sequences]


def best_paths(emit: Scores, moves: Scores, lengths: Sequence[int], start: Scores | float = 0.0) -> list[int]:
    """The best label of each token of sequences that follow one another, all sequences of one length step at a time (Viterbi).

    `emit` tokens by labels, `moves` label by label, `start` what a label costs at the head of a sequence.
    """
    count, longest, labels = len(lengths), max(lengths), emit.shape[1]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    at = np.minimum(np.arange(longest), np.array(lengths)[:, None] - 1) + starts[:, None]
    padded = emit[at]
    score = padded[:, 0] + start
    back = np.zeros((longest, count, labels), np.int64)
    scores = [score]
    for step in range(1, longest):
        total = score[:, :, None] + moves
        back[step] = total.argmax(1)
        score = total.max(1) + padded[:, step]
        scores.append(score)
    out: list[int] = []
    for sequence, length in enumerate(lengths):
        label = int(scores[length - 1][sequence].argmax())
        path = [label]
        for step in range(length - 1, 0, -1):
            label = int(back[step, sequence, label])
            path.append(label)
        out += reversed(path)
    return out


def flat(features: Sequence[Feature]) -> list[str]:
    """Every feature by its name, as the model is learned."""
    return [name for feature in features for name in ((feature,) if isinstance(feature, str) else feature)]


@cache
def load_tagger(name: str) -> Tagger:
    """A packaged model by its name."""
    packed = (files("naql.language") / "models" / f"{name}.json.gz").read_bytes()
    return Tagger(json.loads(gzip.decompress(packed)))
