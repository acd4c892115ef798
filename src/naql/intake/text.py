"""A plain text -> Article: the first line is the title, the other lines are body paragraphs, and there is no lead.

Line ends are left out, and lines without a visible character; within a line nothing is changed.
"""

from __future__ import annotations

import re

from naql.text.letters import IN_WORD

_LINE_END = re.compile(r"\r\n|\n|\r")
_UNSEEN = re.compile(rf"[\s{re.escape(IN_WORD)}]*\Z")


def parse_lines(text: str) -> tuple[str, ...]:
    """The lines that hold something, each without its line end."""
    return tuple(line for line in _LINE_END.split(text) if not _UNSEEN.match(line))


def parse_paragraphs(text: str) -> tuple[str, ...]:
    """Title, empty lead, body paragraphs; nothing where no line holds anything.

    >>> parse_paragraphs("تیتر\\r\\n\\r\\nبند یک\\r\\nبند دو")
    ('تیتر', '', 'بند یک', 'بند دو')
    """
    lines = parse_lines(text)
    return (lines[0], "", *lines[1:]) if lines else ()
