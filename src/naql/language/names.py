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
from naql.language.tails import with_tails
from naql.model import SourceType
from naql.text.tokens import Document

__all__ = ["Mention", "find_mentions"]

_OPEN_AFTER_RANK = frozenset('«"“(-')
_BEFORE_NAME = frozenset('،,«"“(-')
_BEFORE_OFFICE = frozenset('،,و»"”)؛(')

_BODY_HEADS = frozenset(["سازمان", "وزارت", "شرکت", "دولت", "بانک", "شورای", "دانشگاه", "کمیسیون", "خبرگزاری", "روزنامه", "حزب"])
_REPORTERS = frozenset(["خبرنگار", "خبرنگاران"])
_QUOTES = frozenset('«"“')
_QUOTED = frozenset('»"”')
POINTED = 5
"""Words of `این هنرمند جوان` at most."""
RANK_REACH = 6
"""Words a rank may have (`حجت‌الاسلام والمسلمین دکتر`)."""

_NEED_NAMES = frozenset(
    "وزارت سازمان شورای شرکت بانک مؤسسه موسسه بنیاد کمیسیون کمیته ستاد اداره مرکز انجمن اتحادیه فدراسیون باشگاه دانشگاه "
    "دانشکده پژوهشگاه پژوهشکده حزب جنبش جبهه جمعیت آژانس صندوق کانون آستان معاونت تیم کارخانه خانه بندر".split()
)
"""Heads of bodies that say nothing without a name."""

Part = tuple[int, int, str]


def find_mentions(document: Document, tagger: Tagger | None = None) -> tuple[Mention, ...]:
    """Find every mention, in the order of the text; none overlap."""
    phrases = find_phrases(document)
    labels = (tagger or load_tagger()).tag(document, phrases)
    parts = [read_parts(labels, first, last) for first, last in document.sentences]
    parts = [with_named_bodies(document, with_quoted_names(document, split_names(document, line, phrases))) for line in parts]
    parts = [with_ranks(document, line) for line in with_known_names(document, parts)]
    parts = [with_tails(document, line, last) for line, (_, last) in zip(parts, document.sentences, strict=True)]
    found = [mention for line in parts for mention in join_parts(document, line)]
    taken = bytearray(len(document.tokens))
    for mention in found:
        taken[mention.first : mention.last] = b"\1" * (mention.last - mention.first)
    for phrase in phrases:
        for mention in left_over(document, phrase, taken):
            found.append(mention)
            taken[mention.first : mention.last] = b"\1" * (mention.last - mention.first)
    found += pointed_at(document, taken)
    return tuple(sorted(found, key=lambda mention: mention.first))


def with_named_bodies(document: Document, parts: list[Part]) -> list[Part]:
    """A name that touches an office ending in a bare head (`دبیرکل کانون …`) is the body's, unless it begins with a first name."""
    out: list[Part] = []
    for part in parts:
        if out and part[2] == "N" and out[-1][2] == "F" and out[-1][1] == part[0]:
            before, after = document.keys[part[0] - 1], document.keys[part[0]]
            if before in _NEED_NAMES and after not in noun_lists().first and out[-1][1] - out[-1][0] > 1:
                out[-1] = (out[-1][0], part[1], "F")
                continue
        out.append(part)
    return out


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


def split_names(document: Document, parts: list[Part], phrases: Sequence[Mention]) -> list[Part]:
    """Take sure names out of phrases they were read into (`روابط عمومی استانداری علی محمدی`, `علی محمدی و حسن رضایی`)."""
    names = {phrase.name[0]: phrase.name[1] for phrase in phrases if phrase.name and phrase.name[1] - phrase.name[0] > 1}
    ends = {last: first for first, last in names.items()}
    out: list[Part] = []
    for first, last, kind in parts:
        middle = names.get(first, last)
        begin = ends.get(last, first)
        if kind == "E" and middle + 1 == begin and document.keys[middle] == "و":
            out += [(first, middle, "N"), (begin, last, "N")]
        elif kind in "EF" and first < begin:
            out += [(first, begin, kind), (begin, last, "N")]
        else:
            out.append((first, last, kind))
    return out


