"""What was said is found: by words, names, outlets and days, newest first, whatever is typed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import drawn, saying

from naql.archive.spelling import compact
from naql.archive.store import Query, open_archive
from naql.errors import QueryError


@pytest.fixture(scope="module")
def memory():
    """An empty archive in memory, for what changes nothing in it."""
    with open_archive(":memory:") as archive:
        yield archive


def words(archive, text="", **query):
    """The words of what a search finds."""
    return [hit.words for hit in archive.search(Query(text, **query)).hits]


def day(text):
    """The day of an ISO date."""
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize("query", ["می‌شود", "میشود", "می شود", '"مي شود"'])
@pytest.mark.parametrize("text", ["باران می‌شود", "باران میشود", "باران می شود", "باران مي‌شود"])
def test_a_verb_is_found_in_any_spelling(archive, query, text):
    """Two shadows, and a query that is looked up in both."""
    archive.add(saying(text))
    assert words(archive, query) == [text]


def test_both_kinds_of_digits_find_each_other(archive):
    """A year in Persian digits is found by Latin ones."""
    archive.add(saying("در سال ۱۴۰۰"))
    assert words(archive, "1400") == words(archive, "١٤٠٠") == ["در سال ۱۴۰۰"]


def test_all_words_and_whole_phrases_are_wanted(archive):
    """Words in any order, a phrase in its own."""
    archive.add(saying("باران و برف می‌بارد"))
    archive.add(saying("برف و باران نمی‌بارد"))
    assert len(words(archive, "باران برف")) == 2
    assert words(archive, '"باران و برف"') == ["باران و برف می‌بارد"]
    assert words(archive, "باران تگرگ") == []


def test_a_hit_has_all_that_a_page_shows(archive):
    """The statement, its source, its words and cue, and its article's title, outlet, URL and day."""
    fields = {"outlet": "alef", "url": "https://example.org/1", "published": day("2021-08-06")}
    reading = drawn(
        "عنوان", "[source|مینا شاهد] [cue|گفت]: [content|برف می‌آید]", "[content|باران]", offices={"مینا شاهد": ["وزیر"]}, **fields
    )
    archive.add(reading)
    first, second = archive.search(Query()).hits
    assert (first.article_id, first.title, first.outlet, first.url, first.published) == (reading.article.id, "عنوان", *fields.values())
    assert (first.statement, first.source, first.words, first.cue) == (reading.statements[0], reading.sources[0], "برف می‌آید", "گفت")
    assert (second.source, second.cue) == (None, None)
    assert first.record() == {
        "published": "2021-08-06",
        "outlet": "alef",
        "source": "مینا شاهد",
        "office": "وزیر",
        "cue": "گفت",
        "words": "برف می‌آید",
        "kind": "reported",
        "title": "عنوان",
        "url": "https://example.org/1",
        "article": reading.article.id,
        "statement": first.statement.id,
        "start": first.statement.content.start,
        "end": first.statement.content.end,
        "confidence": None,
        "reason": None,
    }


def test_the_newest_come_first_and_undated_ones_last(archive):
    """By day of publication, then the article added last, then the order of the text."""
    archive.add(saying("بی‌تاریخ"))
    archive.add(drawn("گزارش", "گفت: [content|یک] و [content|دو]", published=day("2021-08-06")))
    archive.add(saying("نو", published=day("2021-08-07")))
    archive.add(saying("سه", published=day("2021-08-06")))
    assert words(archive) == ["نو", "سه", "یک", "دو", "بی‌تاریخ"]


def test_pages_follow_each_other_without_gap(archive):
    """Every statement stands on one page, and the total is the same on each, past the end too."""
    for n in range(7):
        archive.add(saying(f"باران {n}"))
    pages = [archive.search(Query("باران", limit=3, offset=offset)) for offset in (0, 3, 6, 9)]
    assert [len(page.hits) for page in pages] == [3, 3, 1, 0]
    assert {page.total for page in pages} == {7}
    assert [hit.words for page in pages for hit in page.hits] == words(archive, "باران")


