"""Document -> cues: the words that introduce somebody's words, and the grammar each brings with it.

Four shapes: a finite verb of saying with its light-verb noun, which may stand apart from it (`خبر از … داد`); a participial phrase
(`با بیان اینکه`, `ضمن تبریک`); a preposition that names the speaker after it (`به گفته`); a speech noun (`ادعای … مبنی بر`).
Nouns, verbs and what they govern lie in `data/cues.tsv`, `data/participles.tsv` and `data/openers.tsv`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from naql.language.lexicon import Phrases, joined, load_table
from naql.language.morphology import Form, closes_clause, verb_forms
from naql.model import Stance
from naql.text.tokens import Document

Shape = Literal["finite", "participial", "prepositional", "noun"]

THAT = frozenset({"که"})
_THIS_THAT = Phrases(
    dict.fromkeys(
        ["اینکه", "آنکه", "بر اینکه", "به اینکه", "از اینکه", "بر این نکته که", "به این نکته که", "بر آنکه",
         "این نکته که", "این مطلب که", "این موضوع که", "این مساله که", "این مسئله که", "این امر که", "این مهم که",
         "این سوال که", "این پرسش که", "این واقعیت که", "این معنا که", "نکته که", "این حقیقت که"],
        True,
    )
)  # fmt: skip
_ADJECTIVES = frozenset({"مجدد", "دوباره", "ویژه", "خاص", "شدید", "صریح", "مکرر", "تلویحی", "کوتاه", "ضمنی"})
_PAIR_REACH = 20
"""Tokens of the first of two phrases that `و` joins."""
_STOP_MARKS = frozenset('.:؛!؟?…«»"”“')


class Entry(NamedTuple):
    """What a cue governs: `frames` among clause, act, judge, request, want, document, listing, shows; `preps` of its noun phrase.

    A participial noun that is `paired` may be joined to another by `و` without a preposition.
    """

    noun: str
    frames: frozenset[str]
    preps: tuple[str, ...]
    stance: Stance


@dataclass(frozen=True)
class Cue:
    """A cue as token ranges: `[first, last)` covers it; `verb` is where its finite verb begins, `first` where there is none.

    `thing` is the object of an act and `speaker` who does it, where the cue's own shape tells them.
    A `loose` cue brings words only at times; a `paired` one is joined to a participial phrase by `و`.
    `apart` is True where noun and verb stand apart, and `first` to `last` then covers the noun (or all of it, as gold has it).
    """

    first: int
    last: int
    shape: Shape
    entry: Entry
    form: Form | None = None
    verb: int = 0
    verb_last: int = 0
    clausal: bool = False
    thing: tuple[int, int] | None = None
    speaker: tuple[int, int] | None = None
    loose: bool = False
    paired: bool = False

    @property
    def apart(self) -> bool:
        """Whether noun and verb stand apart (`خبر از … داد`)."""
        return self.form is not None and self.last <= self.verb


@cache
def finite_entries() -> dict[str, dict[str, Entry]]:
    """For each past stem, the entries by their joined noun (empty for the bare verb); frames of a noun listed twice are united."""
    table: dict[str, dict[str, Entry]] = {}
    for row in load_table("cues.tsv"):
        noun = joined(row["noun"] or "")
        for verb in row["verbs"].split():
            known = table.setdefault(verb, {}).get(noun)
            entry = entries_of(row)
            if known:
                entry = Entry(noun, known.frames | entry.frames, known.preps + entry.preps, known.stance)
            table[verb][noun] = entry
    return table


def entries_of(row: dict[str, str]) -> Entry:
    """The entry of a row of a table of cues."""
    preps = tuple(joined(p) for p in (row["preps"] or "").split())
    return Entry(joined(row["noun"] or ""), frozenset(row["frames"].split()), preps, row["stance"] or "neutral")  # type: ignore[arg-type]


@cache
def participles() -> Phrases[Entry]:
    """The nouns of participial phrases."""
    return Phrases({row["noun"]: entries_of(row) for row in load_table("participles.tsv")})


@cache
def _openers() -> Phrases[Entry]:
    return Phrases({row["noun"]: entries_of(row) for row in load_table("openers.tsv") if "loose" not in row["frames"]})


@cache
def speech_nouns() -> Phrases[Entry]:
    """The nouns of speech that stand with their own speaker."""
    return Phrases({row["noun"]: entries_of(row) for row in load_table("speech_nouns.tsv")})


def in_sentence(cues: Sequence[Cue], first: int, last: int) -> Sequence[Cue]:
    """The cues, in the order of the text, that begin between two tokens."""
    return cues[bisect_left(cues, first, key=lambda c: c.first) : bisect_left(cues, last, key=lambda c: c.first)]


def find_cues(document: Document) -> tuple[Cue, ...]:
    """Find every candidate cue, in the order of the text. Which of them introduce a statement is for `speech` to say."""
    keys = _unjoined(document.keys)
    found: list[Cue] = []
    for first, last in document.sentences:
        found.extend(_participial(keys, first, last))
        found.extend(_finite(keys, first, last))
        found.extend(_prepositional(keys, first, last))
        found.extend(_nouns(document, first, last))
    found.sort(key=lambda cue: (cue.first, -cue.last))
    kept: list[Cue] = []
    for cue in found:
        if kept and cue.first < kept[-1].last:
            continue
        kept.append(cue)
    return tuple(kept)


_TOLD = frozenset("افزود افزودند گفت گفتند عنوان اظهار تصریح تاکید بیان خاطرنشان ادامه یاداور اضافه اعلام نوشت خواستار".split())


def _unjoined(keys: Sequence[str]) -> tuple[str, ...]:
    """Keys with `و` taken off a verb of saying it is written together with: `وافزود`."""
    return tuple(k[1:] if k[:1] == "و" and k[1:] in _TOLD else k for k in keys)


def _participial(keys: Sequence[str], first: int, last: int) -> Iterator[Cue]:
    """`با بیان اینکه`, `ضمن تبریک`, `با تاکید مجدد بر`: a clause where `اینکه` follows, else a noun phrase."""
    known = participles()
    for at in range(first, last - 1):
        glued = keys[at][:2] == "با" and len(keys[at]) > 4
        if keys[at] not in ("با", "ضمن") and not glued:
            continue
        hit = known.match((keys[at][2:], *keys[at + 1 : at + 8]), 0) if glued else known.match(keys[at + 1 : at + 9], 0)
        if not hit:
            continue
        noun_end = at + hit[0] + (0 if glued else 1)
        entry = hit[1]
        end = noun_end
        if end < last and keys[end] in _ADJECTIVES:
            end += 1
        if end < last and keys[end] in entry.preps:
            end += 1
        elif end + 1 < last and keys[end : end + 2] == ("نسبت", "به"):
            end += 2
        that = _THIS_THAT.match(keys[end : end + 5], 0)
        if that:
            yield Cue(at, end + that[0], "participial", entry, clausal=True)
        elif end < last:
            if end == noun_end and entry.preps and keys[noun_end] != "از" and "را" not in entry.preps and "" not in entry.preps:
                continue
            yield Cue(at, end, "participial", entry)
            yield from _paired(keys, end, last)


def _paired(keys: Sequence[str], first: int, last: int) -> Iterator[Cue]:
    """The noun that `و` joins to a participial phrase: `با تبریک A و گرامیداشت B`, `ضمن تشکر از A و انتقاد از B`."""
    for at in range(first + 1, min(last, first + _PAIR_REACH) - 1):
        if keys[at] in _STOP_MARKS or keys[at] == "،" or verb_forms().match(keys, at):
            return
        shared = participles().match(keys[at - 1 : at], 0)  # `حمایت و پشتیبانی از A`: two nouns of one object
        if keys[at] == "و" and not shared and (hit := participles().match(keys[at + 1 : at + 9], 0)):
            end, entry = at + 1 + hit[0], hit[1]
            if end < last and keys[end] in entry.preps:
                yield Cue(at + 1, end + 1, "participial", entry, paired=True)
            elif end < last and "paired" in entry.frames:
                yield Cue(at + 1, end, "participial", entry, paired=True)


def _finite(keys: Sequence[str], first: int, last: int) -> Iterator[Cue]:
    entries = finite_entries()
    floor = first
    for at, end, form in _verbs(keys, first, last):
        nouns = entries.get(form.verb)
        if nouns is None:
            floor = end if closes_clause(keys, at) is not None else floor
            continue
        if (inside := _noun_inside(keys[at], nouns)) is not None and form.tense != "participle":
            yield Cue(at, end, "finite", inside, form, at, end)
            floor = end
            continue
        if form.verb == "گفت" and (
            keys[at - 1 : at] in (("توان",), ("میتوان",), ("باید",), ("نمیتوان",))
            or keys[end : end + 1] in (("وگو",), ("وگوی",))
            or keys[end : end + 2] in (("و", "گو"), ("و", "گوی"))
        ):
            floor = end
            continue
        hit = _noun_before(keys, max(floor, first), at, nouns)
        if hit is not None and hit - 2 >= floor and keys[hit - 1] == "و" and (paired := nouns.get(keys[hit - 2])):
            yield Cue(hit - 2, hit - 1, "finite", paired, form, hit - 2, hit - 1)
        if hit is not None:
            yield Cue(hit, end, "finite", nouns[joined_keys(keys, hit, at)], form, at, end)
        elif "" in nouns:
            yield Cue(at, end, "finite", nouns[""], form, at, end)
        else:
            away = _noun_away(keys, max(floor, first), at, nouns)
            if away:
                yield Cue(*away[:2], "finite", away[2], form, at, end)
        floor = end


_GLUED_VERBS = ("کردند", "کرد", "داشتند", "داشت", "دادند", "داد", "شدند", "شد")
_CLITICS = {"م": "1s", "یم": "1p", "ند": "3p", "اند": "3p"}


def _verbs(keys: Sequence[str], first: int, last: int) -> Iterator[tuple[int, int, Form]]:
    """Finite verbs, and single tokens that hold noun and verb: `اظهارداشت` (a lost space), `معتقدند` (a joined copula)."""
    forms = verb_forms()
    entries = finite_entries()
    at = first
    while at < last:
        hit = forms.match(keys, at)
        if hit and hit[0] <= last:
            yield at, hit[0], hit[1]
            at = hit[0]
            continue
        word = keys[at]
        if len(word) > 4:
            for verb in _GLUED_VERBS:
                if word.endswith(verb) and (form := forms.match((verb,), 0)) and word[: -len(verb)] in entries[form[1].verb]:
                    yield at, at + 1, form[1]
                    break
            else:
                for clitic, person in _CLITICS.items():
                    if word.endswith(clitic) and word[: -len(clitic)] in entries["بود"]:
                        yield at, at + 1, Form("بود", "present", person, False)
                        break
        at += 1


def joined_keys(keys: Sequence[str], first: int, last: int) -> str:
    """The keys `[first, last)` written together, as nouns are looked up."""
    return "".join(keys[first:last])


def _noun_before(keys: Sequence[str], floor: int, verb: int, nouns: dict[str, Entry]) -> int | None:
    """Where the longest noun that touches the verb begins."""
    best = None
    for begin in range(verb - 1, max(floor, verb - 5) - 1, -1):
        if joined_keys(keys, begin, verb) in nouns:
            best = begin
    return best


def _noun_inside(word: str, nouns: dict[str, Entry]) -> Entry | None:
    """The entry of a noun written together with its verb."""
    for ending in (*_GLUED_VERBS, *_CLITICS):
        noun = word[: -len(ending)]
        if noun and word.endswith(ending) and noun in nouns:
            return nouns[noun]
    return None


_APART = {"شد": {"want"}, "بود": {"want"}, "گردید": {"want"}, "داد": {"act"}, "کرد": {"act"}, "داشت": {"act"}, "نمود": {"act"}}


def _noun_away(keys: Sequence[str], floor: int, verb: int, nouns: dict[str, Entry]) -> tuple[int, int, Entry] | None:
    """A noun that its own phrase parts from the verb: `خواستار … شد`, `خبر از … داد`, `اشاره به … کرد`."""
    wanted = _APART.get(keys[verb])
    for begin in range(verb - 2, max(floor, verb - 40) - 1, -1):
        if keys[begin] in _STOP_MARKS:
            return None
        for end in (begin + 2, begin + 1):
            entry = nouns.get(joined_keys(keys, begin, end)) if end <= verb else None
            if entry is None:
                continue
            if "want" in entry.frames:
                return begin, end, entry
            if wanted and "act" in entry.frames and end < len(keys) and keys[end] in entry.preps and keys[end] in ("از", "به", "بر"):
                return begin, end, entry
    return None


def _prepositional(keys: Sequence[str], first: int, last: int) -> Iterator[Cue]:
    openers = _openers()
    for at, end, entry in openers.find(keys, first, last):
        yield Cue(at, end, "prepositional", entry)


_BULLETS = frozenset("-*•–_ـ/؛")


def _nouns(document: Document, first: int, last: int) -> Iterator[Cue]:
    """A speech noun with its speaker after it: at the head of a title or subhead (`مخالفت X با N`), or before `مبنی بر` anywhere."""
    keys = document.keys
    nouns = speech_nouns()
    begin = first
    while begin < last and keys[begin] in _BULLETS:
        begin += 1
    heading = document.tokens[first].paragraph == 0 or begin > first
    at = first
    while at < last:
        hit = nouns.match(keys[at : min(last, at + 4)], 0)
        if hit:
            end = at + hit[0]
            heads = heading and (at == begin or keys[at - 1] in _BULLETS)
            based = any(keys[i] == "مبنی" and keys[i + 1] == "بر" for i in range(end, min(last - 2, end + 12)))
            if heads or (based and "based" in hit[1].frames):
                yield Cue(at, end, "noun", hit[1], clausal=based)
            at = end
        else:
            at += 1
