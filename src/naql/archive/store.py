"""The archive: articles as they came in, their readings, what people decided about them; and the search of what was said.

An article is stored in one transaction and acknowledged after it: what `add` returned is there, whatever happens next. A text is never
altered. A changed text under the same URL is a new version, linked to the former; searches show the latest.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, func, select, true
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from naql.archive import dialects, reviews, search
from naql.archive.identity import name_key, outlet_key
from naql.archive.schema import REVISIONS, articles, raws, sources, statements
from naql.archive.search import Hit, Page, Query
from naql.archive.spelling import compact
from naql.archive.stored import Stored, find_row, load_stored
from naql.archive.upgrading import find_revision, upgrade
from naql.archive.writing import Added, Batch, Outcome, find_known
from naql.errors import ArchiveError, NotFound
from naql.model import Article, Reading, Review

__all__ = ["Added", "Archive", "Batch", "Counts", "Hit", "Outcome", "Page", "Query", "SourcePage", "Stored", "open_archive"]

BATCH = 100
"""Articles fetched at a time while all are gone through."""


@dataclass(frozen=True)
class Line:
    """An article in a list, with the number of its statements."""

    article_id: str
    title: str
    outlet: str | None
    published: dt.date | None
    added: dt.datetime
    statements: int


@dataclass(frozen=True)
class Counts:
    """How much an archive holds: reports, their versions, and what the latest versions say."""

    articles: int
    versions: int
    statements: int
    sources: int
    outlets: int


@dataclass(frozen=True)
class SourcePage:
    """One name over all articles; it may be several people. Each form as it is written, with its number of articles, most first."""

    name: str
    statements: int
    names: tuple[tuple[str, int], ...]
    aliases: tuple[tuple[str, int], ...]
    offices: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]


def open_archive(where: str | Path, *, create: bool = True, now: Callable[[], dt.datetime] | None = None) -> Archive:
    """Open the archive in an SQLite file or under a database URL; one that is missing is made unless `create` is false.

    An archive of an older Naql is brought up to date. Raises ArchiveError.
    """
    name = str(where)
    url = dialects.parse_url(name) if "://" in name else dialects.file_url(name if name == ":memory:" else str(Path(name).expanduser()))
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        path = Path(url.database or "")
        if path.is_dir():
            raise ArchiveError(f"{name}: this is a folder, not an archive")
        if not path.exists() and not create:
            raise ArchiveError(f"{name}: there is no archive here")
        if not path.parent.is_dir():
            raise ArchiveError(f"{name}: there is no folder {path.parent} to make an archive in")
        if not dialects.may_be_sqlite(path):
            raise ArchiveError(f"{name}: this file is not an archive (no SQLite database)")
    archive = Archive(dialects.make_engine(url), name, now or (lambda: dt.datetime.now(dt.UTC)))
    try:
        archive._bring_up_to_date()
    except BaseException:
        archive.close()
        raise
    return archive


class Archive:
    """An open archive; `open_archive` makes it. It may be used from several threads, and beside other processes."""

    def __init__(self, engine: Engine, where: str, now: Callable[[], dt.datetime]) -> None:
        self.where = where
        self._engine = engine
        self._writer = engine.execution_options(naql_write=True)
        self._now = now

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close it; it can be opened again."""
        self._engine.dispose()

    # Articles

    def known(self, article: Article) -> str | None:
        """The id of the article if it is here already: the same text with the same URL or outlet; else None."""
        with self._read() as connection:
            return find_known(connection, article)

    @contextmanager
    def batch(self) -> Iterator[Batch]:
        """What is added or replaced within it is stored together: on the disk when it ends, or not at all where it ends in an exception.

        No other process can write meanwhile: have everything at hand that is to be stored.
        """
        with self._write() as connection:
            yield Batch(connection, self._now)

    def add(self, reading: Reading, raw: bytes | None = None, media_type: str = "text/plain", origin: str | None = None) -> Added:
        """Store an article with its reading; when this returns it is on the disk. `Batch.add` says how. Raises InputError, ArchiveError."""
        with self.batch() as batch:
            return batch.add(reading, raw, media_type, origin)

    def replace_reading(self, reading: Reading) -> None:
        """Put a new reading in the place of an article's former one. Raises NotFound, ArchiveError where the text is not the stored one."""
        with self.batch() as batch:
            batch.replace_reading(reading)

    def newest_articles(self, outlet: str = "", limit: int = 50, offset: int = 0) -> tuple[list[Line], int]:
        """The latest versions, those added last first, and how many there are in all."""
        a = articles.c
        wanted = [a.latest == true(), *([a.outlet_key == outlet_key(outlet)] if outlet else [])]
        shown = select(a.row).where(*wanted).order_by(a.row.desc()).limit(limit).offset(offset)
        said = select(func.count()).select_from(statements).where(statements.c.article == a.row).scalar_subquery()
        rows = select(a.id, a.title, a.outlet, a.published, a.added, said).where(a.row.in_(shown)).order_by(a.row.desc())
        with self._read() as connection:
            total = connection.execute(select(func.count()).select_from(articles).where(*wanted)).scalar_one()
            return [
                Line(
                    row[0], row[1], row[2], dt.date.fromisoformat(row[3]) if row[3] else None, dt.datetime.fromisoformat(row[4]), row[5]
                )
                for row in connection.execute(rows)
            ], total  # fmt: skip

    def remove(self, article_id: str) -> None:
        """Take one version of an article out; reviews stay. If it was the latest, the one before becomes it. Raises NotFound."""
        with self.batch() as batch:
            batch.remove(article_id)

    def get(self, article_id: str) -> Stored:
        """The article under an id. Raises NotFound."""
        with self._read() as connection:
            return load_stored(connection, find_row(connection, article_id))

    def raw(self, article_id: str) -> bytes:
        """The bytes an article came in. Raises NotFound."""
        with self._read() as connection:
            digest = find_row(connection, article_id).raw_sha256
            return bytes(connection.execute(select(raws.c.bytes).where(raws.c.sha256 == digest)).scalar_one())

    def iter_articles(self, *, latest: bool = False, outlet: str = "") -> Iterator[Stored]:
        """All articles in the order they were added, or only the latest versions; what is added meanwhile may come too."""
        wanted = select(articles).order_by(articles.c.row).limit(BATCH)
        if latest:
            wanted = wanted.where(articles.c.latest == true())
        if outlet:
            wanted = wanted.where(articles.c.outlet_key == outlet_key(outlet))
        last = 0
        while True:
            with self._read() as connection:
                batch = [(row.row, load_stored(connection, row)) for row in connection.execute(wanted.where(articles.c.row > last)).all()]
            if not batch:
                return
            for last, stored in batch:  # noqa: B007 (`last` goes on in the next batch)
                yield stored

    def count(self) -> Counts:
        """How much is here."""
        latest, said = articles.c.latest == true(), statements.c.latest == true()
        with self._read() as connection:
            return Counts(
                connection.execute(select(func.count()).select_from(articles).where(latest)).scalar_one(),
                connection.execute(select(func.count()).select_from(articles)).scalar_one(),
                connection.execute(select(func.count()).select_from(statements).where(said)).scalar_one(),
                connection.execute(
                    select(func.count(sources.c.key.distinct())).where(
                        select(statements.c.row).where(statements.c.source == sources.c.row, said).exists()
                    )
                ).scalar_one(),
                connection.execute(
                    select(func.count(articles.c.outlet_key.distinct())).where(latest, articles.c.outlet_key != "")
                ).scalar_one(),
            )

    # What was said

    def search(self, query: Query) -> Page:
        """One page of the statements a query finds, newest first. Raises QueryError."""
        with self._read() as connection:
            return search.find_statements(connection, query)

    def iter_hits(self, query: Query) -> Iterator[Hit]:
        """All that a query finds, newest first, whatever its limit and offset. Raises QueryError."""
        with self._read() as connection:
            rows = search.find_rows(connection, query)
        for first in range(0, len(rows), dialects.CHUNK):
            with self._read() as connection:
                hits = list(search.load_hits(connection, rows[first : first + dialects.CHUNK]))
            yield from hits

    def outlets(self) -> list[tuple[str, int]]:
        """The outlets and how many articles of each are here, most first."""
        name = func.min(articles.c.outlet)
        wanted = select(name, func.count()).where(articles.c.latest == true(), articles.c.outlet_key != "").group_by(articles.c.outlet_key)
        with self._read() as connection:
            return [(row[0], row[1]) for row in connection.execute(wanted.order_by(func.count().desc(), name))]

    def source_names(self, like: str = "", limit: int = 50) -> list[tuple[str, int]]:
        """The names that say something, with the number of their statements, most first; `like` is a part of a name, alias or office."""
        with self._read() as connection:
            return [(row[0], int(row[1])) for row in connection.execute(search.source_names(like, limit))]

    def source(self, name: str) -> SourcePage:
        """What is known of one name, in any spelling; `Query(source=name)` finds what is said under it. Raises NotFound."""
        wanted = (
            select(sources.c.row, sources.c.article, sources.c.record, articles.c.outlet)
            .join(articles, articles.c.row == sources.c.article)
            .where(sources.c.key == name_key(name), articles.c.latest == true())
        )
        with self._read() as connection:
            found = connection.execute(wanted).all() if compact(name) else []
            said = search.find_statements(connection, Query(source=name, limit=0)).total if found else 0
        if not found:
            raise NotFound(f"no source is called {name!r}")
        forms = [search.load_source(row.record) for row in found]
        names = _tally([s.name] for s in forms)
        return SourcePage(
            names[0][0],
            said,
            names,
            _tally(s.aliases for s in forms),
            _tally(s.offices for s in forms),
            _tally([row.outlet] for row in found if row.outlet),
        )

    # What people decided

    def add_review(self, review: Review) -> None:
        """Append a decision about a record; none is ever changed."""
        with self._write() as connection:
            reviews.add_review(connection, review)

    def reviews(self, record: str | None = None) -> list[Review]:
        """The decisions about one record, or all, in the order they were made."""
        with self._read() as connection:
            return list(reviews.iter_reviews(connection, record))

    # Connections

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with self._failing_clearly(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        """One transaction: all of it is stored or nothing."""
        with self._failing_clearly(), self._writer.begin() as connection:
            dialects.begin_write(connection)
            yield connection

    @contextmanager
    def _failing_clearly(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise ArchiveError(dialects.explain(error.orig or error, self.where)) from error
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise ArchiveError(dialects.explain(error, self.where)) from error

    def _bring_up_to_date(self) -> None:
        """Make or upgrade the tables. Raises ArchiveError where they are another program's or a newer Naql's."""
        with self._read() as connection:
            if find_revision(connection, self.where) == REVISIONS[-1]:
                return
        with self._write() as connection:
            if find_revision(connection, self.where) != REVISIONS[-1]:  # else another process was quicker
                upgrade(connection)


def _tally(forms: Iterable[Iterable[str]]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for form in forms:
        for name in dict.fromkeys(form):
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
