"""The desk over HTTP: every page, in both languages, with its headers."""

import asyncio
import json
import re
from html.parser import HTMLParser

import httpx
import pytest
import web_desk

from naql.archive.store import open_archive
from naql.model import Article, Reading
from naql.web import create_app


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """An archive with all the samples in it."""
    with open_archive(tmp_path_factory.mktemp("desk") / "naql.db") as archive:
        web_desk.fill(archive)
        yield archive


@pytest.fixture(scope="module")
def desk(full):
    """Asks the desk over the samples."""
    return asking(create_app(full, ["desk.example"]))


def asking(app):
    """A function that sends one request to the desk."""

    def ask(path, host="127.0.0.1:8000", method="GET", cookies=None, **options):
        async def send():
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}", cookies=cookies) as client:
                return await client.request(method, path, **options)

        return asyncio.run(send())

    return ask


class Markup(HTMLParser):
    """Fails on any tag or attribute that could run something or load it from elsewhere."""

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        assert tag not in ("style", "img", "svg", "iframe", "object", "embed", "base"), tag
        assert tag != "script" or names.get("src", "").startswith("/static/"), attrs
        for name, value in attrs:
            assert not name.startswith("on"), attrs
            assert name != "style", attrs
            assert name not in ("href", "src", "action") or re.match(r"/(?!/)|#|https://namune\.example/", value), attrs


PATHS = (
    "/statements",
    "/sources",
    "/source?name=سپیده نمونه",
    "/article/meeting",
    "/article/hostile",
    "/health",
    "/article/none",
    "/nowhere",
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("lang", ["fa", "en"])
def test_every_page_in_both_languages(desk, path, lang):
    """Every page names its language and direction, has one main heading and no word left without a translation."""
    page = desk(path, cookies={"naql_lang": lang})
    assert page.status_code == (404 if path in ("/article/none", "/nowhere") else 200)
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "fa" else "ltr"}"' in page.text
    assert page.text.count("<h1") == 1
    assert "{{" not in page.text.replace("{{7*7}}", "")


@pytest.mark.parametrize("path", [*PATHS, "/static/app.css", "/api/health", "/suggest?by=س", "/"])
def test_every_answer_forbids_foreign_and_inline_code(desk, path):
    """The policy lets in nothing from elsewhere and nothing inline, and no page needs it."""
    answer = desk(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    if "html" in answer.headers.get("content-type", ""):
        Markup().feed(answer.text)


def test_an_attack_in_every_field_comes_out_as_letters(desk):
    """No tag, no attribute and no template of an article's text survives in its pages."""
    for path in (
        "/article/hostile",
        "/statements",
        "/sources",
        "/statements?outlet=" + web_desk.ATTACK,
        "/statements?text=" + web_desk.ATTACK,
    ):
        text = desk(path).text
        Markup().feed(text)
        assert "<script>window" not in text
        assert ">49<" not in text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "192.168.1.7", "desk.example", "DESK.example:80"])
def test_the_desk_answers_to_its_own_names(desk, host):
    """Addresses, localhost and the names it was given are let in."""
    assert desk("/health", host=host).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"])
def test_the_desk_refuses_foreign_names(desk, host):
    """A web site that points its own name at this machine is told nothing."""
    answer = desk("/statements", host=host)
    assert answer.status_code == 421
    assert "گفته" not in answer.text


