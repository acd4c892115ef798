"""Days of a month: `22 بهمن سال 1357`, `20 تا 25 آبان`, `سوم و چهارم دسامبر`, `1398/08/10`."""

from __future__ import annotations

from dataclasses import replace

from naql.extract.timewords.expression import Expression
from naql.extract.timewords.months import Months
from naql.extract.timewords.words import (
    AFTER_MAY,
    JOINTS,
    PAIRS,
    PLACES,
)
from naql.text.digits import read_cardinal, read_ordinal


class Dates(Months):
    """Days with a number and a month."""

    def date(self, at: int) -> list[Expression] | None:
        """`22 بهمن سال 1357`, `دوازدهم اسفند ماه سال جاری`, `4/9/1396`, `20 تا 25 آبان`, `سوم و چهارم دسامبر`."""
        numeric = self.numeric(at)
        if numeric:
            return [numeric]
        number = self.day_number(at)
        if not number:
            return None
        after, day, worded = number
        if self.key(after) in ("روز", "شب") and worded:
            night, after = self.key(after) == "شب", after + 1
        else:
            night = False
        stroke = self.key(after) in ("/", "-") and after not in self.starts
        named = self.month_words(after + stroke, dated=True)
        if named and named[1].month_turn is not None and not worded and not self._named_day(at):
            return None
        if named and self.key(at - 1) == "دهه":
            return None
        if named and self.key(at - 1) in ("هفته", "نیمه"):
            return [replace(named[1], first=at, day=day, unclear=True)]
        if named and self._is_date(at, after + stroke, named[0], day):
            return self._spanning([self._stroke_year(replace(named[1], first=at, day=day, night=night))])
        if named or night:
            return None
        joint = self.key(after)
        if joint in JOINTS or joint in PAIRS or joint in ("-", "–", "ـ"):
            rest = self.date(after + 1) if self.key(after + 1) != "روز" else self.date(after + 2)
            if not rest or rest[0].day is None or rest[0].numbers or (rest[0].until and joint not in PAIRS):
                return None
            other = rest[0]
            if joint in PAIRS:
                own = replace(other, first=at, last=after, day=day, until=None)
                return [own, *rest]
            return [replace(other, day=day, first=at, until=replace(other, first=after + 1))]
        return None

    def numeric(self, at: int) -> Expression | None:
        """Three numbers with strokes: `1398/08/10`, `26/12/1358`, `27/2/90`, also with spaces between."""
        key, last = self.key(at), at + 1
        if not key[:1].isdecimal():
            return None
        while self.key(last) in ("/", "-") and self.key(last + 1).isdecimal() and last - at <= 4:
            key += "/" + self.key(last + 1)
            last += 2
        parts = key.replace("-", "/").replace(".", "/").split("/") if "/" in key or key.count("-") == 2 or key.count(".") == 2 else []
        if len(parts) != 3 or not all(p.isdecimal() for p in parts):
            return None
        lengths = [len(p) for p in parts]
        if lengths[1] > 2 or not ((lengths[0] == 4 and lengths[2] <= 2) or (lengths[0] <= 2 and lengths[2] in (2, 4))):
            return None
        if 4 not in lengths and not (int(parts[0]) > 31 or int(parts[2]) > 31):
            return None
        if 4 in lengths and not 1200 <= int(max(parts, key=len)) < 2100:
            return None
        return Expression(at, last, numbers=(parts[0], parts[1], parts[2]))

    def day_number(self, at: int) -> tuple[int, int, bool] | None:
        """The number of a day: the token after it, the number, whether it is an ordinal in words."""
        ordinal = read_ordinal(self.keys, at)
        number = ordinal or read_cardinal(self.keys, at)
        if not number or number[1] > 99 or self.broken(at, number[0]):
            return None
        after = number[0] + (self.key(number[0]) in ("ام", "م") and ordinal is None)
        return after, number[1], ordinal is not None

    def _is_date(self, at: int, month_at: int, after: int, day: int) -> bool:
        """Whether number and month name make a date: not `دو تیر شلیک شد`, not `5 می شود`."""
        word = self.key(month_at)
        if self.key(at - 1) in PLACES or (self.key(at - 2) in PLACES and self.key(at - 1).isdecimal()):
            return False
        if word == "صفر" and day < 10 and self.key(at).isdecimal() and self.key(at - 1) not in ("روز", "شب") and after == month_at + 1:
            return self.key(after) in ("ماه", "سال", "سالروز", "امسال")
        if word == "می" and after == month_at + 1:
            return self.key(after) in AFTER_MAY or self.key(after).isdecimal() or after in self.ends or after >= len(self.keys)
        return not (word in ("تیر", "مهر", "مه") and not self.key(at).isdecimal() and self.key(at) in ("یک", "دو", "سه", "چهار"))

    def _named_day(self, at: int) -> bool:
        """`روز 18 ماه جاری`, `سه‌شنبه 18 ماه سال جاری`: a day and no count of months."""
        return self.key(at - 1) in ("روز", "روزهای", "شب", "شنبه", "جمعه") or self.key(at - 1).endswith("شنبه")

    def _stroke_year(self, found: Expression) -> Expression:
        """`13 / فروردین / 1398`: a year after a stroke."""
        at = found.last
        if found.year is None and self.key(at) in ("/", "-") and len(self.key(at + 1)) == 4 and self._is_year(at + 1, short=False):
            return replace(found, last=at + 2, year=int(self.key(at + 1)))
        return found

    def _spanning(self, found: list[Expression]) -> list[Expression]:
        """`۳۰ شهریور تا ۵ مهر`: a second date after `تا` makes one interval of both."""
        one = found[-1]
        if self.key(one.last) not in JOINTS:
            return found
        at = one.last + 1
        if self.key(at) == "روز":
            at += 1
        rest = self.date(at)
        if rest and len(rest) == 1 and rest[0].day is not None and not rest[0].until and not (one.year and rest[0].year):
            other = rest[0]
            return [*found[:-1], replace(one, last=other.last, until=other)]
        return found
