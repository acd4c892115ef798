"""Document -> days: every expression that points to a calendar day, month or year, with its value where it can be known.

What the words say comes from `extract/timewords.py`; here it is asked against the day of publication. Nothing is invented:
an impossible date, a day without a year in an article without a date, a yearly recurring day have no value but a reason.
Weeks run from Saturday to Friday; a Jalali year or month is an interval with its last day included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from typing import Literal, cast

from naql.extract.timewords import Expression, Grammar, word_set
from naql.language.lexicon import Phrases, joined, load_table
from naql.model import Calendar, Day, Precision
from naql.text.calendar import calendar_day, calendar_of_year, longest_month, make_date, month_span, year_span
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


@dataclass(frozen=True)
class Unknown:
    """Why an expression has no value."""

    reason: str
    rule: str | None = None
    calendar: Calendar | None = None


class Resolver:
    """Values of one document's expressions, asked against its day of publication."""

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

    def day(self, e: Expression) -> Day:
        """The record of an expression."""
        answer = self.resolve(e)
        span = self.document.span(e.first, e.last)
        if isinstance(answer, Unknown):
            return Day(span, None, answer.calendar or e.calendar, _precision(e), answer.rule, answer.reason)
        return Day(span, iso(answer), answer.calendar, answer.precision, answer.rule)

    def resolve(self, e: Expression) -> Resolved | Unknown:
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
        if e.turn == 1 or (e.turn is None and told(self.document, e) in _COMING):
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
        year, calendar = self._full_year(int(first), "jalali" if len(first) == 2 else None, digits=len(first))
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
            dated = self._year_of(e, calendar)
            if isinstance(dated, Unknown):
                return Unknown("impossible-date", None, calendar) if (e.day or 0) > longest_month(calendar, month) else dated
            year, rule = dated
        day = make_date(calendar, year, month, e.day or 0)
        if day is None:
            return Unknown("impossible-date", rule, calendar)
        return _one_day(day - dt.timedelta(1) if e.night and calendar == "hijri" else day, rule, calendar)

    def _year_of(self, e: Expression, calendar: Calendar) -> tuple[int, str] | Unknown:
        """The year of a day or month: as written, or by the year of publication."""
        if e.year is not None:
            return self._full_year(e.year, calendar)[0], "date.year-written"
        if e.same_year:
            year = self._year_before(e, calendar)
            return (year, "date.year-above") if year else Unknown("unknown-year")
        if e.day is not None and e.year_turn is None and e.turn is None:
            if year := self._same_day(e):
                return year, "date.same-day-above"
            if year := self._event(e):
                return year, "date.event"
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
        if calendar == "jalali" and first and (self.published - first).days > 90 and told(self.document, e) in _COMING:
            return year + 1, "date.next-year"
        return year, "date.publication-year"

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

    def _before(self, e: Expression, calendar: Calendar, first: dt.date, year: int) -> bool:
        """Whether a date that lies ahead is told as past; its weekday decides where one is named."""
        assert self.published is not None
        if e.weekday is not None and e.day is not None:
            return (first.weekday() + 2) % 7 != e.weekday and _is_weekday(make_date(calendar, year - 1, e.month or 0, e.day), e.weekday)
        before = self.document.keys[max(0, e.first - 6) : e.first]
        if before and (before[-1] == "تا" or "برگزاری" in before):
            return False
        return (first - self.published).days > 60 and told(self.document, e) in _TOLD_PAST

    def _first_day(self, e: Expression, calendar: Calendar, year: int) -> dt.date | None:
        return make_date(calendar, year, e.month or 0, e.day or 1)

    def _same_day(self, e: Expression) -> int | None:
        """The year the article gives to the same day of the same month before this place."""
        for other in self.found:
            if other.first >= e.first:
                return None
            if (other.day, other.month, other.calendar) == (e.day, e.month, e.calendar) and other.year is not None and not other.until:
                return self._full_year(other.year, e.calendar)[0]
        return None

    def _event(self, e: Expression) -> int | None:
        """The year of a known event that is named before its day: `کودتای ۲۸ مرداد`."""
        before = "".join(self.document.keys[max(0, e.first - 2) : e.first])
        return next((year for word, year in _events().get((e.calendar, e.month, e.day), ()) if before.endswith(word)), None)

    def _year_before(self, e: Expression, calendar: Calendar) -> int | None:
        """The last year written before this place, for `این سال`."""
        years = [self._full_year(o.year, o.calendar) for o in self.found if o.first < e.first and o.year is not None]
        return next((year for year, other in reversed(years) if other == calendar), None)

    def _full_year(self, year: int, calendar: Calendar | None, digits: int | None = None) -> tuple[int, Calendar | None]:
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
            dated = self._year_of(e, calendar)
            if isinstance(dated, Unknown):
                return dated
            if calendar == "hijri" and dated[1] in ("date.publication-year", "date.year-before"):
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
        if e.year is not None and self._full_year(e.year, None)[1] == "gregorian":
            year = e.year - (622 if e.season == 4 else 621)
        else:
            dated = self._year_of(replace(e, month=month, calendar="jalali"), "jalali")
            if isinstance(dated, Unknown):
                return dated
            year = dated[0]
        return self._months("jalali", year, month, month + 2, "season")

    def _months(self, calendar: Calendar, year: int, first: int, last: int, rule: str) -> Resolved | Unknown:
        start, end = month_span(calendar, year, first), month_span(calendar, year, last)
        return Resolved((start[0], end[1]), "range", rule, calendar) if start and end else Unknown("impossible-date", rule, calendar)

    def _year(self, e: Expression) -> Resolved | Unknown:
        if e.year is not None:
            year, calendar = self._full_year(e.year, e.calendar)
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


