"""A parsed news page -> what it says of itself: title, lead, outlet, address and day of publication.

Each field has its places in the page, tried in order: what the page declares (JSON-LD, Open Graph), then where the content systems of
Iranian outlets put it. Nothing is guessed from the article's sentences.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from naql.intake.published import parse_published
from naql.text.letters import key

Node = Any
"""A tree or an element of resiliparse, whose types say None where a parsed page never has it."""

TITLES = ("h1[itemprop=headline]", "[itemprop=headline]", "h1.title", ".title h1", ".news-title", "article h1", "h1")
LEADS = (
    ".introtext",  # Nastooh: Mehr, ISNA, IRNA, ILNA
    "[itemprop=description]",
    ".lead",  # Tasnim, Fars
    ".news-lead",
    ".subtitle",  # Iransamaneh: Tabnak, YJC, Mizan, Entekhab
    ".news_lead",
    "#lead",
    ".summary",
    ".excerpt",
)
DAYS = (
    "meta[property='article:published_time']",
    "meta[itemprop=datePublished]",
    "meta[name='dc.date.issued']",
    "meta[name='DC.Date.Issued']",
    "meta[name=pubdate]",
    "meta[name=publishdate]",
    "meta[name=date]",
    "[itemprop=datePublished]",
    "time[datetime]",
    "time",
    ".item-date",  # Nastooh
    ".news_pdate_c",  # Iransamaneh
    ".news-date",
    ".publish-date",
    ".date",
    ".time",
    "[class*=date]",
    "[class*=time]",
)
_WRITTEN_DAY = re.compile(r"(?<!\d)(?:\d{1,2}\s+[^\W\d_]+(?:\s+ماه)?\s+(?:سال\s+)?\d{4}|\d{4}[/-]\d{1,2}[/-]\d{1,2})(?!\d)")
_BARS = re.compile(r"\s*[|｜]\s*|\s+[-–—:]+\s+")
_STAMPS = frozenset(("span", "time", "div", "li", "p", "small", "td", "b"))
_CLIMBS = 8
_MOST_STAMPS = 300
_MOST_ELEMENTS = 20
_LONGEST_STAMP = 80
"""Characters. A day in a longer element is part of what is told."""


def find_title(tree: Node, declared: Mapping[str, Any]) -> str:
    """The headline: the one in the page that the page also declares, else the declared one without the name of the site."""
    said = [t for t in (_string(declared, "headline"), meta(tree, "og:title"), meta(tree, "twitter:title"), tree.title) if t]
    shown = [t for t in (text_of(node) for selector in TITLES for node in elements(tree, selector)) if t]
    for title in shown:
        if any(_squeezed(title) in _squeezed(other) for other in said):
            return title
    if said:
        return _without_site(_spaced(said[0]), find_outlet(tree, declared, None))
    return shown[0] if shown else ""


def find_lead(tree: Node, declared: Mapping[str, Any]) -> tuple[str, Node | None]:
    """The lead and, where it stands in the page, its element; ("", None) where there is none."""
    for selector in LEADS:
        for node in elements(tree, selector):
            if node.tag != "meta" and node.tag not in ("ul", "ol", "body") and (text := text_of(node)):
                return text, node
    return _spaced(meta(tree, "og:description") or _string(declared, "description") or meta(tree, "description") or ""), None


def find_outlet(tree: Node, declared: Mapping[str, Any], url: str | None) -> str | None:
    """The outlet's name without its slogan, else the domain."""
    publisher = declared.get("publisher")
    name = meta(tree, "og:site_name") or (publisher.get("name") if isinstance(publisher, dict) else None)
    if isinstance(name, str) and name.strip():
        return _BARS.split(_spaced(name))[0]
    return urlsplit(url).netloc.removeprefix("www.") or None if url else None


def find_url(tree: Node, declared: Mapping[str, Any]) -> str | None:
    """The canonical address, None where no whole one is given."""
    link = tree.document.query_selector("link[rel=canonical]")
    page = declared.get("mainEntityOfPage")
    places = (link and link.getattr("href"), meta(tree, "og:url"), declared.get("url"), page.get("@id") if isinstance(page, dict) else page)
    return next((url.strip() for url in places if isinstance(url, str) and url.strip().startswith(("http://", "https://"))), None)


