"""What differs from one database to another: how it is opened, how a write begins, and its full-text index.

SQLite keeps the index of statements in an FTS5 table of the shadows `s` and `c`, PostgreSQL in two `tsvector` columns. Each holds one row
a statement, under the statement's row number.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, StaticPool, create_engine, event, make_url, text
from sqlalchemy.engine import URL

from naql.archive.schema import statements
from naql.archive.spelling import Term
from naql.errors import ArchiveError

WAIT = 30
"""Seconds that one process waits for another to finish writing."""
CHUNK = 500
"""Row numbers in one statement: under every database's limit on parameters."""


def make_engine(url: URL) -> Engine:
    """An engine whose every transaction begins as the database likes it best. Raises ArchiveError on a database that has no support."""
    name = url.get_backend_name()
    if name == "sqlite":
        return _sqlite(url)
    if name == "postgresql":
        try:
            return create_engine(url.set(drivername="postgresql+psycopg"))
        except ModuleNotFoundError:
            raise ArchiveError("an archive in PostgreSQL needs the package psycopg: pip install 'psycopg[binary]'") from None
    raise ArchiveError(f"an archive lies in SQLite or PostgreSQL, not in {name}")


def file_url(path: str) -> URL:
    """The URL of an SQLite file; `:memory:` is one that is gone when it is closed."""
    return URL.create("sqlite", database=path)


def may_be_sqlite(path: Path) -> bool:
    """Whether a file is missing, empty or begins like an SQLite database, which itself would write over a short file of another kind.

    Raises ArchiveError where it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(16) in (b"", b"SQLite format 3\0")
    except FileNotFoundError:
        return True
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror or error}") from None


def parse_url(where: str) -> URL:
    """A database URL. Raises ArchiveError."""
    try:
        return make_url(where)
    except Exception as error:
        raise ArchiveError(f"{where} is no database URL: {error}") from None


def begin_write(connection: Connection) -> None:
    """Let writers in one at a time, so that what a writer looked up still holds when it writes."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(1851880812)"))


def index_statements(connection: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
    """Put statements into the index: row number, `s`, `c`."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        sql = "INSERT INTO statement_index (rowid, s, c) VALUES (:row, :s, :c)"
    else:
        sql = "INSERT INTO statement_index (row, s, c) VALUES (:row, to_tsvector('simple', :s), to_tsvector('simple', :c))"
    connection.execute(text(sql), [{"row": row, "s": s, "c": c} for row, s, c in rows])


def forget_statements(connection: Connection, rows: Iterable[int]) -> None:
    """Take statements out of the index."""
    column = "rowid" if connection.dialect.name == "sqlite" else "row"
    gone = [{"row": row} for row in rows]
    if gone:
        connection.execute(text(f"DELETE FROM statement_index WHERE {column} = :row"), gone)


def matching(dialect: str, terms: Sequence[Term]) -> ColumnElement[bool]:
    """A condition on `statements.row`: all of the terms are met."""
    if dialect == "sqlite":
        found = text("SELECT rowid FROM statement_index WHERE statement_index MATCH :fts").bindparams(fts=" AND ".join(map(_fts5, terms)))
        return statements.c.row.in_(found.columns(statements.c.row))
    values: dict[str, Any] = {}
    wanted = []
    for term in terms:
        either = []
        for column, phrases in (("s", term.apart), ("c", term.joined)):
            for phrase in phrases:
                name = f"term_{len(values)}"
                values[name] = phrase
                either.append(f"{column} @@ phraseto_tsquery('simple', :{name})")
        wanted.append("(" + " OR ".join(either) + ")")
    found = text(f"SELECT row FROM statement_index WHERE {' AND '.join(wanted)}").bindparams(**values)
    return statements.c.row.in_(found.columns(statements.c.row))


def explain(error: BaseException, where: str) -> str:
    """What a failure of the database means to its user."""
    said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    for sign, meaning in _MEANINGS:
        if sign in said:
            return f"{where}: {meaning}"
    return f"{where}: the database failed: {said}"


_MEANINGS = (
    ("file is not a database", "this file is not an archive (no SQLite database)"),
    ("malformed", "the archive is damaged (its SQLite file is malformed)"),
    ("unable to open database file", "the file cannot be opened or created here"),
    ("readonly database", "the archive cannot be written to"),
    ("locked", "another program is writing to the archive; try again when it is done"),
    ("disk is full", "the disk is full; what was stored before is safe"),
    ("no such module: fts5", "this Python's SQLite was built without full-text search (FTS5)"),
)


def _fts5(term: Term) -> str:
    either = [f's:"{phrase}"' for phrase in term.apart] + [f'c:"{phrase}"' for phrase in term.joined]
    return "(" + " OR ".join(either) + ")"


def _sqlite(url: URL) -> Engine:
    if url.database in (None, "", ":memory:"):
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        engine = create_engine(url, connect_args={"timeout": WAIT}, pool_use_lifo=True)  # the last one used has the most in its cache

    @event.listens_for(engine, "connect")
    def _open(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions begin below, not when the driver thinks fit
        with contextlib.suppress(sqlite3.OperationalError):  # read-only, or two that create it at once: the other does it
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # what is acknowledged outlives a power cut too
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("naql_write") else "BEGIN")

    return engine
