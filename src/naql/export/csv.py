"""Records -> CSV that opens safely in a spreadsheet.

A byte-order mark tells Excel that it is UTF-8. Every cell is quoted, and one that a spreadsheet would take for a formula begins with an
apostrophe, which shows it as text. Source: OWASP, CSV Injection.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA = frozenset("=+-@|%\t\r\n")
"""What a formula, or a command to another program, begins with; full-width forms count too."""


def csv_lines(records: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """The byte-order mark and the header, then a line a record, each with its line end; None is an empty cell."""
    yield BOM + _line(columns)
    for record in records:
        yield _line([_cell(record.get(column)) for column in columns])


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> safe_cell("=1+1"), safe_cell("نقل")
    ("'=1+1", 'نقل')
    """
    seen = next((c for c in text if c in "\t\r\n" or not (c.isspace() or unicodedata.category(c) in ("Cf", "Cc"))), "")
    return "'" + text if unicodedata.normalize("NFKC", seen) in FORMULA else text


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) else safe_cell(str(value))


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
