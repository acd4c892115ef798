"""A file or a stream -> articles. What cannot be read is yielded as an InputError in its place, so that the rest goes on."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from naql.errors import InputError, NotPersian
from naql.intake.charset import decode, is_binary, marked_encoding
from naql.intake.jsonl import LONGEST, iter_lines, parse_article
from naql.intake.persian import is_persian
from naql.intake.text import parse_paragraphs
from naql.model import Article

Format = Literal["text", "html", "jsonl"]
MEDIA_TYPES: dict[Format, str] = {"text": "text/plain", "html": "text/html", "jsonl": "application/json"}
SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|meta|article|div|h1|p)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Loaded:
    """An article, and the bytes it was made from: a whole file, or one line of it. `line` counts from 1."""

    article: Article
    raw: bytes
    media_type: str
    origin: str
    line: int | None = None


def load_articles(
    source: str | Path | BinaryIO, *, outlet: str | None = None, published: dt.date | None = None, url: str | None = None
) -> Iterator[Loaded | InputError]:
    """The articles of a file, or of a stream of bytes (named `-`).

    A .txt or .html file is one article, a .jsonl file one a line; any other name is told by its opening. The options fill in
    what the input itself does not say.
    """
    given = {"outlet": outlet, "published": published, "url": url}
    if not isinstance(source, str | Path):
        yield from _load(source, "-", None, given)
        return
    path = str(source)
    if os.path.isdir(path):
        yield InputError("a directory, not a file", path)
        return
    try:
        with open(path, "rb") as stream:
            yield from _load(stream, path, SUFFIXES.get(Path(path).suffix.lower()), given)
    except OSError as error:
        yield InputError(error.strerror or str(error), path)


def _load(stream: BinaryIO, path: str, format: Format | None, given: Mapping[str, Any]) -> Iterator[Loaded | InputError]:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    opening = buffered.peek()
    if not opening:
        yield InputError("an empty file", path)
    elif is_binary(opening):
        yield InputError("a binary file, not text", path)
    elif (format := format or _format(opening, path)) is None:
        yield InputError("neither .txt, .html nor .jsonl by its name, nor JSON lines or a page by its opening", path)
    elif format == "jsonl" and (encoding := marked_encoding(opening)) not in (None, "utf-8"):
        yield InputError(f"JSON lines in {str(encoding).upper()}, not UTF-8", path)
    elif format == "jsonl":
        yield from _lines(buffered, path, given)
    else:
        yield _whole(buffered.read(LONGEST + 1), path, format, given)


def _format(opening: bytes, path: str) -> Format | None:
    """What a file without a known name holds, by its opening; None where that cannot be known.

    Standard input is JSON lines if it opens with `{`, else text; so is a file whose name says nothing, but that may be a page as well.
    """
    start = opening.removeprefix(BOM_UTF8).lstrip()
    if start.startswith(b"{"):
        return "jsonl"
    if path == "-":
        return "text"
    if start.startswith(b"<") and _PAGE.search(start):
        return "html"
    return "text" if not Path(path).suffix and not start.startswith((b"<", b"[")) else None


def _lines(stream: BinaryIO, path: str, given: Mapping[str, Any]) -> Iterator[Loaded | InputError]:
    found = False
    for number, line in iter_lines(stream, path):
        found = True
        if isinstance(line, InputError):
            yield line
            continue
        try:
            article = parse_article(line, path, number, given)
            _must_be_persian(article, path, number)
        except InputError as problem:
            yield problem
        else:
            yield Loaded(article, line, MEDIA_TYPES["jsonl"], path, number)
    if not found:
        yield InputError("an empty file", path)


def _whole(raw: bytes, path: str, format: Format, given: Mapping[str, Any]) -> Loaded | InputError:
    if len(raw) > LONGEST:
        return InputError(f"a file of over {LONGEST // 2**20} MB in one article", path)
    try:
        text = decode(raw, path, html=format == "html")
        article = _parse(text, format, given)
        if not any(p.strip() for p in article.paragraphs):
            return InputError("no paragraphs of text" if text.strip() else "an empty file", path)
        _must_be_persian(article, path)
    except InputError as problem:
        return problem
    return Loaded(article, raw, MEDIA_TYPES[format], path)


def _parse(text: str, format: Format, given: Mapping[str, Any]) -> Article:
    if format == "html":
        from naql.intake.html import parse_page

        return parse_page(text, given)
    return Article(parse_paragraphs(text), "", given["outlet"], given["url"], given["published"])


def _must_be_persian(article: Article, path: str, number: int | None = None) -> None:
    if not is_persian(article.text):
        raise NotPersian("not a Persian text", path, number)
