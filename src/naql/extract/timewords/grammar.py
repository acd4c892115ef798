"""Days by word or weekday, known occasions, and the way through a document: `صبح امروز`, `روز سه‌شنبه`, `شب تاسوعا`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from naql.extract.timewords.expression import Expression, YearFields
from naql.extract.timewords.weeks import Weeks
from naql.extract.timewords.words import (
    BEFORE_FRIDAY,
    JOINTS,
    occasions,
    openers,
)
from naql.model import Calendar
from naql.text.digits import read_ordinal


class Grammar(Weeks):
    """The expressions of one document. Each method reads at a token and gives an expression or None."""

    def find(self) -> Iterator[Expression]:
        """Every expression from left to right, none overlapping."""
        at, starts = 0, openers()
        while at < len(self.keys):
            key = self.keys[at]
            if key in starts or key[:1].isdecimal() or (key == "این" and self.key(at + 1) == "هفته"):
                found = self.expressions(at)
                if found:
                    yield from found
                    at = found[-1].last
                    continue
            at += 1

    def expressions(self, at: int) -> list[Expression]:
        """The expression that begins at a token, with those joined to it by `و` or a comma under the same month or `سال‌های`."""
        one = (
            self.occasion(at)
            or self.nth_weekday(at)
            or self.day(at)
            or self.years(at)
            or self.ago(at)
            or self.week(at)
            or self.same_month(at)
            or self.month(at)
            or self.season(at)
            or self.year(at)
        )
        if one is None:
            return []
        found = one if isinstance(one, list) else [one]
        return self._joined(found)

    def day(self, at: int) -> Expression | list[Expression] | None:
        """`صبح امروز`, `روز سه‌شنبه`, `جمعه شب`, `شب گذشته`, `روز دوشنبه ۲۹ اردیبهشت ۱۳۹۹`, `25 تا 28 آبان`."""
        core, night, named = at, False, False
        while True:
            part = self.word("part", core)
            if part:
                night = self.key(part[0] - 1) == "شب"
                core = part[0]
            elif self.key(core) in ("روز", "روزهای"):
                named = True
                core += 1
            elif self.key(core) == "های" and named:
                core += 1
            else:
                break
        found = self._shifted(at, core) or self._on_weekday(at, core) or self._turned(at, core)
        if found and self.key(at) in ("روزهای", "های"):
            found = replace(found, first=core)
        if found:
            return self._glossed(found)
        dated = self.date(core)
        if dated:
            if named and len(dated) > 1:
                return dated
            first = replace(dated[0], first=at, night=night or dated[0].night)
            return [first, *dated[1:]] if len(dated) > 1 else self._glossed_weekday(first)
        return None

    def _shifted(self, at: int, core: int) -> Expression | None:
        """`امروز`, `فردا شنبه`, `امروز 1398/08/10`."""
        hit = self.word("shift", core)
        if not hit and self.key(core) in ("روزگذشته", "شبگذشته", "روزقبل") and not self.counted(core):
            hit = core + 1, "-1"
        if not hit:
            return None
        found = Expression(at, hit[0], shift=int(hit[1]))
        part = self.word("part", hit[0])
        if part and self.key(part[0] - 1) in ("شب", "صبح", "ظهر", "عصر"):
            found = replace(found, last=part[0])
        return self._then_day(found)

    def _then_day(self, found: Expression) -> Expression:
        """Take up a weekday and a date that follow: `امروز سه شنبه`, `عصر یکشنبه، سوم شهریور ماه`."""
        at = found.last
        if self.key(at) in ("،", ",", "-", "–", "ـ") and at not in self.ends:
            at += 1
        if at in self.starts:
            return found
        if self.key(at) == "روز":
            at += 1
        weekday = self.word("weekday", at)
        if found.weekday is None and weekday and not self._plural(weekday[0]):
            return self._then_day(replace(found, weekday=int(weekday[1]), last=weekday[0]))
        dated = self.date(at)
        if dated and len(dated) == 1 and dated[0].dated and not dated[0].until:
            day = dated[0]
            return replace(day, first=found.first, shift=found.shift, weekday=found.weekday)
        return found

    def _plural(self, at: int) -> bool:
        return self.key(at) in ("ها", "های")

    def _on_weekday(self, at: int, core: int) -> Expression | None:
        """`سه‌شنبه شب`, `چهارشنبه گذشته`, `دوشنبه هفته آینده`."""
        hit = self.word("weekday", core)
        if not hit or self._plural(hit[0]) or self.key(hit[0]) == "سوری" or (core == at and self.key(at - 1) in BEFORE_FRIDAY):
            return None
        if core == at and self.key(at - 1).endswith("ین") and read_ordinal(self.keys, at - 1):
            return None
        found = Expression(at, hit[0], weekday=int(hit[1]))
        other = self.word("weekday", hit[0] + 1) if self.key(hit[0]) in JOINTS else None
        if self.key(hit[0]) == "هر" or other:
            return replace(found, recurring=True, last=other[0] if other else hit[0])
        part = self.word("part", hit[0])
        if part and self.key(part[0] - 1) in ("شب", "صبح", "ظهر", "عصر", "شامگاه", "بامداد", "غروب"):
            found = replace(found, last=part[0])
        if self.key(found.last) in ("آخر", "پایان") and self.key(found.last + 1) == "سال":
            year = self.year_words(found.last + 1)
            return replace(found, last=year[0] if year else found.last + 2, edge="last", **(year[1] if year else YearFields(year_turn=0)))
        week = self.week(found.last)
        if week and week.week_turn is not None:
            return replace(found, last=week.last, week_turn=week.week_turn)
        turn = self.turn(found.last)
        if turn:
            return replace(found, last=turn[0], turn=turn[1])
        return self._then_day(found)

    def _turned(self, at: int, core: int) -> Expression | None:
        """`روز گذشته`, `شب گذشته`, `صبح روز جاری`: one day before, the same or after."""
        if core == at or self.key(core - 1) not in ("روز", "شب", "بامداد", "صبح", "عصر", "نیمهشب", "ظهر", "شامگاه", "غروب"):
            return None
        turn = self.turn(core)
        if not turn or self.counted(at) or self.key(core) in ("پیش", "پیشین", "بعد", "بعدی"):
            return None
        same = self.key(core - 1) == "بامداد"
        return Expression(at, turn[0], shift=0 if same else turn[1])

    def _glossed(self, found: Expression) -> Expression:
        """Take up a weekday or a date in brackets: `امروز (چهارشنبه 9 دی ماه)`."""
        if (found.dated and not found.night) or self.key(found.last) != "(":
            return found
        inner = self._inside(found.last + 1)
        if inner is None or inner.until:
            return found
        if inner.dated:
            return replace(inner, first=found.first, last=inner.last + 1, shift=found.shift, weekday=inner.weekday)
        if inner.weekday is not None:
            return self._then_day(replace(found, last=inner.last + 1, weekday=inner.weekday))
        return replace(found, last=inner.last + 1, shift=inner.shift) if inner.shift is not None else found

    def _glossed_weekday(self, found: Expression) -> Expression:
        """Take up a weekday in brackets after a date: `۱۵ مرداد (سه‌شنبه)`."""
        if self.key(found.last) != "(":
            return found
        inner = self._inside(found.last + 1)
        return (
            replace(found, last=inner.last + 1, weekday=inner.weekday) if inner and inner.weekday is not None and not inner.dated else found
        )

    def _inside(self, at: int) -> Expression | None:
        """The expression that fills a bracket."""
        inner = self.day(at)
        return inner if isinstance(inner, Expression) and self.key(inner.last) == ")" else None

    def occasion(self, at: int) -> Expression | None:
        """`آغاز دهه فجر`, `پنجمین روز از هفته دولت`, `شب تاسوعا`, `نوروز 97`: a known occasion where it dates something."""
        edge, order, night, start = None, None, False, at
        if hit := read_ordinal(self.keys, at):
            if self.key(hit[0]) not in ("روز", "شب"):
                return None
            order, night, start = hit[1], self.key(hit[0]) == "شب", hit[0] + 1 + (self.key(hit[0] + 1) == "از")
        elif hit_edge := self.word("edge", at):
            edge, start = ("first" if hit_edge[1] == "first" else "last"), hit_edge[0]
        elif self.key(at) in ("شب", "ایام", "روز"):
            night, start = self.key(at) == "شب", at + 1
        known = occasions().match(self.keys, start)
        if not known or self.broken(at, known[0]):
            return None
        calendar, month, day, last_month, last_day = known[1]
        _, found = self._with_year(Expression(at, known[0], month=month, calendar=calendar))
        if (month, day) != (last_month, last_day):
            if order is not None:
                return replace(found, day=day + order - 1, night=night)
            if edge and "هفته" not in self.keys[start : known[0]]:
                return replace(found, month=month if edge == "first" else last_month, day=day if edge == "first" else last_day)
            return self._whole_occasion(found, known[1]) if self.key(at).startswith("ایام") else None
        if start > at and (night or (self.key(at) == "روز" and self.key(start).startswith(("عاشورا", "تاسوعا", "اربعین")))):
            return self._glossed(replace(found, day=day, night=night))
        return replace(found, day=day) if found.year is not None else None

    def _whole_occasion(self, found: Expression, known: tuple[Calendar, int, int, int, int]) -> Expression:
        _, month, day, last_month, last_day = known
        return replace(found, month=month, day=day, until=replace(found, month=last_month, day=last_day))
