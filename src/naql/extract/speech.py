"""Document, cues -> attributions: which words are somebody's, and by which cue.

The narrator of a wire report comes back with a subject and a cue (`وی افزود:`); between two such returns everything belongs to the
speaker. A colon opens a block that runs over sentences and, if it stands at the end of its paragraph, over paragraphs; a `که` clause ends
with its sentence; a participial clause (`با بیان اینکه A، افزود: B`) ends before the main cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from naql.extract.cues import Cue
from naql.extract.subject_tags import lone_subjects
from naql.extract.subjects import PRONOUNS, Subjects
from naql.language.morphology import closes_clause, verb_forms
from naql.model import Kind
from naql.text.tokens import Document

QUOTES = {"«": "»", "“": "”", '"': '"', "”": "“"}
_OPEN = frozenset(QUOTES)
_CLOSE = frozenset('»”"')
_BULLETS = frozenset("-*•–_ـ")
_NO_LABELS = frozenset(
    "خبرگزاری گزارش عکس فیلم ویدئو منبع تاریخ کد به در از با گفتگو گفتوگو یادداشت سرویس گروه نویسنده مترجم خبرنگار انتهای برای متن قیمت جدول تصاویر اینفوگرافیک نتایج نکته".split()
)
_ENDS_HEADING = frozenset("/؛،.؟!:")
_BETWEEN = frozenset({"،", "و", "؛", "-", "–", "ـ"})


@dataclass(frozen=True)
class Attribution:
    """Words attributed to somebody, as token ranges. `cue` is None for a label (`X: …`), whose name is then `subject`.

    `where` is the token at which the narrator speaks (the cue), from which the subject is looked for; `floor` the first token of
    the clause it stands in.
    """

    content: tuple[int, int]
    kind: Kind
    cue: Cue | None
    where: int
    floor: int
    nested: bool = False
    subject: tuple[int, int] | None = None
    after: bool = False


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


class _Reader:
    def __init__(self, document: Document, cues: Sequence[Cue], subjects: Subjects) -> None:
        self.document = document
        self.subjects = subjects
        self.keys = document.keys
        self.cues = cues
        self.found: list[Attribution] = []
        self._asked = False
        paragraph_starts = [f for f, _ in document.paragraphs]
        self._interview = (
            sum(f in paragraph_starts and document.tokens[f].paragraph > 1 and self._asks(f, e) for f, e in document.sentences) >= 3
        )
        labels = [
            document.keys[f : f + 2]
            for f in paragraph_starts
            if f < len(document.tokens) and document.tokens[f].paragraph > 1 and self._labels(f)
        ]
        self._labelled = len(labels) >= 4 and len(set(labels)) < len(labels)
        self._blocks = any(
            c.shape == "finite"
            and _third_person(c)
            and c.verb_last < len(self.keys) - 1
            and self.keys[c.verb_last] == ":"
            and tokens_end_paragraph(document, c.verb_last + 1)
            for c in cues
        )

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

    # a sentence

    def _sentence(self, first: int, last: int, cues: list[Cue], block: _Block | None) -> _Block | None:
        tokens = self.document.tokens
        if block and all(tokens[i].kind == "mark" for i in range(first, last)):
            return block
        if block and first < block.last:
            self._nested(first, last, cues, block)
            return block
        starts_paragraph = first == 0 or tokens[first].paragraph != tokens[first - 1].paragraph
        if self._interview and not self._labelled and (block is None or block.answer):
            if starts_paragraph and self._asks(first, last):
                if block:
                    self._close(block)
                self._asked = True
                return None
            if (
                self._asked
                and block is None
                and not any(c.shape == "finite" and self._mode(c, last)[0] in ("colon", "quote") for c in cues)
            ):
                self._asked = False
                answer = Attribution((first, last), "reported", None, first, first)
                block = _Block(answer, last, tokens[first].paragraph, True, answer=True)
                self._nested(first, last, cues, block)
                return block
        if block and block.answer and self._labelled:
            return self._answer(first, last, cues, block, starts_paragraph)
        narrator = self._narrator_speaks(first, last, cues, block, starts_paragraph)
        if block and not narrator and self._goes_on(block, first, last, starts_paragraph):
            block.last = last
            self._nested(first, last, cues, block)
            return block
        if block:
            self._close(block)
        return self._clauses(first, last, cues, starts_paragraph)

    def _answer(self, first: int, last: int, cues: list[Cue], block: _Block, starts_paragraph: bool) -> _Block | None:
        """In a talk with labels, an answer runs on to the next label, a question or the end of the article."""
        if starts_paragraph and (self._ends_article(first, last) or self._labels(first)):
            self._close(block)
            return self._clauses(first, last, cues, starts_paragraph)
        block.last = last
        self._nested(first, last, cues, block)
        return block

    def _labels(self, first: int) -> bool:
        """Whether a paragraph begins with a short label and a colon, whoever it names."""
        begin, end = self.document.paragraphs[self.document.tokens[first].paragraph]
        colon = next((i for i in range(begin + 1, min(end, begin + 5)) if self.keys[i] == ":"), None)
        return colon is not None and all(self.document.tokens[i].kind == "word" for i in range(begin, colon))

    def _asks(self, first: int, last: int) -> bool:
        """Whether a sentence is an interviewer's question: short, and ends with a question mark."""
        return self.keys[last - 1] == "؟" and 2 < last - first <= 60 and not any(k in (":", "«") for k in self.keys[first:last])

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
            if not _third_person(cue):
                continue
            if cue.shape == "finite" and self._mode(cue, last)[0] in ("colon", "quote") and cue.entry.frames & {"clause", "act", "judge"}:
                return True
            near = cue.first - first <= (12 if starts_paragraph else 5)
            if cue.shape == "participial" and near and (starts_paragraph or keys[first] in PRONOUNS):
                return True
            if cue.shape == "prepositional" and cue.first == first and self.keys[cue.last] in PRONOUNS:
                return True
            if keys[first] in PRONOUNS and cue.shape == "finite" and cue.form and cue.form.tense in ("past", "perfect"):
                return True
            if starts_paragraph and cue.shape == "finite" and cue.form and cue.form.tense == "past" and not _passive(cue):
                return True
        return starts_paragraph and (keys[first] == "به" and first + 1 < last and keys[first + 1] in ("گزارش", "نوشته"))

    # clauses of the narrator's sentence

    def _clauses(self, first: int, last: int, cues: list[Cue], starts_paragraph: bool) -> _Block | None:
        block: _Block | None = None
        label = self._label(first, last, cues, starts_paragraph)
        if label:
            talk = self._labelled and self.document.tokens[first].paragraph > 1
            block = _Block(label, last, self.document.tokens[first].paragraph, talk, answer=talk)
            self._nested(label.content[0], last, cues, block)
            return block
        floor = first
        quoted_until = -1
        for n, cue in enumerate(cues):
            if cue.first < quoted_until:
                continue
            after = self._main_after(cue, cues[n + 1 :], last)
            limit = last
            if after:
                joint = self._joint(cue.verb_last, after) if cue.shape == "finite" else None
                limit = joint if joint is not None else self._before(after, max(floor, cue.last))
                if (
                    cue.shape == "participial"
                    and after.shape == "finite"
                    and (about := self._about(after, cue.last))
                    and about[0] - 1 > cue.last + 1
                ):
                    limit = min(limit, about[0] - 1)
            made = self._attribute(cue, floor, first, last, limit, after)
            if made is None:
                continue
            mode, attribution = made
            floor = max(cue.last, cue.verb_last)
            if mode == "phrase":
                floor = attribution.content[1]
            if mode in ("colon", "quote", "late"):
                end = self._quote_end(attribution.content[0], last) if mode == "quote" else last
                attribution, end = self._unquoted(attribution, end)
                over = tokens_end_paragraph(self.document, attribution.content[0])
                block = _Block(attribution, max(end, attribution.content[1]), self.document.tokens[cue.first].paragraph, over)
                self._nested(attribution.content[0], block.last, list(cues[n + 1 :]), block)
                return block
            self.found.append(attribution)
            if mode in ("that", "bare", "comma"):
                inner = [c for c in cues[n + 1 :] if c.first >= attribution.content[0] and c.last <= attribution.content[1]]
                self._nested(attribution.content[0], attribution.content[1], inner, _Block(attribution, attribution.content[1], 0, False))
                quoted_until = attribution.content[1]
        return None

    def _main_after(self, cue: Cue, later: Sequence[Cue], last: int) -> Cue | None:
        """The next cue of the narrator in the sentence, before which the words of this one end."""
        leading = [c for c in later if self._leads(c, last)]
        if cue.shape == "participial":
            return leading[0] if leading else None
        for c in leading:
            mode = self._mode(c, last)[0]
            if mode in ("colon", "quote") and (self.keys[c.first - 1] in _BETWEEN or self.keys[c.first - 2] in _BETWEEN):
                return c
            if c.shape == "finite" and mode in ("that", "colon", "quote") and self._joint(cue.verb_last, c) is not None:
                return c
            if c.shape == "participial" and self.keys[c.first - 1] == "و":
                return None
        return None

    def _joint(self, floor: int, cue: Cue) -> int | None:
        """Where a new clause with its own cue begins after a finished one: at `و`, a comma, `اما`."""
        keys = self.keys
        for at in range(cue.first - 1, max(floor + 2, cue.first - 25), -1):
            if keys[at] in ("اما", "ولی", "لیکن"):
                return at
            if keys[at] in ("و", "،", "؛") and self._verb_ends(at):
                return at
        return None

    def _verb_ends(self, at: int) -> bool:
        return any(closes_clause(self.keys, b) == at for b in range(max(0, at - 3), at))

    def _leads(self, cue: Cue, last: int) -> bool:
        """Whether a later cue of the same sentence is the narrator's again, so that the words before it end there."""
        if not _third_person(cue) or _passive(cue):
            return False
        mode = self._mode(cue, last)[0]
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

    def _before(self, cue: Cue, floor: int) -> int:
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

    def _mode(self, cue: Cue, last: int) -> tuple[str, int]:
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
            while nxt < len(keys) - 1 and self._bare_mark(nxt):
                nxt += 1
            return ("quote" if nxt < len(keys) and keys[nxt] in _OPEN else "colon"), nxt
        if word in _OPEN:
            return "quote", at
        if word in ("،", "؛") and at + 1 < last:
            if keys[at + 1] == "که":
                return "that", at + 2
            if keys[at + 1] in _OPEN:
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
                return ("quote" if ahead + 1 < len(keys) and keys[ahead + 1] in _OPEN else "late"), ahead + 1
            if verb_forms().match(keys, ahead):
                break
        return "bare", at

    def _bare_mark(self, at: int) -> bool:
        """Whether a token is a sign alone in its paragraph, such as the emoji that begin a post's lines."""
        begin, end = self.document.paragraphs[self.document.tokens[at].paragraph]
        return end - begin <= 2 and all(self.document.tokens[i].kind == "mark" for i in range(begin, end))

    def _attribute(self, cue: Cue, floor: int, first: int, last: int, limit: int, after: Cue | None) -> tuple[str, Attribution] | None:
        keys = self.keys
        if cue.shape == "participial":
            end = self._trim(cue.last, limit)
            if end - cue.last < 1:
                return None
            if not cue.clausal:
                end = self._phrase_end(cue.last, end)
                if end <= cue.last:
                    return None
            kind: Kind = "reported" if cue.clausal else "act"
            return "phrase", Attribution((cue.last, end), kind, cue, cue.first, first)
        if cue.shape == "prepositional":
            begin = self._after_source(cue.last, last)
            if begin is None or limit - begin < 3:
                return None
            return "that", Attribution(
                (begin, self._trim(begin, limit)), "reported", cue, cue.first, first, subject=(cue.last, begin), after=True
            )
        if cue.shape == "noun":
            return self._headed(cue, last)
        form = cue.form
        if (form is not None and cue.entry.frames == {"document"}) or (
            form is not None and _passive(cue) and form.verb in ("گفت", "نوشت", "افزود", "آورد")
        ):
            return self._written(cue, floor, last, limit)
        if form is None or _passive(cue) or (form.tense in ("participle", "subjunctive") and not self._perfect_like(cue, last)):
            return None
        frames = cue.entry.frames
        mode, begin = self._mode(cue, last)
        if mode in ("colon", "quote", "late") and frames & {"clause", "judge", "act", "document", "listing", "request"}:
            if begin >= len(keys) or form.negative:
                return None
            return mode, Attribution((begin, max(begin + 1, last)), "quoted" if mode == "quote" else "reported", cue, cue.first, floor)
        if "want" in frames:
            return self._wanted(cue, floor, last)
        if mode == "that" and frames & {"clause", "act", "document", "request", "shows"} and begin < limit:
            return mode, Attribution((begin, self._trim(begin, limit)), "reported", cue, cue.first, floor)
        if mode == "till" and "request" in frames:
            return mode, Attribution((begin, self._trim(begin, limit)), "reported", cue, cue.first, floor)
        if (
            mode in ("bare", "comma")
            and frames & {"clause", "request"}
            and limit - begin >= 4
            and not form.negative
            and not self._judged_fully(cue, floor)
        ):
            return mode, Attribution((begin, self._trim(begin, limit)), "reported", cue, cue.first, floor)
        if "judge" in frames and mode in ("final", "and", "comma", "bare"):
            judged = self._judged(cue, floor)
            if judged:
                return mode if mode != "bare" else "final", Attribution(judged, "reported", cue, cue.first, floor)
        if frames & {"act"} and mode in ("final", "and", "comma", "bare"):
            about = self._about(cue, floor)
            if about:
                return "final", Attribution(about, "act", cue, cue.first, floor)
        return None

    def _judged_fully(self, cue: Cue, floor: int) -> bool:
        return "judge" in cue.entry.frames and self._judged(cue, floor) is not None

    def _headed(self, cue: Cue, last: int) -> tuple[str, Attribution] | None:
        """`مخالفت X با N`, `ادعای X مبنی بر N`: the speaker follows the noun, the object its preposition."""
        keys = self.keys
        at = cue.last
        speaker = self.subjects.at(at)
        if speaker is not None and speaker.last < last:
            at = speaker.last
        for begin in range(at, min(last - 1, at + (3 if speaker else 9))):
            if keys[begin] not in cue.entry.preps:
                continue
            named = speaker.shown if speaker else (cue.last, begin) if begin > cue.last else None
            start = begin + 1
            if keys[begin] in ("مبنی", "نسبت", "در") and start < last and keys[start] in ("بر", "به", "خصوص", "مورد", "رابطه"):
                start += 1
            if keys[begin] == "مبنی" and keys[start] in ("اینکه", "آنکه"):
                start += 1
            if keys[begin] == "مبنی" and keys[start : start + 2] == ("این", "که"):
                start += 2
            end = next(
                (i for i in range(start, last) if keys[i] in _ENDS_HEADING or (cue.clausal and closes_clause(keys, i) is not None)), last
            )
            if cue.clausal and end < last and keys[end] not in _ENDS_HEADING:
                end = closes_clause(keys, end) or end
            if end - start < 1:
                return None
            return "final", Attribution((start, end), "act", cue, cue.first, cue.first, subject=named, after=True)
        return None

    def _written(self, cue: Cue, floor: int, last: int, limit: int) -> tuple[str, Attribution] | None:
        """`در این بیانیه آمده است: …`, `این گزارش حاکی است که …`: only where a document is named."""
        mode, begin = self._mode(cue, last)
        paper = self.subjects.paper(floor, cue.first)
        named = self.subjects.all(floor, paper.first) if paper else []
        if named and named[-1].kind == "mention" and cue.form is not None and cue.form.verb == "آورد":
            paper = named[-1]
        if paper is None and cue.form is not None and cue.form.verb == "آورد" and mode in ("colon", "quote") and begin < len(self.keys):
            return mode, Attribution((begin, max(begin + 1, last)), "quoted" if mode == "quote" else "reported", cue, cue.first, floor)
        if paper is None or mode in ("final", "and") or begin >= len(self.keys):
            return None
        if mode in ("colon", "quote", "late"):
            return mode, Attribution(
                (begin, max(begin + 1, last)), "quoted" if mode == "quote" else "reported", cue, cue.first, floor, subject=paper.shown
            )
        if limit - begin < 3:
            return None
        return mode, Attribution((begin, self._trim(begin, limit)), "reported", cue, cue.first, floor, subject=paper.shown)

    def _perfect_like(self, cue: Cue, last: int) -> bool:
        """A participle does duty for the perfect (`گفته که …`, `محکوم کرده و …`)."""
        mode = self._mode(cue, last)[0]
        return (
            cue.form is not None
            and cue.form.tense == "participle"
            and (mode in ("colon", "quote", "that") or (mode in ("bare", "comma") and cue.entry.noun != ""))
        )

    def _wanted(self, cue: Cue, floor: int, last: int) -> tuple[str, Attribution] | None:
        if cue.apart or cue.last < cue.verb:
            content = (cue.last, cue.verb)
            short = replace(cue, last=cue.last)
        else:
            content = (cue.verb_last, self._trim(cue.verb_last, last))
            short = cue
        if content[1] <= content[0]:
            return None
        return "final", Attribution(content, "act", short, cue.first, floor)

    def _judged(self, cue: Cue, floor: int) -> tuple[int, int] | None:
        """`X را Y` before a verb of judging."""
        keys = self.keys
        marker = next((i for i in range(cue.first - 1, floor, -1) if keys[i] == "را"), None)
        if marker is None or marker + 1 >= cue.first:
            return None
        begin = self._object_start(floor, marker)
        return (begin, cue.first) if begin < marker else None

    def _about(self, cue: Cue, floor: int) -> tuple[int, int] | None:
        """The noun phrase a speech act is about: after its preposition, or before `را`."""
        keys = self.keys
        if cue.apart:
            begin = cue.last
            if keys[begin] in cue.entry.preps:
                begin += 1
            return (begin, cue.verb) if begin < cue.verb else None
        if keys[cue.first - 1] == "را" and "را" in cue.entry.preps:
            begin = self._object_start(floor, cue.first - 1)
            return (begin, cue.first - 1) if begin < cue.first - 1 else None
        preps = [p for p in cue.entry.preps if p != "را"]
        start = self._subject_end(floor, cue.first)
        for at in range(start, cue.first - 1):
            if keys[at] in preps:
                end = cue.first
                return (at + 1, end) if at + 1 < end else None
        return None

    def _object_start(self, floor: int, marker: int) -> int:
        return self._subject_end(floor, marker)

    def _subject_end(self, floor: int, limit: int) -> int:
        """Where the subject and the adverbs that open a clause end."""
        keys = self.keys
        at = floor
        subject = self.subjects.of(floor, limit)
        if subject and subject.last < limit:
            at = subject.last
        while at < limit and (keys[at] in _BETWEEN or keys[at] in ("همچنین", "نیز", "اما", "هم", "در", "ادامه", "سپس")):
            if keys[at] == "در" and at + 1 < limit and keys[at + 1] not in ("ادامه", "پایان"):
                break
            at += 1
        if at < limit and keys[at] in PRONOUNS:
            at += 1
        while at < limit and keys[at] in ("همچنین", "نیز", "هم", "،"):
            at += 1
        return at

    def _phrase_end(self, begin: int, end: int) -> int:
        """Where the noun phrase of an act ends: at the comma before the main clause."""
        keys = self.keys
        commas = [i for i in range(begin, end) if keys[i] == "،"]
        for i in commas:
            if any(verb_forms().match(keys, k) for k in range(i + 1, min(end, i + 12))):
                return i
        return end

    def _after_source(self, begin: int, last: int) -> int | None:
        """The first token after the name that follows `به گفته`."""
        keys = self.keys
        subject = self.subjects.at(begin)
        if subject and subject.last < last:
            at = subject.last
        else:
            at = next((i + 1 for i in range(begin, min(last, begin + 25)) if keys[i] in ("،", "؛")), begin + 2)
        if at < last and keys[at] in ("،", "؛"):
            at += 1
        return at if at < last else None

    def _trim(self, begin: int, end: int) -> int:
        keys = self.keys
        while end > begin and keys[end - 1] in _BETWEEN:
            end -= 1
        return end

    # quotation marks

    def _quote_end(self, begin: int, last: int) -> int:
        """The token after the quotation that opens at `begin`, over sentences within the next paragraphs if need be; else the sentence's end."""
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

    def _unquoted(self, attribution: Attribution, end: int) -> tuple[Attribution, int]:
        """Leave out quotation marks that enclose all of the content."""
        keys = self.keys
        begin = attribution.content[0]
        if keys[begin] not in _OPEN:
            return replace(attribution, content=(begin, end)), end
        sentence_end = self.document.sentence_at(end - 1)[1]
        rest = [k for k in keys[end:sentence_end] if k not in ".،؛!؟)»"]
        if keys[end - 1] in _CLOSE and not rest:
            return replace(attribution, content=(begin + 1, end - 1)), max(end, sentence_end)
        return replace(attribution, content=(begin, sentence_end), kind="reported"), sentence_end

    # labels and nested speech

    def _label(self, first: int, last: int, cues: list[Cue], starts_paragraph: bool) -> Attribution | None:
        """`X: …` at the head of a title or of an interview's answer."""
        keys = self.keys
        if not starts_paragraph:
            return None
        while first < last and keys[first] in _BULLETS:
            first += 1
        colon = next((i for i in range(first + 1, min(last, first + 16)) if keys[i] == ":"), None)
        if colon is None or colon + 1 >= last or any(c.first < colon and c.shape == "finite" for c in cues):
            return None
        title = self.document.tokens[first].paragraph == 0
        slash = max((i for i in range(first, colon) if keys[i] in ("/", "؛", "!", "؟")), default=None) if title else None
        if slash is not None:
            first = slash + 1
        if first >= colon or keys[first] in _NO_LABELS or any(closes_clause(keys, i) for i in range(first, colon)):
            return None
        subject = self.subjects.at(first)
        begin, end = self.document.paragraphs[self.document.tokens[first].paragraph]
        title = title or (end - begin <= 25 and self.keys[end - 1] not in ".؟!:»" and subject is not None and subject.last == colon)
        known = subject is not None and subject.kind == "mention" and (title or self.subjects.speaks(subject))
        if not known and not (title and colon - first <= 4 and all(self.document.tokens[i].kind == "word" for i in range(first, colon))):
            return None
        name = subject.shown if subject and known else (first, colon)
        return Attribution((colon + 1, last), "reported", None, colon, first, subject=name)

    def _nested(self, first: int, last: int, cues: Sequence[Cue], block: _Block) -> None:
        """Speech inside the words of another: of somebody else than the speaker, told in the past, or of an `according to`."""
        floor = first
        for n, cue in enumerate(cues):
            if cue.first < first or cue.last > last:
                continue
            sentence_end = min(last, self.document.sentence_at(cue.first)[1])
            begin = max(floor, self.document.sentence_at(cue.first)[0])
            after = next((c for c in cues[n + 1 :] if c.first < sentence_end and self._leads(c, sentence_end)), None)
            made = self._attribute(
                cue, begin, begin, sentence_end, self._before(after, max(begin, cue.last)) if after else sentence_end, after
            )
            if made is None or not self._may_nest(cue, made[0], made[1], begin):
                continue
            mode, attribution = made
            if mode in ("colon", "quote", "late"):
                end = self._quote_end(attribution.content[0], sentence_end) if mode == "quote" else sentence_end
                attribution, _ = self._unquoted(attribution, min(end, last))
            end = min(attribution.content[1], last)
            if mode in ("that", "bare", "comma") and cue.shape == "finite":
                end = self._clause_end(attribution.content[0], end)
            content = attribution.content[0], self._trim(attribution.content[0], end)
            if content[1] > content[0]:
                self.found.append(replace(attribution, content=content, nested=True))
                floor = max(cue.last, cue.verb_last)

    def _clause_end(self, begin: int, limit: int) -> int:
        """Where the first finished clause ends, `و` going on in it."""
        keys = self.keys
        for at in range(begin + 2, limit):
            if keys[at] in ("اما", "ولی", "البته", "لذا", "؛", "بنابراین") and self._verb_ends(at):
                return at
            if (
                keys[at] == "،"
                and self._verb_ends(at)
                and not (at + 1 < limit and keys[at + 1] in ("و", "که", "تا", "اگر", "زیرا", "چون", "چرا", "بلکه"))
            ):
                return at
        return limit

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
        end = self._trim(content[0], end)
        if end > content[0]:
            self.found.append(replace(attribution, content=(content[0], end)))


def tokens_end_paragraph(document: Document, at: int) -> bool:
    """Whether a token opens a paragraph, so that what introduces it ended the one before."""
    tokens = document.tokens
    return at < len(tokens) and at > 0 and tokens[at].paragraph != tokens[at - 1].paragraph


def _third_person(cue: Cue) -> bool:
    return cue.form is None or cue.form.person[0] == "3"


def _passive(cue: Cue) -> bool:
    return cue.form is not None and cue.form.tense == "passive"
