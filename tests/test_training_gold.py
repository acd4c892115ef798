"""The training annotations: stand-off records, and their join with the articles they were made on."""

import hashlib
import importlib.util
import json
import lzma
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("NAQL_SHARED") or ROOT.parent / "shared")
NOTES = [json.loads(line) for path in sorted((ROOT / "training" / "gold").glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]

spec = importlib.util.spec_from_file_location("training_gold", ROOT / "training" / "gold.py")
training_gold = importlib.util.module_from_spec(spec)
spec.loader.exec_module(training_gold)


def spans_of(record):
    """Every span of a record: statements, contacts, citations, dates."""
    for statement in record["statements"]:
        yield from (statement[k] for k in ("source_span", "cue", "content") if statement[k])
    for contact in record["contacts"]:
        yield from (contact[k] for k in ("trigger", "place") if contact[k])
        if contact["time"]:
            yield contact["time"]["span"]
    yield from (x["span"] for x in record["citations"] + record["dates"])


def test_no_article_text_is_kept():
    """An annotation holds names and spans, and no paragraph of the article."""
    assert all("paragraphs" not in note and "text" not in note for note in NOTES)
    assert len({note["id"] for note in NOTES}) == len(NOTES)


def test_annotations_are_whole():
    """Every span has a length, every key names a source of the record, every kind is one of the guidelines'."""
    for note in NOTES:
        assert all(0 <= a < b for a, b in spans_of(note)), note["id"]
        known = {source["id"] for source in note["sources"]}
        assert {s["source"] for s in note["statements"]} <= known, note["id"]
        assert {p for c in note["contacts"] for p in c["participants"]} <= known, note["id"]
        assert {s["kind"] for s in note["statements"]} <= {"quoted", "reported", "act"}, note["id"]


def lay(tmp_path, monkeypatch, row, paragraphs):
    """A shared folder with one news row, and one annotation made on `paragraphs`."""
    news = tmp_path / "data" / "news"
    news.mkdir(parents=True)
    with lzma.open(news / "one.jsonl.xz", "wt", encoding="utf-8") as out:
        out.write(json.dumps(row) + "\n")
    gold = tmp_path / "training" / "gold"
    gold.mkdir(parents=True)
    sha256 = hashlib.sha256("\n".join(paragraphs).encode()).hexdigest()
    lists = {k: [] for k in ("sources", "statements", "contacts", "citations", "dates")}
    note = {"id": "a", "sha256": sha256, "from": {"file": "news/one.jsonl.xz", "index": 0}, **lists}
    (gold / "x.jsonl").write_text(json.dumps(note) + "\n", encoding="utf-8")
    monkeypatch.setattr(training_gold, "HERE", tmp_path / "training")


@pytest.mark.parametrize(
    ("row", "paragraphs"),
    [
        ({"title": "تیتر", "lead": "لید", "body": "یک\n\n دو "}, ["تیتر", "لید", "یک", "دو"]),
        ({"title": None, "body": "یک\nدو"}, ["", "", "یک", "دو"]),
        ({"body": "تیتر\nیک"}, ["تیتر", "", "یک"]),
    ],
)
def test_join_gives_the_text_back(tmp_path, monkeypatch, row, paragraphs):
    """The row named by an annotation becomes the paragraphs it was made on."""
    lay(tmp_path, monkeypatch, row, paragraphs)
    assert [r["paragraphs"] for r in training_gold.load_training_gold(tmp_path)] == [paragraphs]


def test_join_refuses_another_text(tmp_path, monkeypatch):
    """A row that is not the annotated text is refused."""
    lay(tmp_path, monkeypatch, {"title": "تیتر", "body": "دیگر"}, ["تیتر", "", "یک"])
    with pytest.raises(ValueError, match="not the text that was annotated"):
        training_gold.load_training_gold(tmp_path)


@pytest.mark.skipif(not (SHARED / "data" / "news").is_dir(), reason="the news files are not here")
def test_spans_stand_on_words():
    """With the news files at hand, every span of every annotation covers words, with no space at its edges."""
    for record in training_gold.load_training_gold(SHARED):
        text = "\n".join(record["paragraphs"])
        for a, b in spans_of(record):
            assert text[a:b], record["id"]
            assert text[a:b] == text[a:b].strip(), (record["id"], text[a:b])
