"""Where the subject of a cue stands in its clause."""

import pytest
from drawing import article_of

from naql.extract.cues import find_cues
from naql.extract.subjects import Subjects
from naql.language.names import find_mentions
from naql.text.tokens import read_tokens


def check(sentence, subject):
    """The subject of the sentence's last cue, looked for from its beginning, is shown by these words (None: there is none)."""
    document = read_tokens(article_of(sentence))
    subjects = Subjects(document, find_mentions(document))
    cue = find_cues(document)[-1]
    found = subjects.of(document.sentence_at(cue.first)[0], cue.first)
    assert (found and document.words(*found.shown)) == subject


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("سهراب نیک‌آیین گفت: آب کافی است.", "سهراب نیک‌آیین"),
        ("سهراب نیک‌آیین استاندار سروند گفت: آب کافی است.", "سهراب نیک‌آیین"),
        ("سرهنگ سهراب نیک‌آیین گفت: آب کافی است.", "سرهنگ سهراب نیک‌آیین"),
        ("همچنین وی در پایان گفت: آب کافی است.", "وی"),
        ("در این دیدار، سهراب نیک‌آیین گفت: آب کافی است.", "سهراب نیک‌آیین"),
        ("استاندار سروند گفت: آب کافی است.", "استاندار سروند"),
    ],
)
def test_head_of_its_clause(sentence, subject):
    """A name, an office or a pronoun at the head of the clause is the subject, adverbs aside."""
    check(sentence, subject)


@pytest.mark.parametrize(
    "sentence", ["در پایان گفت: آب کافی است.", "به سهراب نیک‌آیین گفت: آب کافی است.", "با سهراب نیک‌آیین گفت: آب کافی است."]
)
def test_none(sentence):
    """A dropped subject is none, and a name behind a preposition is no subject."""
    check(sentence, None)
