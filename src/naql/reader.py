"""read(): an article's way to its record, stage by stage. Pure and deterministic: no clock, no network, no disk but packaged data."""

from __future__ import annotations

from naql.extract.citations import find_citations
from naql.extract.contacts import find_contacts
from naql.extract.cues import find_cues
from naql.extract.days import find_days
from naql.extract.speakers import resolve_speakers
from naql.extract.speech import find_attributions
from naql.extract.subject_tags import tag_subjects
from naql.extract.subjects import Subjects, blocked_tokens
from naql.language.names import find_mentions
from naql.model import Article, Reading
from naql.text.tokens import read_tokens


def read(article: Article) -> Reading:
    """Read an article: its sources, statements, contacts, citations and days."""
    document = read_tokens(article)
    mentions = find_mentions(document)
    days = find_days(document)
    citations = find_citations(document)
    cues = find_cues(document)
    speakers = tag_subjects(document, cues, mentions, blocked_tokens(document, citations, days))
    subjects = Subjects(document, mentions, citations, days, speakers)
    cast = resolve_speakers(document, subjects, find_attributions(document, cues, subjects))
    sources, statements, contacts = cast.records(find_contacts(document, cast.entities.mentions, cast, days))
    return Reading(article, sources, statements, contacts, citations, days)
