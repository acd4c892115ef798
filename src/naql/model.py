"""The nouns: what an article is, and what a reading of it says.

All are immutable. Spans are code-point offsets `[start, end)` into `Article.text`, which is never altered.
`Reading.record()` gives the interchange format of one JSON object; `Article.from_record()` reads its input fields back.
Terms follow the attribution literature (PARC 3.0): a source says a content, introduced by a cue.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeVar

SourceType = Literal["person", "organization", "group", "document", "unnamed"]
Kind = Literal["quoted", "reported", "act"]
How = Literal["name", "alias", "office", "pronoun", "dropped", "carried", "label"]
Reason = Literal["no-cue", "several-candidates", "unnamed", "outside-article"]
Stance = Literal["neutral", "claim", "denial", "warning", "praise", "condemnation", "request", "promise"]
ContactType = Literal["meeting", "call", "visit", "message", "agreement"]
Status = Literal["happened", "planned", "cancelled", "denied"]
Calendar = Literal["jalali", "hijri", "gregorian"]
Precision = Literal["day", "month", "year", "range"]


class Span(NamedTuple):
    """Code-point offsets `[start, end)` into an article's text."""

    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """A news report as it was scraped: title, lead (may be empty), body paragraphs.

    `outlet` is the domain or short name as given, `published` the day of publication, None where unknown.
    Without an `id`, one is made from outlet, URL and text.
    """

    paragraphs: tuple[str, ...]
    id: str = ""
    outlet: str | None = None
    url: str | None = None
    published: dt.date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "paragraphs", tuple(self.paragraphs))
        if not self.id:
            object.__setattr__(self, "id", "a" + stable_id(self.outlet or "", self.url or "", self.text))

    @cached_property
    def text(self) -> str:
        """The paragraphs joined by one line feed: what every span points into."""
        return "\n".join(self.paragraphs)

    @property
    def title(self) -> str:
        """The first paragraph; where that is a sign without a word (a post's `🔴`), the first that has one."""
        worded = (paragraph for paragraph in self.paragraphs if not paragraph.strip() or any(map(str.isalnum, paragraph)))
        first = next(iter(self.paragraphs), "")
        return first if not first.strip() else next((paragraph for paragraph in worded if paragraph.strip()), "")

    def quote(self, span: tuple[int, int]) -> str:
        """The words a span covers."""
        return self.text[span[0] : span[1]]

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Article:
        """The article of an interchange record; fields other than the five input ones are ignored.

        Raises ValueError where a field has the wrong type, with a message that names it.
        """
        paragraphs = record.get("paragraphs")
        if not isinstance(paragraphs, list) or not all(isinstance(p, str) for p in paragraphs):
            raise ValueError("'paragraphs' is not a list of strings")
        if not any(p.strip() for p in paragraphs):
            raise ValueError("the article has no text in its paragraphs")
        texts: dict[str, str | None] = {}
        for name in ("id", "outlet", "url", "published"):
            value = record.get(name)
            if value is not None and not isinstance(value, str):
                raise ValueError(f"'{name}' is not a string")
            texts[name] = value
        published = None
        if texts["published"]:
            try:
                published = dt.date.fromisoformat(texts["published"][:10])
            except ValueError:
                raise ValueError(f"'published' is not an ISO date: {texts['published']!r}") from None
        return cls(tuple(paragraphs), texts["id"] or "", texts["outlet"], texts["url"], published)


@dataclass(frozen=True)
class Source:
    """Who or what says something, or takes part in a contact; one for each, under its fullest name.

    `name` has no rank or honorific; `offices` are as written, `mentions` the spans at which it is named.
    """

    id: str
    name: str
    type: SourceType = "person"
    aliases: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    rank: str | None = None
    mentions: tuple[Span, ...] = ()

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Source:
        """The source that one entry of a record's `sources` holds."""
        return _noun(cls, record)


@dataclass(frozen=True)
class Statement:
    """Words attributed to a source.

    `source` is a source's id, None where it cannot be known (`reason` says why). `source_span` is the name beside the cue,
    None where the subject is dropped; `cue` is None for a bare colon. `confidence` is 0–1: content and source both right.
    `contact` is the id of the contact it was made at, `within` the id of the statement it is nested in.
    """

    id: str
    source: str | None
    content: Span
    kind: Kind
    cue: Span | None = None
    source_span: Span | None = None
    nested: bool = False
    how: How | None = None
    confidence: float | None = None
    reason: Reason | None = None
    stance: Stance | None = None
    contact: str | None = None
    within: str | None = None

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Statement:
        """The statement that one entry of a record's `statements` holds."""
        return _noun(cls, record)


@dataclass(frozen=True)
class Time:
    """The words that date a contact and, where it can be known, their ISO value."""

    span: Span
    value: str | None = None


@dataclass(frozen=True)
class Contact:
    """An event that brought parties together. `participants` are source ids, visitor or sender first."""

    id: str
    type: ContactType
    participants: tuple[str, ...]
    trigger: Span
    status: Status = "happened"
    time: Time | None = None
    place: Span | None = None


@dataclass(frozen=True)
class Citation:
    """Where the outlet has its report from. `via` is the index of the citation through which it has it."""

    name: str
    span: Span
    desk: str | None = None
    via: int | None = None


