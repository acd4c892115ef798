"""Contacts in wire-style sentences written for this project."""

from __future__ import annotations

import pytest

from naql.extract.contacts import find_contacts
from naql.extract.days import find_days
from naql.extract.scene import pieces
from naql.language.mention import Mention
from naql.language.names import find_mentions
from naql.model import Article, Contact
from naql.text.tokens import Document, read_tokens


class Words:
    """Each mention is the source of its own words; a pronoun is the first person of the text."""

    def __init__(self, document: Document, mentions: tuple[Mention, ...]) -> None:
        self.document, self.mentions = document, mentions

    def id_of(self, mention: int) -> str | None:
        """The name, or the whole phrase."""
        found = self.mentions[mention]
        return self.document.words(*(found.name or (found.first, found.last)))

    def party(self, first: int, last: int, type_: str) -> str:
        """The words."""
        return self.document.words(first, last)

    def is_known(self, first: int, last: int) -> bool:
        """Whether a mention's name ends in the words."""
        words = self.document.words(first, last)
        return any(m.name and last - first < m.name[1] - m.name[0] and self.document.words(*m.name).endswith(words) for m in self.mentions)

    def antecedent(self, token: int) -> str | None:
        """The first named person before the token's sentence."""
        first = self.document.sentence_at(token)[0]
        return next((self.id_of(i) for i, m in enumerate(self.mentions) if m.name and m.last <= first), None)

    def speaker(self, token: int) -> str | None:
        """Nobody: the narrator tells everything."""
        return None


def read(text: str) -> tuple[Document, tuple[Contact, ...]]:
    """The document of a text (its first line the title) and its contacts."""
    document = read_tokens(Article(tuple(text.split("\n"))))
    mentions = find_mentions(document)
    return document, find_contacts(document, mentions, Words(document, mentions), find_days(document))


def check(text: str, type_: str, parties: list[str], status: str = "happened") -> None:
    """The text tells one contact, of this type, with these parties in this order."""
    _, contacts = read(text)
    assert [(c.type, list(c.participants), c.status) for c in contacts] == [(type_, parties, status)]


def test_meeting_told_by_a_verb() -> None:
    """`X با Y دیدار کرد`: X, then Y."""
    check("خبر\nعلی رستمی وزیر کشور صبح امروز با محمد کریمی استاندار تهران دیدار کرد.", "meeting", ["علی رستمی", "محمد کریمی"])


def test_meeting_told_by_a_noun() -> None:
    """`دیدار X با Y` in a title: X, then Y."""
    check("دیدار علی رستمی با محمد کریمی\nخبر", "meeting", ["علی رستمی", "محمد کریمی"])


def test_meeting_told_three_times() -> None:
    """Retellings of one meeting are one contact, with the verb's telling."""
    text = (
        "دیدار علی رستمی با محمد کریمی\nعلی رستمی وزیر کشور صبح امروز با محمد کریمی استاندار تهران دیدار و گفتگو کرد.\n"
        "علی رستمی در دیدار با محمد کریمی گفت: راه‌ها باز است."
    )
    document, contacts = read(text)
    assert [document.article.quote(c.trigger) for c in contacts] == ["دیدار و گفتگو کرد"]


def test_two_meet_together() -> None:
    """`X و Y با Z دیدار کردند`: three parties."""
    check(
        "خبر\n«زیاد النجار» دبیرکل جنبش آزادی و «اسماعیل حداد» رئیس دفتر سیاسی حزب صبح امروز با دریابان علی رستمی دیدار و گفتگو کردند.",
        "meeting",
        ["زیاد النجار", "اسماعیل حداد", "علی رستمی"],
    )


def test_call() -> None:
    """`X در تماس تلفنی با Y`: a call."""
    check("خبر\nمحمد کریمی وزیر خارجه در تماس تلفنی با سرگئی ایوانف درباره صلح سخن گفت.", "call", ["محمد کریمی", "سرگئی ایوانف"])


def test_planned_meeting() -> None:
    """`دیدار خواهد کرد`: planned."""
    check("خبر\nعلی رستمی وزیر کشور فردا با محمد کریمی استاندار تهران دیدار خواهد کرد.", "meeting", ["علی رستمی", "محمد کریمی"], "planned")


def test_visit() -> None:
    """`X به Y سفر کرد`: a visit of X."""
    check("خبر\nمحمد کریمی وزیر خارجه روز یکشنبه به عراق سفر کرد.", "visit", ["محمد کریمی"])


@pytest.mark.parametrize(
    "sentence",
    [
        "علی رستمی در گفت‌وگو با خبرنگار ایسنا گفت: راه‌ها باز است.",
        "در این دیدار درباره آب سخن گفته شد.",
        "باران بارید و هوا سرد شد.",
    ],
)
def test_no_contact(sentence: str) -> None:
    """An interview, a meeting only pointed at and plain news are no contacts."""
    assert read("خبر\n" + sentence)[1] == ()


