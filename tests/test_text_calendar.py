"""The calendars: every day there and back, dates that do not exist, what a user types."""

from __future__ import annotations

import datetime as dt

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from naql.text.calendar import calendar_day, format_jalali, make_date, month_length, month_span, parse_date, year_span


def test_every_jalali_day() -> None:
    """Every day from 1300/1/1 to 1450/12/29 is converted as jdatetime does, and back."""
    day, end = dt.date(1921, 3, 21), dt.date(2072, 3, 19)
    count = 0
    while day <= end:
        theirs = jdatetime.date.fromgregorian(date=day)
        ours = calendar_day("jalali", day)
        assert ours == (theirs.year, theirs.month, theirs.day)
        assert make_date("jalali", *ours) == day
        count += 1
        day += dt.timedelta(1)
    assert count == 55152
    assert ours == (1450, 12, 29)


def test_every_hijri_day() -> None:
    """Every day of two hundred years has one place in the lunar calendar, the next one follows it."""
    day = dt.date(1850, 1, 1)
    for _ in range(73000):
        year, month, number = calendar_day("hijri", day)
        assert make_date("hijri", year, month, number) == day
        assert 29 <= (month_length("hijri", year, month) or 0) <= 30
        day += dt.timedelta(1)


@pytest.mark.parametrize(
    ("calendar", "written", "gregorian"),
    [
        ("hijri", (1441, 1, 10), "2019-09-10"),  # Ashura of Shahrivar 1398, a holiday in Iran's calendar
        ("hijri", (1441, 2, 28), "2019-10-27"),
        ("hijri", (1443, 2, 28), "2021-10-05"),
        ("hijri", (61, 1, 10), "0680-10-13"),
        ("hijri", (1073, 1, 1), "1662-08-16"),
        ("jalali", (1357, 11, 22), "1979-02-11"),
        ("jalali", (1399, 12, 30), "2021-03-20"),
        ("jalali", (1403, 12, 30), "2025-03-20"),
        ("gregorian", (2020, 2, 29), "2020-02-29"),
    ],
)
def test_known_days(calendar: str, written: tuple[int, int, int], gregorian: str) -> None:
    """Days whose date is known from calendars and almanacs."""
    assert make_date(calendar, *written) == dt.date.fromisoformat(gregorian)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("calendar", "written"),
    [
        ("jalali", (1400, 12, 30)),
        ("jalali", (1399, 12, 31)),
        ("jalali", (1400, 7, 31)),
        ("jalali", (1400, 13, 1)),
        ("jalali", (1400, 0, 1)),
        ("jalali", (0, 1, 1)),
        ("jalali", (99999, 1, 1)),
        ("hijri", (1443, 1, 30)),
        ("hijri", (0, 1, 1)),
        ("gregorian", (2019, 2, 29)),
        ("gregorian", (10000, 1, 1)),
    ],
)
def test_no_such_day(calendar: str, written: tuple[int, int, int]) -> None:
    """A day that does not exist is None."""
    assert make_date(calendar, *written) is None  # type: ignore[arg-type]


def test_spans() -> None:
    """A Jalali year or month runs to its last day."""
    assert year_span("jalali", 1399) == (dt.date(2020, 3, 20), dt.date(2021, 3, 20))
    assert month_span("jalali", 1400, 6) == (dt.date(2021, 8, 23), dt.date(2021, 9, 22))
    assert month_span("gregorian", 2020, 2) == (dt.date(2020, 2, 1), dt.date(2020, 2, 29))
    assert year_span("hijri", 1073) == (dt.date(1662, 8, 16), dt.date(1663, 8, 4))
    assert year_span("jalali", 0) is None


@pytest.mark.parametrize(
    "text",
    [
        "1400/05/15",
        "1400-5-15",
        "۱۴۰۰/۰۵/۱۵",
        "١٤٠٠/٠٥/١٥",
        "15/05/1400",
        "۱۵ مرداد ۱۴۰۰",
        "پانزدهم مرداد ماه سال ۱۴۰۰",
        "جمعه ۱۵ مردادماه ۱۴۰۰ - ۱۰:۲۰",
        "2021-08-06",
        "2021/8/6",
        "2021-08-06T12:30:00+04:30",
        "6 اوت 2021",
        " 1400/05/15 12:30 ",
    ],
)
def test_parse_date(text: str) -> None:
    """A day is read however it is written."""
    assert parse_date(text) == dt.date(2021, 8, 6)


@pytest.mark.parametrize(
    "text", ["", "abc", "۱۳/۱۳/۱۴۰۰", "1400/12/30", "30 اسفند 1400", "1400/05", "99/05/15", "700/05/15", "15 مرداد", "//", "0/0/0"]
)
def test_parse_nothing(text: str) -> None:
    """What is no day, or not surely one, is None."""
    assert parse_date(text) is None


def test_format_jalali() -> None:
    """A date is shown in Persian."""
    assert format_jalali(dt.date(2021, 8, 6)) == "۱۵ مرداد ۱۴۰۰"
    assert format_jalali(dt.date(2021, 3, 20)) == "۳۰ اسفند ۱۳۹۹"


@given(st.dates(dt.date(1300, 1, 1), dt.date(2200, 1, 1)))
def test_shown_and_read_again(day: dt.date) -> None:
    """What is shown is read as the same day, where its year has four digits."""
    if calendar_day("jalali", day)[0] >= 1200:
        assert parse_date(format_jalali(day)) == day


@given(st.text(max_size=30))
def test_parse_never_raises(text: str) -> None:
    """Any text is a day or None."""
    parse_date(text)
