"""Records -> what templates and JSON show.

The archive's hits and readings come in; views with every word, link and date ready go out, so that a template decides nothing.
Words of an article leave here as escaped HTML (`naql.web.marks`), or as plain strings that templates escape.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from markupsafe import Markup

from naql.archive.store import Hit, Line, Stored
from naql.model import Article, Contact, Day, Reading, Source, Span, Statement, chains
from naql.web import marks
from naql.web.days import ShownDay, show_day, show_value
from naql.web.found import find_words
from naql.web.wording import Language

_WEB: Final = frozenset({"http", "https"})
_LONGEST: Final = 2000
"""Characters of a statement that a list holds; the article's page has all of it, and so has the citation."""
_OUT_OF_SIGHT: Final = 350
_BEFORE: Final = 120
"""Characters: a row of a list shows about four lines of a hundred; words found later than that would lie below its end."""


@dataclass(frozen=True)
class SourceView:
    """A source as the article names it. `key` ties it to its words, `said` counts its statements here."""

    key: str
    name: str
    type: str
    link: str
    rank: str | None
    offices: tuple[str, ...]
    aliases: tuple[str, ...]
    said: int = 0


@dataclass(frozen=True)
class StatementView:
    """A statement beside its article; `source` is None where it cannot be known, and `reason` is then the key of the words that say why."""

    key: str
    id: str
    number: int
    source: SourceView | None
    named: Markup | None
    cue: Markup | None
    words: Markup
    kind: str
    how: str | None
    reason: str | None
    stance: str | None
    confidence: int | None
    within: int | None
    contact: int | None
    nested: bool
    citation: str


@dataclass(frozen=True)
class ContactView:
    """A contact as a page shows it."""

    key: str
    number: int
    type: str
    status: str
    participants: tuple[SourceView, ...]
    words: Markup
    time: Markup | None
    day: ShownDay | None
    place: Markup | None


@dataclass(frozen=True)
class CitationView:
    """A citation as a page shows it."""

    key: str
    name: str
    desk: str | None
    words: Markup


@dataclass(frozen=True)
class DayView:
    """An expression of time as a page shows it."""

    key: str
    words: Markup
    day: ShownDay | None
    rule: str | None
    reason: str | None


@dataclass(frozen=True)
class VersionView:
    """One version of an article, and the link to it."""

    number: int
    link: str
    added: ShownDay | None
    current: bool


