"""read(): an article's way to its record, stage by stage. Pure and deterministic: no clock, no network, no disk but packaged data."""

from __future__ import annotations

from naql.extract.citations import find_citations
from naql.extract.cues import find_cues
from naql.extract.days import find_days
from naql.extract.speech import find_attributions
from naql.language.names import find_mentions
from naql.model import Article, Reading, Source, Statement, statement_id
from naql.text.tokens import read_tokens


def read(article: Article) -> Reading:
    """Read an article: its sources, statements, contacts, citations and days."""
    document = read_tokens(article)
    mentions = find_mentions(document)
    days = find_days(document)
    citations = find_citations(document)
    attributions = find_attributions(document, find_cues(document), mentions)
    st = []
    for a in attributions:
        span = document.span(*a.content)
        st.append(Statement(statement_id(article.id, span, a.nested), "s1", span, a.kind, document.span(a.cue.first, a.cue.last) if a.cue else None, nested=a.nested))
    return Reading(article, (Source("s1", "x"),), tuple(st), citations=citations, days=days)
