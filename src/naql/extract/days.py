"""Document -> days: every expression that points to a calendar day, month or year, with its value where it can be known.

What the words say comes from `extract/timewords`, how they are told from `extract/telling.py`; here they are asked against the day of
publication. Nothing is invented: an impossible date, a day without a year in an article without a date, a yearly recurring day have no
value but a reason. Weeks run from Saturday to Friday; a Jalali year or month is an interval with its last day included.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from naql.extract.telling import COMING, is_figurative, told
from naql.extract.timewords import Expression, Grammar
from naql.extract.years import Unknown, Years
from naql.model import Calendar, Day, Precision
from naql.text.calendar import calendar_day, longest_month, make_date, month_span, year_span
from naql.text.tokens import Document

Interval = tuple[dt.date, dt.date]


def find_days(document: Document) -> tuple[Day, ...]:
    """Find and resolve every date, in the order of the text."""
    found = [e for e in Grammar(document).find() if not is_figurative(document, e)]
    resolver = Resolver(document, found)
    return tuple(resolver.day(e) for e in found)


@dataclass(frozen=True)
class Resolved:
    """The interval an expression covers, and how precisely it is told."""

    interval: Interval
    precision: Precision
    rule: str
    calendar: Calendar | None = None


class Resolver(Years):
    """Values of one document's expressions, asked against its day of publication."""

    def day(self, e: Expression) -> Day:
        """The record of an expression."""
        try:
            answer = self.resolve(e)
        except OverflowError:  # a day that `datetime.date` cannot hold
            answer = Unknown("impossible-date")
        span = self.document.span(e.first, e.last)
        if isinstance(answer, Unknown):
            return Day(span, None, answer.calendar or e.calendar, _precision(e), answer.rule, answer.reason)
        return Day(span, iso(answer), answer.calendar, answer.precision, answer.rule)

    def resolve(self, e: Expression) -> Resolved | Unknown:
        """The days an expression stands for, or why they cannot be known."""
        if e.unclear:
            return Unknown("unclear")
        if e.recurring:
            return Unknown("recurring")
        if e.until:
            return self._range(e)
        if e.numbers:
            return self._numeric(e)
        if e.day is not None:
            return self._dated(e)
        if e.month is not None or e.month_turn is not None:
            return self._month(e)
        if e.season is not None:
            return self._season(e)
        if e.shift is not None or e.weekday is not None or e.week_turn is not None or e.ago is not None:
            return self._from_publication(e)
        return self._year(e)

    # days counted from publication

    def _from_publication(self, e: Expression) -> Resolved | Unknown:
        if e.edge and e.weekday is not None:
            return self._last_weekday(e)
        if self.today is None:
            return Unknown("no-publication-date")
        if e.shift is not None:
            return _one_day(self.today + dt.timedelta(e.shift), "day.relative")
        if e.ago:
            return self._ago(*e.ago)
        saturday = self.today - dt.timedelta((self.today.weekday() + 2) % 7)
        if e.week_turn is not None:
            saturday += dt.timedelta(7 * e.week_turn)
            if e.weekday is not None:
                return _one_day(saturday + dt.timedelta(e.weekday), "weekday.of-week")
            return Resolved((saturday, saturday + dt.timedelta(6)), "range", "week.relative")
        assert e.weekday is not None
        return self._weekday(e, self.today)

    def _weekday(self, e: Expression, today: dt.date) -> Resolved:
        """The last such day, publication included, or the next where it is told as coming."""
        back = ((today.weekday() + 2) % 7 - (e.weekday or 0)) % 7
        if e.turn == 1 or (e.turn is None and told(self.document, e) in COMING):
            return _one_day(today + dt.timedelta((-back) % 7 or (7 if e.turn else 0)), "weekday.next")
        if e.turn == -1:
            back = back or 7
        return _one_day(today - dt.timedelta(back), "weekday.last")

    def _last_weekday(self, e: Expression) -> Resolved | Unknown:
        year = self._year(replace(e, weekday=None, edge=None))
        if isinstance(year, Unknown):
            return year
        last = year.interval[1]
        return _one_day(last - dt.timedelta(((last.weekday() + 2) % 7 - (e.weekday or 0)) % 7), "weekday.last-of-year")

    def _ago(self, count: int, unit: str) -> Resolved | Unknown:
        assert self.published is not None
        if unit in ("day", "week"):
            return _one_day((self.today or self.published) - dt.timedelta(count * (7 if unit == "week" else 1)), "ago")
        year, month, _ = calendar_day(self.relative, self.published)
        if unit == "year":
            return self._whole_year(self.relative, year - count, "ago")
        return self._whole_month(self.relative, *_months_on(year, month, -count), "ago")

    # dates with a month

    def _numeric(self, e: Expression) -> Resolved | Unknown:
        assert e.numbers is not None
        first, second, third = e.numbers
        if len(third) == 4 or (len(first) <= 2 and len(third) == 2 and int(first) <= 31 < int(third)):
            first, third = third, first
        year, calendar = self.full_year(int(first), "jalali" if len(first) == 2 else None, digits=len(first))
        if calendar is None:
            return Unknown("unknown-calendar", "date.numeric")
        day = make_date(calendar, year, int(second), int(third))
        return _one_day(day, "date.numeric", calendar) if day else Unknown("impossible-date", "date.numeric", calendar)

    def _dated(self, e: Expression) -> Resolved | Unknown:
        if e.month_turn is not None:
            if self.published is None:
                return Unknown("no-publication-date")
            calendar = e.calendar or self.relative
            year, month, _ = calendar_day(calendar, self.published)
            year, month = _months_on(year, month, e.month_turn)
            rule = "date.month-relative"
        else:
            assert e.month
            assert e.calendar
            calendar, month = e.calendar, e.month
            dated = self.year_of(e, calendar)
            if isinstance(dated, Unknown):
                return Unknown("impossible-date", None, calendar) if (e.day or 0) > longest_month(calendar, month) else dated
            year, rule = dated
        day = make_date(calendar, year, month, e.day or 0)
        if day is None:
            return Unknown("impossible-date", rule, calendar)
        return _one_day(day - dt.timedelta(1) if e.night and calendar == "hijri" else day, rule, calendar)

    def _range(self, e: Expression) -> Resolved | Unknown:
        assert e.until is not None
        until = replace(e.until, last=e.last)
        end = self.resolve(until)
        if isinstance(end, Unknown):
            return end
        begin = replace(e, until=None)
        if not (e.year or e.year_turn is not None or e.same_year or e.month_turn is not None) and end.calendar:
            begin = replace(begin, year=calendar_day(end.calendar, end.interval[0])[0])
        start = self.resolve(begin)
        if not isinstance(start, Unknown) and start.interval[0] > end.interval[1]:
            start, end = self._across_new_year(begin, until, end)
        if isinstance(start, Unknown):
            return start
        if isinstance(end, Unknown) or start.interval[0] > end.interval[1]:
            return Unknown("backward-range")
        return Resolved((start.interval[0], end.interval[1]), "range", "range", start.calendar)

    def _across_new_year(self, begin: Expression, until: Expression, end: Resolved) -> tuple[Resolved | Unknown, Resolved | Unknown]:
        """`24 اسفند تا 15 فروردین 97` begins in 96; with no year written it ends in the next one."""
        if until.year or until.year_turn is not None:
            return self.resolve(replace(begin, year=(begin.year or 0) - 1)), end
        year = calendar_day(end.calendar or "jalali", end.interval[0])[0] + 1
        return self.resolve(begin), self.resolve(replace(until, year=year))

    # months, seasons, years

    def _month(self, e: Expression) -> Resolved | Unknown:
        if e.month_turn is not None:
            if self.published is None:
                return Unknown("no-publication-date")
            calendar = e.calendar or self.relative
            year, month, _ = calendar_day(calendar, self.published)
            year, month = _months_on(year, month, e.month_turn)
            rule = "month.relative"
        else:
            assert e.month
            assert e.calendar
            calendar, month = e.calendar, e.month
            dated = self.year_of(e, calendar)
            if isinstance(dated, Unknown):
                return dated
            if calendar == "hijri" and e.edge is None and dated[1] in ("date.publication-year", "date.year-before"):
                return Unknown("recurring", None, calendar)
            year, rule = dated[0], dated[1].replace("date.", "month.")
        found = self._whole_month(calendar, year, month, rule)
        if isinstance(found, Unknown) or e.edge is None:
            return found
        first, last = found.interval
        return _one_day({"first": first, "middle": first + dt.timedelta(14), "last": last}[e.edge], rule, calendar)

    def _whole_month(self, calendar: Calendar, year: int, month: int, rule: str) -> Resolved | Unknown:
        span = month_span(calendar, year, month)
        return Resolved(span, "month", rule, calendar) if span else Unknown("impossible-date", rule, calendar)

    def _whole_year(self, calendar: Calendar, year: int, rule: str) -> Resolved | Unknown:
        span = year_span(calendar, year)
        return Resolved(span, "year", rule, calendar) if span else Unknown("impossible-date", rule, calendar)

    def _season(self, e: Expression) -> Resolved | Unknown:
        """A season's three Jalali months."""
        assert e.season is not None
        month = 3 * e.season - 2
        year: int | None = None
        if e.year is not None and self.full_year(e.year, None)[1] == "gregorian":
            year = e.year - (622 if e.season == 4 else 621)
        else:
            dated = self.year_of(replace(e, month=month, calendar="jalali"), "jalali")
            if isinstance(dated, Unknown):
                return dated
            year = dated[0]
        return self._months("jalali", year, month, month + 2, "season")

    def _months(self, calendar: Calendar, year: int, first: int, last: int, rule: str) -> Resolved | Unknown:
        start, end = month_span(calendar, year, first), month_span(calendar, year, last)
        return Resolved((start[0], end[1]), "range", rule, calendar) if start and end else Unknown("impossible-date", rule, calendar)

    def _year(self, e: Expression) -> Resolved | Unknown:
        if e.year is not None:
            year, calendar = self.full_year(e.year, e.calendar)
            rule = "year.written"
        elif self.published is None:
            return Unknown("no-publication-date")
        else:
            calendar = e.calendar or self.relative
            year = calendar_day(calendar, self.published)[0] + (e.year_turn or 0)
            rule = "year.relative"
        if calendar is None:
            return Unknown("unknown-calendar", rule)
        if e.school_year:
            return self._school_year(year, e)
        found = self._months(calendar, year, *e.months, rule) if e.months else self._whole_year(calendar, year, rule)
        if isinstance(found, Unknown) or e.edge is None:
            return found
        return _one_day(found.interval[0 if e.edge == "first" else 1], rule, calendar)

    def _school_year(self, year: int, e: Expression) -> Resolved | Unknown:
        """1 Mehr to 31 Shahrivar; a relative one holds the day of publication before it is turned."""
        if e.year is None and self.published is not None and calendar_day("jalali", self.published)[1] < 7:
            year -= 1
        start, end = make_date("jalali", year, 7, 1), make_date("jalali", year + 1, 6, 31)
        return Resolved((start, end), "range", "year.school", "jalali") if start and end else Unknown("impossible-date")


def iso(found: Resolved) -> str:
    """ISO 8601 at the precision given: a day, a Gregorian month or year, else an interval.

    >>> iso(Resolved((dt.date(2020, 3, 20), dt.date(2021, 3, 20)), "year", "year.written", "jalali"))
    '2020-03-20/2021-03-20'
    """
    first, last = (d.isoformat() for d in found.interval)
    if found.precision == "day":
        return first
    if found.calendar == "gregorian" and found.precision == "month":
        return first[:7]
    if found.calendar == "gregorian" and found.precision == "year":
        return first[:4]
    return f"{first}/{last}"


def _one_day(day: dt.date, rule: str, calendar: Calendar | None = None) -> Resolved:
    return Resolved((day, day), "day", rule, calendar)


def _months_on(year: int, month: int, by: int) -> tuple[int, int]:
    months = year * 12 + month - 1 + by
    return months // 12, months % 12 + 1


def _precision(e: Expression) -> Precision:
    if e.until or (e.week_turn is not None and e.weekday is None) or e.season or e.months:
        return "range"
    if e.dated or e.shift is not None or e.weekday is not None:
        return "day"
    return "month" if e.month or e.month_turn is not None else "year"
