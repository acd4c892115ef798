"""Document -> expressions of time as they are worded, not yet resolved to days.

A small grammar over token keys, most specific rule first. What an expression says is kept in `Expression`; `extract/days.py` asks it
against the day of publication. Word lists lie in `language/data/day_words.tsv`, month names in `text/calendar.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, TypedDict, cast

from naql.language.lexicon import Phrases, joined, load_table
from naql.model import Calendar
from naql.text.calendar import MONTHS
from naql.text.digits import CARDINALS, ORDINALS, read_cardinal, read_ordinal
from naql.text.letters import ZWNJ
from naql.text.tokens import Document

Unit = Literal["day", "week", "month", "year"]
Edge = Literal["first", "middle", "last"]


@dataclass(frozen=True)
class Expression:
    """The words `[first, last)` of one expression of time, and what they say.

    Turns are -1 for past (`گذشته`), 0 for this (`جاری`), 1 for next (`آینده`). `year` is as written (2 to 4 digits).
    """

    first: int
    last: int
    shift: int | None = None
    weekday: int | None = None
    week_turn: int | None = None
    turn: int | None = None
    day: int | None = None
    month: int | None = None
    month_turn: int | None = None
    calendar: Calendar | None = None
    year: int | None = None
    year_turn: int | None = None
    same_year: bool = False
    edge: Edge | None = None
    months: tuple[int, int] | None = None
    season: int | None = None
    ago: tuple[int, Unit] | None = None
    school_year: bool = False
    night: bool = False
    unclear: bool = False
    recurring: bool = False
    numbers: tuple[str, str, str] | None = None
    until: Expression | None = None

    @property
    def dated(self) -> bool:
        """Whether a day of a month is named."""
        return self.day is not None or self.numbers is not None


class YearFields(TypedDict, total=False):
    """What the words of a year fill in an expression."""

    year: int
    year_turn: int
    calendar: Calendar
    unclear: bool


@cache
def _words(kind: str) -> Phrases[str]:
    return Phrases((row["word"], row["value"]) for row in load_table("day_words.tsv") if row["kind"] == kind)


@cache
def word_set(kind: str) -> frozenset[str]:
    """The keys of one kind of word."""
    return frozenset(joined(row["word"]) for row in load_table("day_words.tsv") if row["kind"] == kind)


@cache
def _months() -> Phrases[tuple[Calendar, int, bool]]:
    """Month names alone and with `ماه`; the flag says whether `ماه` stands with it."""
    named: dict[str, tuple[Calendar, int, bool]] = {}
    for word, (calendar, number) in MONTHS.items():
        named[word] = (calendar, number, False)
        for form in (word + "ماه", "ماه" + word, "ماه" + word + "ماه"):
            named[form] = (calendar, number, True)
    return Phrases(named)


@cache
def _occasions() -> Phrases[tuple[Calendar, int, int, int, int]]:
    """Known occasions: the calendar, month and day of the first, month and day of the last day."""
    return Phrases(
        (row["word"], (_calendar(row["calendar"]), int(row["month"]), int(row["day"]), int(row["last_month"]), int(row["last_day"])))
        for row in load_table("occasions.tsv")
    )


_OPENING = frozenset({"weekday", "shift", "year", "part", "edge", "vague", "season", "unit"})
"""The kinds of words that an expression can begin with."""
_COUNTED = word_set("counted")
"""Nouns that a number before them counts: `سال 30 هزار`, `مرداد 20 نفر` hold no year."""
_HOMONYMS = word_set("homonym")
"""Month names that are also common words or names: alone they are no month."""
_AFTER_MAY = word_set("after-may")
_COUNTS = word_set("counts")
_LARGE = frozenset({"هزار", "میلیون", "میلیارد", "درصد", "نفر", "تن"})
"""What may be counted even after a full date: `دوم خرداد 76 هزار نفر`."""
_BEFORE_FRIDAY = frozenset({"نماز", "امام", "ائمه", "امامان"})
"""Words after which `جمعه` names a prayer or an office, no day."""
_PLACES = word_set("place-before")
_JOINTS = frozenset({"تا", "الی", "لغایت"})
_PAIRS = frozenset({"و", "،", ",", "یا"})
_BARE_YEAR_AFTER = word_set("year-cue")
_MONTH_CUES = word_set("month-cue")


class Grammar:
    """The expressions of one document. Each method reads at a token and gives an expression or None."""

    def __init__(self, document: Document) -> None:
        self.keys: Sequence[str] = document.keys
        self.document = document
        self.ends = {last for _, last in document.sentences}
        self.starts = {key_start for key_start, _ in document.paragraphs}

    def find(self) -> Iterator[Expression]:
        """Every expression from left to right, none overlapping."""
        at, openers = 0, _openers()
        while at < len(self.keys):
            key = self.keys[at]
            if key in openers or key[:1].isdecimal() or (key == "این" and self.key(at + 1) == "هفته"):
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

    # words

    def key(self, at: int) -> str:
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    def word(self, kind: str, at: int) -> tuple[int, str] | None:
        hit = _words(kind).match(self.keys, at) if 0 <= at < len(self.keys) else None
        return hit if hit and not self._broken(at, hit[0]) else None

    def _broken(self, first: int, last: int) -> bool:
        """Whether a paragraph begins inside the words."""
        return any(n in self.starts for n in range(first + 1, last))

    def turn(self, at: int) -> tuple[int, int] | None:
        """`گذشته`, `جاری`, `آینده`; not `قبل از`."""
        hit = self.word("turn", at)
        if not hit or (self.key(at) in ("قبل", "پیش", "بعد") and self.key(hit[0]) == "از"):
            return None
        return hit[0], int(hit[1])

    def counted(self, at: int) -> bool:
        """Whether a number or `چند` stands before the token: `سه سال گذشته` is a duration."""
        before = self.key(at - 1)
        return (
            before.isdecimal()
            or before in _COUNTS
            or (before.endswith("ین") and read_ordinal(self.keys, at - 1) is not None)
            or (at > 0 and before not in ("و",) and read_cardinal(self.keys, at - 1) is not None)
        )

    # days

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
        if not hit or self._plural(hit[0]) or self.key(hit[0]) == "سوری" or (core == at and self.key(at - 1) in _BEFORE_FRIDAY):
            return None
        found = Expression(at, hit[0], weekday=int(hit[1]))
        other = self.word("weekday", hit[0] + 1) if self.key(hit[0]) in _JOINTS else None
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

    # dates

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
        if joint in _JOINTS or joint in _PAIRS or joint in ("-", "–", "ـ"):
            rest = self.date(after + 1) if self.key(after + 1) != "روز" else self.date(after + 2)
            if not rest or rest[0].day is None or rest[0].numbers or (rest[0].until and joint not in _PAIRS):
                return None
            other = rest[0]
            if joint in _PAIRS:
                own = replace(other, first=at, last=after, day=day, until=None)
                return [own, *rest]
            return [replace(other, day=day, first=at, until=replace(other, first=after + 1))]
        return None

    def _stroke_year(self, found: Expression) -> Expression:
        """`13 / فروردین / 1398`: a year after a stroke."""
        at = found.last
        if found.year is None and self.key(at) in ("/", "-") and len(self.key(at + 1)) == 4 and self._is_year(at + 1, short=False):
            return replace(found, last=at + 2, year=int(self.key(at + 1)))
        return found

    def _named_day(self, at: int) -> bool:
        """`روز 18 ماه جاری`, `سه‌شنبه 18 ماه سال جاری`: a day and no count of months."""
        return self.key(at - 1) in ("روز", "روزهای", "شب", "شنبه", "جمعه") or self.key(at - 1).endswith("شنبه")

    def _is_date(self, at: int, month_at: int, after: int, day: int) -> bool:
        """Whether number and month name make a date: not `دو تیر شلیک شد`, not `5 می شود`."""
        word = self.key(month_at)
        if self.key(at - 1) in _PLACES or (self.key(at - 2) in _PLACES and self.key(at - 1).isdecimal()):
            return False
        if word == "می" and after == month_at + 1:
            return self.key(after) in _AFTER_MAY or self.key(after).isdecimal() or after in self.ends or after >= len(self.keys)
        return not (word in ("تیر", "مهر", "مه") and not self.key(at).isdecimal() and self.key(at) in ("یک", "دو", "سه", "چهار"))

    def day_number(self, at: int) -> tuple[int, int, bool] | None:
        """The number of a day: the token after it, the number, whether it is an ordinal in words."""
        ordinal = read_ordinal(self.keys, at)
        number = ordinal or read_cardinal(self.keys, at)
        if not number or number[1] > 99 or self._broken(at, number[0]):
            return None
        after = number[0] + (self.key(number[0]) in ("ام", "م") and ordinal is None)
        return after, number[1], ordinal is not None

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

    def _spanning(self, found: list[Expression]) -> list[Expression]:
        """`۳۰ شهریور تا ۵ مهر`: a second date after `تا` makes one interval of both."""
        one = found[-1]
        if self.key(one.last) not in _JOINTS:
            return found
        at = one.last + 1
        if self.key(at) == "روز":
            at += 1
        rest = self.date(at)
        if rest and len(rest) == 1 and rest[0].day is not None and not rest[0].until:
            other = rest[0]
            return [*found[:-1], replace(one, last=other.last, until=other)]
        return found

    # months

    def month_words(self, at: int, *, dated: bool = False) -> tuple[int, Expression] | None:
        """A month by its name or as `ماه جاری`, with its year: the token after it and an expression without its beginning."""
        hit = _months().match(self.keys, at)
        if hit and not self._broken(at, hit[0]) and self.key(at) != "به":
            calendar, month, _ = hit[1]
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
            after, calendar = named[0], _calendar(named[1])
        if turn := self.turn(after):
            after = turn[0]
            if named := self.word("calendar", after):
                after, calendar = named[0], _calendar(named[1])
            return after, Expression(at, after, month_turn=turn[1], calendar=calendar)
        year = self.year_words(after)
        if year and year[1].get("year_turn") == 0:
            return year[0], Expression(at, year[0], month_turn=0)
        return None

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

    def _is_year(self, at: int, *, short: bool, dated: bool = False) -> bool:
        """Whether a number can be a year: four digits 12xx–14xx or 18xx–20xx, or two where a month stands before it."""
        key = self.key(at)
        if not key.isdecimal() or self.key(at + 1) in (_LARGE if dated else _COUNTED):
            return False
        if len(key) == 4:
            return 1200 <= int(key) < 1500 or 1800 <= int(key) < 2100
        return short and len(key) == 2 and (int(key) >= 32 or key[0] == "0") and self.key(at + 1) not in ("/", "٪", "%")

    def year_words(self, at: int) -> tuple[int, YearFields] | None:
        """`سال 1398`, `سال ۹۲`, `سال گذشته`, `سال میلادی جاری`, `امسال`: the token after it, and the fields it fills."""
        if hit := self.word("year", at):
            return hit[0], {"year_turn": int(hit[1])}
        key, after = self.key(at), at + 1
        if key.startswith("سال") and (rest := key[3:]) and (turn := _words("turn").match([rest], 0)):
            return self._calendared(after, {"year_turn": int(turn[1])})
        if key in ("سالهای",):
            return None
        if key != "سال" or (self.key(at - 1).isdecimal() and self.key(after).isdecimal()):
            return None
        fields = YearFields()
        if named := self.word("calendar", after):
            after, fields = named[0], YearFields(calendar=_calendar(named[1]))
        if turn_hit := self.turn(after):
            return self._calendared(turn_hit[0], {**fields, "year_turn": turn_hit[1]})
        number = self._year_number(after)
        return self._calendared(number[0], {**fields, "year": number[1]}) if number else None

    def _year_number(self, at: int) -> tuple[int, int] | None:
        """The number of a year after `سال`: in two to four digits, or in words from 1200."""
        key = self.key(at)
        if key.isdecimal():
            counted = self.key(at + 1) in _COUNTED and len(key) < 4
            good = len(key) in (2, 4) or (len(key) == 3 and self.word("calendar", at + 1) is not None)
            return (at + 1, int(key)) if good and not counted and int(key) < 2200 else None
        worded = read_cardinal(self.keys, at)
        if worded and (1200 <= worded[1] < 2000 or 50 <= worded[1] < 100) and self.key(worded[0]) not in _COUNTED:
            return worded
        return None

    def _calendared(self, at: int, fields: YearFields) -> tuple[int, YearFields]:
        if named := self.word("calendar", at):
            return named[0], {**fields, "calendar": _calendar(named[1])}
        if self.key(at) == "(" and self.key(at + 2) == ")" and (inner := self.word("calendar", at + 1)):
            return inner[0] + 1, {**fields, "calendar": _calendar(inner[1])}
        return at, fields

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
        if found.month is not None and not (
            plural or (start > at and self.key(start) not in ("می", "مه", "مای")) or self._is_month(start, found)
        ):
            return None
        found = replace(found, first=at if not plural else start, edge=edge)
        until = self.key(found.last)
        if until in _JOINTS and (rest := self.month_words(found.last + 1)) and rest[1].month is not None and found.month is not None:
            return replace(found, last=rest[0], until=rest[1])
        if plural and until in _PAIRS and (rest := self.month_words(found.last + 1)) and rest[1].month is not None:
            return [found, rest[1]]
        return found

    def _edge(self, at: int) -> tuple[Edge | None, int]:
        """`پایان`, `ابتدای`, `نیمه` before a month or year, and the vague `اواخر`, which leaves the value as it is."""
        if hit := self.word("edge", at):
            return ("first" if hit[1] == "first" else "last"), hit[0]
        if self.key(at) == "نیمه":
            return "middle", at + 1
        if hit := self.word("vague", at):
            return None, hit[0]
        return None, at

    def _is_month(self, at: int, found: Expression) -> bool:
        """Whether a month's name alone is the month: with `ماه`, a year or a turn, or an unmistakable name, mostly after a preposition."""
        keys = self.keys[at : found.last]
        if found.calendar == "hijri" and not (found.year or found.year_turn is not None or found.turn is not None):
            return any("ماه" in k for k in keys)
        if any("ماه" in k for k in keys) or found.year or found.year_turn is not None or found.same_year:
            return True
        if "".join(keys) in _HOMONYMS:
            return (found.turn is not None and "".join(keys) not in ("می", "مه", "دی")) or self._dated_homonym(at, found)
        return found.turn is not None or self.key(at - 1) in _MONTH_CUES or self.key(found.last) in ("،", ")", "برگزار", "تا", "و")

    def _dated_homonym(self, at: int, found: Expression) -> bool:
        """`مهر` and its like after `اوایل`, `اواخر` or `پایان`."""
        return bool(self.key(at) in ("مهر", "دی", "تیر", "آذر", "بهمن") and self.key(at - 1) in ("اوایل", "اواخر", "اواسط", "پایان"))

    # years

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
            if self.key(after) not in _JOINTS | _PAIRS:
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
                return Expression(at, named[0], year_turn=0, edge=edge, calendar=_calendar(named[1]))
            if self.key(start + 1) == "تحصیلی":
                school = self._school_year(start)
                return replace(school, first=at, edge=edge) if school else None
            return Expression(at, start + 1, year_turn=0, edge=edge) if self._ends_phrase(start + 1) else None
        if self._is_year(at, short=False) and self.key(at - 1) in _BARE_YEAR_AFTER - {"و", "،"} and self._ends_phrase(at + 1):
            return Expression(at, at + 1, year=int(self.key(at)))
        return None

    def _ends_phrase(self, at: int) -> bool:
        return self.key(at) not in _COUNTED | {"تحصیلی", "پیش", "قبل", "های", "ها", "زراعی"} and not self.key(at)[:1].isdecimal()

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

    def season(self, at: int) -> Expression | None:
        """`تابستان گذشته`, `پاییز 98`, `تابستان سال 2006`: a season with its year."""
        hit = self.word("season", at)
        if not hit:
            return None
        last, found = self._with_year(Expression(at, hit[0], season=int(hit[1])))
        return found if last > hit[0] and not found.recurring else None

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
        known = _occasions().match(self.keys, start)
        if not known or self._broken(at, known[0]):
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

    def nth_weekday(self, at: int) -> Expression | None:
        """`آخرین جمعه ماه رمضان`: told, but not resolved."""
        order = read_ordinal(self.keys, at)
        after = at + 1 if self.key(at) == "آخرین" else order[0] if order else 0
        weekday = self.word("weekday", after) if after else None
        named = self.month_words(weekday[0]) if weekday else None
        return Expression(at, named[0], unclear=True) if named else None

    # weeks, and so many units ago

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
        named = _occasions().match(self.keys, at - 1) or read_ordinal(self.keys, at)
        return not named and self.key(at) not in (
            "نامه",
            "ها",
            "های",
            "وحدت",
            "بسیج",
            "کتاب",
            "پدافند",
            "معلم",
            "ناجا",
            "قوه",
            "نیروی",
            "سلامت",
        )

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

    def _joined(self, found: list[Expression]) -> list[Expression]:
        """Take up what hangs on the last expression: a second year after `و` or `تا` (`سال ۲۰۱۶، ۲۰۱۷`, `اواخر سال ۲۰۱۳ و اوایل ۲۰۱۴`)."""
        while found[-1].year is not None and found[-1].month is None and not found[-1].until:
            at = found[-1].last
            if self.key(at) not in _PAIRS | _JOINTS:
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


def _calendar(value: object) -> Calendar:
    return cast(Calendar, value)


@cache
def _openers() -> frozenset[str]:
    """Every key that an expression can begin with: the first word of each of its phrases, alone or glued to the next ones."""
    phrases = [row["word"] for row in load_table("day_words.tsv") if row["kind"] in _OPENING]
    phrases += [row["word"] for row in load_table("occasions.tsv")]
    phrases += [*MONTHS, *(month + " ماه" for month in MONTHS), *CARDINALS, *ORDINALS]
    phrases += [
        "سال های",
        "ماه های",
        "روز های",
        "همین هفته",
        "همین ماه",
        "نیم",
        "آخرین",
        "روز گذشته",
        "شب گذشته",
        "روز قبل",
        "ایام الله",
        "هفته ای که",
    ]
    phrases += [unit + " " + turn for unit in ("سال", "ماه", "هفته") for turn in ("گذشته", "جاری", "آینده")]
    return frozenset(joined("".join(words[:n])) for words in map(_cut, phrases) for n in range(1, len(words) + 1)) - {"این"}


def _cut(phrase: str) -> list[str]:
    return phrase.replace(ZWNJ, " ").split()
