"""Which day is today in an article, and which year a day or month without one falls in.

A day takes the year the article gives it before, a known event's own, or the year of publication: the Jalali year for Jalali and lunar
days, the Gregorian one for Gregorian. One that would still lie ahead though it is told as past is of the year before; one long past
that is told as coming is of the next. A weekday that fits decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import cast

from naql.extract.telling import COMING, TOLD_PAST, is_foreign, told
from naql.extract.timewords import Expression
from naql.extract.timewords.words import word_set
from naql.language.lexicon import joined, load_table
from naql.model import Calendar
from naql.text.calendar import calendar_day, calendar_of_year, make_date, year_span
from naql.text.tokens import Document

_AHEAD = 60
"""Days ahead beyond which a yearless date told as past is of the year before; nearer ones are mostly announced.

Of 10, 40, 60, 90 and 150, 60 and more give two more values right in 1,100 annotated dates than 40 and less."""
_BEHIND = 90
"""Days behind beyond which a yearless Jalali date told as coming is of the next year; 90 to 200 do equally well."""


@dataclass(frozen=True)
class Unknown:
    """Why an expression has no value."""

    reason: str
    rule: str | None = None
    calendar: Calendar | None = None


class Years:
    """The years of one document's days."""

    def __init__(self, document: Document, found: Iterable[Expression]) -> None:
        self.document = document
        self.published = document.article.published
        self.found = list(found)

    @cached_property
    def today(self) -> dt.date | None:
        """The day the article itself calls today: `امروز (چهارشنبه)` in a report published on Thursday; else that of publication."""
        if self.published is None:
            return None
        for e in self.found:
            if e.shift is None or e.dated or e.weekday is None:
                continue
            told_day = self.published + dt.timedelta(e.shift)
            off = (e.weekday - (told_day.weekday() + 2) % 7 + 3) % 7 - 3
            return self.published + dt.timedelta(off) if abs(off) <= 2 else self.published
        return self.published

    @cached_property
    def relative(self) -> Calendar:
        """The calendar that `ماه گذشته` and `سال آینده` are counted in."""
        return "gregorian" if is_foreign(self.document, self.found) else "jalali"

    def year_of(self, e: Expression, calendar: Calendar) -> tuple[int, str] | Unknown:
        """The year of a day or month: as written, or by the year of publication."""
        if e.year is not None:
            return self.full_year(e.year, calendar)[0], "date.year-written"
        if e.same_year:
            year = self._year_before(e, calendar)
            return (year, "date.year-above") if year else Unknown("unknown-year")
        if e.day is not None and e.year_turn is None and e.turn is None:
            if year := self._same_day(e):
                return year, "date.same-day-above"
            if year := self._event(e):
                return year, "date.event"
            if self.document.keys[max(0, e.first - 1)] in word_set("event"):
                return Unknown("event", None, calendar)
        if self.published is None:
            return Unknown("no-publication-date", None, calendar)
        if calendar == "hijri":
            return self._lunar_year(e)
        year = calendar_day(calendar, self.published)[0]
        if e.year_turn is not None:
            return year + e.year_turn, "date.year-relative"
        first = self._first_day(e, calendar, year)
        if e.turn == -1:
            return (year - 1 if first and first > self.published else year), "date.last"
        if e.turn == 1:
            return (year + 1 if first and first < self.published else year), "date.next"
        if first and first > self.published and self._before(e, calendar, first, year):
            return year - 1, "date.year-before"
        if calendar == "jalali" and first and (self.published - first).days > _BEHIND and told(self.document, e) in COMING:
            return year + 1, "date.next-year"
        return year, "date.publication-year"

    def _before(self, e: Expression, calendar: Calendar, first: dt.date, year: int) -> bool:
        """Whether a date that lies ahead is told as past; its weekday decides where one is named."""
        assert self.published is not None
        if e.weekday is not None and e.day is not None:
            return (first.weekday() + 2) % 7 != e.weekday and _is_weekday(make_date(calendar, year - 1, e.month or 0, e.day), e.weekday)
        before = self.document.keys[max(0, e.first - 6) : e.first]
        if before and (before[-1] == "تا" or "برگزاری" in before):
            return False
        return (first - self.published).days > _AHEAD and told(self.document, e) in TOLD_PAST

    def _lunar_year(self, e: Expression) -> tuple[int, str]:
        """The lunar year in which a day falls into the Jalali year of publication (or the one before or after it, as told)."""
        assert self.published is not None
        turn = e.year_turn or 0
        span = year_span("jalali", calendar_day("jalali", self.published)[0] + turn)
        near = calendar_day("hijri", self.published)[0] + turn
        days = [(year, self._first_day(e, "hijri", year)) for year in range(near - 1, near + 2)]
        inside = [(abs((day - self.published).days), year) for year, day in days if day and span and span[0] <= day <= span[1]]
        year = min(inside)[1] if inside else near
        first = self._first_day(e, "hijri", year)
        if e.year_turn is None and first and self._before(e, "hijri", first, year):
            return year - 1, "date.year-before"
        return year, "date.publication-year" if e.year_turn is None else "date.year-relative"

    def _first_day(self, e: Expression, calendar: Calendar, year: int) -> dt.date | None:
        return make_date(calendar, year, e.month or 0, e.day or 1)

    def _same_day(self, e: Expression) -> int | None:
        """The year the article gives to the same day of the same month before this place."""
        for other in self.found:
            if other.first >= e.first:
                return None
            if (other.day, other.month, other.calendar) == (e.day, e.month, e.calendar) and other.year is not None and not other.until:
                return self.full_year(other.year, e.calendar)[0]
        return None

    def _event(self, e: Expression) -> int | None:
        """The year of a known event that is named before its day: `کودتای ۲۸ مرداد`."""
        before = "".join(self.document.keys[max(0, e.first - 2) : e.first])
        return next((year for word, year in _events().get((e.calendar, e.month, e.day), ()) if before.endswith(word)), None)

    def _year_before(self, e: Expression, calendar: Calendar) -> int | None:
        """The last year written before this place, for `این سال`."""
        years = [self.full_year(o.year, o.calendar) for o in self.found if o.first < e.first and o.year is not None]
        return next((year for year, other in reversed(years) if other == calendar), None)

    def full_year(self, year: int, calendar: Calendar | None, digits: int | None = None) -> tuple[int, Calendar | None]:
        """A year in full, and its calendar: 83 is 1383, 2005 is Gregorian, 1398 Jalali."""
        if year < 100 and calendar in (None, "jalali") and (digits or 2) == 2:
            this = calendar_day("jalali", self.published)[0] if self.published else 1400
            return (1400 + year if 1400 + year <= this + 11 else 1300 + year), "jalali"
        if calendar is None:
            calendar = calendar_of_year(year) if 1300 <= year < 1500 or year >= 1900 else None
            if calendar is None:
                calendar = next((o.calendar for o in self.found if o.year is not None and o.calendar and o.month is None), None)
            if calendar is None and 1500 <= year < 1900:
                calendar = "gregorian"
        elif year >= 1700 and calendar == "jalali":
            calendar = "gregorian"
        return year, calendar


@cache
def _events() -> dict[tuple[Calendar | None, int | None, int | None], list[tuple[str, int]]]:
    """Known events by the calendar, month and day they are named by: the word before it, and the year."""
    events: dict[tuple[Calendar | None, int | None, int | None], list[tuple[str, int]]] = {}
    for row in load_table("events.tsv"):
        day = cast(Calendar, row["calendar"]), int(row["month"]), int(row["day"])
        events.setdefault(day, []).append((joined(row["word"]), int(row["year"])))
    return events


def _is_weekday(day: dt.date | None, weekday: int) -> bool:
    return day is not None and (day.weekday() + 2) % 7 == weekday
