"""JSON lines -> articles: the interchange format, of which only the input fields are read.

`id`, `outlet`, `url`, `published` and `paragraphs` (title, lead, body…) are read, every other field is ignored, so a file of readings or
of gold articles can be read as it is. In place of `paragraphs` a record may hold `title`, `lead` and `body`: strings, or lists of
strings; a string is cut at its line ends. `published` is ISO, Jalali or Gregorian.

A line that cannot be read is told, and the lines after it are read. No line over `LONGEST` bytes is taken into memory.
"""

from __future__ import annotations

import datetime as dt
import json
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from naql.errors import InputError
from naql.intake.published import parse_published
from naql.intake.text import parse_lines
from naql.model import Article

LONGEST = 64 * 2**20
"""Bytes. The longest article among 60,000 at hand has 0.4 MB; a longer line is a file without line ends."""

_BLOCK = 2**20


def iter_lines(stream: BinaryIO, path: str = "-", longest: int = LONGEST) -> Iterator[tuple[int, bytes | InputError]]:
    """The lines of a stream that hold something, numbered from 1; an InputError for one that is longer than `longest` bytes."""
    number = 0
    while line := stream.readline(longest + 1):
        number += 1
        if len(line) > longest and not line.endswith(b"\n"):
            while (rest := stream.readline(_BLOCK)) and not rest.endswith(b"\n"):
                pass
            yield number, InputError(f"a line of over {longest // 2**20} MB", path, number)
            continue
        if number == 1:
            line = line.removeprefix(BOM_UTF8)
        if line.strip():
            yield number, line


def parse_article(line: bytes, path: str = "-", number: int | None = None, given: Mapping[str, Any] | None = None) -> Article:
    """The article of one line. `given` fills in what the record leaves out: outlet, url, published (a date).

    Raises InputError.
    """
    try:
        record = json.loads(line.rstrip(b"\r\n").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 (byte {error.start} of the line)", path, number) from None
    except json.JSONDecodeError as error:
        cut = "" if line.endswith(b"\n") else "; the line is cut off"
        raise InputError(f"not JSON (character {error.pos + 1}: {error.msg.removesuffix(' starting at')}){cut}", path, number) from None
    except (RecursionError, ValueError):
        raise InputError("not JSON that can be read: nested too deeply, or too long a number", path, number) from None
    if not isinstance(record, dict):
        raise InputError("not a JSON object", path, number)
    try:
        return _article(record, given or {})
    except ValueError as error:
        raise InputError(str(error), path, number) from None


def _article(record: dict[str, Any], given: Mapping[str, Any]) -> Article:
    fields = {name: record.get(name) for name in ("id", "outlet", "url")}
    for name in ("outlet", "url"):
        fields[name] = given.get(name) if fields[name] is None else fields[name]
    published = record.get("published")
    if published is not None and not isinstance(published, str):
        raise ValueError("'published' is not a string")
    day: dt.date | None = parse_published(published) if published else given.get("published")
    paragraphs = record["paragraphs"] if "paragraphs" in record else _parts(record)
    article = Article.from_record({**fields, "paragraphs": paragraphs, "published": day.isoformat() if day else None})
    try:
        "\n".join((article.text, article.id, article.outlet or "", article.url or "")).encode()
    except UnicodeEncodeError:
        raise ValueError("half a character (a lone surrogate) in the text or a field") from None
    return article


def _parts(record: Mapping[str, Any]) -> list[str]:
    """The paragraphs of a record that holds title, lead and body apart."""
    lines = {name: _lines(name, record.get(name)) for name in ("title", "lead", "body")}
    if not any(lines.values()):
        raise ValueError("no 'paragraphs', and no 'title', 'lead' or 'body'")
    return [" ".join(lines["title"]), " ".join(lines["lead"]), *lines["body"]]


def _lines(name: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return parse_lines(value)
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return tuple(value)
    raise ValueError(f"'{name}' is neither a string nor a list of strings")
