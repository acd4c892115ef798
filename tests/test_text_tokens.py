"""Tokens: words, numbers and marks with tight spans."""

from __future__ import annotations

from naql.model import Article
from naql.text.tokens import read_tokens


def test_rule_of_tatweels() -> None:
    """A rule drawn with tatweels is no token; the words about it keep their places."""
    article = Article(("محرم ــ مصيبت", "", "ــــــ", "پایان"))
    document = read_tokens(article)
    assert [document.words(n, n + 1) for n in range(len(document.tokens))] == ["محرم", "مصيبت", "پایان"]
    assert document.paragraphs == ((0, 2), (2, 2), (2, 2), (2, 3))


def test_spelling() -> None:
    """Words are spelled with their joints whatever the page lost, and shown as written."""
    document = read_tokens(Article(("رسانه های داخلی می گویند خانه ها را نمی سازند",)))
    assert [t.text.replace("\u200c", "_") for t in document.tokens[:3]] == ["رسانه_های", "داخلی", "می_گویند"]
    assert document.words(0, 2) == "رسانه های داخلی"
    assert document.spelling(0, 2) == "رسانه\u200cهای داخلی"


def check(text: str, *sentences: str) -> None:
    """The tokens of a text as stored, a space between two, each sentence on its own."""
    document = read_tokens(Article((text,)))
    assert [" ".join(document.words(i, i + 1) for i in range(*sentence)) for sentence in document.sentences] == list(sentences)


def test_words_numbers_and_marks() -> None:
    """Words, numbers with their points and slashes, and single marks."""
    check("«سه طرح» با ۱۲٫۵ درصد در 1402/7/23!", "« سه طرح » با ۱۲٫۵ درصد در 1402/7/23 !")


def test_stops() -> None:
    """A stop ends a sentence, marks that close behind it included; more stops are one end."""
    check("آب آمد. باران بارید؟! «برف آمد.» تمام", "آب آمد .", "باران بارید ؟ !", "« برف آمد . »", "تمام")


def test_stops_that_end_nothing() -> None:
    """An initial, a decimal and three dots end no sentence."""
    check("ج.ا.ایران گفت", "ج . ا . ایران گفت")
    check("نرخ 3.5 درصد است.", "نرخ 3.5 درصد است .")
    check("آب ... آمد.", "آب . . . آمد .")


def test_invisible_characters() -> None:
    """Bidi controls, harakat, a soft hyphen and a byte order mark belong to no token's edges and to no key."""
    document = read_tokens(Article(("\ufeff\u202bگُف\u00adت\u202c\r\n 😀 مي‌گويد\u200f.",)))
    assert [document.words(i, i + 1) for i in range(len(document.tokens))] == ["گُف\u00adت", "😀", "مي‌گويد", "."]
    assert document.keys == ("گفت", "😀", "میگوید", ".")


def test_places() -> None:
    """A token, its sentence and its paragraph are found by an offset or an index."""
    document = read_tokens(Article(("خبر", "", "آب آمد. باران بارید.")))
    assert document.paragraphs == ((0, 1), (1, 1), (1, 7))
    assert [document.sentence_at(i) for i in (0, 1, 4)] == [(0, 1), (1, 4), (4, 7)]
    assert document.token_at(document.article.text.index("باران")) == 4
    assert document.article.quote(document.span(1, 3)) == "آب آمد"


def test_a_line_of_emoji_is_no_paragraph() -> None:
    """A post's title is its first line with words, and its body goes on from line to line past the signs between them."""
    document = read_tokens(Article(("🔴", "", "باران آمد", "🔹", "رستمی گفت", "***", "راه باز است")))
    assert [(document.words(*s), document.tokens[s[0]].paragraph) for s in document.sentences] == [
        ("باران آمد", 0),
        ("رستمی گفت", 2),
        ("راه باز است", 3),
    ]
    assert document.article.title == "باران آمد"
