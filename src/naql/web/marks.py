"""An article's text with its spans made visible: text and marks -> HTML in which every character stands in its place.

Invariant: the text content of what comes out is the text that went in, code point by code point (NUL and lone surrogates,
which HTML cannot carry, become U+FFFD). Spans may overlap and nest in any way: the text is cut at every span's ends, and each piece
becomes one `<span>` with the kinds and keys of all marks over it, the shortest mark first.

Bidi controls of the article act on nothing but themselves: each stands alone in an isolate, and a small sign shows it.
Latin words are isolated too, so that their punctuation stays with them in a right-to-left line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from markupsafe import Markup, escape

from naql.model import Span

Kind = Literal["content", "cue", "source", "contact", "citation", "date", "found"]

BIDI_CONTROLS: Final = {
    "\N{ARABIC LETTER MARK}": "ALM",
    "\N{LEFT-TO-RIGHT MARK}": "LRM",
    "\N{RIGHT-TO-LEFT MARK}": "RLM",
    "\N{LEFT-TO-RIGHT EMBEDDING}": "LRE",
    "\N{RIGHT-TO-LEFT EMBEDDING}": "RLE",
    "\N{POP DIRECTIONAL FORMATTING}": "PDF",
    "\N{LEFT-TO-RIGHT OVERRIDE}": "LRO",
    "\N{RIGHT-TO-LEFT OVERRIDE}": "RLO",
    "\N{LEFT-TO-RIGHT ISOLATE}": "LRI",
    "\N{RIGHT-TO-LEFT ISOLATE}": "RLI",
    "\N{FIRST STRONG ISOLATE}": "FSI",
    "\N{POP DIRECTIONAL ISOLATE}": "PDI",
}
_CONTROLS: Final = "".join(BIDI_CONTROLS)
_LATIN: Final = r"A-Za-zÀ-ÖØ-öø-ɏ"
# A control alone, or a left-to-right run: Latin words with what joins them (also web and mail addresses), or a date such as 2023-10-15.
_LTR: Final = rf"[@#]?[{_LATIN}](?:[{_LATIN}0-9./:@_%&?=+#~'’\-]|[ ](?=[{_LATIN}]))*(?<![./:?])|\d{{4}}-\d\d?-\d\d?"
_RUNS: Final = re.compile(rf"(?P<control>[{_CONTROLS}])|(?P<ltr>{_LTR})")
_UNCARRIED: Final = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class Mark:
    """A span to be shown: its kind, the key of the record it belongs to, the element id of its first place, and the number shown there."""

    span: Span
    kind: Kind
    key: str
    anchor: str | None = None
    number: str = ""


@dataclass(frozen=True)
class Segment:
    """A piece of text over which the same marks lie. `begins` are the marks that begin here and have an id."""

    text: str
    kinds: tuple[Kind, ...] = ()
    keys: tuple[str, ...] = ()
    depth: int = 0
    begins: tuple[Mark, ...] = ()


def cut(text: str, marks: Iterable[Mark], cuts: Iterable[int] = ()) -> Iterator[tuple[int, Segment]]:
    """The text in pieces, each with the offset it starts at, cut at the ends of every mark and at `cuts`."""
    begins: defaultdict[int, list[Mark]] = defaultdict(list)
    places = {0, len(text), *cuts}
    for mark in marks:
        if 0 <= mark.span.start < mark.span.end <= len(text):
            begins[mark.span.start].append(mark)
            places.update(mark.span)
    over: list[Mark] = []
    ordered = sorted(places)
    for start, end in pairwise(ordered):
        new = begins.get(start, [])
        over = [mark for mark in over if mark.span.end > start] + new
        inner_first = sorted(over, key=lambda mark: mark.span.end - mark.span.start)
        yield (
            start,
            Segment(
                text[start:end],
                tuple(dict.fromkeys(mark.kind for mark in inner_first)),
                tuple(dict.fromkeys(mark.key for mark in inner_first)),
                sum(mark.kind == "content" for mark in over),
                tuple(mark for mark in new if mark.anchor),
            ),
        )


def paragraphs(texts: Sequence[str], marks: Iterable[Mark]) -> tuple[Markup, ...]:
    """Each paragraph of an article as HTML, spans pointing into the paragraphs joined by one line feed."""
    text = "\n".join(texts)
    bounds: list[tuple[int, int]] = []
    start = 0
    for paragraph in texts:
        bounds.append((start, start + len(paragraph)))
        start += len(paragraph) + 1
    runs = {m.start(): (m.end(), m.lastgroup or "") for m in _RUNS.finditer(text)}
    cuts = {place for bound in bounds for place in bound} | {place for start, (end, _) in runs.items() for place in (start, end)}
    pieces = list(cut(text, marks, cuts))
    shown: list[Markup] = []
    at = 0
    for start, end in bounds:
        inside: list[tuple[int, Segment]] = []
        while at < len(pieces) and pieces[at][0] < end:
            if pieces[at][0] >= start:
                inside.append(pieces[at])
            at += 1
        shown.append(Markup("").join(_runs(inside, runs)))
    return tuple(shown)


def words(text: str, found: Sequence[Span] = ()) -> Markup:
    """Words of an article shown away from it, isolated as in it; those that a search found are marked."""
    lines = text.split("\n")
    if not found and not _RUNS.search(text):
        return _escape(" ".join(lines))
    return Markup(" ").join(paragraphs(lines, [Mark(span, "found", "") for span in found]))


def plain(text: str) -> str:
    """Words to be pasted elsewhere: without bidi controls, which could reorder what they are pasted into; line ends become spaces."""
    return " ".join(re.sub(f"[{_CONTROLS}]", "", text).split("\n"))


def _runs(pieces: list[tuple[int, Segment]], runs: dict[int, tuple[int, str]]) -> Iterator[Markup]:
    """Segments as HTML, those of one left-to-right run together in one isolate."""
    at = 0
    while at < len(pieces):
        start, segment = pieces[at]
        end, form = runs.get(start, (start + len(segment.text), ""))
        group = []
        while at < len(pieces) and pieces[at][0] < end:
            group.append(_segment(pieces[at][1]))
            at += 1
        inner = Markup("").join(group)
        if form == "control":
            name = BIDI_CONTROLS[segment.text]
            yield Markup('<bdi class="control" data-name="{}" title="{}">{}</bdi>').format(name, _title(segment.text), inner)
        elif form == "ltr":
            yield Markup('<bdi dir="ltr">{}</bdi>').format(inner)
        else:
            yield inner


def _title(control: str) -> str:
    return f"U+{ord(control):04X}"


def _segment(segment: Segment) -> Markup:
    anchors = Markup("").join(map(_place, segment.begins))
    text = _escape(segment.text)
    if not segment.kinds:
        return anchors + text
    if "found" in segment.kinds:
        return Markup("<mark>{}</mark>").format(text)
    kinds = " ".join(segment.kinds) + (" deep" if segment.depth > 1 else "")
    return anchors + Markup('<span class="m {}" data-k="{}">{}</span>').format(kinds, " ".join(segment.keys), text)


def _place(mark: Mark) -> Markup:
    """Where a mark begins: an empty element, so that the text stays as it is; the number is drawn by the style sheet."""
    number = Markup(' data-n="{}"').format(mark.number) if mark.number else Markup("")
    return Markup('<a class="place" id="{}" data-k="{}"{}></a>').format(mark.anchor, mark.key, number)


def _escape(text: str) -> Markup:
    """Escaped for HTML; a carriage return is written as a reference, since the parser would take it for a line feed."""
    return Markup(str(escape(_UNCARRIED.sub("\N{REPLACEMENT CHARACTER}", text))).replace("\r", "&#13;"))
