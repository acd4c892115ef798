"""Document -> labels: which tokens are a name, a rank, an office or another phrase that names someone, by a learned model.

A linear-chain conditional random field over each sentence; `training/names.py` makes `names.npz` with CRFsuite, and this file reads it with
numpy alone. A feature is a template (`TEMPLATES`: columns at distances from the token) with its values. What depends on one word is summed
once for the word; the other templates become whole numbers, looked up for all tokens of a document at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from naql.language.chain import best_paths
from naql.language.heads import NAME_PARTICLES, noun_lists
from naql.language.lexicon import joined, load_table
from naql.language.links import UNKNOWN, again_marks, link_marks, repeated_pairs, word_marks
from naql.language.mention import Mention
from naql.text.tokens import Document, Token

LABELS = ("O", "B-N", "I-N", "B-R", "I-R", "B-F", "I-F", "B-E", "I-E")
"""N a person's name, R a rank, F an office with its body, E any other phrase that names a source."""
MODEL = "names.npz"
REACH = 2
"""Words to either side that a token sees."""
HEAD_REACH = 9
"""Words after a head noun that still see it."""
KEPT = 100_000
"""Words whose weights are kept before starting afresh: 20 MB."""
OF_WORDS = ("coarse", "fine", "lists", "here", "word")
"""Columns that say the same of a word wherever it stands."""
COLUMNS = (*OF_WORDS, "said", "seen", "place", "head", "far", "link", "again")
TEMPLATES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("fine", -1), ("fine", 0)),
    (("lists", -1), ("lists", 0)),
    (("fine", 0), ("fine", 1)),
    (("lists", 0), ("lists", 1)),
    (("coarse", -1), ("coarse", 0), ("coarse", 1)),
    (("coarse", -2), ("coarse", -1), ("coarse", 0)),
    (("coarse", 0), ("coarse", 1), ("coarse", 2)),
    (("lists", -1), ("lists", 0), ("lists", 1)),
    (("said", 0),),
    (("said", -1), ("said", 0)),
    (("said", 0), ("said", 1)),
    (("said", 0), ("fine", 0)),
    (("seen", -1),),
    (("seen", 0),),
    (("seen", 1),),
    (("place", 0),),
    (("head", 0), ("here", 0)),
    (("head", 0), ("here", 0), ("coarse", 1)),
    (("far", 0), ("here", 0)),
    (("here", 0), ("here", 1)),
    (("here", -1), ("here", 0)),
    (("word", -1), ("word", 0)),
    (("word", 0), ("word", 1)),
    (("link", 0),),
    (("link", 1),),
    (("link", 0), ("link", 1)),
    (("link", -1), ("link", 0)),
    (("link", 0), ("here", 0)),
    (("link", 0), ("lists", 0)),
    (("link", 1), ("here", 0)),
    (("link", 0), ("said", 0)),
    (("again", 0),),
    (("again", 0), ("lists", 0)),
    (("again", 0), ("link", 0), ("link", 1)),
)
"""Columns of the token itself (0) and of those before and after it. `here` is a function word itself, else the fine cluster; `said` the
part a token has in a phrase of the word lists; `seen` whether its key follows a rank or a first name anywhere in the document; `head`
the head noun before it, `far` how far; `link` whether phrases go on to it from the word before; `again` whether it stands with its
neighbours elsewhere in the document."""
BITS = 17
"""Of a value's number: 131,071 values at most."""
WIDEST = 3
"""Columns of the widest template."""

Floats = NDArray[np.float32]
_START: Floats = np.array([-1e4 if name[0] == "I" else 0 for name in LABELS], np.float32)
"""No sentence begins inside a phrase."""
Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Class:
    """What words have in common: clusters (coarse, fine; `?` where unknown), the lists they stand in, whether they head a phrase."""

    coarse: str
    fine: str
    lists: str
    leads: bool = False


