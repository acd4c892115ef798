"""A publication date as it is written in metadata, on a page or on a command line -> a day."""

from __future__ import annotations

import datetime as dt
import re

_ISO = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")
_FIRST_GREGORIAN = 1700
"""A year before it is Jalali: no outlet writes of 1400 AD under today's date."""


def parse_published(text: str) -> dt.date:
    """The day of an ISO date or time, or of a Jalali or Gregorian date in figures or words.

    Raises ValueError.

    >>> parse_published("2021-08-06T09:30:00+04:30"), parse_published("1400-05-15")
    (datetime.date(2021, 8, 6), datetime.date(2021, 8, 6))
    """
    if (iso := _ISO.match(text)) and int(iso[1]) >= _FIRST_GREGORIAN:
        try:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        except ValueError:
            raise ValueError(f"no such day: {text.strip()!r}") from None
    raise ValueError(f"not a date: {text.strip()!r}")
