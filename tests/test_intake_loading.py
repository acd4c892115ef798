"""Files of every kind, sound and not: what is read, and what is told of what is not."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naql.errors import InputError, NotPersian
from naql.intake import jsonl
from naql.intake.jsonl import iter_lines, parse_article
from naql.intake.loading import Loaded, load_articles
from naql.intake.text import parse_paragraphs
from naql.model import Article

ARTICLES = Path(__file__).parents[1] / "examples" / "articles"
SENTENCE = "وزیر آب گفت: سفره‌های زیرزمینی امسال پر شده است."


def check(content: bytes | str, **given: Any) -> list[Any]:
    """What comes of a stream: an article as its paragraphs, a problem as `line: reason`."""
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return [shown(item) for item in load_articles(stream, **given)]


def shown(item: Loaded | InputError) -> Any:
    """An article as its paragraphs, a problem as `line: reason`."""
    return item.article.paragraphs if isinstance(item, Loaded) else f"{item.line}: {item.reason}"


def check_file(folder: Path, name: str, content: bytes, **given: Any) -> list[Any]:
    """The same for a file on the disk, under its name."""
    path = folder / name
    path.write_bytes(content)
    return [shown(item) for item in load_articles(path, **given)]


def record(**fields: Any) -> str:
    """A line of JSON with some paragraphs."""
    return json.dumps({"paragraphs": ["تیتر", "", SENTENCE], **fields}, ensure_ascii=False)


def test_the_first_line_is_the_title_and_there_is_no_lead() -> None:
    """`تیتر`, an empty line and two lines: the title, an empty lead, two body paragraphs."""
    assert check(f"تیتر\n\n{SENTENCE}\n{SENTENCE}") == [("تیتر", "", SENTENCE, SENTENCE)]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_every_line_end_is_one(end: str) -> None:
    """Lines end alike on every system."""
    assert check(end.join(("تیتر", "", SENTENCE, ""))) == [("تیتر", "", SENTENCE)]


@pytest.mark.parametrize(
    "line",
    [
        "او گفت:\u202b بله \u202cو رفت که برگردد",
        "مُحَمَّد گفت که می‌آید 😀👍🏽",
        "\u200fبا احترام\u200e است\u00a0که\u2028این را",
        " \tفاصله‌ها به جا می‌مانند و این را  ",
        "تاریخ ۱۴۰۰/۰۵/۱۵ و \ufdfc و ﷺ در این متن است",
    ],
)
def test_within_a_line_nothing_is_changed(line: str) -> None:
    """Bidi controls, emoji, harakat, odd spaces and the spaces at both ends stay where they are."""
    assert check(f"تیتر\n{line}\n") == [("تیتر", "", line)]


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), min_size=1)))
def test_lines_come_out_as_they_went_in(lines: list[str]) -> None:
    """Any lines: each comes out whole and in order, but those without a visible character."""
    out = [line for line in parse_paragraphs("\n".join(lines)) if line]
    assert [line for line in lines if line in out] == out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1256"])
def test_the_encoding_is_found(encoding: str) -> None:
    """UTF-8 with and without its mark, the other Unicode encodings with theirs, and windows-1256 without any."""
    text = "عنوان خبر\n" + "وزير آب گفت: سفره\u200cهاي زيرزميني امسال پر شده است. " * 3
    assert check(text.encode(encoding)) == [("عنوان خبر", "", text.split("\n")[1])]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "an empty file"),
        (b"\xef\xbb\xbf", "an empty file"),
        (b"\r\n \n\t\n", "an empty file"),
        ("\u200c\u200f\n".encode(), "no paragraphs of text"),
        (b"%PDF-1.7 ...", "a binary file, not text"),
        (b"\x89PNG\r\n\x1a\n", "a binary file, not text"),
        (SENTENCE.encode("utf-16-le"), "a binary file, not text"),
        (bytes(range(256)) * 4, "a binary file, not text"),
        (SENTENCE.encode()[:-2] + b"\n", "UTF-8, but broken at byte"),
        (SENTENCE.encode("utf-16")[:-1], "opens as UTF-16-LE, but byte"),
        ("The minister said that the aquifers had filled up this year.", "not a Persian text"),
        ("Le ministre a déclaré que les nappes étaient pleines cette année.".encode("cp1252"), "not a Persian text"),
        ("قال وزير المياه إن الخزانات الجوفية امتلأت هذا العام في جميع المناطق", "not a Persian text"),
    ],
)
def test_what_is_no_persian_text_is_told(content: bytes | str, reason: str) -> None:
    """One problem and no article, whatever the file holds."""
    (told,) = check(content)
    assert isinstance(told, str)
    assert told.startswith(f"None: {reason}")


def test_a_file_is_named_as_the_user_named_it(tmp_path: Path) -> None:
    """The problem of a missing file, a folder and a binary one names the path as it was given."""
    (tmp_path / "dir.txt").mkdir()
    (tmp_path / "bin.jsonl").write_bytes(b"\x00\x01")
    told = [str(item) for name in ("none.txt", "dir.txt", "bin.jsonl") for item in load_articles(str(tmp_path / name))]
    reasons = ("No such file or directory", "a directory, not a file", "a binary file, not text")
    assert told == [f"{tmp_path / name}: {reason}" for name, reason in zip(("none.txt", "dir.txt", "bin.jsonl"), reasons, strict=True)]


def test_a_text_takes_what_it_cannot_say() -> None:
    """Outlet, day and address of a text come from the caller, and its bytes are kept."""
    stream = io.BytesIO(SENTENCE.encode())
    (loaded,) = load_articles(stream, outlet="example.ir", published=dt.date(2021, 8, 6), url="https://example.ir/1")
    assert isinstance(loaded, Loaded)
    assert (loaded.article.outlet, loaded.article.published, loaded.article.url) == (
        "example.ir",
        dt.date(2021, 8, 6),
        "https://example.ir/1",
    )
    assert (loaded.raw, loaded.media_type, loaded.origin, loaded.line) == (SENTENCE.encode(), "text/plain", "-", None)


def test_standard_input_that_opens_with_a_brace_is_json_lines() -> None:
    """A stream is JSON lines if its first character is `{`, and a text otherwise."""
    assert check(record()) == [("تیتر", "", SENTENCE)]
    assert check("\ufeff\n" + record()) == [("تیتر", "", SENTENCE)]
    assert check("[" + SENTENCE) == [("[" + SENTENCE, "")]


@pytest.mark.parametrize(
    ("name", "content"), [("a.jsonl", record()), ("a.NDJSON", record()), ("a.dat", record()), ("a", f"تیتر\n{SENTENCE}")]
)
def test_the_name_or_else_the_opening_says_what_a_file_is(tmp_path: Path, name: str, content: str) -> None:
    """A known suffix decides, in any case; a file without one is told by its first character."""
    assert check_file(tmp_path, name, content.encode()) == [("تیتر", "", SENTENCE)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", f"[{record()}]"),
        ("a.csv", f"title,body\n{SENTENCE},{SENTENCE}"),
        ("a.xml", f"<?xml version='1.0'?><rss>{SENTENCE}</rss>"),
    ],
)
def test_a_file_of_another_kind_is_not_taken_for_a_text(tmp_path: Path, name: str, content: str) -> None:
    """A JSON document, a table and a feed are refused rather than read as one article."""
    (told,) = check_file(tmp_path, name, content.encode())
    assert told.startswith("None: neither .txt, .html nor .jsonl")


@given(st.binary() | st.text().map(lambda text: ("{" + text).encode("utf-8", "replace")))
def test_no_bytes_break_the_loading(content: bytes) -> None:
    """Any bytes give articles and problems, never an exception."""
    assert all(isinstance(item, Loaded | InputError) for item in load_articles(io.BytesIO(content)))


def test_a_gold_file_is_read_as_it_is() -> None:
    """Only the input fields of a record are read; the id, outlet, day and paragraphs are those of the record."""
    path = ARTICLES.parent / "gold.jsonl"
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    loaded = [item.article for item in load_articles(path) if isinstance(item, Loaded)]
    assert loaded == [Article.from_record(record) for record in records]


def test_a_bad_line_costs_no_other() -> None:
    """Between two good lines, each bad one is told with its number and reason."""
    bad = {
        "[]": "not a JSON object",
        "{": "not JSON (character 2: Expecting property name enclosed in double quotes)",
        '{"a": 1}': "no 'paragraphs', and no 'title', 'lead' or 'body'",
        '{"paragraphs": []}': "the article has no text in its paragraphs",
        '{"paragraphs": ["", " "]}': "the article has no text in its paragraphs",
        '{"paragraphs": [1]}': "'paragraphs' is not a list of strings",
        '{"paragraphs": ["\\ud800"]}': "half a character (a lone surrogate) in the text or a field",
        record(outlet=1): "'outlet' is not a string",
        record(published="روزی"): "not a date: 'روزی'",
        record(published=7): "'published' is not a string",
        "[" * 100_000: "not JSON that can be read: nested too deeply, or too long a number",
        '{"paragraphs": ' + "9" * 9_999 + "}": "not JSON that can be read: nested too deeply, or too long a number",
        '{"paragraphs": ["Only English words are here."]}': "not a Persian text",
    }
    lines = [record(), *bad, "", record()]
    good = ("تیتر", "", SENTENCE)
    assert check("\n".join(lines)) == [good, *(f"{n}: {reason}" for n, reason in enumerate(bad.values(), 2)), good]


def test_a_line_in_another_encoding_is_told() -> None:
    """A line of windows-1256 among UTF-8 is told by its first bad byte, and the next is read."""
    lines = b"\n".join((record().encode(), '{"paragraphs": ["سلام"]}'.encode("cp1256"), record().encode()))
    assert [type(item) for item in check(lines)] == [tuple, str, tuple]
    assert check(lines)[1] == "2: not UTF-8 (byte 17 of the line)"


def test_a_cut_off_last_line_is_told(tmp_path: Path) -> None:
    """A file cut in the middle of its last line gives its other lines and one problem."""
    content = f"{record()}\n{record()}".encode()
    good, told = check_file(tmp_path, "a.jsonl", content[:-20])
    assert good == ("تیتر", "", SENTENCE)
    assert told.startswith("2: not")
    assert told.endswith("cut off")


def test_json_lines_in_utf_16_are_refused_at_once(tmp_path: Path) -> None:
    """A file with the mark of another encoding is one problem, not one a line."""
    assert check_file(tmp_path, "a.jsonl", f"{record()}\n{record()}".encode("utf-16")) == ["None: JSON lines in UTF-16-LE, not UTF-8"]


def test_a_line_that_is_too_long_is_not_taken_in() -> None:
    """The line over the limit is told by its number, and those around it are read, the last without a line end."""
    lines = list(iter_lines(io.BytesIO(b"ab\n" + b"x" * 50 + b"\n\ncd"), "f", longest=10))
    assert [line if isinstance(line, bytes) else str(line) for _, line in lines] == [b"ab\n", "f:2: a line of over 0 MB", b"cd"]
    assert [number for number, _ in lines] == [1, 2, 4]


def test_the_longest_line_has_64_megabytes() -> None:
    """The limit that the documentation names is the one that holds."""
    assert jsonl.LONGEST == 64 * 1024 * 1024


@pytest.mark.parametrize(
    "written", ["2021-08-06", "2021-08-06T10:00:00+04:30", "1400-05-15", "1400/05/15", "۱۵ مرداد ۱۴۰۰", "2021-08-05T21:00:00Z"]
)
def test_a_published_day_is_jalali_or_gregorian(written: str) -> None:
    """The same day in either calendar, as a day or a time, in UTC too."""
    assert parse_article(record(published=written).encode()).published == dt.date(2021, 8, 6)


def test_title_lead_and_body_may_stand_apart() -> None:
    """A record without paragraphs may give its parts: strings are cut at line ends, lists are taken as they are."""
    line = json.dumps({"title": "تیتر", "lead": None, "body": f"{SENTENCE}\n\n{SENTENCE}"})
    assert parse_article(line.encode()).paragraphs == ("تیتر", "", SENTENCE, SENTENCE)
    line = json.dumps({"title": "تیتر", "lead": "لید", "body": ["یک", "دو"]})
    assert parse_article(line.encode()).paragraphs == ("تیتر", "لید", "یک", "دو")


def test_an_unknown_outlet_is_filled_in_and_a_known_one_kept() -> None:
    """The caller's outlet and day hold where the record is silent."""
    given = {"outlet": "example.ir", "published": dt.date(2021, 8, 6), "url": None}
    assert parse_article(record(outlet="نمونه").encode(), given=given).outlet == "نمونه"
    filled = parse_article(record().encode(), given=given)
    assert (filled.outlet, filled.published) == ("example.ir", dt.date(2021, 8, 6))


def test_another_language_is_an_error_of_its_own() -> None:
    """What is in another language can be told from what is broken."""
    (problem,) = load_articles(io.BytesIO(b"All of this is English."))
    assert isinstance(problem, NotPersian)


@pytest.mark.parametrize("path", sorted(ARTICLES.iterdir()), ids=lambda path: path.name)
def test_every_sample_is_read(path: Path) -> None:
    """Each sample gives articles, and no problem."""
    assert all(isinstance(item, Loaded) for item in load_articles(path))
