"""How an expression of time is told: past or coming, at home or abroad, as a day or as a figure of speech.

All of it is read off the words around the expression: the tense of the next verb, the countries an article names, a colon before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from naql.extract.timewords import Expression
from naql.extract.timewords.words import BEFORE_FRIDAY, word_set
from naql.language.lexicon import Phrases, load_table
from naql.text.tokens import Document

Tense = Literal["past", "perfect", "present", "future"]
TOLD_PAST: tuple[Tense, ...] = ("past", "perfect")
COMING: tuple[Tense, ...] = ("present", "future")

_ENDINGS = ("", "ند", "یم", "م", "ید", "ه", "هاند", "هاست")
_PAST = frozenset(stem + end for stem in word_set("past-stem") for end in _ENDINGS) - word_set("not-past")
_COMING_WORDS = word_set("coming")
_PARTICIPLES = ("شده", "کرده", "گرفته", "یافته")
"""Ends of compound participles written as one word: `کنترل‌شده`."""
_SUBJUNCTIVE = frozenset({"شود", "شوند", "کند", "کنند"})
"""Verbs that take their time from the one they hang on: `مجبور شد روز دوشنبه لغو کند`."""
_NO_VERB = ("میان", "میدان", "میلی", "میلاد", "میهن", "میراث", "میز", "میوه", "میر", "میل")
"""Beginnings of nouns that look like the present tense."""
_HELD_TODAY = word_set("held-today")
"""What is held or done on a day: `جلسه امروز` is of today even in a speech."""
_TELLING = frozenset({"گزارش", "گفتنی", "شایان", "یادآور", "همچنین"})
"""Words with which the narrator comes back after a speech."""
_NOWADAYS_AFTER = word_set("nowadays")
"""What has a today in the sense of nowadays: `نسل امروز`."""


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
        if tense == "present" and keys[at] in _SUBJUNCTIVE and any(_tense(word, "") == "past" for word in before):
            return "perfect"
        if tense:
            return tense
    return None


def _tense(verb: str, after: str) -> Tense | None:
    """The tense of a finite verb by its form; None for any other word, and for a participle whose auxiliary follows."""
    if verb in _PAST or verb.endswith(_PARTICIPLES):
        participle = verb.endswith("ه")
        if participle and after.startswith(("می", "خواه", "شود", "شوند")):
            return None
        return "perfect" if participle or "هاند" in verb or "هاست" in verb else "past"
    if verb.removeprefix("ن").startswith("خواه") and verb.endswith(("د", "م")):
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


def is_figurative(document: Document, e: Expression) -> bool:
    """`امروز` as nowadays: `دنیای امروز`, or in a speech in the present tense; weekdays that are names: `نماز جمعه`."""
    keys = document.keys
    before = keys[e.first - 1] if e.first else ""
    bare = e.last == e.first + 1
    if e.recurring and e.weekday is not None:
        return True
    if e.weekday is not None and bare and BEFORE_FRIDAY & set(keys[max(0, e.first - 3) : e.first]):
        return True
    if keys[e.first] == "امشب" or before in ("طی", "از") or before in _HELD_TODAY or keys[e.last : e.last + 2] == ("و", "فردا"):
        return False
    if e.shift != 0 or not bare:
        return e.shift == 1 and bare and (before == "برای" or keys[e.first] != "فردا")
    if before in _NOWADAYS_AFTER or (before == "به" and e.first > 1 and keys[e.first - 2] == "تا"):
        return True
    if before in ("که", "آنچه", "چه") and told(document, e) not in TOLD_PAST:
        return True
    return in_speech(document, e.first) and told(document, e) not in ("past", "future")


def in_speech(document: Document, at: int) -> bool:
    """Whether a speech is going on at a token: a colon (but a dateline's) or `اینکه` before it, or a speech that a paragraph above began.

    A speech goes on over the next paragraphs of the body until one of them has no colon and a verb of telling of its own.
    """
    keys, here = document.keys, document.tokens[at].paragraph
    first = document.paragraphs[here][0]
    if _opened(keys, first, at) or "اینکه" in keys[document.sentence_at(at)[0] : at]:
        return True
    for paragraph in range(here - 1, 1, -1):
        start, end = document.paragraphs[paragraph]
        if _opened(keys, start, end):
            return True
        if _TELLING & set(keys[start:end]):
            return False
    return False


def _opened(keys: Sequence[str], first: int, last: int) -> bool:
    """Whether a colon that is not a dateline's stands between two tokens."""
    if first < last and keys[first] in ("خبرگزاری", "به") and ":" in keys[first : first + 4]:
        first += 4
    return ":" in keys[first:last]
