"""A linear-chain tagger: features of each token -> the best sequence of labels.

The weights are learned elsewhere (`training/`) and packaged as one compressed JSON file: `labels`, `transitions` (label by label) and
`features` (for each feature the labels it speaks for and how strongly). Decoding is exact (Viterbi) and needs no library.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any


class Tagger:
    """Decodes with a trained model."""

    def __init__(self, model: dict[str, Any]) -> None:
        self.labels: list[str] = model["labels"]
        self._to: list[list[float]] = [list(column) for column in zip(*model["transitions"], strict=True)]
        self._weights: dict[str, list[tuple[int, float]]] = {f: [(i, w) for i, w in pairs] for f, pairs in model["features"].items()}

    def scores(self, features: Sequence[str]) -> list[float]:
        """How much the features of one token speak for each label."""
        out = [0.0] * len(self.labels)
        for feature in features:
            for label, weight in self._weights.get(feature, ()):
                out[label] += weight
        return out

    def tag(self, sequence: Sequence[Sequence[str]]) -> list[str]:
        """The best labels of a sequence of tokens, each given by its features."""
        if not sequence:
            return []
        best = self.scores(sequence[0])
        back: list[list[int]] = []
        for features in sequence[1:]:
            here = self.scores(features)
            pointers: list[int] = []
            new: list[float] = []
            for label, column in enumerate(self._to):
                paths = [a + b for a, b in zip(best, column, strict=True)]
                top = max(paths)
                pointers.append(paths.index(top))
                new.append(top + here[label])
            back.append(pointers)
            best = new
        label = best.index(max(best))
        out = [label]
        for pointers in reversed(back):
            label = pointers[label]
            out.append(label)
        return [self.labels[i] for i in reversed(out)]


@cache
def load_tagger(name: str) -> Tagger:
    """A packaged model by its name."""
    packed = (files("naql.language") / "models" / f"{name}.json.gz").read_bytes()
    return Tagger(json.loads(gzip.decompress(packed)))
