"""Days of three calendars: Jalali, tabular Hijri and Gregorian; no clock anywhere.

Every value that leaves is a Gregorian `datetime.date`. A date that does not exist is None, never an exception.
The Jalali year's first day comes from jdatetime (33-year cycles, right for 1244–1500); the rest is plain counting.
Hijri days are those of the Iranian lunar calendar where its months are known (1346–1446, `lunar_months.tsv`), else of the tabular
Islamic calendar (30-year cycle with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29; civil epoch).
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from importlib.resources import files
from itertools import accumulate

import jdatetime

from naql.model import Calendar
from naql.text.digits import ascii_digits, persian_digits, read_cardinal, read_ordinal
from naql.text.letters import key

JALALI_MONTHS = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")
HIJRI_MONTHS = (
    "محرم",
    "صفر",
    "ربیع الاول",
    "ربیع الثانی",
    "جمادی الاول",
    "جمادی الثانی",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذی القعده",
    "ذی الحجه",
)
GREGORIAN_MONTHS = ("ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر")
_SPELLINGS: dict[Calendar, dict[str, int]] = {
    "jalali": {"امرداد": 5, "اردی بهشت": 2, "اسپند": 12},
    "hijri": {
        "محرم الحرام": 1,
        "صفر المظفر": 2,
        "ربیع الاولی": 3,
        "ربیع الآخر": 4,
        "جمادی الاولی": 5,
        "جمادی الآخر": 6,
        "جمادی الثانیه": 6,
        "رجب المرجب": 7,
        "شعبان المعظم": 8,
        "رمضان المبارک": 9,
        "مبارک رمضان": 9,
        "شوال المکرم": 10,
        "ذیقعده": 11,
        "ذوالقعده": 11,
        "ذیحجه": 12,
        "ذوالحجه": 12,
    },
    "gregorian": {
        "جنوری": 1,
        "فوریهٔ": 2,
        "آپریل": 4,
        "می": 5,
        "مای": 5,
        "جون": 6,
        "جولای": 7,
        "ژوییه": 7,
        "جولایی": 7,
        "آگوست": 8,
        "اگوست": 8,
        "آگست": 8,
        "سپتمبر": 9,
        "اکتوبر": 10,
        "نوامبر": 11,
        "دسمبر": 12,
    },
}


def _months() -> dict[str, tuple[Calendar, int]]:
    named: dict[str, tuple[Calendar, int]] = {}
    tables: tuple[tuple[Calendar, tuple[str, ...]], ...] = (
        ("jalali", JALALI_MONTHS),
        ("hijri", HIJRI_MONTHS),
        ("gregorian", GREGORIAN_MONTHS),
    )
    for calendar, names in tables:
        for word, month in [(name, n) for n, name in enumerate(names, 1)] + list(_SPELLINGS[calendar].items()):
            named[key(word).replace(" ", "")] = (calendar, month)
    return named


MONTHS = _months()
"""Month names of the three calendars, spaces left out: the calendar and the month's number."""

_HIJRI_EPOCH = dt.date(622, 7, 19).toordinal()
"""1 Muharram 1, civil epoch: Friday 16 July 622 Julian, 19 July in the proleptic Gregorian calendar."""


@cache
def _jalali_year(year: int) -> int | None:
    """The ordinal of 1 Farvardin, None outside what `datetime.date` can hold."""
    if not 1 <= year <= 3177:
        return None
    return int(jdatetime.date(year, 1, 1).togregorian().toordinal())


@cache
def _lunar_years() -> dict[int, tuple[int, ...]]:
    """The ordinals of the first days of the twelve months of each known Iranian lunar year, and of the day after its last."""
    years: dict[int, tuple[int, ...]] = {}
    start = dt.date(1927, 7, 1).toordinal()
    for line in (files("naql.text") / "lunar_months.tsv").read_text("utf-8").splitlines()[2:]:
        year, lengths, _ = line.split("\t")
        years[int(year)] = tuple(accumulate(map(int, lengths.split()), initial=start))
        start = years[int(year)][-1]
    return years


def _hijri_year(year: int) -> int | None:
    """The ordinal of 1 Muharram."""
    if year in _lunar_years():
        return _lunar_years()[year][0]
    return _HIJRI_EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 if 1 <= year <= 9000 else None


def _month_start(calendar: Calendar, year: int, month: int) -> int:
    """Days from the first day of a Jalali or Hijri year to the first of the month."""
    if calendar == "hijri" and (known := _lunar_years().get(year)):
        return known[month - 1] - known[0]
    if calendar == "jalali":
        return (month - 1) * 31 if month <= 7 else 186 + (month - 7) * 30
    return (month - 1) * 29 + month // 2


def _year_start(calendar: Calendar, year: int) -> int | None:
    return _jalali_year(year) if calendar == "jalali" else _hijri_year(year)


