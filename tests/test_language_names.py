"""Names, ranks, offices and other sources in wire-style sentences written for this project."""

from __future__ import annotations

import itertools

import pytest

from naql.language.heads import find_phrases
from naql.language.names import Mention, find_mentions
from naql.model import Article
from naql.text.tokens import Document, read_tokens


def read(text: str) -> tuple[Document, tuple[Mention, ...]]:
    """The document of a text (its first line the title) and its mentions."""
    document = read_tokens(Article(tuple(text.split("\n"))))
    return document, find_mentions(document)


def persons(text: str) -> list[tuple[str | None, str | None, list[str]]]:
    """Name, rank and offices of each person of a text."""
    document, mentions = read(text)

    def words(span: tuple[int, int] | None) -> str | None:
        return document.words(*span) if span else None

    return [(words(m.name), words(m.rank), [document.words(*o) for o in m.offices]) for m in mentions if m.type == "person"]


def phrases(text: str) -> list[str]:
    """Every mention of a text, whole."""
    document, mentions = read(text)
    return [document.words(m.first, m.last) for m in mentions]


def test_rank_before_a_name() -> None:
    """`دریابان علی رستمی`: the rank is no part of the name."""
    assert persons("خبر\nدریابان علی رستمی تصریح کرد: امروز روز خوبی است.")[0][:2] == ("علی رستمی", "دریابان")


def test_clerical_rank_of_several_words() -> None:
    """`حجت‌الاسلام والمسلمین دکتر`: a rank may have several words."""
    found = persons("خبر\nبه گزارش ایسنا، حجت‌الاسلام والمسلمین دکتر محمد صادقی گفت: نماز ستون دین است.")
    assert ("محمد صادقی", "حجت‌الاسلام والمسلمین دکتر") in [p[:2] for p in found]


def test_office_before_a_name() -> None:
    """`وزیر امور خارجه ایران محمد کریمی`: the office ends where the name begins."""
    assert persons("خبر\nوزیر امور خارجه ایران محمد کریمی گفت: گفت‌وگوها ادامه دارد.")[0] == ("محمد کریمی", None, ["وزیر امور خارجه ایران"])


def test_office_after_a_comma() -> None:
    """`عباس موسوی، سخنگوی وزارت امور خارجه`: the office after a comma is the person's."""
    assert persons("خبر\nعباس موسوی، سخنگوی وزارت امور خارجه، گفت: این خبر درست نیست.")[0] == (
        "عباس موسوی",
        None,
        ["سخنگوی وزارت امور خارجه"],
    )


def test_two_offices_joined() -> None:
    """`X نماینده … و دبیر …`: both offices are the person's."""
    name, _, offices = persons("خبر\nدریابان رستمی نماینده مقام معظم رهبری و دبیر شورای عالی امنیت ملی با او دیدار کرد.")[0]
    assert (name, offices) == ("رستمی", ["نماینده مقام معظم رهبری", "دبیر شورای عالی امنیت ملی"])


def test_name_in_guillemets() -> None:
    """`«زیاد النجار» دبیرکل …`: a name in guillemets is a name."""
    found = persons("خبر\n«زیاد النجار» دبیرکل جنبش آزادی در این دیدار گفت: امروز روز ماست.")
    assert found[0] == ("زیاد النجار", None, ["دبیرکل جنبش آزادی"])


def test_bare_office() -> None:
    """An office without a name is a mention of its holder."""
    assert persons("خبر\nمعاون اول رئیس‌جمهور گفت: کار ادامه دارد.")[0] == (None, None, ["معاون اول رئیس‌جمهور"])


def test_two_bare_offices_are_two_persons() -> None:
    """Without a name, offices joined by `و` belong to two persons."""
    found = persons("خبر\nوزیر کشور و استاندار تهران گفتند که راه باز است.")
    assert [offices for _, _, offices in found] == [["وزیر کشور"], ["استاندار تهران"]]


def test_name_met_before() -> None:
    """A surname is found where the article gave the full name elsewhere."""
    text = "خبر\nوزیر نیرو احمد دژکام گفت: آب کم است.\nدژکام با بیان اینکه باران می‌بارد، افزود: صبر کنید."
    assert [name for name, _, _ in persons(text)] == ["احمد دژکام", "دژکام"]


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("سازمان ملل اعلام کرد که جنگ پایان یافته است.", "سازمان ملل"),
        ("نمایندگان مجلس گفتند: این طرح خوب است.", "نمایندگان مجلس"),
        ("در این بیانیه آمده است: مردم بیدارند.", "این بیانیه"),
        ("منابع محلی گفتند که راه بسته است.", "منابع محلی"),
        ("آمریکا اعلام کرد که تحریم‌ها ادامه دارد.", "آمریکا"),
    ],
)
def test_other_sources(sentence: str, phrase: str) -> None:
    """Bodies, groups, documents, unnamed sources and countries are mentions."""
    assert phrase in phrases("خبر\n" + sentence)


def test_mentions_keep_order_and_do_not_overlap() -> None:
    """Mentions come in the order of the text, none inside another."""
    _, mentions = read("دیدار رستمی با وزیر کشور\nدریابان علی رستمی دبیر شورا با محمد کریمی وزیر کشور در تهران دیدار کرد.")
    assert all(a.last <= b.first for a, b in itertools.pairwise(mentions))


@pytest.mark.parametrize("text", ["", "\n\n", "...", "و و و", "۱۲۳", "a b c", "«»", "این"])
def test_odd_texts(text: str) -> None:
    """Texts without any name give no error."""
    assert isinstance(read(text)[1], tuple)


def test_same_without_joints() -> None:
    """A text whose ZWNJ were deleted gives the same names and offices."""
    text = "خبر\nحجت‌الاسلام محمد صادقی رئیس‌جمهور گفت: تصمیم‌گیری درباره طرح‌های آینده آغاز می‌شود و نمی‌توان صبر کرد."
    bare = [tuple(map(str, p[:2])) for p in persons(text.replace("\u200c", ""))]
    assert bare == [tuple(str(x).replace("\u200c", "") for x in p[:2]) for p in persons(text)]


def test_body_goes_on_behind_its_head() -> None:
    """`دبیرکل کانون کاریزبانان سروند`: what follows the head of a body is its name, though no list knows its words."""
    assert persons("خبر\n«علی رستمی» دبیرکل کانون کاریزبانان سروند تصریح کرد: آب هست.") == [
        ("علی رستمی", None, ["دبیرکل کانون کاریزبانان سروند"])
    ]


def test_name_behind_the_head_of_a_body() -> None:
    """`سخنگوی دولت علی رستمی`: a known first name begins a name there."""
    assert persons("خبر\nسخنگوی دولت علی رستمی تصریح کرد: آب هست.") == [("علی رستمی", None, ["سخنگوی دولت"])]


def test_fight_against_in_the_name_of_a_body() -> None:
    """`ستاد مبارزه با قاچاق`: the preposition that a noun of action takes does not end the phrase, another does."""
    document, _ = read("خبر\nدبیر ستاد مبارزه با قاچاق کالا با خبرنگاران سخن گفت.")
    assert [document.words(m.first, m.last) for m in find_phrases(document)][1] == "دبیر ستاد مبارزه با قاچاق کالا"
