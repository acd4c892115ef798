"""The command line: what goes to stdout and stderr, and the exit status."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from naql.cli import cli, free_port
from naql.model import Article
from naql.reader import read

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "examples" / "articles"
MEETING = str(ARTICLES / "meeting.txt")
TWO = str(ARTICLES / "two-outlets.jsonl")
PAGE = str(ARTICLES / "port-windows-1256.html")
COMMANDS = ("add", "demo", "doctor", "evaluate", "export", "read", "remove", "repair", "reread", "search", "serve")


def run(*arguments: str | Path, stdin: bytes | str | None = None, status: int = 0) -> Result:
    """Run a command in this process; fails unless it ends with the status, and without a traceback."""
    result = CliRunner().invoke(cli, list(map(str, arguments)), input=stdin, prog_name="naql")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == status, result.output
    return result


def records(result: Result) -> list[dict[str, Any]]:
    """The JSON lines on stdout."""
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of three samples, four articles, made once."""
    where = tmp_path_factory.mktemp("filled") / "naql.db"
    run("add", MEETING, TWO, PAGE, "--archive", where)
    return where


@pytest.fixture
def archive(filled: Path, tmp_path: Path) -> str:
    """A copy of that archive for a test to change."""
    return str(shutil.copy(filled, tmp_path / "naql.db"))


def test_all_commands_are_there() -> None:
    """The commands that the documentation names, each with a line of help that ends as a sentence."""
    assert sorted(cli.commands) == list(COMMANDS)
    assert all((command.help or "").split("\n\n")[0].rstrip().endswith(".") for command in cli.commands.values())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_imports_nothing_heavy(command: str) -> None:
    """`--help` comes at once: no reader, database, web framework or HTML parser is loaded for it."""
    code = (
        "import sys; from naql.cli import cli\n"
        f"try: cli([{command!r}, '--help'])\n"
        "except SystemExit: pass\n"
        "print(*{'naql.reader', 'sqlalchemy', 'fastapi', 'resiliparse', 'numpy', 'rich'} & sys.modules.keys(), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, timeout=60
    )
    assert (done.stderr.decode().strip(), done.returncode) == ("", 0)


def test_read_prints_the_record_of_each_article() -> None:
    """`--format jsonl`: one record a line, the same as in Python."""
    (one,) = records(run("read", MEETING, "--format", "jsonl", "--outlet", "نمونه", "--published", "1402/07/23"))
    paragraphs = [line for line in Path(MEETING).read_text("utf-8").splitlines() if line]
    article = Article((paragraphs[0], "", *paragraphs[1:]), "", "نمونه", None, dt.date(2023, 10, 15))
    assert one == json.loads(json.dumps(read(article).record()))


def test_read_prints_one_json_document() -> None:
    """`--format json` is a list of the records, an empty one where none was read."""
    assert [one["id"] for one in json.loads(run("read", TWO, "--format", "json").stdout)] == ["two-outlets-1", "two-outlets-2"]
    assert json.loads(run("read", "/nowhere.txt", "--format", "json", status=1).stdout) == []


def test_read_prints_what_people_read() -> None:
    """The text names the title and every part that was found, each statement as source, cue and content."""
    printed = run("read", MEETING, "--published", "2023-10-15").stdout
    reading = read(Article.from_record(records(run("read", MEETING, "--published", "2023-10-15", "--format", "jsonl"))[0]))
    assert printed.startswith(reading.article.title + "\n")
    for statement in reading.statements:
        assert reading.article.quote(statement.content) in printed
    assert [head for head in ("Sources", "Statements", "Chain of sources", "Dates") if f"\n{head}\n" in printed] == [
        head
        for head, items in zip(
            ("Sources", "Statements", "Chain of sources", "Dates"),
            (reading.sources, reading.statements, reading.citations, reading.days),
            strict=True,
        )
        if items
    ]


def test_a_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    """Escape sequences and bidi controls of an article do not reach the terminal; ZWNJ and emoji do."""
    path = tmp_path / "a.txt"
    path.write_text("عنوان \x1b[31mمی‌شود \u202eوارونه 😀\nوزیر آب گفت: چنین است.", "utf-8")
    printed = run("read", path).stdout
    assert printed.startswith("عنوان \\x1b[31mمی‌شود وارونه 😀\n")


@pytest.mark.parametrize(("stdin", "ids"), [(Path(TWO).read_bytes(), 2), (Path(MEETING).read_bytes(), 1)], ids=["jsonl", "text"])
def test_standard_input_is_told_by_its_first_character(stdin: bytes, ids: int) -> None:
    """`-` reads JSON lines if the first character is `{`, else a text."""
    assert len(records(run("read", "-", "--format", "jsonl", stdin=stdin))) == ids


