"""Document -> days: every expression that points to a calendar day, month or year."""

from __future__ import annotations

from naql.model import Day
from naql.text.tokens import Document


def find_days(document: Document) -> tuple[Day, ...]:
    """Find and resolve every date, in the order of the text."""
    return ()
