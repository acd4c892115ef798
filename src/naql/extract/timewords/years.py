"""Years: `سال 1399`, `سال ۹۲`, `سال گذشته`, `امسال`, `نیمه دوم سال`, `سال تحصیلی 98-99`."""

from __future__ import annotations

from dataclasses import replace

from naql.extract.timewords.expression import Edge, Expression, YearFields
from naql.extract.timewords.words import (
    COUNTED,
    JOINTS,
    LARGE,
    PAIRS,
    YEAR_CUES,
    Words,
    as_calendar,
    phrases_of,
)
from naql.text.digits import read_cardinal, read_ordinal


class Years(Words):
    """Years and parts of years."""

    def year_words(self, at: int) -> tuple[int, YearFields] | None:
        """`سال 1398`, `سال ۹۲`, `سال گذشته`, `سال میلادی جاری`, `امسال`: the token after it, and the fields it fills."""
        if hit := self.word("year", at):
            return hit[0], {"year_turn": int(hit[1])}
        key, after = self.key(at), at + 1
        if key.startswith("سال") and (rest := key[3:]) and (turn := phrases_of("turn").match([rest], 0)):
            return self._calendared(after, {"year_turn": int(turn[1])})
        if key in ("سالهای",):
            return None
        if key != "سال" or (self.key(at - 1).isdecimal() and self.key(after).isdecimal()):
            return None
        fields = YearFields()
        if named := self.word("calendar", after):
            after, fields = named[0], YearFields(calendar=as_calendar(named[1]))
        if turn_hit := self.turn(after):
            return self._calendared(turn_hit[0], {**fields, "year_turn": turn_hit[1]})
        number = self._year_number(after)
        return self._calendared(number[0], {**fields, "year": number[1]}) if number else None

    def _year_number(self, at: int) -> tuple[int, int] | None:
        """The number of a year after `سال`: in two to four digits, or in words from 1200."""
        key = self.key(at)
        if key.isdecimal():
            counted = self.key(at + 1) in COUNTED and len(key) < 4
            good = len(key) in (2, 4) or (len(key) == 3 and self.word("calendar", at + 1) is not None)
            return (at + 1, int(key)) if good and not counted and int(key) < 2200 else None
        worded = read_cardinal(self.keys, at)
        if worded and (1200 <= worded[1] < 2000 or 50 <= worded[1] < 100) and self.key(worded[0]) not in COUNTED:
            return worded
        return None

    def _calendared(self, at: int, fields: YearFields) -> tuple[int, YearFields]:
        if named := self.word("calendar", at):
            return named[0], {**fields, "calendar": as_calendar(named[1])}
        if self.key(at) == "(" and self.key(at + 2) == ")" and (inner := self.word("calendar", at + 1)):
            return inner[0] + 1, {**fields, "calendar": as_calendar(inner[1])}
        return at, fields

    def _is_year(self, at: int, *, short: bool, dated: bool = False) -> bool:
        """Whether a number can be a year: four digits 12xx–14xx or 18xx–20xx, or two where a month stands before it."""
        key = self.key(at)
        if not key.isdecimal() or self.key(at + 1) in (LARGE if dated else COUNTED):
            return False
        if len(key) == 4:
            return 1200 <= int(key) < 1500 or 1800 <= int(key) < 2100
        return short and len(key) == 2 and (int(key) >= 32 or key[0] == "0") and self.key(at + 1) not in ("/", "٪", "%")

    def _with_year(self, found: Expression, *, dated: bool = False) -> tuple[int, Expression]:
        at = found.last
        year = self.year_words(at)
        if year:
            return year[0], replace(replace(found, **year[1]), last=year[0], calendar=found.calendar)
        if self.key(at) == "(" and self.key(at + 2) == ")" and self._is_year(at + 1, short=False):
            return at + 3, replace(found, last=at + 3, year=int(self.key(at + 1)))
        if self.key(at) in ("این", "همان", "آن", "همین") and self.key(at + 1) == "سال":
            return at + 2, replace(found, last=at + 2, same_year=True)
        if self.key(at) == "هر" and self.key(at + 1) == "سال":
            return at + 2, replace(found, last=at + 2, recurring=True)
        if self._is_year(at, short=True, dated=dated):
            last = at + 1
            if named := self.word("calendar", last):
                last = named[0]
            return last, replace(found, last=last, year=int(self.key(at)))
        if (turn := self.turn(at)) and self.key(at) not in ("پیش", "حاضر"):
            return turn[0], replace(found, last=turn[0], turn=turn[1])
        return at, found

    def _edge(self, at: int) -> tuple[Edge | None, int]:
        """`پایان`, `ابتدای`, `نیمه` before a month or year, and the vague `اواخر`, which leaves the value as it is."""
        if hit := self.word("edge", at):
            return ("first" if hit[1] == "first" else "last"), hit[0]
        if self.key(at) == "نیمه":
            return "middle", at + 1
        if hit := self.word("vague", at):
            return None, hit[0]
        return None, at

    def years(self, at: int) -> list[Expression] | None:
        """`سال‌های 1335 تا 1395`: each year for itself."""
        start = at + 1 if self.key(at) == "سالهای" else at + 2 if self.key(at) == "سال" and self.key(at + 1) == "های" else 0
        if not start:
            return None
        found: list[Expression] = []
        while number := self._year_number(start):
            after, fields = self._calendared(number[0], {"year": number[1]})
            found.append(Expression(at if not found else start, after, **fields))
            start = after + 1
            if self.key(after) not in JOINTS | PAIRS:
                break
            if self.key(start) == "سال":
                start += 1
        return found or None

    def year(self, at: int) -> Expression | None:
        """`سال 1399`, `امسال`, `پایان سال 82`, `شش ماهه نخست سال جاری`, `نیمه دوم سال`, `مصوب ۱۳۹۲`."""
        if self.key(at) == "سال" and self.key(at + 1) == "تحصیلی":
            return self._school_year(at)
        months = self._months_of_year(at)
        if months:
            return months
        edge, start = self._edge(at)
        year = self.year_words(start)
        if year:
            if self.counted(start) and self.key(start).startswith("سال") and "year" not in year[1]:
                return None
            return Expression(at, year[0], edge=None if edge == "middle" else edge, **year[1])
        if edge in ("first", "last") and self.key(start) == "سال" and self.key(at - 1) not in ("نیمسال", "ترم"):
            if named := self.word("calendar", start + 1):
                return Expression(at, named[0], year_turn=0, edge=edge, calendar=as_calendar(named[1]))
            if self.key(start + 1) == "تحصیلی":
                school = self._school_year(start)
                return replace(school, first=at, edge=edge) if school else None
            return Expression(at, start + 1, year_turn=0, edge=edge) if self._ends_phrase(start + 1) else None
        if self._is_year(at, short=False) and self.key(at - 1) in YEAR_CUES - {"و", "،"} and self._ends_phrase(at + 1):
            return Expression(at, at + 1, year=int(self.key(at)))
        return None

    def _ends_phrase(self, at: int) -> bool:
        return self.key(at) not in COUNTED | {"تحصیلی", "پیش", "قبل", "های", "ها", "زراعی"} and not self.key(at)[:1].isdecimal()

    def _school_year(self, at: int) -> Expression | None:
        first, second = self.key(at + 2), self.key(at + 3)
        if turn := self.turn(at + 2):
            return Expression(at, turn[0], year_turn=turn[1], school_year=True)
        years = first.split("-") if "-" in first else [first, second] if second.isdecimal() else [first, self.key(at + 4)]
        last = at + 3 if "-" in first else at + 4 if second.isdecimal() else at + 5
        if len(years) == 2 and all(y.isdecimal() and len(y) in (2, 4) for y in years):
            start = max(years, key=len) if len(years[0]) != len(years[1]) else min(years)
            return Expression(at, last, year=int(start), school_year=True)
        return None

    def _months_of_year(self, at: int) -> Expression | None:
        """`نیمه اول سال جاری`, `شش ماهه نخست سال`, `9 ماه سال جاری`, also with `پایان` before it."""
        edge, start = (self._edge(at)) if self.word("edge", at) else (None, at)
        half = None
        if self.key(start) in ("نیمه", "نیم"):
            order = read_ordinal(self.keys, start + 1)
            if order and order[1] in (1, 2):
                half, after = (1, 6) if order[1] == 1 else (7, 12), order[0]
        else:
            number = read_cardinal(self.keys, start)
            if number and 1 <= number[1] <= 11 and self.key(number[0]) in ("ماه", "ماهه"):
                after = number[0] + 1
                order = read_ordinal(self.keys, after)
                count = number[1]
                if order and order[1] in (1, 2) and order[1] * count <= 12:
                    half, after = (1 + (order[1] - 1) * count, order[1] * count), order[0]
                elif self.key(after) in ("ابتدایی", "ابتدای", "آغازین"):
                    half, after = (1, count), after + 1
                elif self.key(after) == "سال":
                    half = (1, count)
        if not half:
            return None
        year = self.year_words(after)
        if year:
            return Expression(at, year[0], months=half, edge=edge, **year[1])
        if self.key(after) == "سال" and self._ends_phrase(after + 1) and order:
            return Expression(at, after + 1, months=half, edge=edge, year_turn=0)
        return None

    def _joined(self, found: list[Expression]) -> list[Expression]:
        """Take up what hangs on the last expression: a second year after `و` or `تا` (`سال ۲۰۱۶، ۲۰۱۷`, `اواخر سال ۲۰۱۳ و اوایل ۲۰۱۴`)."""
        while found[-1].year is not None and found[-1].month is None and not found[-1].until:
            at = found[-1].last
            if self.key(at) not in PAIRS | JOINTS:
                break
            at += 1
            if vague := self.word("vague", at):
                at = vague[0]
            if not self._follows(found[-1].year or 0, at):
                break
            found = [*found, Expression(at, at + 1, year=int(self.key(at)), calendar=found[-1].calendar)]
        return found

    def _follows(self, year: int, at: int) -> bool:
        """Whether a number is a second year: of four digits, or of two and soon after the first (`سال ۹۵ و ۹۶`)."""
        if year >= 1000:
            return len(self.key(at)) == 4 and self._is_year(at, short=False)
        return self._is_year(at, short=True) and len(self.key(at)) == 2 and 0 < int(self.key(at)) - year <= 3
