"""Letters that look or mean the same, by name.

`key()` is what words are looked up by: the same for `می‌شود` and `میشود`, for Arabic and Persian ي/ی and ك/ک,
with or without harakat, and for the three kinds of digits.
"""

from __future__ import annotations

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"

SAME_LETTER = {
    "\N{ARABIC LETTER YEH}": "\N{ARABIC LETTER FARSI YEH}",
    "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER FARSI YEH}",
    "\N{ARABIC LETTER KAF}": "\N{ARABIC LETTER KEHEH}",
}
SAME_IN_KEYS = SAME_LETTER | {
    "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}": "\N{ARABIC LETTER FARSI YEH}",
    "\N{ARABIC LETTER HEH WITH YEH ABOVE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}": "\N{ARABIC LETTER WAW}",
}
DIGITS = {chr(zero + n): str(n) for zero in (0x0660, 0x06F0) for n in range(10)}
HARAKAT = "".join(map(chr, range(0x064B, 0x0653))) + "\N{ARABIC HAMZA ABOVE}\N{ARABIC LETTER SUPERSCRIPT ALEF}"
BIDI = "\u200e\u200f\u061c" + "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
INVISIBLE = BIDI + "\u200b\u200d\u2060\u00ad\ufeff"
NOT_JOINING = "اآأإٱدذرزژوؤءةٵڈڑ"
"""Letters that do not join the next one; a ZWNJ after them shows nothing, and careful texts have none (PerDT: 3 of 34,254)."""
TATWEEL = "\N{ARABIC TATWEEL}"
IN_WORD = ZWNJ + HARAKAT + INVISIBLE + TATWEEL
"""Characters that may stand inside a word without being a letter of it."""

_KEY = str.maketrans(SAME_IN_KEYS | DIGITS | dict.fromkeys(IN_WORD))


def key(word: str) -> str:
    """The form a word is looked up by: folded letters, ASCII digits, nothing invisible.

    >>> key("مي‌شود") == key("میشود")
    True
    """
    return word.translate(_KEY)
