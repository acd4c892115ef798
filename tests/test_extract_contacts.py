"""Contacts in wire-style sentences written for this project."""

from __future__ import annotations

import pytest

from naql.extract.contacts import find_contacts
from naql.extract.days import find_days
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
