"""Articles go in and come out as they were, once each, with their versions."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import drawn, saying

from naql.archive.store import Added, Counts, Query, open_archive
from naql.errors import ArchiveError, InputError, NotFound
from naql.model import Article, Citation, Contact, Day, Problem, Reading, Review, Source, Span, Time

URL = "https://example.org/news/1"


@pytest.fixture(scope="module")
def memory():
    """An archive in memory that every example of a test shares."""
    with open_archive(":memory:") as archive:
        yield archive


def said(archive, **query):
    """The words of what a search finds."""
    return [hit.words for hit in archive.search(Query(**query)).hits]


def test_an_article_comes_out_with_its_whole_reading(archive):
    """Every field of every noun, and what the reader could not read, is there again."""
    reading = drawn("گزارش", "[source|آرش نمونه] [cue|گفت]: [content|باران می‌بارد]", outlet="alef", url=URL, published=dt.date(2021, 8, 6))
    reading = replace(
        reading,
        sources=(Source("s1", "آرش نمونه", "person", ("نمونه",), ("وزیر",), "دکتر", (Span(6, 15),)),),
        contacts=(Contact("c1", "meeting", ("s1",), Span(0, 5), "planned", Time(Span(0, 2), "2021-08-06"), Span(1, 3)),),
        citations=(Citation("تسنیم", Span(0, 3), "سیاسی", 0),),
        days=(Day(Span(0, 2), None, "jalali", "day", "days.today", "no day"),),
        problems=(Problem("speech", "no end", Span(1, 2)), Problem("days", "none")),
    )
    added = archive.add(reading, b"<html>", "text/html", "a.html")
    stored = archive.get(added.article_id)
    assert added == Added(reading.article.id, "new")
    assert (stored.article, stored.reading, stored.reading.problems) == (reading.article, reading, reading.problems)
    assert (archive.raw(added.article_id), stored.media_type, stored.origin) == (b"<html>", "text/html", "a.html")


def test_the_same_hour_is_stored_in_any_place(archive_url):
    """The time of adding is kept as a moment, whatever clock it was read from."""
    hour = dt.datetime(2021, 8, 6, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=3, minutes=30)))
    with open_archive(archive_url, now=lambda: hour) as archive:
        assert archive.get(archive.add(saying("باران")).article_id).added == hour


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4), st.binary(max_size=20))
def test_any_text_comes_out_as_it_went_in(memory, paragraphs, raw):
    """Controls, NUL, line ends and every other character are kept, and so are the raw bytes."""
    article = Article(tuple(paragraphs))
    article_id = memory.add(Reading(article), raw).article_id
    assert memory.get(article_id).article == article
    assert memory.raw(article_id) == raw
    memory.remove(article_id)


def test_without_raw_bytes_the_text_is_kept_as_utf8(archive):
    """What was given as an article, not as a file, has its own text for raw bytes."""
    reading = saying("می‌بارد")
    assert archive.raw(archive.add(reading).article_id) == reading.article.text.encode()


def test_a_statement_with_a_nul_is_stored_and_found(archive):
    """U+0000, which PostgreSQL keeps in no column of text, does not stop an article."""
    reading = saying("باران \0می‌بارد")
    stored = archive.get(archive.add(reading).article_id)
    assert stored.reading == reading
    assert archive.search(Query("باران")).total == 1


def test_half_a_surrogate_pair_is_an_input_error(archive):
    """A text that is no Unicode text is refused with a reason, and nothing of it is kept."""
    with pytest.raises(InputError, match="no valid Unicode"):
        archive.add(saying("باران \ud83d"), b"{}", origin="a.jsonl")
    assert archive.count().versions == 0


@pytest.mark.parametrize("field", ["outlet", "url"])
def test_a_nul_in_a_label_is_an_input_error(archive, field):
    """No outlet and no URL has one."""
    with pytest.raises(InputError, match="NUL"):
        archive.add(saying("باران", **{field: "a\0b"}))


def test_any_file_name_can_be_an_origin(archive):
    """Also one that is no text, which Python holds with lone surrogates."""
    stored = archive.get(archive.add(saying("باران"), origin="a\udcff.html").article_id)
    assert stored.origin == "a\N{REPLACEMENT CHARACTER}.html"


def test_long_names_and_urls_are_told_apart_and_found(archive):
    """Beyond what a database would index."""
    name, url = "نام " * 1000, URL + "?" + "x" * 5000
    archive.add(saying("باران", name, url=url + "1", outlet=name))
    assert archive.add(saying("برف", name, url=url + "2", outlet=name)).outcome == "new"
    assert archive.add(saying("تگرگ", name, url=url + "2", outlet=name)).outcome == "version"
    assert sorted(said(archive, source=name)) == sorted(said(archive, outlet=name)) == ["باران", "تگرگ"]


def test_a_batch_is_stored_whole_or_not_at_all(archive):
    """What fails within it takes all of it back; an article that is refused and passed over does not."""

    def add_and_fail():
        with archive.batch() as batch:
            batch.add(saying("باران"))
            batch.remove("nobody")

    with pytest.raises(NotFound):
        add_and_fail()
    assert said(archive) == []
    with archive.batch() as batch:
        batch.add(saying("باران"))
        with pytest.raises(InputError):
            batch.add(saying("\udcff"))
        batch.add(saying("برف"))
    assert sorted(said(archive)) == ["باران", "برف"]


@pytest.mark.parametrize(
    ("again", "outcome"),
    [
        ({"outlet": "alef", "url": URL}, "known"),
        ({"outlet": "Alef", "url": "http://www.example.org/news/1/#top"}, "known"),
        ({"outlet": "other", "url": URL}, "known"),
        ({"outlet": "alef", "url": "https://example.org/news/2"}, "known"),
        ({"outlet": "alef"}, "known"),
        ({"outlet": "other", "url": "https://example.net/news/1"}, "new"),
        ({}, "new"),
    ],
)
def test_the_same_text_again(archive, again, outcome):
    """The same text under the same URL or of the same outlet adds nothing; another outlet's is an article of its own."""
    first = archive.add(saying("باران", outlet="alef", url=URL))
    article = saying("باران", **again)
    assert archive.known(article.article) == (first.article_id if outcome == "known" else None)
    second = archive.add(article)
    assert second.outcome == outcome
    assert (second.article_id == first.article_id) == (outcome == "known")
    assert archive.count().versions == (1 if outcome == "known" else 2)


