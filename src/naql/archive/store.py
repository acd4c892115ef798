"""The archive: articles as they came in, their readings, what people decided about them; and the search of what was said.

An article is stored in one transaction and acknowledged after it: what `add` returned is there, whatever happens next. A text is never
altered. A changed text under the same URL is a new version, linked to the former; searches show the latest.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, Self

from sqlalchemy import Connection, Engine, Row, delete, func, insert, inspect, or_, select, true, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from naql.archive import dialects, reviews, search
from naql.archive.identity import outlet_key, renamed, safe_id, url_key
from naql.archive.schema import REVISIONS, articles, metadata, raws, sources, statements
from naql.archive.search import Hit, Page, Query
from naql.archive.spelling import compact, shadows
from naql.errors import ArchiveError, InputError, NotFound
from naql.model import Article, Problem, Reading, Review, Source, Span, stable_id

__all__ = ["Added", "Archive", "Counts", "Hit", "Page", "Query", "SourcePage", "Stored", "open_archive"]

Outcome = Literal["new", "known", "version"]
BATCH = 100
"""Articles fetched at a time while all are gone through."""


@dataclass(frozen=True)
class Added:
    """What became of an article: its id in the archive, and whether it was new, known, or a new version of one known."""

    article_id: str
    outcome: Outcome


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
            return _known(connection, article)

    def add(self, reading: Reading, raw: bytes | None = None, media_type: str = "text/plain", origin: str | None = None) -> Added:
        """Store an article with its reading; when this returns it is on the disk. Without `raw`, the text itself is kept as UTF-8.

        The id is the article's own unless another article has it or it could not stand in a URL. Raises InputError on a text that is no
        Unicode text (half of a surrogate pair), ArchiveError.
        """
        article = reading.article
        try:
            data = article.text.encode("utf-8") if raw is None else raw
            "".join((article.text, article.id, article.outlet or "", article.url or "")).encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(f"the text is no valid Unicode: {error.reason} at character {error.start}", origin or article.id) from None
        with self._write() as connection:
            known = _known(connection, article)
            if known:
                return Added(known, "known")
            article_id = _free_id(connection, article)
            former = _retire(connection, url_key(article.url))
            digest = _keep_raw(connection, data)
            row = _next_row(connection, articles.c.row)
            values = _article_values(renamed(reading, article_id)) | {
                "row": row,
                "version": former + 1,
                "latest": True,
                "raw_sha256": digest,
                "media_type": media_type,
                "origin": origin,
                "added": self._now().astimezone(dt.UTC).isoformat(),
            }
            connection.execute(insert(articles), values)
            _add_reading(connection, row, renamed(reading, article_id), latest=True)
        return Added(article_id, "version" if former else "new")

    def get(self, article_id: str) -> Stored:
        """The article under an id. Raises NotFound."""
        with self._read() as connection:
            return _stored(connection, _article_row(connection, article_id))

    def raw(self, article_id: str) -> bytes:
        """The bytes an article came in. Raises NotFound."""
        with self._read() as connection:
            digest = _article_row(connection, article_id).raw_sha256
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
                batch = [(row.row, _stored(connection, row)) for row in connection.execute(wanted.where(articles.c.row > last)).all()]
            if not batch:
                return
            for last, stored in batch:  # noqa: B007 (`last` goes on in the next batch)
                yield stored

    def remove(self, article_id: str) -> None:
        """Take an article out, with its reading and, unless another needs them, its raw bytes; reviews stay. Raises NotFound.

        Only this version goes: if it was the latest, the one before becomes it.
        """
        with self._write() as connection:
            row = _article_row(connection, article_id)
            _forget_reading(connection, row.row)
            connection.execute(delete(articles).where(articles.c.row == row.row))
            if not connection.execute(select(articles.c.row).where(articles.c.raw_sha256 == row.raw_sha256).limit(1)).first():
                connection.execute(delete(raws).where(raws.c.sha256 == row.raw_sha256))
            if row.latest and row.url_key:
                _reinstate(connection, row.url_key)

    def replace_reading(self, reading: Reading) -> None:
        """Put a new reading in the place of an article's former one. Raises NotFound, ArchiveError where the text is not the stored one."""
        with self._write() as connection:
            row = _article_row(connection, reading.article.id)
            if json.loads(row.paragraphs) != list(reading.article.paragraphs):
                raise ArchiveError(f"the reading of {reading.article.id} is of another text than the one stored")
            reading = replace(reading, article=_article(row))
            _forget_reading(connection, row.row)
            values = {name: value for name, value in _article_values(reading).items() if name in ("record", "problems")}
            connection.execute(update(articles).where(articles.c.row == row.row).values(values))
            _add_reading(connection, row.row, reading, latest=row.latest)

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
            .where(sources.c.key == compact(name), articles.c.latest == true())
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
            if _revision(connection, self.where) == REVISIONS[-1]:
                return
        with self._write() as connection:
            if _revision(connection, self.where) != REVISIONS[-1]:  # else another process was quicker
                _upgrade(connection)


