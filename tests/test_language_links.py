"""How firmly two words stand together."""

from naql.language.links import again_marks, link_marks, pair_marks, repeated_pairs, word_marks
from naql.model import Article
from naql.text.tokens import Document, read_tokens


def document(*paragraphs: str) -> Document:
    return read_tokens(Article(paragraphs, "x"))


def test_phrases_go_on_from_word_to_word() -> None:
    """A body whose name has `حمایت` goes on with `از`, and ends before `گفت`."""
    assert pair_marks()["حمایت", "از"] == "i4"
    assert pair_marks()["کشور", "گفت"] == "i0"


def test_a_word_of_offices_is_told_from_another() -> None:
    """`امور` stands inside phrases and hardly ends one; `گفت` stands in none."""
    assert word_marks()["امور"][1] == "0"
    assert "گفت" not in word_marks()


def test_marks_cover_the_edges_of_a_sentence() -> None:
    """There is one mark for each word and one for the end."""
    read = document("رئیس ستاد مبارزه با قاچاق سپهرآباد گفت")
    assert len(link_marks(read, 0, len(read.tokens))) == len(read.tokens) + 1


def test_words_met_together_again_are_marked() -> None:
    """Two words that stand together twice in an article are marked on both sides."""
    read = document("بنیاد مهرگستر سپهرآباد", "نشست بنیاد مهرگستر برگزار شد")
    assert again_marks(read, 0, 3, repeated_pairs(read)) == ["12", "21", "11"]
