"""Whose the words are: pronouns, dropped subjects, surnames and offices, in sentences written for this project."""

import pytest
from drawing import article_of, drawn_speech, speakers

from naql import read


def check(*paragraphs, by, title="خبر"):
    """The statements drawn are those found, and these are the names of their sources, in the order of the text."""
    reading = read(article_of(*paragraphs, title=title))
    assert drawn_speech(reading) == (title, "", *paragraphs)
    assert speakers(reading) == by


@pytest.mark.parametrize("pronoun", ["وی", "او", "ایشان"])
def test_pronoun(pronoun):
    """A pronoun is the speaker before it."""
    check(
        "[source|سهراب نیک‌آیین] [cue|گفت]: [content|آب کافی است.]",
        f"[source|{pronoun}] [cue|افزود]: [content|سه طرح در راه است.]",
        by=["سهراب نیک‌آیین"] * 2,
    )


def test_dropped_subject():
    """A cue without a subject is the last speaker's."""
    check(
        "[source|سهراب نیک‌آیین] [cue|گفت]: [content|آب کافی است.]",
        "و [cue|افزود]: [content|سه طرح در راه است.]",
        by=["سهراب نیک‌آیین"] * 2,
    )


def test_surname():
    """A surname alone is the person whose full name ends in it."""
    check(
        "[source|سهراب نیک‌آیین] [cue|گفت]: [content|آب کافی است.]",
        "[source|نیک‌آیین] [cue|تصریح کرد]: [content|سه طرح در راه است.]",
        by=["سهراب نیک‌آیین"] * 2,
    )


def test_surname_in_headline():
    """A surname in the headline is the person named in full in the body."""
    check(
        "[source|سهراب نیک‌آیین] [cue|گفت]: [content|آب کافی است.]",
        title="[source|نیک‌آیین]: [content|آب کافی است]",
        by=["سهراب نیک‌آیین"] * 2,
    )


def test_office_before_a_name():
    """`استاندار گیلان` before a name is the person's office, and not among the words that name him."""
    check("استاندار گیلان [source|سهراب نیک‌آیین] [cue|گفت]: [content|آب کافی است.]", by=["سهراب نیک‌آیین"])


def test_office_after_a_name():
    """The office after a name is left out of the words that name him."""
    check("[source|سهراب نیک‌آیین] استاندار سروند [cue|گفت]: [content|آب کافی است.]", by=["سهراب نیک‌آیین"])


def test_office_in_place_of_the_name():
    """An office given to a person stands for him later."""
    check(
        "[source|سهراب نیک‌آیین] استاندار سروند [cue|گفت]: [content|آب کافی است.]",
        "[source|استاندار سروند] [cue|افزود]: [content|سه طرح در راه است.]",
        by=["سهراب نیک‌آیین"] * 2,
    )


def test_this_official():
    """`این مسئول` is the last speaker."""
    check(
        "[source|سهراب نیک‌آیین] رئیس سازمان آب سروند [cue|گفت]: [content|آب کافی است.]",
        "[source|این مسئول] [cue|ادامه داد]: [content|سه طرح در راه است.]",
        by=["سهراب نیک‌آیین"] * 2,
    )


def test_pronoun_after_two_speakers():
    """A pronoun is the nearer of two speakers."""
    check(
        "[source|سهراب نیک‌آیین] [cue|گفت]: [content|آب کافی است.]",
        "[source|رضا پاک‌نهاد] [cue|پاسخ داد]: [content|آب کافی نیست.]",
        "[source|وی] [cue|افزود]: [content|چاه‌ها خشک شده‌اند.]",
        by=["سهراب نیک‌آیین", "رضا پاک‌نهاد", "رضا پاک‌نهاد"],
    )


def test_office_without_a_name():
    """An office without a name in the article is the source's name."""
    check("[source|استاندار سروند] [cue|گفت]: [content|آب کافی است.]", by=["استاندار سروند"])


def test_rank():
    """A rank stands in the words that name him, and not in the name."""
    check("[source|سرهنگ سهراب نیک‌آیین] [cue|گفت]: [content|راه‌ها باز است.]", by=["سهراب نیک‌آیین"])


def test_speaker_in_his_own_words():
    """A person who is quoted by another is the source of what stands within."""
    check(
        "[source|سهراب نیک‌آیین] [cue|گفت]: [content|[source|رضا پاک‌نهاد] [cue|گفت] که [nested|آب کافی است.]]",
        by=["سهراب نیک‌آیین", "رضا پاک‌نهاد"],
    )


def test_nobody_named():
    """Words that nobody in the article can have said have no source, and the record says so."""
    (statement,) = read(article_of("در پایان گفت: آب کافی است.")).statements
    assert (statement.source, statement.how, statement.reason) == (None, None, "outside-article")


def test_how():
    """The record says how each source was known."""
    reading = read(
        article_of(
            "سهراب نیک‌آیین استاندار سروند گفت: آب کافی است.", "وی افزود: سه طرح در راه است.", "نیک‌آیین تصریح کرد: کارها آغاز شد.",
            "استاندار سروند اعلام کرد: راه‌ها باز است.", title="نیک‌آیین: آب کافی است",
        )
    )  # fmt: skip
    assert [s.how for s in reading.statements] == ["label", "name", "pronoun", "alias", "office"]


def test_nested_within():
    """A nested statement knows the one it stands in."""
    outer, inner = read(article_of("سهراب نیک‌آیین گفت: رضا پاک‌نهاد گفت که آب کافی است.")).statements
    assert (outer.within, inner.within) == (None, outer.id)


def test_said_at_a_meeting():
    """`در این دیدار` ties the words to the meeting told before."""
    reading = read(
        article_of("سهراب نیک‌آیین با رضا پاک‌نهاد دیدار کرد.", "سهراب نیک‌آیین در این دیدار گفت: آب کافی است.", title="خبر")
    )  # fmt: skip
    assert [s.contact for s in reading.statements] == [c.id for c in reading.contacts]


def test_answers_of_an_interview():
    """A surname with a colon at the head of each answer is the person named in full before."""
    check(
        "شهرزاد مهرآیین، پژوهشگر رصدخانه دماونه، عکس تازه‌ای گرفت.",
        "پگاه‌نیوز: خانم مهرآیین، این عکس تازه است؟",
        "[source|مهرآیین]: [content|سه شب از همان گوشه آسمان عکس گرفتیم.]",
        "پگاه‌نیوز: چه کسی خبر را شنید؟",
        "[source|مهرآیین]: [content|همه شهر خبر را شنیدند.]",
        by=["شهرزاد مهرآیین"] * 2,
    )