def test_a_changed_text_under_the_same_url_is_a_new_version(archive):
    """Both are kept and linked; only the latest is searched; the former text again adds nothing."""
    first = archive.add(saying("باران می‌بارد", url=URL))
    second = archive.add(saying("برف می‌بارد", url=URL + "/"))
    assert second.outcome == "version"
    assert said(archive) == ["برف می‌بارد"]
    assert archive.add(saying("باران می‌بارد", url=URL)) == Added(first.article_id, "known")
    old, new = archive.get(first.article_id), archive.get(second.article_id)
    assert (old.version, old.latest, new.version, new.latest) == (1, False, 2, True)
    assert old.versions == new.versions == ((first.article_id, old.added), (second.article_id, new.added))
    assert archive.count() == Counts(articles=1, versions=2, statements=1, sources=1, outlets=0)


def test_two_versions_under_one_id_of_their_own(archive):
    """A given id stays the first version's; in the second, the ids of statements follow the id it is given."""
    archive.add(saying("باران", id="report-1", url=URL))
    second = archive.add(saying("برف", id="report-1", url=URL))
    stored = archive.get(second.article_id)
    assert second.article_id != "report-1"
    assert stored.article.id == second.article_id
    assert archive.search(Query()).hits[0].statement.id == stored.reading.statements[0].id != saying("برف", id="report-1").statements[0].id


def test_one_id_on_two_articles_that_have_nothing_in_common(archive):
    """They are two articles, not versions of one."""
    archive.add(saying("باران", id="1", outlet="alef"))
    assert archive.add(saying("برف", id="1", outlet="be")).outcome == "new"
    assert sorted(said(archive)) == ["باران", "برف"]


@pytest.mark.parametrize("own", ["https://example.org/a?b", "a/b", "..", "a b", "%41", "a\n", "x" * 200])
def test_an_id_that_cannot_stand_in_a_url_is_replaced(archive, own):
    """Every id can be put after the last slash of a path."""
    article_id = archive.add(saying("باران", id=own)).article_id
    assert article_id.isalnum()
    assert archive.get(article_id).article.text == saying("باران").article.text