@dataclass(frozen=True)
class ArticleView:
    """An article as its page shows it, with everything read in it."""

    id: str
    title: Markup
    plain_title: str
    paragraphs: tuple[Markup, ...]
    outlet: str | None
    url: str | None
    published: ShownDay | None
    added: ShownDay | None
    sha256: str
    versions: tuple[VersionView, ...]
    statements: tuple[StatementView, ...]
    sources: tuple[SourceView, ...]
    contacts: tuple[ContactView, ...]
    chains: tuple[tuple[CitationView, ...], ...]
    days: tuple[DayView, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A found statement in a list."""

    id: str
    link: str
    title: Markup
    outlet: str | None
    published: ShownDay | None
    source: SourceView | None
    reason: str | None
    cue: Markup | None
    words: Markup
    kind: str
    nested: bool
    citation: str


@dataclass(frozen=True)
class LineView:
    """An article in a list, `said` the number of its statements."""

    link: str
    title: Markup
    outlet: str | None
    published: ShownDay | None
    added: ShownDay | None
    said: int


def line(line: Line, language: Language) -> LineView:
    """An article as a line of a list."""
    return LineView(
        article_link(line.article_id),
        marks.words(line.title.strip() or language("article.untitled")),
        line.outlet,
        show_day(line.published, language),
        show_day(line.added.date(), language),
        line.statements,
    )


def article_link(article_id: str, statement_id: str | None = None) -> str:
    """The address of an article's page, at a statement's words where one is given."""
    fragment = f"#{quote(statement_id)}" if statement_id else ""
    return f"/article/{quote(article_id, safe='')}{fragment}"


def source_link(name: str) -> str:
    """The address of the page of everything said under a name."""
    return "/source?" + urlencode({"name": name})


def original_link(url: str | None) -> str | None:
    """An article's URL if a browser may be sent there: http and https alone, with a host; None for anything else.

    >>> original_link("javascript:alert(1)") is None
    True
    """
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme.lower() in _WEB and host and not any(c.isspace() for c in url) else None


def row(hit: Hit, language: Language, text: str = "") -> Row:
    """A hit as a row of a list; the words of the search `text` are marked in it."""
    source = _source(hit.source) if hit.source else None
    day = show_day(hit.published, language)
    return Row(
        hit.statement.id,
        article_link(hit.article_id, hit.statement.id),
        marks.words(hit.title.strip() or language("article.untitled")),
        hit.outlet,
        day,
        source,
        None if source else _reason(hit.statement),
        marks.words(hit.cue) if hit.cue else None,
        _excerpt(hit.words, text),
        hit.statement.kind,
        hit.statement.nested,
        cite(source, hit.statement, hit.words, hit.cue, hit.outlet, day, hit.url, language),
    )


def cite(
    source: SourceView | None,
    statement: Statement,
    words: str,
    cue: str | None,
    outlet: str | None,
    day: ShownDay | None,
    url: str | None,
    language: Language,
) -> str:
    """A statement as plain text to paste: source and offices, cue, words, outlet, both dates, URL. What is not known is said to be so."""
    if source:
        who = marks.plain(source.name) + (f" ({language('comma').join(map(marks.plain, source.offices))})" if source.offices else "")
    else:
        who = language("cite.no-source", reason=language(f"reason.{_reason(statement)}"))
    said = f" — {marks.plain(cue)}" if cue else ""
    where = marks.plain(outlet) if outlet else language("cite.no-outlet")
    when = f"{day.jalali} ({day.gregorian})" if day else language("cite.no-date")
    return f"{who}{said}: «{marks.plain(words)}» — {where}{language('comma')}{when}" + (
        f"\n{marks.plain(url)}" if original_link(url) and url else ""
    )


def article(stored: Stored, language: Language) -> ArticleView:
    """An article's page: its text with everything lit up in place, and the records beside it."""
    reading, text = stored.reading, stored.article
    sources = {source.id: _source(source, f"s{n}", _said(reading, source)) for n, source in enumerate(reading.sources)}
    contacts = {contact.id: n for n, contact in enumerate(reading.contacts)}
    in_order = sorted(
        range(len(reading.statements)), key=lambda n: (reading.statements[n].content.start, -reading.statements[n].content.end)
    )
    numbers = {reading.statements[n].id: place for place, n in enumerate(in_order, 1)}
    published = show_day(text.published, language)

    def statement_view(n: int) -> StatementView:
        statement = reading.statements[n]
        source = sources.get(statement.source or "")
        cue = text.quote(statement.cue) if statement.cue else None
        return StatementView(
            f"q{n}",
            statement.id,
            numbers[statement.id],
            source,
            _words(text, statement.source_span),
            _words(text, statement.cue),
            marks.words(_shortened(text.quote(statement.content))),
            statement.kind,
            statement.how,
            None if source else _reason(statement),
            statement.stance,
            None if statement.confidence is None else round(statement.confidence * 100),
            numbers.get(statement.within or ""),
            None if statement.contact not in contacts else contacts[statement.contact] + 1,
            statement.nested,
            cite(source, statement, text.quote(statement.content), cue, text.outlet, published, text.url, language),
        )

    shown = marks.paragraphs(
        text.paragraphs, _marks(reading, {n: language.number(numbers[s.id]) for n, s in enumerate(reading.statements)})
    )
    return ArticleView(
        text.id,
        shown[0] if shown else Markup(""),
        marks.plain(text.title).strip() or language("article.untitled"),
        shown[1:],
        text.outlet,
        original_link(text.url),
        published,
        show_day(stored.added.date(), language),
        stored.sha256,
        tuple(
            VersionView(n, article_link(other), show_day(added.date(), language), other == text.id)
            for n, (other, added) in enumerate(stored.versions, 1)
        ),
        tuple(statement_view(n) for n in in_order),
        tuple(sorted(sources.values(), key=lambda source: -source.said)),
        tuple(_contact(n, contact, reading, sources, language) for n, contact in enumerate(reading.contacts)),
        tuple(tuple(_citation(n, reading) for n in chain) for chain in chains(reading.citations)),
        tuple(_day(n, day, text, language) for n, day in enumerate(reading.days)),
        tuple(problem.message for problem in reading.problems),
    )


def hit_record(hit: Hit) -> dict[str, Any]:
    """A found statement as JSON: the article it stands in, the statement's record, its source, words and cue."""
    return {
        "article": {
            "id": hit.article_id,
            "title": hit.title,
            "outlet": hit.outlet,
            "url": hit.url,
            "published": hit.published.isoformat() if hit.published else None,
        },
        "statement": asdict(hit.statement),
        "source": asdict(hit.source) if hit.source else None,
        "cue": hit.cue,
        "words": hit.words,
    }


def line_record(line: Line) -> dict[str, Any]:
    """An article in a list as JSON."""
    return {
        "id": line.article_id,
        "title": line.title,
        "outlet": line.outlet,
        "published": line.published.isoformat() if line.published else None,
        "added": line.added.isoformat(),
        "statements": line.statements,
    }


def article_record(stored: Stored) -> dict[str, Any]:
    """An article as JSON: its interchange record, and under `archive` what the archive knows of it."""
    return stored.reading.record() | {
        "archive": {
            "added": stored.added.isoformat(),
            "sha256": stored.sha256,
            "version": stored.version,
            "versions": [{"id": other, "added": added.isoformat()} for other, added in stored.versions],
        }
    }


def _excerpt(words: str, query: str) -> Markup:
    """A statement's words with what a search found marked; a long one begins shortly before the first such place."""
    found = find_words(words, query)
    if not found or found[0].start < _OUT_OF_SIGHT:
        return marks.words(_shortened(words), [span for span in found if span.end <= _LONGEST])
    start = words.find(" ", found[0].start - _BEFORE) + 1
    shown = [Span(span.start - start, span.end - start) for span in found]
    return Markup("… ") + marks.words(_shortened(words[start:]), [span for span in shown if span.end <= _LONGEST])


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"


def _marks(reading: Reading, numbers: dict[int, str]) -> Iterator[marks.Mark]:
    """Every span of a reading, tied to the key of its record; statements with their numbers."""
    for n, source in enumerate(reading.sources):
        for span in source.mentions:
            yield marks.Mark(span, "source", f"s{n}")
    for n, statement in enumerate(reading.statements):
        yield marks.Mark(statement.content, "content", f"q{n}", statement.id, numbers[n])
        if statement.cue:
            yield marks.Mark(statement.cue, "cue", f"q{n}")
        if statement.source_span:
            yield marks.Mark(statement.source_span, "source", f"q{n}")
    for n, contact in enumerate(reading.contacts):
        yield marks.Mark(contact.trigger, "contact", f"c{n}", contact.id)
        if contact.time:
            yield marks.Mark(contact.time.span, "date", f"c{n}")
        if contact.place:
            yield marks.Mark(contact.place, "contact", f"c{n}")
    for n, citation in enumerate(reading.citations):
        yield marks.Mark(citation.span, "citation", f"r{n}")
    for n, day in enumerate(reading.days):
        yield marks.Mark(day.span, "date", f"d{n}")


def _source(source: Source, key: str = "", said: int = 0) -> SourceView:
    return SourceView(key, source.name, source.type, source_link(source.name), source.rank, source.offices, source.aliases, said)


def _said(reading: Reading, source: Source) -> int:
    return sum(statement.source == source.id for statement in reading.statements)


def _reason(statement: Statement) -> str:
    return statement.reason or "unknown"


def _words(text: Article, span: Span | None) -> Markup | None:
    return marks.words(_shortened(text.quote(span))) if span else None


def _contact(n: int, contact: Contact, reading: Reading, sources: dict[str, SourceView], language: Language) -> ContactView:
    text = reading.article
    return ContactView(
        f"c{n}",
        n + 1,
        contact.type,
        contact.status,
        tuple(sources[s] for s in contact.participants if s in sources),
        marks.words(text.quote(contact.trigger)),
        _words(text, contact.time.span) if contact.time else None,
        show_value(contact.time.value, language) if contact.time else None,
        _words(text, contact.place),
    )


def _citation(n: int, reading: Reading) -> CitationView:
    citation = reading.citations[n]
    return CitationView(f"r{n}", citation.name, citation.desk, marks.words(reading.article.quote(citation.span)))


def _day(n: int, day: Day, text: Article, language: Language) -> DayView:
    return DayView(f"d{n}", marks.words(text.quote(day.span)), show_value(day.value, language), day.rule, day.reason)