def find_published(tree: Node, declared: Mapping[str, Any], body: Node | None) -> dt.date | None:
    """The day of publication: declared, else in an element named for it, else the one day written in a short element near the title."""
    for text in _declared_days(tree, declared):
        if day := _day(text):
            return day
    near = tree.document.query_selector("h1") or body
    for _ in range(_CLIMBS):
        near = near and near.parent_element
        if near is None:
            return None
        if days := set(_days_near(near, body)):
            return days.pop() if len(days) == 1 else None
    return None


def _days_near(place: Node, body: Node | None) -> Iterator[dt.date]:
    for node in islice(inside(place, _STAMPS), _MOST_STAMPS):
        text = text_of(node)
        if not is_stamp(text) or (body is not None and body.contains(node)):
            continue
        if (written := _WRITTEN_DAY.search(text)) and (day := _day(written.group())):
            yield day


def _declared_days(tree: Node, declared: Mapping[str, Any]) -> Iterator[str]:
    yield str(declared.get("datePublished") or "")
    for selector in DAYS:
        for node in elements(tree, selector):
            if value := node.getattr("content") or node.getattr("datetime"):
                yield value
            text = text_of(node) if node.tag != "meta" else ""
            if len(text) < _LONGEST_STAMP and (written := _WRITTEN_DAY.search(text)):
                yield written.group()


def is_stamp(line: str, longest: int = _LONGEST_STAMP) -> bool:
    """Whether a line only says when a page was published: `تاریخ انتشار: ۱۵ مرداد ۱۴۰۰ - ۱۲:۳۰`. A sentence ends with a stop."""
    return len(line) < longest and bool(_WRITTEN_DAY.search(line)) and not line.rstrip().endswith((".", "؟", "!", "»", "/"))


def _day(text: str) -> dt.date | None:
    try:
        return parse_published(text)
    except ValueError:
        return None


def declared_article(tree: Node) -> Mapping[str, Any]:
    """What the page declares in JSON-LD of its article, empty where it does not."""
    for script in tree.document.query_selector_all("script[type='application/ld+json']"):
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            kinds = item.get("@type")
            if any(str(kind).endswith(("Article", "Posting")) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return {name: html.unescape(value) if isinstance(value, str) else value for name, value in item.items()}
    return {}


def _string(declared: Mapping[str, Any], name: str) -> str:
    """A declared field, empty where it is no string."""
    value = declared.get(name)
    return value if isinstance(value, str) else ""


def _items(data: Any) -> Iterator[Mapping[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else ()


def elements(tree: Node, selector: str) -> Iterator[Node]:
    """The first elements of a page that a selector finds. There is a bound: a page may nest thousands, each with the text of all within."""
    return islice(tree.document.query_selector_all(selector), _MOST_ELEMENTS)


def inside(place: Node, tags: frozenset[str]) -> Iterator[Node]:
    """The elements of some tags within another, in their order. A selector would search the page anew for each."""
    return (node for node in place if node.tag in tags)


def meta(tree: Node, name: str) -> str | None:
    """The content of a meta element, by its name or property."""
    for attribute in ("property", "name"):
        node = tree.document.query_selector(f"meta[{attribute}='{name}']")
        if node and (content := (node.getattr("content") or "").strip()):
            return str(content)
    return None


def text_of(node: Node) -> str:
    """An element's text on one line."""
    return _spaced(node.text)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _squeezed(text: str) -> str:
    return "".join(key(text).split())


def _without_site(title: str, outlet: str | None) -> str:
    """A declared title without what follows its last bar, if that names the site."""
    bars = list(_BARS.finditer(title))
    for bar in bars:
        tail = _squeezed(title[bar.end() :])
        if "|" in bar.group() or (outlet and (_squeezed(outlet) in tail or tail in _squeezed(outlet))):
            return title[: bar.start()]
    return title