def test_the_home_page_of_an_outlet_makes_no_versions(archive):
    """A URL without a path says nothing about which report it is."""
    archive.add(saying("باران", url="https://example.org/"))
    assert archive.add(saying("برف", url="https://example.org/")).outcome == "new"


def test_removing_the_latest_version_brings_the_former_back(archive):
    """Only the version that is named goes."""
    archive.add(saying("باران", url=URL))
    archive.remove(archive.add(saying("برف", url=URL)).article_id)
    assert said(archive) == ["باران"]
    assert [hit.words for hit in archive.search(Query("برف")).hits] == []


def test_removing_a_former_version_leaves_the_latest(archive):
    """What is searched does not change, and a third version is still the third."""
    first = archive.add(saying("باران", url=URL)).article_id
    archive.add(saying("برف", url=URL))
    archive.remove(first)
    assert said(archive) == ["برف"]
    assert archive.get(archive.add(saying("تگرگ", url=URL)).article_id).version == 3


def test_raw_bytes_go_with_the_last_article_that_needs_them(archive):
    """Two articles of one file share its bytes."""
    first = archive.add(saying("باران"), b"both").article_id
    second = archive.add(saying("برف"), b"both").article_id
    archive.remove(first)
    assert archive.raw(second) == b"both"
    archive.remove(second)
    assert archive.count() == Counts(0, 0, 0, 0, 0)


def test_what_is_removed_can_be_added_again(archive):
    """Nothing of it stands in the way, neither in the tables nor in the index."""
    for _ in range(3):
        archive.remove(archive.add(saying("باران", url=URL)).article_id)
    assert archive.add(saying("باران", url=URL)).outcome == "new"
    assert said(archive, text="باران") == ["باران"]


@pytest.mark.parametrize("call", ["get", "raw", "remove"])
def test_an_unknown_id_is_not_found(archive, call):
    """The message names the id."""
    with pytest.raises(NotFound, match="nobody"):
        getattr(archive, call)("nobody")


def test_a_new_reading_takes_the_place_of_the_former(archive):
    """Search shows the new one, the article's id stays, and reviews outlive it."""
    reading = saying("باران می‌بارد", outlet="alef")
    archive.add(reading)
    review = Review(reading.statements[0].id, "wrong", "مینا", dt.datetime(2021, 8, 6, tzinfo=dt.UTC), "به منبع نگاه کنید", {"kind": "act"})
    archive.add_review(review)
    statement = replace(
        reading.statements[0], content=Span(*reading.statements[0].content)._replace(end=reading.statements[0].content.end - 8)
    )
    archive.replace_reading(replace(reading, statements=(statement,)))
    assert said(archive, text="باران") == ["باران"]
    assert said(archive, text="می‌بارد") == []
    assert archive.get(reading.article.id).reading.statements == (statement,)
    assert archive.reviews(reading.statements[0].id) == archive.reviews() == [review]


def test_reading_an_old_version_again_does_not_bring_it_back(archive):
    """It stays out of searches."""
    first = saying("باران", url=URL)
    archive.add(first)
    archive.add(saying("برف", url=URL))
    archive.replace_reading(first)
    assert said(archive) == ["برف"]


def test_a_reading_of_another_text_is_refused(archive):
    """A text is never altered after it is stored."""
    archive.add(saying("باران", id="report-1"))
    with pytest.raises(ArchiveError, match="another text"):
        archive.replace_reading(saying("برف", id="report-1"))
    with pytest.raises(NotFound):
        archive.replace_reading(saying("برف", id="report-2"))
    assert said(archive) == ["باران"]


def test_reviews_are_appended(archive):
    """A second decision does not take the place of the first."""
    verdicts = [Review("q1", verdict, "مینا", dt.datetime(2021, 8, 6, tzinfo=dt.UTC)) for verdict in ("right", "wrong")]
    for review in [*verdicts, replace(verdicts[0], record="q2")]:
        archive.add_review(review)
    assert archive.reviews("q1") == verdicts


