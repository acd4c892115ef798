"""Document -> labels: which tokens are a name, a rank, an office or another phrase that names someone, by a learned model.

A linear-chain conditional random field over each sentence; `training/names.py` makes `names.npz` with CRFsuite, and this file reads it with
numpy alone. A token is described by cells (a word at a distance, a pair of words, three classes of words, what the word lists say); a cell
expands to named features, and the summed weights of a cell are kept, so that most of the work is one look-up a cell.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np

from naql.language.heads import NAME_PARTICLES, noun_lists
from naql.language.lexicon import joined, load_table
from naql.language.mention import Mention
from naql.text.tokens import Document, Token

LABELS = ("O", "B-N", "I-N", "B-R", "I-R", "B-F", "I-F", "B-E", "I-E")
"""N a person's name, R a rank, F an office with its body, E any other phrase that names a source."""
MODEL = "names.npz"
CELLS = 13
"""Cells a token has."""
KEPT = 150_000
"""Cells whose weights are kept before starting afresh: 7 MB."""

Cell = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Word:
    """A word as the model sees it: its key, its clusters (coarse, fine; `?` where unknown) and the lists it stands in."""

    key: str
    coarse: str
    fine: str
    lists: str


class Words:
    """The words of the language, each made once."""

    def __init__(self) -> None:
        self.clusters = {row["word"]: (row["coarse"], row["fine"]) for row in load_table("word_clusters.tsv")}
        self.kinds: dict[str, set[str]] = {}
        for row in load_table("noun_heads.tsv"):
            self.kinds.setdefault(joined(row["word"]), set()).add(row["kind"])
        for table, kind in (("territories.tsv", "T"), ("bodies.tsv", "T")):
            for row in load_table(table):
                self.kinds.setdefault(joined(row["word"]), set()).add(kind)
        self.made: dict[tuple[str, str], Word] = {}

    def word(self, token: Token) -> Word:
        """The word of a token."""
        at = (token.key, token.kind)
        found = self.made.get(at)
        if found is None:
            if len(self.made) > KEPT:
                self.made.clear()
            found = self.made[at] = self._make(*at)
        return found

    def _make(self, key: str, kind: str) -> Word:
        if kind == "number":
            return Word("0", "0", "0", "num")
        if kind == "mark":
            return Word(key, key, key, "mark")
        lists = noun_lists()
        stands = []
        if key in lists.sure_first:
            stands.append("F")
        elif key in lists.first:
            stands.append("f")
        if key in lists.last:
            stands.append("L")
        if key in NAME_PARTICLES:
            stands.append("P")
        stands += sorted(self.kinds.get(key, ()))
        if not stands and key not in lists.ordinary:
            stands.append("U")
        coarse, fine = self.clusters.get(key, ("?", "?"))
        return Word(key, coarse, fine, ",".join(stands))


@cache
def words() -> Words:
    """The packaged words."""
    return Words()


_BEGIN = Word("^", "^", "^", "mark")
_END = Word("$", "$", "$", "mark")


def token_cells(document: Document, first: int, last: int, phrases: Sequence[str], named: frozenset[str]) -> list[Cell]:
    """The cells of the tokens `[first, last)` of one sentence, `CELLS` for each.

    `phrases` is what the word lists say of each token of the document, `named` the keys that follow a rank or a first name in it.
    """
    table = words()
    tokens = document.tokens
    line = [_BEGIN, _BEGIN, *(table.word(t) for t in tokens[first:last]), _END, _END]
    said = ["^", *phrases[first:last], "$"]
    seen = ["-", *("+" if t.key in named else "-" for t in tokens[first:last]), "-"]
    title = "T" if tokens[first].paragraph == 0 else "B"
    cells: list[Cell] = []
    for n in range(last - first):
        a, b, c, d, e = line[n : n + 5]
        cells += (
            (-2, a),
            (-1, b),
            (0, c),
            (1, d),
            (2, e),
            ("<", b, c),
            (">", c, d),
            ("d-101", b.coarse, c.coarse, d.coarse),
            ("d-2-10", a.coarse, b.coarse, c.coarse),
            ("d012", c.coarse, d.coarse, e.coarse),
            ("k-101", b.lists, c.lists, d.lists),
            ("said", said[n], said[n + 1], said[n + 2], c.fine),
            ("seen", seen[n], seen[n + 1], seen[n + 2], title, min(n, 2)),
        )
    return cells


def cell_features(cell: Cell) -> list[str]:
    """The names of a cell's features."""
    kind = cell[0]
    if isinstance(kind, int):
        return _word_features(kind, cell[1])
    if kind in "<>":
        a, b = cell[1:]
        return [
            f"c{kind}{a.fine},{b.fine}",
            f"k{kind}{a.lists};{b.lists}",
            f"w{kind}{a.key},{b.key}",
            f"{kind}{a.key},{b.fine}" if kind == "<" else f">{a.fine},{b.key}",
        ]
    if kind == "said":
        before, here, after, fine = cell[1:]
        return [f"r={here}", f"r<{before},{here}", f"r>{here},{after}", f"rc={here},{fine}"]
    if kind == "seen":
        return [f"n{at}" for at, mark in zip("<=>", cell[1:4], strict=True) if mark == "+"] + [f"at={cell[4]}{cell[5]}"]
    return [f"{kind}={cell[1]},{cell[2]},{cell[3]}"]


