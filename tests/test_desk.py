"""Files go into an archive, are read again and searched; what fails is told and stops nothing."""

import datetime as dt
import io
import json
import os

import pytest

from naql import desk
from naql.archive.store import Query, open_archive
from naql.errors import InputError, NotFound, QueryError
from naql.model import Reading, Review, Source, Span, Statement, statement_id

TEXT = "گزارش هوا\nآرش نمونه گفت: باران در تهران می‌بارد و فردا هم خواهد بارید.\n"


def line(number, **fields):
    """One article of a JSON-lines file."""
    return (
        json.dumps(
            {"id": f"r{number}", "paragraphs": ["گزارش هوا", "", f"باران شماره {number} در تهران می‌بارد و فردا هم خواهد بارید."]} | fields
        )
        + "\n"
    )


def whole(article):
    """A reading that takes the last paragraph for what somebody said."""
    content = Span(len(article.text) - len(article.paragraphs[-1]), len(article.text))
    said = Statement(statement_id(article.id, content), "s1", content, "reported")
    return Reading(article, (Source("s1", "آرش نمونه"),), (said,))


@pytest.fixture
def archive(tmp_path):
    """A new archive in a file."""
    with open_archive(tmp_path / "naql.db") as archive:
        yield archive


@pytest.fixture(autouse=True)
def simple_reader(monkeypatch):
    """Readings do not depend on what the reader finds."""
    monkeypatch.setattr(desk, "read", whole)


