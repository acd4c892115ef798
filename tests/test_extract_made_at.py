"""At which contact words were said, in wire-style articles written for this project."""

from __future__ import annotations

import pytest

from naql.model import Article, Reading
from naql.reader import read


def reading(*paragraphs: str) -> Reading:
    """The reading of an article with a title of its own."""
    return read(Article(("خبر", *paragraphs)))


def link(result: Reading, words: str) -> str | None:
    """The type of the contact at which the statement that begins with the words was made."""
    statement = next(s for s in result.statements if result.article.quote(s.content).startswith(words))
    return next((c.type for c in result.contacts if c.id == statement.contact), None)


MEETING = "علی رستمی وزیر کشور صبح امروز در دیدار با محمد کریمی استاندار تهران گفت: راه‌ها باز است."


def test_said_at_a_meeting_told_before_the_cue() -> None:
    """`در دیدار با X گفت`."""
    assert link(reading("", MEETING), "راه") == "meeting"


def test_goes_on_at_the_meeting() -> None:
    """What the same speaker adds was said there too, and what the other party answers."""
    result = reading("", MEETING, "وی افزود: پل‌ها نیز ساخته می‌شود.", "محمد کریمی هم گفت: آب کافی است.")
    assert link(result, "پل") == "meeting"
    assert link(result, "آب") == "meeting"


def test_pointed_at() -> None:
    """`در این دیدار گفت`: the meeting told before."""
    result = reading(
        "", "علی رستمی وزیر کشور صبح امروز با محمد کریمی استاندار تهران دیدار کرد.", "محمد کریمی در این دیدار گفت: آب کافی است."
    )
    assert link(result, "آب") == "meeting"


@pytest.mark.parametrize(
    "sentence",
    [
        "علی رستمی وزیر کشور پس از دیدار با محمد کریمی استاندار تهران گفت: راه‌ها باز است.",
        "علی رستمی وزیر کشور صبح امروز با محمد کریمی استاندار تهران دیدار کرد. وی در گفت‌وگو با خبرنگاران گفت: راه‌ها باز است.",
    ],
)
def test_said_elsewhere(sentence: str) -> None:
    """After a meeting, or to the press, is not at it."""
    assert link(reading("", sentence), "راه") is None


def test_another_occasion_ends_it() -> None:
    """`در مراسم … گفت` behind a meeting is said at the ceremony."""
    result = reading("", MEETING, "علی رستمی در مراسم سالگرد بنیاد نیز گفت: مدرسه‌ها ساخته می‌شود.")
    assert link(result, "مدرسه") is None


def test_a_lead_tells_it_beforehand() -> None:
    """What a lead has of the speech in the body was said where that was."""
    assert link(reading("وزیر کشور گفت: پل‌ها ساخته می‌شود.", MEETING), "پل") == "meeting"
