"""Months and seasons: `مردادماه`, `ماه ژانویه سال آینده`, `پایان بهمن پارسال`, `ماه گذشته`, `تابستان امسال`."""

from __future__ import annotations

from dataclasses import replace

from naql.extract.timewords.expression import Expression
from naql.extract.timewords.words import (
    HOMONYMS,
    JOINTS,
    MONTH_CUES,
    PAIRS,
    PLACES,
    as_calendar,
    month_names,
)
from naql.extract.timewords.years import Years


class Months(Years):
    """Months by name or turn, and seasons with their year."""

    def month_words(self, at: int, *, dated: bool = False) -> tuple[int, Expression] | None:
        """A month by its name or as `ماه جاری`, with its year: the token after it and an expression without its beginning."""
        hit = month_names().match(self.keys, at)
        if hit and not self.broken(at, hit[0]) and self.key(at) != "به":
            calendar, month = hit[1]
            found = Expression(at, hit[0], month=month, calendar=calendar)
            return self._with_year(found, dated=dated)
        if self.key(at) == "ماه":
            return self._this_month(at)
        return None

    def same_month(self, at: int) -> Expression | None:
        """`همین ماه`: the month of publication."""
        return Expression(at, at + 2, month_turn=0) if self.key(at) == "همین" and self.key(at + 1) == "ماه" else None

    def _this_month(self, at: int) -> tuple[int, Expression] | None:
        after, calendar = at + 1, None
        if named := self.word("calendar", after):
            after, calendar = named[0], as_calendar(named[1])
        if turn := self.turn(after):
            after = turn[0]
            if named := self.word("calendar", after):
                after, calendar = named[0], as_calendar(named[1])
            return after, Expression(at, after, month_turn=turn[1], calendar=calendar)
        year = self.year_words(after)
        if year and year[1].get("year_turn") == 0:
            return year[0], Expression(at, year[0], month_turn=0)
        return None

    def month(self, at: int) -> Expression | list[Expression] | None:
        """`مردادماه`, `ماه ژانویه سال آینده`, `پایان بهمن پارسال`, `اواسط ماه آوریل`, `ماه گذشته`."""
        if self.key(at - 1) == "دهه":
            return None
        edge, start = self._edge(at)
        key = self.key(start)
        if key == "ماههای":
            start += 1
        elif key == "ماه" and self.key(start + 1) == "های":
            start += 2
        plural = start > at and self.key(start - 1) in ("ماههای", "های")
        named = self.month_words(start)
        if not named:
            return None
        found = named[1]
        if found.month_turn is not None and self.counted(start):
            return None
        if found.month is not None and self.key(found.last) == "و" and (pair := self._paired(found)):
            return pair
        if found.month is not None and not (
            plural or (start > at and self.key(start) not in ("می", "مه", "مای")) or self._is_month(start, found)
        ):
            return None
        if found.calendar == "hijri" and start > at and edge is None and not (plural or self._is_month(start, found)):
            return None
        found = replace(found, first=at if not plural else start, edge=edge)
        until = self.key(found.last)
        if until in JOINTS and (rest := self.month_words(found.last + 1)) and rest[1].month is not None and found.month is not None:
            return replace(found, last=rest[0], until=rest[1])
        if plural and until in PAIRS and (rest := self.month_words(found.last + 1)) and rest[1].month is not None:
            return [found, rest[1]]
        return found

    def _paired(self, found: Expression) -> list[Expression] | None:
        """`تیر و مرداد امسال`: two months under the year of the second."""
        rest = self.month_words(found.last + 1)
        if not rest or rest[1].month is None or rest[1].calendar != found.calendar or not self._is_month(found.last + 1, rest[1]):
            return None
        if found.year is None and found.year_turn is None:
            found = replace(found, year=rest[1].year, year_turn=rest[1].year_turn)
        return [found, rest[1]]

    def _is_month(self, at: int, found: Expression) -> bool:
        """Whether a month's name alone is the month: with `ماه`, a year or a turn, or an unmistakable name, mostly after a preposition."""
        keys = self.keys[at : found.last]
        if self.key(at - 1) in PLACES:
            return False
        if found.calendar == "hijri" and not (found.year or found.year_turn is not None or found.turn is not None):
            return any("ماه" in k for k in keys)
        if any("ماه" in k for k in keys) or found.year or found.year_turn is not None or found.same_year:
            return True
        if "".join(keys) in HOMONYMS:
            return (found.turn is not None and "".join(keys) not in ("می", "مه", "دی")) or self._dated_homonym(at, found)
        return found.turn is not None or self.key(at - 1) in MONTH_CUES or self.key(found.last) in ("،", ")", "برگزار", "تا", "و")

    def _dated_homonym(self, at: int, found: Expression) -> bool:
        """`مهر` and its like after `اوایل`, `اواخر` or `پایان`."""
        return bool(self.key(at) in ("مهر", "دی", "تیر", "آذر", "بهمن") and self.key(at - 1) in ("اوایل", "اواخر", "اواسط", "پایان"))

    def season(self, at: int) -> Expression | None:
        """`تابستان گذشته`, `پاییز 98`, `تابستان سال 2006`: a season with its year."""
        hit = self.word("season", at)
        if not hit:
            return None
        last, found = self._with_year(Expression(at, hit[0], season=int(hit[1])))
        return found if last > hit[0] and not found.recurring else None
