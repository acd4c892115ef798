"""Verb stems -> every finite form, as it is looked up in a text.

Persian verbs inflect for tense, person, negation and aspect in a closed scheme, so the forms are generated and not guessed from endings:
`کرد` gives `کرده است`, `نمی‌کنند`, `خواهد کرد`, `کرده بودم`. Forms are joined keys (see `naql.language.lexicon`).
Source of the scheme: any grammar of Persian; the stems used lie in `data/verbs.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from naql.language.lexicon import Phrases, load_table

Tense = Literal["past", "imperfect", "perfect", "pluperfect", "participle", "present", "subjunctive", "future", "passive"]

_PERSONS = {"م": "1s", "ی": "2s", "یم": "1p", "ید": "2p", "ند": "3p"}
_PRESENT_PERSONS = _PERSONS | {"د": "3s"}
_PERFECT_PERSONS = {"است": "3s", "ام": "1s", "ای": "2s", "ایم": "1p", "اید": "2p", "اند": "3p"}


class Form(NamedTuple):
    """A finite form: the past stem it belongs to, its tense, person (`3s`, `1p` …) and whether it is negated."""

    verb: str
    tense: Tense
    person: str
    negative: bool


def _negated(past: str) -> tuple[str, ...]:
    """A past stem with its negation; a stem that begins with alef takes a glide (`نیامد`), a short one may lose it (`نیفزود`)."""
    if past[0] not in "آا":
        return ("ن" + past,)
    return ("نیا" + past[1:], "نی" + past[1:]) if past[0] == "ا" else ("نیا" + past[1:],)


def conjugate(past: str, present: str) -> Iterator[tuple[str, Form]]:
    """Every form of a verb, joined, with what it is.

    >>> dict(conjugate("گفت", "گو"))["نمیگویند"]
    Form(verb='گفت', tense='present', person='3p', negative=True)
    """
    for negation in ("", "ن"):
        no = bool(negation)
        for ngap in _negated(past) if no else (past,):
            for ending, person in {"": "3s", **_PERSONS}.items():
                yield ngap + ending, Form(past, "past", person, no)
                yield ngap + "هبود" + ending, Form(past, "pluperfect", person, no)
                yield ngap + "هشد" + ending, Form(past, "passive", person, no)
            yield ngap + "ه", Form(past, "participle", "3s", no)
            yield ngap + "هشدهاست", Form(past, "passive", "3s", no)
            yield ngap + "هشدهبود", Form(past, "passive", "3s", no)
            for ending, person in _PERFECT_PERSONS.items():
                yield ngap + "ه" + ending, Form(past, "perfect", person, no)
        for ending, person in {"": "3s", **_PERSONS}.items():
            yield negation + "می" + past + ending, Form(past, "imperfect", person, no)
        yield past + "ه" + negation + "میشود", Form(past, "passive", "3s", no)
        for ending, person in _PRESENT_PERSONS.items():
            glide = "ی" if present[-1] in "او" and present not in ("شو", "رو") and ending[0] != "ی" else ""
            long = "ی" if present[-1] in "او" and present not in ("شو", "رو") and ending[0] == "ی" else ""
            yield negation + "می" + present + glide + long + ending, Form(past, "present", person, no)
            yield (negation or "ب") + present + glide + long + ending, Form(past, "subjunctive", person, no)
            yield negation + "خواه" + ending + past, Form(past, "future", person, no)


_TO_BE = {
    "است": "3s", "هست": "3s", "هستند": "3p", "اند": "3p", "هستم": "1s", "هستیم": "1p", "هستید": "2p", "میباشد": "3s", "میباشند": "3p",
    "نیست": "3s", "نیستند": "3p", "نیستم": "1s", "نیستیم": "1p",
}  # fmt: skip
_TO_HAVE = {
    "دارد": "3s",
    "دارند": "3p",
    "دارم": "1s",
    "داریم": "1p",
    "دارید": "2p",
    "ندارد": "3s",
    "ندارند": "3p",
    "نداریم": "1p",
    "ندارم": "1s",
}


@cache
def verb_forms() -> Phrases[Form]:
    """Every form of the verbs in `data/verbs.tsv`, found by their joined keys."""
    forms: dict[str, Form] = {}
    for row in load_table("verbs.tsv"):
        for form, value in conjugate(row["past"], row["present"]):
            forms.setdefault(form, value)
    forms.update({form: Form("بود", "present", person, form[0] == "ن") for form, person in _TO_BE.items()})
    forms.update({form: Form("داشت", "present", person, form[0] == "ن") for form, person in _TO_HAVE.items()})
    return Phrases(forms)


def verb_places(keys: Sequence[str], first: int, last: int) -> list[tuple[int, int, Form]]:
    """The finite verbs between two tokens: where each begins, the token after it, what it is."""
    forms = verb_forms()
    found: list[tuple[int, int, Form]] = []
    at = first
    while at < last:
        hit = forms.match(keys, at)
        if hit and hit[0] <= last:
            found.append((at, hit[0], hit[1]))
            at = hit[0]
        else:
            at += 1
    return found


_ALSO_NOUNS = frozenset("خرید دید ساخت رسید گذشت برد کشت نشست شکست برداشت بازگشت پرداخت گشت درآمد دریافت برخورد بست".split())


def closes_clause(keys: Sequence[str], at: int) -> int | None:
    """The token after the finite verb that begins here; None where there is none, or where the word is a noun as often as a verb."""
    hit = verb_forms().match(keys, at)
    if hit is None or hit[1].tense == "subjunctive" or (hit[1].tense == "past" and hit[1].person == "3s" and keys[at] in _ALSO_NOUNS):
        return None
    if hit[1].tense == "participle" and not (hit[0] < len(keys) and keys[hit[0]] in ("و", "،", "که", "اما")):
        return None
    return hit[0]
