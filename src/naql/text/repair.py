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

from naql.text.joints import LETTERS, LONGEST, Joints, beside, join, load_joints, prefers_rival
from naql.text.letters import BIDI, DIGITS, NOT_JOINING, SAME_LETTER, ZWNJ
from naql.text.spaces import Pairs, is_doubtful, load_spaces, neighbours

Damage = Literal["none", "glued", "spaced", "mixed"]

LEAST_EVIDENCE = 0.9
"""Nats: what a text without any ZWNJ must lack before joints are restored. One plain `میشود` has 3 and more."""
PER_JOINT = 1.0
"""Nats: what must be lacking for each word that has its ZWNJ."""
LEAST_SPACED = 1.1
"""As `LEAST_EVIDENCE`, for spaces that should be joints."""
MOST_EVIDENCE = 4.0
"""Nats that one space can tell."""
SETTLED = 3.0
"""Log odds beyond which the words about a pair are not asked."""
_PLURALS = frozenset("ها های هایی هایش هایشان هایم هایمان هایت هایتان".split())
"""Endings that stand beside no space, whatever letter is before them."""
ENOUGH, PLAIN_SHARE = 8, 4
"""A text that has so many joints, and so many for each plain affix that stands alone, is not asked further whether it is spaced."""
_PLAINLY_SPACED = frozenset("می نمی ها های هایی اند".split())
PER_WORD = 0.01
"""Nats: what must be lacking for each word. A damaged text lacks some 0.24."""
MEMO = 300_000
"""Words remembered."""

_HIDDEN = rf"\u200b\u2060\u00ad\ufeff{BIDI}"
_RUN = re.compile(f"[{_HIDDEN}{ZWNJ}]+")
_EDGES = frozenset(" \t\r\n\f\v\u00a0\u2028\u2029.,:;!?()[]{}«»،؛؟\"'")

_LETTER = re.compile(f"[{LETTERS}]")
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


def repair(text: str, *, letters: bool = False, digits: bool = False, always: bool = False) -> Repaired:
    """Give a text its ZWNJ back; `letters` folds Arabic ي ك, `digits` makes every digit ASCII.

    `always` puts every joint that the models see, even in a text that is sound as a whole: so that one text is read alike, damaged or not.

    >>> repair("نسلهای آینده").text == "نسل\u200cهای آینده"
    True
    >>> repair("مردم شهر").damage
    'none'
    """
    removed = _find_stray(text)
    bare = replay(text, removed) if removed else text
    joined, damage = _restore(bare, always)
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
    """Invisible characters that join nothing, to be taken out; of those between two letters that would join, one ZWNJ is left."""
    edits: list[Edit] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        run = match.group()
        before, after = text[start - 1 : start], text[end : end + 1]
        if run == ZWNJ and before not in _EDGES and after not in _EDGES and before and after:
            continue
        kept = run.find(ZWNJ)
        if not before or before in _EDGES or ((not after or after in _EDGES) and "\u0600" <= before <= "\u06ff"):
            edits.append(Edit(start, run, ""))
        elif kept >= 0:
            if kept:
                edits.append(Edit(start, run[:kept], ""))
            if run[kept + 1 :]:
                edits.append(Edit(start + kept + 1, run[kept + 1 :], ""))
        else:
            joins = _LETTER.match(before) and _LETTER.match(after) and before not in NOT_JOINING
            edits.append(Edit(start, run, ZWNJ if joins else ""))
    return edits


def _moved(edits: list[Edit], removed: list[Edit]) -> Iterator[Edit]:
    """Edits on the text without what was removed, as edits on the text with it."""
    if not removed:
        yield from edits
        return
    ends: list[int] = []
    shifts = [0]
    for edit in removed:
        ends.append(edit.at - shifts[-1] + len(edit.new))
        shifts.append(shifts[-1] + len(edit.old) - len(edit.new))
    for edit in edits:
        yield edit._replace(at=edit.at + shifts[bisect_right(ends, edit.at)])


def _fold(text: str, table: dict[str, str]) -> Iterator[Edit]:
    for match in re.finditer("[" + "".join(table) + "]", text):
        yield Edit(match.start(), match.group(), table[match.group()])


