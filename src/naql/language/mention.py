"""The mention: a noun phrase that names someone."""

from __future__ import annotations

from dataclasses import dataclass, field

from naql.model import SourceType


@dataclass(frozen=True)
class Mention:
    """A noun phrase that names someone, as token ranges `[first, last)`.

    `name` is the range of the bare name (no rank, no honorific, no office), None where only an office or a description stands;
    `rank` the range of rank and honorifics before it. `offices` are the ranges of the offices it gives the person,
    each with the body it belongs to. `first` to `last` covers all of it.
    """

    first: int
    last: int
    type: SourceType
    name: tuple[int, int] | None = None
    rank: tuple[int, int] | None = None
    offices: tuple[tuple[int, int], ...] = field(default=())
