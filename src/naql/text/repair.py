"""str -> Repaired: the text with its ZWNJ given back, and where every character came from.

Whether anything is restored is decided for the whole text (`Repaired.damage`), from the words that plainly lack a joint against those that
have theirs; then word by word. Nothing but joints is put in, nothing but invisible characters is taken out; letters and digits are
folded only where asked. Every change is an `Edit` on the input, and `replay()` makes the text from them again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

from naql.text.joints import LETTERS, LONGEST, Joints, join, load_joints
from naql.text.letters import BIDI, DIGITS, SAME_LETTER, ZWNJ

Damage = Literal["none", "glued", "spaced", "mixed"]

LEAST_EVIDENCE = 0.9
"""Nats: what a text without any ZWNJ must lack before joints are restored. One plain `میشود` has 3 and more."""
PER_JOINT = 1.0
"""Nats: what must be lacking for each word that has its ZWNJ."""
MEMO = 300_000
"""Words kept besides the model's own."""

_HIDDEN = rf"\u200b\u2060\u00ad\ufeff{BIDI}"
_RUN = re.compile(f"[{_HIDDEN}{ZWNJ}]+")
_EDGES = frozenset(" \t\r\n\f\v\u00a0\u2028\u2029.,:;!?()[]{}«»،؛؟\"'")

_FOLDED = str.maketrans(SAME_LETTER)
_GLUED = re.compile(rf"(?<![{LETTERS}\w{ZWNJ}#@])[{LETTERS}]{{2,{LONGEST}}}(?![{LETTERS}\w{ZWNJ}])")


class Edit(NamedTuple):
    """`input[at : at + len(old)]` is `old`, and `new` in the repaired text."""

    at: int
    old: str
    new: str


@dataclass(frozen=True)
class Repaired:
    """A repaired view of a text, and how it was made from it."""

    text: str
    damage: Damage
    edits: tuple[Edit, ...]
    length: int
    """Code points of the input."""

    @cached_property
    def raw(self) -> Sequence[int]:
        """The offset in the input of each character of `text`, and the input's length; an inserted joint has that of the next character."""
        if not self.edits:
            return range(self.length + 1)
        offsets: list[int] = []
        at = 0
        for edit in self.edits:
            offsets.extend(range(at, edit.at))
            at = edit.at + len(edit.old)
            offsets.extend(range(edit.at, at) if len(edit.old) == len(edit.new) else [edit.at] * len(edit.new))
        offsets.extend(range(at, self.length + 1))
        return offsets

    @cached_property
    def shown(self) -> Sequence[int]:
        """The offset in `text` of each character of the input, and the text's length; a removed one has that of the next character."""
        if not self.edits:
            return range(self.length + 1)
        offsets: list[int] = []
        at = 0
        shift = 0
        for edit in self.edits:
            offsets.extend(range(at + shift, edit.at + shift))
            at = edit.at + len(edit.old)
            start = edit.at + shift
            offsets.extend(range(start, start + len(edit.old)) if len(edit.old) == len(edit.new) else [start] * len(edit.old))
            shift += len(edit.new) - len(edit.old)
        offsets.extend(range(at + shift, self.length + shift + 1))
        return offsets


def repair(text: str, *, letters: bool = False, digits: bool = False) -> Repaired:
    """Give a text its ZWNJ back; `letters` folds Arabic ي ك, `digits` makes every digit ASCII.

    >>> repair("نسلهای آینده").text == "نسل\u200cهای آینده"
    True
    >>> repair("مردم شهر").damage
    'none'
    """
    removed = _find_stray(text)
    bare = replay(text, removed) if removed else text
    joined, damage = _restore(bare)
    edits = [*_moved(joined, removed), *removed]
    if letters:
        edits += _fold(text, SAME_LETTER)
    if digits:
        edits += _fold(text, DIGITS)
    edits.sort()
    return Repaired(replay(text, edits), damage, tuple(edits), len(text))


