"""Join the stand-off annotations of `training/gold/` with the articles they were made on.

In: `training/gold/*.jsonl` (spans, no article text) and `data/news/*.jsonl.xz` of the shared folder. Out: records in the interchange
format, paragraphs included, as `dev.jsonl` has them.

    python training/gold.py OUT.jsonl          # the shared folder is NAQL_SHARED, or ../shared beside the repository

Each annotation names the file and the line its article stands in, and the sha256 of the text it was made on; a text that does not
give that sum is refused, so a span can never point into other words.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RECORD = ("id", "outlet", "url", "published", "license", "paragraphs", "sources", "statements", "contacts", "citations", "dates")


def load_training_gold(shared: Path) -> list[dict[str, Any]]:
    """Every annotated article as a full record, in the order of the annotation files; an article annotated twice comes once.

    Raises FileNotFoundError without the articles, ValueError where an article is not the one that was annotated.
    """
    notes = {note["id"]: note for path in sorted((HERE / "gold").glob("*.jsonl")) for note in read_lines(path)}
    wanted: dict[str, dict[int, dict[str, Any]]] = {}
    for note in notes.values():
        wanted.setdefault(note["from"]["file"], {})[note["from"]["index"]] = note
    texts = {note["id"]: find_text(row, note) for name in wanted for row, note in rows_of(shared / "data" / name, wanted[name])}
    missing = [i for i in notes if i not in texts]
    if missing:
        raise ValueError(f"no such line in the news files: {', '.join(missing)}")
    return [{key: texts[i] if key == "paragraphs" else note.get(key) for key in RECORD} for i, note in notes.items()]


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def rows_of(path: Path, wanted: dict[int, dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The news rows at the wanted lines (counted from 0), each with its annotation."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for index, line in enumerate(lines):
            if index in wanted:
                yield json.loads(line), wanted[index]


def find_text(row: dict[str, Any], note: dict[str, Any]) -> list[str]:
    """The paragraphs of a news row that give the annotation's sha256.

    Raises ValueError where no way of dividing the row gives it.
    """
    for paragraphs in divisions(row):
        if hashlib.sha256("\n".join(paragraphs).encode()).hexdigest() == note["sha256"]:
            return paragraphs
    raise ValueError(f"{note['id']}: line {note['from']['index']} of {note['from']['file']} is not the text that was annotated")


def divisions(row: dict[str, Any]) -> Iterator[list[str]]:
    """The ways a news row is divided: title, lead and body lines; for a post without title, its first line may stand for one."""
    body = row.get("paragraphs") or [line.strip() for line in (row.get("body") or "").split("\n") if line.strip()]
    title, lead = (row.get("title") or "").strip(), (row.get("lead") or "").strip()
    yield [title, lead, *body]
    if not title and body:
        yield [body[0], "", *body[1:]]


def main() -> None:
    """Write the joined records to the file named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("usage: python training/gold.py OUT.jsonl")
    shared = Path(os.environ.get("NAQL_SHARED") or HERE.parent.parent / "shared")
    records = load_training_gold(shared)
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    statements = sum(len(record["statements"]) for record in records)
    print(f"{len(records)} articles, {statements} statements", file=sys.stderr)


if __name__ == "__main__":
    main()
