"""The command line. Data goes to stdout, progress and what failed to stderr.

Exit status: 0 all was done, 1 nothing was, 2 the command was called wrongly, 3 some of it was done. What is heavy is imported by the
command that needs it.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from naql import __version__
from naql.errors import InputError, NaqlError

if TYPE_CHECKING:
    from naql.intake.loading import Loaded


class Group(click.Group):
    """The commands, with Naql's own errors told as one line."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NaqlError as error:
            raise click.ClickException(str(error)) from error


class PublishedDay(click.ParamType[dt.date]):
    """A Jalali or Gregorian date."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        from naql.intake.published import parse_published

        if isinstance(value, dt.date):
            return value
        try:
            return parse_published(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@dataclass
class Tally:
    """How many inputs were done, and what failed: told on stderr as it happens."""

    done: int = 0
    failed: list[InputError] = field(default_factory=list)

    def fail(self, problem: InputError) -> None:
        self.failed.append(problem)
        click.echo(f"naql: {problem}", err=True)

    def finish(self, path: Path | None) -> None:
        """Write what failed to a file of JSON lines, and exit with the status that tells it."""
        if path:
            lines = [{"input": p.path, "line": p.line, "reason": p.reason} for p in self.failed]
            path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
        if self.failed:
            sys.exit(3 if self.done else 1)


FILES = click.argument("files", nargs=-1, required=True, metavar="FILE…|-")
FAILED = click.option("--failed", type=click.Path(dir_okay=False, path_type=Path), help="Write what failed to this file, as JSON lines.")
OUTLET = click.option("--outlet", help="The outlet, where the input does not say it.")
PUBLISHED = click.option(
    "--published", type=PublishedDay(), help="The day of publication, Jalali or Gregorian, where the input does not say it."
)
URL = click.option("--url", help="The address, where the input does not say it.")


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="naql %(version)s")
def cli() -> None:
    """Read Persian news reports into a record of who said what, who met whom, when, and on whose word."""


@cli.command()
@FILES
@click.option("--format", "format_", type=click.Choice(["text", "jsonl", "json"]), default="text", show_default=True)
@OUTLET
@PUBLISHED
@URL
@FAILED
def read(files: tuple[str, ...], format_: str, outlet: str | None, published: dt.date | None, url: str | None, failed: Path | None) -> None:
    """Read .txt, .html and .jsonl files and print what they say."""
    from naql.reader import read as read_article
    from naql.show import text_lines

    tally = Tally()
    out = sys.stdout
    between = "[\n" if format_ == "json" else ""
    for item in _load(files, outlet, published, url):
        if isinstance(item, InputError):
            tally.fail(item)
            continue
        reading = read_article(item.article)
        tally.done += 1
        if format_ == "text":
            out.write(between + "\n".join(text_lines(reading)) + "\n")
            between = "\n"
        elif format_ == "jsonl":
            out.write(json.dumps(reading.record(), ensure_ascii=False) + "\n")
        else:
            out.write(between + json.dumps(reading.record(), ensure_ascii=False, indent=1))
            between = ",\n"
    if format_ == "json":
        out.write("\n]\n" if tally.done else "[]\n")
    out.flush()
    tally.finish(failed)


def _load(files: tuple[str, ...], outlet: str | None, published: dt.date | None, url: str | None) -> Iterator[Loaded | InputError]:
    from naql.intake.loading import load_articles

    for name in files:
        source: str | BinaryIO = sys.stdin.buffer if name == "-" else name
        yield from load_articles(source, outlet=outlet, published=published, url=url)


def main() -> None:
    """The `naql` command."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    cli(prog_name="naql")


if __name__ == "__main__":
    main()
