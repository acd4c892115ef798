"""The tables of an archive. `migrations/` says how each version of them came from the one before; a test holds the two together.

Days and times are ISO 8601 text (times in UTC), which sorts as it reads and is the same in every database. What a search filters by has
columns of its own; the rest of a record is JSON.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, UniqueConstraint

REVISIONS = ("0001",)
"""Every version of the schema, oldest first."""

Row = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows by itself only in a column of the very type INTEGER."""

metadata = MetaData()

raws = Table(
    "raws",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),  # what came in, byte for byte
)

articles = Table(
    "articles",
    metadata,
    Column("row", Row, primary_key=True),
    Column("id", Text, nullable=False, unique=True),  # what users see; safe in a URL
    Column("outlet", Text),
    Column("outlet_key", Text, nullable=False),  # "" for none, so that two without an outlet compare equal
    Column("url", Text),
    Column("url_key", Text, nullable=False),  # "" for none; the articles of one key are the versions of one report
    Column("published", String(10)),
    Column("title", Text, nullable=False),
    Column("paragraphs", Text, nullable=False),  # JSON list; never altered
    Column("text_sha256", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("latest", Boolean, nullable=False),
    Column("raw_sha256", String(64), ForeignKey("raws.sha256"), nullable=False, index=True),
    Column("media_type", Text, nullable=False),
    Column("origin", Text),
    Column("added", String(32), nullable=False),
    Column("record", Text, nullable=False),  # the reading in the interchange format, without what the other columns hold
    Column("problems", Text, nullable=False),  # what the reader could not read, JSON list
    UniqueConstraint("text_sha256", "outlet_key", name="one_text_an_outlet"),
    Index("articles_by_url", "url_key", "text_sha256"),
    Index("articles_by_outlet", "latest", "outlet_key"),
    Index("articles_latest", "latest", "row"),
)

sources = Table(
    "sources",
    metadata,
    Column("row", Row, primary_key=True),
    Column("article", Row, ForeignKey("articles.row"), nullable=False, index=True),
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),  # the name as it is compared: one source page each
    Column("names", Text, nullable=False),  # name, aliases and offices as they are compared, a line each
    Column("record", Text, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("row", Row, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    Column("article", Row, ForeignKey("articles.row"), nullable=False, index=True),
    Column("place", Integer, nullable=False),  # its number in the reading
    Column("source", Row, ForeignKey("sources.row")),
    Column("kind", Text, nullable=False),
    Column("words", Text, nullable=False),  # the content, sliced from the text
    Column("cue", Text),
    Column("record", Text, nullable=False),
    # of its article, kept here too, since every search filters and sorts by them
    Column("published", String(10), nullable=False),  # "" where unknown, which sorts last
    Column("outlet_key", Text, nullable=False),
    Column("latest", Boolean, nullable=False),
)
Index(
    "statements_newest",
    statements.c.latest,
    statements.c.published.desc(),
    statements.c.article.desc(),
    statements.c.place,
    # not for the order, but so that a filter is met and counted in the index alone: 100 ms without, 15 ms with, at 100,000 statements
    statements.c.outlet_key,
    statements.c.kind,
    statements.c.source,
)
Index("statements_by_source", statements.c.source, statements.c.latest)

reviews = Table(
    "reviews",
    metadata,
    Column("row", Row, primary_key=True),
    Column("record", Text, nullable=False, index=True),  # the id of a statement or contact; no foreign key: a review outlives a reading
    Column("verdict", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("note", Text, nullable=False),
    Column("correction", Text),  # JSON object
)
