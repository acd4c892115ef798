"""A publication date as it is written in metadata, on a page or on a command line -> a day."""

from __future__ import annotations

import datetime as dt
import re

from naql.text.calendar import parse_date

TEHRAN = dt.timezone(dt.timedelta(hours=3, minutes=30))
"""Iran's time, without the summer time it had until 2022.

In those summers a page of the first hour of a day that tells its time in UTC comes a day early.
"""

_IN_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)\Z")


def parse_published(text: str) -> dt.date:
    """The day of an ISO date or time, or of a Jalali or Gregorian date in figures or words. A time in UTC is read in Iran's.

    Raises ValueError.

    >>> parse_published("2021-08-05T21:30:00Z"), parse_published("1400-05-15")
    (datetime.date(2021, 8, 6), datetime.date(2021, 8, 6))
    """
    text = text.strip()
    if _IN_UTC.match(text):
        return dt.datetime.fromisoformat(text).astimezone(TEHRAN).date()
    day = parse_date(text)
    if day is None:
        raise ValueError(f"not a date: {text[:60]!r}")
    return day
