"""What the words of time say: the one noun of this grammar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

from naql.model import Calendar

Unit = Literal["day", "week", "month", "year"]
Edge = Literal["first", "middle", "last"]


@dataclass(frozen=True)
class Expression:
    """The words `[first, last)` of one expression of time, and what they say.

    Turns are -1 for past (`گذشته`), 0 for this (`جاری`), 1 for next (`آینده`). `year` is as written (2 to 4 digits).
    """

    first: int
    last: int
    shift: int | None = None
    weekday: int | None = None
    week_turn: int | None = None
    turn: int | None = None
    day: int | None = None
    month: int | None = None
    month_turn: int | None = None
    calendar: Calendar | None = None
    year: int | None = None
    year_turn: int | None = None
    same_year: bool = False
    edge: Edge | None = None
    months: tuple[int, int] | None = None
    season: int | None = None
    ago: tuple[int, Unit] | None = None
    school_year: bool = False
    night: bool = False
    unclear: bool = False
    recurring: bool = False
    numbers: tuple[str, str, str] | None = None
    until: Expression | None = None

    @property
    def dated(self) -> bool:
        """Whether a day of a month is named."""
        return self.day is not None or self.numbers is not None


class YearFields(TypedDict, total=False):
    """What the words of a year fill in an expression."""

    year: int
    year_turn: int
    calendar: Calendar
    unclear: bool
