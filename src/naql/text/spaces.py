"""two words -> whether the space between them should be a joint: the packaged model of ZWNJ that were turned into spaces.

A text is seen as pieces: what stands between spaces and joints alike. So what is decided about one space does not depend on what was
decided about its neighbours, and a repaired text is decided as it was before.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from naql.text.letters import HARAKAT, NOT_JOINING, ZWNJ

LETTERS = "ء-غف-يٮ-ۓۺ-ۿ"
"""Letters of the Arabic script, as the inside of a character class."""
LONGEST = 50
"""Letters; a longer chunk is not remembered."""
HOPELESS = -2.0
"""Log odds of two pieces, each alone, below which they are not looked at together unless they are known: a third of the time, same F1."""
KEPT = 300_000
"""Chunks and pairs remembered."""
NOTHING = "|"
"""Stands for the neighbour of a piece that has none: a mark, a number or the end of the text is there."""

_HEAD = re.compile(rf"[{LETTERS}][{LETTERS}{HARAKAT}]*")
_IN_PIECE = "".join(c for c in map(chr, range(0x0600, 0x0700)) if re.match(f"[{LETTERS}{HARAKAT}]", c))
_BARE = str.maketrans(dict.fromkeys(HARAKAT))


class Spaces(NamedTuple):
    """The model: words that may precede or follow a joint (1-2), pairs from word lists by how common they are (1-7), and weights.

    `bias` is in nats, the weights in sixteenths of one.
    """

    first: Mapping[str, int]
    second: Mapping[str, int]
    pairs: Mapping[str, int]
    verbs: frozenset[str]
    weights: Mapping[str, int]
    bias: float


def describe_before(a: str) -> tuple[str, ...]:
    """What the model looks at in the piece before a space alone."""
    return f"{a} ", f"{a[-2:]} .", f"{a[-3:]} .", f"{a[:2]}- "


def describe_after(b: str) -> tuple[str, ...]:
    """What the model looks at in the piece after a space alone."""
    return f" {b}", f". {b[:3]}", f". {b[:4]}", f". {b[-3:]}:"


def describe_pair(a: str, b: str, pairs: Mapping[str, int], verbs: frozenset[str]) -> tuple[str, ...]:
    """What the model looks at in the two pieces beside a space together."""
    verb = "v" if b in verbs else "-"
    known = pairs.get(f"{a} {b}", 0)
    return (
        f"{a} {b}",
        f"{a} {verb}",
        f"{a[-1]} {b}",
        f"{a[-2:]} {b}.",
        f"{a[-3:]} {b}.",
        f"{a} {b[:2]}.",
        f"{a} {b[-2:]}:",
        f"{len(a)} {b}",
        f"@{known}",
        f"@{known}{b}",
        f"{a}@{known}",
        f"@{known}{verb}{a[-1]}",
    )


def describe_about(before: str, a: str, b: str, after: str, verbs: frozenset[str]) -> tuple[str, ...]:
    """What the model looks at in the pieces about them."""
    verb = "v" if b in verbs else "-"
    return (
        f"{before}_{a} {b}",
        f"{a} {b}_{after}",
        f"{before}_{a} ",
        f" {b}_{after}",
        f"_{after} {b}:{verb}",
        f"{before}_ {b}",
        f"{a} _{after}",
    )


def may_precede(piece: str, first: Mapping[str, int]) -> int:
    """Whether a piece may stand before a joint: 0 never, 3 often."""
    return 0 if not piece or piece[-1] in NOT_JOINING else first.get(piece, 0) + 1


def may_follow(piece: str, second: Mapping[str, int]) -> int:
    """Whether a piece may stand after a joint: 0 never, 3 often."""
    return 0 if not piece else 3 if piece[:2] == "ها" else second.get(piece, 0) + 1


def is_doubtful(before: int, after: int) -> bool:
    """Whether a space between two pieces may be a joint: one of them is often beside one, or both are in pairs that word lists join."""
    return before * after > 2


class Ends(NamedTuple):
    """The first and last piece of what stands between two spaces, "" where it does not begin or end with one; how they may be joined.

    `odds_after` and `odds_before` are what the model sees in each alone.
    """

    head: str
    tail: str
    follows: int
    precedes: int
    odds_after: float
    odds_before: float


class Pairs(dict[str, Ends]):
    """The model with what it has seen kept: the ends of what stands between two spaces, and the log odds of a pair."""

    def __init__(self, model: Spaces) -> None:
        self.model = model
        self._odds: dict[str, float] = {}

    def __missing__(self, chunk: str) -> Ends:
        head, tail = head_of(chunk), tail_of(chunk)
        follows, precedes = may_follow(head, self.model.second), may_precede(tail, self.model.first)
        ends = Ends(
            head,
            tail,
            follows,
            precedes,
            self._sum(describe_after(head)) if follows else 0.0,
            self._sum(describe_before(tail)) if precedes else 0.0,
        )
        if len(self) > KEPT:
            self.clear()
        if len(chunk) < LONGEST:
            self[chunk] = ends
        return ends

    def weigh(self, before: Ends, after: Ends) -> float:
        """The log odds of a joint between the tail of one and the head of the other, whatever stands about them."""
        name = f"{before.tail} {after.head}"
        odds = self._odds.get(name)
        if odds is None:
            odds = self.model.bias + before.odds_before + after.odds_after
            if odds > HOPELESS or name in self.model.weights or name in self.model.pairs:
                odds += self._sum(describe_pair(before.tail, after.head, self.model.pairs, self.model.verbs))
            if len(self._odds) > KEPT:
                self._odds.clear()
            self._odds[name] = odds
        return odds

    def weigh_about(self, before: str, a: str, b: str, after: str) -> float:
        """What the pieces about two others add to their log odds."""
        return self._sum(describe_about(before, a, b, after, self.model.verbs))

    def _sum(self, seen: Iterable[str]) -> float:
        return sum(filter(None, map(self.model.weights.get, seen))) / 16


def bare(piece: str) -> str:
    """A piece without its harakat."""
    return piece if piece.isalpha() else piece.translate(_BARE)


def head_of(chunk: str) -> str:
    """The piece that a chunk begins with, "" where it begins otherwise."""
    match = _HEAD.match(chunk)
    return bare(match.group()) if match else ""


def tail_of(chunk: str) -> str:
    """The piece that a chunk ends with, "" where it ends otherwise."""
    return bare(chunk[len(chunk.rstrip(_IN_PIECE)) :].lstrip(HARAKAT))


def neighbours(chunks: Sequence[str], at: int) -> tuple[str, str]:
    """The piece before the last one of `chunks[at]`, and the piece after the first one of `chunks[at + 1]`."""
    return _before(chunks, at), _after(chunks, at + 1)


def _before(chunks: Sequence[str], at: int) -> str:
    rest = chunks[at].rstrip(_IN_PIECE)
    if not rest and at:
        rest = chunks[at - 1]
    elif rest[-1:] == ZWNJ:
        rest = rest[:-1]
    else:
        return NOTHING
    return tail_of(rest) or NOTHING


def _after(chunks: Sequence[str], at: int) -> str:
    rest = chunks[at].lstrip(_IN_PIECE)
    if not rest and at + 1 < len(chunks):
        rest = chunks[at + 1]
    elif rest[:1] == ZWNJ:
        rest = rest[1:]
    else:
        return NOTHING
    return head_of(rest) or NOTHING


@cache
def load_spaces() -> Spaces:
    """The packaged model. Source: `training/repair_spaces.py`; what it was learned from is in `docs/repair.md`."""
    packed = json.loads(zlib.decompress((files("naql.text") / "spaces.bin").read_bytes()))
    return Spaces(
        {word: n for n in (1, 2) for word in packed["first"][n - 1].split()},
        {word: n for n in (1, 2) for word in packed["second"][n - 1].split()},
        {pair: n for n, pairs in enumerate(packed["pairs"], 1) for pair in pairs.split("\n")},
        frozenset(packed["verbs"].split()),
        dict(zip(packed["seen"].split("\n"), packed["weights"], strict=True)),
        packed["bias"],
    )
