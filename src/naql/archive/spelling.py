"""Words -> what they are searched by, so that one word in its several Persian spellings is found by any of them.

A text is kept in two shadows. In `s` a ZWNJ is a space: `می‌شود` is two words. In `c` what belongs to one word is joined: the parts
around a ZWNJ, the prefixes and endings that many write apart, a number and the letters that touch it. A query is looked up in both.
Letters are folded further than `letters.key` does, since here a false friend costs less than a miss: `آ` is `ا`, hamza is nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from naql.text.letters import DIGITS, IN_WORD, SAME_IN_KEYS, ZWNJ
from naql.text.repair import repair

PREFIXES = frozenset({"می", "نمی", "بی"})
"""Written apart as often as joined, and always part of the word that follows."""
ENDINGS = frozenset(
    word
    for words in (
        "ها های هایی هایم هایت هایش هایمان هایتان هایشان",
        "ام ات اش ای ایم اید اند مان تان شان",
        "تر تری ترین",
        "ی",
    )
    for word in words.split()
)
"""Always part of the word before."""
_FOLD = str.maketrans(
    SAME_IN_KEYS
    | DIGITS
    | dict.fromkeys(c for c in IN_WORD if c != ZWNJ)
    | dict.fromkeys(map(chr, [*range(0x0610, 0x061B), *range(0x064B, 0x0660), *range(0x06D6, 0x06EE)]))
    | {
        "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}": "\N{ARABIC LETTER ALEF}",
        "\N{ARABIC LETTER ALEF WASLA}": "\N{ARABIC LETTER ALEF}",
        "\N{ARABIC LETTER HAMZA}": None,
        "\N{ARABIC LETTER AE}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC LETTER HEH GOAL}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC LETTER YEH BARREE}": "\N{ARABIC LETTER FARSI YEH}",
    }
)
_THOUSANDS = re.compile(r"(?<=\d)[,٬،](?=\d{3}(?!\d))")
_PART = re.compile(r"\d+|[^\W\d_]+")
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»')


@dataclass(frozen=True)
class Term:
    """One thing a query asks for. It is met where any of `apart` stands in `s` as a phrase, or any of `joined` in `c`.

    Both hold folded letters, digits and single spaces, nothing else: no text of a user reaches a query language.
    """

    apart: tuple[str, ...]
    joined: tuple[str, ...]


def fold(text: str) -> str:
    """A text with its letters and digits folded; ZWNJ, spaces and marks stand as they were."""
    return _THOUSANDS.sub("", unicodedata.normalize("NFKC", text).translate(_FOLD).casefold())


def compact(text: str) -> str:
    """A name or an outlet as it is compared: folded letters and digits, nothing between them.

    >>> compact("اسماعيل  هنيّه") == compact("اسماعیل هنیه")
    True
    """
    return "".join(_PART.findall(fold(text)))


def shadows(text: str) -> tuple[str, str]:
    """The two shadows of a text, `s` and `c`; of a text that may have lost its ZWNJ, give the repaired view.

    >>> shadows("می شود")
    ('می شود', 'میشود')
    """
    words = list(_words(text))
    return " ".join(part for word in words for part in word), " ".join("".join(word) for word in words)


def parse_terms(text: str) -> tuple[Term, ...]:
    """What a query asks for, all of it to be met: each word, and each phrase in quotation marks. Empty without a letter or digit."""
    terms: list[Term] = []
    at = 0
    for match in _QUOTED.finditer(text):
        terms += _single(text[at : match.start()])
        terms += _phrase("".join(g or "" for g in match.groups()))
        at = match.end()
    return tuple(dict.fromkeys(terms + _single(text[at:])))


def _words(text: str) -> Iterator[tuple[str, ...]]:
    """The words of a text in their parts: one part, or several where a ZWNJ or an affix stands apart."""
    text = fold(text)
    word: tuple[str, ...] = ()
    end = 0
    for match in _PART.finditer(text):
        part, gap = match.group(), text[end : match.start()]
        end = match.end()
        if word and _belongs(word, gap, part):
            if not (part == "ی" and word[-1].endswith("ه")):  # the ezafe of `خانه‌ی`, which others write `خانهٔ` or leave out
                word += (part,)
            continue
        if word:
            yield word
        word = (part,)
    if word:
        yield word


def _belongs(word: tuple[str, ...], gap: str, part: str) -> bool:
    """Whether a part goes on the word before it, whatever stands between them."""
    if not gap.strip(ZWNJ):
        return True
    if gap.strip(ZWNJ + " \t\N{NO-BREAK SPACE}"):
        return False
    return word[-1] in PREFIXES if len(word) == 1 and word[0] in PREFIXES else part in ENDINGS and not word[-1].isdigit()


def _single(text: str) -> list[Term]:
    """A term for each word. One written in two (`سیف القدس`) is also met where it is written in one."""
    words = list(_words(text))
    joined = ["".join(word) for word in words]
    terms = []
    for i, word in enumerate(words):
        repaired = tuple(part for w in _words(repair(joined[i]).text) for part in w)
        pairs = zip(joined[max(i - 1, 0) : i + 1], joined[max(i, 1) : i + 2], strict=False)
        neighbours = [a + b for a, b in pairs if not (a[-1].isdigit() and b[0].isdigit())]
        terms.append(Term(_distinct(" ".join(word), " ".join(repaired)), _distinct(joined[i], *neighbours)))
    return terms


def _phrase(text: str) -> list[Term]:
    words = list(_words(text))
    if not words:
        return []
    return [Term((" ".join(part for word in words for part in word),), (" ".join("".join(word) for word in words),))]


def _distinct(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