def test_what_fails_is_listed_and_the_rest_read(tmp_path: Path) -> None:
    """Status 3: what failed stands on stderr and in the `--failed` file by input, line and reason; the rest is on stdout."""
    bad = tmp_path / "bad.jsonl"
    bad.write_text(Path(TWO).read_text("utf-8").splitlines()[0] + '\n{"paragraphs": [', "utf-8")
    failed = tmp_path / "failed.jsonl"
    result = run("read", bad, tmp_path / "none.txt", "--format", "jsonl", "--failed", failed, status=3)
    assert [one["id"] for one in records(result)] == ["two-outlets-1"]
    told = [json.loads(line) for line in failed.read_text("utf-8").splitlines()]
    assert [(one["input"], one["line"]) for one in told] == [(str(bad), 2), (str(tmp_path / "none.txt"), None)]
    assert result.stderr == "".join(
        f"naql: {one['input']}{':' + str(one['line']) if one['line'] else ''}: {one['reason']}\n" for one in told
    )


def test_the_failed_file_is_empty_where_nothing_failed(tmp_path: Path) -> None:
    """A run without failures leaves an empty `--failed` file, not one from before."""
    failed = tmp_path / "failed.jsonl"
    failed.write_text("old", "utf-8")
    run("read", MEETING, "--failed", failed)
    assert failed.read_text("utf-8") == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("read", MEETING, "--published", "someday"),
        ("read", MEETING, "--format", "xml"),
        ("add", MEETING),
        ("search", "آب"),
        ("remove", "--archive", "a.db"),
        ("evaluate",),
        ("nonsense",),
    ],
)
def test_a_wrong_call_is_status_2(arguments: tuple[str, ...]) -> None:
    """What click calls a usage error, wrong dates included."""
    run(*arguments, status=2)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("search", "آب", "--archive", "{}/none.db"), "there is no archive here"),
        (("serve", "--archive", "{}/none.db"), "there is no archive here"),
        (("reread", "--archive", "{}"), "a folder"),
        (("export", "--archive", MEETING), "{}"),
        (("search", "آب", "--archive", "{archive}", "--since", "someday"), "not a Jalali or Gregorian date"),
        (("remove", "nothing", "--archive", "{archive}"), "nothing"),
        (("evaluate", MEETING), "not JSON"),
        (("read", MEETING, "--failed", "{}/no/folder.jsonl"), "No such file or directory"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(arguments: tuple[str, ...], told: str, archive: str) -> None:
    """Status 1 and one line on stderr that says what is wrong, never a traceback."""
    folder = str(Path(archive).parent)
    result = run(*(part.replace("{archive}", archive).replace("{}", folder) for part in arguments), status=1)
    assert told.replace("{}", "") in result.stderr
    assert result.stderr.count("\n") == 1


def test_add_tells_of_each_article_once_it_is_stored(tmp_path: Path) -> None:
    """A line on stdout for each: outcome, id, file and line; a summary on stderr. The second time all are known."""
    where = str(tmp_path / "naql.db")
    first = run("add", MEETING, TWO, tmp_path, "--archive", where, status=3)
    told = [line.split("\t") for line in first.stdout.splitlines()]
    assert [(one[0], one[2]) for one in told] == [("new", MEETING), ("new", f"{TWO}:1"), ("new", f"{TWO}:2")]
    assert first.stderr.splitlines() == [f"naql: {tmp_path}: a directory, not a file", "naql: 3 new, 1 failed"]
    assert run("add", MEETING, TWO, "--archive", where).stderr == "naql: 3 known\n"
    assert run("reread", "--archive", where).stderr == "naql: 3 read again\n"


def test_the_archive_may_come_from_the_environment(archive: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`NAQL_ARCHIVE` stands for `--archive`."""
    monkeypatch.setenv("NAQL_ARCHIVE", archive)
    assert len(records(run("export"))) == 4


def test_remove_takes_out_one_article(archive: str) -> None:
    """What is removed is gone from the export; removing it again fails, and what else was named is still removed."""
    run("remove", "two-outlets-1", "--archive", archive)
    result = run("remove", "two-outlets-1", "two-outlets-2", "--archive", archive, status=3)
    assert "two-outlets-1" in result.stderr
    assert not {"two-outlets-1", "two-outlets-2"} & {one["id"] for one in records(run("export", "--archive", archive))}


def test_the_three_formats_of_a_search_agree(archive: str) -> None:
    """Text, JSON lines and CSV hold the same statements, in the same order."""
    lines = records(run("search", "--archive", archive, "--limit", "0", "--format", "jsonl"))
    table = run("search", "--archive", archive, "--limit", "0", "--format", "csv").stdout
    assert table.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    assert [row["statement"] for row in rows] == [one["statement"] for one in lines]
    text = run("search", "--archive", archive, "--limit", "0").stdout
    assert len(text.splitlines()) == 2 * len(lines)


def test_a_search_says_how_much_is_left(archive: str) -> None:
    """A limit that cuts is told on stderr, and so is an empty result."""
    total = len(records(run("search", "--archive", archive, "--format", "jsonl")))
    if total > 1:
        assert run("search", "--archive", archive, "--limit", "1").stderr == f"naql: 1 of {total} shown; --limit 0 shows all\n"
    assert run("search", "چنین‌واژه‌ای‌نیست", "--archive", archive).stderr == "naql: nothing found\n"


def test_export_narrows_by_outlet(archive: str) -> None:
    """Whole records of one outlet; a filter on statements needs CSV."""
    assert [one["outlet"] for one in records(run("export", "--archive", archive, "--outlet", "دريانوشت"))] == ["دريانوشت"]
    assert run("export", "--archive", archive, "--format", "csv").stdout.startswith('\ufeff"published"')
    run("export", "--archive", archive, "--by", "کسی", status=2)


def test_repair_goes_line_by_line() -> None:
    """Each line keeps its end; one that is no UTF-8 passes as it is and is told."""
    stdin = "می شود\r\n\n".encode() + b"\xff\xfe\n" + "نسلهای دور".encode()
    result = run("repair", stdin=stdin, status=3)
    out = result.stdout_bytes.split(b"\n")
    assert len(out) == 4
    assert (out[0][-1:], out[1], out[2]) == (b"\r", b"", b"\xff\xfe")
    assert "-:3: not UTF-8" in result.stderr


def test_the_demo_reads_every_sample() -> None:
    """All samples are read without a failure, texts with outlet and day."""
    result = run("demo", "--no-serve")
    assert result.stderr.startswith("16 sample articles with ")
    assert len(result.stderr.splitlines()) == 1


def test_the_demo_may_keep_its_archive(tmp_path: Path) -> None:
    """With `--archive` the samples can be looked at later, each with an outlet and a day, but the one that is to have none."""
    where = str(tmp_path / "demo.db")
    run("demo", "--no-serve", "--archive", where)
    assert [one["id"] for one in records(run("export", "--archive", where)) if not one["outlet"] or not one["published"]] == ["fourteen"]


def test_a_busy_port_is_passed_over() -> None:
    """The next free port is taken where somebody listens on the first."""
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert free_port("127.0.0.1", port) > port


def test_evaluate_scores_its_own_reading_and_others(tmp_path: Path) -> None:
    """The gold records scored as a prediction are perfect, in the table and in JSON; errors are listed on demand."""
    gold = str(ROOT / "examples" / "gold.jsonl")
    assert run("evaluate", gold, "--pred", gold).stdout.startswith("named              p 1.000  r 1.000  f1 1.000  gold ")
    assert json.loads(run("evaluate", gold, "--pred", gold, "--format", "json").stdout)["joint"]["f1"] == 1
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(run("read", gold, "--format", "jsonl").stdout, "utf-8")
    assert run("evaluate", gold, "--pred", predicted).stdout == run("evaluate", gold).stdout
    assert run("evaluate", gold, "--pred", os.devnull, "--errors", "2").stdout.splitlines()[-1].split(" | ")[1] == "missed"


def test_doctor_finds_nothing_amiss(archive: str) -> None:
    """All checks pass here, and those of a missing archive do not."""
    assert "FAIL" not in run("doctor", "--archive", archive).stdout
    assert "FAIL" in run("doctor", "--archive", archive + "none", status=1).stdout


def test_a_closed_pipe_is_quiet() -> None:
    """`naql read … | head -1` prints no traceback."""
    command = f"{sys.executable} -m naql.cli read {ARTICLES}/* --format jsonl | head -c 10"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=environment, timeout=60)
    assert (len(done.stdout), done.stderr) == (10, b"")


def test_output_is_utf_8_whatever_the_locale() -> None:
    """In a terminal of another encoding, the bytes are UTF-8."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "naql.cli", "read", PAGE], capture_output=True, env=environment, timeout=60)
    assert done.returncode == 0
    assert "دريانوشت" in done.stdout.decode("utf-8")


def test_a_fault_of_the_reader_costs_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """An article on which the reader itself fails is told like a bad file, and the others are read."""

    def failing(article: Article) -> Any:
        if article.id == "two-outlets-1":
            raise RuntimeError("no such rule")
        return read(article)

    monkeypatch.setattr("naql.reader.read", failing)
    result = run("read", TWO, "--format", "jsonl", status=3)
    assert [one["id"] for one in records(result)] == ["two-outlets-2"]
    assert result.stderr == f"naql: {TWO}:1: the reader failed (RuntimeError: no such rule)\n"


def test_every_command_takes_help() -> None:
    """`-h` works everywhere and shows the usage."""
    assert all(
        run(name, "-h").stdout.startswith(f"Usage: naql {name}")
        for name, command in cli.commands.items()
        if isinstance(command, click.Command)
    )


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
def test_the_demo_serves_until_it_is_asked_to_end() -> None:
    """The address is printed, a busy port is passed over, the page is served, and a request to end is no failure and leaves nothing."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "naql.cli", "demo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True) as demo:
        try:
            assert demo.stdout is not None
            address = demo.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:")
            assert "<html" in patiently(address)
        finally:
            demo.terminate()
    assert demo.returncode == 0


def patiently(address: str) -> str:
    """The page at an address, once its server answers; fails after twenty seconds."""
    until = time.monotonic() + 20
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
