"""News pages as the content systems of Iranian outlets make them: what is article, what is metadata, and what is neither."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naql.errors import InputError
from naql.intake.charset import decode
from naql.intake.html import parse_page
from naql.intake.loading import Loaded, load_articles
from naql.model import Article

ARTICLES = Path(__file__).parents[1] / "examples" / "articles"
TITLE = "آب‌بند تازه رودخانه باریک افتتاح می‌شود"
LEAD = "مدیر آب استان از افتتاح آب‌بند رودخانه باریک خبر داد."
BODY = (
    "به گزارش آب‌نگار، مهران آب‌دوست مدیر آب استان امروز گفت: آب‌بند رودخانه باریک فردا افتتاح می‌شود.",
    "وی افزود: ساخت این آب‌بند ۱۴ ماه زمان برده و در ۲۲ اسفند ۱۳۹۹ آغاز شده است.",
    "انتهای پیام/",
)
HTML_BODY = "".join(f"<p>{paragraph}</p>\n" for paragraph in BODY)
DAY = dt.date(2021, 8, 6)
AROUND = (
    "<header><ul><li><a href='/'>خانه</a></li><li><a href='/w'>هوا</a></li></ul><span class='now'>امروز شنبه ۲ آذر ۱۴۰۴</span></header>",
    "<aside><h3>پربازدیدها</h3><a href='/2'>خبری دیگر که هیچ ربطی به این ندارد</a></aside><footer>همه حقوق محفوظ است</footer>",
)

NASTOOH = f"""<html lang="fa"><head><meta charset="utf-8"><title>{TITLE} - آب‌نگار</title>
<meta property="og:title" content="{TITLE}"><meta property="og:description" content="{LEAD}">
<meta property="og:site_name" content="آب‌نگار | خبرهای آب"><meta property="article:published_time" content="2021-08-06T12:30:00+04:30">
<link rel="canonical" href="https://abnegar.example/news/1"></head><body>{AROUND[0]}
<article><div class="item-date">۱۵ مرداد ۱۴۰۰ - ۱۲:۳۰</div><h1 class="title" itemprop="headline"><a href="/1">{TITLE}</a></h1>
<p class="summary introtext" itemprop="description">{LEAD}</p><div class="item-text" itemprop="articleBody">{HTML_BODY}
<p><strong>بیشتر بخوانید:</strong></p><p><a href="/3">خبری دیگر که هیچ ربطی به این ندارد</a></p>
<div class="related"><ul><li><a href="/4">و یکی دیگر</a></li></ul></div></div>
<section class="tags"><a href="/t">رودخانه</a></section></article>{AROUND[1]}</body></html>"""

IRANSAMANEH = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>آب‌نگار - {TITLE}</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="آب‌نگار">
<meta property="og:url" content="https://abnegar.example/news/1"></head><body>{AROUND[0]}
<div class="news_nav"><span class="news_pdate_c">تاریخ انتشار: ۱۵ مرداد ۱۴۰۰ - ۱۲:۳۰</span><span>کد خبر: ۱۲۳۴</span></div>
<div class="title"><h1><a href="/1">{TITLE}</a></h1></div><div class="subtitle">{LEAD}</div>
<div class="body">{HTML_BODY}</div>{AROUND[1]}</body></html>"""

JSON_LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "سایت"},
        {
            "@type": ["NewsArticle"],
            "headline": TITLE,
            "datePublished": "2021-08-06",
            "mainEntityOfPage": {"@id": "https://abnegar.example/news/1"},
            "publisher": {"name": "آب‌نگار"},
        },
    ],
}
TASNIM = f"""<html><head><meta charset=utf-8><title>{TITLE}</title><script type="application/ld+json">{json.dumps(JSON_LD)}</script></head>
<body>{AROUND[0]}<article><ul><li class="time">۱۵ مرداد ۱۴۰۰</li></ul><h1 class="title">{TITLE}</h1><h3 class="lead">{LEAD}</h3>
<div class="story">{HTML_BODY}</div></article>{AROUND[1]}</body></html>"""

PLAIN = f"""<html><head><title>{TITLE} | آب‌نگار</title><meta name="og:site_name" content="آب‌نگار">
<link rel="canonical" href="https://abnegar.example/news/1"></head><body>{AROUND[0]}<div><div><h1>{TITLE}</h1><b>جمعه 15 مرداد 1400</b>
<p class="excerpt">{LEAD}</p><div class="x7">{HTML_BODY}
<p>{BODY[1]} و به پایان رسید، چنان که پیش‌تر گفته شده بود.</p></div></div></div>{AROUND[1]}</body></html>"""

PAGES = {"nastooh": NASTOOH, "iransamaneh": IRANSAMANEH, "tasnim": TASNIM, "plain": PLAIN}


def check(page: str, **given: Any) -> Article:
    """The article of a page."""
    return parse_page(page, {"outlet": None, "url": None, "published": None} | given)


