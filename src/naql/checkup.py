"""Whether Naql has what it needs on this machine: what `naql doctor` tells."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from naql import __version__
from naql.errors import NaqlError

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"


@dataclass(frozen=True)
class Check:
    """One thing looked at, whether it is as it should be, and what was found."""

    what: str
    passed: bool
    found: str


def check_up(archive: str | None = None) -> Iterator[Check]:
    """Look at Python, the packages, the reader, intake, SQLite and, where one is named, an archive."""
    yield Check("Naql", True, __version__)
    yield Check("Python", sys.version_info >= (3, 11), sys.version.split()[0])
    yield _packages()
    for what, look in (("Reader", _reader), ("HTML", _html), ("SQLite", _sqlite), ("Samples", _samples)):
        yield _looked(what, look)
    if archive:
        yield _looked(f"Archive {archive}", lambda: _archive(archive))


def _looked(what: str, look: Callable[[], str]) -> Check:
    """A check that tells a failure instead of raising it: nothing here may stop the others."""
    try:
        return Check(what, True, look())
    except NaqlError as error:
        return Check(what, False, str(error))
    except Exception as error:
        return Check(what, False, f"{type(error).__name__}: {error}")


def _packages() -> Check:
    names = [requirement.split(">")[0].split("=")[0].split("[")[0].strip() for requirement in _required()]
    missing = [name for name in names if not _installed(name)]
    return Check("Packages", not missing, f"missing: {', '.join(missing)}" if missing else f"{len(names)} of {len(names)}")


def _required() -> list[str]:
    try:
        return [requirement for requirement in requires("naql") or [] if "extra ==" not in requirement]
    except PackageNotFoundError:
        return ["click", "resiliparse", "sqlalchemy"]


def _installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False


def _reader() -> str:
    from naql.model import Article
    from naql.reader import read

    reading = read(Article(("آب کافی است", "", "به گزارش آب‌نگار، وزیر نیرو امروز گفت: آب کافی است.")))
    found = {"statements": reading.statements, "citations": reading.citations, "dates": reading.days}
    if not any(found.values()):
        raise NaqlError("finds nothing in a sentence that holds a statement, a citation and a date")
    return "in one sentence " + ", ".join(f"{len(items)} {what}" for what, items in found.items())


def _html() -> str:
    from naql.intake.html import parse_page

    article = parse_page(f"<h1>عنوان</h1><article itemprop=articleBody><p>{('می' + ZWNJ + 'شود ') * 20}</p></article>", {})
    if article.text.count(ZWNJ) != 20:
        raise NaqlError("zero-width non-joiners are lost from pages")
    return "keeps zero-width non-joiners"


def _sqlite() -> str:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("create virtual table t using fts5(words)")
    finally:
        connection.close()
    return f"{sqlite3.sqlite_version} with full-text search"


def _samples() -> str:
    from naql.samples import samples_folder

    return str(len(list((samples_folder() / "articles").iterdir())))


def _archive(where: str) -> str:
    from naql.archive.store import open_archive

    if "://" not in where and not Path(where).expanduser().exists():
        raise NaqlError("there is no archive here")
    with open_archive(where, create=False) as archive:
        counts = archive.count()
    return f"{counts.articles} articles, {counts.statements} statements, {counts.sources} sources"
