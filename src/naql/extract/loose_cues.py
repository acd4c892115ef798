"""Cues that bring words only at times: whether one does is learned (`weighing.py`), and the tagger of speakers does not see them.

Openers (`طبق`, `بر اساس`), acts whose verb is left to the next clause (`X را محکوم و … کرد`), `به تشریح N پرداخت`, `در واکنش به N`,
`مورد انتقاد X قرار گرفت`, `پیشنهاد N را داد`, and speech nouns with their own speaker amid a sentence (`درخواست X برای N`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from naql.extract.cues import Cue, Entry, entries_of, finite_entries, in_sentence, participles, speech_nouns
from naql.language.lexicon import Phrases, load_table
from naql.language.morphology import Form, verb_places
from naql.text.tokens import Document

_REACH = 40
_LIGHT = frozenset({"کرد", "داد", "نمود", "شد", "داشت", "گردید"})
_MARKED = frozenset({"را", "برای", "درباره", "مبنی", "به", "از", "در"})
_GIVEN = frozenset("پیشنهاد درخواست قول وعده تضمین هشدار تذکر تقاضا آرزوی".split())
_TOLD = frozenset("تاکید تأکید انتقاد تقدیر استقبال تمجید اعتراض مخالفت حمایت اشاره تجلیل ستایش تایید تأیید بازخواست تکریم".split())
_PREPOSED = frozenset("تشریح توضیح تبیین واکنش مخالفت حمایت اعتراض پاسخ انتقاد تقدیر موافقت دفاع محکومیت رد تایید تذکری بیان".split())


@cache
def _openers() -> Phrases[Entry]:
    return Phrases({row["noun"]: entries_of(row) for row in load_table("openers.tsv") if "loose" in row["frames"]})


def with_loose_cues(document: Document, cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Cues and, where none stands, the loose ones, in the order of the text."""
    taken = {i for cue in cues for i in range(cue.first, cue.last)}
    found: dict[int, Cue] = {}
    for first, last in document.sentences:
        here = in_sentence(cues, first, last)
        verbs = verb_places(document.keys, first, last)
        for cue in (
            *_opening(document, first, last),
            *_gapped(document.keys, first, here),
            *_turned(document.keys, first, verbs),
            *_preposed(document.keys, first, last),
            *_made(document.keys, first, last, verbs),
            *_given(document.keys, first, verbs),
            *_speaking(document.keys, first, last),
        ):
            if cue.first not in taken and cue.last - 1 not in taken:
                found.setdefault(cue.first, replace(cue, loose=True))
    return tuple(sorted([*cues, *found.values()], key=lambda cue: (cue.first, -cue.last)))


def _opening(document: Document, first: int, last: int) -> Iterator[Cue]:
    for at, end, entry in _openers().find(document.keys, first, last):
        yield Cue(at, end, "prepositional", entry)


def _gapped(keys: Sequence[str], first: int, cues: Sequence[Cue]) -> Iterator[Cue]:
    """`X را محکوم و خواستار Y شد`, `از X تقدیر و بر Y تاکید کرد`: the noun of an act before `و`, its verb left to a later one."""
    nouns = finite_entries()
    for cue in cues:
        form = cue.form
        if form is None or form.verb not in _LIGHT or form.person[0] != "3":
            continue
        for at in range(max(first + 1, cue.verb - _REACH), cue.first):
            entry = nouns["کرد"].get(keys[at])
            if entry is None or keys[at + 1 : at + 2] not in (("و",), ("،",)) or not entry.frames & {"act", "judge"}:
                continue
            if keys[at - 1] == "را" or any(k in entry.preps for k in keys[max(first, at - 25) : at]):
                yield Cue(at, at + 1, "finite", entry, form, at, at + 1)


