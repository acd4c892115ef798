"""A statement's words and a search -> the spans of the words that met it, to be marked in a list.

The archive decides what is found; this only shows where, by the same folding, so a word is marked in whichever spelling it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from naql.archive.spelling import ENDINGS, compact, parse_terms
from naql.model import Span

_PART: Final = re.compile(r"\w+")
_LONGEST: Final = 12
"""Parts of words that one term may cover: a ZWNJ parts a word in two."""


def find_words(text: str, query: str) -> tuple[Span, ...]:
    """The spans of a text at which a query's words and phrases stand, in order, none within another.

    >>> find_words("او می\u200cگوید", "میگوید")
    (Span(start=3, end=10),)
    """
    forms = {form for term in parse_terms(query) for form in map(compact, (*term.apart, *term.joined)) if form}
    return tuple(_spans(text, forms)) if forms else ()


def _spans(text: str, forms: set[str]) -> Iterator[Span]:
    parts = [(match.start(), match.end(), compact(match.group())) for match in _PART.finditer(text)]
    longest = max(map(len, forms))
    after = 0
    for at, (start, _, _) in enumerate(parts):
        if at < after:
            continue
        joined, last = "", None
        for n, (_, end, part) in enumerate(parts[at : at + _LONGEST], at):
            joined += part
            if joined in forms or any(joined.removesuffix(ending) in forms for ending in ENDINGS):
                last, after = end, n + 1
            if len(joined) > longest:
                break
        if last is not None:
            yield Span(start, last)
