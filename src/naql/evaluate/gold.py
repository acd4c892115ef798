"""JSON lines -> records by article id, checked; and Naql's own records of the same articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from naql.errors import InputError
from naql.intake.jsonl import iter_lines
from naql.model import Article
from naql.reader import read

Record = Mapping[str, Any]
Records = Mapping[str, Record]

LAYERS = ("sources", "statements", "contacts", "citations", "dates")


def load_records(path: str | Path) -> Records:
    """The records of a file, by their ids.

    Raises InputError for a line that is no record, and for an id that stands twice.
    """
    name = str(path)
    records: dict[str, Record] = {}
    with open(path, "rb") as stream:
        for number, line in iter_lines(stream, name):
            if isinstance(line, InputError):
                raise line
            try:
                record = json.loads(line.decode("utf-8"))
            except (ValueError, RecursionError) as error:
                raise InputError(f"not JSON: {error}", name, number) from None
            if not isinstance(record, dict) or not isinstance(record.get("id"), str):
                raise InputError("a record is an object with an id", name, number)
            if record["id"] in records:
                raise InputError(f"{record['id']} stands twice", name, number)
            records[record["id"]] = record
    return records


def read_articles(gold: Records) -> Records:
    """What Naql reads in the articles of gold records; nothing but their input fields is looked at."""
    return {name: read(Article.from_record(record)).record() for name, record in gold.items()}


def find_fault(record: Record, length: int) -> str | None:
    """What is malformed in a record of an article of `length` characters, None where nothing is."""
    for layer in LAYERS:
        items = record.get(layer, [])
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            return f"{layer} is not a list of objects"
    ids = [source.get("id") for source in record.get("sources", [])]
    if not all(isinstance(i, str) for i in ids) or len(set(ids)) < len(ids):
        return "source ids must be strings, each once"
    for statement in record.get("statements", []):
        if statement.get("kind") not in ("quoted", "reported", "act"):
            return f"kind {statement.get('kind')!r}"
        if statement.get("source") is not None and statement["source"] not in ids:
            return f"unknown source {statement.get('source')!r}"
    for contact in record.get("contacts", []):
        if not isinstance(contact.get("participants"), list | tuple) or not set(map(str, contact["participants"])) <= set(ids):
            return "participants must be known sources"
    return next((f"span {span!r}" for span in _spans(record) if not is_span(span) or span[0] < 0 or span[1] > length), None)


def _spans(record: Record) -> Iterable[Any]:
    yield from (statement.get("content") for statement in record.get("statements", []))
    yield from (contact.get("trigger") for contact in record.get("contacts", []))
    yield from (day.get("span") for day in record.get("dates", []))
    yield from (citation.get("span") for citation in record.get("citations", []))
    yield from (statement["cue"] for statement in record.get("statements", []) if statement.get("cue") is not None)


def is_span(value: Any) -> bool:
    """Whether a value is a span that holds something."""
    return isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(x, int) for x in value) and value[0] < value[1]
