"""What a cue takes: a clause, a judgement (`X را Y دانست`), an act (`از N خبر داد`), a wish (`خواستار N شد`), a document's
words, the object of a heading's noun.
"""

from __future__ import annotations

from dataclasses import replace

from naql.extract.attribution import Attribution
from naql.extract.cues import Cue
from naql.extract.edges import Edges, passive
from naql.extract.subjects import PRONOUNS, Subject, Subjects
from naql.language.morphology import closes_clause
from naql.model import Kind
from naql.text.tokens import Document

_ACCOUNTS = frozenset("گزارشی گزارش توضیحاتی توضیحات آماری آمار تحلیلی شرحی".split())
_GIVEN = frozenset({"ارائه", "ارایه"})
_ENDS_HEADING = frozenset("/؛،.؟!:")
_NAMED = frozenset({"نام", "یاد"})
_UNTIL = frozenset("زمانی وقتی کنون هنگامی".split())
_OF_ANOTHER = frozenset({"متهم", "", "دعوت"})
_BELONGING = frozenset("برای با از نسبت به".split())
_STANCES = frozenset("آمادگی تمایل علاقه مراتب اعتراض موافقت مخالفت حمایت نگرانی".split())
_BETWEEN = frozenset({"،", "و", "؛", "-", "–", "ـ"})


