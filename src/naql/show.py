"""A reading shown to people: as lines for a terminal, as a table for a notebook.

The words of an article are never trusted: controls are made visible or left out, HTML is escaped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from naql.model import Article, Contact, Day, Reading, Source, Span, Statement, chains

_KEPT = "\u200c\u200d"


def safe(text: str) -> str:
    """A text that cannot steer a terminal: line ends become ⏎, other controls, bidi marks among them, their code; ZWNJ is kept.

    >>> safe("می‌گوید\\x1b[31m")
    'می‌گوید\\\\x1b[31m'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _KEPT else _visible(c) for c in text)


def _visible(character: str) -> str:
    if character == "\n":
        return " ⏎ "
    if character.isspace():
        return " "
    if unicodedata.category(character) == "Cf":
        return ""
    return character.encode("unicode_escape").decode()


def text_lines(reading: Reading) -> Iterator[str]:
    """A reading as lines for a terminal: a title line, then sources, statements (with the contact they were
    made at), contacts, chain of sources and dates, each under its head."""
    article = reading.article
    yield safe(article.title) or "(no title)"
    about = [article.outlet, article.published and article.published.isoformat(), article.url, article.id]
    yield "  " + "  ".join(safe(part) for part in about if part)
    parts = (
        ("Sources", [_source(s) for s in reading.sources]),
        ("Statements", [_statement(reading, s) for s in reading.statements]),
        ("Contacts", [_contact(reading, c) for c in reading.contacts]),
        ("Chain of sources", [" ← ".join(chain) for chain in source_chains(reading)]),
        ("Dates", [_day(reading, d) for d in reading.days]),
    )
    for head, lines in parts:
        if lines:
            yield head
            yield from ("  " + safe(line) for line in lines)


def source_chains(reading: Reading) -> list[tuple[str, ...]]:
    """Whom the outlet has its report from: each chain from the outlet (where known) over its desk and those cited to the last one."""
    outlet = reading.article.outlet
    shown = []
    for chain in chains(reading.citations):
        names = [f"{c.name} ({c.desk})" if c.desk else c.name for c in (reading.citations[n] for n in chain)]
        shown.append((outlet, *names) if outlet and outlet not in names else tuple(names))
    return list(dict.fromkeys(shown))


def _source(source: Source) -> str:
    offices = "، ".join(source.offices)
    return f"{source.name} — {offices}" if offices else source.name


def _name(reading: Reading, source_id: str | None) -> str:
    source = reading.source(source_id)
    return source.name if source else "؟"


def _statement(reading: Reading, statement: Statement) -> str:
    article = reading.article
    who = _name(reading, statement.source) if statement.source else f"؟ ({statement.reason or 'no source'})"
    cue = article.quote(statement.cue) if statement.cue else ":"
    met = next((c for c in reading.contacts if c.id == statement.contact), None)
    at = f" — ({article.quote(met.trigger)})" if met else ""
    return f"{who} — {cue} — {article.quote(statement.content)}{at}"


def _contact(reading: Reading, contact: Contact) -> str:
    article = reading.article
    who = "، ".join(_name(reading, p) for p in contact.participants)
    rest = [article.quote(contact.trigger)]
    if contact.time:
        rest.append(article.quote(contact.time.span) + (f" = {contact.time.value}" if contact.time.value else ""))
    if contact.place:
        rest.append(article.quote(contact.place))
    return f"{contact.type}, {contact.status}: {who} — " + " — ".join(rest)


def _day(reading: Reading, day: Day) -> str:
    return f"{reading.article.quote(day.span)} = {day.value or '؟'}"


def hit_lines(hit: Mapping[str, Any]) -> Iterator[str]:
    """A statement that a search found, as two lines: who — how — what; then outlet, day, title, address and article."""
    who = hit["source"] or f"؟ ({hit['reason'] or 'no source'})"
    yield safe(f"{who} — {hit['cue'] or ':'} — {hit['words']}")
    about = (hit["outlet"], hit["published"], hit["title"], hit["url"], hit["article"])
    yield "  " + "  ".join(safe(str(part)) for part in about if part)


def html_table(reading: Reading) -> str:
    """A reading as tables for a notebook, right to left; every word of the article is escaped."""
    article = reading.article
    statements = [
        (
            _name(reading, s.source) if s.source else f"؟ ({s.reason or 'no source'})",
            _quoted(article, s.cue),
            article.quote(s.content),
            s.kind,
        )
        for s in reading.statements
    ]
    contacts = [
        (c.type, "، ".join(_name(reading, p) for p in c.participants), article.quote(c.trigger), c.status, (c.time and c.time.value) or "")
        for c in reading.contacts
    ]
    parts = (
        ("Statements", ("source", "cue", "content", "kind"), statements),
        ("Contacts", ("type", "parties", "words", "status", "day"), contacts),
        ("Sources", ("name", "type", "offices"), [(s.name, s.type, "، ".join(s.offices)) for s in reading.sources]),
        ("Citations", ("name", "words"), [(c.name, article.quote(c.span)) for c in reading.citations]),
        ("Dates", ("words", "value"), [(article.quote(d.span), d.value or "؟") for d in reading.days]),
    )
    tables = "".join(_table(*part) for part in parts if part[2])
    return f'<div dir="rtl"><strong>{escape(article.title)}</strong>{tables}</div>'


def _quoted(article: Article, span: Span | None) -> str:
    return article.quote(span) if span else ""


def _table(caption: str, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{name}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td><bdi>{escape(cell)}</bdi></td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
