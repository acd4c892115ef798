"""Weeks, and so many units ago: `هفته گذشته`, `پایان هفته`, `دو روز قبل`, `۶۰ سال پیش`."""

from __future__ import annotations

from typing import cast

from naql.extract.timewords.dates import Dates
from naql.extract.timewords.expression import Expression, Unit
from naql.extract.timewords.words import (
    NAMED_WEEKS,
    occasions,
)
from naql.text.digits import read_cardinal, read_ordinal


class Weeks(Dates):
    """Weeks, units counted back, the nth weekday of a month."""

    def week(self, at: int) -> Expression | None:
        """`این هفته`, `هفته گذشته`, `هفته‌ای که گذشت`, `اولین روز هفته`, `پایان هفته`."""
        if self.key(at) in ("این", "همین") and self.key(at + 1) == "هفته":
            return Expression(at, at + 2, week_turn=0)
        order = read_ordinal(self.keys, at)
        if order and order[1] <= 7 and self.key(order[0]) == "روز" and self.key(order[0] + 1) == "هفته":
            return Expression(at, order[0] + 2, weekday=order[1] - 1, week_turn=0)
        if self.key(at) in ("اواسط", "پایان", "ابتدای", "اواخر", "اوایل", "آخر") and self.key(at + 1) == "هفته":
            turn = self.turn(at + 2)
            if turn:
                return Expression(at, turn[0], week_turn=turn[1])
            return Expression(at, at + 2, unclear=True) if self._week_ends(at + 2) else None
        if self.key(at) == "هفتهایکه" or (self.key(at) in ("هفتهای", "هفته") and self.counted(at) is False):
            rest = "".join(self.keys[at : at + 4])
            for form in ("هفتهایکهگذشت", "هفتهکهگذشت"):
                if rest.startswith(form):
                    last = next(n for n in range(1, 5) if "".join(self.keys[at : at + n]) == form)
                    return Expression(at, at + last, week_turn=-1)
            turn = self.turn(at + 1)
            if turn and self.key(at) == "هفته":
                return Expression(at, turn[0], week_turn=turn[1])
            if self.key(at + 1) in ("بعد", "قبل", "پیش") and self.key(at + 2) == "از":
                return Expression(at, at + 3, unclear=True)
        return None

    def _week_ends(self, at: int) -> bool:
        """Whether `هفته` stands alone here: no named week (`هفته دولت`), no numbered one."""
        named = occasions().match(self.keys, at - 1) or read_ordinal(self.keys, at)
        return not named and self.key(at) not in NAMED_WEEKS

    def ago(self, at: int) -> Expression | None:
        """`دو روز قبل`, `۶۰ سال پیش`: so many units before the day of publication."""
        number = read_cardinal(self.keys, at)
        if not number or number[1] > 999 or (self.key(at - 1) in ("و", "هر") and not self.key(at).isdecimal()):
            return None
        unit = self.word("unit", number[0])
        if not unit or self.key(unit[0]) not in ("پیش", "قبل"):
            return None
        if self.key(unit[0] + 1) == "از":
            return None
        return Expression(at, unit[0] + 1, ago=(number[1], "day" if unit[1] == "night" else cast(Unit, unit[1])))

    def nth_weekday(self, at: int) -> Expression | None:
        """`آخرین جمعه ماه رمضان`: told, but not resolved."""
        order = read_ordinal(self.keys, at)
        after = at + 1 if self.key(at) == "آخرین" else order[0] if order else 0
        weekday = self.word("weekday", after) if after else None
        named = self.month_words(weekday[0]) if weekday else None
        return Expression(at, named[0], unclear=True) if named else None