def body(html: str) -> tuple[str, ...]:
    """The body paragraphs of a page whose body holds this."""
    return check(f"<h1>{TITLE}</h1><div itemprop=articleBody><p>{BODY[0]}</p>{html}</div>").paragraphs[3:]


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_title_lead_and_body_are_told_apart(page: str) -> None:
    """Each part comes out alone, without menus, links to other news, tags, dates and footers."""
    assert check(page).paragraphs[:5] == (TITLE, LEAD, *BODY)
    assert len(check(page).paragraphs) == 5 + (page is PLAIN)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_outlet_address_and_day_are_those_of_the_page(page: str) -> None:
    """The outlet has no slogan, the day is that of publication and neither today's nor one in the text."""
    article = check(page)
    assert (article.outlet, article.url, article.published) == ("آب‌نگار", "https://abnegar.example/news/1", DAY)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_zero_width_non_joiner_is_kept(page: str) -> None:
    """The text has as many as the parts have."""
    assert check(page).text.count("\u200c") >= "".join((TITLE, LEAD, *BODY)).count("\u200c")


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>می&zwnj;شود &laquo;نسل&#8204;های&raquo; بی&shy;تردید</p>", ("می‌شود «نسل‌های» بی\u00adتردید",)),
        ("<p>یک<br>دو<br/><br>سه</p>", ("یک", "دو", "سه")),
        ("<p>خوش\u200fحال \u202bبود\u202c 😀 مُحَمَّد</p>", ("خوش\u200fحال \u202bبود\u202c 😀 مُحَمَّد",)),
        ("<p>به گزارش <a href='/'>ایسنای\nما</a>،  او\t رفت</p>", ("به گزارش ایسنای ما، او رفت",)),
        ("متن <b>بی</b> بند<div>و بندی دیگر</div>", ("متن بی بند", "و بندی دیگر")),
        ("<ul><li>یکم</li><li>دوم</li></ul>", ("یکم", "دوم")),
        ("<h2>میان‌تیتر</h2><blockquote>نقل</blockquote>", ("میان‌تیتر", "نقل")),
        ("<p>بیشتر بخوانید: چیزی دیگر</p><p>کلیدواژه‌ها: آب، رود</p><p>کد خبر: ۱۲</p>", ()),
        ("<p><a href='/5'>خبری که فقط پیوند است</a></p><li><a href='/6'>و یکی دیگر</a></li>", ()),
        (
            "<script>var x='نه';</script><style>p{}</style><!-- نه --><figure><figcaption>نه</figcaption></figure><noscript>نه</noscript>",
            (),
        ),
        ("<p>&nbsp;</p><p>\u200c</p><p></p>", ()),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", ("<script>alert(1)</script>",)),
    ],
)
def test_a_body_is_read_as_a_browser_shows_it(html: str, wanted: tuple[str, ...]) -> None:
    """Entities, line breaks, spaces, links, lists and loose text; no script, caption or link to other news."""
    assert body(html) == wanted


@pytest.mark.parametrize("declared", ["windows-1256", "utf-8", "", "x-nonsense"])
@pytest.mark.parametrize("written", ["windows-1256", "utf-8"])
def test_the_charset_is_found_whatever_is_declared(declared: str, written: str) -> None:
    """A page in windows-1256 or UTF-8 is read right even if it declares another, a nonsensical or no charset."""
    page = f'<html><head><meta charset="{declared}"></head><body><h1>{TITLE}</h1><div class=body>{HTML_BODY}</div></body></html>'
    page = page.replace("ی", "ي").translate({ord("۰") + n: str(n) for n in range(10)})
    assert decode(page.encode(written), html=True) == page


def test_a_description_cut_within_a_letter_costs_no_page() -> None:
    """A page of UTF-8 with one broken place is read, with U+FFFD there; one that is broken all over is refused."""
    cut = NASTOOH.encode().replace(LEAD.encode(), LEAD.encode()[:41], 1)
    assert check(decode(cut, html=True)).paragraphs[:5] == (TITLE, LEAD, *BODY)
    with pytest.raises(InputError, match="broken at byte"):
        decode(NASTOOH.encode().replace("ی".encode(), "ی".encode()[:1]), html=True)


def test_the_windows_1256_sample_is_read() -> None:
    """The sample page in windows-1256 gives its outlet, its Jalali day and its Arabic letters as they are."""
    (loaded,) = load_articles(ARTICLES / "port-windows-1256.html")
    assert isinstance(loaded, Loaded)
    assert (loaded.media_type, loaded.raw) == ("text/html", (ARTICLES / "port-windows-1256.html").read_bytes())
    assert (loaded.article.outlet, loaded.article.published) == ("دريانوشت", dt.date(2023, 10, 15))
    assert "ي" in loaded.article.title


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<title>{} | سایت</title><meta property=og:title content='{}'>", TITLE),
        ("<meta property=og:title content='{} - آب‌نگار'><meta property=og:site_name content='آب‌نگار'>", TITLE),
        ("<title>{} - خبرگزاری آب‌نگار</title><meta property=og:site_name content='آب‌نگار'>", TITLE),
        ("<title>{}</title><h1>آب‌نگار</h1>", TITLE),
        ("<title>سایت خبر</title><h1>{}</h1>", "سایت خبر"),
    ],
)
def test_a_title_has_no_name_of_a_site(page: str, wanted: str) -> None:
    """What follows the bar or dash after a title goes if it names the site; a heading that the page does not declare is no title."""
    assert check(page.replace("{}", TITLE) + f"<div class=body>{HTML_BODY}</div>").title == wanted


