"""The archive as pages: each function is the route of its name.

A page works without its script. The script (`static/app.js`) lights up words, moves by keys and copies citations; htmx fills in a list
while the filter is typed. Language and theme are in a cookie, and in the address where a link sets them.
"""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from naql import __version__
from naql.errors import ArchiveError, NotFound, QueryError
from naql.model import Kind
from naql.web import marks, wire
from naql.web.api import archive_of
from naql.web.filters import PAGE_SIZE, Filters
from naql.web.wording import DIRECTIONS, Language, language

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

STATIC: Final = Path(__file__).parent / "static"
THEMES: Final = ("auto", "light", "dark")
KINDS: Final[tuple[Kind, ...]] = ("quoted", "reported", "act")
MOST_NAMES: Final = 200
FRESH: Final = 15.0
"""Seconds for which the outlets and the most frequent names are remembered: counting them takes 15 and 50 ms at 100,000 statements."""
_YEAR: Final = 365 * 24 * 3600

_templates = Environment(
    loader=PackageLoader("naql.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
)
_templates.filters["words"] = marks.words


class Page(HTMLResponse):
    """A page; what UTF-8 cannot carry of a text is shown as a question mark rather than failing."""

    def render(self, content: Any) -> bytes:
        """The page as UTF-8; a lone surrogate, which has no UTF-8, as a question mark."""
        return str(content).encode("utf-8", "replace")


@dataclass(frozen=True)
class View:
    """How the reader looks at the desk: the language, the theme, and the address of the page."""

    language: Language
    theme: str
    path: str
    query: tuple[tuple[str, str], ...]

    def link(self, **changes: str) -> str:
        """This page's address with `lang` or `theme` set."""
        kept = [(name, value) for name, value in self.query if name not in ("lang", "theme")]
        return f"{self.path}?{urlencode([*kept, *changes.items()])}"


def view_of(request: Request) -> View:
    """The view a request asks for: by its address, else by its cookies, else Persian in the device's theme."""
    asked = request.query_params.get("lang") or request.cookies.get("naql_lang", "")
    theme = request.query_params.get("theme") or request.cookies.get("naql_theme", "")
    return View(language(asked), theme if theme in THEMES else "auto", request.url.path, tuple(request.query_params.multi_items()))


@router.get("/")
def index() -> Response:
    """The desk opens on the newest statements."""
    return RedirectResponse("/statements", 307)


@router.get("/statements")
def statements(
    request: Request,
    text: str = "",
    by: str = "",
    outlet: str = "",
    since: str = "",
    until: str = "",
    kind: str = "",
    page: str = "",
) -> Response:
    """The newest statements, narrowed by the filter form."""
    archive, said = archive_of(request), view_of(request).language
    filters = Filters(text, by, outlet, since, until, kind, page)
    problems = filters.problems(said)
    found = None if problems else archive.search(filters.query())
    empty = found is not None and not found.total and not filters.narrows and not archive.count().articles
    values = {
        "filters": filters,
        "problems": problems,
        "rows": [wire.row(hit, said, text) for hit in found.hits] if found else [],
        "total": found.total if found else 0,
        "pages": -(-found.total // PAGE_SIZE) if found else 0,
        "page_link": lambda n: filters.link("/statements", page=str(n)),
        "empty": empty,
        "kinds": KINDS,
    }
    if request.headers.get("hx-request") == "true":
        return render(request, "results.html", 400 if problems else 200, **values)
    return render(request, "statements.html", 400 if problems else 200, outlets=remembered(request, "outlets", archive.outlets), **values)


@router.get("/articles")
def articles(request: Request, outlet: str = "", page: str = "") -> Response:
    """The articles added last, also those in which nothing said was found."""
    archive, said, filters = archive_of(request), view_of(request).language, Filters(outlet=outlet, page=page)
    lines, total = archive.newest_articles(outlet, PAGE_SIZE, (filters.number - 1) * PAGE_SIZE)
    return render(
        request,
        "articles.html",
        lines=[wire.line(line, said) for line in lines],
        total=total,
        filters=filters,
        pages=-(-total // PAGE_SIZE),
        page_link=lambda n: filters.link("/articles", page=str(n)),
        outlets=remembered(request, "outlets", archive.outlets),
        empty=not total and not outlet,
    )


@router.get("/article/{article_id:path}")
def article(request: Request, article_id: str) -> Response:
    """An article's text with every record lit up in place, and the records beside it. Raises NotFound."""
    stored = archive_of(request).get(article_id)
    shown = wire.article(stored, view_of(request).language)
    return render(request, "article.html", article=shown, latest=stored.latest, self_link=wire.article_link(article_id))


@router.get("/sources")
def sources(request: Request, like: str = "") -> Response:
    """The names under which most is said, or those that hold what is searched."""
    names = names_of(request, like, MOST_NAMES)
    shown = [(name, wire.source_link(name), count) for name, count in names]
    template = "names.html" if request.headers.get("hx-request") == "true" else "sources.html"
    return render(request, template, names=shown, like=like, many=len(names) == MOST_NAMES)


@router.get("/source")
def source(request: Request, name: str = "", page: str = "") -> Response:
    """Everything said under one name. Raises NotFound."""
    archive, filters = archive_of(request), Filters(page=page)
    known = archive.source(name)
    found = archive.search(filters.query(name))
    return render(
        request,
        "source.html",
        known=known,
        aliases=[(alias, n) for alias, n in known.aliases if alias not in dict(known.offices)],
        filters=filters,
        rows=[wire.row(hit, view_of(request).language) for hit in found.hits],
        total=found.total,
        pages=-(-found.total // PAGE_SIZE),
        page_link=lambda n: wire.source_link(name) + f"&page={n}",
    )


@router.get("/suggest")
def suggest(request: Request, by: str = "") -> Response:
    """Names for the filter's source field, as options of a list."""
    return render(request, "suggest.html", names=names_of(request, by, 12))


@router.get("/health")
def health(request: Request) -> Response:
    """How much the archive holds."""
    return render(request, "health.html", counts=archive_of(request).count(), version=__version__)


def names_of(request: Request, like: str, limit: int) -> list[tuple[str, int]]:
    """The names that hold some words; all of them are counted once in a while only."""
    archive = archive_of(request)
    if like.strip():
        return archive.source_names(like, limit)
    return remembered(request, "names", lambda: archive.source_names("", MOST_NAMES))[:limit]


def remembered(request: Request, name: str, ask: Callable[[], list[tuple[str, int]]]) -> list[tuple[str, int]]:
    """What counts over the whole archive, asked for anew after some seconds: it is the same on every page and rarely changes."""
    kept: dict[str, tuple[float, list[tuple[str, int]]]] = request.app.state.remembered
    now = time.monotonic()
    if name not in kept or now - kept[name][0] > FRESH:
        kept[name] = (now, ask())
    return kept[name][1]


def error(request: Request, status: int, failure: Exception) -> Response:
    """A failure as a page in the reader's language."""
    said = view_of(request).language
    key = f"error.{status}" if f"error.{status}" in said.phrases else "error.archive" if status == 503 else "error.400"
    hint = said("error.500.hint") if status >= 500 else ""
    if isinstance(failure, NotFound):
        kind = "article" if request.url.path.startswith("/article/") else "source"
        hint = said(f"error.404.{kind}")
    detail = str(failure) if isinstance(failure, (ArchiveError, QueryError)) and not isinstance(failure, NotFound) else ""
    return render(request, "error.html", status, status=status, title=said(key), hint=hint, detail=detail)


def render(request: Request, template: str, code: int = 200, **values: Any) -> Response:
    """A template as an answer, in the language and theme of the request, which the answer remembers where the address names them."""
    view = view_of(request)
    values["archive_name"] = _archive_name(request)
    page = Page(_templates.get_template(template).render(t=view.language, view=view, asset=asset, themes=THEMES, **values), code)
    page.headers["Content-Language"] = view.language.code
    page.headers["Vary"] = "Cookie, HX-Request"
    if request.query_params.get("lang") in DIRECTIONS:
        page.set_cookie("naql_lang", view.language.code, max_age=_YEAR, samesite="lax")
    if request.query_params.get("theme") in THEMES:
        page.set_cookie("naql_theme", view.theme, max_age=_YEAR, samesite="lax")
    return page


def _archive_name(request: Request) -> str:
    """The archive's file as a command line names it; a database's address, which may hold a password, is not told."""
    where = str(getattr(request.app.state.archive, "where", ""))
    return shlex.quote(where) if where and "://" not in where else "naql.db"


@cache
def asset(name: str) -> str:
    """The address of a file under `static/`, which changes when the file does, so that browsers may keep it for good."""
    return f"/static/{name}?v={sha256((STATIC / name).read_bytes()).hexdigest()[:10]}"