def replay(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made, which stand in order and do not overlap."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (text[at : edit.at], edit.new)
        at = edit.at + len(edit.old)
    parts.append(text[at:])
    return "".join(parts)


def _find_stray(text: str) -> list[Edit]:
    """Invisible characters that join nothing. A ZWNJ is one at the edge of a word or beside another."""
    edits: list[Edit] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        kept = match.group().find(ZWNJ)
        before, after = text[start - 1 : start], text[end : end + 1]
        if kept < 0 or before in _EDGES or not before or ((not after or after in _EDGES) and "\u0600" <= before <= "\u06ff"):
            edits.append(Edit(start, match.group(), ""))
            continue
        if kept:
            edits.append(Edit(start, text[start : start + kept], ""))
        if start + kept + 1 < end:
            edits.append(Edit(start + kept + 1, text[start + kept + 1 : end], ""))
    return edits


def _moved(edits: list[Edit], removed: list[Edit]) -> Iterator[Edit]:
    """Edits on the text without what was removed, as edits on the text with it."""
    if not removed:
        yield from edits
        return
    ends: list[int] = []
    shifts = [0]
    for edit in removed:
        ends.append(edit.at - shifts[-1])
        shifts.append(shifts[-1] + len(edit.old))
    for edit in edits:
        yield edit._replace(at=edit.at + shifts[bisect_right(ends, edit.at)])


def _fold(text: str, table: dict[str, str]) -> Iterator[Edit]:
    for match in re.finditer("[" + "".join(table) + "]", text):
        yield Edit(match.start(), match.group(), table[match.group()])


def _restore(text: str) -> tuple[list[Edit], Damage]:
    """The joints that a text lacks, as edits on it."""
    folded = text.translate(_FOLDED) if any(letter in text for letter in SAME_LETTER) else text
    memo = _memo()
    words = folded.split(" ")
    forms = list(map(memo.__getitem__, words))
    changed = [i for i, (word, form) in enumerate(zip(words, forms, strict=True)) if form is not word]
    if not changed:
        return [], "none"
    evidence = sum(memo.surety(words[i]) for i in changed)
    if evidence < LEAST_EVIDENCE + PER_JOINT * folded.count(ZWNJ):
        return [], "none"
    starts = list(accumulate(map(len, words), lambda at, n: at + n + 1, initial=0))
    edits = [edit for i in changed for edit in _inserted(starts[i], words[i], forms[i])]
    return edits, "glued"


def _inserted(start: int, word: str, form: str) -> Iterator[Edit]:
    """The joints of a form that the word lacks."""
    at = 0
    for letter in form:
        if at < len(word) and letter == word[at]:
            at += 1
        else:
            yield Edit(start + at, "", ZWNJ)


class _Memo(dict[str, str]):
    """From what stands between two spaces to the same with its joints; the very same object where nothing is lacking."""

    def __init__(self, model: Joints) -> None:
        self.model = model
        self.most = len(model.closed) + len(model.forms) + MEMO
        self.clear()

    def clear(self) -> None:
        """Forget all but the model's own words."""
        super().clear()
        self.update(zip(self.model.closed, self.model.closed, strict=True))
        self.update(self.model.forms)
        self.sureties = dict(self.model.surety)

    def __missing__(self, chunk: str) -> str:
        if len(self) >= self.most:
            self.clear()
        joined = _GLUED.sub(self._form, chunk)
        if joined == chunk:
            joined = chunk
        if len(chunk) <= 2 * LONGEST:
            self[chunk] = joined
        return joined

    def _form(self, match: re.Match[str]) -> str:
        word = match.group()
        form = self.get(word)
        if form is None:
            form, self.sureties[word] = join(word, self.model)
            self[word] = form
        return form

    def surety(self, chunk: str) -> float:
        """How much it tells against the text that this stands in it as it does; nats."""
        known = self.sureties.get(chunk)
        if known is None:
            known = sum(self.sureties.get(match.group(), 0.0) for match in _GLUED.finditer(chunk))
        return known


@cache
def _memo() -> _Memo:
    return _Memo(load_joints())