@dataclass(frozen=True, eq=False)
class Word:
    """A word as the model sees it: its key, its class, and how often it stands in phrases that name somebody, or ends one."""

    key: str
    kind: Class
    phrase: str = UNKNOWN


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
        self.shares = {row["word"]: share_mark(float(row["share"])) for row in load_table("name_words.tsv")}
        self.made: dict[tuple[str, str], Word] = {}
        self.classes: dict[tuple[str, str, str], Class] = {}

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
            return Word("0", self._class("0", "0", "num"))
        if kind == "mark":
            return Word(key, self._class(key, key, "mark"))
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
        if key in self.shares:
            stands.append(self.shares[key])
        if not stands and key not in lists.ordinary:
            stands.append("U")
        coarse, fine = self.clusters.get(key, ("?", "?"))
        return Word(key, self._class(coarse, fine, ",".join(stands)), word_marks().get(key, UNKNOWN))

    def _class(self, *parts: str) -> Class:
        coarse, fine, lists = parts
        return self.classes.setdefault(
            (coarse, fine, lists), Class(coarse, fine, lists, any(kind in lists for kind in ("office", "group", "org")))
        )


def share_mark(share: float) -> str:
    """How often a word is part of a name, in four steps."""
    return "q" + str(sum(share >= least for least in (0.0, 0.3, 0.6, 0.85)))


@cache
def words() -> Words:
    """The packaged words."""
    return Words()


_EDGE = (Word("^", Class("^", "^", "mark")), ("^",) * (len(COLUMNS) - len(OF_WORDS)))


def word_columns(word: Word) -> tuple[str, ...]:
    """The values of `OF_WORDS`."""
    kind = word.kind
    here = word.key if "stop" in kind.lists or kind.lists == "mark" else kind.fine
    return kind.coarse, kind.fine, "^" if word is _EDGE[0] else kind.lists, here, word.key


def token_columns(
    document: Document, first: int, last: int, said: Sequence[str], named: frozenset[str], again: frozenset[tuple[str, str]]
) -> list[tuple[Word, tuple[str, ...]]]:
    """The word and the values of the other `COLUMNS` of the tokens `[first, last)` of one sentence, with `REACH` paddings around them."""
    table = words()
    tokens = document.tokens
    title = "T" if tokens[first].paragraph == 0 else "B"
    head, far = "-", 0
    out = [_EDGE] * REACH
    link, twice = link_marks(document, first, last), again_marks(document, first, last, again)
    for n, token in enumerate(tokens[first:last]):
        word = table.word(token)
        kind = word.kind
        far += head != "-"
        if far > HEAD_REACH or kind.lists == "mark":
            head, far = "-", 0
        seen = "+" if token.key in named else "-"
        out.append(
            (
                word,
                (
                    said[first + n],
                    seen,
                    title + str(min(n, 2)),
                    head,
                    str(min(far, 3)) + head[:1],
                    link[n],
                    twice[n],
                ),
            )
        )
        if kind.leads:
            head, far = word.key, 0
    out += [_EDGE] * REACH
    return out


def word_features(word: Word) -> tuple[list[str], list[str]]:
    """The features of a word at any distance, and those it has besides where it is near (the token itself or a neighbour)."""
    lists = word.kind.lists
    names = [f"w={word.key}", f"k={lists}"]
    if lists in ("num", "mark"):
        return names, []
    near = [f"x={kind}" for kind in lists.split(",")]
    near += [f"o={word.phrase}", f"s3={word.key[-3:]}", f"s2={word.key[-2:]}", f"p2={word.key[:2]}"]
    return [*names, f"c={word.kind.fine}", f"d={word.kind.coarse}"], near


def features_at(distance: int, word: Word) -> list[str]:
    """The names of the features of a word at a distance."""
    names, near = word_features(word)
    return [f"{distance}{name}" for name in (names + near if abs(distance) < 2 else names)]


def token_features(columns: Sequence[tuple[Word, tuple[str, ...]]]) -> list[list[str]]:
    """The names of the features of each token of a sentence: as the model is learned."""
    at = {name: i for i, name in enumerate(COLUMNS)}
    values = [(*word_columns(word), *others) for word, others in columns]
    out = []
    for n in range(REACH, len(columns) - REACH):
        names = [name for distance in range(-REACH, REACH + 1) for name in features_at(distance, columns[n + distance][0])]
        for t, template in enumerate(TEMPLATES):
            names.append("\t".join([f"t{t}", *(values[n + distance][at[column]] for column, distance in template)]))
        out.append(names)
    return out


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
        for a, b in pairwise(tokens)
        if b.kind == "word"
        and a.paragraph == b.paragraph
        and (a.key in lists.sure_first or "rank" in kinds.get(a.key, ()))
        and b.key not in lists.stops
        and b.key not in lists.speech
    )