def _revision(connection: Connection, where: str) -> str | None:
    """The version of the tables, None where there are none yet."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if tables:
            raise ArchiveError(f"{where}: this is a database, but not an archive of Naql")
        return None
    revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if revision is None or not tables & metadata.tables.keys():
        raise ArchiveError(f"{where}: this is a database, but not an archive of Naql")
    if revision not in REVISIONS:
        raise ArchiveError(f"{where}: this archive was written by a newer Naql (its version is {revision}, known is {REVISIONS[-1]})")
    return revision


def _upgrade(connection: Connection) -> None:
    from alembic import command  # loaded only when there is something to do: it costs more than opening an archive
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "naql.archive:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _known(connection: Connection, article: Article) -> str | None:
    same = [articles.c.outlet_key == outlet_key(article.outlet)]
    if url_key(article.url):
        same.append(articles.c.url_key == url_key(article.url))
    wanted = select(articles.c.id).where(articles.c.text_sha256 == _digest(article.text), or_(*same)).order_by(articles.c.row)
    return connection.execute(wanted).scalars().first()


def _free_id(connection: Connection, article: Article) -> str:
    """The article's own id if it is free and can stand in a URL, else one made from outlet, URL and text."""
    made = "a" + stable_id(article.outlet or "", article.url or "", article.text)
    candidate = article.id if safe_id(article.id) else made
    number = 1
    while connection.execute(select(articles.c.row).where(articles.c.id == candidate)).first():
        candidate = made if number == 1 else f"{made}-{number}"
        number += 1
    return candidate


def _retire(connection: Connection, key: str) -> int:
    """The number of the latest version under a URL key, which it is no longer; 0 where there is none."""
    if not key:
        return 0
    former = connection.execute(
        select(articles.c.row, articles.c.version).where(articles.c.url_key == key).order_by(articles.c.version.desc())
    ).first()
    if not former:
        return 0
    _set_latest(connection, former.row, False)
    return int(former.version)


def _reinstate(connection: Connection, key: str) -> None:
    row = connection.execute(
        select(articles.c.row).where(articles.c.url_key == key).order_by(articles.c.version.desc())
    ).scalars().first()  # fmt: skip
    if row is not None:
        _set_latest(connection, row, True)


def _set_latest(connection: Connection, row: int, latest: bool) -> None:
    connection.execute(update(articles).where(articles.c.row == row).values(latest=latest))
    connection.execute(update(statements).where(statements.c.article == row).values(latest=latest))


def _keep_raw(connection: Connection, data: bytes) -> str:
    digest = sha256(data).hexdigest()
    if not connection.execute(select(raws.c.sha256).where(raws.c.sha256 == digest)).first():
        connection.execute(insert(raws), {"sha256": digest, "bytes": data})
    return digest


def _article_values(reading: Reading) -> dict[str, Any]:
    """The columns of an article that come from the article and its reading."""
    article, record = reading.article, reading.record()
    for name in ("id", "outlet", "url", "published", "paragraphs"):
        del record[name]
    return {
        "id": article.id,
        "outlet": article.outlet,
        "outlet_key": outlet_key(article.outlet),
        "url": article.url,
        "url_key": url_key(article.url),
        "published": article.published.isoformat() if article.published else None,
        "title": _storable(article.title),
        "paragraphs": _json(list(article.paragraphs)),
        "text_sha256": _digest(article.text),
        "record": _json(record),
        "problems": _json([asdict(p) for p in reading.problems]),
    }