def _restore(text: str, always: bool) -> tuple[list[Edit], Damage]:
    """The joints that a text lacks, as edits on it. Glued words first: what they give are pieces that a space may stand beside."""
    folded = text.translate(_FOLDED) if any(letter in text for letter in SAME_LETTER) else text
    memo = _memo()
    words = folded.split(" ")
    joints = folded.count(ZWNJ)
    forms = {i: form for i, form in enumerate(map(memo.__getitem__, words)) if form}
    lost = 0
    for i, form in list(forms.items()):
        word = words[i]
        if word in memo.model.rivals and prefers_rival(word, beside(words, i - 1), beside(words, i + 1), memo.model):
            forms[i] = form = memo.model.rivals[word]
        if form == word:
            lost += word in _PLAINLY_SPACED
            del forms[i]
    evidence = sum(memo.surety(words[i]) for i in forms)  # a joint may take two plain affixes at once, so each counts half
    if not always and evidence < LEAST_EVIDENCE + PER_JOINT * (joints + lost / 2) + PER_WORD * len(words):
        forms = {}
    for i, form in forms.items():
        joints += len(form) - len(words[i])
    spaced: list[int] = []
    if always or joints < ENOUGH or PLAIN_SHARE * lost >= joints:
        chunks = [forms.get(i, word) for i, word in enumerate(words)] if forms else words
        spaced, evidence = _find_spaced(chunks)
        if not always and evidence < LEAST_SPACED + PER_JOINT * joints + PER_WORD * len(words):
            spaced = []
    if not forms and not spaced:
        return [], "none"
    letters = list(accumulate(map(len, words), initial=0))
    edits = [edit for i, form in forms.items() for edit in _inserted(letters[i] + i, words[i], form)]
    edits += (Edit(letters[i + 1] + i, " ", ZWNJ) for i in spaced)
    edits.sort()
    return edits, "mixed" if forms and spaced else "glued" if forms else "spaced"


def _find_spaced(chunks: list[str]) -> tuple[list[int], float]:
    """The chunks after which a space should be a joint, and how much that tells against the text; nats."""
    pairs = _pairs()
    ends = list(map(pairs.__getitem__, chunks))
    found: list[int] = []
    evidence = 0.0
    before = ends[0]
    for at, after in enumerate(ends[1:]):
        if is_doubtful(before.precedes, after.follows) or (after.head in _PLURALS and before.tail):
            odds = pairs.weigh(before, after)
            if -SETTLED < odds < SETTLED:
                odds += pairs.weigh_about(*neighbours(chunks, at), before.tail, after.head)
            if odds > 0:
                found.append(at)
                evidence += min(odds, MOST_EVIDENCE)
        before = after
    return found, evidence


def _inserted(start: int, word: str, form: str) -> Iterator[Edit]:
    """The joints of a form that the word, at `start`, lacks; neither has one where the other has another letter."""
    if ZWNJ not in word:
        for part in form.split(ZWNJ)[:-1]:
            start += len(part)
            yield Edit(start, "", ZWNJ)
        return
    at = 0
    for letter in form:
        if at < len(word) and letter == word[at]:
            at += 1
        else:
            yield Edit(start + at, "", ZWNJ)


class _Memo(dict[str, str | None]):
    """From what stands between two spaces to the same with its joints; None where nothing is lacking.

    A word to be looked at again, since it has a rival or stands plainly beside a space, is itself.
    """

    def __init__(self, model: Joints) -> None:
        self.model = model
        self._sureties: dict[str, float] = {}

    def __missing__(self, chunk: str) -> str | None:
        if len(self) > MEMO:
            self.clear()
            self._sureties.clear()
        form: str | None
        if chunk in _PLAINLY_SPACED:
            form = chunk
        elif chunk in self.model.closed:
            form = chunk if chunk in self.model.rivals else None
        else:
            joined = _GLUED.sub(self._form, chunk)
            form = None if joined == chunk else joined
        if len(chunk) <= 2 * LONGEST:
            self[chunk] = form
        return form

    def _form(self, match: re.Match[str]) -> str:
        word = match.group()
        if word in self:
            return self[word] or word
        form, self._sureties[word] = join(word, self.model)
        if word not in self.model.rivals:
            self[word] = None if form == word else form
        return form

    def surety(self, chunk: str) -> float:
        """How much it tells against the text that this stands in it as it does; nats."""
        known = self._sureties.get(chunk)
        if known is None:
            known = sum(self._sureties.get(match.group(), 0.0) for match in _GLUED.finditer(chunk))
        return known


@cache
def _memo() -> _Memo:
    return _Memo(load_joints())


@cache
def _pairs() -> Pairs:
    return Pairs(load_spaces())
