"""What a user does with an archive: add files, read them again, search, remove. Joins intake, reader and archive; no SQL, no rules.

An article that cannot be read is reported and the rest goes on. What was reported as added is stored.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import BinaryIO, Literal

from naql.archive.store import Archive, Batch, Outcome, Page, Query, Stored
from naql.errors import InputError, NotFound, QueryError
from naql.intake.loading import Loaded, load_articles
from naql.model import Article, Reading
from naql.pool import Died, map_ahead
from naql.reader import read
from naql.text.calendar import parse_date

TOGETHER = 0.1
"""Seconds of reading whose articles are stored in one transaction: a synced write costs as much as reading an article or two."""

Input = str | Path | BinaryIO
Day = str | dt.date | None


@dataclass(frozen=True)
class Step:
    """What became of one article. `path` and `line` say where it came from, `problem` why it failed."""

    path: str
    line: int | None
    outcome: Outcome | Literal["reread", "failed"]
    article_id: str | None = None
    problem: InputError | None = None


@dataclass(frozen=True)
class Report:
    """What became of all of them: how many were new, known, new versions, read again; and what failed, in order."""

    new: int = 0
    known: int = 0
    versions: int = 0
    reread: int = 0
    failures: tuple[InputError, ...] = ()

    @property
    def done(self) -> int:
        """How many did not fail."""
        return self.new + self.known + self.versions + self.reread


Progress = Callable[[Step], None]


def add_files(
    archive: Archive,
    paths: Iterable[Input],
    *,
    outlet: str | None = None,
    published: dt.date | None = None,
    url: str | None = None,
    on_progress: Progress | None = None,
    workers: int = 1,
) -> Report:
    """Read the articles of files or streams of bytes and store them; the options fill in what an input does not say.

    `on_progress` is told of each article after it is stored, and of each failure. With several `workers`, articles are read in as many
    processes and stored in their order. Raises ArchiveError where the archive can take no more; what was told is stored.
    """

    def jobs() -> Iterator[_Job | Step]:
        for path in paths:
            for item in load_articles(path, outlet=outlet, published=published, url=url):
                if isinstance(item, InputError):
                    yield _failed(item)
                elif known := archive.known(item.article):
                    yield Step(item.origin, item.line, "known", known)
                else:
                    yield _Job(item.article, item.origin, item.line, partial(_add, item), waits=isinstance(path, str | Path))

    return _work(archive, jobs(), on_progress, workers)


def reread(archive: Archive, *, on_progress: Progress | None = None, workers: int = 1) -> Report:
    """Read every stored article again, old versions too, and put the new readings in the place of the former; ids and reviews stay."""
    jobs = (_Job(s.article, s.article.id, None, partial(_replace, s)) for s in archive.iter_articles())
    return _work(archive, jobs, on_progress, workers)


def _add(item: Loaded, batch: Batch, reading: Reading) -> Step:
    added = batch.add(reading, item.raw, item.media_type, item.origin)
    return Step(item.origin, item.line, added.outcome, added.article_id)


def _replace(stored: Stored, batch: Batch, reading: Reading) -> Step:
    batch.replace_reading(reading)
    return Step(stored.origin or "-", None, "reread", stored.article.id)


def remove(archive: Archive, article_id: str) -> None:
    """Take one article out of the archive. Raises NotFound."""
    archive.remove(article_id)


def make_query(
    text: str = "",
    *,
    by: str = "",
    source: str = "",
    outlet: str = "",
    since: Day = None,
    until: Day = None,
    kind: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Query:
    """A query with its days as a user writes them: Jalali or Gregorian, a day, a month or a year. Raises QueryError."""
    return Query(text, by, outlet, _first_day(since), _last_day(until), kind, limit, offset, source)


def search(
    archive: Archive,
    text: str = "",
    *,
    by: str = "",
    source: str = "",
    outlet: str = "",
    since: Day = None,
    until: Day = None,
    kind: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Page:
    """One page of statements, newest first; `make_query` says what the options are. Raises QueryError."""
    query = make_query(text, by=by, source=source, outlet=outlet, since=since, until=until, kind=kind, limit=limit, offset=offset)
    return archive.search(query)


def parse_period(text: str) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of a day, a month or a year, Jalali or Gregorian; None where it is none.

    >>> parse_period("1400/05")
    (datetime.date(2021, 7, 23), datetime.date(2021, 8, 22))
    """
    text = text.strip()
    if day := parse_date(text):
        return day, day
    if match := re.fullmatch(r"(\d{4})(?:\s*[/.-]\s*(\d{1,2}))?", text):
        year = int(match[1])
        month = int(match[2] or 1)
        after = (year + 1, 1) if not match[2] or month == 12 else (year, month + 1)
        first, end = parse_date(f"{year}/{month}/1"), parse_date(f"{after[0]}/{after[1]}/1")
        return (first, end - dt.timedelta(days=1)) if first and end else None
    first = parse_date(f"1 {text}")
    last = next(filter(None, (parse_date(f"{number} {text}") for number in (31, 30, 29, 28))), None)
    return (first, last) if first and last else None


