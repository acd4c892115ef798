"""What can be seen at a place where a decision about speech is made, as signs: short strings that name a thing seen.

The weights of the signs are learned (`weighing.py`); nothing here decides. A sign reads `name=value`, values joined by `|`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from naql.extract.attribution import Attribution
from naql.extract.cues import Cue
from naql.extract.edges import OPEN, Edges, third_person
from naql.extract.subjects import PRONOUNS, Subject, Subjects
from naql.language.morphology import Form, verb_places
from naql.text.tokens import Document

_MODALS = frozenset("باید نباید بایست میتوان نمیتوان میبایست بتوان".split())
"""What makes the short infinitive behind it no past: `باید نشان داد`."""
_SHORT = 14
"""Words back from the end of a sentence in which its modal stands."""
_MANY = 4
_PRESS = frozenset("روزنامه خبرگزاری سایت وبسایت پایگاه شبکه هفتهنامه نشریه وبگاه تارنما رسانه مجله کیهان".split())


@dataclass(frozen=True)
class Opened:
    """Words that may go on: their attribution, the paragraph of their cue, whether the cue ended it, what the rules say (`ruled`)."""

    attribution: Attribution
    paragraph: int
    over: bool
    ruled: str


class Signs:
    """Reads the signs of one document."""

    def __init__(self, document: Document, subjects: Subjects, edges: Edges, cues: Sequence[Cue]) -> None:
        self.document = document
        self.keys = document.keys
        self.subjects = subjects
        self.edges = edges
        colons = [c for c in cues if c.shape == "finite" and third_person(c) and self.keys[c.verb_last : c.verb_last + 1] == (":",)]
        paragraphs = {document.tokens[c.first].paragraph for c in colons}
        ends = sum(self.keys[c.verb_last] == ":" and self._parted(c.verb_last + 1) for c in colons)
        self._returns = sorted(paragraphs)
        self._style = f"{min(ends, 2)}{min(len(colons) - ends, 2)}"
        self._verbs = verb_places(self.keys, 0, len(self.keys))
        self._verb_starts = [first for first, _, _ in self._verbs]

    def _parted(self, at: int) -> bool:
        """Whether a paragraph begins at a token."""
        tokens = self.document.tokens
        return 0 < at < len(tokens) and tokens[at].paragraph != tokens[at - 1].paragraph

    def verbs(self, first: int, last: int) -> list[tuple[int, int, Form]]:
        """The finite verbs between two tokens: where each begins, the token after it, what it is."""
        return self._verbs[bisect_left(self._verb_starts, first) : bisect_left(self._verb_starts, last)]

    def noun(self, cue: Cue | None) -> str:
        """A cue by its noun, its verb, or the words of its preposition."""
        if cue is None:
            return "label"
        if cue.shape == "prepositional":
            return "".join(self.keys[cue.first : cue.last])
        return cue.entry.noun or (cue.form.verb if cue.form else cue.shape)

    def goes_on(self, opened: Opened, first: int, last: int, cues: Sequence[Cue]) -> list[str]:
        """Signs for whether a sentence still belongs to the words opened before it."""
        tokens = self.document.tokens
        starts = first == 0 or self._parted(first)
        where = ("title" if opened.paragraph == 0 else "lead" if opened.paragraph == 1 else "body") if starts else "within"
        return [
            *self._block_signs(opened, tokens[first].paragraph, where),
            *self._sentence_signs(first, last, where),
            *self._paragraph_signs(first, where, opened.over),
            *self._told(first, last, cues, starts),
            *self._teller_signs(opened, first, last, cues, where),
        ]

    def _teller_signs(self, opened: Opened, first: int, last: int, cues: Sequence[Cue], where: str) -> list[str]:
        """Whether a speaker is named before the first cue of another, and whether that cue ends its clause."""
        cue = next((c for c in cues if first <= c.first < last and third_person(c) and not c.loose and c.shape != "prepositional"), None)
        if cue is None:
            return [f"teller=none|{where}|{opened.ruled}"]
        speaker = self.subjects.tagged(first, cue.first)
        who = _sort(speaker) + ("" if speaker is None else "^" if speaker.first - first <= 1 else "-")
        mode = self.edges.mode(cue, last)[0]
        block = opened.attribution.cue
        sort = "label" if block is None else "paper" if block.entry.frames & {"document", "listing"} else "person"
        return [
            f"tellerk={who}|{sort}|{where}",
            f"paper={sort}|{opened.ruled}|{where}",
            f"teller={who}|{where}|{opened.ruled}",
            f"tellerm={who}|{cue.shape}|{mode}|{where}",
            f"tellero={who}|{where}|{opened.over}",
        ]

    def _block_signs(self, opened: Opened, paragraph: int, where: str) -> list[str]:
        kind = opened.attribution.kind[:1] + ("o" if opened.over else "-") + self.noun(opened.attribution.cue)
        since = paragraph - opened.paragraph
        press = self._press(opened.attribution)
        later = next((p - paragraph for p in self._returns if p > paragraph), 0)
        return [
            f"r={opened.ruled}",
            f"r={opened.ruled}|{where}",
            f"rk={opened.ruled}|{kind}|{where}",
            f"ro={opened.ruled}|{opened.over}|{where}",
            f"rs={opened.ruled}|{self._style}|{where}",
            f"ws={where}|{self._style}",
            f"wso={where}|{self._style}|{opened.over}|{min(since, 3)}",
            f"since={where}|{min(since, _MANY)}",
            f"k={kind}|{where}",
            f"press={press}|{where}|{opened.over}|{min(opened.paragraph, 3)}",
            f"pressr={press}|{opened.ruled}|{where}",
            f"later={min(later, _MANY)}|{where}",
            f"tail={min(len(self.document.paragraphs) - paragraph, _MANY)}|{where}",
        ]

    def _sentence_signs(self, first: int, last: int, where: str) -> list[str]:
        keys, starts = self.keys, where != "within"
        verbs = [form for _, _, form in self.verbs(first, last)]
        modal = bool(verbs) and verbs[-1].tense == "past" and not _MODALS.isdisjoint(keys[max(first, last - _SHORT) : last])
        persons = {v.person[0] for v in verbs if v.tense != "participle"}
        subject = self.subjects.at_head(first, last)
        return [
            f"w={keys[first]}|{starts}",
            "w2=" + "|".join(keys[first : first + 2]),
            "w3=" + "|".join(keys[first : first + 3]),
            f"t={'modal' if modal else verbs[-1].tense if verbs else 'none'}|{starts}",
            f"e={keys[last - 1]}|{starts}",
            f"pe={keys[first - 1]}|{starts}",
            f"len={min((last - first) // 8, _MANY)}|{where}",
            f"1={'1' in persons}|{starts}",
            f"2={'2' in persons}",
            f"open={keys[first] in OPEN}|{where}",
            f"head={subject.kind if subject else 'pron' if keys[first] in PRONOUNS else 'none'}|{where}",
        ]

    def _paragraph_signs(self, first: int, where: str, over: bool) -> list[str]:
        begin, end = self.document.paragraphs[self.document.tokens[first].paragraph]
        return [
            f"plen={min((end - begin) // 15, _MANY)}|{where}",
            f"pend={self.keys[end - 1]}|{where}",
            f"cut={self.document.tokens[first - 1].kind != 'mark'}|{where}|{over}",
        ]

    def _told(self, first: int, last: int, cues: Sequence[Cue], starts: bool) -> list[str]:
        """The cues of a sentence."""
        out = []
        for cue in cues:
            if cue.first < first or cue.first >= last or cue.loose:
                continue
            mode, form = self.edges.mode(cue, last)[0], cue.form
            shape = cue.shape[:2] + (form.tense[:4] + form.person if form else "")
            near = "head" if cue.first == first else "near" if cue.first - first <= 5 else "far"
            out += [f"c={shape}|{mode}", f"cn={shape}|{mode}|{near}|{starts}", f"cw={self.noun(cue)}|{mode}"]
        return out or [f"c=none|{starts}"]

    def _press(self, attribution: Attribution) -> str:
        """Whether an outlet speaks, and whether it writes."""
        cue = attribution.cue
        if cue is None:
            return "-"
        first = self.document.sentence_at(cue.first)[0]
        outlet = not _PRESS.isdisjoint(self.keys[first : cue.first]) or any(self.subjects.is_cited(i) for i in range(first, cue.first))
        return ("p" if outlet else "-") + ("w" if cue.form and cue.form.verb == "نوشت" else "-")

    def keep(self, attribution: Attribution, mode: str, ruled: bool, around: Attribution | None, nth: int = 0) -> list[str]:
        """Signs for whether a cue brings words of somebody at all; `around` are the words it stands in, None for the narrator's.

        `nth` is its place among what the cue may bring.
        """
        cue = attribution.cue
        if cue is None:
            return ["label"]
        nest = ("N" if around else "O") + attribution.kind[:1]
        real = self.edges.mode(cue, self.document.sentence_at(cue.first)[1])[0]
        signs = [
            f"r={nest}{ruled}",
            f"nth={nth}|{nest}|{real}",
            f"real={real}|{nest}|{self.noun(cue)}",
            *self._cue_signs(cue, mode, nest, ruled),
            *self._clause_signs(cue, attribution.floor, mode, nest),
            *self._content_signs(attribution, mode, nest),
            *self._speaker_signs(cue, attribution.floor, mode, nest),
        ]
        if cue.shape == "prepositional":
            signs += self._opener_signs(cue, attribution)
        if around is not None:
            signs.append(f"in={self.noun(around.cue)}|{mode}")
        return signs

    def _cue_signs(self, cue: Cue, mode: str, nest: str, ruled: bool) -> list[str]:
        form, word = cue.form, self.noun(cue)
        shape = cue.shape[:2] + (form.tense + form.person + ("-" if form.negative else "") if form else "")
        tagged = self.subjects.tagged(self.document.sentence_at(cue.first)[0], cue.first) is not None
        return [
            f"rs={nest}{ruled}|{shape}|{mode}",
            f"m={nest}|{mode}",
            f"s={nest}|{shape}",
            f"w={nest}|{word}",
            f"v={nest}|{form.verb if form else '-'}",
            f"wm={word}|{mode}|{nest}",
            f"ws={word}|{shape}",
            f"wsm={word}|{shape}|{mode}|{nest[0]}",
            f"tag={nest}{tagged}|{shape}",
            f"p={nest}{min(self.document.tokens[cue.first].paragraph, 2)}|{mode}",
            f"apart={nest}{cue.apart}{cue.loose}",
            f"l={nest}{cue.loose}|{word}|{cue.shape}",
            f"stance={cue.entry.stance}|{nest}|{shape}",
            f"preps={'.'.join(cue.entry.preps[:2])}|{nest}|{cue.shape}",
        ]

    def _clause_signs(self, cue: Cue, floor: int, mode: str, nest: str) -> list[str]:
        keys, word = self.keys, self.noun(cue)
        sentence = self.document.sentence_at(cue.first)[0]
        end = cue.verb_last if cue.shape == "finite" else cue.last
        before = keys[cue.first - 1] if cue.first > sentence else "^"
        after = keys[end] if end < len(keys) else "$"
        that = next((cue.first - i for i in range(cue.first - 1, max(sentence, cue.first - 12) - 1, -1) if keys[i] == "که"), 0)
        return [
            f"b={nest}|{before}",
            f"bw={word}|{before}",
            f"a={nest}|{after}",
            f"aw={word}|{after}",
            f"o={nest}|{keys[floor] if floor < cue.first else '^'}",
            f"that={nest}|{min(that, 3)}|{mode}",
        ]

    def _content_signs(self, attribution: Attribution, mode: str, nest: str) -> list[str]:
        begin, end = attribution.content
        return [
            f"len={nest}|{min(end - begin, 12) // 2}|{mode}",
            f"verbs={nest}|{min(len(self.verbs(begin, end)), 3)}|{mode}",
            f"first={nest}|{self.keys[begin]}",
        ]

    def _speaker_signs(self, cue: Cue, floor: int, mode: str, nest: str) -> list[str]:
        subject = self.subjects.of(floor, cue.first) if cue.first > floor else None
        sentence = self.document.sentence_at(cue.first)[0]
        inherited = subject is None and nest[0] == "O" and sentence < floor and self.subjects.of(sentence, floor) is not None
        who = "inherited" if inherited else _sort(subject)
        tense = cue.form.tense + cue.form.person if cue.form else cue.shape
        signs = [f"who={nest}|{who}|{mode}", f"whos={nest}|{who}|{tense}", f"near={nest}|{min(cue.first - floor, 9) // 3}|{who}"]
        if subject is not None:
            signs += [f"sub={nest}|{self.keys[subject.first]}", f"gap={nest}|{min(cue.first - subject.last, 6)}|{mode}"]
        return signs

    def _opener_signs(self, cue: Cue, attribution: Attribution) -> list[str]:
        """Signs of what follows `به گفته`, `طبق`."""
        word = self.noun(cue)
        sort = word if "loose" in cue.entry.frames else "sure"
        kind = _sort(self.subjects.at(cue.last))
        parted = self.keys[attribution.content[0] - 1]
        return [
            f"of={sort}|{kind}",
            f"of1={self.keys[cue.last]}",
            f"ofw={sort}|{self.keys[cue.last]}",
            f"cited={sort}|{self.subjects.is_cited(cue.last)}|{min(self.document.tokens[cue.first].paragraph, 2)}",
            f"parted={sort}|{parted if parted in ('،', '؛', ':') else '-'}|{kind}",
            f"head={sort}|{cue.first == self.document.sentence_at(cue.first)[0]}",
        ]


def _sort(subject: Subject | None) -> str:
    """What a subject is: a pronoun, or a mention of some type, with a name or without."""
    if subject is None:
        return "none"
    return subject.kind if subject.mention is None else f"{subject.mention.type}{subject.mention.name is not None}"
