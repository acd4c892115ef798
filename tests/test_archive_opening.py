"""An archive opens after anything that may have happened to it, and nothing else is taken for one."""

import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from readings import saying
from sqlalchemy import text

from naql.archive.schema import REVISIONS, metadata
from naql.archive.store import Query, open_archive
from naql.errors import ArchiveError

TESTS = Path(__file__).parent


def test_the_migrations_make_the_schema(archive):
    """Every table, column and index of `schema` stands in a new archive, and no other but the index of statements."""
    with archive._read() as connection:
        ours = {"include_object": lambda _, name, *rest: not name.startswith("statement_index")}
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), metadata) == []


def test_the_versions_are_those_of_the_migrations():
    """`REVISIONS` names all, oldest first."""
    config = Config()
    config.set_main_option("script_location", "naql.archive:migrations")
    config.set_main_option("path_separator", "os")
    assert tuple(s.revision for s in ScriptDirectory.from_config(config).walk_revisions())[::-1] == REVISIONS


def test_an_archive_of_a_newer_naql_is_refused(archive_url):
    """And left as it was."""
    with open_archive(archive_url) as archive, archive._write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ArchiveError, match=r"newer Naql.*9999"):
        open_archive(archive_url)


def test_an_open_archive_is_still_there_when_it_is_opened_again(archive_url):
    """What one process stored, the next one finds."""
    with open_archive(archive_url) as archive:
        archive.add(saying("باران"))
    with open_archive(archive_url, create=False) as archive:
        assert archive.search(Query("باران")).total == 1


def test_opening_an_archive_that_is_up_to_date_loads_no_alembic(tmp_path):
    """Migrations are loaded only when there is one to do."""
    open_archive(tmp_path / "naql.db").close()
    code = "import sys; from naql.archive.store import open_archive; open_archive(sys.argv[1]); print('alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "naql.db"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("content", [b"nothing like a database, but long enough to be looked at" * 20, b"\x00" * 5000, b"x"])
def test_a_file_that_is_no_database_is_refused(tmp_path, content):
    """With its name in the message, and every byte left as it was."""
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"letter\.txt: .*not an archive"):
        open_archive(path)
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_refused(tmp_path):
    """No table is added to it, even if it has migrations of its own."""
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (name TEXT)")
    with pytest.raises(ArchiveError, match="not an archive of Naql"):
        open_archive(path)
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
        other.execute("INSERT INTO alembic_version VALUES ('0001')")
    other.close()
    with pytest.raises(ArchiveError, match="not an archive of Naql"):
        open_archive(path)


def test_an_empty_file_becomes_an_archive(tmp_path):
    """It is what a kill in the first instant leaves."""
    path = tmp_path / "naql.db"
    path.touch()
    with open_archive(path, create=False) as archive:
        assert archive.count().articles == 0


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("", "a folder"),
        ("none/naql.db", "no folder"),
        ("mysql://host/naql", "not in mysql"),
        ("://", "no database URL"),
    ],
)
def test_a_place_that_holds_no_archive_is_named(tmp_path, where, message):
    """The message says what is wrong with it."""
    with pytest.raises(ArchiveError, match=message):
        open_archive(where if ":" in where else tmp_path / where)


def test_a_missing_archive_is_not_made_where_it_should_be_read(tmp_path):
    """A slip of the pen in a search makes no empty file."""
    with pytest.raises(ArchiveError, match="no archive here"):
        open_archive(tmp_path / "nalq.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_two_that_make_one_archive_at_once_both_get_it(archive_url):
    """The slower one finds it made."""
    with ThreadPoolExecutor(4) as pool:
        for archive in pool.map(open_archive, [archive_url] * 4):
            with archive:
                assert archive.count().articles == 0


def test_a_writer_that_waits_in_vain_is_told_why(tmp_path, monkeypatch):
    """Another program holds the archive for longer than we wait."""
    monkeypatch.setattr("naql.archive.dialects.WAIT", 0.01)
    with open_archive(tmp_path / "naql.db") as archive, archive._write(), pytest.raises(ArchiveError, match="another program is writing"):
        archive.add(saying("باران"))


def test_searches_go_on_while_an_article_is_added(tmp_path, monkeypatch):
    """Who reads sees what was there before, and does not wait."""
    monkeypatch.setattr("naql.archive.dialects.WAIT", 0.01)
    with open_archive(tmp_path / "naql.db") as archive:
        archive.add(saying("باران"))
        with archive._write() as connection:
            connection.execute(text("UPDATE statements SET words = 'برف'"))
            assert [hit.words for hit in archive.search(Query()).hits] == ["باران"]


ADD_FOR_EVER = """
import sys
from itertools import count
from readings import saying
from naql.archive.store import open_archive

with open_archive(sys.argv[1]) as archive:
    for n in count():
        print(archive.add(saying(f"باران {n} " + "می‌بارد " * 50, url=f"https://example.org/{n // 2}")).article_id, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("acknowledged", [0, 1, 7, 23])
def test_a_kill_loses_no_acknowledged_article(archive_url, acknowledged):
    """Killed while it writes: it opens, holds all that was acknowledged, whole, and at most one more; the index agrees; it can go on."""
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {[str(TESTS), *sys.path]!r}\n{ADD_FOR_EVER}", archive_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as adding:
        ids = [adding.stdout.readline().strip() for _ in range(acknowledged)]
        adding.kill()
        ids += adding.stdout.read().split()
    with open_archive(archive_url) as archive:
        stored = [article.article.id for article in archive.iter_articles()]
        assert stored[: len(ids)] == ids
        assert len(stored) <= len(ids) + 1
        assert archive.search(Query("می‌بارد")).total == archive.count().articles == archive.count().statements
        assert archive.add(saying("برف")).outcome == "new"
