"""Where somebody's words begin and end: how they follow their cue, and what cuts them off.

A `که` clause ends with its sentence or where the narrator's next cue begins a clause of its own; words before a main cue end at the
comma or `و` that parts them; quotation marks that enclose all of a content are left out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from naql.extract.attribution import Attribution
from naql.extract.cues import Cue
from naql.extract.subjects import PRONOUNS
from naql.language.morphology import closes_clause, verb_forms
from naql.text.tokens import Document

QUOTES = {"«": "»", "“": "”", '"': '"', "”": "“"}
OPEN = frozenset(QUOTES)
_ENDS_CLAUSE = frozenset(".،؛!؟")
_CLOSE = frozenset('»”"')
_BETWEEN = frozenset({"،", "و", "؛", "-", "–", "ـ"})


class Edges:
    """The edges of contents in one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.keys = document.keys

    def mode(self, cue: Cue, last: int) -> tuple[str, int]:
        """How the words follow a cue: the mode, and the first token of the content."""
        keys = self.keys
        at = cue.verb_last if cue.shape == "finite" else cue.last
        if cue.shape == "finite" and cue.apart:
            at = cue.verb_last
        if at >= len(keys) or (at >= last and keys[at - 1] not in (":",)):
            return "final", last
        if at >= last:
            return "final", last
        word = keys[at]
        if word == ":":
            nxt = at + 1
            while nxt < len(keys) - 1 and self.stands_alone(nxt):
                nxt += 1
            return ("quote" if nxt < len(keys) and keys[nxt] in OPEN else "colon"), nxt
        if word in OPEN:
            return "quote", at
        if word in ("،", "؛") and at + 1 < last:
            if keys[at + 1] == "که":
                return "that", at + 2
            if keys[at + 1] in OPEN:
                return "quote", at + 1
            return "comma", at + 1
        if word == "که":
            if at + 1 < last and keys[at + 1] in (":", "،"):
                return "that", at + 2
            return "that", at + 1
        if word == "تا":
            return "till", at + 1
        if word == "و":
            return "and", at + 1
        if self.document.tokens[at].kind == "mark" and word in ".!؟?…)":
            return "final", last
        for ahead in range(at, min(last, at + 14)):
            if keys[ahead] == ":":
                return ("quote" if ahead + 1 < len(keys) and keys[ahead + 1] in OPEN else "late"), ahead + 1
            if verb_forms().match(keys, ahead):
                break
        return "bare", at

    def stands_alone(self, at: int) -> bool:
        """Whether a token is a sign alone in its paragraph, such as the emoji that begin a post's lines."""
        begin, end = self.document.paragraphs[self.document.tokens[at].paragraph]
        return end - begin <= 2 and all(self.document.tokens[i].kind == "mark" for i in range(begin, end))

    def trim(self, begin: int, end: int) -> int:
        """Where words end without the commas and joining words at their end."""
        keys = self.keys
        while end > begin and keys[end - 1] in _BETWEEN:
            end -= 1
        return end

    def before(self, cue: Cue, floor: int) -> int:
        """Where the words before a cue end: at the comma or `و` that parts them, the cue's own subject and adverbs left out."""
        keys = self.keys
        at = cue.first
        for back in range(cue.first - 1, max(floor, cue.first - 22), -1):
            if keys[back] in ("،", "؛"):
                return back
            end = closes_clause(keys, back)
            if end is not None and end <= cue.first and not (cue.first - back < 3 and keys[back] in ("شده",)):
                at = end
                break
        while at - 1 > floor and (keys[at - 1] in ("و", "نیز", "همچنین", "هم") or keys[at - 1] in PRONOUNS):
            at -= 1
        return at

    def joint(self, floor: int, cue: Cue) -> int | None:
        """Where a new clause with its own cue begins after a finished one: at `و`, a comma, `اما`."""
        keys = self.keys
        for at in range(cue.first - 1, max(floor + 2, cue.first - 25), -1):
            if keys[at] in ("اما", "ولی", "لیکن"):
                return at
            if keys[at] in ("و", "،", "؛") and self.verb_ends(at):
                return at
        return None

    def verb_ends(self, at: int) -> bool:
        """Whether a finite verb ends right before a token."""
        return any(closes_clause(self.keys, b) == at for b in range(max(0, at - 3), at))

    def clause_end(self, begin: int, limit: int) -> int:
        """Where the first finished clause ends, `و` going on in it."""
        keys = self.keys
        for at in range(begin + 2, limit):
            if keys[at] in ("اما", "ولی", "البته", "لذا", "؛", "بنابراین") and self.verb_ends(at):
                return at
            if (
                keys[at] == "،"
                and self.verb_ends(at)
                and not (at + 1 < limit and keys[at + 1] in ("و", "که", "تا", "اگر", "زیرا", "چون", "چرا", "بلکه"))
            ):
                return at
        return limit

    def phrase_end(self, begin: int, end: int) -> int:
        """Where the noun phrase of an act ends: at the comma before the main clause."""
        keys = self.keys
        commas = [i for i in range(begin, end) if keys[i] == "،"]
        for i in commas:
            if any(verb_forms().match(keys, k) for k in range(i + 1, min(end, i + 12))):
                return i
        return end

    def quote_end(self, begin: int, last: int) -> int:
        """The token after the quotation that opens at `begin`, over sentences if need be; else the sentence's end."""
        keys = self.keys
        close = QUOTES.get(keys[begin], "»")
        depth = 0
        for at in range(begin, min(len(keys), begin + 1500)):
            if keys[at] == keys[begin] and close != keys[begin]:
                depth += 1
            elif keys[at] == close and at > begin:
                depth -= 1
                if depth <= 0:
                    return at + 1
        return last

    def quoted_clause(self, attribution: Attribution) -> Attribution:
        """A clause after `که` that stands whole in quotation marks is quoted."""
        begin, end = attribution.content
        if self.keys[begin] not in OPEN:
            return attribution
        close = self.quote_end(begin, end)
        if close > end or close - begin < 3 or self.keys[close - 1] not in _CLOSE or not set(self.keys[close:end]) <= _ENDS_CLAUSE:
            return attribution
        return replace(attribution, content=(begin + 1, close - 1), kind="quoted")

    def unquoted(self, attribution: Attribution, end: int) -> tuple[Attribution, int]:
        """Leave out quotation marks that enclose all of the content."""
        keys = self.keys
        begin = attribution.content[0]
        if keys[begin] not in OPEN:
            return replace(attribution, content=(begin, end)), end
        sentence_end = self.document.sentence_at(end - 1)[1]
        rest = [k for k in keys[end:sentence_end] if k not in ".،؛!؟)»"]
        if keys[end - 1] in _CLOSE and not rest:
            return replace(attribution, content=(begin + 1, end - 1)), max(end, sentence_end)
        return replace(attribution, content=(begin, sentence_end), kind="reported"), sentence_end

    def leads(self, cue: Cue, last: int) -> bool:
        """Whether a later cue of the same sentence is the narrator's again, so that the words before it end there."""
        if cue.loose or not third_person(cue) or passive(cue):
            return False
        mode = self.mode(cue, last)[0]
        if cue.shape == "participial":
            return self.keys[cue.first - 1] in ("و", "،")
        if cue.shape == "finite":
            return (
                mode in ("colon", "quote")
                or (mode == "that" and "clause" in cue.entry.frames)
                or (
                    mode in ("final", "and")
                    and bool(cue.entry.frames & {"judge", "act", "want"})
                    and cue.form is not None
                    and cue.form.tense == "past"
                )
                or (
                    mode in ("comma", "bare")
                    and cue.entry.noun != ""
                    and "clause" in cue.entry.frames
                    and cue.form is not None
                    and cue.form.tense == "past"
                )
            )
        return False

    def main_after(self, cue: Cue, later: Sequence[Cue], last: int) -> Cue | None:
        """The next cue of the narrator in the sentence, before which the words of this one end."""
        leading = [c for c in later if self.leads(c, last)]
        if cue.shape == "participial":
            return leading[0] if leading else None
        for c in leading:
            mode = self.mode(c, last)[0]
            if mode in ("colon", "quote") and (self.keys[c.first - 1] in _BETWEEN or self.keys[c.first - 2] in _BETWEEN):
                return c
            if c.shape == "finite" and mode in ("that", "colon", "quote") and self.joint(cue.verb_last, c) is not None:
                return c
            if c.shape == "participial" and self.keys[c.first - 1] == "و":
                return None
        return None


def tokens_end_paragraph(document: Document, at: int) -> bool:
    """Whether a token opens a paragraph, so that what introduces it ended the one before."""
    tokens = document.tokens
    return at < len(tokens) and at > 0 and tokens[at].paragraph != tokens[at - 1].paragraph


def third_person(cue: Cue) -> bool:
    """Whether a cue speaks of another; a cue without a verb does."""
    return cue.form is None or cue.form.person[0] == "3"


def passive(cue: Cue) -> bool:
    """Whether a cue's verb is passive."""
    return cue.form is not None and cue.form.tense == "passive"
