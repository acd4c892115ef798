"""Document, cues -> attributions: which words are somebody's, and by which cue.

The narrator of a wire report comes back with a subject and a cue (`وی افزود:`); between two such returns everything belongs to the
speaker. A colon opens a block that runs over sentences and, if it stands at the end of its paragraph, over paragraphs; a `که` clause ends
with its sentence; a participial clause (`با بیان اینکه A، افزود: B`) ends before the main cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from naql.extract.attribution import Attribution
from naql.extract.cues import Cue, Entry
from naql.extract.edges import Edges, passive, third_person, tokens_end_paragraph
from naql.extract.frames import Frames
from naql.extract.limits import Limits
from naql.extract.loose_cues import with_loose_cues
from naql.extract.signs import Opened, Signs
from naql.extract.subject_tags import lone_subjects
from naql.extract.subjects import PRONOUNS, Subjects
from naql.extract.talk import Talk
from naql.extract.weighing import load_judge
from naql.text.tokens import Document


@dataclass
class _Block:
    """Speech that may go on into the next sentences."""

    attribution: Attribution
    last: int
    paragraph: int
    over_paragraphs: bool
    answer: bool = False


def find_attributions(document: Document, cues: Sequence[Cue], subjects: Subjects) -> tuple[Attribution, ...]:
    """Find every attribution, in the order of the text."""
    subjects.learn(lone_subjects(document, cues))
    return _Reader(document, cues, subjects).read()


def _opens_block(document: Document, cue: Cue) -> bool:
    """Whether a cue ends its paragraph with a colon, so that whole paragraphs of speech follow."""
    if cue.shape != "finite" or not third_person(cue) or cue.verb_last >= len(document.keys) - 1:
        return False
    return document.keys[cue.verb_last] == ":" and tokens_end_paragraph(document, cue.verb_last + 1)


class _Reader:
    def __init__(self, document: Document, cues: Sequence[Cue], subjects: Subjects) -> None:
        self.document = document
        self.subjects = subjects
        self.keys = document.keys
        self.cues = with_loose_cues(document, cues)
        self.edges = Edges(document)
        self.frames = Frames(document, subjects, self.edges)
        self.talk = Talk(document, subjects)
        self.signs = Signs(document, subjects, self.edges, cues)
        self.limits = Limits(document, subjects, self.edges, self.signs)
        self.judge = load_judge()
        self.found: list[Attribution] = []
        self._asked = False
        self._blocks = any(_opens_block(document, cue) for cue in cues)

    def read(self) -> tuple[Attribution, ...]:
        at = 0
        block: _Block | None = None
        for first, last in self.document.sentences:
            here: list[Cue] = []
            while at < len(self.cues) and self.cues[at].first < last:
                here.append(self.cues[at])
                at += 1
            block = self._sentence(first, last, here, block)
        if block:
            self._close(block)
        return tuple(sorted(self.found, key=lambda a: (a.content[0], -a.content[1])))

    def _sentence(self, first: int, last: int, cues: list[Cue], block: _Block | None) -> _Block | None:
        tokens = self.document.tokens
        if block and all(tokens[i].kind == "mark" for i in range(first, last)):
            return block
        starts_paragraph = first == 0 or tokens[first].paragraph != tokens[first - 1].paragraph
        asking = self.talk.interview and not self.talk.labelled and (block is None or block.answer or block.over_paragraphs)
        if asking and starts_paragraph and self.talk.asks(first, last):
            if block and block.attribution.content[0] < first:
                self._close(block)
            self._asked = True
            return None
        if block and first < block.last:
            self._nested(first, last, cues, block)
            return block
        if asking and self._asked and block is None and not self._cued(last, cues):
            self._asked = False
            block = _Block(Attribution((first, last), "reported", None, first, first), last, tokens[first].paragraph, True, answer=True)
            self._nested(first, last, cues, block)
            return block
        if block and block.answer and self.talk.labelled:
            return self._answer(first, last, cues, block, starts_paragraph)
        if block and self._belongs(block, first, last, cues, starts_paragraph):
            block.last = last
            self._nested(first, last, cues, block)
            return block
        if block:
            self._close(block)
        return self._clauses(first, last, cues, starts_paragraph)

    def _cued(self, last: int, cues: list[Cue]) -> bool:
        """Whether a sentence brings speech with a colon or in quotation marks."""
        return any(c.shape == "finite" and not c.loose and self.edges.mode(c, last)[0] in ("colon", "quote") for c in cues)

    def _answer(self, first: int, last: int, cues: list[Cue], block: _Block, starts_paragraph: bool) -> _Block | None:
        """In a talk with labels, an answer runs on to the next label, a question or the end of the article."""
        if starts_paragraph and (self._ends_article(first, last) or self.talk.labels(first)):
            self._close(block)
            return self._clauses(first, last, cues, starts_paragraph)
        block.last = last
        self._nested(first, last, cues, block)
        return block

    def _belongs(self, block: _Block, first: int, last: int, cues: list[Cue], starts_paragraph: bool) -> bool:
        """Whether a sentence still belongs to the words of the block before it."""
        narrator = self._narrator_speaks(first, last, cues, block, starts_paragraph)
        may = self._goes_on(block, first, last, starts_paragraph)
        if (narrator and (not may or (starts_paragraph and self._takes_over(block, first, last, cues)))) or (
            starts_paragraph and self._ends_article(first, last)
        ):
            return False
        ruled, how = may and not narrator, ("n" if narrator else "-") + ("g" if may else "-")
        opened = Opened(block.attribution, block.paragraph, block.over_paragraphs, how)
        return self.judge.says("goes on", block.attribution, first, self.signs.goes_on(opened, first, last, cues), ruled)

    def _takes_over(self, block: _Block, first: int, last: int, cues: list[Cue]) -> bool:
        """Whether a speaker at the head of a sentence shows the narrator's voice; a paper or an outlet's piece may have that too."""
        told = block.attribution.cue
        if told is None or told.entry.frames & {"document", "listing"} or (told.form and told.form.verb == "نوشت"):
            return False
        cue = next((c for c in cues if third_person(c) and not c.loose and c.shape != "prepositional"), None)
        speaker = self.subjects.tagged(first, cue.first) if cue else None
        return speaker is not None and speaker.first - first <= 1

    def _goes_on(self, block: _Block, first: int, last: int, starts_paragraph: bool) -> bool:
        if not starts_paragraph:
            return block.attribution.kind != "quoted"
        if self._ends_article(first, last):
            return False
        if block.paragraph == 0 or self.document.tokens[first].paragraph == 1:
            return False  # what a headline says ends with it, and a lead is the narrator's
        if block.over_paragraphs or self.document.tokens[first].paragraph > block.paragraph + 1:
            return True
        if self._speaks_on(first):
            return True
        return self.keys[first] in ("-", "*", "•", "–", "_", "ـ")

    def _speaks_on(self, first: int) -> bool:
        """Whether a paragraph without a cue sounds like the speaker's: a whole one, in an article that has blocks of speech."""
        begin, end = self.document.paragraphs[self.document.tokens[first].paragraph]
        if end - begin < 12 or self.keys[end - 1] not in (".", "؟", "!", "»"):
            return False
        return self._blocks

    def _ends_article(self, first: int, last: int) -> bool:
        keys = self.keys
        return (keys[first] == "انتهای" and first + 1 < last and keys[first + 1] == "پیام") or (
            last - first <= 3 and all(self.document.tokens[i].kind != "word" for i in range(first, last))
        )

    def _narrator_speaks(self, first: int, last: int, cues: list[Cue], block: _Block | None, starts_paragraph: bool) -> bool:
        """Whether the narrator is heard in this sentence, and not only the speaker of the block before it."""
        keys = self.keys
        if block is None:
            return True
        for cue in cues:
            if not third_person(cue) or cue.loose:
                continue
            if (
                cue.shape == "finite"
                and self.edges.mode(cue, last)[0] in ("colon", "quote")
                and cue.entry.frames & {"clause", "act", "judge"}
            ):
                return True
            near = cue.first - first <= (12 if starts_paragraph else 5)
            if cue.shape == "participial" and near and (starts_paragraph or keys[first] in PRONOUNS):
                return True
            if cue.shape == "prepositional" and cue.first == first and self.keys[cue.last] in PRONOUNS:
                return True
            if keys[first] in PRONOUNS and cue.shape == "finite" and cue.form and cue.form.tense in ("past", "perfect"):
                return True
            if starts_paragraph and cue.shape == "finite" and cue.form and cue.form.tense == "past" and not passive(cue):
                return True
        return starts_paragraph and (keys[first] == "به" and first + 1 < last and keys[first + 1] in ("گزارش", "نوشته"))

    def _clauses(self, first: int, last: int, cues: list[Cue], starts_paragraph: bool) -> _Block | None:
        block: _Block | None = None
        label = self.talk.label(first, last, cues, starts_paragraph)
        if label:
            talk = self.talk.labelled and self.document.tokens[first].paragraph > 1
            alone = label.content[0] == last
            block = _Block(label, max(last, label.content[1]), self.document.tokens[label.content[0]].paragraph, talk or alone, answer=talk)
            self._nested(label.content[0], last, cues, block)
            return block
        floor = first
        quoted_until = -1
        for n, cue in enumerate(cues):
            if cue.first < quoted_until:
                continue
            after = self.edges.main_after(cue, cues[n + 1 :], last)
            limit = last
            if after:
                joint = self.edges.joint(cue.verb_last, after) if cue.shape == "finite" else None
                limit = joint if joint is not None else self.edges.before(after, max(floor, cue.last))
                if (
                    cue.shape == "participial"
                    and after.shape == "finite"
                    and (about := self.frames.about(after, cue.last))
                    and about[0] - 1 > cue.last + 1
                ):
                    limit = min(limit, about[0] - 1)
            made = self._taken(self.frames.proposals(cue, floor, first, last, limit), not cue.loose, None)
            if made is None:
                continue
            mode, attribution = made
            attribution = self._ended(mode, attribution, last, cues[n + 1 :], nested=False)
            floor = max(cue.last, cue.verb_last)
            if mode == "phrase":
                floor = attribution.content[1]
            if mode in ("colon", "quote", "late"):
                end = self.edges.quote_end(attribution.content[0], last) if mode == "quote" else last
                attribution, end = self.edges.unquoted(attribution, end)
                over = tokens_end_paragraph(self.document, attribution.content[0])
                block = _Block(attribution, max(end, attribution.content[1]), self.document.tokens[cue.first].paragraph, over)
                self._nested(attribution.content[0], block.last, list(cues[n + 1 :]), block)
                return block
            self._found(attribution)
            if mode in ("that", "bare", "comma"):
                inner = [c for c in cues[n + 1 :] if c.first >= attribution.content[0] and c.last <= attribution.content[1]]
                self._nested(attribution.content[0], attribution.content[1], inner, _Block(attribution, attribution.content[1], 0, False))
                quoted_until = attribution.content[1]
        return None

    def _nested(self, first: int, last: int, cues: Sequence[Cue], block: _Block) -> None:
        """Speech inside the words of another: of somebody else than the speaker, told in the past, or of an `according to`."""
        floor = first
        for n, cue in enumerate(cues):
            if cue.first < first or cue.last > last:
                continue
            sentence_end = min(last, self.document.sentence_at(cue.first)[1])
            begin = max(floor, self.document.sentence_at(cue.first)[0])
            after = next((c for c in cues[n + 1 :] if c.first < sentence_end and self.edges.leads(c, sentence_end)), None)
            limit = self.edges.before(after, max(begin, cue.last)) if after else sentence_end
            proposed = self.frames.proposals(cue, begin, begin, sentence_end, limit)
            ruled = bool(proposed) and not cue.loose and self._may_nest(cue, *proposed[0], begin)
            made = self._taken(proposed, ruled, block.attribution)
            if made is None:
                continue
            mode, attribution = made
            if mode in ("colon", "quote", "late"):
                end = self.edges.quote_end(attribution.content[0], sentence_end) if mode == "quote" else sentence_end
                attribution, _ = self.edges.unquoted(attribution, min(end, last))
            end = min(attribution.content[1], last)
            if mode in ("that", "bare", "comma") and cue.shape == "finite":
                end = self.edges.clause_end(attribution.content[0], end)
            attribution = replace(attribution, content=(attribution.content[0], max(end, attribution.content[0] + 1)))
            attribution = self._ended(mode, attribution, sentence_end, cues[n + 1 :], nested=True)
            end = min(attribution.content[1], last)
            content = attribution.content[0], self.edges.trim(attribution.content[0], end)
            if content[1] > content[0]:
                self.found.append(replace(attribution, content=content, nested=True))
                floor = max(cue.last, cue.verb_last)

    def _ended(self, mode: str, attribution: Attribution, last: int, later: Sequence[Cue], nested: bool) -> Attribution:
        """Words with their end, where a clause or a participial phrase may end before `last`."""
        if mode == "that":
            attribution = self.edges.quoted_clause(attribution)
        if attribution.kind == "quoted" or mode not in ("that", "bare", "comma", "till", "phrase"):
            return attribution
        if mode == "phrase":
            paired = (c.first for c in later if c.paired)
            last = min(last, next(paired, last))
        begin, end = attribution.content
        options = self.limits.ends(attribution, mode, nested, last, later)
        return replace(attribution, content=(begin, self.judge.chooses("end", attribution, options, end)))

    def _begun(self, mode: str, attribution: Attribution) -> Attribution:
        """Words with their beginning, where they are the object before a finite cue."""
        begin, end = attribution.content
        cue = attribution.cue
        if mode not in ("final", "and") or cue is None or cue.shape != "finite" or end > cue.first:
            return attribution
        return replace(attribution, content=(self.judge.chooses("start", attribution, self.limits.starts(attribution), begin), end))

    def _taken(
        self, proposed: Sequence[tuple[str, Attribution]], ruled: bool, around: Attribution | None
    ) -> tuple[str, Attribution] | None:
        """The likeliest of what a cue may bring; None where it brings nothing. What the rules take is the first, if `ruled`."""
        best: tuple[float, tuple[str, Attribution]] | None = None
        for n, (mode, given) in enumerate(proposed):
            attribution = self._begun(mode, given)
            signs = self.signs.keep(attribution, mode, ruled and n == 0, around, n)
            sure = attribution.cue is not None and attribution.cue.paired
            if not self.judge.says("keep", attribution, attribution.where, signs, ruled and n == 0) and not sure:
                continue
            weight = self.judge.weigh("keep", signs) if len(proposed) > 1 else 0.0
            if best is None or weight > best[0]:
                best = weight, (mode, attribution)
        return best[1] if best else None

    def _may_nest(self, cue: Cue, mode: str, attribution: Attribution, floor: int) -> bool:
        form = cue.form
        if cue.shape == "prepositional" or (cue.shape == "noun" and cue.clausal):
            return True
        if (
            form is None
            or form.negative
            or form.person in ("1s", "2s", "2p")
            or (form.verb in ("دانست", "بود") and form.tense == "present")
        ):
            return False
        if cue.entry.frames & {"shows"} or (form.verb in ("خواست", "دانست", "خواند") and form.tense in ("present", "participle")):
            return False
        told = form.tense in ("past", "perfect", "pluperfect", "imperfect")
        if mode in ("that", "colon", "quote", "late"):
            return told or mode == "quote"
        if mode in ("bare", "comma"):
            return told
        return form.tense == "past" and form.person[0] == "3" and bool(self.subjects.all(floor, cue.first))

    def _close(self, block: _Block) -> None:
        attribution = block.attribution
        content = attribution.content
        end = content[1] if attribution.kind == "quoted" else max(content[1], block.last)
        end = self.edges.trim(content[0], end)
        if end > content[0]:
            self._found(replace(attribution, content=(content[0], end)))

    def _found(self, attribution: Attribution) -> None:
        """Keep words of the narrator's; where an outlet has them from another (`X به نقل از Y نوشت`), they are the other's too."""
        self.found.append(attribution)
        cue = attribution.cue
        if cue is None or cue.shape != "finite" or attribution.kind == "act" or attribution.content[0] < cue.first:
            return
        first = self.document.sentence_at(cue.first)[0]
        at = next((i for i in range(cue.first - 2, first + 1, -1) if self.keys[i - 2 : i + 1] == ("به", "نقل", "از")), None)
        if at is None or cue.first - at > 12 or any(self.document.tokens[i].kind == "mark" for i in range(at + 1, cue.first)):
            return
        if self.keys[first] == "به" or self.subjects.of(first, at - 2) is None:
            return
        entry = Entry("بهنقلاز", frozenset({"clause"}), (), "neutral")
        from_whom = Cue(at - 2, at + 1, "prepositional", entry)
        self.found.append(replace(attribution, cue=from_whom, nested=True, subject=(at + 1, cue.first), after=True))
