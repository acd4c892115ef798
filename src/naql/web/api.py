"""The archive as JSON: the same lists and records that the pages show."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from naql import __version__
from naql.archive.store import Archive
from naql.errors import QueryError
from naql.web import wire
from naql.web.filters import Filters
from naql.web.wording import language

router = APIRouter(prefix="/api")

LONGEST_LIST = 500
Size = Annotated[int, Query(ge=1, le=LONGEST_LIST)]


def archive_of(request: Request) -> Archive:
    """The archive that the desk is over."""
    archive: Archive = request.app.state.archive
    return archive


@router.get("/statements")
def statements(
    request: Request,
    text: str = "",
    by: str = "",
    source: str = "",
    outlet: str = "",
    since: str = "",
    until: str = "",
    kind: str = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    size: Size = 50,
) -> dict[str, Any]:
    """Statements, newest first. `by` is a part of a name, `source` a whole one; days in either calendar."""
    filters = Filters(text, by, outlet, since, until, kind, str(page))
    if problems := filters.problems(language("en")):
        raise QueryError("; ".join(f"{name}: {problem}" for name, problem in problems.items()))
    found = archive_of(request).search(filters.query(source, size))
    return {"total": found.total, "page": page, "statements": [wire.hit_record(hit) for hit in found.hits]}


@router.get("/articles")
def articles(request: Request, outlet: str = "", page: Annotated[int, Query(ge=1, le=1_000_000)] = 1, size: Size = 50) -> dict[str, Any]:
    """Articles, those added last first."""
    lines, total = archive_of(request).newest_articles(outlet, size, (page - 1) * size)
    return {"total": total, "page": page, "articles": [wire.line_record(line) for line in lines]}


@router.get("/article/{article_id:path}")
def article(request: Request, article_id: str) -> dict[str, Any]:
    """One article with its reading."""
    return wire.article_record(archive_of(request).get(article_id))


@router.get("/sources")
def sources(request: Request, like: str = "", size: Size = 50) -> dict[str, Any]:
    """Names and how many statements stand under each, most first."""
    return {"sources": [{"name": name, "statements": n} for name, n in archive_of(request).source_names(like, size)]}


@router.get("/outlets")
def outlets(request: Request) -> dict[str, Any]:
    """Outlets and how many articles of each are in the archive."""
    return {"outlets": [{"name": name, "articles": n} for name, n in archive_of(request).outlets()]}


@router.get("/health")
def health(request: Request) -> dict[str, Any]:
    """That the archive can be read, and how much it holds."""
    counts = archive_of(request).count()
    return {
        "status": "ok",
        "version": __version__,
        "articles": counts.articles,
        "versions": counts.versions,
        "statements": counts.statements,
        "sources": counts.sources,
        "outlets": counts.outlets,
    }
