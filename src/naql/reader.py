"""read(): an article's way to its record, stage by stage. Pure and deterministic: no clock, no network, no disk but packaged data."""

from __future__ import annotations

from naql.extract.citations import find_citations
from naql.extract.days import find_days
from naql.model import Article, Reading
from naql.text.tokens import read_tokens


def read(article: Article) -> Reading:
    """Read an article: its sources, statements, contacts, citations and days."""
    document = read_tokens(article)
    days = find_days(document)
    citations = find_citations(document)
    return Reading(article, citations=citations, days=days)
