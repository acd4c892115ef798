"""The served desk, driven in Chromium: what a reader does, and what an article must not do.

Skips where there is no browser or no Playwright; under CI it fails instead.
"""

import os
import shutil
import socket
import threading
import time

import pytest
import web_desk

from naql.archive.store import open_archive
from naql.web import create_app

CHROMIUM = os.environ.get("NAQL_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def missing(what):
    """Skip, or fail where everything is to be run."""
    message = f"the browser test needs {what}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A desk over the samples, served by uvicorn on a free port."""
    import uvicorn

    with open_archive(tmp_path_factory.mktemp("desk") / "naql.db") as archive, socket.socket() as listening:
        web_desk.fill(archive)
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(archive), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright: pip install playwright")
    if not CHROMIUM:
        missing("Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser, address):
    """A new reader's page, 1440 wide. Fails the test on any script error, dialog or breach of the policy."""
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    context.add_init_script("document.addEventListener('securitypolicyviolation', e => { (window.breaches ||= []).push(e.blockedURI) })")
    page = context.new_page()
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("dialog", lambda dialog: (page.wrong.append("dialog " + dialog.message), dialog.dismiss()))
    page.on("console", lambda message: page.wrong.append(message.text) if message.type == "error" else None)
    yield page
    assert page.wrong == []
    assert page.evaluate("window.breaches || []") == []
    context.close()


def until(page, expression, seconds=10):
    """Wait for an expression to be true; Playwright's own waiting would need `eval`, which the policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        time.sleep(0.05)


def lit(page):
    """The words lit in the article's text, in their order."""
    return page.eval_on_selector_all(".report .m.lit", "all => all.map(e => e.textContent)")


def test_search_then_the_right_words_are_lit(page):
    """Typing finds while typing; the row opens the article with the statement's source, cue and content lit, and nothing else."""
    page.goto("/statements")
    page.fill("#text", "لايروبي")
    until(page, "document.querySelectorAll('[data-row]').length === 1")
    assert "text=" in page.url
    assert page.inner_text("mark") == "لایروبی"
    page.click("[data-row] .words")
    page.wait_for_selector(".report .lit")
    reading = web_desk.meeting()
    said = reading.statements[0]
    wanted = [reading.article.quote(span).replace("\n", "") for span in (said.source_span, said.cue, said.content)]
    assert "".join(lit(page)) == "".join(wanted)
    assert page.inner_text(".beside .lit .source-name") == "داریوش آبی"


def test_every_record_lights_its_own_words(page):
    """For each statement, what is lit is exactly its spans, whatever lies over or within them; the text itself is as stored."""
    page.goto("/article/meeting")
    reading = web_desk.meeting()
    article = reading.article
    assert page.eval_on_selector_all("[data-p]", "all => all.map(e => e.textContent)") == list(article.paragraphs)
    for said in reading.statements:
        page.evaluate("id => { location.hash = id }", said.id)
        page.wait_for_selector(f".beside .lit .number[href='#{said.id}']")
        spans = sorted(span for span in (said.source_span, said.cue, said.content) if span)
        assert "".join(lit(page)) == "".join(article.quote(span).replace("\n", "") for span in spans)


def test_words_and_items_light_each_other(page):
    """A click on words lights their item; a click on an item lights its words; Escape puts both out."""
    page.goto("/article/meeting")
    page.click(".text .m.contact >> nth=1")
    assert page.get_attribute(".beside .lit", "data-item") == "contact"
    page.click(".beside [data-item=date] >> nth=1")
    assert lit(page) == ["مرداد ۱۴۰۲"]
    page.keyboard.press("Escape")
    assert lit(page) == []


def test_the_number_before_a_statement_is_not_text(page):
    """It is drawn with the number of the list, leads to the item, and is neither selected nor copied."""
    page.goto("/article/meeting")
    drawn = page.eval_on_selector_all(".text .place[data-n]", "all => all.map(e => [e.dataset.n, e.textContent])")
    assert drawn == [[n, ""] for n in "۱۲۳۴۵۶۷"]
    page.click(".text .place[data-n='۳']")
    assert page.inner_text(".beside .statement.lit .number") == "۳"


def test_hovering_shows_what_belongs_together(page):
    """Words under the pointer show their item, without choosing it."""
    page.goto("/article/meeting")
    page.hover(".text .m.cue >> nth=0")
    assert page.get_attribute(".beside .over", "data-item") == "statement"
    assert lit(page) == []


def test_the_language_switches_in_place(page):
    """The same filtered list and the same lit statement, in English, left to right, the article's words still right to left."""
    page.goto("/statements?text=باران&outlet=namune.example")
    assert page.get_attribute("html", "dir") == "rtl"
    page.click("[data-switch]")
    page.wait_for_selector("html[lang=en]")
    assert page.get_attribute("html", "dir") == "ltr"
    assert page.input_value("#text") == "باران"
    assert "lang=" not in page.url
    page.click("[data-row] .words")
    page.wait_for_selector(".report .lit")
    assert page.evaluate("getComputedStyle(document.querySelector('.text')).direction") == "rtl"
    before = lit(page)
    page.click("[data-switch]")
    page.wait_for_selector("html[lang=fa]")
    page.wait_for_selector(".report .lit")
    assert lit(page) == before


def test_the_theme_is_kept(page):
    """The toggle changes the ground at once and on the next page."""
    page.goto("/health")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-theme-toggle]")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    page.goto("/sources")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_a_citation_is_copied(page):
    """The button puts source, words, outlet, both dates and the address on the clipboard, and says so."""
    page.goto("/article/meeting")
    page.click(".beside [data-item=statement] .copy >> nth=2")
    until(page, "document.getElementById('said').textContent !== ''")
    copied = page.evaluate("navigator.clipboard.readText()")
    for part in ("رودابه کشتکار", "«آب کم است»", "namune.example", "۲۳ مهر ۱۴۰۲", "۱۵ اکتبر ۲۰۲۳", "https://namune.example/1"):
        assert part in copied


def test_the_keys_move_through_statements(page):
    """j and k by their place on the keyboard, also a Persian one; / goes to the search."""
    page.goto("/article/meeting")
    press = "code => document.body.dispatchEvent(new KeyboardEvent('keydown', {code, key: 'ت', bubbles: true}))"
    numbers = []
    for code in ("KeyJ", "KeyJ", "KeyK", "KeyJ"):
        page.evaluate(press, code)
        numbers.append(page.inner_text(".beside .statement.lit .number"))
    assert numbers == ["۱", "۲", "۱", "۲"]
    page.goto("/statements")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("[...document.querySelectorAll('[data-row]')].indexOf(document.activeElement.closest('[data-row]'))") == 1
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "text"


def test_an_article_full_of_scripts_runs_none(page):
    """Scripts, handlers, a javascript: address and bidi overrides in every field: no code runs, the text stands as it is."""
    for path in ("/article/hostile", "/statements", "/statements?text=سلام", "/sources", "/source?name=نام " + web_desk.ATTACK):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.run") is None
    page.goto("/article/hostile")
    article = web_desk.hostile().article
    assert page.eval_on_selector_all("[data-p]", "all => all.map(e => e.textContent)") == list(article.paragraphs)
    page.click(".beside [data-item=statement] .words >> nth=0")
    page.click(".text .m.content >> nth=0")
    assert page.evaluate("window.run") is None
    signs = page.eval_on_selector_all(".text .control", "all => all.map(e => e.dataset.name)")
    assert signs == ["RLO", "RLI"]


def test_the_policy_itself_stops_a_script(page):
    """Were one to slip in, the browser would refuse to run it: a script put into the page by hand does nothing."""
    page.goto("/health")
    page.evaluate("() => { const s = document.createElement('script'); s.textContent = 'window.run = 1'; document.body.append(s) }")
    page.evaluate("() => { document.body.setAttribute('onclick', 'window.run = 1'); document.body.click() }")
    until(page, "(window.breaches || []).length >= 2")
    assert page.evaluate("window.run") is None
    page.evaluate("() => { window.breaches = [] }")
    page.wrong = []


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_nothing_sticks_out(page, address, lang):
    """No page scrolls sideways, on a phone, a tablet or a desk."""
    page.context.add_cookies([{"name": "naql_lang", "value": lang, "url": address}])
    for path in ("/statements", "/articles", "/article/meeting", "/article/hostile", "/source?name=سپیده نمونه", "/sources", "/health"):
        page.goto(path)
        for width in (390, 900, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, (path, width)


def test_a_narrow_page_shows_the_chosen_item_at_its_foot(page):
    """On a phone a tap on words brings up what they belong to."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/article/meeting")
    page.click(".text .m.content >> nth=0")
    assert "داریوش آبی" in page.inner_text("#peek")
    page.click("#peek .close")
    assert not page.is_visible("#peek")


def test_the_desk_works_without_scripts(browser, address):
    """Search, article and language by plain links and forms."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/statements")
    page.fill("#text", "لایروبی")
    page.click(".search button")
    page.click("[data-row] .words")
    assert "سال گذشته" in page.inner_text(".text")
    page.click("[data-switch]")
    assert page.get_attribute("html", "lang") == "en"
    context.close()