def with_quoted_names(document: Document, parts: list[Part]) -> list[Part]:
    """Add the name that stands in guillemets right before an office (`«زیاد النجار» دبیرکل …`) and was not read."""
    lists = noun_lists()
    out: list[Part] = []
    for part in parts:
        end = part[0] - 1
        before = out[-1][1] if out else 0
        if part[2] == "F" and end > before and document.tokens[end].text in _QUOTED:
            first = next((i + 1 for i in range(end - 1, max(end - 5, before - 1), -1) if document.tokens[i].text in _QUOTES), end)
            inside = range(first, end)
            words = [document.keys[i] for i in inside if document.tokens[i].kind == "word" and document.keys[i] not in lists.stops]
            if first >= before and len(words) == len(inside) > 1 and any(word not in lists.ordinary for word in words):
                out.append((first, end, "N"))
        out.append(part)
    return out


def with_known_names(document: Document, lines: list[list[Part]]) -> list[list[Part]]:
    """Add the places where a name found elsewhere in the article, or its last word, stands outside every part.

    A part that was read as an office or a body, and is such a name from first to last, becomes one.
    """
    keys = document.keys
    names = {tuple(keys[first:last]) for line in lines for first, last, kind in line if kind == "N"}
    lasting = {name[-1:] for name in names if len(name) > 1 and len(name[-1]) > 2}
    lasting |= {name[-2:] for name in names if len(name) > 2}
    known = {name for name in names | lasting if len("".join(name)) > 2}
    if not known:
        return lines
    longest: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(known, key=len, reverse=True):
        longest.setdefault(name[0], []).append(name)
    ordinary = noun_lists().ordinary
    out: list[list[Part]] = []
    for (begin, end), read in zip(document.sentences, lines, strict=True):
        line = [(a, b, "N" if tuple(keys[a:b]) in known and (b - a > 1 or keys[a] not in ordinary) else kind) for a, b, kind in read]
        taken = {i for first, last, _ in line for i in range(first, last)}
        more: list[Part] = []
        at = begin
        while at < end:
            hit: tuple[str, ...] | None = next((n for n in longest.get(keys[at], ()) if tuple(keys[at : at + len(n)]) == n), None)
            after = at + len(hit) if hit else end + 1
            if hit and after <= end and taken.isdisjoint(range(at, after)) and (len(hit) > 1 or at == begin or hit[0] not in ordinary):
                more.append((at, after, "N"))
                at = after
            else:
                at += 1
        out.append(sorted([*line, *more]))
    return out


def with_ranks(document: Document, parts: list[Part]) -> list[Part]:
    """Add the rank that stands before a name and was not read."""
    heads = noun_lists().heads
    out: list[Part] = []
    for part in parts:
        before = out[-1][1] if out else part[0] - RANK_REACH
        end = part[0]
        while end > 0 and document.tokens[end - 1].text in _OPEN_AFTER_RANK and end > before:
            end -= 1
        if part[2] == "N" and not (out and out[-1][2] == "R"):
            for first in range(max(before, end - RANK_REACH, 0), end):
                at = first
                while at < end and (hit := heads.match(document.keys, at)) and hit[1] == "rank" and hit[0] <= end:
                    at = hit[0]
                if at == end:
                    out.append((first, end, "R"))
                    break
        out.append(part)
    return out


def join_parts(document: Document, parts: list[Part]) -> Iterator[Mention]:
    """Join neighbouring parts that speak of one person."""
    at = 0
    while at < len(parts):
        first, last, kind = parts[at]
        if kind == "E":
            for begin, end in two_bodies(document, first, last):
                yield Mention(begin, end, phrase_type(document, begin))
            at += 1
            continue
        chain = [parts[at]]
        while at + len(chain) < len(parts) and _goes_on(document, chain, parts[at + len(chain)]):
            chain.append(parts[at + len(chain)])
        yield from _chain_mentions(document, chain)
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


def _chain_mentions(document: Document, chain: list[Part]) -> Iterator[Mention]:
    offices: tuple[tuple[int, int], ...] = ()
    spans: list[tuple[int, int]] = []
    for first, last, kind in chain:
        if kind == "F":
            if offices and offices[-1][1] - offices[-1][0] == 1 and first == offices[-1][1] + 1:
                first, offices = offices[-1][0], offices[:-1]
                spans.pop()
            offices = (*offices, *two_offices(document, first, last))
            spans.append((first, last))
    name = next(((first, last) for first, last, kind in chain if kind == "N"), None)
    rank = next(((first, last) for first, last, kind in chain if kind == "R"), None)
    if name:
        yield Mention(chain[0][0], chain[-1][1], "person", name, rank, offices)
        return
    for first, last in spans:
        if document.keys[first] in _REPORTERS:
            yield Mention(first, last, "organization")
        else:
            yield Mention(first, last, "person", offices=tuple(o for o in offices if first <= o[0] and o[1] <= last))


