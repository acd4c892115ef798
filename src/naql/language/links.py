"""How firmly two words stand together: whether a phrase that names somebody goes on from one to the other.

Ezafe is not written, so where a phrase ends shows in what else is known of its words: whether, in other news, phrases went on from this
word to that (`مبارزه با`) or ended between them (`کشور گفت`), and whether the same two words stand together again in the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise

from naql.text.tokens import Document

START, END = "^", "$"
UNKNOWN = "-"


def _rows(name: str) -> Iterable[list[str]]:
    """The rows of a large packaged table, its header left out."""
    lines = (files("naql.language") / "data" / name).read_text("utf-8").split("\n")
    return (line.split("\t") for line in lines[1:] if line)


@cache
def pair_marks() -> Mapping[tuple[str, str], str]:
    """For two keys that follow one another: `i0` (a phrase ends between them) to `i4` (it goes on), or `p2`, `p3`: often met together."""
    return {(first, second): mark for first, second, mark, _ in _rows("phrase_pairs.tsv")}


@cache
def word_marks() -> Mapping[str, str]:
    """For a key, two digits: how often it stands in a phrase that names an office, a body or a group (0–4), how often it ends one (0–3)."""
    return {word: inside + ends for word, inside, ends, _ in _rows("phrase_words.tsv")}


def link_marks(document: Document, first: int, last: int) -> list[str]:
    """The marks of the pairs of `[first, last)`, the edges of the sentence with them: one more than there are tokens."""
    marks = pair_marks()
    return [marks.get(pair, UNKNOWN) for pair in pairwise([START, *document.keys[first:last], END])]


def again_marks(document: Document, first: int, last: int, repeated: frozenset[tuple[str, str]]) -> list[str]:
    """For each token of `[first, last)`, whether it stands elsewhere with the word before it, and with the word after it: 2, else 1."""
    twice = ["2" if pair in repeated else "1" for pair in pairwise([START, *document.keys[first:last], END])]
    return [before + after for before, after in pairwise(twice)]


def repeated_pairs(document: Document) -> frozenset[tuple[str, str]]:
    """The pairs of keys that stand more than once in a document."""
    seen: set[tuple[str, str]] = set()
    out: set[tuple[str, str]] = set()
    for pair in pairwise(document.keys):
        (out if pair in seen else seen).add(pair)
    return frozenset(out)
