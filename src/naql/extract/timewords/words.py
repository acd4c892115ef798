"""The words of time: lists by kind from `language/data/day_words.tsv`, and a reader of them at a token."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import cast

from naql.language.lexicon import Phrases, joined, load_table
from naql.model import Calendar
from naql.text.calendar import MONTHS
from naql.text.digits import CARDINALS, ORDINALS, read_cardinal, read_ordinal
from naql.text.letters import ZWNJ
from naql.text.tokens import Document


@cache
def phrases_of(kind: str) -> Phrases[str]:
    """The words of one kind in `day_words.tsv`, each with its value."""
    return Phrases((row["word"], row["value"]) for row in load_table("day_words.tsv") if row["kind"] == kind)


@cache
def word_set(kind: str) -> frozenset[str]:
    """The keys of one kind of word."""
    return frozenset(joined(row["word"]) for row in load_table("day_words.tsv") if row["kind"] == kind)


@cache
def month_names() -> Phrases[tuple[Calendar, int]]:
    """Month names alone and with `ماه`: the calendar and the number."""
    named: dict[str, tuple[Calendar, int]] = {}
    for word, (calendar, number) in MONTHS.items():
        named[word] = (calendar, number)
        for form in (word + "ماه", "ماه" + word, "ماه" + word + "ماه"):
            named[form] = (calendar, number)
    return Phrases(named)


@cache
def occasions() -> Phrases[tuple[Calendar, int, int, int, int]]:
    """Known occasions: the calendar, month and day of the first, month and day of the last day."""
    return Phrases(
        (row["word"], (as_calendar(row["calendar"]), int(row["month"]), int(row["day"]), int(row["last_month"]), int(row["last_day"])))
        for row in load_table("occasions.tsv")
    )


def as_calendar(value: object) -> Calendar:
    """A calendar as named in a table."""
    return cast(Calendar, value)


@cache
def openers() -> frozenset[str]:
    """Every key that an expression can begin with: the first word of each of its phrases, alone or glued to the next ones."""
    phrases = [row["word"] for row in load_table("day_words.tsv") if row["kind"] in OPENING]
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
    return frozenset(joined("".join(words[:n])) for words in map(cut, phrases) for n in range(1, len(words) + 1)) - {"این"}


def cut(phrase: str) -> list[str]:
    """The words of a phrase, a joint taken for a space."""
    return phrase.replace(ZWNJ, " ").split()


OPENING = frozenset({"weekday", "shift", "year", "part", "edge", "vague", "season", "unit"})
"""The kinds of words that an expression can begin with."""
COUNTED = word_set("counted")
"""Nouns that a number before them counts: `سال 30 هزار`, `مرداد 20 نفر` hold no year."""
HOMONYMS = word_set("homonym")
"""Month names that are also common words or names: alone they are no month."""
AFTER_MAY = word_set("after-may")
COUNTS = word_set("counts")
LARGE = frozenset({"هزار", "میلیون", "میلیارد", "درصد", "نفر", "تن"})
"""What may be counted even after a full date: `دوم خرداد 76 هزار نفر`."""
BEFORE_FRIDAY = word_set("friday-before")
"""Words after which `جمعه` names a prayer or an office, no day."""
PLACES = word_set("place-before")
JOINTS = frozenset({"تا", "الی", "لغایت"})
PAIRS = frozenset({"و", "،", ",", "یا"})
YEAR_CUES = word_set("year-cue")
MONTH_CUES = word_set("month-cue")
NAMED_WEEKS = word_set("named-week")
"""What follows `هفته` in the name of a week."""


class Words:
    """The keys of one document, read at a token. Nothing is read across the beginning of a paragraph."""

    def __init__(self, document: Document) -> None:
        self.keys: Sequence[str] = document.keys
        self.document = document
        self.ends = {last for _, last in document.sentences}
        self.starts = {key_start for key_start, _ in document.paragraphs}

    def key(self, at: int) -> str:
        """The key of a token; empty outside the text."""
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    def word(self, kind: str, at: int) -> tuple[int, str] | None:
        """The word of a kind that begins here: the token after it, and its value; None where there is none."""
        hit = phrases_of(kind).match(self.keys, at) if 0 <= at < len(self.keys) else None
        return hit if hit and not self.broken(at, hit[0]) else None

    def broken(self, first: int, last: int) -> bool:
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
            or before in COUNTS
            or (before.endswith("ین") and read_ordinal(self.keys, at - 1) is not None)
            or (at > 0 and before not in ("و",) and read_cardinal(self.keys, at - 1) is not None)
        )