def test_a_description_that_only_opens_the_body_is_no_lead() -> None:
    """Many systems put the cut-off beginning of the body into the description: then there is no lead."""
    page = f"<meta property=og:description content='{BODY[0][:60]}...'><h1>{TITLE}</h1><div class=body>{HTML_BODY}</div>"
    assert check(page).paragraphs == (TITLE, "", *BODY)


def test_a_lead_inside_the_body_stands_once() -> None:
    """A lead that the system puts into the body's element is the lead and no paragraph."""
    page = f"<h1>{TITLE}</h1><div class=entry-content><p class=lead>{LEAD}</p>{HTML_BODY}</div>"
    assert check(page).paragraphs == (TITLE, LEAD, *BODY)


def test_what_a_page_does_not_say_is_filled_in() -> None:
    """Outlet, address and day come from the caller where the page is silent; the domain stands for the outlet otherwise."""
    page = f"<h1>{TITLE}</h1><div class=body>{HTML_BODY}</div>"
    given = check(page, outlet="نمونه", url="https://www.nemune.example/1", published=DAY)
    assert (given.outlet, given.url, given.published) == ("نمونه", "https://www.nemune.example/1", DAY)
    assert check(page, url="https://www.nemune.example/1").outlet == "nemune.example"
    assert check(page).outlet is check(page).url is check(page).published is None


def test_a_page_of_an_unknown_system_is_read() -> None:
    """Title, lead, day and body of a short page with no class that is known; the line with the day is no paragraph."""
    head = f"<title>{TITLE} | سایت</title><meta name=description content='{LEAD}'>"
    page = f"{head}<nav><a href=/>خانه</a></nav><main><h1>{TITLE}</h1><span>انتشار: ۱۵ مرداد ۱۴۰۰ - ۱۲:۳۰</span>"
    article = check(f"{page}<div class=x><p>{BODY[1]}</p></div></main>")
    assert (article.paragraphs, article.published) == ((TITLE, LEAD, BODY[1]), DAY)
    assert check(f"<h1>{TITLE}</h1>{BODY[1]}").paragraphs == (TITLE, "", BODY[1])


def test_two_days_near_the_title_are_no_day() -> None:
    """Where nothing is declared and two days stand about, the day is unknown rather than guessed."""
    page = f"<div><h1>{TITLE}</h1><b>۱۵ مرداد ۱۴۰۰</b><b>۱۶ مرداد ۱۴۰۰</b></div><div class=body>{HTML_BODY}</div>"
    assert check(page).published is None


@pytest.mark.parametrize("odd", [None, 7, [], {}, ["x"], {"@id": 7, "name": 7}, "", "[", True])
def test_odd_declarations_are_passed_over(odd: Any) -> None:
    """JSON-LD of any shape does no harm: what it does not say as it should is taken from the page."""
    fields = ("headline", "description", "datePublished", "publisher", "mainEntityOfPage", "url", "@graph")
    for declared in (odd, [odd], {"@graph": odd}, {"@type": "NewsArticle"} | dict.fromkeys(fields, odd), {"@type": odd}):
        page = f"<script type='application/ld+json'>{json.dumps(declared)}</script><h1>{TITLE}</h1><div class=body>{HTML_BODY}</div>"
        assert check(page).paragraphs[2:] == BODY
        assert check(page).published is None


@pytest.mark.parametrize("nested", ["<div>", "<div class=date><p>", "<ul class=lead><li itemprop=headline>x", "<b><p class=body>"])
def test_a_page_of_thousands_of_nested_elements_takes_no_minutes(nested: str) -> None:
    """A hostile page is read in a time that grows with its size."""
    begun = time.process_time()
    check(nested * 1500 + NASTOOH)
    assert time.process_time() - begun < 10


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"<>/=\"' \n", "<p>", "</p>", "<h1>", "<div itemprop=articleBody>", "<a>", "<!--", "<script>", "]]>", "&#0;", TITLE, "<li>"]
        )
    )
)
def test_no_page_breaks_the_reader(parts: list[str]) -> None:
    """Any heap of tags and text gives an article, and it has no character that the page has not."""
    page = "".join(parts)
    article = check(page)
    assert set("".join(article.text.split())) <= {*page, "\ufffd"}
