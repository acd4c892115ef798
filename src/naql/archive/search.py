"""Query -> page of statements. Only the latest version of each article is searched; the newest come first, undated ones last."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, Select, func, select, true

from naql.archive.dialects import CHUNK, matching
from naql.archive.identity import name_key, outlet_key
from naql.archive.schema import articles, sources, statements
from naql.archive.spelling import compact, parse_terms
from naql.errors import QueryError
from naql.model import Kind, Source, Statement

LONGEST = 1000
"""Characters of a query. FTS5 refuses expressions of more than some hundred parts."""


@dataclass(frozen=True)
class Query:
    """What to look for; what is empty or None does not narrow it.

    `text` holds words, all to be found, and phrases in quotation marks. `by` is a part of a source's name, alias or office, `source` a
    whole name, as on a source page. `since` and `until` are days of publication, both included.
    """

    text: str = ""
    by: str = ""
    outlet: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    kind: str = ""
    limit: int = 50
    offset: int = 0
    source: str = ""


COLUMNS = (
    "published",
    "outlet",
    "source",
    "office",
    "cue",
    "words",
    "kind",
    "title",
    "url",
    "article",
    "statement",
    "start",
    "end",
    "confidence",
    "reason",
)
"""The fields of `Hit.record()`, in their order."""


@dataclass(frozen=True)
class Hit:
    """A statement that was found: `words` is its content, `cue` None where it has none."""

    article_id: str
    title: str
    outlet: str | None
    url: str | None
    published: dt.date | None
    statement: Statement
    source: Source | None
    words: str
    cue: str | None

    def record(self) -> dict[str, Any]:
        """A flat record, a cell a field: what a table or a JSON line shows."""
        said = self.statement
        return {
            "published": self.published.isoformat() if self.published else None,
            "outlet": self.outlet,
            "source": self.source.name if self.source else None,
            "office": self.source.offices[0] if self.source and self.source.offices else None,
            "cue": self.cue,
            "words": self.words,
            "kind": said.kind,
            "title": self.title,
            "url": self.url,
            "article": self.article_id,
            "statement": said.id,
            "start": said.content.start,
            "end": said.content.end,
            "confidence": said.confidence,
            "reason": said.reason,
        }


@dataclass(frozen=True)
class Page:
    """Some of what was found, and how much was found in all."""

    hits: tuple[Hit, ...]
    total: int


def find_statements(connection: Connection, query: Query) -> Page:
    """One page of what a query finds. Raises QueryError."""
    where = _conditions(connection, query)
    if where is None:
        return Page((), 0)
    total = connection.execute(select(func.count()).select_from(statements).where(*where)).scalar_one()
    if query.offset >= total or not query.limit:
        return Page((), total)
    rows = connection.execute(_newest(where).limit(query.limit).offset(query.offset)).scalars().all()
    return Page(tuple(load_hits(connection, rows)), total)


def find_rows(connection: Connection, query: Query) -> list[int]:
    """The row numbers of all that a query finds, whatever its limit and offset say. Raises QueryError."""
    where = _conditions(connection, query)
    return [] if where is None else list(connection.execute(_newest(where)).scalars())


def load_hits(connection: Connection, rows: Sequence[int]) -> Iterator[Hit]:
    """The statements of these rows, in their order, but those that are gone."""
    for first in range(0, len(rows), CHUNK):
        yield from _hits(connection, rows[first : first + CHUNK])


def _newest(where: Sequence[ColumnElement[bool]]) -> Select[int]:
    newest = (statements.c.published.desc(), statements.c.article.desc(), statements.c.place)
    return select(statements.c.row).where(*where).order_by(*newest)


def _conditions(connection: Connection, query: Query) -> list[ColumnElement[bool]] | None:
    """What a statement must meet, None where none can: a text without a letter or digit finds nothing."""
    terms = parse_terms(checked(query).text)
    if query.text.strip() and not terms:
        return None
    where: list[ColumnElement[bool]] = [statements.c.latest == true()]
    if terms:
        where.append(matching(connection.dialect.name, terms))
    if query.outlet:
        where.append(statements.c.outlet_key == outlet_key(query.outlet))
    if query.since:
        where.append(statements.c.published >= query.since.isoformat())
    if query.until:
        where.append(statements.c.published.between("0", query.until.isoformat()))  # "" is no day
    if query.kind:
        where.append(statements.c.kind == query.kind)
    if query.by.strip():
        where.append(statements.c.source.in_(select(sources.c.row).where(sources.c.names.contains(compact(query.by), autoescape=True))))
    if query.source.strip():
        where.append(statements.c.source.in_(select(sources.c.row).where(sources.c.key == name_key(query.source))))
    return where


def checked(query: Query) -> Query:
    """The query itself. Raises QueryError where it cannot be meant."""
    if len(query.text) > LONGEST:
        raise QueryError(f"the search text is longer than {LONGEST} characters")
    if query.kind and query.kind not in get_args(Kind):
        raise QueryError(f"no kind of statement is called {query.kind!r}; there are {', '.join(get_args(Kind))}")
    if query.limit < 0 or query.offset < 0:
        raise QueryError("a page cannot begin or end before the first result")
    if query.since and query.until and query.since > query.until:
        raise QueryError(f"the time searched ends ({query.until}) before it begins ({query.since})")
    for name, value in (("name", query.by), ("name", query.source)):
        if value.strip() and not compact(value):
            raise QueryError(f"the {name} {value!r} has no letter in it")
    return query


def source_names(like: str, limit: int) -> Select[Any, int]:
    """The names under which something is said, one spelling for each, and how often; most often first."""
    said = select(statements.c.source, func.count().label("times")).where(statements.c.latest == true()).group_by(statements.c.source)
    if compact(like):
        said = said.where(statements.c.source.in_(select(sources.c.row).where(sources.c.names.contains(compact(like), autoescape=True))))
    counted = said.subquery()
    return (
        select(func.min(sources.c.name), func.sum(counted.c.times))
        .join(counted, counted.c.source == sources.c.row)
        .group_by(sources.c.key)
        .order_by(func.sum(counted.c.times).desc(), sources.c.key)
        .limit(limit)
    )


def load_source(record: str) -> Source:
    """A source of its stored JSON."""
    return Source.from_record(json.loads(record))


def _hits(connection: Connection, rows: Sequence[int]) -> tuple[Hit, ...]:
    """The statements of these rows, in their order."""
    a, s, q = articles.c, sources.c, statements.c
    wanted = (
        select(q.row, a.id, a.title, a.outlet, a.url, a.published, q.record.label("said"), s.record.label("source"), q.words, q.cue)
        .join(articles, a.row == q.article)
        .join(sources, s.row == q.source, isouter=True)
        .where(q.row.in_(rows))
    )
    found = {}
    for r in connection.execute(wanted):
        found[r.row] = Hit(
            r.id,
            r.title,
            r.outlet,
            r.url,
            dt.date.fromisoformat(r.published) if r.published else None,
            Statement.from_record(json.loads(r.said)),
            load_source(r.source) if r.source else None,
            r.words,
            r.cue,
        )
    return tuple(found[row] for row in rows if row in found)
