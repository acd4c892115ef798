"""Every exception that Naql raises.

    NaqlError                   anything below
    ├── InputError              a file or line that cannot be read; names the file and the place
    │   └── NotPersian          the text is in another language
    ├── ArchiveError            the archive cannot be opened, or is of a newer version
    │   └── NotFound            no article, statement or source under that id
    └── QueryError              a search or a date filter that cannot be understood

Stages of the reader raise none of these: what they cannot read they return as `Problem`s.
"""

from __future__ import annotations


class NaqlError(Exception):
    """Anything that Naql reports to its caller."""


class InputError(NaqlError):
    """A file or a line that cannot be read.

    `path` is the file as the user named it (`-` for standard input), `line` counts from 1, None where the whole file is meant.
    """

    def __init__(self, reason: str, path: str = "-", line: int | None = None) -> None:
        self.reason, self.path, self.line = reason, path, line
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")


class NotPersian(InputError):
    """The text is in another language."""


class ArchiveError(NaqlError):
    """The archive cannot be opened, or was written by a newer Naql."""


class NotFound(ArchiveError):
    """No article, statement or source stands under that id."""


class QueryError(NaqlError):
    """A search or a date that cannot be understood."""