def _first_day(day: Day) -> dt.date | None:
    return _period(day)[0] if isinstance(day, str) and day.strip() else None if isinstance(day, str) else day


def _last_day(day: Day) -> dt.date | None:
    return _period(day)[1] if isinstance(day, str) and day.strip() else None if isinstance(day, str) else day


def _period(text: str) -> tuple[dt.date, dt.date]:
    period = parse_period(text)
    if period is None:
        raise QueryError(f"not a Jalali or Gregorian date: {text.strip()!r}")
    return period


@dataclass(frozen=True)
class _Job:
    """An article to be read: where it came from, and how it is stored once it is. `waits` if it may be stored together with later ones."""

    article: Article
    path: str
    line: int | None
    store: Callable[[Batch, Reading], Step]
    waits: bool = True


_Done = tuple[_Job | Step, Reading | str | Died | None]


def _work(archive: Archive, jobs: Iterable[_Job | Step], on_progress: Progress | None, workers: int) -> Report:
    """Read job after job and store them, some together; a step among them is already done."""
    counts = dict.fromkeys(("new", "known", "version", "reread", "failed"), 0)
    failures: list[InputError] = []
    items = ((job, job.article if isinstance(job, _Job) else None) for job in jobs)
    read_ones = map_ahead(_try_to_read, items, workers) if workers > 1 else map(_here, items)
    for together in _gathered(read_ones):
        for step in _store(archive, together):
            counts[step.outcome] += 1
            if step.problem:
                failures.append(step.problem)
            if on_progress:
                on_progress(step)
    return Report(counts["new"], counts["known"], counts["version"], counts["reread"], tuple(failures))


def _gathered(done: Iterable[_Done]) -> Iterator[list[_Done]]:
    """What is stored together: what was read within `TOGETHER` seconds, up to one that may not wait. What is done waits for none."""
    gathered: list[_Done] = []
    begin = 0.0
    for job, outcome in done:
        begin = begin if gathered else monotonic()
        gathered.append((job, outcome))
        waits = len(gathered) > 1 if isinstance(job, Step) else job.waits
        if not waits or monotonic() - begin > TOGETHER:
            yield gathered
            gathered = []
    if gathered:
        yield gathered


def _store(archive: Archive, together: list[_Done]) -> list[Step]:
    """Store the readings in one transaction, and say what became of each job."""
    if not any(isinstance(outcome, Reading) for _, outcome in together):
        return [job if isinstance(job, Step) else _unread(job, outcome) for job, outcome in together]
    with archive.batch() as batch:
        return [job if isinstance(job, Step) else _store_one(batch, job, outcome) for job, outcome in together]


def _store_one(batch: Batch, job: _Job, outcome: Reading | str | Died | None) -> Step:
    if not isinstance(outcome, Reading):
        return _unread(job, outcome)
    try:
        return job.store(batch, outcome)
    except InputError as problem:
        return _unread(job, problem.reason)
    except NotFound:
        return _unread(job, "it was removed from the archive meanwhile")


def _unread(job: _Job, outcome: object) -> Step:
    reason = outcome if isinstance(outcome, str) else "the reader's process died while it read this article"
    return _failed(InputError(reason, job.path, job.line))


def _failed(problem: InputError) -> Step:
    return Step(problem.path, problem.line, "failed", None, problem)


def _here(item: tuple[_Job | Step, Article | None]) -> tuple[_Job | Step, Reading | str | None]:
    return item[0], None if item[1] is None else _try_to_read(item[1])


def _try_to_read(article: Article) -> Reading | str:
    """The reading, or why there is none: a fault of ours costs one article, not the batch."""
    try:
        return read(article)
    except Exception as error:
        return f"the reader failed ({type(error).__name__}: {error})"
