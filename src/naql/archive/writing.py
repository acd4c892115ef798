"""Articles and readings -> rows, and away again. All of it happens in a transaction of the caller's.

Writers are alone (`dialects.begin_write`), so what one of them looks up still holds when it writes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from naql.archive import dialects
from naql.archive.identity import name_key, outlet_key, renamed, safe_id, url_key
from naql.archive.schema import articles, raws, sources, statements
from naql.archive.spelling import compact, shadows
from naql.archive.stored import find_row, load_article
from naql.errors import ArchiveError, InputError
from naql.model import Article, Reading, stable_id
from naql.text.repair import repair

Outcome = Literal["new", "known", "version"]


@dataclass(frozen=True)
class Added:
    """What became of an article: its id in the archive, and whether it was new, known, or a new version of one known."""

    article_id: str
    outcome: Outcome


class Batch:
    """What is stored together: all of it is on the disk when the transaction ends, or nothing."""

    def __init__(self, connection: Connection, now: Callable[[], dt.datetime]) -> None:
        self._connection = connection
        self._now = now

    def add(self, reading: Reading, raw: bytes | None = None, media_type: str = "text/plain", origin: str | None = None) -> Added:
        """Store an article with its reading. Without `raw`, the text itself is kept as UTF-8.

        The id is the article's own unless another article has it or it could not stand in a URL. Raises InputError on a text that is no
        Unicode text (half of a surrogate pair), before anything of it is stored.
        """
        connection, article = self._connection, reading.article
        text = _checked(article, origin)
        known = find_known(connection, article)
        if known:
            return Added(known, "known")
        reading = renamed(reading, _free_id(connection, article))
        former = _retire(connection, url_key(article.url))
        values = _article_values(reading.article) | _reading_values(reading)
        values |= {
            "row": _next_row(connection, articles.c.row),
            "version": former + 1,
            "latest": True,
            "raw_sha256": _keep_raw(connection, text if raw is None else raw),
            "media_type": media_type,
            "origin": origin and _storable(origin.encode("utf-8", "surrogateescape").decode("utf-8", "replace")),  # any file name
            "added": self._now().astimezone(dt.UTC).isoformat(),
        }
        connection.execute(insert(articles), values)
        _add_reading(connection, values["row"], reading, latest=True)
        return Added(reading.article.id, "version" if former else "new")

    def replace_reading(self, reading: Reading) -> None:
        """Put a new reading in the place of an article's former one. Raises NotFound, ArchiveError where the text is not the stored one."""
        connection = self._connection
        row = find_row(connection, reading.article.id)
        article = load_article(row)
        if article.paragraphs != reading.article.paragraphs:
            raise ArchiveError(f"the reading of {article.id} is of another text than the one stored")
        reading = replace(reading, article=article)
        _forget_reading(connection, row.row)
        connection.execute(update(articles).where(articles.c.row == row.row).values(_reading_values(reading)))
        _add_reading(connection, row.row, reading, latest=row.latest)

    def remove(self, article_id: str) -> None:
        """Take an article out, with its reading and, unless another needs them, its raw bytes; reviews stay. Raises NotFound.

        Only this version goes: if it was the latest, the one before becomes it.
        """
        connection = self._connection
        row = find_row(connection, article_id)
        _forget_reading(connection, row.row)
        connection.execute(delete(articles).where(articles.c.row == row.row))
        if not connection.execute(select(articles.c.row).where(articles.c.raw_sha256 == row.raw_sha256).limit(1)).first():
            connection.execute(delete(raws).where(raws.c.sha256 == row.raw_sha256))
        if row.latest and row.url_key:
            _reinstate(connection, row.url_key)


def find_known(connection: Connection, article: Article) -> str | None:
    """The id under which the article is here already, None where it is not."""
    same = [articles.c.outlet_key == outlet_key(article.outlet)]
    if url_key(article.url):
        same.append(articles.c.url_key == url_key(article.url))
    wanted = select(articles.c.id).where(articles.c.text_sha256 == _digest(article.text), or_(*same)).order_by(articles.c.row)
    return connection.execute(wanted).scalars().first()


def _checked(article: Article, origin: str | None) -> bytes:
    """The text in UTF-8. Raises InputError where it, or what else of the article is stored as text, cannot be."""
    labels = "".join((article.id, article.outlet or "", article.url or ""))
    try:
        labels.encode("utf-8")
        text = article.text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"the text is no valid Unicode: {error.reason} at character {error.start}", origin or article.id) from None
    if "\0" in labels:
        raise InputError("the id, outlet or URL holds a NUL", origin or article.id)
    return text


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


def _article_values(article: Article) -> dict[str, Any]:
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
    }


def _reading_values(reading: Reading) -> dict[str, Any]:
    record = reading.record()
    for name in ("id", "outlet", "url", "published", "paragraphs"):
        del record[name]
    return {"record": _json(record), "problems": _json([asdict(p) for p in reading.problems])}


def _add_reading(connection: Connection, article_row: int, reading: Reading, *, latest: bool) -> None:
    """The rows of a reading's sources and statements, and the index of what was said."""
    article, record = reading.article, reading.record()
    first = _next_row(connection, sources.c.row)
    rows = {source.id: first + i for i, source in enumerate(reading.sources)}
    if reading.sources:
        connection.execute(insert(sources), [_source_values(s) | {"row": rows[s["id"]], "article": article_row} for s in record["sources"]])
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
            "record": _json(entry),
        }
        for i, (s, entry) in enumerate(zip(reading.statements, record["statements"], strict=True))
    ]
    if said:
        connection.execute(insert(statements), said)
        view = repair(article.text)  # of the whole, which shows better than a part whether its ZWNJ are missing
        contents = [view.text[view.shown[start] : view.shown[end]] for start, end in (s.content for s in reading.statements)]
        dialects.index_statements(connection, [(row["row"], *shadows(text)) for row, text in zip(said, contents, strict=True)])


def _source_values(source: dict[str, Any]) -> dict[str, Any]:
    names = dict.fromkeys(compact(name) for name in (source["name"], *source["aliases"], *source["offices"]))
    return {
        "id": source["id"],
        "name": _storable(source["name"]),
        "key": name_key(source["name"]),
        "names": "\n".join(names),
        "record": _json(source),
    }


def _forget_reading(connection: Connection, article_row: int) -> None:
    rows = connection.execute(select(statements.c.row).where(statements.c.article == article_row)).scalars().all()
    dialects.forget_statements(connection, rows)
    connection.execute(delete(statements).where(statements.c.article == article_row))
    connection.execute(delete(sources).where(sources.c.article == article_row))


def _next_row(connection: Connection, column: Any) -> int:
    """One more than the last row number: writers are alone, and rows made together need no round trip to learn their numbers."""
    return int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()) + 1


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _storable(text: str) -> str:
    """A copy for a column of text, which in PostgreSQL cannot hold U+0000; the text itself is stored as JSON, which can."""
    return text.replace("\0", "\N{SYMBOL FOR NULL}")
