"""Article -> Document: words, numbers and marks with their spans, in sentences and paragraphs.

Words are read from the repaired view of the text; a token's span points into the text as stored, and is tight: it begins and
ends with a letter, digit or mark of the token itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count, pairwise
from typing import Literal, NamedTuple

from naql.model import Article, Span
from naql.text.letters import IN_WORD, key
from naql.text.repair import repair

TokenKind = Literal["word", "number", "mark"]

_INNER = "[" + re.escape(IN_WORD) + "]"
_TOKEN = re.compile(rf"(?P<number>\d+(?:[./,:٫٬-]\d+)*)|(?P<word>[^\W\d_](?:[^\W\d_]|{_INNER})*)|(?P<mark>[^\s\w{re.escape(IN_WORD)}]|_)")
_TRAILING = re.compile(_INNER + r"+\Z")
_STOPS = frozenset(".!?؟…")
_AFTER_QUESTION = frozenset("، گفت گفتند افزود اظهار تصریح پاسخ ادامه تاکید خاطرنشان بیان عنوان اضافه توضیح جواب".split())
"""What goes on with a sentence behind a question in it: `در پاسخ به این سوال که …؟ گفت`."""
_CLOSERS = frozenset('»”")]}')


class Token(NamedTuple):
    """A word, number or punctuation mark. `text` is as in the repaired view, `key` what it is looked up by."""

    text: str
    key: str
    start: int
    end: int
    kind: TokenKind
    paragraph: int


@dataclass(frozen=True)
class Document:
    """An article cut into tokens. `sentences` and `paragraphs` are token ranges `[first, last)`; a paragraph may be empty."""

    article: Article
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The key of each token."""
        return tuple(t.key for t in self.tokens)

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [first for first, _ in self.sentences]

    def span(self, first: int, last: int) -> Span:
        """The place of the tokens `[first, last)` in the stored text."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def words(self, first: int, last: int) -> str:
        """The tokens `[first, last)` as written in the stored text."""
        return self.article.text[self.tokens[first].start : self.tokens[last - 1].end]

    def spelling(self, first: int, last: int) -> str:
        """The tokens `[first, last)` with their joints, as in the repaired view: the same word is the same whatever a page lost."""
        between = (self.article.text[a.end : b.start] for a, b in pairwise(self.tokens[first:last]))
        return "".join(t.text + gap for t, gap in zip(self.tokens[first:last], (*between, ""), strict=True))

    def sentence_at(self, index: int) -> tuple[int, int]:
        """The sentence a token stands in."""
        return self.sentences[bisect_right(self._sentence_starts, index) - 1]

    def token_at(self, offset: int) -> int:
        """The first token that begins at or after an offset of the stored text."""
        return bisect_left(self._starts, offset)


def read_tokens(article: Article) -> Document:
    """Cut an article into tokens."""
    view = repair(article.text)
    ends: list[int] = []
    at = 0
    for paragraph in article.paragraphs:
        at += len(paragraph)
        ends.append(at)
        at += 1
    numbers = _numbers(article.paragraphs)
    tokens: list[Token] = []
    paragraphs: list[tuple[int, int]] = []
    first = 0
    for token in _tokens(view.text, view.raw, ends, numbers):
        while len(paragraphs) < token.paragraph:
            paragraphs.append((first, len(tokens)))
            first = len(tokens)
        tokens.append(token)
    while len(paragraphs) <= max((n for n in numbers if n is not None), default=0):
        paragraphs.append((first, len(tokens)))
        first = len(tokens)
    sentences = tuple(s for p in paragraphs for s in _sentences(tokens, *p))
    return Document(article, tuple(tokens), sentences, tuple(paragraphs))


def _numbers(paragraphs: Sequence[str]) -> list[int | None]:
    """The number of each paragraph as it is read: 0 the title, 1 the lead, the body from 2; None for a line without a word.

    A post of a channel sets its lines apart by lines of emoji; its title is the first that has words.
    """
    worded = [any(map(str.isalnum, paragraph)) for paragraph in paragraphs]
    titled = not paragraphs or worded[0] or not paragraphs[0].strip()
    out: list[int | None] = []
    body = count(BODY)
    for n, has_words in enumerate(worded):
        if n < BODY and titled:
            out.append(n)
        elif not has_words:
            out.append(None)
        else:
            out.append(next(body) if titled or any(worded[:n]) else 0)
    return out


BODY = 2
"""The number of the first paragraph of the body."""


def _tokens(text: str, raw: object, ends: list[int], numbers: Sequence[int | None]) -> Iterator[Token]:
    paragraph = 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        kind: TokenKind = match.lastgroup  # type: ignore[assignment]
        if kind == "word" and (tail := _TRAILING.search(word)):
            word = word[: tail.start()]
            if not word:
                continue  # a rule drawn with tatweels is no word
        start = raw[match.start()]  # type: ignore[index]
        end = raw[match.start() + len(word) - 1] + 1  # type: ignore[index]
        while start >= ends[paragraph] and paragraph < len(ends) - 1:
            paragraph += 1
        number = numbers[paragraph]
        if number is not None:
            yield Token(word, word if kind == "mark" else key(word), start, end, kind, number)


def _sentences(tokens: list[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Sentences of a paragraph: a stop ends one unless a letter or digit touches it on both sides, or an initial stands before it."""
    begin = i = first
    while i < last:
        token = tokens[i]
        i += 1
        if token.text not in _STOPS or i - 1 == begin:
            continue
        before = tokens[i - 2]
        if token.text in ".…" and i < last and (tokens[i].text in ".…" or before.text in ".…") and tokens[i].text not in _CLOSERS:
            continue
        touched = i < last and tokens[i].start == token.end and tokens[i].kind != "mark"
        if touched and before.end == token.start and before.kind != "mark" and (len(before.text) == 1 or before.kind == "number"):
            continue
        while i < last and (tokens[i].text in _STOPS or tokens[i].text in _CLOSERS):
            i += 1
        if token.text == "؟" and i < last and tokens[i].key in _AFTER_QUESTION:
            continue
        yield begin, i
        begin = i
    if begin < last:
        yield begin, last
