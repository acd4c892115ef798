"""What the desk makes of records: citations to paste, chains of citations, links."""

import datetime as dt

import pytest
import web_desk

from naql.archive.store import open_archive
from naql.model import Citation, Span, chains
from naql.web import wire
from naql.web.wording import language


@pytest.fixture
def view(tmp_path):
    """The report with something of everything, as its page sees it."""
    with open_archive(tmp_path / "naql.db") as archive:
        archive.add(web_desk.meeting())
        return wire.article(archive.get("meeting"), language("fa"))


def test_a_citation_holds_everything_needed(view):
    """Source with office, cue, words, outlet, both dates and the address."""
    assert view.statements[2].citation == (
        "رودابه کشتکار (رئیس اتحادیه کشاورزان) — هشدار داد: «آب کم است» — namune.example، "
        "۲۳ مهر ۱۴۰۲ (۱۵ اکتبر ۲۰۲۳)\nhttps://namune.example/1"
    )


def test_a_citation_says_what_is_not_known():
    """Without source, outlet, day and address it says so and makes nothing up."""
    from naql.model import Statement

    said = Statement("q1", None, Span(0, 4), "reported", reason="unnamed")
    assert wire.cite(None, said, "باران", None, None, None, None, language("en")) == (
        "Source unknown (the report does not name the source): «باران» — Outlet unknown, undated"
    ).replace("): «", "): «")


def test_statements_stand_in_the_order_of_the_text(view):
    """Numbered from one, an outer statement before what is nested in it, which names it."""
    assert [s.number for s in view.statements] == list(range(1, 8))
    assert [s.within for s in view.statements[:4]] == [None, 1, 1, None]
    assert view.statements[0].contact == 1


def test_citations_show_as_a_chain(view):
    """The outlet has it from the agency, the agency from the paper."""
    assert [[c.name for c in chain] for chain in view.chains] == [["نمونه", "مثال"]]


@pytest.mark.parametrize(
    ("via", "wanted"),
    [
        ([None], ((0,),)),
        ([None, None], ((0,), (1,))),
        ([None, 0, 1], ((0, 1, 2),)),
        ([None, 0, 0], ((0, 1), (0, 2))),
        ([1, 0], ((0,), (1,))),
        ([0], ((0,),)),
        ([7], ((0,),)),
    ],
)
def test_chains_hold_every_citation(via, wanted):
    """Branches, rings and citations that lead nowhere lose none and never run on."""
    assert chains(tuple(Citation(str(n), Span(0, 1), None, of) for n, of in enumerate(via))) == wanted


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/x?y=1", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("https://", False),
        ("http://[::1", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url, kept):
    """http and https with a host; anything else is None."""
    assert wire.original_link(url) == (url if kept else None)


def test_links_survive_any_id_and_name():
    """Slashes, question marks and Persian are quoted."""
    assert wire.article_link("a/b?c", "q1") == "/article/a%2Fb%3Fc#q1"
    assert wire.source_link("الف & ب").startswith("/source?name=%D8%A7")


def test_dates_stand_in_both_calendars(view):
    """A day, a Jalali month and a Jalali year; one that could not be resolved has none."""
    shown = [(d.day.jalali, d.day.gregorian) if d.day else None for d in view.days]
    assert shown == [
        ("۲۳ مهر ۱۴۰۲", "۱۵ اکتبر ۲۰۲۳"),
        ("مرداد ۱۴۰۲", "۲۳ ژوئیه – ۲۲ اوت ۲۰۲۳"),
        ("۱۴۰۳", "۲۰ مارس ۲۰۲۴ – ۲۰ مارس ۲۰۲۵"),
        None,
    ]
    assert view.published.iso == dt.date(2023, 10, 15).isoformat()