def _word_features(distance: int, word: Word) -> list[str]:
    names = [f"w={word.key}", f"k={word.lists}"]
    if word.lists not in ("num", "mark"):
        names += [f"c={word.fine}", f"d={word.coarse}"]
        if abs(distance) < 2:
            names += [f"x={kind}" for kind in word.lists.split(",")]
            names += [f"s3={word.key[-3:]}", f"s2={word.key[-2:]}", f"p2={word.key[:2]}"]
    return [f"{distance}{name}" for name in names]


def said_by_lists(document: Document, phrases: Sequence[Mention]) -> list[str]:
    """For each token the part it has in a phrase that the word lists found, `O` where it is in none."""
    said = ["O"] * len(document.tokens)
    for phrase in phrases:
        said[phrase.first : phrase.last] = ["E" + phrase.type[0]] * (phrase.last - phrase.first)
        for first, last in phrase.offices:
            said[first:last] = ["BF", *["F"] * (last - first - 1)]
        if phrase.rank:
            said[slice(*phrase.rank)] = ["R"] * (phrase.rank[1] - phrase.rank[0])
        if phrase.name:
            said[slice(*phrase.name)] = ["BN", *["N"] * (phrase.name[1] - phrase.name[0] - 1)]
        elif not phrase.offices:
            said[phrase.first] = "BE" + phrase.type[0]
    return said


def named_keys(document: Document) -> frozenset[str]:
    """The keys that follow a rank or a plain first name somewhere in the document."""
    lists, kinds, tokens = noun_lists(), words().kinds, document.tokens
    return frozenset(
        b.key
        for a, b in itertools.pairwise(tokens)
        if b.kind == "word"
        and a.paragraph == b.paragraph
        and (a.key in lists.sure_first or "rank" in kinds.get(a.key, ()))
        and b.key not in lists.stops
        and b.key not in lists.speech
    )


class Tagger:
    """The model: weights of features and transitions, and the cells met so far."""

    def __init__(
        self, features: dict[str, int], weights: np.ndarray[Any, np.dtype[np.float32]], moves: np.ndarray[Any, np.dtype[np.float32]]
    ) -> None:
        self.features = features
        self.weights = weights
        self.moves = moves.copy()
        for i, one in enumerate(LABELS):
            for j, two in enumerate(LABELS):
                if two[0] == "I" and one[2:] != two[2:]:
                    self.moves[i, j] = -1e4
        self._forget()

    def _forget(self) -> None:
        self._place: dict[Cell, int] = {}
        self._sums = np.zeros((4096, len(LABELS)), np.float32)

    def _cell(self, cell: Cell) -> int:
        place = len(self._place)
        if place == len(self._sums):
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)])
        rows = [row for name in cell_features(cell) if (row := self.features.get(name)) is not None]
        if rows:
            self._sums[place] = self.weights[rows].sum(0)
        self._place[cell] = place
        return place

    def tag(self, document: Document, phrases: Sequence[Mention]) -> list[str]:
        """The label of each token."""
        if len(self._place) > KEPT:
            self._forget()
        said, named = said_by_lists(document, phrases), named_keys(document)
        place = self._place
        sentences = [s for s in document.sentences if s[1] > s[0]]
        places: list[int] = []
        for first, last in sentences:
            for cell in token_cells(document, first, last, said, named):
                found = place.get(cell)
                places.append(self._cell(cell) if found is None else found)
        if not places:
            return []
        emit = self._sums[np.array(places).reshape(-1, CELLS)].sum(1)
        return [LABELS[i] for i in best_paths(emit, self.moves, [last - first for first, last in sentences])]


def best_paths(
    emit: np.ndarray[Any, np.dtype[np.float32]], moves: np.ndarray[Any, np.dtype[np.float32]], lengths: Sequence[int]
) -> list[int]:
    """The best label of each token of sentences that follow one another, all sentences of one length step at a time."""
    count, longest, labels = len(lengths), max(lengths), emit.shape[1]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    at = np.minimum(np.arange(longest), np.array(lengths)[:, None] - 1) + starts[:, None]
    padded = emit[at]
    score = padded[:, 0] + np.where([name[0] == "I" for name in LABELS[:labels]], -1e4, 0)
    back = np.zeros((longest, count, labels), np.int64)
    scores = [score]
    for step in range(1, longest):
        total = score[:, :, None] + moves
        back[step] = total.argmax(1)
        score = total.max(1) + padded[:, step]
        scores.append(score)
    out: list[int] = []
    for sentence, length in enumerate(lengths):
        label = int(scores[length - 1][sentence].argmax())
        path = [label]
        for step in range(length - 1, 0, -1):
            label = int(back[step, sentence, label])
            path.append(label)
        out += reversed(path)
    return out


@cache
def load_tagger() -> Tagger:
    """The packaged model."""
    return read_model((files("naql.language") / "models" / MODEL).read_bytes())


def read_model(data: bytes) -> Tagger:
    """A model from the bytes of its file: `names` (one feature a line), `weights`, `moves`."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        names = bytes(arrays["names"]).decode("utf8").split("\n")
        weights = arrays["weights"].astype(np.float32)
        moves = arrays["moves"].astype(np.float32)
    return Tagger({name: i for i, name in enumerate(names)}, weights, moves)


Features = Callable[[Document], list[list[str]]]
