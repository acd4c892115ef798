"""Where words may begin and end, as places with the signs seen there; which of them it is, is learned (`weighing.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from naql.extract.attribution import Attribution
from naql.extract.cues import Cue
from naql.extract.edges import OPEN, QUOTES, Edges
from naql.extract.signs import Signs
from naql.extract.subjects import Subjects
from naql.language.morphology import Form
from naql.text.tokens import Document

_MOST_OPTIONS = 60
_FAR = 45
_JOINTS = frozenset("و ، ؛ اما ولی لیکن البته لذا بنابراین که تا زیرا چون چراکه چرا » ” ( ) - – : همچنین سپس گفت".split())
_SMALL = frozenset("از به با در بر برای تا که و را نیز هم همچنین این آن ، ؛ توسط ضمن طی".split())
_OPENING = frozenset("«“(")
_CLOSING = frozenset(QUOTES.values())


@dataclass(frozen=True)
class _Clause:
    """A clause whose end is looked for before `last`: its finite verbs, what form ends at a token, where later cues begin."""

    attribution: Attribution
    sort: str
    last: int
    verbs: tuple[tuple[int, int, Form], ...]
    ended: dict[int, Form]
    starts: dict[int, Cue]


@dataclass(frozen=True)
class _Object:
    """An object whose start is looked for before `limit`; `edge` is where the subject ends, `verbs` where verbs do.

    `led` is False where the clause names no subject; `edge` is then where it begins.
    """

    attribution: Attribution
    sort: str
    limit: int
    edge: int
    verbs: frozenset[int]
    led: bool


class Limits:
    """The edges that words in one document may have."""

    def __init__(self, document: Document, subjects: Subjects, edges: Edges, signs: Signs) -> None:
        self.document = document
        self.keys = document.keys
        self.subjects = subjects
        self.edges = edges
        self.signs = signs

    def ends(self, attribution: Attribution, mode: str, nested: bool, last: int, cues: Sequence[Cue]) -> list[tuple[int, list[str]]]:
        """Where words that begin here may end before `last`, each end with its signs."""
        keys = self.keys
        begin, ruled = attribution.content
        verbs = self.signs.verbs(begin, last)
        starts = {c.first: c for c in reversed(cues) if begin < c.first < last and not c.loose}
        sort = ("N" if nested else "O") + mode + (attribution.cue.shape[:1] if attribution.cue else "")
        clause = _Clause(attribution, sort, last, tuple(verbs), {end: form for _, end, form in verbs}, starts)
        found = {
            self.edges.trim(begin, at)
            for at in range(begin + 1, last + 1)
            if at in (last, ruled) or keys[at] in _JOINTS or at in clause.ended or at in starts or keys[at - 1] in _CLOSING
        }
        return [(end, self._end_signs(clause, end)) for end in sorted(found)[:_MOST_OPTIONS] if end > begin]

    def _end_signs(self, clause: _Clause, end: int) -> list[str]:
        """Signs of one end."""
        keys, sort, last = self.keys, clause.sort, clause.last
        begin, ruled = clause.attribution.content
        after = "$" if end >= last else keys[end]
        following = keys[end + 1] if end + 1 < last else "$"
        form = clause.ended.get(end)
        tense = form.tense[:4] + form.person[-1] if form else "-"
        finite, whole = bool(form), end >= last
        before = sum(stop <= end for _, stop, _ in clause.verbs)
        behind = sum(first >= end for first, _, _ in clause.verbs)
        nth = f"{min(before, 4)}/{min(behind, 3)}"
        opened = sum(keys[i] in _OPENING for i in range(begin, end)) - sum(keys[i] in "»”)" for i in range(begin, end))
        return [
            f"r={end == ruled}|{sort}",
            f"rw={end == ruled}{whole}|{sort}",
            f"rv={end == ruled}{finite}|{after}|{sort}",
            f"a={after}|{sort}",
            f"av={after}|{finite}|{sort}",
            f"at={after}|{tense}",
            f"aw={after}|{following}",
            f"awv={after}|{following}|{finite}",
            f"ats={after}|{tense}|{sort}",
            f"n={nth}|{sort}",
            f"na={nth}|{after}|{finite}",
            f"open={min(opened, 1)}|{after}",
            f"len={min((end - begin) // 4, 5)}|{sort}",
            f"b={keys[end - 1]}|{sort[:2]}",
            f"first={before == 1 and finite}|{after}|{sort}",
            f"w={self.signs.noun(clause.attribution.cue)}|{whole}|{end == ruled}",
            *self._behind_signs(clause, end, after, finite),
        ]

    def _behind_signs(self, clause: _Clause, end: int, after: str, finite: bool) -> list[str]:
        """Signs of what follows an end: the next cue, a subject."""
        start = min((start for start in clause.starts if start >= end), default=None)
        cue = None if start is None else start - end
        shape = "-" if start is None else clause.starts[start].shape[:2] + self.edges.mode(clause.starts[start], clause.last)[0]
        near = "none" if cue is None else str(cue) if cue < 3 else "mid" if cue < 8 else "far"
        joint = end if after in _JOINTS else end - 1
        subject = self.subjects.at(joint + 1) if joint + 1 < clause.last else None
        signs = [
            f"near={near}|{clause.sort}",
            f"nears={near}|{shape}|{clause.sort}",
            f"nearf={near}|{shape}|{after}|{finite}",
            f"neara={near}|{after}|{finite}|{clause.sort[0]}",
            f"sub={subject.kind if subject else '-'}|{after}|{finite}",
        ]
        if end < clause.last and clause.sort.endswith("p"):
            signs.append(f"left={min((30 if cue is None else cue) // 3, 6)}|{after}|{finite}")
        return signs

    def starts(self, attribution: Attribution) -> list[tuple[int, list[str]]]:
        """Where the object of an act or a judgement may begin, before its verb or `را`, each with its signs."""
        keys, cue, floor = self.keys, attribution.cue, attribution.floor
        begin, end = attribution.content
        if cue is None:
            return []
        marker = next((i for i in range(end, floor, -1) if i < len(keys) and keys[i] == "را"), None)
        if attribution.kind == "act" and keys[end] != "را":
            marker = None
        if marker is None and begin == floor + 1 and keys[floor] in cue.entry.preps:
            return []  # the clause itself begins with the preposition: `…، از N تجلیل کرد`
        limit = end if marker is None else marker
        low = max(floor, limit - _FAR)
        subject = self.subjects.of(floor, cue.first)
        verbs = frozenset(stop for _, stop, _ in self.signs.verbs(low, limit))
        sort = attribution.kind[:1] + ("p" if marker is None else "r")
        thing = _Object(attribution, sort, limit, subject.last if subject else floor, verbs, subject is not None)
        places = [
            at
            for at in range(low, limit)
            if (self.document.tokens[at].kind != "mark" or keys[at] in OPEN)
            and (marker is not None or at == begin or (at > floor and keys[at - 1] in cue.entry.preps))
        ]
        return [(at, [*self._start_signs(thing, at), *self._around_signs(thing, at), *_order(thing, at, places)]) for at in places]

    def _start_signs(self, thing: _Object, at: int) -> list[str]:
        """Signs of the words at one start."""
        keys, sort, floor = self.keys, thing.sort, thing.attribution.floor
        before = keys[at - 1] if at > floor else "^"
        before2 = keys[at - 2] if at - 1 > floor else "^"
        small = self._small(at, before)
        cue = thing.attribution.cue
        preposed = cue is not None and before in cue.entry.preps
        return [
            f"b={before}|{sort}",
            f"b2={before2}|{before}",
            f"bk={small}|{keys[at]}",
            f"k={keys[at]}|{sort}",
            f"k2={keys[at][-2:]}|{before[-2:]}",
            f"v={at in thing.verbs}|{sort}",
            f"c={min(sum(keys[i] in '،؛' for i in range(at, thing.limit)), 2)}|{small}|{sort}",
            f"len={min((thing.limit - at) // 3, 6)}|{sort}",
            f"t={self.subjects.ends_time(at)}|{sort}",
            f"p={preposed}|{before}|{self.signs.noun(cue)}",
            f"ph={at == floor}|{sort}",
            f"kind={self.document.tokens[at].kind}|{before == '«'}",
            f"sm={keys[at] in _SMALL}|{sort}",
        ]

    def _around_signs(self, thing: _Object, at: int) -> list[str]:
        """Signs of where a start stands: by the rules' start, by the subject, by other mentions."""
        keys, sort, floor, edge = self.keys, thing.sort, thing.attribution.floor, thing.edge
        ruled = at == thing.attribution.content[0]
        inside = self.subjects.covering(at) if at > floor else None
        left = self.subjects.covering(at - 1) if at > floor else None
        part = inside is not None and inside.first < at
        small = self._small(at, keys[at - 1] if at > floor else "^")
        where = ("edge" if at == edge else "before" if at < edge else "after") + ("" if thing.led else "0")
        gap = "" if at < edge else str(min(at - edge, 8)) + ("" if thing.led else "0")
        preps = sum(keys[i] in _SMALL for i in range(min(edge, at), at))
        return [
            f"r={ruled}|{sort}",
            f"rw={ruled}|{where}|{sort}",
            f"e={where}|{small}|{sort}",
            f"part={part}{left is not None and left.last == at}|{where}|{sort}",
            f"gap={gap}|{sort}",
            f"gapp={gap}|{min(preps, 2)}|{small}",
            f"mention={inside.mention.type if inside and inside.mention and not part else '-'}|{small}|{sort}",
        ]

    def _small(self, at: int, before: str) -> str:
        """The word before a start, where it is a small word or a mark."""
        return before if before in _SMALL or self.document.tokens[at - 1].kind == "mark" else "w"


def _order(thing: _Object, at: int, places: Sequence[int]) -> list[str]:
    """Which of the starts behind the subject it is, where only prepositions begin one."""
    if thing.sort.endswith("r"):
        return []
    behind = [place for place in places if place > thing.edge]
    nth = behind.index(at) if at in behind else -1
    return [f"nth={min(nth, 2)}|{min(len(behind), 3)}", f"last={bool(behind) and at == behind[-1]}|{min(nth, 2)}"]