def test_all_articles_are_gone_through_while_they_are_read_again(archive, monkeypatch):
    """Each comes once, in the order of adding, over several batches."""
    monkeypatch.setattr("naql.archive.store.BATCH", 2)
    ids = [archive.add(saying(words, outlet=outlet)).article_id for words, outlet in zip("ابپتث", "xyxyx", strict=True)]
    seen = []
    for stored in archive.iter_articles():
        archive.replace_reading(stored.reading)
        seen.append(stored.article.id)
    assert seen == ids
    assert [stored.article.id for stored in archive.iter_articles(outlet="X")] == ids[::2]


def test_only_latest_versions_are_gone_through_on_request(archive):
    """A version that was overtaken is left out."""
    archive.add(saying("باران", url=URL))
    second = archive.add(saying("برف", url=URL)).article_id
    assert [stored.article.id for stored in archive.iter_articles(latest=True)] == [second]


def test_outlets_and_names_are_counted(archive):
    """One spelling for each, most first; names are found by a part of a name, an alias or an office."""
    archive.add(drawn("گزارش", "[source|علي نمونه] گفت: [content|الف]", "[source|مینا شاهد] گفت: [content|ب]", outlet="alef"))
    archive.add(saying("پ", "علی نمونه", outlet="ALEF", offices={"علی نمونه": ["وزیر نیرو"]}))
    archive.add(saying("ت", "علی نمونه", outlet="be"))
    assert [(name.lower(), count) for name, count in archive.outlets()] == [("alef", 2), ("be", 1)]
    assert [count for _, count in archive.source_names()] == [3, 1]
    assert archive.source_names(limit=1)[0][1] == 3
    assert archive.source_names("شاهد") == [("مینا شاهد", 1)]
    assert archive.source_names("وزیر نيرو") == [("علی نمونه", 1)]


def test_a_source_page_shows_every_form_of_the_name(archive):
    """Under one name in any spelling stand all its statements, aliases, offices and outlets."""
    archive.add(saying("الف", "علي نمونه", outlet="alef", aliases={"علي نمونه": ["نمونه"]}, offices={"علي نمونه": ["وزیر"]}))
    archive.add(saying("ب", "علی نمونه", outlet="be", aliases={"علی نمونه": ["نمونه", "وی"]}))
    archive.add(saying("پ", "علی نمونه", outlet="be"))
    page = archive.source("علی  نمونه")
    assert (page.name, page.statements) == ("علی نمونه", 3)
    assert page.names == (("علی نمونه", 2), ("علي نمونه", 1))
    assert page.aliases == (("نمونه", 2), ("وی", 1))
    assert (page.offices, page.outlets) == ((("وزیر", 1),), (("be", 2), ("alef", 1)))
    assert sorted(said(archive, source="علي نمونه")) == ["الف", "ب", "پ"]


def test_articles_are_listed_the_last_added_first(archive):
    """Only latest versions, each with the number of its statements, also none."""
    archive.add(drawn("یک", "[content|الف] و [content|ب]", outlet="alef"))
    archive.add(saying("باران", url=URL, outlet="be"))
    archive.add(drawn("دو", "بی‌سخن", url=URL, outlet="be", published=dt.date(2021, 8, 6)))
    lines, total = archive.newest_articles()
    assert ([(line.title, line.statements, line.published) for line in lines], total) == (
        [("دو", 0, dt.date(2021, 8, 6)), ("یک", 2, None)],
        2,
    )
    assert archive.newest_articles(limit=1, offset=1)[0] == lines[1:]
    assert archive.newest_articles("ALEF") == (lines[1:], 1)


@pytest.mark.parametrize("name", ["کسی", "", "؟"])
def test_a_name_that_says_nothing_has_no_page(archive, name):
    """It is not found, rather than empty."""
    archive.add(saying("الف"))
    with pytest.raises(NotFound):
        archive.source(name)


def test_two_writers_at_once_lose_nothing(archive_url):
    """Each waits for the other, and one article that both add is added once."""

    def add_ten(writer):
        with open_archive(archive_url) as archive:
            return [archive.add(saying(f"باران {n % 12}")).outcome for n in range(writer * 6, writer * 6 + 10)]

    with ThreadPoolExecutor(2) as pool:
        outcomes = [outcome for added in pool.map(add_ten, range(2)) for outcome in added]
    with open_archive(archive_url) as archive:
        assert archive.count().statements == outcomes.count("new") == 12
        assert archive.search(Query("باران")).total == 12
