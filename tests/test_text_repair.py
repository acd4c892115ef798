"""Repair: joints given back, everything else left alone, every change accounted for."""

from __future__ import annotations

import csv
import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naql.text.letters import INVISIBLE, ZWNJ
from naql.text.repair import Edit, Repaired, repair, replay

CASES = Path(__file__).parent / "cases" / "repair"
EXAMPLES = int(os.environ.get("NAQL_EXAMPLES", "300"))
"""Cases of each property; CI runs 10,000."""

_WORDS = """
نسلهای نسل های نسل‌های می شود میشود می‌شود نمی خواهند نمیخواهند کتابخانهها کتابخانه ها حرفهای حرفه ای این که
اینکه آنها گفت و گو گفتوگو رئیس جمهور
بین المللی بینالمللی شده اند شدهاند کرده است مردم درآمد شهرها خانه ای خانهای
بزرگ ترین بزرگترین پیش بینی پیشبینی ها ای تر می را به از در که و
آنان سیدی نامهای تنها وي مي شود كشورهاي كرده‌اند نقطهٔ مُهر کاملاً 1404 ۱۴۰۴ « » . ، ؟ : \n \u200b \u200f \u200c \u00ad GPT #حزبالله @نامها
""".split(" ")
damaged_texts = st.one_of(
    st.lists(st.sampled_from(_WORDS), max_size=30).map(" ".join),
    st.lists(st.sampled_from(_WORDS), max_size=12).map("".join),
    st.text(alphabet=st.sampled_from("میشودنهاکتبرگلهئآي ك‌ \u200b\u200f.،\n«»1ً"), max_size=40),
    st.text(max_size=40),
)


def load_cases(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def check(damaged: str, sound: str) -> None:
    """Repair a text, and compare with what is drawn with `_` for a joint."""
    assert repair(damaged).text.replace(ZWNJ, "_") == sound


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("نسلهای آینده میتوانند کتابها را بخوانند", "نسل_های آینده می_توانند کتاب_ها را بخوانند"),
        ("وي گفت: برنامههاي شركت اعلام ميشود.", "وي گفت: برنامه_هاي شركت اعلام مي_شود."),
        ("«میگویند» نمیدانستیم؛ گفتهاند", "«می_گویند» نمی_دانستیم؛ گفته_اند"),
    ],
)
def test_glued(damaged: str, sound: str) -> None:
    """Words that lost their joints get them back, whatever stands beside them."""
    check(damaged, sound)


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("نسل های آینده می توانند کتاب ها را بخوانند", "نسل_های آینده می_توانند کتاب_ها را بخوانند"),
        ("وي گفت: برنامه هاي شركت اعلام مي شود.", "وي گفت: برنامه_هاي شركت اعلام مي_شود."),
        ("پیش بینی او این است که خانه ها را نمی سازند", "پیش_بینی او این است که خانه_ها را نمی_سازند"),
    ],
)
def test_spaced(damaged: str, sound: str) -> None:
    """A joint that was turned into a space is a joint again; other spaces stay."""
    check(damaged, sound)


@pytest.mark.parametrize("case", load_cases("in-the-wild"), ids=lambda case: case["name"])
def test_in_the_wild(case: dict[str, str]) -> None:
    """Damage as the web has it."""
    repaired = repair(case["damaged"])
    assert repaired.text.replace(ZWNJ, "_") == case["sound"]
    assert repaired.damage == case["damage"]


@pytest.mark.parametrize("case", load_cases("known-failures"), ids=lambda case: case["name"])
def test_known_failures(case: dict[str, str]) -> None:
    """What is not repaired yet; a case that passes now belongs in-the-wild."""
    assert repair(case["damaged"]).text.replace(ZWNJ, "_") != case["sound"]


def test_negative() -> None:
    """No sound sentence is changed, whoever wrote it and whatever foreign words, names, verse and slang are in it."""
    cases = load_cases("negative")
    assert len(cases) >= 300
    assert {case["text"]: repair(case["text"]).text for case in cases} == {case["text"]: case["text"] for case in cases}


def test_sound_text_is_told() -> None:
    """The sentences together are one sound text."""
    text = "\n".join(case["text"] for case in load_cases("negative"))
    assert repair(text) == Repaired(text, "none", (), len(text))


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [("او بازیکن حرفهای است و میداند.", "او بازیکن حرفه_ای است و می_داند."), ("از حرفهای رئیس میگفتند.", "از حرف_های رئیس می_گفتند.")],
)
def test_context(damaged: str, sound: str) -> None:
    """A word that is written in two ways is decided by the words beside it."""
    check(damaged, sound)


