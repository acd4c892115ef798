"""Names made whole by the rest of the article, in sentences written for this project."""

import pytest

from naql.extract.naming import whole_names
from naql.language.mention import Mention
from naql.model import Article
from naql.text.tokens import read_tokens

ENDS = frozenset("در به از با که را گفت".split())


def whole(text, *mentions, cited=()):
    """The words of each name after repair; a mention is (first, last, type, name)."""
    document = read_tokens(Article((text, "")))
    made = [Mention(first, last, kind, name) for first, last, kind, name in mentions]
    found = whole_names(document, made, dict.fromkeys(range(*cited), cited[1]) if cited else {}, ENDS)
    return [document.words(*m.name) if m.name else None for m in found]


def test_first_name_before_it():
    """A name takes in the first name that stands before it, in two words too."""
    assert whole("در شهر قدرت الله مهربان‌پور گفت", (4, 5, "person", (4, 5))) == ["قدرت الله مهربان‌پور"]


@pytest.mark.parametrize("suffix", ["پور", "زاده", "نژاد"])
def test_suffix_behind_it(suffix):
    """A name goes on with an ending of surnames that is written apart."""
    assert whole(f"سهراب نیک {suffix} در شهر گفت", (0, 2, "person", (0, 2))) == [f"سهراب نیک {suffix}"]


def test_kin_ends_a_name():
    """`X پدر Y` is X."""
    assert whole("سهراب نیک‌آیین پدر آرش نیک‌آیین گفت", (0, 5, "person", (0, 5))) == ["سهراب نیک‌آیین"]


def test_name_behind_a_cited_desk():
    """A phrase that runs from a cited desk into a name is the name's."""
    assert whole("به گزارش ایرنا سهراب نیک‌آیین در شهر گفت", (2, 5, "person", None), cited=(2, 3)) == ["سهراب نیک‌آیین"]


def test_honorific_and_surname():
    """An honorific with one word behind it is no office but a name."""
    assert whole("خانم نیک‌آیین گفت", (0, 2, "person", None)) == ["نیک‌آیین"]


def test_full_name_seen_nowhere_else():
    """A first name before a surname that is used alone elsewhere is the full name."""
    assert whole("در شهر سهراب نیک‌آیین بود و نیک‌آیین گفت", (6, 7, "person", (6, 7))) == ["سهراب نیک‌آیین", "نیک‌آیین"]


def test_an_ordinary_word_before_it_is_no_name():
    """A noun before a surname is left alone."""
    assert whole("برنامه نیک‌آیین در شهر", (1, 2, "person", (1, 2))) == ["نیک‌آیین"]


def test_city_of_an_office():
    """The city behind `فرماندار` is no name."""
    assert whole("فرماندار خرم‌آباد گفت", (1, 2, "person", (1, 2))) == [None]


def test_rank_is_no_part_of_the_name():
    """Ranks and honorifics before a name are left out of it, `سید` is kept."""
    assert whole("پروفسور سهراب نیک‌آیین گفت", (0, 3, "person", (0, 3))) == ["سهراب نیک‌آیین"]
    assert whole("دکتر سید سهراب نیک‌آیین گفت", (0, 4, "person", (0, 4))) == ["سید سهراب نیک‌آیین"]