def test_cancelled_visit() -> None:
    """`سفر خود به … را لغو کرد`: cancelled; lifting sanctions cancels nothing."""
    check("خبر\nمحمد کریمی وزیر خارجه سفر خود به عراق را لغو کرد.", "visit", ["محمد کریمی"], "cancelled")
    check(
        "خبر\nعلی رستمی وزیر کشور با محمد کریمی استاندار تهران دیدار کرد و خواست تحریم‌ها لغو شود.",
        "meeting",
        ["علی رستمی", "محمد کریمی"],
    )


def trigger(text: str) -> list[str]:
    """The words given as the telling of each contact."""
    document, contacts = read(text)
    return [document.article.quote(c.trigger) for c in contacts]


def test_visit_is_told_with_its_goal() -> None:
    """`به عراق سفر کرد`: the place belongs to the telling."""
    assert trigger("خبر\nمحمد کریمی وزیر خارجه روز یکشنبه به عراق سفر کرد.") == ["به عراق سفر کرد"]


def test_a_name_is_not_cut_in_a_telling() -> None:
    """The words shown of a noun's telling end before a name, not in it."""
    assert trigger("خبر\nمحمد کریمی وزیر خارجه در دیدار با علی رستمی وزیر کشور گفت: راه باز است.") == ["دیدار با"]


def test_an_office_behind_a_name_is_no_other_party() -> None:
    """`X، وزیر کشور،` is one party."""
    check(
        "خبر\nمحمد کریمی، وزیر خارجه، روز یکشنبه با علی رستمی، رئیس مجلس، دیدار کرد.",
        "meeting",
        ["محمد کریمی", "علی رستمی"],
    )


def test_subjunctive_is_planned() -> None:
    """`قرار است … دیدار کند`: the light verb leaves out its prefix, and the meeting is still to come."""
    check("خبر\nقرار است محمد کریمی وزیر خارجه فردا با علی رستمی وزیر کشور دیدار کند.", "meeting", ["محمد کریمی", "علی رستمی"], "planned")


def test_phoned() -> None:
    """`به صورت تلفنی گفت‌وگو کرد`: a call, though the noun alone tells a meeting."""
    check("خبر\nمحمد کریمی وزیر خارجه شب گذشته به صورت تلفنی با علی رستمی وزیر کشور گفت‌وگو کرد.", "call", ["محمد کریمی", "علی رستمی"])


@pytest.mark.parametrize(
    "sentence",
    [
        "محمد کریمی در نشست خبری با خبرنگاران گفت: راه باز است.",
        "تیم فوتبال شهر در دیدار با تیم میهمان دو گل زد و مسابقه را برد.",
        "این پول در پایان سال به دست آمد.",
        "مدیر کارخانه ساخت جاده را در دستور کار قرار داد.",
    ],
)
def test_words_that_only_look_like_a_contact(sentence: str) -> None:
    """A press conference, a match, an income and an agenda are no contacts."""
    assert read("خبر\n" + sentence)[1] == ()


def test_joined_names_come_apart() -> None:
    """`رستمی و کریمی`, taken for one name, are two parties where both are known."""
    document = read_tokens(Article(("خبر", "", "علی رستمی و محمد کریمی آمدند. رستمی و کریمی رفتند.")))
    mentions = find_mentions(document)
    at = document.keys.index("رستمی", document.keys.index("آمدند"))
    joined = Mention(at, at + 3, "person", (at, at + 3))
    found = pieces(document, Words(document, mentions), joined)
    assert [document.words(m.first, m.last) for m in found] == ["رستمی", "کریمی"]


def test_bodies_joined_by_and_come_apart() -> None:
    """`ایران و روسیه` and a body with another head behind `و` are two each."""
    document = read_tokens(Article(("خبر", "", "ایران و روسیه و سازمان برنامه و بودجه")))
    words = Words(document, ())
    assert len(pieces(document, words, Mention(1, 4, "organization"))) == 2
    assert len(pieces(document, words, Mention(5, 9, "organization"))) == 1


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("محمد کریمی وزیر خارجه روز یکشنبه به عراق سفر کرد.", "عراق"),
        ("محمد کریمی وزیر خارجه صبح دیروز در محل وزارت کشور با علی رستمی وزیر کشور دیدار کرد.", "وزارت کشور"),
        ("محمد کریمی وزیر خارجه در ادامه با علی رستمی وزیر کشور دیدار کرد.", None),
    ],
)
def test_place(sentence: str, place: str | None) -> None:
    """The goal of a journey, the house behind `در`; `در ادامه` places nothing."""
    document, contacts = read("خبر\n" + sentence)
    assert [c.place and document.article.quote(c.place) for c in contacts] == [place]
