"""A statement's words and a search -> the spans of the words that met it, to be marked in a list.

The archive decides what is found; this only shows where, by the same folding, so a word is marked in whichever spelling it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from naql.archive.spelling import ENDINGS, compact, parse_terms
from naql.model import Span

_PART: Final = re.compile(r"\w+")


def find_words(text: str, query: str) -> tuple[Span, ...]:
    """The spans of a text at which a query's words and phrases stand, in order, none within another.

    >>> find_words("او می\u200cگوید", "میگوید")
    (Span(start=3, end=10),)
    """
    forms, beginnings = _forms(query)
    return tuple(_spans(text, forms, beginnings)) if forms else ()


@lru_cache(maxsize=64)
def _forms(query: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a query's terms look like in one piece, with each ending that may follow; and all that these begin with."""
    terms = {form for term in parse_terms(query) for form in map(compact, (*term.apart, *term.joined)) if form}
    forms = frozenset(terms | {term + ending for term in terms for ending in ENDINGS})
    return forms, frozenset(form[:n] for form in forms for n in range(1, len(form) + 1))


def _spans(text: str, forms: frozenset[str], beginnings: frozenset[str]) -> Iterator[Span]:
    parts = [(match.start(), match.end(), compact(match.group())) for match in _PART.finditer(text)]
    after = 0
    for at, (start, _, _) in enumerate(parts):
        if at < after:
            continue
        joined, last = "", None
        for n, (_, end, part) in enumerate(parts[at:], at):
            joined += part
            if joined not in beginnings:
                break
            if joined in forms:
                last, after = end, n + 1
        if last is not None:
            yield Span(start, last)