def make_date(calendar: Calendar, year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian date of a day of a calendar, None where there is no such day.

    >>> make_date("jalali", 1399, 12, 30)
    datetime.date(2021, 3, 20)
    >>> make_date("jalali", 1400, 12, 30) is None
    True
    """
    if calendar == "gregorian":
        try:
            return dt.date(year, month, day)
        except ValueError:
            return None
    month_days = month_length(calendar, year, month)
    start = _year_start(calendar, year)
    if month_days is None or start is None or not 1 <= day <= month_days:
        return None
    return dt.date.fromordinal(start + _month_start(calendar, year, month) + day - 1)


def month_length(calendar: Calendar, year: int, month: int) -> int | None:
    """How many days a month has, None where there is no such month."""
    if not 1 <= month <= 12:
        return None
    if calendar == "gregorian":
        if not 1 <= year <= 9998:
            return None
        return (dt.date(year + month // 12, month % 12 + 1, 1) - dt.date(year, month, 1)).days
    start, after = _year_start(calendar, year), _year_start(calendar, year + 1)
    if start is None or after is None:
        return None
    return (after - start if month == 12 else _month_start(calendar, year, month + 1)) - _month_start(calendar, year, month)


def longest_month(calendar: Calendar, month: int) -> int:
    """How many days a month has in its longest year: a day beyond it is impossible in any."""
    if calendar == "hijri":
        return 30
    return month_length(calendar, 1399 if calendar == "jalali" else 2020, month) or 0


def month_span(calendar: Calendar, year: int, month: int) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of a month."""
    first, days = make_date(calendar, year, month, 1), month_length(calendar, year, month)
    return (first, first + dt.timedelta(days - 1)) if first and days else None


def year_span(calendar: Calendar, year: int) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of a year.

    >>> [str(d) for d in year_span("jalali", 1399)]
    ['2020-03-20', '2021-03-20']
    """
    first, last = month_span(calendar, year, 1), month_span(calendar, year, 12)
    return (first[0], last[1]) if first and last else None


def calendar_day(calendar: Calendar, day: dt.date) -> tuple[int, int, int]:
    """Year, month and day of a Gregorian date in another calendar.

    >>> calendar_day("jalali", dt.date(2021, 8, 6))
    (1400, 5, 15)
    """
    if calendar == "gregorian":
        return day.year, day.month, day.day
    ordinal = day.toordinal()
    year = day.year - 621 if calendar == "jalali" else (ordinal - _HIJRI_EPOCH) * 30 // 10631 + 2
    while (start := _year_start(calendar, max(year, 1))) is not None and start > ordinal and year > 1:
        year -= 1
    passed = ordinal - (_year_start(calendar, year) or 0)
    month = max(m for m in range(1, 13) if _month_start(calendar, year, m) <= passed)
    return year, month, passed - _month_start(calendar, year, month) + 1


def format_jalali(day: dt.date) -> str:
    """A date in the Jalali calendar, in Persian.

    >>> format_jalali(dt.date(2021, 8, 6))
    '۱۵ مرداد ۱۴۰۰'
    """
    year, month, number = calendar_day("jalali", day)
    return persian_digits(f"{number} {JALALI_MONTHS[month - 1]} {year}")


_NUMERIC = re.compile(r"(\d{1,4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,4})(?:[T\s].*)?")


def parse_date(text: str) -> dt.date | None:
    """A day written by a user or a page's metadata, Jalali or Gregorian; None where it is none.

    The year says which calendar: 1200–1599 is Jalali, 1800 and later Gregorian. A time after the date is ignored.

    >>> parse_date("1400/05/15") == parse_date("۱۵ مرداد ۱۴۰۰") == parse_date("2021-08-06")
    True
    """
    plain = ascii_digits(text).strip()
    if match := _NUMERIC.fullmatch(plain):
        return read_numeric_date(match[1], match[2], match[3])
    return _worded_date(plain)


def read_numeric_date(first: str, second: str, third: str) -> dt.date | None:
    """The day of three numbers, the year first or last with four digits; None where there is no such day."""
    if len(third) == 4:
        first, third = third, first
    if len(first) != 4 or len(third) > 2:
        return None
    calendar = calendar_of_year(int(first))
    return make_date(calendar, int(first), int(second), int(third)) if calendar else None


def calendar_of_year(year: int) -> Calendar | None:
    """The calendar that a year of four digits stands in when nothing is said: Jalali 1200–1599, Gregorian 1800–2199, else None."""
    if 1200 <= year <= 1599:
        return "jalali"
    return "gregorian" if 1800 <= year <= 2199 else None


def _worded_date(text: str) -> dt.date | None:
    """`جمعه ۱۵ مرداد ۱۴۰۰`, `پانزدهم مرداد سال 1400`, `6 اوت 2021`: day, month name and year, in this order."""
    words = [w for w in re.split(r"[\s،,\-–|/]+", key(text)) if w and w not in ("ماه", "سال")]
    for at in range(len(words)):
        day = read_ordinal(words, at) or read_cardinal(words, at)
        if not day or day[1] > 31:
            continue
        for end in range(day[0] + 1, min(day[0] + 4, len(words))):
            month = MONTHS.get(_bare_month("".join(words[day[0] : end])))
            if month and words[end].isdecimal() and len(words[end]) == 4:
                return make_date(month[0], int(words[end]), month[1], day[1])
    return None


def _bare_month(word: str) -> str:
    return word.removesuffix("ماه")