def write(path, content):
    """A file of that content; its path."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_files_are_added_with_their_raw_bytes(archive, tmp_path):
    """A file is an article, a line is one; the options fill in what they do not say."""
    paths = [write(tmp_path / "a.txt", TEXT), write(tmp_path / "b.jsonl", line(1) + line(2, outlet="be"))]
    steps = []
    report = desk.add_files(archive, paths, outlet="alef", published=dt.date(2021, 8, 6), on_progress=steps.append)
    assert report == desk.Report(new=3)
    assert [(step.path, step.line, step.outcome) for step in steps] == [
        (str(paths[0]), None, "new"),
        (str(paths[1]), 1, "new"),
        (str(paths[1]), 2, "new"),
    ]
    stored = [archive.get(step.article_id) for step in steps]
    assert [s.article.outlet for s in stored] == ["alef", "alef", "be"]
    assert {s.article.published for s in stored} == {dt.date(2021, 8, 6)}
    assert (archive.raw(steps[0].article_id), stored[0].media_type, stored[0].origin) == (TEXT.encode(), "text/plain", str(paths[0]))
    assert archive.raw("r1").rstrip() == line(1).encode().rstrip()


def test_what_is_known_is_not_read_again(archive, tmp_path, monkeypatch):
    """A second run over the same files adds nothing and costs no reading."""
    path = write(tmp_path / "b.jsonl", line(1) + line(2))
    desk.add_files(archive, [path])
    monkeypatch.setattr(desk, "read", None)
    assert desk.add_files(archive, [path]) == desk.Report(known=2)


def test_the_same_article_twice_in_one_file_is_stored_once(archive, tmp_path):
    """And a changed text under one URL is a version."""
    url = "https://example.org/1"
    path = write(tmp_path / "b.jsonl", line(1, url=url) + line(1, url=url) + line(2, url=url))
    assert desk.add_files(archive, [path]) == desk.Report(new=1, known=1, versions=1)


def test_a_stream_is_read_as_standard_input(archive):
    """Its name is `-`."""
    steps = []
    desk.add_files(archive, [io.BytesIO(line(1).encode())], on_progress=steps.append)
    assert [(step.path, step.line, step.outcome) for step in steps] == [("-", 1, "new")]


def test_what_cannot_be_read_is_told_and_the_rest_is_stored(archive, tmp_path):
    """Each failure names file, line and reason, in order."""
    good = write(tmp_path / "good.jsonl", line(1) + "{broken\n" + line(2))
    bad = [write(tmp_path / "empty.txt", b""), write(tmp_path / "binary.txt", bytes(range(256)) * 20), tmp_path / "missing.txt"]
    steps = []
    report = desk.add_files(archive, [bad[0], good, *bad[1:]], on_progress=steps.append)
    assert (report.new, report.done) == (2, 2)
    assert [(p.path, p.line) for p in report.failures] == [(str(bad[0]), None), (str(good), 2), (str(bad[1]), None), (str(bad[2]), None)]
    assert [step.problem for step in steps if step.outcome == "failed"] == list(report.failures)
    assert all(isinstance(p, InputError) and p.reason for p in report.failures)
    assert archive.count().articles == 2


def test_a_fault_in_the_reader_costs_one_article(archive, tmp_path, monkeypatch):
    """The rest is stored; the failure names the fault."""

    def faulty(article):
        if article.id == "r2":
            raise RuntimeError("no such token")
        return whole(article)

    monkeypatch.setattr(desk, "read", faulty)
    path = write(tmp_path / "b.jsonl", line(1) + line(2) + line(3))
    report = desk.add_files(archive, [path])
    assert report.new == 2
    assert [(p.line, p.reason) for p in report.failures] == [(2, "the reader failed (RuntimeError: no such token)")]


@pytest.mark.parametrize("together", [0, 1000])
def test_an_article_is_told_after_it_is_stored(archive, tmp_path, monkeypatch, together):
    """Whoever is stopped within the progress has it in the archive, alone or with those stored together with it."""
    monkeypatch.setattr(desk, "TOGETHER", together)
    path = write(tmp_path / "b.jsonl", line(1) + line(2))

    def stop(step):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.add_files(archive, [path], on_progress=stop)
    assert [stored.article.id for stored in archive.iter_articles()] == (["r1", "r2"] if together else ["r1"])


def test_a_slow_stream_is_told_line_by_line(archive, monkeypatch):
    """What came is stored before the next line is waited for."""
    monkeypatch.setattr(desk, "TOGETHER", 1000)
    seen = []

    def load(stream, **given):
        for item in load_articles(io.BytesIO((line(1) + line(1) + "{broken\n" + line(2)).encode()), **given):
            yield item
            seen.append((archive.count().articles, len(steps)))

    load_articles, steps = desk.load_articles, []
    monkeypatch.setattr(desk, "load_articles", load)
    desk.add_files(archive, [io.BytesIO()], on_progress=steps.append)
    assert seen == [(1, 1), (1, 2), (1, 3), (2, 4)]


def test_what_cannot_be_stored_does_not_hold_up_what_is_stored_with_it(archive, tmp_path, monkeypatch):
    """Half a surrogate pair in one of three lines."""
    monkeypatch.setattr(desk, "TOGETHER", 1000)
    path = write(tmp_path / "b.jsonl", line(1) + line(2, outlet="\ud83d") + line(3))
    report = desk.add_files(archive, [path])
    assert report.new == 2
    assert [p.line for p in report.failures] == [2]


def test_what_is_removed_while_it_is_read_again_is_told(archive, tmp_path, monkeypatch):
    """The rest is read."""
    desk.add_files(archive, [write(tmp_path / "b.jsonl", line(1) + line(2))])

    def remove_first(article):
        if article.id == "r2":
            archive.remove("r1")
        return whole(article)

    monkeypatch.setattr(desk, "read", remove_first)
    monkeypatch.setattr(desk, "TOGETHER", 1000)
    report = desk.reread(archive)
    assert report.reread == 1
    assert [(p.path, p.reason) for p in report.failures] == [("r1", "it was removed from the archive meanwhile")]


def test_several_workers_read_what_one_reads(tmp_path):
    """The same articles and steps, in the same order."""
    path = write(tmp_path / "b.jsonl", "".join(line(n) if n != 3 else "{broken\n" for n in range(12)))
    told = {}
    for workers in (1, 2):
        with open_archive(tmp_path / f"{workers}.db") as archive:
            steps = []
            desk.add_files(archive, [path], on_progress=steps.append, workers=workers)
            told[workers] = [(s.line, s.outcome, s.article_id) for s in steps]
            told[workers, "kept"] = [stored.article for stored in archive.iter_articles()]
    assert told[1] == told[2]
    assert told[1, "kept"] == told[2, "kept"]
    assert len(told[1]) == 12


def die(article):
    """A reader that takes its process down at one article."""
    if article.id == "r2":
        os._exit(1)
    return whole(article)


def test_a_worker_that_dies_costs_one_article(archive, tmp_path, monkeypatch):
    """The articles that others were reading meanwhile are read again."""
    monkeypatch.setattr(desk, "_try_to_read", die)
    path = write(tmp_path / "b.jsonl", "".join(line(n) for n in range(6)))
    report = desk.add_files(archive, [path], workers=2)
    assert report.new == 5
    assert [(p.line, p.reason) for p in report.failures] == [(3, "the reader's process died while it read this article")]


def test_reading_again_keeps_articles_and_reviews(archive, tmp_path, monkeypatch):
    """Old versions too; the new readings are searched."""
    url = "https://example.org/1"
    desk.add_files(archive, [write(tmp_path / "b.jsonl", line(1, url=url) + line(2, url=url))])
    review = Review(archive.search(Query()).hits[0].statement.id, "right", "مینا", dt.datetime(2021, 8, 6, tzinfo=dt.UTC))
    archive.add_review(review)
    before = [(s.article, s.versions) for s in archive.iter_articles()]
    monkeypatch.setattr(desk, "read", Reading)
    steps = []
    assert desk.reread(archive, on_progress=steps.append) == desk.Report(reread=2)
    assert [(step.outcome, step.article_id) for step in steps] == [("reread", article.id) for article, _ in before]
    assert [(s.article, s.versions) for s in archive.iter_articles()] == before
    assert archive.search(Query()).total == 0
    monkeypatch.setattr(desk, "read", whole)
    desk.reread(archive)
    assert archive.reviews(archive.search(Query()).hits[0].statement.id) == [review]


def test_one_article_is_taken_out(archive, tmp_path):
    """And only that; an unknown id is not found."""
    desk.add_files(archive, [write(tmp_path / "b.jsonl", line(1) + line(2))])
    desk.remove(archive, "r1")
    assert [hit.article_id for hit in desk.search(archive, "باران").hits] == ["r2"]
    with pytest.raises(NotFound):
        desk.remove(archive, "r1")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-08-06", "2021-08-06", "2021-08-06"),
        ("1400/05/15", "2021-08-06", "2021-08-06"),
        ("۱۵ مرداد ۱۴۰۰", "2021-08-06", "2021-08-06"),
        ("1400/05", "2021-07-23", "2021-08-22"),
        ("۱۴۰۰-۱۲", "2022-02-20", "2022-03-20"),
        ("مرداد ۱۴۰۰", "2021-07-23", "2021-08-22"),
        ("اسفند ۱۳۹۹", "2021-02-19", "2021-03-20"),
        ("1400", "2021-03-21", "2022-03-20"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021/12", "2021-12-01", "2021-12-31"),
    ],
)
def test_a_search_begins_and_ends_with_the_days_named(text, first, last):
    """A month or a year begins with its first day and ends with its last, in both calendars."""
    query = desk.make_query(since=text, until=text)
    assert (query.since.isoformat(), query.until.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["soon", "1400/13/01", "1400/13", "2021-02-30", "فردا", "12", "0"])
def test_what_is_no_date_is_a_query_error(archive, text):
    """The message repeats it."""
    with pytest.raises(QueryError, match=text):
        desk.search(archive, since=text)


def test_no_date_narrows_nothing():
    """As an empty field of a form."""
    assert desk.make_query(since="", until="  ") == Query()


def test_a_search_passes_on_all_it_is_asked():
    """Each option has its field, and a date of Python is one too."""
    day = dt.date(2021, 8, 6)
    options = {"by": "ب", "source": "س", "outlet": "alef", "since": day, "until": day, "kind": "act", "limit": 3, "offset": 6}
    assert desk.make_query("باران", **options) == Query("باران", **options)
