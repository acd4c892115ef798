"""Speech without a cue: labels (`X: …`) at the head of titles and of an interview's answers, and an interviewer's questions."""

from __future__ import annotations

from naql.extract.attribution import Attribution
from naql.extract.cues import Cue
from naql.extract.subjects import Subjects
from naql.language.morphology import closes_clause
from naql.text.tokens import Document

_BULLETS = frozenset("-*•–_ـ")
_NO_LABELS = frozenset(
    "خبرگزاری گزارش عکس فیلم ویدئو منبع تاریخ کد به در از با گفتگو گفتوگو یادداشت سرویس "
    "گروه نویسنده مترجم خبرنگار انتهای برای متن قیمت جدول تصاویر اینفوگرافیک نتایج نکته".split()
)


class Talk:
    """Labels and questions of one document.

    `interview` where paragraphs ask three questions or more; `labelled` where names with a colon come back in the body.
    """

    def __init__(self, document: Document, subjects: Subjects) -> None:
        self.document = document
        self.keys = document.keys
        self.subjects = subjects
        starts = {f for f, _ in document.paragraphs}
        asked = (self.asks(f, e) for f, e in document.sentences if f in starts and document.tokens[f].paragraph > 1)
        self.interview = sum(asked) >= 3
        begins = [f for f, e in document.paragraphs[2:] if f < e]
        labels = [document.keys[f : f + 2] for f in begins if self.labels(f)]
        self.interviewers = self._interviewers(begins)
        self.labelled = len(labels) >= 4 and len(set(labels)) < len(labels)

    def _interviewers(self, begins: list[int]) -> frozenset[tuple[str, ...]]:
        """The labels under which nothing but questions stand, two or more."""
        ends: dict[tuple[str, ...], list[str]] = {}
        for begin in begins:
            end = self.document.paragraphs[self.document.tokens[begin].paragraph][1]
            colon = next((i for i in range(begin + 1, min(end, begin + 5)) if self.keys[i] == ":"), None)
            if colon is not None:
                ends.setdefault(tuple(self.keys[begin:colon]), []).append(self.keys[end - 1])
        return frozenset(label for label, last in ends.items() if len(last) > 1 and set(last) == {"؟"})

    def label(self, first: int, last: int, cues: list[Cue], starts_paragraph: bool) -> Attribution | None:
        """`X: …` at the head of a title or of an interview's answer; `X:` alone in its line leads what stands in the next."""
        keys = self.keys
        if not starts_paragraph:
            return None
        while first < last and keys[first] in _BULLETS:
            first += 1
        colon = next((i for i in range(first + 1, min(last, first + 16)) if keys[i] == ":"), None)
        alone = colon is not None and colon + 1 == last < len(keys)
        if colon is None or (colon + 1 >= last and not alone) or any(c.first < colon and c.shape == "finite" for c in cues):
            return None
        title = self.document.tokens[first].paragraph == 0
        slash = max((i for i in range(first, colon) if keys[i] in ("/", "؛", "!", "؟")), default=None) if title else None
        if slash is not None:
            first = slash + 1
        if (
            first >= colon
            or keys[first] in _NO_LABELS
            or tuple(keys[first:colon]) in self.interviewers
            or any(closes_clause(keys, i) for i in range(first, colon))
        ):
            return None
        subject = self.subjects.at(first)
        begin, end = self.document.paragraphs[self.document.tokens[first].paragraph]
        title = title or (end - begin <= 25 and self.keys[end - 1] not in ".؟!:»" and subject is not None and subject.last == colon)
        known = subject is not None and subject.kind == "mention" and (title or self.subjects.speaks(subject))
        if not known and not (title and colon - first <= 4 and all(self.document.tokens[i].kind == "word" for i in range(first, colon))):
            return None
        if alone and not known:
            return None
        name = subject.shown if subject and known else (first, colon)
        until = self.document.sentence_at(last)[1] if alone else last
        return Attribution((colon + 1, until), "reported", None, colon, first, subject=name)

    def labels(self, first: int) -> bool:
        """Whether a paragraph begins with a short label and a colon, whoever it names."""
        begin, end = self.document.paragraphs[self.document.tokens[first].paragraph]
        colon = next((i for i in range(begin + 1, min(end, begin + 5)) if self.keys[i] == ":"), None)
        return colon is not None and all(self.document.tokens[i].kind == "word" for i in range(begin, colon))

    def asks(self, first: int, last: int) -> bool:
        """Whether a sentence is an interviewer's question: short, and ends with a question mark."""
        return self.keys[last - 1] == "؟" and 2 < last - first <= 60 and not any(k in (":", "«") for k in self.keys[first:last])
