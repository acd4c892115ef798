"""Days as the desk shows them: a date or the value of a `Day` -> its words in both calendars.

Whole Jalali years and months, which the record holds as intervals of Gregorian days, are shown as years and months again.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from naql.text.calendar import calendar_day, month_length
from naql.web.wording import Language


@dataclass(frozen=True)
class ShownDay:
    """A day or an interval: its ISO value, and its words in the Jalali and the Gregorian calendar."""

    iso: str
    jalali: str
    gregorian: str


def show_day(day: dt.date | None, language: Language) -> ShownDay | None:
    """A day in both calendars, None where there is none."""
    return show_value(day.isoformat(), language) if day else None


@lru_cache(maxsize=4096)
def show_value(value: str | None, language: Language) -> ShownDay | None:
    """An ISO value (`2021-08-06`, `2021-08`, `2021`, `a/b`) in both calendars.

    None where it is none of these or lies outside the calendars' years.
    """
    if not value:
        return None
    try:
        first, last = interval(value)
        return ShownDay(value, _words(first, last, "jalali", language), _words(first, last, "gregorian", language))
    except (ValueError, OverflowError):
        return None


def interval(value: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of an ISO value. Raises ValueError on any other text.

    >>> interval("2021-02")
    (datetime.date(2021, 2, 1), datetime.date(2021, 2, 28))
    """
    start, _, end = value.partition("/")
    first, last = _bounds(start), _bounds(end or start)
    return first[0], last[1]


def _bounds(value: str) -> tuple[dt.date, dt.date]:
    parts = value.split("-")
    if len(parts) == 1:
        year = int(parts[0])
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if len(parts) == 2:
        year, month = map(int, parts)
        first = dt.date(year, month, 1)
        return first, first.replace(day=month_length("gregorian", year, month) or 28)
    day = dt.date.fromisoformat(value[:10])
    return day, day


def _words(first: dt.date, last: dt.date, system: Literal["jalali", "gregorian"], language: Language) -> str:
    names = language.jalali_months if system == "jalali" else language.gregorian_months
    (year_a, month_a, day_a), (year_b, month_b, day_b) = calendar_day(system, first), calendar_day(system, last)
    whole_months = day_a == 1 and day_b == month_length(system, year_b, month_b)
    month = names[month_b - 1]
    if first == last:
        words = f"{day_b} {month} {year_b}"
    elif whole_months and (month_a, month_b) == (1, 12):
        words = f"{year_a}" if year_a == year_b else f"{year_a} – {year_b}"
    elif whole_months and (year_a, month_a) == (year_b, month_b):
        words = f"{month} {year_b}"
    elif whole_months:
        words = f"{names[month_a - 1]}{'' if year_a == year_b else f' {year_a}'} – {month} {year_b}"
    elif (year_a, month_a) == (year_b, month_b):
        words = f"{day_a} – {day_b} {month} {year_b}"
    else:
        words = f"{day_a} {names[month_a - 1]}{'' if year_a == year_b else f' {year_a}'} – {day_b} {month} {year_b}"
    return language.digits(words)
