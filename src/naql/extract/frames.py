"""What a cue takes: a clause, a judgement (`X را Y دانست`), an act (`از N خبر داد`), a wish (`خواستار N شد`), a document's
words, the object of a heading's noun.
"""

from __future__ import annotations

from dataclasses import replace

from naql.extract.attribution import Attribution
from naql.extract.cues import Cue
from naql.extract.edges import Edges, passive
from naql.extract.subjects import PRONOUNS, Subjects
from naql.language.morphology import closes_clause
from naql.model import Kind
from naql.text.tokens import Document

_ACCOUNTS = frozenset("گزارشی گزارش توضیحاتی توضیحات آماری آمار تحلیلی شرحی".split())
_GIVEN = frozenset({"ارائه", "ارایه"})
_ENDS_HEADING = frozenset("/؛،.؟!:")
_BETWEEN = frozenset({"،", "و", "؛", "-", "–", "ـ"})


class Frames:
    """Reads the content of a cue by the frames its entry names."""

    def __init__(self, document: Document, subjects: Subjects, edges: Edges) -> None:
        self.document = document
        self.keys = document.keys
        self.subjects = subjects
        self.edges = edges

    def attribute(self, cue: Cue, floor: int, first: int, last: int, limit: int, after: Cue | None) -> tuple[str, Attribution] | None:
        """What a cue attributes, and how the words follow it (its mode); None where it introduces nothing.

        Its clause begins at `floor`, its sentence is `[first, last)`, its words end at `limit`, before the next cue `after`.
        """
        keys = self.keys
        if cue.shape == "participial":
            end = self.edges.trim(cue.last, limit)
            if end - cue.last < 1:
                return None
            if not cue.clausal:
                end = self.edges.phrase_end(cue.last, end)
                if end <= cue.last:
                    return None
            kind: Kind = "reported" if cue.clausal else "act"
            return "phrase", Attribution((cue.last, end), kind, cue, cue.first, first)
        if cue.shape == "prepositional":
            begin = self._after_source(cue.last, last)
            if begin is None or limit - begin < 3:
                return None
            return "that", Attribution(
                (begin, self.edges.trim(begin, limit)), "reported", cue, cue.first, first, subject=(cue.last, begin), after=True
            )
        if cue.shape == "noun":
            return self._headed(cue, last)
        form = cue.form
        if (form is not None and cue.entry.frames == {"document"}) or (
            form is not None and passive(cue) and form.verb in ("گفت", "نوشت", "افزود", "آورد")
        ):
            return self._written(cue, floor, last, limit)
        if form is None or passive(cue) or form.tense == "subjunctive":
            return None
        frames = cue.entry.frames
        mode, begin = self.edges.mode(cue, last)
        if mode in ("colon", "quote", "late") and frames & {"clause", "judge", "act", "document", "listing", "request"}:
            if begin >= len(keys) or form.negative:
                return None
            return mode, Attribution((begin, max(begin + 1, last)), "quoted" if mode == "quote" else "reported", cue, cue.first, floor)
        if "want" in frames:
            return self._wanted(cue, floor, last)
        if mode == "that" and frames & {"clause", "act", "document", "request", "shows"} and begin < limit:
            return mode, Attribution((begin, self.edges.trim(begin, limit)), "reported", cue, cue.first, floor)
        if mode == "till" and "request" in frames:
            return mode, Attribution((begin, self.edges.trim(begin, limit)), "reported", cue, cue.first, floor)
        if (
            mode in ("bare", "comma")
            and frames & {"clause", "request"}
            and limit - begin >= 4
            and not form.negative
            and not self._judged_fully(cue, floor)
        ):
            return mode, Attribution((begin, self.edges.trim(begin, limit)), "reported", cue, cue.first, floor)
        if "judge" in frames and mode in ("final", "and", "comma", "bare"):
            judged = self._judged(cue, floor)
            if judged:
                return mode if mode != "bare" else "final", Attribution(judged, "reported", cue, cue.first, floor)
        if frames & {"act"} and mode in ("final", "and", "comma", "bare"):
            about = self.about(cue, floor)
            if about:
                return "final", Attribution(about, "act", cue, cue.first, floor)
            return self._account(cue, floor)
        return None

    def _account(self, cue: Cue, floor: int) -> tuple[str, Attribution] | None:
        """`گزارشی از N ارائه کرد`: the noun of the account is the cue, its object what the account is of."""
        if cue.entry.noun not in _GIVEN:
            return None
        for at in range(cue.first - 2, floor, -1):
            if self.keys[at] in ("از", "درباره") and self.keys[at - 1] in _ACCOUNTS:
                named = replace(cue, first=at - 1, last=at)
                return "final", Attribution((at + 1, cue.first), "act", named, at - 1, floor)
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
        mode, begin = self.edges.mode(cue, last)
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
        return mode, Attribution((begin, self.edges.trim(begin, limit)), "reported", cue, cue.first, floor, subject=paper.shown)

    def _wanted(self, cue: Cue, floor: int, last: int) -> tuple[str, Attribution] | None:
        if cue.apart or cue.last < cue.verb:
            content = (cue.last, cue.verb)
            short = replace(cue, last=cue.last)
        else:
            content = (cue.verb_last, self.edges.trim(cue.verb_last, last))
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

    def about(self, cue: Cue, floor: int) -> tuple[int, int] | None:
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
        goes_on = floor < cue.first and keys[floor] in preps and self.document.sentence_at(floor)[0] != floor
        start = floor if goes_on else self._subject_end(floor, cue.first)
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
