"""One source for each person, body, group and document, under its fullest name."""

import pytest
from drawing import article_of

from naql import read


def check(*paragraphs, named):
    """These are the sources: for each name, its type, its aliases and its offices."""
    sources = read(article_of(*paragraphs)).sources
    assert {s.name: (s.type, set(s.aliases), set(s.offices)) for s in sources} == named


def test_person_with_all_his_forms():
    """Full name, surname, rank and office are one person's."""
    check(
        "سرتیپ سهراب نیک‌آیین فرمانده پلیس سروند گفت: راه‌ها باز است.",
        "نیک‌آیین افزود: سه راه بسته بود.",
        "فرمانده پلیس سروند تصریح کرد: مردم آرام‌اند.",
        named={"سهراب نیک‌آیین": ("person", {"سرتیپ سهراب نیک‌آیین", "نیک‌آیین", "فرمانده پلیس سروند"}, {"فرمانده پلیس سروند"})},
    )


def test_two_of_one_surname():
    """Two full names that end alike are two people."""
    check(
        "سهراب نیک‌آیین گفت: آب کافی است.",
        "رضا نیک‌آیین گفت: آب کافی نیست.",
        named={"سهراب نیک‌آیین": ("person", set(), set()), "رضا نیک‌آیین": ("person", set(), set())},
    )


@pytest.mark.parametrize(
    ("sentence", "name", "type_"),
    [
        ("وزارت نیرو اعلام کرد: آب کافی است.", "وزارت نیرو", "organization"),
        ("نمایندگان کشاورزان گفتند: آب کافی نیست.", "نمایندگان کشاورزان", "group"),
        ("یک مقام آگاه گفت: آب کافی است.", "یک مقام آگاه", "unnamed"),
        ("استاندار سروند گفت: آب کافی است.", "استاندار سروند", "person"),
        ("در بیانیه وزارت نیرو آمده است: آب کافی است.", "بیانیه وزارت نیرو", "document"),
    ],
)
def test_types(sentence, name, type_):
    """A body, a group, somebody unnamed, an office and a document are told apart."""
    (source,) = read(article_of(sentence)).sources
    assert (source.name, source.type) == (name, type_)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("کارگران کاریزها بیانیه‌ای تند درباره سدها نوشتند.", "بیانیه‌ای تند"),
        ("بیانیه کارگران کاریزها دیروز به شورا رسید.", "بیانیه کارگران کاریزها"),
    ],
)
def test_document_pointed_at(told, name):
    """`این بیانیه` bears the words by which the document was first told of."""
    assert name in [source.name for source in read(article_of(told, "در این بیانیه آمده است: آب کافی نیست.")).sources]


def test_mentions_are_where_the_source_is_named():
    """A source's mentions cover the words that name it in the text."""
    reading = read(article_of("سهراب نیک‌آیین گفت: آب کافی است.", "نیک‌آیین افزود: سه طرح در راه است."))
    (source,) = reading.sources
    assert [reading.article.quote(span) for span in source.mentions] == ["سهراب نیک‌آیین", "نیک‌آیین"]


def test_only_who_speaks_or_meets_is_a_source():
    """A person who is only spoken of is no source."""
    check("سهراب نیک‌آیین گفت: رضا پاک‌نهاد به سروند رفت.", named={"سهراب نیک‌آیین": ("person", set(), set())})


def test_two_offices_in_a_headline_are_two_people():
    """Offices joined without a name are told apart where the article gives them to two persons."""
    reading = read(
        article_of(
            "«سهراب نیک‌آیین» شهردار دماوند و «رضا آرتا» رئیس شورای رودهن امروز دیدار کردند.",
            "سهراب نیک‌آیین شهردار دماوند گفت: آب کافی است.",
            "رضا آرتا رئیس شورای رودهن گفت: آب کافی نیست.",
            title="دیدار شهردار دماوند و رئیس شورای رودهن",
        )
    )
    assert {s.name: s.offices for s in reading.sources} == {"سهراب نیک‌آیین": ("شهردار دماوند",), "رضا آرتا": ("رئیس شورای رودهن",)}


def test_a_body_and_its_short_name_between_commas():
    """`ستاد فرماندهی مرکزی آمریکا، سنتکام، …`: the short name is the body's."""
    check(
        "ستاد فرماندهی مرکزی آمریکا، سنتکام، اعلام کرد آب کافی است.",
        "سنتکام گفت: راه‌ها باز است.",
        named={"ستاد فرماندهی مرکزی آمریکا": ("organization", {"سنتکام"}, set())},
    )


def test_an_official_of_the_title_is_the_one_of_the_text():
    """`مقام ایرانی:` and `یک مقام ایرانی گفت` are one, under the words that say he is not named."""
    sources = read(article_of("یک مقام ایرانی گفت: آب کافی است.", "وی افزود: راه‌ها باز است.", title="مقام ایرانی: آب کافی است")).sources
    assert [s.name for s in sources] == ["یک مقام ایرانی"]


def test_we_within_ones_own_words():
    """`ما … گفتیم` within somebody's words is the speaker's own speech."""
    reading = read(article_of("سهراب نیک‌آیین گفت: ما به شورا گفتیم راه را باز کند و کار را آغاز کند."))
    names = {s.id: s.name for s in reading.sources}
    assert {names[s.source] for s in reading.statements if s.source} == {"سهراب نیک‌آیین"}
