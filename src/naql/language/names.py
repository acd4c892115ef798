"""Document -> mentions: the noun phrases that name a person, an office, a body, a group or a document.

The word lists give phrases by their heads (`heads.py`), the learned model reads them in their sentence (`tagger.py`), and here its
labels are joined to mentions: rank and name, the offices before and after a name, two offices joined by `و`. What only the word lists
found is added where the model found nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from naql.language.heads import TYPE_OF_KIND, find_phrases, noun_lists
from naql.language.mention import Mention
from naql.language.tagger import Tagger, load_tagger
from naql.model import SourceType
from naql.text.tokens import Document

__all__ = ["Mention", "find_mentions"]

_OPEN_AFTER_RANK = frozenset('«"“(-')
_BEFORE_NAME = frozenset('،,«"“(-')
_BEFORE_OFFICE = frozenset('،,و»"”)؛(')

Part = tuple[int, int, str]


def find_mentions(document: Document, tagger: Tagger | None = None) -> tuple[Mention, ...]:
    """Find every mention, in the order of the text; none overlap."""
    phrases = find_phrases(document)
    labels = (tagger or load_tagger()).tag(document, phrases)
    found = [mention for first, last in document.sentences for mention in join_parts(document, read_parts(labels, first, last))]
    taken = bytearray(len(document.tokens))
    for mention in found:
        taken[mention.first : mention.last] = b"\1" * (mention.last - mention.first)
    found += [mention for phrase in phrases for mention in left_over(document, phrase, taken)]
    return tuple(sorted(found, key=lambda mention: mention.first))


def read_parts(labels: Sequence[str], first: int, last: int) -> list[Part]:
    """The labelled stretches of the tokens `[first, last)`: first token, the token after, and N, R, F or E."""
    parts: list[Part] = []
    at = first
    while at < last:
        end = at + 1
        if labels[at] != "O":
            kind = labels[at][2:]
            while end < last and labels[end] == "I-" + kind:
                end += 1
            parts.append((at, end, kind))
        at = end
    return parts


def join_parts(document: Document, parts: list[Part]) -> Iterator[Mention]:
    """Join neighbouring parts that speak of one person."""
    at = 0
    while at < len(parts):
        first, last, kind = parts[at]
        if kind == "E":
            yield Mention(first, last, phrase_type(document, first))
            at += 1
            continue
        chain = [parts[at]]
        while at + len(chain) < len(parts) and _goes_on(document, chain, parts[at + len(chain)]):
            chain.append(parts[at + len(chain)])
        yield from _chain_mentions(chain)
        at += len(chain)


def _goes_on(document: Document, chain: list[Part], part: Part) -> bool:
    """Whether a part speaks of the same person as the parts before it."""
    before, here = chain[-1], part
    gap = [document.tokens[i].text for i in range(before[1], here[0])]
    named = any(kind == "N" for _, _, kind in chain)
    if here[2] == "E":
        return False
    if before[2] == "R":
        return here[2] == "N" and len(gap) <= 1 and set(gap) <= _OPEN_AFTER_RANK
    if before[2] == "N":
        return here[2] == "F" and len(gap) <= 2 and set(gap) <= _BEFORE_OFFICE and gap != ["و"]
    if here[2] == "F":
        return (named and len(gap) <= 2 and set(gap) <= _BEFORE_OFFICE) or gap == ["و"]
    return not named and len(gap) <= 2 and set(gap) <= _BEFORE_NAME


def _chain_mentions(chain: list[Part]) -> Iterator[Mention]:
    offices = tuple((first, last) for first, last, kind in chain if kind == "F")
    name = next(((first, last) for first, last, kind in chain if kind == "N"), None)
    rank = next(((first, last) for first, last, kind in chain if kind == "R"), None)
    if name:
        yield Mention(chain[0][0], chain[-1][1], "person", name, rank, offices)
    else:
        for first, last in offices:
            yield Mention(first, last, "person", offices=((first, last),))


def phrase_type(document: Document, first: int) -> SourceType:
    """What kind of source a phrase names, by its head."""
    at = first + (document.keys[first] in ("این", "آن", "همین", "یک"))
    head = noun_lists().heads.match(document.keys, at)
    return TYPE_OF_KIND.get(head[1], "organization") if head else "organization"


def left_over(document: Document, phrase: Mention, taken: bytearray) -> Iterator[Mention]:
    """What is left of a phrase of the word lists outside the tokens taken."""
    if phrase.name:
        return
    parts = [(max(phrase.first, first - 1) if i == 0 else first, first, last) for i, (first, last) in enumerate(phrase.offices)]
    for begin, head, end in parts or [(phrase.first, phrase.first, phrase.last)]:
        last = next((i for i in range(begin, end) if taken[i]), end)
        while last > begin and last < end and (document.keys[last - 1] in ("و", "در") or document.tokens[last - 1].kind == "mark"):
            last -= 1
        if last > head and not (last < end and phrase.type == "document"):
            yield Mention(begin, last, phrase.type, offices=((head, last),) if parts else ())