def two_offices(document: Document, first: int, last: int) -> list[tuple[int, int]]:
    """An office, or two where `و` joins a full one to another that begins with its own head (`معاون وزیر کشور و رئیس سازمان X`)."""
    heads = noun_lists().heads
    for at in range(first + 2, last - 2):
        if document.keys[at] == "و" and (hit := heads.match(document.keys, at + 1)) and hit[1] == "office" and hit[0] < last:
            return [(first, at), *two_offices(document, at + 1, last)]
    return [(first, last)]


def two_bodies(document: Document, first: int, last: int) -> list[tuple[int, int]]:
    """A phrase, or its halves where `و` joins two known bodies (`ایران و آمریکا`)."""
    bodies = noun_lists().bodies
    for at in range(first + 1, last - 1):
        if document.tokens[at].text in "،:" and (hit := bodies.match(document.keys, first)) and hit[0] == at:
            return [(first, at), (at + 1, last)]
        if document.tokens[at].text == "،" and document.keys[first] in _BODY_HEADS and document.keys[at + 1] in _BODY_HEADS:
            return [(first, at), (at + 1, last)]
        if document.keys[at] == "و" and all(
            (hit := bodies.match(document.keys, a)) and hit[0] == b for a, b in ((first, at), (at + 1, last))
        ):
            return [(first, at), (at + 1, last)]
    return [(first, last)]


def phrase_type(document: Document, first: int) -> SourceType:
    """What kind of source a phrase names, by its head."""
    at = first + (document.keys[first] in ("این", "آن", "همین", "یک"))
    head = noun_lists().heads.match(document.keys, at)
    if (head and head[1] == "office") or (at > first and document.keys[first] == "یک"):
        return "unnamed" if not head or head[1] in ("office", "unnamed") else TYPE_OF_KIND.get(head[1], "unnamed")
    return TYPE_OF_KIND.get(head[1], "organization") if head else "organization"


def is_sure(document: Document, phrase: Mention, name: tuple[int, int]) -> bool:
    """Whether a person that the word lists alone found is one: a rank, a name quoted before its office, or a first name before a last."""
    first, last = name
    keys, lists = document.keys, noun_lists()
    full = last - first > 1 and keys[first] in lists.first and any(key in lists.last for key in keys[first + 1 : last])
    quoted = last - first > 1 and first > 0 and document.tokens[first - 1].text in _QUOTES
    return bool(phrase.rank) or full or (quoted and bool(phrase.offices))


def pointed_at(document: Document, taken: bytearray) -> Iterator[Mention]:
    """`این` and a noun at the beginning of a sentence, before a word that goes on to tell what it says."""
    keys, lists = document.keys, noun_lists()
    for first, end in document.sentences:
        if keys[first] not in ("این", "همین") or taken[first]:
            continue
        last = first + 1
        while last < end and document.tokens[last].kind == "word" and keys[last] not in lists.stops and keys[last] not in lists.speech:
            last += 1
        if first + 1 < last <= first + POINTED and last < end and document.tokens[last].kind == "word" and not any(taken[first:last]):
            yield Mention(first, last, "unnamed")


def left_over(document: Document, phrase: Mention, taken: bytearray) -> Iterator[Mention]:
    """What is left of a phrase of the word lists outside the tokens taken."""
    if phrase.name:
        if not any(taken[phrase.first : phrase.last]) and is_sure(document, phrase, phrase.name):
            yield phrase
        return
    parts = [(max(phrase.first, first - 1) if i == 0 else first, first, last) for i, (first, last) in enumerate(phrase.offices)]
    for begin, head, end in parts or [(phrase.first, phrase.first, phrase.last)]:
        last = next((i for i in range(begin, end) if taken[i]), end)
        while last > begin and last < end and (document.keys[last - 1] in ("و", "در") or document.tokens[last - 1].kind == "mark"):
            last -= 1
        if last > head and not (last < end and phrase.type == "document"):
            yield Mention(begin, last, phrase.type, offices=((head, last),) if parts else ())