def test_the_newest_come_first_and_pages_follow(desk):
    """Fifty a page, the address says which page, and the last holds the rest."""
    first, second = desk("/statements"), desk("/statements?page=2")
    rows = [len(re.findall(r"<li class=\"row\"", page.text)) for page in (first, second)]
    assert rows[0] == 50
    assert 0 < rows[1] < 50
    assert first.text.index("2023-10-15") < first.text.index("2022-05-01") < first.text.index("2021-03-01")
    assert 'rel="next" href="/statements?page=2"' in first.text
    assert 'rel="prev" href="/statements"' in second.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=میگوید", 60),
        ("text=می گويد", 60),
        ("by=داریوش", 1),
        ("by=وزیر آب", 1),
        ("outlet=namune.example", 7),
        ("since=1402/07/01", 7),
        ("since=2023-10-01&until=2023-12-01", 7),
        ("since=۱۴۰۱&until=۱۴۰۱", 1),
        ("kind=quoted", 1),
        ("text=نیست-در-جهان", 0),
        ("text=شمارهٔ&page=99", 60),
        ("page=abc", 70),
    ],
)
def test_filters_narrow_the_list(desk, query, found):
    """Words in any spelling, names, outlets, days in either calendar and kinds; the count is of all pages."""
    page = desk(f"/statements?{query}", cookies={"naql_lang": "en"})
    assert page.status_code == 200
    assert f">{found} statement" in page.text


@pytest.mark.parametrize("query", ["since=فردا", "since=1402/13/40", "since=1402&until=1401", "by=؟", "kind=rumour", "text=" + "ا" * 1001])
def test_a_filter_that_cannot_be_read_is_told_on_the_page(desk, query):
    """The form comes back with what is wrong, in the reader's language, and status 400."""
    page = desk(f"/statements?{query}")
    assert page.status_code == 400
    assert 'role="alert"' in page.text
    assert "<form" in page.text


def test_htmx_gets_the_list_alone(desk):
    """A request of the live filter is answered with the list, not the whole page."""
    text = desk("/statements?text=میگوید", headers={"HX-Request": "true"}).text
    assert text.lstrip().startswith('<section id="results"')
    assert "<html" not in text


def test_found_words_are_marked_in_whichever_spelling(desk):
    """A search without the ZWNJ marks the word that has it."""
    assert "<mark>می\u200cگوید</mark>" in desk("/statements?text=میگوید").text


def test_a_row_links_to_its_place_in_the_article(desk):
    """The fragment of a row's link is the id of an element in the article's text."""
    link = re.search(r'class="words" href="(/article/meeting)#(\w+)"', desk("/statements").text)
    assert f'<a class="place" id="{link[2]}"' in desk(link[1]).text


def test_the_article_says_why_a_source_is_unknown(desk):
    """Each of the four reasons in its own words."""
    page = desk("/article/meeting", cookies={"naql_lang": "en"}).text
    for words in ("nothing beside these words", "does not name the source", "one of several", "outside this text"):
        assert words in page


def test_the_article_links_only_to_the_web(desk):
    """An original on the web is linked without telling it where from; any other address is not linked."""
    assert 'href="https://namune.example/1" rel="noopener noreferrer external"' in desk("/article/meeting").text
    assert 'class="original"' not in desk("/article/hostile").text


def test_versions_lead_to_one_another(desk):
    """An older version says so and leads to the newest; both list both."""
    old, new = desk("/article/version0").text, desk("/article/version1").text
    assert 'href="/article/version1"' in old
    assert "پس از این نسخه تغییر کرده است" in old
    assert 'href="/article/version0"' in new
    assert "پس از این نسخه تغییر کرده است" not in new


def test_the_articles_added_last_come_first(desk):
    """Latest versions only, with the number of statements in each; an outlet narrows them."""
    page = desk("/articles", cookies={"naql_lang": "en"}).text
    assert ">63 articles<" in page
    assert page.index("/article/many59") < page.index("/article/many20")
    assert "/article/version0" not in page
    one = desk("/articles?outlet=namune.example", cookies={"naql_lang": "en"}).text
    assert "7 statements" in one
    assert ">1 article<" in one
    assert desk("/api/articles?outlet=namune.example").json()["articles"][0]["id"] == "meeting"


def test_articles_without_statements_can_be_reached(tmp_path):
    """Where nothing said was found, the first page says so and leads to the articles."""
    with open_archive(tmp_path / "silent.db") as archive:
        archive.add(Reading(Article(("باران", "", "باران بارید."), "silent")))
        ask = asking(create_app(archive))
        assert 'href="/articles"' in ask("/statements").text.split("<main")[1]
        assert 'href="/article/silent"' in ask("/articles").text