@cache
def _events() -> dict[tuple[Calendar | None, int | None, int | None], list[tuple[str, int]]]:
    """Known events by the calendar, month and day they are named by: the word before it, and the year."""
    events: dict[tuple[Calendar | None, int | None, int | None], list[tuple[str, int]]] = {}
    for row in load_table("events.tsv"):
        day = cast(Calendar, row["calendar"]), int(row["month"]), int(row["day"])
        events.setdefault(day, []).append((joined(row["word"]), int(row["year"])))
    return events


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


def _is_weekday(day: dt.date | None, weekday: int) -> bool:
    return day is not None and (day.weekday() + 2) % 7 == weekday


def _months_on(year: int, month: int, by: int) -> tuple[int, int]:
    months = year * 12 + month - 1 + by
    return months // 12, months % 12 + 1


def _precision(e: Expression) -> Precision:
    if e.until or (e.week_turn is not None and e.weekday is None) or e.season or e.months:
        return "range"
    if e.dated or e.shift is not None or e.weekday is not None:
        return "day"
    return "month" if e.month or e.month_turn is not None else "year"


# how it is told

_PAST_STEMS = word_set("past-stem")
_PAST = frozenset(stem + end for stem in _PAST_STEMS for end in ("", "ند", "یم", "م", "ید", "ه", "هاند", "هاست")) - word_set("not-past")
_COMING_WORDS = word_set("coming")
_NO_VERB = ("میان", "میدان", "میلی", "میلاد", "میهن", "میراث", "میز", "میزان", "میوه", "میرزا", "میر", "میل")


Tense = Literal["past", "perfect", "present", "future"]
_TOLD_PAST: tuple[Tense, ...] = ("past", "perfect")
_COMING: tuple[Tense, ...] = ("present", "future")


def told(document: Document, e: Expression) -> Tense | None:
    """The tense of the first verb after an expression, or of what announces it before; None where nothing says so."""
    keys = document.keys
    first, last = document.sentence_at(e.first)
    before = keys[max(first, e.first - 12) : e.first]
    if set(before[-3:]) & {"شده", "یافته", "گرفته"} and before[-1] in ("در", "از"):
        return "past"
    if any(word == "قرار" and after in ("است", "شده", "شد") for word, after in pairwise(before)):
        return "future"
    for at in range(e.last, last):
        after = keys[at + 1] if at + 1 < last else ""
        if keys[at] == "قرار" and after == "است":
            return "future"
        tense = _tense(keys[at] + after if keys[at] == "می" else keys[at], after)
        if tense:
            return tense
    return None


