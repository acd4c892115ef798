"""Naql reads Persian news reports: who said what, who met whom, when, and on whose word.

Everything here is loaded on first use: `import naql` pulls in no database and no web framework.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from naql.archive.store import open_archive as open_archive
    from naql.model import Article as Article
    from naql.model import Reading as Reading
    from naql.reader import read as read
    from naql.text.repair import repair as repair

__version__ = "0.1.0"
__all__ = ["Article", "Reading", "open_archive", "read", "repair"]

_PLACES = {
    "Article": "naql.model",
    "Reading": "naql.model",
    "open_archive": "naql.archive.store",
    "read": "naql.reader",
    "repair": "naql.text.repair",
}


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'naql' has no attribute {name!r}")
