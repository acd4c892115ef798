"""word -> where its parts are joined: the packaged model of the zero-width non-joiner (ZWNJ).

Made by `training/repair.py` and read from `joints.bin`: `closed` are words that are written without a joint, by how common
they are (0-6); `forms` maps a word without its joints to the form with them, and `surety` says how much it tells against a text that
such a word stands there glued; `rivals` is the other way to write
a word that has two, and `about` weighs the words beside it; `grams` weigh the letters about a place in a word that is in no list.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from naql.text.letters import NOT_JOINING, ZWNJ

LETTERS = "ء-غف-يٮ-ۓۺ-ۿ"
"""Letters of the Arabic script, as the inside of a character class."""
LONGEST = 24
"""Letters; a longer word is a hashtag or noise, and is left as it is."""
_INFLECTED = re.compile(
    rf"(?:\A|[{ZWNJ}روا]|باز|فرا)ن?می{ZWNJ}|{ZWNJ}ها[{LETTERS}]*(?:{ZWNJ}|\Z)|[هی]{ZWNJ}ا(?:ی|ند|م|یم|ید|ش|ت|ست)(?:{ZWNJ}|\Z)"
)
TASTE = 0.8
"""Nats that a joint tells at most in a compound that no list has: less than it takes to call a text damaged."""
NEVER = -99.0
"""Log odds of what cannot be."""
HOPELESS = -3.0
"""Log odds by the sides alone below which the letters are not asked: two places in three; 7 joints in 510 are lost by it."""
_NGRAMS = tuple((a, b) for a in range(6) for b in range(6) if 0 < a + b <= 7)


class Joints(NamedTuple):
    """The model. `bias` is in nats, the weights in sixteenths of one."""

    closed: dict[str, int]
    verbs: frozenset[str]
    forms: dict[str, str]
    surety: dict[str, float]
    rivals: dict[str, str]
    about: dict[str, int]
    grams: dict[str, int]
    bias: float


def describe_sides(word: str, at: int, closed: Mapping[str, int], verbs: frozenset[str]) -> tuple[str, ...]:
    """What the model knows of the two sides of a place in a word."""
    left, right = word[:at], word[at:]
    before, after = closed.get(left, 0), closed.get(right, 0)
    verb = "v" if right in verbs else "-"
    return (
        f"L{left}",
        f"R{right}",
        f"<{before}{after}{verb}",
        f">{before}{min(at, 4)}",
        f"={after}{verb}{min(len(word) - at, 4)}",
        f"+{before}{right[:4]}",
        f"*{after}{left[-4:]}",
        f"#{left[-1]}{right[0]}{before}{after}",
    )


def describe_letters(word: str, at: int) -> list[str]:
    """The letters about a place in a word: every n-gram of up to seven that touches it."""
    marked = f"^^{word[:at]}|{word[at:]}$$"
    bar = at + 2
    return [marked[max(0, bar - a) : bar + 1 + b] for a, b in _NGRAMS]


def places_of(word: str) -> list[int]:
    """The places in a word where a joint can be: after its letters that join the next."""
    return [at for at in range(1, len(word)) if word[at - 1] not in NOT_JOINING]


def weigh_gaps(word: str, model: Joints) -> list[float]:
    """The log odds of a joint between each two letters of a word; `NEVER` where none can be, or where the sides alone rule it out."""
    weigh = model.grams.get
    odds = [NEVER] * (len(word) - 1)
    for at in places_of(word):
        z = model.bias + sum(filter(None, map(weigh, describe_sides(word, at, model.closed, model.verbs)))) / 16
        if z > HOPELESS:
            odds[at - 1] = z + sum(filter(None, map(weigh, describe_letters(word, at)))) / 16
    return odds


def is_inflected(form: str) -> bool:
    """Whether a joint of a form is one that every careful writer makes: before a verb, a plural, an ending after ه.

    The joints of compounds are a matter of taste (`راه‌آهن`, `راه آهن`, `راهآهن`), and tell less of what was done to a text.
    """
    return _INFLECTED.search(form) is not None


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
    form = "".join(parts)
    return form, min(math.log1p(math.exp(min(best, 30.0))), 3.0 if is_inflected(form) else TASTE)


def describe_about(word: str, before: str, after: str) -> tuple[str, ...]:
    """What the model looks at about a word that is written in two ways: the words beside it, for it and for all that end as it does."""
    return (
        word,
        f"{word}<{before}",
        f"{word}>{after}",
        f"{word}<{before[-2:]}.",
        f"{word}>.{after[-2:]}",
        f"{word[-4:]}:<{before}",
        f"{word[-4:]}:>{after}",
        f"{word[-4:]}:<{before[-2:]}.",
    )


def beside(words: Sequence[str], at: int) -> str:
    """The word, without its joints, at a place; "" where there is none or something else stands there."""
    word = words[at].replace(ZWNJ, "") if 0 <= at < len(words) else ""
    return word if word.isalpha() else ""


def prefers_rival(word: str, before: str, after: str, model: Joints) -> bool:
    """Whether a word is to be written in the rarer of its two ways, by the words beside it ("" where there is none)."""
    return sum(filter(None, map(model.about.get, describe_about(word, before, after)))) > 0


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
    grams = dict(zip(packed["grams"].split("\n"), packed["weights"], strict=True))
    rivals = packed["rivals"].split()
    about = dict(zip(packed["about"].split("\n"), packed["about_weights"], strict=True))
    return Joints(
        closed,
        frozenset(packed["verbs"].split()),
        forms,
        surety,
        {rival.replace(ZWNJ, ""): rival for rival in rivals},
        about,
        grams,
        packed["bias"],
    )


WORD = re.compile(f"[{LETTERS}]+(?:{ZWNJ}[{LETTERS}]+)*")