class Tagger:
    """The model: weights of features and moves, and the words met so far."""

    def __init__(self, features: Sequence[str], weights: Floats, moves: Floats) -> None:
        self.moves = moves.copy()
        for i, one in enumerate(LABELS):
            for j, two in enumerate(LABELS):
                if two[0] == "I" and one[2:] != two[2:]:
                    self.moves[i, j] = -1e4
        self.weights = weights
        self.of_words: list[dict[str, int]] = [{} for _ in range(2 * REACH + 1)]
        self.values: dict[str, int] = {}
        codes: list[tuple[int, int]] = []
        for row, name in enumerate(features):
            if name[0] != "t":
                sign = 2 if name[0] == "-" else 1
                self.of_words[int(name[:sign]) + REACH][name[sign:]] = row
            else:
                template, *values = name.split("\t")
                codes.append((self._code(int(template[1:]), [self.values.setdefault(v, len(self.values) + 1) for v in values]), row))
        codes.sort()
        self.codes: Whole = np.array([code for code, _ in codes] or [0], np.int64)
        self.rows: Whole = np.array([row for _, row in codes] or [0], np.int64)
        self._forget()

    @staticmethod
    def _code(template: int, values: Sequence[int]) -> int:
        code = 0
        for value in values:
            code = code << BITS | value
        return template << WIDEST * BITS | code

    def _forget(self) -> None:
        self._place: dict[Word, int] = {}
        self._sums = np.zeros((2048, 2 * REACH + 1, len(LABELS)), np.float32)
        self._values = np.zeros((2048, len(OF_WORDS)), np.int64)

    def _add(self, word: Word) -> int:
        place = len(self._place)
        if place == len(self._sums):
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)])
            self._values = np.concatenate([self._values, np.zeros_like(self._values)])
        self._values[place] = [self.values.get(value, 0) for value in word_columns(word)]
        names, near = word_features(word)
        for distance, known in enumerate(self.of_words, -REACH):
            some = names + near if abs(distance) < 2 else names
            rows = [row for name in some if (row := known.get(name)) is not None]
            if rows:
                self._sums[place, distance + REACH] = self.weights[rows].sum(0)
        self._place[word] = place
        return place

    def tag(self, document: Document, phrases: Sequence[Mention]) -> list[str]:
        """The label of each token."""
        if len(self._place) > KEPT:
            self._forget()
        said, named, again = said_by_lists(document, phrases), named_keys(document), repeated_pairs(document)
        sentences = [s for s in document.sentences if s[1] > s[0]]
        if not sentences:
            return []
        line: list[tuple[Word, tuple[str, ...]]] = []
        inside: list[int] = []
        for first, last in sentences:
            inside += range(len(line) + REACH, len(line) + REACH + last - first)
            line += token_columns(document, first, last, said, named, again)
        places = np.array([found if (found := self._place.get(word)) is not None else self._add(word) for word, _ in line])
        others = np.array([[self.values.get(v, 0) for v in columns] for _, columns in line], np.int64)
        values = np.hstack([self._values[places], others])
        emit = self._emit(places, values, np.array(inside))
        return [LABELS[i] for i in best_paths(emit, self.moves, [last - first for first, last in sentences], _START)]

    def _emit(self, places: Whole, values: Whole, inside: Whole) -> Floats:
        """The score of each label for the tokens at `inside`."""
        emit = np.zeros((len(inside), len(LABELS)), np.float32)
        for distance in range(-REACH, REACH + 1):
            emit += self._sums[places[inside + distance], distance + REACH]
        column = {name: values[:, i] for i, name in enumerate(COLUMNS)}
        for t, template in enumerate(TEMPLATES):
            code = np.zeros(len(inside), np.int64)
            known = np.ones(len(inside), bool)
            for name, distance in template:
                value = column[name][inside + distance]
                known &= value > 0
                code = code << BITS | value
            code |= t << WIDEST * BITS
            at = np.searchsorted(self.codes, code)
            at[at == len(self.codes)] = 0
            known &= self.codes[at] == code
            emit[known] += self.weights[self.rows[at[known]]]
        return emit


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
    return Tagger(names, weights, moves)
