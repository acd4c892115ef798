"""Words, contacts -> at which contact words were said.

A contact is the occasion of words where it is told before their cue as one (`در دیدار با X گفت`) or pointed at (`در این دیدار گفت`).
What its parties go on to say was said there too, until another occasion is named (`در گفت‌وگو با خبرنگار`), and so was what a title or
lead has of it beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from naql.model import Contact, ContactType
from naql.text.tokens import Document


@dataclass(frozen=True)
class Told:
    """A contact with the token ranges of all its tellings."""

    contact: Contact
    tellings: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Words:
    """Words said: the first token of their cue (of the words themselves without one), the speaker's provisional id, the cue's lack."""

    where: int
    speaker: str | None
    labelled: bool = False


_SPOKEN = ("meeting", "call", "visit")
_AT = frozenset("در طی ضمن حین هنگام خلال درجریان درحاشیه".split())
_PART = frozenset(
    "جریان حاشیه ابتدای آغاز پایان ادامه محل نخستین اولین دومین سومین یک بخش هنگام خلال روز دومین جمع مراسم آخرین دریافت".split()
)
_KINDS: dict[str, tuple[ContactType, ...]] = {
    **dict.fromkeys("دیدار ملاقات نشست جلسه مذاکره مذاکرات رایزنی".split(), ("meeting",)),
    **dict.fromkeys("تماس".split(), ("call",)),
    **dict.fromkeys("گفتوگو گفتگو".split(), ("meeting", "call")),
    **dict.fromkeys("سفر بازدید".split(), ("visit",)),
}
_PRESS = frozenset("خبرنگار خبرنگاران خبرگزاری شبکه رسانه برنامه".split())
_ELSEWHERE = frozenset(
    "مصاحبه توییت توئیت توییتی توئیتی توییتر توئیتر پیامی پیام نامهای نامه بیانیهای بیانیه مراسم همایش کنفرانس سخنرانی سخنانی خطبههای "
    "گفتوگویی گفتگویی یادداشتی اینستاگرام کانال صفحه آیین افتتاحیه اختتامیه جشنواره جلسه نشست دیدار بازدید سفر".split()
)


def link_words(document: Document, words: Sequence[Words], told: Sequence[Told]) -> list[str | None]:
    """The id of the contact at which each of the words was said, None where at none; the words in the order of the text."""
    links: list[str | None] = [None] * len(words)
    held: Told | None = None
    owner: str | None = None
    for n, one in enumerate(words):
        first = document.sentence_at(one.where)[0]
        pointer = _pointer(document, first, one.where)
        found = _told_here(document, told, first, one) or (_pointed_at(document, told, pointer, one) if pointer else None)
        if found:
            held, owner = found, one.speaker
        elif pointer or not _goes_on(document, held, owner, first, one):
            held = None
        links[n] = held.contact.id if held else None
    return _with_headline(document, words, links)


def _goes_on(document: Document, held: Told | None, owner: str | None, first: int, one: Words) -> bool:
    """Whether words are said at the contact at which the words before were: by one of its parties, with no other occasion named."""
    if held is None or one.labelled or one.speaker is None or _is_elsewhere(document, first, one.where):
        return False
    return one.speaker == owner or one.speaker in held.contact.participants


def _with_headline(document: Document, words: Sequence[Words], links: list[str | None]) -> list[str | None]:
    """The links, with those of a title and a lead that tell beforehand what the same person says in the body."""
    for n, one in enumerate(words):
        if links[n] is None or one.speaker is None or document.tokens[one.where].paragraph < 1:
            continue
        before = [m for m in range(n) if words[m].speaker == one.speaker]
        if before and all(links[m] is None and document.tokens[words[m].where].paragraph < 2 for m in before):
            for m in before:
                if not _is_elsewhere(document, document.sentence_at(words[m].where)[0], words[m].where):
                    links[m] = links[n]
    return links


def _told_here(document: Document, told: Sequence[Told], first: int, one: Words) -> Told | None:
    """The contact that the sentence tells before the cue as the occasion."""
    for each in reversed(told):
        if each.contact.type in _SPOKEN and each.contact.status == "happened":
            for begin, end in each.tellings:
                if first <= begin < one.where and _is_occasion(document, first, begin, end, one.where):
                    return each
    return None


def _is_occasion(document: Document, first: int, begin: int, end: int, cue: int) -> bool:
    """Whether a telling is when the words were said: `در دیدار …`, or `دیدار کرد و گفت`; not `پس از دیدار`."""
    keys = document.keys
    at = begin - 1
    while at > first and keys[at] in _PART and keys[at] not in _AT:
        at -= 1
    if at >= first and keys[at] in _AT:
        return True
    return (
        end < cue
        and keys[end] == "و"
        and begin < end
        and ":" not in keys[end:cue]
        and not any(keys[i] in ("پس", "بعد") for i in range(max(first, begin - 3), begin))
    )


def _pointer(document: Document, first: int, cue: int) -> int | None:
    """The noun of `در این دیدار` before a cue, None where there is none."""
    keys = document.keys
    for i in range(first, cue - 1):
        if keys[i] == "که":
            break  # `X که در این دیدار بود گفت`: elsewhere
        if keys[i] in ("این", "همین") and keys[i + 1].removesuffix("ها") in _KINDS and i > first and keys[i - 1] in _AT | _PART:
            return i + 1
    return None


def _pointed_at(document: Document, told: Sequence[Told], pointer: int, one: Words) -> Told | None:
    """The contact pointed at: the last of its kind told before, one of the speaker's first; None where a press conference is meant."""
    keys = document.keys
    noun = keys[pointer].removesuffix("ها")
    same = next((i for i in range(pointer - 1, -1, -1) if keys[i].startswith(noun)), None)
    if same is not None and keys[same + 1] in ("خبری", "مطبوعاتی"):
        return None
    before = [t for t in told if t.contact.type in _KINDS[noun] and min(t.tellings)[0] < pointer]
    joined = [t for t in before if one.speaker in t.contact.participants]
    return (joined or before)[-1] if before else None


def _is_elsewhere(document: Document, first: int, cue: int) -> bool:
    """Whether a sentence names another occasion before its cue: the press, a ceremony, a message."""
    keys = document.keys
    for i in range(first + 1, cue):
        if keys[i] in _PRESS and keys[i - 1] in ("با", "جمع"):
            return True
        if keys[i] in _ELSEWHERE and (
            keys[i - 1] in ("در", "طی") or (keys[i - 1] in _PART and i > first + 1 and keys[i - 2] in ("در", "طی"))
        ):
            return True
    return False