def test_all_hits_can_be_gone_through(archive, monkeypatch):
    """Without pages, over several batches, whatever the limit says."""
    monkeypatch.setattr("naql.archive.dialects.CHUNK", 2)
    for n in range(5):
        archive.add(saying(f"باران {n}"))
    assert list(archive.iter_hits(Query("باران", limit=1))) == list(archive.search(Query("باران")).hits)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"since": day("2021-08-06")}, "بپ"),
        ({"until": day("2021-08-06")}, "اب"),
        ({"since": day("2021-08-06"), "until": day("2021-08-06")}, "ب"),
        ({"outlet": "ALEF.ir"}, "ات"),
        ({"outlet": "www.alef.ir", "until": day("2021-08-06")}, "ا"),
        ({"by": "شاهد"}, "بپ"),
        ({"by": "وزير نیرو"}, "پ"),
        ({"by": "مینا  شا"}, "بپ"),
        ({"by": "%"}, None),
        ({"by": "_"}, None),
        ({"source": "مینا"}, ""),
        ({"source": "مينا شاهد"}, "بپ"),
        ({"kind": "reported"}, "ابپت"),
        ({"kind": "act"}, ""),
        ({"text": "ب", "by": "شاهد"}, "ب"),
    ],
)
def test_filters_narrow_the_search(archive, query, found):
    """Days are included, undated articles are in no span of days, names match in part and as text."""
    archive.add(saying("ا", outlet="alef.ir", published=day("2021-08-05")))
    archive.add(saying("ب", "مینا شاهد", outlet="be", published=day("2021-08-06")))
    archive.add(saying("پ", "مینا شاهد", published=day("2021-08-07"), offices={"مینا شاهد": ["وزیر نیرو"]}))
    archive.add(saying("ت", outlet="www.alef.ir"))
    if found is None:
        with pytest.raises(QueryError):
            words(archive, **query)
    else:
        assert sorted(words(archive, **query)) == sorted(found)


@pytest.mark.parametrize(
    "text", ['"', "*", "-باران*", "باران OR برف", 'NEAR("باران")', "s:باران", "باران^", "'; DROP TABLE articles", "\\", ":fts"]
)
def test_the_syntax_of_a_query_language_is_only_text(archive, text):
    """Operators, quotes and marks neither fail nor mean anything."""
    archive.add(saying("باران می‌بارد"))
    assert words(archive, text) == (["باران می‌بارد"] if text in ("-باران*", "باران^") else [])


def test_a_search_for_marks_alone_finds_nothing(archive):
    """It is no empty search, which would find all."""
    archive.add(saying("باران"))
    assert words(archive, "؟!") == []
    assert words(archive, " ‌ ") == []
    assert words(archive, "  ") == ["باران"]


@given(text=st.text(max_size=60), by=st.text(max_size=10), outlet=st.text(max_size=10))
def test_no_text_breaks_a_search(memory, text, by, outlet):
    """Any characters in any field: a page, or a refusal of a name without a letter."""
    try:
        total = memory.search(Query(text, by=by, outlet=outlet)).total
    except QueryError:
        total = len(compact(by))
    assert total == 0


@pytest.mark.parametrize("text", ["باران " * 160, '"' + "باران " * 160 + '"', " ".join(f"ب{n}" for n in range(180))])
def test_a_long_text_can_be_searched(archive, text):
    """A whole paragraph pasted into the search field is no error."""
    archive.add(saying(text.strip('" ')))
    assert len(words(archive, text)) == 1


@pytest.mark.parametrize(
    "query",
    [
        Query("ب" * 1001),
        Query(kind="rumour"),
        Query(limit=-1),
        Query(offset=-1),
        Query(since=day("2021-08-07"), until=day("2021-08-06")),
        Query(by="؟"),
    ],
)
def test_what_cannot_be_meant_is_a_query_error(archive, query):
    """Too long, an unknown kind, a page before the first, an end before its beginning, a name without a letter."""
    with pytest.raises(QueryError):
        archive.search(query)
