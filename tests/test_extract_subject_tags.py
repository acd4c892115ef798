"""Labels of tokens -> the speakers' noun phrases."""

from naql.extract.cues import find_cues
from naql.extract.subject_tags import mention_parts, read_labels, tag_subjects
from naql.language.mention import Mention
from naql.language.names import find_mentions
from naql.model import Article
from naql.text.tokens import read_tokens


def check(text, labels, *found):
    """The labels of a sentence's tokens give these mentions: all words, name, rank and offices."""
    document = read_tokens(Article((text,)))

    def words(span):
        return document.words(*span) if span else None

    mentions = read_labels(document, 0, labels.split())
    assert [(words((m.first, m.last)), words(m.name), words(m.rank), [words(o) for o in m.offices]) for m in mentions] == list(found)


def test_name():
    """A name alone."""
    check("سهراب نیکو گفت", "B-N I-N O", ("سهراب نیکو", "سهراب نیکو", None, []))


def test_rank_name_and_offices():
    """A rank before, and two offices behind a name that `و` joins, are one person's."""
    check(
        "سرهنگ نیکو فرمانده پلیس و عضو شورا گفت", "B-R B-N B-O I-O O B-O I-O O",
        ("سرهنگ نیکو فرمانده پلیس و عضو شورا", "نیکو", "سرهنگ", ["فرمانده پلیس", "عضو شورا"]),
    )  # fmt: skip


def test_two_names():
    """Two names that `و` joins are two mentions."""
    check("نیکو و پاکدل گفتند", "B-N O B-N O", ("نیکو", "نیکو", None, []), ("پاکدل", "پاکدل", None, []))


def test_pronoun_and_lone_rank():
    """A pronoun, and a rank without a name, are no mentions."""
    check("وی گفت", "B-P O")
    check("سرهنگ گفت", "B-R O")


def test_what_the_lists_say_of_each_token():
    """Name and office win over the mention they stand in."""
    assert mention_parts([Mention(0, 5, "person", (1, 3), (0, 1), ((3, 5),))]) == {0: "pB", 1: "nB", 2: "nI", 3: "oB", 4: "oI"}


def test_packaged_model():
    """The packaged model reads full names and surnames that speak."""
    document = read_tokens(Article(("خبر", "سهراب نیکو گفت: آب هست.", "نیکو افزود: آب نیست.")))
    found = tag_subjects(document, find_cues(document), find_mentions(document), {})
    assert [document.words(m.first, m.last) for m in found] == ["سهراب نیکو", "نیکو"]
