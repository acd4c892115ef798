"""Which nameless speaker is somebody named elsewhere, in sentences written for this project."""

from drawing import article_of, speakers

from naql import read
from naql.extract.holders import Choice, choose


def names(*paragraphs):
    """The sources of the statements, in the order of the text."""
    return speakers(read(article_of(*paragraphs, title="خبر")))


def test_office_in_the_lead():
    """An office that speaks first is the person's who is named as a speaker in the next paragraph."""
    assert (
        names(
            "[source|مدیرکل آبخیزداری استان دماوند] [cue|گفت]: [content|چشمه‌ها پرآب شده است.]",
            "[source|سهراب نیک‌آیین] روز گذشته در گفت‌وگو با خبرنگاران [cue|افزود]: [content|سه طرح در راه است.]",
            "[source|وی] [cue|تصریح کرد]: [content|کار از بهار آغاز می‌شود.]",
        )
        == ["سهراب نیک‌آیین"] * 3
    )


def test_another_office_after_a_named_speaker():
    """A second office with `نیز`, at odds with the first speaker's, is the person's who is named after it."""
    assert names(
        "[source|سهراب نیک‌آیین] فرماندار دماوند [cue|گفت]: [content|چشمه‌ها پرآب شده است.]",
        "[source|رئیس شورای شهر رودهن] نیز در این نشست [cue|گفت]: [content|بودجه کافی نیست.]",
        "[source|آرش پاک‌نهاد] [cue|افزود]: [content|سه طرح مانده است.]",
    ) == ["سهراب نیک‌آیین", "آرش پاک‌نهاد", "آرش پاک‌نهاد"]


def test_unnamed_source_stays_unnamed():
    """An informed source is not the person who speaks after him."""
    assert names(
        "[source|یک منبع آگاه] [cue|گفت]: [content|چشمه‌ها پرآب شده است.]",
        "[source|سهراب نیک‌آیین] فرماندار دماوند نیز [cue|گفت]: [content|بودجه کافی نیست.]",
    ) == ["یک منبع آگاه", "سهراب نیک‌آیین"]


def test_the_best_sum_is_taken():
    """The person whose signs weigh most is chosen, nobody where his weigh most, and the first of equals."""
    choice = Choice("speaker", ("a", "b"), (("near",), ("near", "next"), ("none",)))
    assert choose(choice, {"near": 1.0, "next": 0.5, "none": 0.9}) == "b"
    assert choose(choice, {"near": 1.0, "none": 2.0}) is None
    assert choose(choice, {"near": 1.0}) == "a"
