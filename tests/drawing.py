"""A reading drawn into its text, and back: a bug report becomes a test by pasting.

`[source|سهراب نیک‌آیین] [cue|گفت]: [content|سه طرح تازه در راه است.]` — the marks are `source`, `cue`, and for the words
said `content` (reported), `quoted`, `act`, or `nested` where they stand within another's.
"""

import re

from naql.model import Article

MARK = re.compile(r"\[[a-z]+\||\]")
MARKS = {"reported": "content", "quoted": "quoted", "act": "act"}


def undrawn(text):
    """A drawn text without its marks."""
    return MARK.sub("", text)


def article_of(*paragraphs, title="خبر", lead="", **fields):
    """The article of drawn paragraphs."""
    return Article(tuple(map(undrawn, (title, lead, *paragraphs))), **fields)


def draw(text, marked):
    """A text with marks around spans, given as (mark, start, end); of two that begin together the longer is outside."""
    opens, closes = {}, {}
    for mark, start, end in sorted(set(marked), key=lambda m: (m[1], -m[2], m[0])):
        opens[start] = opens.get(start, "") + f"[{mark}|"
        closes[end] = closes.get(end, "") + "]"
    return "".join(closes.get(at, "") + opens.get(at, "") + text[at : at + 1] for at in range(len(text) + 1))


def drawn_speech(reading):
    """The paragraphs of a reading with the parts of its statements marked."""
    marked = []
    for s in reading.statements:
        marked.append(("nested" if s.nested else MARKS[s.kind], *s.content))
        marked += [(mark, *span) for mark, span in (("source", s.source_span), ("cue", s.cue)) if span]
    return tuple(draw(reading.article.text, marked).split("\n"))


def speakers(reading):
    """The name of each statement's source, in the order of the text."""
    return [s.source and reading.source(s.source).name for s in reading.statements]