def test_always() -> None:
    """One lone word tells too little of a long sound text; it is repaired where that is asked."""
    text = "کتاب\u200cها را می\u200cخوانند و نمی\u200cدانند که چه\u200cها را میخوانند."
    assert repair(text).text == text
    assert repair(text, always=True).text.endswith(f"می{ZWNJ}خوانند.")


def test_offsets() -> None:
    """A joint that was put in has the place of the next letter; what was taken out leaves a gap."""
    repaired = repair("نسلها\u200b میشود")
    assert repaired.edits == (Edit(3, "", ZWNJ), Edit(5, "\u200b", ""), Edit(9, "", ZWNJ))
    assert list(repaired.raw) == [0, 1, 2, 3, 3, 4, 6, 7, 8, 9, 9, 10, 11, 12]
    assert list(repaired.shown) == [0, 1, 2, 4, 5, 6, 6, 7, 8, 10, 11, 12, 13]


def test_invisible_joint() -> None:
    """What a page has in a joint's place is a joint; elsewhere it is nothing."""
    check("برنامه\u200eهای سال\u00adها کار\u200bآفرین \u200fاو\u200e.", "برنامه_های سال_ها کارآفرین او.")


def test_folding() -> None:
    """Arabic letters and digits are folded only where asked, and each in its place."""
    assert repair("وي در ۱۴۰۴ كشورها را ديد").text == "وي در ۱۴۰۴ كشورها را ديد"
    folded = repair("وي در ۱۴۰۴ ميشود", letters=True, digits=True)
    assert folded.text == f"وی در 1404 می{ZWNJ}شود"
    assert replay("وي در ۱۴۰۴ ميشود", folded.edits) == folded.text


@settings(max_examples=EXAMPLES, deadline=None)
@given(damaged_texts, st.booleans(), st.booleans())
def test_every_change_is_accounted_for(text: str, letters: bool, digits: bool) -> None:
    """The edits replayed give the text, and say truly what stood there; the offsets only grow and cover both texts."""
    repaired = repair(text, letters=letters, digits=digits)
    assert replay(text, repaired.edits) == repaired.text
    assert all(text[e.at : e.at + len(e.old)] == e.old for e in repaired.edits)
    assert list(repaired.raw) == sorted(repaired.raw)
    assert (len(repaired.raw), repaired.raw[-1]) == (len(repaired.text) + 1, len(text))
    assert list(repaired.shown) == sorted(repaired.shown)
    assert (len(repaired.shown), repaired.shown[-1]) == (len(text) + 1, len(repaired.text))


@settings(max_examples=EXAMPLES, deadline=None)
@given(damaged_texts)
def test_only_joints_change(text: str) -> None:
    """Nothing is put in but joints, nothing is taken out but what cannot be seen or a space that a joint replaces."""
    for edit in repair(text).edits:
        assert (edit.old, edit.new) in {("", ZWNJ), (" ", ZWNJ)} or (edit.new in ("", ZWNJ) and not set(edit.old) - set(INVISIBLE + ZWNJ))


@settings(max_examples=EXAMPLES, deadline=None)
@given(damaged_texts)
def test_twice_is_once(text: str) -> None:
    """A repaired text is sound: repairing it again changes nothing."""
    once = repair(text).text
    assert repair(once).text == once


@settings(max_examples=EXAMPLES, deadline=None)
@given(damaged_texts)
def test_letters_are_left_alone(text: str) -> None:
    """All that can be seen, but spaces, stands as it stood."""
    seen = str.maketrans(dict.fromkeys(INVISIBLE + ZWNJ + " "))
    assert repair(text).text.translate(seen) == text.translate(seen)


@pytest.mark.parametrize("unit", ["نسلهای میشود ", "می شود\n", "ميشود", "\u200c\u200b", "«", "ها ", "x", "نسل\u200cها"])
def test_time_is_linear(unit: str) -> None:
    """A line of millions of characters takes no more time a character than a short one; thirty times is noise, a square is a thousand."""
    times = []
    for size in (10_000, 1_000_000):
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        repair(text)
        times.append((time.process_time() - start) / size)
    assert times[1] < 30 * times[0] + 1e-7
