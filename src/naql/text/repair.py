"""str -> Repaired: the text with its ZWNJ given back, and where every character came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Repaired:
    """A repaired view of a text. `raw[i]` is the offset in the input of `text[i]`; `raw[len(text)]` is the input's length."""

    text: str
    raw: Sequence[int]


def repair(text: str) -> Repaired:
    """Give a text its ZWNJ back."""
    return Repaired(text, range(len(text) + 1))
