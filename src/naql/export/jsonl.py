"""Records -> JSON lines: one object a line, UTF-8, line feeds only between records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_BREAKS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"}
"""What JSON allows inside a string and many programs take for the end of a line."""


def jsonl_lines(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Each record as one line, its line feed included.

    >>> list(jsonl_lines([{"source": "او"}]))
    ['{"source": "او"}\\n']
    """
    for record in records:
        line = json.dumps(record, ensure_ascii=False)
        for sign, escaped in _BREAKS.items():
            line = line.replace(sign, escaped)
        yield line + "\n"