def _turned(keys: Sequence[str], first: int, verbs: Sequence[tuple[int, int, Form]]) -> Iterator[Cue]:
    """`به تشریح N پرداخت`, `به N پرداخت`."""
    for verb, end, form in verbs:
        if form.verb != "پرداخت":
            continue
        for at in range(max(first, verb - _REACH), verb - 1):
            if keys[at] != "به":
                continue
            hit = participles().match(keys[at + 1 : at + 5], 0)
            if hit:
                stop = at + 1 + hit[0]
                begin = stop + 1 if keys[stop] in hit[1].preps else stop
                yield Cue(at, stop, "finite", hit[1], form, verb, end, thing=(begin, verb))
                break
        else:
            yield Cue(verb, end, "finite", Entry("پرداخت", frozenset({"act"}), ("به",), "neutral"), form, verb, end)


def _preposed(keys: Sequence[str], first: int, last: int) -> Iterator[Cue]:
    """`در واکنش به N`, `در تشریح N`, `در تذکری درباره N`."""
    for at in range(first, last - 3):
        if keys[at] != "در" or keys[at + 1] not in _PREPOSED:
            continue
        hit = participles().match(keys[at + 1 : at + 5], 0)
        entry = hit[1] if hit else Entry(keys[at + 1], frozenset({"act"}), ("به", "با", "درباره", "نسبت"), "neutral")
        end = at + 1 + (hit[0] if hit else 1)
        if keys[end] in entry.preps:
            end += 1
        yield Cue(at, end, "participial", entry)


def _made(keys: Sequence[str], first: int, last: int, verbs: Sequence[tuple[int, int, Form]]) -> Iterator[Cue]:
    """`N مورد انتقاد X قرار گرفت`, `N را مورد انتقاد قرار داد`."""
    for at in range(first + 1, last - 3):
        if keys[at] != "مورد" or keys[at + 1] not in _TOLD:
            continue
        for verb, end, form in verbs:
            if verb > at + 1 and form.verb in ("گرفت", "داد") and keys[verb - 1] == "قرار" and verb - at < 25:
                entry = Entry("مورد" + keys[at + 1], frozenset({"act"}), ("را",), "neutral")
                if form.verb == "داد":
                    yield Cue(at, at + 2, "finite", entry, form, at, at + 2)
                else:
                    begin = max((i + 1 for i in range(first, at) if keys[i] in "،؛.:»"), default=first)
                    speaker = (at + 2, verb - 1) if verb - 1 > at + 2 else None
                    yield Cue(at, at + 2, "finite", entry, form, verb, end, thing=(begin, at), speaker=speaker)
                break


def _given(keys: Sequence[str], first: int, verbs: Sequence[tuple[int, int, Form]]) -> Iterator[Cue]:
    """`پیشنهاد N را داد`, `قول N داد`."""
    for n, (verb, end, form) in enumerate(verbs):
        if form.verb not in ("داد", "کرد", "داشت", "نمود"):
            continue
        floor = max(first, verbs[n - 1][1] if n else first, verb - _REACH)
        for at in range(floor, verb - 1):
            if keys[at] not in _GIVEN or keys[at - 1 : at] in (("با",), ("در",), ("ضمن",)) or keys[at + 1] == "و":
                continue
            marker = next((i for i in range(verb - 1, at, -1) if keys[i] == "را"), verb)
            begin = at + 1
            if keys[begin] in _MARKED:
                begin += 2 if keys[begin] in ("مبنی", "در") else 1
            if marker - begin >= 1:
                entry = Entry(keys[at], frozenset({"act"}), (), "neutral")
                yield Cue(at, at + 1, "finite", entry, form, verb, end, thing=(begin, marker))
            break


def _speaking(keys: Sequence[str], first: int, last: int) -> Iterator[Cue]:
    """A speech noun amid a sentence; the speaker must follow it, which `frames` asks."""
    for at, end, entry in speech_nouns().find(keys, first, last):
        if keys[at - 1 : at] not in (("با",), ("ضمن",), ("در",)):
            yield Cue(at, end, "noun", entry._replace(frames=entry.frames | {"loose"}))