def chains(citations: tuple[Citation, ...]) -> tuple[tuple[int, ...], ...]:
    """Citations as chains of indices, the one nearest to the outlet first, then the one it has it from. A ring is cut where it closes."""
    nearer = {citation.via for citation in citations if citation.via is not None}
    starts = [n for n in range(len(citations)) if n not in nearer]
    # `via` names the citation through which the outlet has this one: walk from the last in each line back to the outlet.
    found = []
    for start in starts:
        chain = [start]
        while (via := citations[chain[-1]].via) is not None and 0 <= via < len(citations) and via not in chain:
            chain.append(via)
        found.append(tuple(reversed(chain)))
    missing = sorted(set(range(len(citations))) - {n for chain in found for n in chain})
    return tuple(sorted(found) + [(n,) for n in missing])


@dataclass(frozen=True)
class Day:
    """An expression of time. `value` is ISO 8601 in the Gregorian calendar, `a/b` for an interval with its last day included.

    `rule` names the rule that resolved it, `reason` says why `value` is None.
    """

    span: Span
    value: str | None
    calendar: Calendar | None = None
    precision: Precision | None = None
    rule: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Problem:
    """Something a stage could not read: reported, never raised."""

    stage: str
    message: str
    span: Span | None = None


@dataclass(frozen=True)
class Reading:
    """Everything Naql read in one article."""

    article: Article
    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    contacts: tuple[Contact, ...] = ()
    citations: tuple[Citation, ...] = ()
    days: tuple[Day, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    def source(self, source_id: str | None) -> Source | None:
        """The source under that id, None where there is none."""
        return next((s for s in self.sources if s.id == source_id), None)

    def _repr_html_(self) -> str:
        """The reading as tables, which a notebook shows."""
        from naql.show import html_table

        return html_table(self)

    def record(self) -> dict[str, Any]:
        """The interchange record, ready for `json.dumps`."""
        article = self.article
        return {
            "id": article.id,
            "outlet": article.outlet,
            "url": article.url,
            "published": article.published.isoformat() if article.published else None,
            "paragraphs": list(article.paragraphs),
            "sources": [_fields(s) for s in self.sources],
            "statements": [_fields(s) for s in self.statements],
            "contacts": [_fields(c) for c in self.contacts],
            "citations": [_fields(c) for c in self.citations],
            "dates": [_fields(d) for d in self.days],
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any], article: Article | None = None) -> Reading:
        """The reading that `record()` wrote, or a gold record, whose statements and contacts are given their ids here.

        With an `article`, the record's own input fields are not read. Unknown fields are ignored. Raises ValueError, KeyError or
        TypeError on a record of another shape.
        """
        article = article or Article.from_record(record)
        statements, contacts = record.get("statements", ()), record.get("contacts", ())
        return cls(
            article,
            tuple(_noun(Source, r) for r in record.get("sources", ())),
            tuple(_noun(Statement, {"id": statement_id(article.id, r["content"], r.get("nested", False))} | r) for r in statements),
            tuple(_noun(Contact, {"id": contact_id(article.id, r["trigger"])} | r) for r in contacts),
            tuple(_noun(Citation, r) for r in record.get("citations", ())),
            tuple(_noun(Day, r) for r in record.get("dates", ())),
        )


@dataclass(frozen=True)
class Review:
    """What a person decided about one record; appended, never merged away."""

    record: str
    verdict: Literal["right", "wrong", "corrected"]
    by: str
    at: dt.datetime
    note: str = ""
    correction: Mapping[str, Any] | None = None


_SPANS = frozenset({"span", "content", "cue", "source_span", "trigger", "place"})
_N = TypeVar("_N", Source, Statement, Contact, Citation, Day, Time)


def _fields(noun: Any) -> dict[str, Any]:
    """A noun as a dictionary; as `asdict`, which takes eight times as long to copy what cannot change."""
    values = {name: getattr(noun, name) for name in noun.__dataclass_fields__}
    return values | {"time": _fields(values["time"])} if values.get("time") else values


def _noun(noun: type[_N], record: Mapping[str, Any]) -> _N:
    """One noun of a record's lists, of the fields that it has."""
    values: dict[str, Any] = {}
    for name in noun.__dataclass_fields__.keys() & record.keys():
        value = record[name]
        if name == "time" and value is not None:
            value = _noun(Time, value)
        elif name == "mentions":
            value = tuple(Span(*span) for span in value)
        elif name in _SPANS and value is not None:
            value = Span(*value)
        elif isinstance(value, list):
            value = tuple(value)
        values[name] = value
    return noun(**values)


def stable_id(*parts: object) -> str:
    """Twelve hexadecimal digits made from the parts alone: the same on every machine and in every version.

    >>> stable_id("a", 3)
    '0d2ce7db6906'
    """
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def statement_id(article_id: str, content: tuple[int, int], nested: bool = False) -> str:
    """A statement's id: from the article and the place of its content, not from the rule that found it.

    An outlet and the person it quotes may have the very same content, so a nested one is told apart.
    """
    return ("n" if nested else "q") + stable_id(article_id, content[0], content[1])


def contact_id(article_id: str, trigger: tuple[int, int]) -> str:
    """A contact's id: from the article and the place of its trigger."""
    return "c" + stable_id(article_id, trigger[0], trigger[1])
