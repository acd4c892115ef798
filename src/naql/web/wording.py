"""The words of the interface, in each language, from `wording.*.json`.

Both files have the same keys. The words are neutral: Naql reports who said what and takes no side.
A key that ends in `.one` is for a count of exactly one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

DIRECTIONS: Final = {"fa": "rtl", "en": "ltr"}
DEFAULT: Final = "fa"
_PERSIAN_DIGITS: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@dataclass(frozen=True, eq=False)
class Language:
    """One language of the interface; called with a key, it gives the words."""

    code: str
    phrases: dict[str, str]
    jalali_months: tuple[str, ...]
    gregorian_months: tuple[str, ...]

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return DIRECTIONS[self.code]

    @property
    def other(self) -> str:
        """The code of the language that the switch leads to."""
        return "en" if self.code == "fa" else "fa"

    def __call__(self, key: str, **values: object) -> str:
        """The words under a key, with values put in. Raises KeyError where there is none: a test keeps both files whole."""
        words = self.phrases[key]
        return words.format(**{name: self.number(v) if isinstance(v, int) else v for name, v in values.items()}) if values else words

    def count(self, key: str, n: int) -> str:
        """A number with the noun that it counts."""
        return self(f"{key}.one" if n == 1 else key, n=n)

    def number(self, value: int) -> str:
        """A number in the digits of the language, its thousands parted.

        >>> language("fa").number(12345)
        '۱۲٬۳۴۵'
        """
        if self.code == "fa":
            return self.digits(f"{value:,}".replace(",", "\N{ARABIC THOUSANDS SEPARATOR}"))
        return f"{value:,}"

    def digits(self, text: str) -> str:
        """A text of our own with its digits as the language writes them; never for words of an article."""
        return text.translate(_PERSIAN_DIGITS) if self.code == "fa" else text


@cache
def language(code: str) -> Language:
    """The language under a code; the default one where the code is unknown."""
    if code not in DIRECTIONS:
        return language(DEFAULT)
    words = json.loads((files(__package__) / f"wording.{code}.json").read_text(encoding="utf-8"))
    return Language(code, words["phrases"], tuple(words["jalali_months"]), tuple(words["gregorian_months"]))
