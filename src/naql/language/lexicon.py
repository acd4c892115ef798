"""Word lists, and the finding of their phrases in a text whatever its joints.

A phrase is matched with its joints ignored: `گفت‌وگو`, `گفت و گو` and `گفتوگو` are one entry, and so are `آیت‌الله` and `آیت الله`.
The tables lie in `data/*.tsv`: a header line, then one entry a line; lines that begin with `#` are comments.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

from naql.text.letters import key

T = TypeVar("T")


def load_table(name: str) -> list[dict[str, str]]:
    """The rows of a packaged table, by column."""
    lines = (files("naql.language") / "data" / name).read_text("utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if line and line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def load_words(name: str, column: str = "word") -> frozenset[str]:
    """The keys of one column of a table, each phrase joined."""
    return frozenset(joined(row[column]) for row in load_table(name))


def joined(phrase: str) -> str:
    """A phrase's key with its spaces left out."""
    return key(phrase).replace(" ", "")


class Phrases(Generic[T]):
    """A set of phrases with a value each, found at token boundaries.

    >>> Phrases({"گفت و گو": 1}).match(["گفتوگو", "کرد"], 0)
    (1, 1)
    """

    def __init__(self, entries: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        pairs = entries.items() if isinstance(entries, Mapping) else entries
        self._values: dict[str, T] = {joined(phrase): value for phrase, value in pairs}
        self._prefixes = {k[:n] for k in self._values for n in range(1, len(k))}
        self._begins = self._prefixes | set(self._values)

    def match(self, keys: Sequence[str], first: int) -> tuple[int, T] | None:
        """The longest phrase that begins at a token: the token after it, and its value; None where there is none."""
        if first < len(keys) and keys[first] not in self._begins:
            return None
        best: tuple[int, T] | None = None
        so_far = ""
        for last in range(first, len(keys)):
            so_far += keys[last]
            if so_far in self._values:
                best = (last + 1, self._values[so_far])
            if so_far not in self._prefixes:
                break
        return best

    def find(self, keys: Sequence[str], first: int = 0, last: int | None = None) -> Iterator[tuple[int, int, T]]:
        """Every longest phrase from left to right, none overlapping: its first token, the token after it, its value."""
        last = len(keys) if last is None else last
        at = first
        while at < last:
            hit = self.match(keys, at) if keys[at] in self._begins else None
            if hit and hit[0] <= last:
                yield at, hit[0], hit[1]
                at = hit[0]
            else:
                at += 1
