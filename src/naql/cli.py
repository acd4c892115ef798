"""The command line. Data goes to stdout, progress and what failed to stderr.

Exit status: 0 all was done, 1 nothing was, 2 the command was called wrongly, 3 some of it was done. What is heavy is imported by the
command that needs it, so that `--help` comes at once.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from naql import __version__
from naql.errors import InputError, NaqlError
from naql.terminal import Group, PublishedDay, Tally, finish_report, options, progress

if TYPE_CHECKING:
    from naql.archive.store import Archive
    from naql.intake.loading import Loaded
    from naql.model import Article, Reading

FIRST_PORT = 8650


ARCHIVE = click.option(
    "--archive", required=True, envvar="NAQL_ARCHIVE", show_envvar=True, metavar="FILE|URL", help="An SQLite file or a database URL."
)
FAILED = click.option("--failed", type=click.Path(dir_okay=False, path_type=Path), help="Write what failed to this file, as JSON lines.")
WORKERS = click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Articles read at the same time.")
INPUT = options(
    click.argument("files", nargs=-1, required=True, metavar="FILE…|-"),
    click.option("--outlet", help="The outlet, where the input does not say it."),
    click.option("--published", type=PublishedDay(), help="The day of publication, Jalali or Gregorian, where the input does not say it."),
    click.option("--url", help="The address, where the input does not say it."),
    FAILED,
)
SERVER = options(
    click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on."),
    click.option("--port", type=click.IntRange(1, 65535), help=f"Default: the first free one from {FIRST_PORT} on."),
    click.option("--name", "names", multiple=True, help="A name by which others reach it, as behind a proxy; may be given again."),
)
FILTERS = options(
    click.option("--by", default="", metavar="NAME", help="Only what sources of this name, alias or office say."),
    click.option("--outlet", default="", help="Only what this outlet published."),
    click.option("--since", default="", metavar="DATE", help="From this day, month or year on, Jalali or Gregorian."),
    click.option("--until", default="", metavar="DATE", help="Up to this day, month or year, Jalali or Gregorian."),
    click.option(
        "--kind", default="", type=click.Choice(["", "quoted", "reported", "act"]), metavar="KIND", help="quoted, reported or act."
    ),
)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="naql %(version)s")
def cli() -> None:
    """Read Persian news reports into a record of who said what, who met whom, when, and on whose word."""


@cli.command()
@INPUT
@click.option("--format", "format_", type=click.Choice(["text", "jsonl", "json"]), default="text", show_default=True)
def read(files: tuple[str, ...], format_: str, failed: Path | None, **given: Any) -> None:
    """Read .txt, .html and .jsonl files and print what they say.

    Of a text file the first line is the title, the others are its paragraphs. Standard input (-) is read as JSON lines if it
    begins with {, else as a text.
    """
    from naql.export.jsonl import jsonl_lines

    tally = Tally()
    for item in _load(files, given):
        reading = item if isinstance(item, InputError) else _reading(item.article, item.origin, item.line)
        if isinstance(reading, InputError):
            tally.fail(reading)
            continue
        tally.done += 1
        if format_ == "text":
            click.echo(("\n" if tally.done > 1 else "") + _shown(reading))
        elif format_ == "jsonl":
            sys.stdout.writelines(jsonl_lines([reading.record()]))
        else:
            click.echo(("[\n" if tally.done == 1 else ",\n") + json.dumps(reading.record(), ensure_ascii=False, indent=1), nl=False)
    if format_ == "json":
        click.echo("\n]" if tally.done else "[]")
    sys.stdout.flush()
    tally.finish(failed)


def _load(files: tuple[str, ...], given: dict[str, Any]) -> Iterator[Loaded | InputError]:
    from naql.intake.loading import load_articles

    for source in _inputs(files):
        yield from load_articles(source, **given)


def _inputs(files: tuple[str, ...]) -> list[str | Path | BinaryIO]:
    return [sys.stdin.buffer if name == "-" else name for name in files]


def _reading(article: Article, path: str, line: int | None) -> Reading | InputError:
    """The reading, or why there is none: a fault of ours costs one article, not the others."""
    from naql.reader import read as read_article

    try:
        return read_article(article)
    except Exception as error:
        return InputError(f"the reader failed ({type(error).__name__}: {error})", path, line)


def _shown(reading: Reading) -> str:
    from naql.show import text_lines

    return "\n".join(line if line.startswith(" ") else click.style(line, bold=True) for line in text_lines(reading))


@cli.command()
def repair() -> None:
    """Give words their zero-width non-joiners back.

    Standard input is passed to standard output line for line.
    """
    from naql.text.repair import repair as repair_text

    tally = Tally()
    for number, line in enumerate(sys.stdin.buffer, 1):
        body = line.rstrip(b"\r\n")
        try:
            repaired = repair_text(body.decode("utf-8")).text.encode("utf-8")
        except UnicodeDecodeError as error:
            tally.fail(InputError(f"not UTF-8 (byte {error.start} of the line); passed on as it is", "-", number))
            repaired = body
        else:
            tally.done += 1
        sys.stdout.buffer.write(repaired + line[len(body) :])
    sys.stdout.buffer.flush()
    tally.finish(None)


@cli.command()
@INPUT
@ARCHIVE
@WORKERS
def add(files: tuple[str, ...], archive: str, workers: int, failed: Path | None, **given: Any) -> None:
    """Store articles and what they say in an archive.

    The archive is made if it is missing. An article that is there already adds nothing; a changed text under the same URL becomes a
    new version. Unless it goes to a terminal, standard output tells of each article once it is stored: outcome, id, file.
    """
    from naql import desk
    from naql.archive.store import open_archive

    with open_archive(archive) as opened, progress("Adding", lambda: _count(files)) as tell:
        report = desk.add_files(opened, _inputs(files), on_progress=tell, workers=workers, **given)
    finish_report(report, failed)


@cli.command()
@ARCHIVE
@WORKERS
@FAILED
def reread(archive: str, workers: int, failed: Path | None) -> None:
    """Read every stored article again, as after an upgrade."""
    from naql import desk

    with _open(archive) as opened, progress("Reading", lambda: opened.count().versions) as tell:
        report = desk.reread(opened, on_progress=tell, workers=workers)
    finish_report(report, failed)


@cli.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@ARCHIVE
def remove(ids: tuple[str, ...], archive: str) -> None:
    """Take articles out of an archive, with what was read in them."""
    from naql import desk
    from naql.errors import NotFound

    tally = Tally()
    with _open(archive) as opened:
        for article_id in ids:
            try:
                desk.remove(opened, article_id)
                tally.done += 1
            except NotFound as error:
                tally.fail(InputError(str(error), archive))
    tally.finish(None)


def _open(archive: str) -> Archive:
    from naql.archive.store import open_archive

    return open_archive(archive, create=False)


def _count(files: tuple[str, ...]) -> int:
    """How many articles files hold: one a line of JSON lines, else one a file; 0 where that cannot be known."""
    from naql.intake.loading import SUFFIXES

    total = 0
    for path in map(Path, files):
        if not path.is_file():
            return 0
        if SUFFIXES.get(path.suffix.lower()) == "jsonl":
            with path.open("rb") as stream:
                total += sum(1 for line in stream if line.strip())
        else:
            total += 1
    return total


@cli.command()
@click.argument("text", default="")
@ARCHIVE
@FILTERS
@click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help="How many at most; 0 for all.")
@click.option("--format", "format_", type=click.Choice(["text", "jsonl", "csv"]), default="text", show_default=True)
def search(text: str, archive: str, limit: int, format_: str, **filters: Any) -> None:
    """Find statements by their words, in any spelling.

    The newest come first. Phrases stand in quotation marks.
    """
    from itertools import islice

    from naql import desk
    from naql.archive.search import COLUMNS
    from naql.export.csv import csv_lines
    from naql.export.jsonl import jsonl_lines
    from naql.show import hit_lines

    query = desk.make_query(text, **filters)
    with _open(archive) as opened:
        hits = islice(opened.iter_hits(query), limit or None)
        if format_ == "text":
            for hit in hits:
                click.echo("\n".join(hit_lines(hit.record())))
            total = opened.search(query).total
            if not total or 0 < limit < total:
                click.echo(f"naql: {limit} of {total} shown; --limit 0 shows all" if total else "naql: nothing found", err=True)
        else:
            records = (hit.record() for hit in hits)
            sys.stdout.writelines(csv_lines(records, COLUMNS) if format_ == "csv" else jsonl_lines(records))


@cli.command()
@ARCHIVE
@FILTERS
@click.option("--format", "format_", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
def export(archive: str, format_: str, **filters: Any) -> None:
    """Print an archive as JSON lines or CSV.

    JSON lines hold whole records, filtered by outlet alone; CSV holds statements.
    """
    from naql import desk
    from naql.archive.search import COLUMNS
    from naql.export.csv import csv_lines
    from naql.export.jsonl import jsonl_lines

    narrowed = [name for name in ("by", "since", "until", "kind") if filters[name]]
    if format_ == "jsonl" and narrowed:
        raise click.UsageError(f"--{narrowed[0]} narrows statements: use it with --format csv, or naql search")
    query = desk.make_query("", **filters)
    with _open(archive) as opened:
        if format_ == "csv":
            sys.stdout.writelines(csv_lines((hit.record() for hit in opened.iter_hits(query)), COLUMNS))
        else:
            stored = opened.iter_articles(latest=True, outlet=filters["outlet"])
            sys.stdout.writelines(jsonl_lines(one.reading.record() for one in stored))


@cli.command()
@ARCHIVE
@SERVER
def serve(archive: str, host: str, port: int | None, names: tuple[str, ...]) -> None:
    """Show an archive in the browser."""
    _open(archive).close()
    _serve(archive, host, port, names)


def _serve(archive: str, host: str, port: int | None, names: tuple[str, ...]) -> None:
    """Serve until interrupted; being asked to end is no failure."""
    import signal

    from naql.web import serve as serve_desk

    if host not in ("127.0.0.1", "localhost", "::1"):
        click.echo("naql: whoever reaches this address reads the archive: there is no login", err=True)
    port = port or free_port(host)
    click.echo(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with suppress(KeyboardInterrupt):
        serve_desk(archive, host, port, names)


def free_port(host: str, first: int = FIRST_PORT) -> int:
    """The first port from `first` on that nobody listens on."""
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in range(first, first + 100):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
            else:
                return port
    raise NaqlError(f"no free port on {host} from {first} to {first + 99}")


@cli.command()
@click.option(
    "--archive", metavar="FILE", help="Keep the archive in this file; otherwise it is made in a temporary folder and goes at the end."
)
@SERVER
@click.option("--serve/--no-serve", "serving", default=True, help="Whether to show them in the browser.")
def demo(archive: str | None, host: str, port: int | None, names: tuple[str, ...], serving: bool) -> None:
    """Read the sample articles and show them in the browser."""
    import tempfile

    from naql import desk
    from naql.archive.store import open_archive
    from naql.samples import load_samples

    with tempfile.TemporaryDirectory(prefix="naql-demo-", ignore_cleanup_errors=True) as folder:
        where = archive or str(Path(folder) / "demo.db")
        with open_archive(where) as opened:
            for sample, given in load_samples():
                report = desk.add_files(opened, [sample], **given)
                for problem in report.failures:
                    click.echo(f"naql: {problem}", err=True)
            counts = opened.count()
        click.echo(f"{counts.articles} sample articles with {counts.statements} statements of {counts.sources} sources", err=True)
        if serving:
            _serve(where, host, port, names)


@cli.command()
@click.argument("gold", metavar="GOLD.jsonl", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--pred", metavar="FILE", type=click.Path(exists=True, dir_okay=False), help="Records to score, in place of Naql's own reading."
)
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="Show the first N errors.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def evaluate(gold: str, pred: str | None, errors: int, format_: str) -> None:
    """Score a reading against annotated articles."""
    from naql.evaluate.gold import load_records, read_articles
    from naql.evaluate.score import score_records
    from naql.evaluate.table import table_lines

    wanted = load_records(gold)
    score = score_records(wanted, load_records(pred) if pred else read_articles(wanted))
    click.echo(json.dumps(score.figures()) if format_ == "json" else "\n".join(table_lines(score.figures())))
    for error in score.errors[:errors]:
        click.echo(error.line(), err=format_ == "json")


@cli.command()
@click.option("--archive", metavar="FILE|URL", help="Look at this archive as well.")
def doctor(archive: str | None) -> None:
    """Check that Naql has what it needs here."""
    from naql.checkup import check_up

    failed = 0
    for check in check_up(archive):
        failed += not check.passed
        click.echo(f"{'ok  ' if check.passed else 'FAIL'}  {check.what}: {check.found}")
    if failed:
        sys.exit(1)


def main() -> None:
    """The `naql` command: UTF-8 in every locale, also with standard streams that are closed."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    cli(prog_name="naql")


if __name__ == "__main__":
    main()
