"""What holds for the reading of any text, and that the loss of all joints loses no statement."""

import csv
import datetime as dt
import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from naql import Article, read
from naql.intake.loading import load_articles
from naql.language.lexicon import joined
from naql.model import Reading, Span, Time

SAMPLES = Path(__file__).parent.parent / "examples" / "articles"
ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = (
    "علی رستمی وزیر کشور سرهنگ کریمی وی او این مسئول رئیس سازمان آب و نمایندگان خبرگزاری پگاه گفت افزود : ، . ؛ ؟ که اینکه تا « » ( ) / - "
    "تصریح کرد اعلام خبر از داد خواستار شد با بیان اشاره به گفته گزارش نقل دانست را ارزیابی دیدار گفتگو کردند امروز صبح ۱۴۰۲ 15 مرداد "
    "بیانیه در آمده است مخالفت مبنی بر نوشت محکوم تبریک تهران سفر نامه انتهای پیام/ باران آمد نمی‌شود میشود كتابي مَدرِسه"
).split()
SIGNS = [
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u00a0",
    "\u2028",
    "\u202b",
    "\u202c",
    "\u2066",
    "\u200f",
    "\ufeff",
    "ـ",
    "َ",
    ZWNJ,
    "\u200d",
    "😀",
    "👨‍👩‍👧",
    "",
    '"',
    "“",
    "”",
]
pieces = st.one_of(st.sampled_from(WORDS), st.sampled_from(SIGNS), st.text(max_size=6))
wire = st.builds(lambda joints, words: joints.join(words), st.sampled_from([" ", ""]), st.lists(pieces, max_size=60))
paragraphs = st.lists(st.one_of(wire, st.text(max_size=80), st.just("")), max_size=6).map(tuple)
articles = st.builds(
    lambda texts, day: Article(texts, "a", "pegahnews.example", None, day),
    paragraphs,
    st.one_of(st.none(), st.dates(dt.date(1925, 3, 21), dt.date(2120, 1, 1))),
)


def spans(noun):
    """Every span in a noun, those in its time and its mentions included."""
    for field in fields(noun):
        value = getattr(noun, field.name)
        if isinstance(value, Span):
            yield value
        elif isinstance(value, Time):
            yield value.span
        elif field.name == "mentions":
            yield from value


def check(reading):
    """A reading keeps the invariants of the record: tight spans within the text, unique ids, no reference into nothing."""
    text = reading.article.text
    nouns = (*reading.sources, *reading.statements, *reading.contacts, *reading.citations, *reading.days)
    for noun in nouns:
        for span in spans(noun):
            assert 0 <= span.start < span.end <= len(text), noun
            words = text[span.start : span.end]
            assert words == words.strip(), noun
    for kind in (reading.sources, reading.statements, reading.contacts):
        ids = [noun.id for noun in kind]
        assert len(ids) == len(set(ids)), ids
    known = {s.id for s in reading.sources}
    assert all(s.name.strip() for s in reading.sources)
    assert {s.source for s in reading.statements} <= known | {None}
    assert {p for c in reading.contacts for p in c.participants} <= known
    assert {s.contact for s in reading.statements} <= {c.id for c in reading.contacts} | {None}
    assert {s.within for s in reading.statements} <= {s.id for s in reading.statements} | {None}
    assert all((s.source is None) == (s.reason is not None) for s in reading.statements)
    assert all(c.via is None or 0 <= c.via < len(reading.citations) for c in reading.citations)
    record = json.loads(json.dumps(reading.record()))
    given = None if text.strip() else reading.article  # a record without text is no article
    assert Reading.from_record(record, given) == reading


def samples():
    """Every sample article with a day of publication where one is known."""
    with (SAMPLES.parent / "about.tsv").open(encoding="utf-8", newline="") as stream:
        days = {row["file"]: row["published"] for row in csv.DictReader(stream, delimiter="\t")}
    for path in sorted(SAMPLES.iterdir()):
        day = days.get(path.name)
        for number, loaded in enumerate(load_articles(path, published=dt.date.fromisoformat(day) if day else None)):
            yield pytest.param(loaded.article, id=f"{path.name}-{number}")


@QUICK
@given(articles)
def test_any_text_is_read(article):
    """Whatever the text, it is read, and the reading is sound."""
    check(read(article))


@QUICK
@given(articles)
def test_reading_twice_gives_the_same(article):
    """The same article, read again after another, gives the same record."""
    first = read(article).record()
    read(Article(("خبر", "علی رستمی گفت: باران آمد.")))
    assert read(replace(article)).record() == first


@pytest.mark.parametrize("article", list(samples()))
def test_samples_are_read_soundly(article):
    """The reading of every sample keeps the invariants, and finds a statement."""
    reading = read(article)
    check(reading)
    assert reading.statements


DAMAGES = {
    "joints-lost": (ZWNJ, ""),
    "joints-as-spaces": (ZWNJ, " "),
    "arabic-yeh": ("\N{ARABIC LETTER FARSI YEH}", "\N{ARABIC LETTER YEH}"),
    "arabic-kaf": ("\N{ARABIC LETTER KEHEH}", "\N{ARABIC LETTER KAF}"),
}
VERB_IN_A_NAME = "with a space, `کوچه‌نوشت` is a name and the verb `نوشت`"
KNOWN = {
    ("chain.txt-0", "joints-as-spaces"): VERB_IN_A_NAME,
    ("two-outlets.jsonl-1", "joints-as-spaces"): VERB_IN_A_NAME,
}


def damaged_samples():
    """Every sample with every damage; what the reader is known to fall for is marked."""
    for sample in samples():
        for name, (old, new) in DAMAGES.items():
            reason = KNOWN.get((sample.id, name))
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            yield pytest.param(*sample.values, old, new, id=f"{sample.id}-{name}", marks=marks)


@pytest.mark.parametrize(("article", "old", "new"), list(damaged_samples()))
def test_damaged_letters_lose_no_statement(article, old, new):
    """With every joint deleted or turned into a space, or with Arabic letters, as many statements are found, by the same cues."""
    damaged = replace(article, paragraphs=tuple(p.replace(old, new) for p in article.paragraphs))
    assert cues(read(damaged)) == cues(read(article))


def cues(reading):
    """The key of each statement's cue, in the order of the text."""
    return [s.cue and joined(reading.article.quote(s.cue)) for s in reading.statements]


@pytest.mark.parametrize("texts", [(), ("",), ("", "", ""), ("\u202b",), ("\n\r\n",), ("😀",), (ZWNJ,), ("ـ" * 9,)])
def test_no_words_no_record(texts):
    """An article without words is read, and says nothing."""
    reading = read(Article(texts))
    check(reading)
    assert (reading.sources, reading.statements, reading.contacts, reading.citations, reading.days) == ((), (), (), (), ())


def test_spans_stand_in_the_stored_text():
    """Line ends, bidi controls, harakat and emoji inside words shift no span: it covers the words as stored."""
    text = "🌧️ \u202bسهراب نیک\u200cآیین\u202c مي\u200cگويد و گُفت: سه طَرح\u200f تازه در راه است 😀.\r"
    reading = read(Article(("خبر 😀", "", text)))
    assert [reading.article.quote(s.content) for s in reading.statements] == ["سه طَرح\u200f تازه در راه است 😀."]
