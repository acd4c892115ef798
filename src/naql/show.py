"""A reading shown to people: as lines for a terminal, as a table for a notebook.

The words of an article are never trusted: controls are made visible or left out, HTML is escaped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from naql.model import Contact, Day, Reading, Source, Statement

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
    """A reading as lines for a terminal: a title line, then sources, statements, contacts, citations and dates, each under its head."""
    article = reading.article
    yield safe(article.title) or "(no title)"
    about = [article.outlet, article.published and article.published.isoformat(), article.url, article.id]
    yield "  " + "  ".join(safe(part) for part in about if part)
    parts = (
        ("Sources", [_source(s) for s in reading.sources]),
        ("Statements", [_statement(reading, s) for s in reading.statements]),
        ("Contacts", [_contact(reading, c) for c in reading.contacts]),
        ("Citations", [c.name for c in reading.citations]),
        ("Dates", [_day(reading, d) for d in reading.days]),
    )
    for head, lines in parts:
        if lines:
            yield head
            yield from ("  " + safe(line) for line in lines)


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
    return f"{who} — {cue} — {article.quote(statement.content)}"


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
