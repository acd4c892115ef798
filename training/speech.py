"""Annotated articles -> `speech_signs.tsv`: how much each sign speaks for a decision about speech.

    python training/cross_validate.py ../shared --reuse --full    # as packaged: read with taggers that have not seen the articles
    python training/speech.py ../shared                           # read with the packaged taggers

A teacher reads each article with the rules and gives the annotators' answer at every question the reader asks; a logistic regression
over the signs seen there learns to answer alike. What the article's annotation does not settle is answered by the rules and not learned.
The same input gives the same table.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from names import load_gold

from naql.extract import speech
from naql.extract.attribution import Attribution
from naql.extract.weighing import Judge, Weights
from naql.model import Article
from naql.reader import read
from naql.text.tokens import Document, read_tokens

OUT = Path(__file__).parent.parent / "src/naql/language/data/speech_signs.tsv"
LEAST_COUNT = 2
PENALTY = 2.0
STEPS = 500

Example = tuple[str, tuple[tuple[str, ...], ...], int]
"""A question, the signs seen of each answer there is, and which is right; one answer alone is right (1) or not (0)."""


class Teacher(Judge):
    """Answers by the annotation and keeps what was asked."""

    def __init__(self, record: dict[str, Any]) -> None:
        super().__init__({})
        self.document: Document = read_tokens(Article.from_record(record))
        self.examples: list[Example] = []
        self.gold = [(s, self._range(s["content"]), self._range(s["cue"]) if s["cue"] else None) for s in record["statements"]]

    def _range(self, span: Sequence[int]) -> tuple[int, int]:
        first = self.document.token_at(span[0])
        return first, max(first + 1, self.document.token_at(span[1]))

    def says(self, question: str, attribution: Attribution, at: int, signs: Iterable[str], ruled: bool) -> bool:
        signs = tuple(signs)
        right = self._goes_on(attribution, at) if question == "goes on" else self._keep(attribution)
        if right is not None:
            self.examples.append((question, (signs,), int(right)))
        return ruled if right is None else right

    def chooses(self, question: str, attribution: Attribution, options: Sequence[tuple[int, Sequence[str]]], ruled: int) -> int:
        right = self._edge(attribution, 1 if question == "end" else 0)
        places = [at for at, _ in options]
        if right is None or right not in places:
            return ruled
        if len(options) > 1:
            self.examples.append((question, tuple(tuple(signs) for _, signs in options), places.index(right)))
        return right

    def _edge(self, attribution: Attribution, side: int) -> int | None:
        """Where the annotated words of this cue begin or end."""
        same = [r for s, r, c in self.gold if self._same(s, c, attribution)]
        return same[0][side] if len(same) == 1 else None

    def _goes_on(self, attribution: Attribution, at: int) -> bool | None:
        """Whether a sentence lies within the annotated words that begin where these do."""
        first, last = self.document.sentence_at(at)
        begin = attribution.content[0]
        same = [r for s, r, c in self.gold if s["kind"] != "act" and abs(r[0] - begin) <= 2]
        return None if not same else (first + last) / 2 <= max(r[1] for r in same)

    def _keep(self, attribution: Attribution) -> bool | None:
        """Whether an annotated statement of the same sort has its cue here, and an act about the same words."""
        if attribution.cue is None:
            return None
        same = [r for s, r, c in self.gold if self._same(s, c, attribution)]
        return any(attribution.kind != "act" or near(r, attribution.content) for r in same)

    def _same(self, statement: dict[str, Any], place: tuple[int, int] | None, attribution: Attribution) -> bool:
        cue = attribution.cue
        if cue is None or place is None or (statement["kind"] == "act") != (attribution.kind == "act"):
            return False
        if cue.shape == "finite" and cue.last != cue.verb_last and overlap(place, (cue.verb, cue.verb_last)):
            return True
        return overlap(place, (cue.first, max(cue.last, cue.first + 1)))


def near(one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether two ranges share a third of what they cover."""
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return 3 * shared >= one[1] - one[0] + two[1] - two[0] - shared


def overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return min(one[1], two[1]) > max(one[0], two[0])


def examples(record: dict[str, Any]) -> list[Example]:
    """Every question asked in an article that its annotation answers."""
    teacher = Teacher(record)
    kept = speech.load_judge
    speech.load_judge = lambda: teacher
    try:
        read(Article.from_record(record))
    finally:
        speech.load_judge = kept
    return teacher.examples


def weigh(examples: Sequence[Example]) -> Weights:
    """The weight of each sign of each question, the empty sign for the bias."""
    questions: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        questions[example[0]].append(example)
    return {question: _fit(some) for question, some in sorted(questions.items())}


def _fit(examples: Sequence[Example]) -> dict[str, float]:
    """Logistic regression by accelerated gradient steps over the sparse table of signs; over the answers where there are several."""
    counts = Counter(sign for _, options, _ in examples for signs in options for sign in set(signs))
    at = {sign: i for i, sign in enumerate(["", *sorted(sign for sign, n in counts.items() if n >= LEAST_COUNT)])}
    rows = [(sorted({0, *(at[s] for s in signs if s in at)}), n) for n, (_, options, _) in enumerate(examples) for signs in options]
    cols = np.array([i for row, _ in rows for i in row])
    lines = np.repeat(np.arange(len(rows)), [len(row) for row, _ in rows])
    group = np.array([n for _, n in rows])
    several = np.array([len(options) > 1 for _, options, _ in examples])[group]
    y = np.concatenate([[right] if len(options) == 1 else np.arange(len(options)) == right for _, options, right in examples]).astype(float)
    pull = np.full(len(at), PENALTY)
    pull[0] = 0.01
    size = 0.25 * np.bincount(cols, minlength=len(at)) * max(np.bincount(lines)) ** 0.5 + pull
    w = seen = np.zeros(len(at))
    for step in range(1, STEPS):
        p = _likely(np.bincount(lines, weights=seen[cols], minlength=len(rows)), group, several)
        slope = np.bincount(cols, weights=(p - y)[lines], minlength=len(at)) + pull * seen
        new = seen - slope / size
        seen = new + (step - 1) / (step + 2) * (new - w)
        w = new
    return {sign: round(float(w[i]), 3) for sign, i in at.items()}


def _likely(z: np.ndarray, group: np.ndarray, several: np.ndarray) -> np.ndarray:
    """How likely each answer is, alone or among those of its group."""
    e = np.exp(np.clip(z, -30, 30))
    return np.where(several, e / np.bincount(group, weights=e)[group], e / (1 + e))


def write(weights: Weights, path: Path = OUT) -> None:
    """Write the table; signs of no weight are left out."""
    with path.open("w", encoding="utf8") as out:
        print("question\tsign\tweight\tsource", file=out)
        for question, signs in weights.items():
            for sign, weight in sorted(signs.items()):
                if abs(weight) >= 0.02 or not sign:
                    print(question, sign, f"{weight:.3f}", "gold", sep="\t", file=out)


def main() -> None:
    write(weigh([example for record in load_gold(Path(sys.argv[1])) for example in examples(record)]))


if __name__ == "__main__":
    main()