class Frames:
    """Reads the content of a cue by the frames its entry names."""

    def __init__(self, document: Document, subjects: Subjects, edges: Edges) -> None:
        self.document = document
        self.keys = document.keys
        self.subjects = subjects
        self.edges = edges

    def proposals(self, cue: Cue, floor: int, first: int, last: int, limit: int) -> list[tuple[str, Attribution]]:
        """What a cue may attribute, and how the words follow it (its mode), the likeliest first; empty where it introduces nothing.

        Its clause begins at `floor`, its sentence is `[first, last)`, its words end at `limit`.
        """
        if cue.shape == "participial":
            return self._phrase(cue, first, limit)
        if cue.shape == "prepositional":
            begin = self._after_source(cue.last, last)
            if begin is None or limit - begin < 3:
                return []
            content = begin, self.edges.trim(begin, limit)
            return [("that", Attribution(content, "reported", cue, cue.first, first, subject=(cue.last, begin), after=True))]
        if cue.thing is not None:
            act = Attribution(cue.thing, "act", cue, cue.first, floor, subject=cue.speaker, after=cue.speaker is not None)
            return [("final", act)]
        made = self._headed(cue, last) if cue.shape == "noun" else self._document(cue, floor, last, limit)
        if made is not None or cue.form is None or passive(cue) or cue.form.tense == "subjunctive" or cue.entry.frames == {"document"}:
            return [made] if made else []
        return self._told(cue, floor, last, limit)

    def _phrase(self, cue: Cue, first: int, limit: int) -> list[tuple[str, Attribution]]:
        """A participial cue: the clause or the noun phrase after it."""
        end = self.edges.trim(cue.last, limit)
        if end > cue.last and not cue.clausal:
            end = self.edges.phrase_end(cue.last, end)
        kind: Kind = "reported" if cue.clausal else "act"
        return [("phrase", Attribution((cue.last, end), kind, cue, cue.first, first))] if end > cue.last else []

    def _document(self, cue: Cue, floor: int, last: int, limit: int) -> tuple[str, Attribution] | None:
        """What a paper is made to say."""
        form = cue.form
        if form is None or not (cue.entry.frames == {"document"} or (passive(cue) and form.verb in ("گفت", "نوشت", "افزود", "آورد"))):
            return None
        return self._written(cue, floor, last, limit)

    def _told(self, cue: Cue, floor: int, last: int, limit: int) -> list[tuple[str, Attribution]]:
        """What a finite cue of somebody brings: a clause, a judgement, an act."""
        frames = cue.entry.frames
        negative = cue.form is not None and cue.form.negative
        mode, begin = self.edges.mode(cue, last)
        if mode == "till" and "clause" in frames and self.keys[begin] in _UNTIL:
            mode, begin = "bare", begin - 1
        if mode in ("colon", "quote", "late") and frames & {"clause", "judge", "act", "document", "listing", "request"}:
            if begin >= len(self.keys) or negative:
                return []
            kind: Kind = "quoted" if mode == "quote" else "reported"
            return [(mode, Attribution((begin, max(begin + 1, last)), kind, cue, cue.first, floor))]
        if "want" in frames:
            wanted = self._wanted(cue, floor, last)
            return [wanted] if wanted else []
        clause = mode, Attribution((begin, self.edges.trim(begin, limit)), "reported", cue, cue.first, floor)
        other = self._objects(cue, floor, mode)
        if mode == "that" and frames & {"clause", "act", "document", "request", "shows"} and begin < limit:
            return [clause, *other]
        if mode == "till" and (frames & {"request"} or "امید" in cue.entry.noun):
            return [clause, *other]
        if mode in ("bare", "comma") and frames & {"clause", "request", "shows"} and limit - begin >= 4 and not negative:
            return [*other, clause] if other and other[0][1].kind == "reported" else [clause, *other]
        return other

    def _objects(self, cue: Cue, floor: int, mode: str) -> list[tuple[str, Attribution]]:
        """What stands before a cue as its object: a judgement `X را Y`, the noun phrase of an act."""
        found: list[tuple[str, Attribution]] = []
        judged = self._judged(cue, floor) if "judge" in cue.entry.frames else None
        if judged:
            found.append(("and" if mode == "and" else "final", Attribution(judged, "reported", cue, cue.first, floor)))
        if "act" in cue.entry.frames:
            about = self.about(cue, floor)
            made = ("final", Attribution(about, "act", cue, cue.first, floor)) if about else self._account(cue, floor)
            found += [made] if made else []
        return found

    def _account(self, cue: Cue, floor: int) -> tuple[str, Attribution] | None:
        """`گزارشی از N ارائه کرد`: the noun of the account is the cue, its object what the account is of."""
        if cue.entry.noun not in _GIVEN:
            return None
        for at in range(cue.first - 2, floor, -1):
            if self.keys[at] in ("از", "درباره") and self.keys[at - 1] in _ACCOUNTS:
                named = replace(cue, first=at - 1, last=at)
                return "final", Attribution((at + 1, cue.first), "act", named, at - 1, floor)
        return None

    def _headed(self, cue: Cue, last: int) -> tuple[str, Attribution] | None:
        """`مخالفت X با N`, `ادعای X مبنی بر N`: the speaker follows the noun, the object its preposition."""
        keys = self.keys
        at = cue.last
        speaker = self.subjects.at(at)
        if speaker is None and "loose" in cue.entry.frames:
            return None
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
        paper = self.subjects.paper(floor, cue.first) or self.subjects.paper(self.document.sentence_at(cue.first)[0], cue.first)
        named = self.subjects.all(floor, paper.first) if paper else []
        if named and named[-1].kind == "mention" and cue.form is not None and cue.form.verb == "آورد":
            paper = named[-1]
        if paper is None and cue.form is not None and cue.form.verb == "آورد" and mode in ("colon", "quote") and begin < len(self.keys):
            return mode, Attribution((begin, max(begin + 1, last)), "quoted" if mode == "quote" else "reported", cue, cue.first, floor)
        if paper is None and cue.form is not None and cue.form.verb == "آمد":
            paper = self._within(floor, cue.first)
        if paper is None or mode in ("final", "and") or begin >= len(self.keys):
            return None
        if mode in ("colon", "quote", "late"):
            return mode, Attribution(
                (begin, max(begin + 1, last)), "quoted" if mode == "quote" else "reported", cue, cue.first, floor, subject=paper.shown
            )
        if limit - begin < 3:
            return None
        return mode, Attribution((begin, self.edges.trim(begin, limit)), "reported", cue, cue.first, floor, subject=paper.shown)

    def _within(self, floor: int, limit: int) -> Subject | None:
        """What words are said to stand in: the phrase after `در`."""
        begin = next((i + 1 for i in range(limit - 1, floor - 1, -1) if self.keys[i] == "در"), None)
        return self.subjects.phrase(begin, limit) if begin is not None and 0 < limit - begin < 9 else None

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
            return self._named_as(cue, floor)
        begin = self._object_start(floor, marker)
        return (begin, cue.first) if begin < marker else None

    def _named_as(self, cue: Cue, floor: int) -> tuple[int, int] | None:
        """`از X به عنوان Y نام برد`."""
        keys = self.keys
        if cue.entry.noun not in _NAMED or ("عنوان" not in keys[floor : cue.first] and "بعنوان" not in keys[floor : cue.first]):
            return None
        start = self._subject_end(floor, cue.first)
        begin = next((i + 1 for i in (*range(start, cue.first), *range(floor, start)) if keys[i] == "از"), None)
        return (begin, cue.first) if begin is not None and begin < cue.first else None

    def about(self, cue: Cue, floor: int) -> tuple[int, int] | None:
        """The noun phrase a speech act is about: after its preposition, or before `را`."""
        keys = self.keys
        if cue.apart:
            begin = cue.last
            if keys[begin] in cue.entry.preps:
                begin += 1
            return (begin, cue.verb) if begin < cue.verb else None
        marker = next((i for i in range(cue.first - 1, floor, -1) if keys[i] == "را"), None) if "را" in cue.entry.preps else None
        if marker is not None:
            return self._marked(cue, floor, marker)
        preps = [p for p in cue.entry.preps if p != "را"]
        sentence = self.document.sentence_at(cue.first)[0]
        goes_on = floor < cue.first and keys[floor] in preps and sentence != floor
        for start in (floor if goes_on else self._subject_end(floor, cue.first), floor, sentence):
            for at in range(start, cue.first - 1):
                if keys[at] in preps:
                    return at + 1, cue.first
        return None

    def _marked(self, cue: Cue, floor: int, marker: int) -> tuple[int, int] | None:
        """The object before `را`; what it is asked to or accused of after it; with what belongs to it (`آمادگی خود را برای N`)."""
        keys = self.keys
        if cue.entry.noun in _OF_ANOTHER:
            asked = next((i + 1 for i in range(marker + 1, cue.first - 1) if keys[i] == "به"), None)
            return None if asked is None else (asked, cue.first)
        begin = self._object_start(floor, marker)
        if begin >= marker:
            return None
        whole = marker + 2 < cue.first and keys[marker + 1] in _BELONGING and (keys[marker - 1] == "خود" or keys[begin] in _STANCES)
        return begin, cue.first if whole else marker

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
