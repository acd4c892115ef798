"""How the commands talk: dates as options, failures and exit status, progress. Data goes to stdout, all of this to stderr."""

from __future__ import annotations

import datetime as dt
import errno
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from naql.errors import InputError, NaqlError

if TYPE_CHECKING:
    from naql.desk import Report, Step

F = TypeVar("F", bound=Callable[..., Any])


class Group(click.Group):
    """The commands, with what goes wrong told in one line; a closed pipe is left to click, which ends quietly."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error of ours or of the system becomes a message without a traceback."""
        try:
            return super().invoke(ctx)
        except NaqlError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            place = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(place + (error.strerror or str(error))) from error


class PublishedDay(click.ParamType[dt.date]):
    """A Jalali or Gregorian date."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The Gregorian day of what was given, in either calendar."""
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
        """Note an input that could not be read, and say so on stderr."""
        self.failed.append(problem)
        click.echo(f"naql: {problem}", err=True)

    def finish(self, path: Path | None) -> None:
        """Write what failed to a file of JSON lines, and exit with the status that tells it."""
        if path:
            lines = [{"input": p.path, "line": p.line, "reason": p.reason} for p in self.failed]
            path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8", "backslashreplace")
        if self.failed:
            sys.exit(3 if self.done else 1)


def options(*several: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one decorator, in the order in which the help shows them."""

    def decorate(command: F) -> F:
        for option in reversed(several):
            command = option(command)
        return command

    return decorate


def finish_report(report: Report, failed: Path | None) -> None:
    """Sum up what became of the articles, and exit with the status that tells it."""
    counts = ((report.new, "new"), (report.versions, "new versions"), (report.known, "known"), (report.reread, "read again"))
    told = [f"{count} {what}" for count, what in (*counts, (len(report.failures), "failed")) if count]
    click.echo("naql: " + (", ".join(told) or "nothing to do"), err=True)
    Tally(report.done, list(report.failures)).finish(failed)


@contextmanager
def progress(what: str, count: Callable[[], int]) -> Iterator[Callable[[Step], None]]:
    """What tells of each article: a bar on stderr if that is a terminal, a line on stdout if that is none, failures on stderr."""

    def tell(step: Step) -> None:
        if step.problem:
            click.echo(f"naql: {step.problem}", err=True)
        elif not sys.stdout.isatty():
            click.echo(f"{step.outcome}\t{step.article_id}\t{step.path}" + (f":{step.line}" if step.line else ""))

    if not sys.stderr.isatty():
        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=count() or None)

        def advance(step: Step) -> None:
            tell(step)
            bar.advance(task)

        yield advance
