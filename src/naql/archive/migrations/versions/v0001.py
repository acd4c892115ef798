"""Articles, their readings, the index of statements, reviews."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ROW = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "raws",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "articles",
        sa.Column("row", _ROW, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("outlet", sa.Text),
        sa.Column("outlet_key", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("url_key", sa.Text, nullable=False),
        sa.Column("published", sa.String(10)),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("paragraphs", sa.Text, nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("latest", sa.Boolean, nullable=False),
        sa.Column("raw_sha256", sa.String(64), sa.ForeignKey("raws.sha256"), nullable=False, index=True),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("origin", sa.Text),
        sa.Column("added", sa.String(32), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("problems", sa.Text, nullable=False),
        sa.UniqueConstraint("text_sha256", "outlet_key", name="one_text_an_outlet"),
    )
    op.create_index("articles_by_url", "articles", ["url_key", "text_sha256"])
    op.create_index("articles_by_outlet", "articles", ["latest", "outlet_key"])
    op.create_index("articles_latest", "articles", ["latest", "row"])
    op.create_table(
        "sources",
        sa.Column("row", _ROW, primary_key=True),
        sa.Column("article", _ROW, sa.ForeignKey("articles.row"), nullable=False, index=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False, index=True),
        sa.Column("names", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "statements",
        sa.Column("row", _ROW, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, index=True),
        sa.Column("article", _ROW, sa.ForeignKey("articles.row"), nullable=False, index=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("source", _ROW, sa.ForeignKey("sources.row")),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("cue", sa.Text),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("published", sa.String(10), nullable=False),
        sa.Column("outlet_key", sa.Text, nullable=False),
        sa.Column("latest", sa.Boolean, nullable=False),
    )
    newest: list[sa.ColumnElement[Any]] = [
        sa.column("latest"),
        sa.column("published").desc(),
        sa.column("article").desc(),
        sa.column("place"),
        sa.column("outlet_key"),
        sa.column("kind"),
        sa.column("source"),
    ]
    op.create_index("statements_newest", "statements", newest)
    op.create_index("statements_by_source", "statements", ["source", "latest"])
    op.create_table(
        "reviews",
        sa.Column("row", _ROW, primary_key=True),
        sa.Column("record", sa.Text, nullable=False, index=True),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("correction", sa.Text),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE statement_index USING fts5(s, c, tokenize = 'unicode61 remove_diacritics 0')")
    else:
        op.execute("CREATE TABLE statement_index (row BIGINT PRIMARY KEY, s TSVECTOR NOT NULL, c TSVECTOR NOT NULL)")
        op.execute("CREATE INDEX statement_index_s ON statement_index USING gin (s)")
        op.execute("CREATE INDEX statement_index_c ON statement_index USING gin (c)")
