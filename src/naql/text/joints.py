"""word -> where its parts are joined: the packaged model of the zero-width non-joiner (ZWNJ).

Three parts, made by `training/repair.py` and read from `joints.bin`: `closed` are words that are written without a joint, by how common
they are (0-6); `forms` maps a word without its joints to the form with them, and `surety` says how much it tells against a text that
such a word stands there glued; `grams` weigh the letters about a place in a word that is in neither list.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from naql.text.letters import ZWNJ

LETTERS = "ء-غف-يٮ-ۓۺ-ۿ"
"""Letters of the Arabic script, as the inside of a character class."""
LONGEST = 24
"""Letters; a longer word is a hashtag or noise, and is left as it is."""
_NGRAMS = tuple((a, b) for a in range(6) for b in range(6) if 0 < a + b <= 7)


class Joints(NamedTuple):
    """The model. `bias` and the weights are natural logarithms of odds."""

    closed: dict[str, int]
    verbs: frozenset[str]
    forms: dict[str, str]
    surety: dict[str, float]
    grams: dict[str, float]
    bias: float


def describe_gaps(word: str, closed: dict[str, int], verbs: frozenset[str]) -> list[list[str]]:
    """What the model looks at between each two letters of a word: the letters about the place, and what is known of either side."""
    padded = f"^^{word}$$"
    described = []
    for at in range(1, len(word)):
        left, right = word[:at], word[at:]
        marked = f"^^{left}|{right}$$"
        bar = at + 2
        seen = [marked[max(0, bar - a) : bar + 1 + b] for a, b in _NGRAMS]
        before, after = closed.get(left, 0), closed.get(right, 0)
        verb = "v" if right in verbs else "-"
        seen += (
            f"L{left}",
            f"R{right}",
            f"<{before}{after}{verb}",
            f">{before}{min(at, 4)}",
            f"={after}{verb}{min(len(word) - at, 4)}",
            f"+{before}{right[:4]}",
            f"*{after}{left[-4:]}",
            f"#{padded[bar - 1]}{padded[bar]}{before}{after}",
        )
        described.append(seen)
    return described


def weigh_gaps(word: str, model: Joints) -> list[float]:
    """The log odds of a joint between each two letters of a word."""
    weight = model.grams.get
    return [model.bias + sum(weight(seen, 0.0) for seen in gap) for gap in describe_gaps(word, model.closed, model.verbs)]


def join(word: str, model: Joints) -> tuple[str, float]:
    """A word with its joints, and how much it tells that it stands without them: -log P(written so | text is sound), 0 where it has none.

    >>> model = load_joints()
    >>> join("نسلهای", model)[0] == "نسل\u200cهای"
    True
    >>> join("مردم", model)
    ('مردم', 0.0)
    """
    if word in model.closed:
        return word, 0.0
    form = model.forms.get(word)
    if form is not None:
        return form, model.surety[word]
    if not 3 <= len(word) <= LONGEST:
        return word, 0.0
    odds = weigh_gaps(word, model)
    best = max(odds)
    if best <= 0:
        return word, 0.0
    parts = [word[0]]
    for letter, z in zip(word[1:], odds, strict=True):
        if z > 0:
            parts.append(ZWNJ)
        parts.append(letter)
    return "".join(parts), min(math.log1p(math.exp(min(best, 30.0))), 3.0)


@cache
def load_joints() -> Joints:
    """The packaged model. Source: `training/repair.py`; what it was learned from is in `docs/repair.md`."""
    packed = json.loads(zlib.decompress((files("naql.text") / "joints.bin").read_bytes()))
    closed: dict[str, int] = {}
    for rank, words in enumerate(packed["closed"]):
        closed.update(dict.fromkeys(words.split(), rank))
    forms: dict[str, str] = {}
    surety: dict[str, float] = {}
    for half, words in enumerate(packed["forms"]):
        keys = words.replace(ZWNJ, "").split()
        forms.update(zip(keys, words.split(), strict=True))
        surety.update(dict.fromkeys(keys, half / 2))
    weights = [w / 16 for w in packed["weights"]]
    grams = dict(zip(packed["grams"].split("\n"), weights, strict=True))
    return Joints(closed, frozenset(packed["verbs"].split()), forms, surety, grams, packed["bias"])


WORD = re.compile(f"[{LETTERS}]+(?:{ZWNJ}[{LETTERS}]+)*")