def _add_reading(connection: Connection, article_row: int, reading: Reading, *, latest: bool) -> None:
    """The rows of a reading's sources and statements, and the index of what was said."""
    article = reading.article
    first = _next_row(connection, sources.c.row)
    rows = {source.id: first + i for i, source in enumerate(reading.sources)}
    if reading.sources:
        connection.execute(insert(sources), [_source_values(s) | {"row": rows[s.id], "article": article_row} for s in reading.sources])
    common = {
        "article": article_row,
        "published": article.published.isoformat() if article.published else "",
        "outlet_key": outlet_key(article.outlet),
        "latest": latest,
    }
    first = _next_row(connection, statements.c.row)
    said: list[dict[str, Any]] = [
        common
        | {
            "row": first + i,
            "id": s.id,
            "place": i,
            "source": rows.get(s.source) if s.source else None,
            "kind": s.kind,
            "words": _storable(article.quote(s.content)),
            "cue": _storable(article.quote(s.cue)) if s.cue else None,
            "record": _json(asdict(s)),
        }
        for i, s in enumerate(reading.statements)
    ]
    if said:
        connection.execute(insert(statements), said)
    dialects.index_statements(connection, [(row["row"], *shadows(row["words"])) for row in said])


def _source_values(source: Source) -> dict[str, Any]:
    names = dict.fromkeys(compact(name) for name in (source.name, *source.aliases, *source.offices))
    return {
        "id": source.id,
        "name": _storable(source.name),
        "key": compact(source.name),
        "names": "\n".join(names),
        "record": _json(asdict(source)),
    }


def _forget_reading(connection: Connection, article_row: int) -> None:
    rows = connection.execute(select(statements.c.row).where(statements.c.article == article_row)).scalars().all()
    dialects.forget_statements(connection, rows)
    connection.execute(delete(statements).where(statements.c.article == article_row))
    connection.execute(delete(sources).where(sources.c.article == article_row))


def _article_row(connection: Connection, article_id: str) -> Row[Any]:
    row = connection.execute(select(articles).where(articles.c.id == article_id)).first()
    if row is None:
        raise NotFound(f"no article {article_id!r} is here")
    return row


def _article(row: Row[Any]) -> Article:
    published = dt.date.fromisoformat(row.published) if row.published else None
    return Article(tuple(json.loads(row.paragraphs)), row.id, row.outlet, row.url, published)


def _stored(connection: Connection, row: Row[Any]) -> Stored:
    article = _article(row)
    problems = tuple(Problem(p["stage"], p["message"], Span(*p["span"]) if p["span"] else None) for p in json.loads(row.problems))
    added = dt.datetime.fromisoformat(row.added)
    versions: tuple[tuple[str, dt.datetime], ...] = ((row.id, added),)
    if row.url_key and (row.version > 1 or not row.latest):
        wanted = select(articles.c.id, articles.c.added).where(articles.c.url_key == row.url_key).order_by(articles.c.version)
        versions = tuple((r.id, dt.datetime.fromisoformat(r.added)) for r in connection.execute(wanted))
    reading = replace(Reading.from_record(json.loads(row.record), article), problems=problems)
    return Stored(article, reading, added, row.raw_sha256, row.version, versions, row.latest, row.media_type, row.origin)


def _next_row(connection: Connection, column: Any) -> int:
    """One more than the last row number: writers are alone, and rows made together need no round trip to learn their numbers."""
    return int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()) + 1


def _tally(forms: Any) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for form in forms:
        for name in dict.fromkeys(form):
            counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _storable(text: str) -> str:
    """A copy for a column of text, which in PostgreSQL cannot hold U+0000; the text itself is stored as JSON, which can."""
    return text.replace("\0", "\N{SYMBOL FOR NULL}")
