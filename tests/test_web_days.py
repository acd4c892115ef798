"""Days in words: an ISO value in, both calendars out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naql.web.days import show_day, show_value
from naql.web.wording import language


@pytest.mark.parametrize(
    ("value", "jalali", "gregorian"),
    [
        ("2021-08-06", "15 Mordad 1400", "6 Aug 2021"),
        ("2021-08", "10 Mordad – 9 Shahrivar 1400", "Aug 2021"),
        ("2021", "12 Dey 1399 – 10 Dey 1400", "2021"),
        ("2020-03-20/2021-03-20", "1399", "20 Mar 2020 – 20 Mar 2021"),
        ("2021-07-23/2021-08-22", "Mordad 1400", "23 Jul – 22 Aug 2021"),
        ("2021-08-06/2021-08-08", "15 – 17 Mordad 1400", "6 – 8 Aug 2021"),
        ("2021-01-01/2022-12-31", "12 Dey 1399 – 10 Dey 1401", "2021 – 2022"),
        ("2021-03-21/2021-05-21", "Farvardin – Ordibehesht 1400", "21 Mar – 21 May 2021"),
    ],
)
def test_values_in_words(value, jalali, gregorian):
    """Whole years and months of either calendar are shown as such, the rest as days."""
    shown = show_value(value, language("en"))
    assert (shown.jalali, shown.gregorian) == (jalali, gregorian)


@pytest.mark.parametrize("value", [None, "", "x", "2021-13", "2021-02-30", "2021-W31", "a/b", "1/2/3", "99999-01-01", "<script>"])
def test_what_is_no_day_is_none(value):
    """A value that cannot be read is not shown, and never an error."""
    assert show_value(value, language("fa")) is None


@given(st.dates())
def test_any_day_can_be_shown(day):
    """A page never fails on a day, however early or late."""
    show_day(day, language("fa"))
