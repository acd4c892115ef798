"""What several tests need: an archive in each kind of database."""

import os
import uuid

import pytest
from hypothesis import settings

from naql.archive.store import open_archive

settings.register_profile("naql", deadline=None)  # a busy machine is no fault
settings.load_profile("naql")

SERVER = os.environ.get("NAQL_TEST_POSTGRES")
"""The URL of a PostgreSQL database to test in; without it, SQLite alone is tested."""


@pytest.fixture(params=["sqlite", "postgresql"] if SERVER else ["sqlite"])
def archive_url(request, tmp_path):
    """Where a new archive may lie."""
    if request.param == "sqlite":
        yield str(tmp_path / "naql.db")
        return
    psycopg = pytest.importorskip("psycopg")
    schema = "naql_" + uuid.uuid4().hex
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        yield f"{SERVER}{'&' if '?' in SERVER else '?'}options=-csearch_path%3D{schema}"
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def archive(archive_url):
    """A new, empty archive."""
    with open_archive(archive_url) as archive:
        yield archive
