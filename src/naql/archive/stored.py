"""Rows -> articles with their readings, as they were stored."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, select

from naql.archive.schema import articles
from naql.errors import NotFound
from naql.model import Article, Problem, Reading, Span


@dataclass(frozen=True)
class Stored:
    """An article in the archive. `sha256` is of the raw bytes; `versions` are all of this report's, oldest first, this one among them."""

    article: Article
    reading: Reading
    added: dt.datetime
    sha256: str
    version: int
    versions: tuple[tuple[str, dt.datetime], ...]
    latest: bool
    media_type: str
    origin: str | None


def find_row(connection: Connection, article_id: str) -> Row[Any]:
    """The row of the article under an id. Raises NotFound."""
    row = connection.execute(select(articles).where(articles.c.id == article_id)).first()
    if row is None:
        raise NotFound(f"no article {article_id!r} is here")
    return row


def load_article(row: Row[Any]) -> Article:
    """The article of a row."""
    published = dt.date.fromisoformat(row.published) if row.published else None
    return Article(tuple(json.loads(row.paragraphs)), row.id, row.outlet, row.url, published)


def load_stored(connection: Connection, row: Row[Any]) -> Stored:
    """The article of a row with its reading and all versions of its report."""
    article = load_article(row)
    problems = tuple(Problem(p["stage"], p["message"], Span(*p["span"]) if p["span"] else None) for p in json.loads(row.problems))
    added = dt.datetime.fromisoformat(row.added)
    versions: tuple[tuple[str, dt.datetime], ...] = ((row.id, added),)
    if row.url_key and (row.version > 1 or not row.latest):
        wanted = select(articles.c.id, articles.c.added).where(articles.c.url_key == row.url_key).order_by(articles.c.version)
        versions = tuple((r.id, dt.datetime.fromisoformat(r.added)) for r in connection.execute(wanted))
    reading = replace(Reading.from_record(json.loads(row.record), article), problems=problems)
    return Stored(article, reading, added, row.raw_sha256, row.version, versions, row.latest, row.media_type, row.origin)
