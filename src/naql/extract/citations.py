"""Document -> citations: where the outlet says it has its report from."""

from __future__ import annotations

from naql.model import Citation
from naql.text.tokens import Document


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Find every citation, in the order of the text."""
    return ()
