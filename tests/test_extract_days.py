"""Days: what is one and what it is worth, in three tables of cases; the rules that a single sentence cannot show."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naql.extract.days import find_days
from naql.model import Article, Day
from naql.text.tokens import read_tokens

CASES = Path(__file__).parent / "cases" / "days"
_DRAWN = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")


def load_cases(name: str) -> list[tuple[str, str]]:
    """The rows of a table: the day of publication (`-` for none) and the drawn text."""
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [(published, text) for published, text in (line.split("\t") for line in lines if not line.startswith("#"))][1:]


def days_of(text: str, published: str = "-", *more: str) -> list[Day]:
    """The days found in a body paragraph."""
    article = Article(("", "", text, *more), published=None if published == "-" else dt.date.fromisoformat(published))
    return list(find_days(read_tokens(article)))


def check(drawn: str, published: str) -> None:
    """Find the days of a text in which they are drawn, and compare words and values."""
    text = _DRAWN.sub(r"\1", drawn)
    found = [(f"  {text}"[d.span.start : d.span.end], d.value or f"!{d.reason}") for d in days_of(text, published)]
    # the body paragraph begins after two line feeds
    assert found == _DRAWN.findall(drawn)


@pytest.mark.parametrize(("published", "drawn"), load_cases("dates.tsv"))
def test_dates(published: str, drawn: str) -> None:
    """A date is found in its words and has its value."""
    check(drawn, published)


@pytest.mark.parametrize(("published", "drawn"), load_cases("unknown.tsv"))
def test_unknown(published: str, drawn: str) -> None:
    """What cannot be known has no value but a reason."""
    check(drawn, published)


@pytest.mark.parametrize(("published", "drawn"), load_cases("not_dates.tsv"))
def test_not_dates(published: str, drawn: str) -> None:
    """What only looks like a date is none."""
    check(drawn, published)


def test_cases_in_both_directions() -> None:
    """There are three hundred cases at least, a quarter of them without a value or no date at all."""
    counts = [len(load_cases(name)) for name in ("dates.tsv", "unknown.tsv", "not_dates.tsv")]
    assert sum(counts) >= 300
    assert counts[1] + counts[2] >= 75


@pytest.mark.parametrize("joint", ["", " "])
@pytest.mark.parametrize(("published", "drawn"), [row for row in load_cases("dates.tsv") if "\u200c" in row[1]])
def test_damaged(published: str, drawn: str, joint: str) -> None:
    """A date has its value where its joints are deleted, and where they are spaces."""
    check(drawn.replace("\u200c", joint), published)


@pytest.mark.parametrize(("published", "drawn"), load_cases("dates.tsv")[::5])
def test_arabic_letters(published: str, drawn: str) -> None:
    """A date has its value where it is written with Arabic yeh and kaf."""
    check(drawn.replace("ی", "ي").replace("ک", "ك"), published)


def test_same_day_above() -> None:
    """A day without a year has the year that the article gave the same day before."""
    days = days_of("مردم در دوم خرداد 76 رای دادند. دوم خرداد آغاز راهی بود.", "2021-05-23")
    assert [(d.value, d.rule) for d in days][-1] == ("1997-05-23", "date.same-day-above")


def test_this_year_points_back() -> None:
    """`این سال` after a day is the year written last."""
    days = days_of("پس از سال ۱۹۸۴ چنین نشد. در بیست و نهم جولای این سال تیم برنده شد.", "2019-09-01")
    assert [d.value for d in days] == ["1984", "1984-07-29"]


def test_weekday_decides_the_year() -> None:
    """A weekday that fits this year keeps a date in this year, though it is told as past."""
    days = days_of("مهلت ثبت‌نام تا چهارشنبه 21 بهمن تمدید شد.", "2010-02-08")
    assert [d.value for d in days] == ["2010-02-10"]


def test_day_number_wins() -> None:
    """Where weekday and day of the month disagree, the day of the month counts."""
    days = days_of("چهارشنبه 18 بهمن سینما گشایش یافت.", "2008-02-08")
    assert [d.value for d in days] == ["2008-02-07"]


def test_abroad() -> None:
    """In a report from abroad last month and next year are Gregorian."""
    days = days_of("رئیس‌جمهور فرانسه ماه گذشته در آلمان بود. انتخابات سال آینده در فرانسه و ایتالیا برگزار می‌شود.", "2019-11-07")
    assert [d.value for d in days] == ["2019-10", "2020"]


def test_nowadays_in_block_speech() -> None:
    """`امروز` in the present tense is no day in the paragraph under a colon, though it has no cue of its own; in narration it is one."""
    assert days_of("او در پایان تصریح کرد:", "2021-08-06", "امروز نسل تازه‌ای با امید بسیار کار می‌کند.", "") == []
    assert [d.value for d in days_of("شهر آرام است.", "2021-08-06", "امروز شورا درباره بودجه گفت‌وگو می‌کند.")] == ["2021-08-06"]


def test_record_names_its_rule() -> None:
    """A day says its calendar, its precision and the rule that resolved it."""
    (day,) = days_of("در سال ۱۳۹۹ ساخته شد.")
    assert (day.calendar, day.precision, day.rule, day.reason) == ("jalali", "year", "year.written", None)


_PIECES = [
    "امروز",
    "سه‌شنبه",
    "۳۱",
    "30",
    "اسفند",
    "مهر",
    "سال",
    "1400",
    "گذشته",
    "تا",
    "و",
    "(",
    ")",
    "هفته",
    "1399/13/45",
    "پایان",
    "ماه",
    "شب",
    "،",
    "می",
    "0",
    "99999",
    "صفر",
    "روز",
    "این",
    "\n",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=14), st.none() | st.dates())
def test_never_raises(pieces: list[str], published: dt.date | None) -> None:
    """Any heap of words of time is read without an exception; spans are tight, in order and apart, and a null value has a reason."""
    article = Article(("", *" ".join(pieces).split("\n"), "."), published=published)
    end = 0
    for day in find_days(read_tokens(article)):
        words = article.quote(day.span)
        assert words == words.strip()
        assert day.span.start >= end
        assert (day.value is None) == (day.reason is not None)
        end = day.span.end


@given(st.text(alphabet="سال ماه روز هفته گذشته مهر دی می تا و ۱۲۳45/-:،.()\u200c\n", max_size=60), st.none() | st.dates())
def test_any_text(text: str, published: dt.date | None) -> None:
    """Any text at all is read without an exception."""
    find_days(read_tokens(Article(("عنوان", *text.split("\n")), published=published)))


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
def test_ends_of_time(published: str) -> None:
    """A day that no calendar can hold has no value."""
    for day in days_of(
        "دیروز و فردا و روز شنبه و هفته گذشته و هفته آینده و ماه گذشته و سال آینده و ده سال پیش و ۱۵ مرداد و 28 صفر", published
    ):
        assert day.value or day.reason


def test_long_rows_of_digits() -> None:
    """A row of digits longer than any number is no day."""
    assert days_of("9" * 5000 + " مرداد " + "9" * 5000 + " سال پیش سال " + "9" * 5000, "2021-08-06") == []
