"""When two articles are one: how outlets and URLs are compared, and under which id an article stands."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from naql.archive.spelling import compact
from naql.model import Reading, contact_id, stable_id, statement_id

LONGEST = 200
"""Characters of a key: PostgreSQL indexes nothing over 2,700 bytes."""
_SAFE = re.compile(r"\w[\w.~:-]{0,127}\Z")


def safe_id(article_id: str) -> bool:
    """Whether an id can stand in a URL as one step of its path."""
    return bool(_SAFE.match(article_id))


def outlet_key(outlet: str | None) -> str:
    """An outlet as it is compared: `www.` and what stands between its letters left out; "" for none.

    >>> outlet_key("www.isna.ir") == outlet_key("ISNA.ir")
    True
    """
    return compact((outlet or "").strip().casefold().removeprefix("www."))[:LONGEST]


def name_key(name: str) -> str:
    """A source's name as it is compared, and as its page is found by."""
    return compact(name)[:LONGEST]


def url_key(url: str | None) -> str:
    """A URL as it is compared: without scheme, fragment and last slash; "" for none, and for a bare host, which is no article's own.

    >>> url_key("https://isna.ir/news/1/") == url_key("http://ISNA.ir/news/1#top")
    True
    """
    url = (url or "").strip()
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return _bounded(url)
    path = parts.path.rstrip("/")
    fragment = "#" + parts.fragment if "/" in parts.fragment else ""  # of a page that is put together in the browser
    query = "?" + parts.query if parts.query else ""
    return _bounded(host + path + query + fragment) if path or query or fragment else ""


def _bounded(key: str) -> str:
    return key if len(key) <= LONGEST else key[:LONGEST] + stable_id(key)


def renamed(reading: Reading, article_id: str) -> Reading:
    """The reading of the same article under another id: the ids of its statements and contacts follow, since they are made from it."""
    if reading.article.id == article_id:
        return reading
    statements = {s.id: statement_id(article_id, s.content, s.nested) for s in reading.statements}
    contacts = {c.id: contact_id(article_id, c.trigger) for c in reading.contacts}
    return replace(
        reading,
        article=replace(reading.article, id=article_id),
        statements=tuple(
            replace(
                s,
                id=statements[s.id],
                contact=contacts.get(s.contact, s.contact) if s.contact else None,
                within=statements.get(s.within, s.within) if s.within else None,
            )
            for s in reading.statements
        ),
        contacts=tuple(replace(c, id=contacts[c.id]) for c in reading.contacts),
    )