def _tense(verb: str, after: str) -> Tense | None:
    """The tense of a finite verb by its form; None for any other word, and for a participle whose auxiliary follows."""
    if verb in _PAST:
        participle = verb.endswith("ه")
        if participle and after.startswith(("می", "خواه", "شود", "شوند")):
            return None
        return "perfect" if participle or "هاند" in verb or "هاست" in verb else "past"
    if verb.startswith("خواه") and verb.endswith(("د", "م")):
        return "future"
    if verb in _COMING_WORDS:
        return "present"
    if verb.startswith(("می", "نمی")) and len(verb) > 4 and verb.endswith(("د", "م")) and not verb.startswith(_NO_VERB):
        return "past" if verb.removeprefix("ن").removeprefix("می") in _PAST else "present"
    return None


@cache
def _places() -> Phrases[bool]:
    """Countries and words of home news; the value says whether it is abroad."""
    abroad = {row["word"]: True for row in load_table("territories.tsv") if row["code"] != "IR"}
    return Phrases(abroad | dict.fromkeys(word_set("home"), False))


def is_foreign(document: Document, found: list[Expression]) -> bool:
    """Whether the article counts its years and months by the Gregorian calendar.

    Its own dates weigh twice a country's name; a Jalali date that only glosses a Gregorian one in brackets does not count.
    """
    gregorian = sum(e.calendar == "gregorian" or (e.year or 0) >= 1900 for e in found)
    jalali = sum(_is_jalali(e) and not _in_brackets(document, e) for e in found)
    if gregorian < jalali:
        return False
    places = [is_abroad for _, _, is_abroad in _places().find(document.keys)]
    abroad, home = sum(places), len(places) - sum(places)
    return 2 * (gregorian - jalali) + abroad > home if gregorian else abroad > 3 * home + 2


def _is_jalali(e: Expression) -> bool:
    return e.calendar == "jalali" or 1300 <= (e.year or 0) < 1500 or 30 < (e.year or 0) < 100


def _in_brackets(document: Document, e: Expression) -> bool:
    before = document.keys[max(0, e.first - 6) : e.first]
    return "(" in before and ")" not in before


_BEFORE_FRIDAY = word_set("friday-before")
_NOWADAYS_AFTER = word_set("nowadays")


def is_figurative(document: Document, e: Expression) -> bool:
    """`امروز` as nowadays: `دنیای امروز`, or in a speech in the present tense; weekdays that are names: `نماز جمعه`."""
    keys = document.keys
    before = keys[e.first - 1] if e.first else ""
    bare = e.last == e.first + 1
    if e.recurring and e.weekday is not None:
        return True
    if e.weekday is not None and bare and _BEFORE_FRIDAY & set(keys[max(0, e.first - 3) : e.first]):
        return True
    if e.shift != 0 or not bare:
        return e.shift == 1 and bare and (before == "برای" or keys[e.first] != "فردا")
    if before in _NOWADAYS_AFTER or (before == "به" and e.first > 1 and keys[e.first - 2] == "تا"):
        return True
    if before in ("که", "آنچه", "چه") and told(document, e) not in _TOLD_PAST:
        return True
    return in_speech(document, e.first) and told(document, e) not in ("past", "future")


def in_speech(document: Document, at: int) -> bool:
    """Whether a colon (but a dateline's) stands before a token in its paragraph, or `اینکه` in its sentence."""
    first = document.sentence_at(at)[0]
    keys = document.keys
    paragraph = document.paragraphs[document.tokens[at].paragraph][0]
    if keys[paragraph] in ("خبرگزاری", "به") and ":" in keys[paragraph : paragraph + 4]:
        paragraph += 4
    return any(keys[n] == ":" for n in range(paragraph, at)) or any(keys[n] in ("اینکه", "اینكه") for n in range(first, at))
