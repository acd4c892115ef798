"""A database -> an archive of this version, made or brought up to date; another program's is left alone."""

from __future__ import annotations

from sqlalchemy import Connection, inspect

from naql.archive.schema import REVISIONS, metadata
from naql.errors import ArchiveError


def find_revision(connection: Connection, where: str) -> str | None:
    """The version of the tables, None where there are none yet. Raises ArchiveError where they are another program's or a newer Naql's."""
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


def upgrade(connection: Connection) -> None:
    """Make the tables, or bring them up to date, within the transaction that is open."""
    from alembic import command  # loaded only when there is something to do: it costs more than opening an archive
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "naql.archive:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
