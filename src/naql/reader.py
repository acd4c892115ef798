"""read(): an article's way to its record, stage by stage. Pure and deterministic: no clock, no network, no disk but packaged data."""

from __future__ import annotations

from naql.extract.citations import find_citations
from naql.extract.contacts import find_told
from naql.extract.cues import find_cues
from naql.extract.days import find_days
from naql.extract.speakers import Cast, resolve_speakers
from naql.extract.speech import find_attributions
from naql.extract.subject_tags import tag_subjects
from naql.extract.subjects import Subjects, blocked_tokens
from naql.language.names import find_mentions
from naql.model import Article, Citation, Day, Reading
from naql.text.tokens import Document, read_tokens

Prepared = tuple[Document, Cast, tuple[Day, ...], tuple[Citation, ...]]
"""A document with who is in it, its days and its citations: everything but its contacts."""


def read(article: Article) -> Reading:
    """Read an article: its sources, statements, contacts, citations and days."""
    return finish(article, prepare(article))


def prepare(article: Article) -> Prepared:
    """Read everything but the contacts."""
    document = read_tokens(article)
    mentions = find_mentions(document)
    days = find_days(document)
    citations = find_citations(document)
    cues = find_cues(document)
    speakers = tag_subjects(document, cues, mentions, blocked_tokens(document, citations, days))
    subjects = Subjects(document, mentions, citations, days, speakers)
    return document, resolve_speakers(document, subjects, find_attributions(document, cues, subjects)), days, citations


def finish(article: Article, prepared: Prepared) -> Reading:
    """Read the contacts, and give every record its final ids."""
    document, cast, days, citations = prepared
    sources, statements, contacts = cast.records(find_told(document, cast.entities.mentions, cast, days))
    return Reading(article, sources, statements, contacts, citations, days)