def test_a_source_page_says_that_one_name_may_be_several_people(desk):
    """All that is said under a name, with that warning, the offices and the outlets."""
    page = desk("/source?name=سپیده نمونه").text
    assert "یک نام می‌تواند از آنِ چند نفر باشد" in page
    assert "سخنگوی آزمون" in page
    assert "khabar.example" in page
    assert "&page=2" in page.replace("&amp;", "&")


def test_the_language_switch_keeps_the_page_and_is_remembered(desk):
    """The switch is this page's address with the other language, and the answer to it sets the cookie."""
    page = desk("/statements?text=باران&kind=reported").text
    link = re.search(r'data-switch href="([^"]+)"', page)[1].replace("&amp;", "&")
    switched = desk(link)
    assert switched.headers["set-cookie"].startswith("naql_lang=en")
    assert 'dir="ltr"' in switched.text
    assert 'value="باران"' in switched.text
    assert '<option value="reported" selected>' in switched.text


def test_the_theme_is_remembered(desk):
    """A theme in the address shows at once and sets the cookie; the cookie alone shows it too; an unknown one is the device's."""
    assert desk("/health?theme=dark").headers["set-cookie"].startswith("naql_theme=dark")
    assert 'data-theme="dark"' in desk("/health", cookies={"naql_theme": "dark"}).text
    assert "data-theme=" not in desk("/health", cookies={"naql_theme": '"><script>'}).text.split("<body")[0]


def test_an_empty_archive_says_what_to_run(tmp_path):
    """The first page of a new archive shows the command that fills it."""
    with open_archive(tmp_path / "new.db") as archive:
        page = asking(create_app(archive))("/statements").text
    assert f"naql add report.html --archive {tmp_path / 'new.db'}" in page


def test_a_broken_archive_is_a_page_too(full):
    """What fails inside is not told to the reader, and the page keeps its policy."""

    class Broken:
        def search(self, _):
            raise RuntimeError("secret of the machine")

    page = asking(create_app(Broken()))("/statements")
    assert page.status_code == 500
    assert "secret" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert asking(create_app(Broken()))("/api/statements").json() == {"error": "internal error"}


def test_requests_change_nothing(desk):
    """No page takes anything but GET."""
    for path in ("/statements", "/article/meeting", "/source?name=x"):
        assert desk(path, method="POST").status_code == 405


def test_json_gives_the_same(desk):
    """The lists and records as JSON; an article in the interchange format."""
    found = desk("/api/statements?by=داریوش").json()
    assert found["total"] == 1
    assert found["statements"][0]["source"]["name"] == "داریوش آبی"
    article = desk("/api/article/meeting").json()
    assert article["paragraphs"] == list(web_desk.meeting().article.paragraphs)
    assert json.loads(json.dumps(web_desk.meeting().record()))["statements"] == article["statements"]
    assert {"name": "سپیده نمونه", "statements": 61} in desk("/api/sources").json()["sources"]
    assert {"name": "khabar.example", "articles": 61} in desk("/api/outlets").json()["outlets"]


@pytest.mark.parametrize(
    ("path", "status"), [("/api/article/none", 404), ("/api/statements?since=never", 400), ("/api/statements?size=x", 400)]
)
def test_json_tells_what_is_wrong(desk, path, status):
    """A failure under /api is JSON with its reason."""
    answer = desk(path)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_files_are_kept_by_what_is_in_them(desk):
    """A page asks for its files by their hash, so that browsers keep them; a plain request is checked each time."""
    address = re.search(r'href="(/static/app\.css\?v=\w+)"', desk("/health").text)[1]
    assert "immutable" in desk(address).headers["cache-control"]
    assert desk("/static/app.css").headers["cache-control"] == "no-cache"
