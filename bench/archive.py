"""Speed of the archive: adding articles, and searching 100,000 statements.

    python bench/archive.py [FOLDER]

The articles are drawn from a fixed sequence of invented words whose frequencies fall as those of a language do. Nothing is read: what is
timed is the archive alone. Beside it stands the least that any archive must do: one transaction with a synced write for each article.
Times are by the clock, those in brackets of the processor.
"""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from naql.archive.store import Archive, Query, open_archive
from naql.model import Article, Reading, Source, Span, Statement, statement_id
from naql.text.repair import repair

LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
ARTICLES, EACH = 12_500, 8
"""100,000 statements."""


def main(folder: Path) -> None:
    """Print a line a figure."""
    chance = random.Random(1)
    words = ["".join(chance.choices(LETTERS, k=chance.randint(2, 7))) for _ in range(30_000)]
    names = [f"{chance.choice(words)} {chance.choice(words)}" for _ in range(3_000)]
    with open_archive(folder / "naql.db") as archive:
        readings = [invent(n, chance, words, names) for n in range(ARTICLES)]
        for reading in readings:  # the reader has repaired the text before it comes here, and the words of a language are known by then
            repair(reading.article.text)
        print(f"add: {timed(lambda: [archive.add(reading) for reading in readings[:1000]]):.2f} s for 1,000 articles, each on its own")
        print(f"  of these, {floor(folder, readings[:1000]):.2f} s is what 1,000 synced transactions of the bare text cost")
        seconds = timed(lambda: [add_together(archive, readings[first : first + 16]) for first in range(1000, ARTICLES, 16)])
        print(f"add: {seconds / (ARTICLES - 1000) * 1000:.2f} s for 1,000 articles, 16 together, on average up to {ARTICLES:,}")
        print(f"known: {timed(lambda: [archive.add(reading) for reading in readings[:1000]]):.2f} s for 1,000 articles again")
        print(f"replace: {timed(lambda: [archive.replace_reading(reading) for reading in readings[:200]]) * 5:.2f} s for 1,000 readings")
        size = (folder / "naql.db").stat().st_size / 2**20
        print(f"size: {size:.0f} MB for {ARTICLES:,} articles of {sum(len(r.article.text) for r in readings) / 2**20:.0f} M characters")
        queries = {
            "newest": Query(),
            "newest, page 1,000": Query(offset=50_000),
            "the most frequent word": Query(words[0]),
            "a rare word": Query(words[20_000]),
            "two frequent words": Query(f"{words[0]} {words[1]}"),
            "a phrase": Query(f'"{words[0]} {words[1]}"'),
            "a part of a name": Query(by=names[7][:4]),
            "a whole name": Query(source=names[7]),
            "word, name, days": Query(words[1], by=names[7][:2], since=dt.date(2021, 3, 1), until=dt.date(2021, 6, 1)),
        }
        for name, query in queries.items():
            found = archive.search(query).total
            busy = time.process_time()
            times = sorted(timed(lambda query=query: archive.search(query)) for _ in range(9))  # type: ignore[misc]
            busy = (time.process_time() - busy) / 9
            print(f"search: {times[4] * 1000:6.1f} ms (median of 9) [{busy * 1000:6.1f}]  {found:7,} found  {name}")
        for method in (archive.outlets, archive.source_names, archive.count):
            print(f"{method.__name__}: {sorted(timed(method) for _ in range(5))[2] * 1000:.1f} ms")


def add_together(archive: Archive, readings: list[Reading]) -> None:
    """Add some articles in one transaction, as the desk does with those that were read quickly."""
    with archive.batch() as batch:
        for reading in readings:
            batch.add(reading)


def invent(number: int, chance: random.Random, words: list[str], names: list[str]) -> Reading:
    """An article of which each paragraph is one statement by one of two sources."""
    paragraphs = ["گزارش " + str(number), ""] + [
        " ".join(words[int(len(words) * chance.random() ** 3)] for _ in range(40)) for _ in range(EACH)
    ]  # fmt: skip
    article = Article(
        tuple(paragraphs), "", f"outlet{number % 20}", f"https://example.org/{number}", dt.date(2021, 1, 1) + dt.timedelta(number % 365)
    )
    sources = tuple(Source(f"s{i}", chance.choice(names), aliases=("وی",), offices=("وزیر " + chance.choice(words),)) for i in range(2))
    statements, at = [], len(paragraphs[0]) + 2
    for i, paragraph in enumerate(paragraphs[2:]):
        span = Span(at, at + len(paragraph))
        statements.append(Statement(statement_id(article.id, span), f"s{i % 2}", span, "reported"))
        at = span.end + 1
    return Reading(article, sources, tuple(statements))


def floor(folder: Path, readings: list[Reading]) -> float:
    """Seconds to store the bare texts with `sqlite3`, one synced transaction each."""
    with sqlite3.connect(folder / "floor.db", isolation_level=None) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE articles (id TEXT PRIMARY KEY, text TEXT)")
        return timed(lambda: [connection.execute("INSERT INTO articles VALUES (?, ?)", (r.article.id, r.article.text)) for r in readings])


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(Path(made))
