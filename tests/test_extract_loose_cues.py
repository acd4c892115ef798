"""Cues that bring words only at times: where they are found, and what they are about."""

import pytest

from naql.extract.cues import find_cues
from naql.extract.loose_cues import with_loose_cues
from naql.model import Article
from naql.text.tokens import read_tokens


def loose(text):
    """The words of each loose cue of a sentence, and those of its object where its shape tells it."""
    document = read_tokens(Article((text,), "x"))
    cues = [cue for cue in with_loose_cues(document, find_cues(document)) if cue.loose]
    return [(document.words(cue.first, cue.last), document.words(*cue.thing) if cue.thing else None) for cue in cues]


@pytest.mark.parametrize(
    ("text", "cue", "thing"),
    [
        ("او به تشریح برنامه‌های شورا پرداخت.", "به تشریح", "برنامه‌های شورا"),
        ("او به ستایش از کار مقنی‌ها پرداخت.", "به ستایش", "کار مقنی‌ها"),
        ("برداشت از چاه‌ها مورد انتقاد کشاورزان قرار گرفت.", "مورد انتقاد", "برداشت از چاه‌ها"),
        ("او پیشنهاد برگزاری جشن کاریز را داد.", "پیشنهاد", "برگزاری جشن کاریز"),
        ("طبق برآورد خانه آب، چاه‌ها پر می‌شوند.", "طبق", None),
        ("او برداشت آب را محکوم و خواستار بازنگری شد.", "محکوم", None),
        ("شورا در واکنش به این خبر نامه نوشت.", "در واکنش به", None),
    ],
)
def test_loose_cues(text, cue, thing):
    """Each shape is found with its object."""
    assert (cue, thing) in loose(text)


def test_what_others_take_is_left():
    """A phrase that is a cue of its own is not found again."""
    document = read_tokens(Article(("او با اشاره به کاریز گفت: آب کافی است.",), "x"))
    cues = find_cues(document)
    assert with_loose_cues(document, cues) == cues


def test_found_amid_a_sentence_only_with_a_speaker():
    """A speech noun amid a sentence is loose, so that a speaker is asked for behind it."""
    assert ("درخواست", None) in loose("او درخواست کشاورزان برای بازگشایی چاه را خواند.")
