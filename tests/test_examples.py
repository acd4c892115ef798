"""The sample articles and the records made of them agree."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "examples" / "articles"


def load(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


GOLD = load(ROOT / "examples" / "gold.jsonl") + load(ROOT / "tests" / "cases" / "fourteen.jsonl")


def paragraphs_of(article_id):
    """The paragraphs of a sample, by its id: a text file has a title and a body but no lead."""
    text = ARTICLES / f"{article_id}.txt"
    if text.exists():
        title, *body = text.read_text(encoding="utf-8").rstrip("\n").split("\n")
        return [title, "", *body]
    return next(r["paragraphs"] for path in ARTICLES.glob("*.jsonl") for r in load(path) if r["id"] == article_id)


@pytest.mark.parametrize("record", GOLD, ids=lambda r: r["id"])
def test_gold_stands_on_the_sample_as_it_is(record):
    """A record's paragraphs are those of the sample file."""
    assert record["paragraphs"] == paragraphs_of(record["id"])


@pytest.mark.parametrize("record", GOLD, ids=lambda r: r["id"])
def test_gold_spans_are_tight(record):
    """Every span covers words, with no space at its edges, and every key names a source."""
    text = "\n".join(record["paragraphs"])
    spans = [s[k] for s in record["statements"] for k in ("source_span", "cue", "content") if s[k]]
    spans += [d["span"] for d in record["dates"] + record["citations"]]
    spans += [c[k] for c in record["contacts"] for k in ("trigger", "place") if c[k]]
    words = [text[a:b] for a, b in spans]
    assert all(words)
    assert words == [w.strip() for w in words]
    known = {s["id"] for s in record["sources"]}
    assert {s["source"] for s in record["statements"]} <= known
    assert {p for c in record["contacts"] for p in c["participants"]} <= known


def test_the_windows_1256_page_is_no_utf_8():
    """The windows-1256 sample is really encoded so."""
    raw = (ARTICLES / "port-windows-1256.html").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    assert "اسکله" in raw.decode("cp1256")


def test_the_stripped_samples_hold_no_joint():
    """The stripped sample and the type-case sample hold no zero-width non-joiner."""
    for name in ("stripped.txt", "fourteen.jsonl"):
        assert "\N{ZERO WIDTH NON-JOINER}" not in (ARTICLES / name).read_text(encoding="utf-8")
