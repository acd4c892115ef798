"""The fourteen things that a report of a diplomatic meeting holds, on a sample that has all of them, its joints lost."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from naql import Article, read

ROOT = Path(__file__).parent.parent
SAMPLE = json.loads((ROOT / "examples" / "articles" / "fourteen.jsonl").read_text("utf-8"))
GOLD = json.loads((ROOT / "tests" / "cases" / "fourteen.jsonl").read_text("utf-8"))
ZWNJ = "\N{ZERO WIDTH NON-JOINER}"


@cache
def reading():
    """The sample, read."""
    return read(Article.from_record(SAMPLE))


def plain(words):
    """Words without their joints: a name may be shown with them although the text has lost them."""
    return words.replace(ZWNJ, "")


def said(reading):
    """Each statement as its source's name, its cue and its words."""
    quote, names = reading.article.quote, {s.id: plain(s.name) for s in reading.sources}
    return [(names.get(s.source), s.cue and quote(s.cue), quote(s.content)) for s in reading.statements]


def check(source, cue, words, kind):
    """The sample has a statement of this source with this cue, these words from first to last, and this kind."""
    found = {(cue_, words_): (name, s.kind) for (name, cue_, words_), s in zip(said(reading()), reading().statements, strict=True)}
    assert found.get((cue, words)) == (source, kind)


def the(name):
    """The one source under a name."""
    (found,) = [s for s in reading().sources if plain(s.name) == name]
    return found


def test_1_lost_joints():
    """The sample has no joint, and every statement of the same report with its joints is found in it."""
    words = {
        "چشمهسار": f"چشمه{ZWNJ}سار",
        "آبخوانها": f"آبخوان{ZWNJ}ها",
        "چاههای": f"چاه{ZWNJ}های",
        "شدهاند": f"شده{ZWNJ}اند",
        "نسلهای": f"نسل{ZWNJ}های",
    }
    words |= {"شکستخورده": f"شکست{ZWNJ}خورده", "میشود": f"می{ZWNJ}شود", "پگاهنیوز": f"پگاه{ZWNJ}نیوز", "ایستادهاند": f"ایستاده{ZWNJ}اند"}
    text = reading().article.text
    assert ZWNJ not in text
    for stripped, sound in words.items():
        assert stripped in text
        text = text.replace(stripped, sound)
    mended = read(replace(reading().article, paragraphs=tuple(text.split("\n"))))
    assert [(name, cue, plain(words)) for name, cue, words in said(mended)] == said(reading())


def test_2_headline_lead_and_end_mark():
    """Headline and lead say nothing of their own, and the last speaker's words end before the end mark."""
    body = len("\n".join(reading().article.paragraphs[:2])) + 1
    assert min(s.content.start for s in reading().statements) > body
    assert "انتهای" not in "".join(words for _, _, words in said(reading()))
    assert said(reading())[-1][2].endswith("متعلق به همه یاران واقعی کاریز است.")


def test_3_agency_and_desk():
    """The agency and its desk are one citation, and no source."""
    (citation,) = reading().citations
    assert (plain(citation.name), citation.desk) == ("پگاهنیوز", "حوزه آب و زمین")
    assert reading().article.quote(citation.span) == "حوزه آب و زمین خبرگزاری پگاهنیوز"
    assert not [s for s in reading().sources if "پگاه" in s.name]


def test_4_rank_name_and_two_offices():
    """A rank, a surname and two offices joined by `و` belong to one person under his full name."""
    source = the("آرش مهرآذر")
    assert source.rank == "سرتیپ"
    assert set(map(plain, source.offices)) == {"نماینده ویژه دولت", "دبیر شورای عالی آبخوانها"}
    assert {"مهرآذر", "سرتیپ مهرآذر", "سرتیپ آرش مهرآذر"} <= set(source.aliases)


def test_5_names_in_guillemets():
    """Names and a thing's name in guillemets are no quotation, and the names stand without the marks."""
    assert {s.kind for s in reading().statements} == {"act", "reported"}
    assert {"بهروز کاریزی", "نادر چشمهسار"} <= {plain(s.name) for s in reading().sources}


def test_6_one_meeting_of_three():
    """The meeting told in headline, lead and body is one, of the two visitors and the host."""
    (contact,) = reading().contacts
    assert (contact.type, contact.status, reading().article.quote(contact.trigger)) == ("meeting", "happened", "دیدار و گفتگو کردند")
    assert {plain(reading().source(p).name) for p in contact.participants} == {"بهروز کاریزی", "نادر چشمهسار", "آرش مهرآذر"}


def test_7_this_morning():
    """`صبح امروز` has no value without a day of publication, and that day's with one."""
    quote = reading().article.quote
    assert [(quote(d.span), d.value) for d in reading().days] == [("صبح امروز", None)]
    assert reading().contacts[0].time.value is None
    dated = read(Article.from_record(SAMPLE | {"published": "2023-10-15"}))
    assert [d.value for d in dated.days] == ["2023-10-15"]
    assert dated.contacts[0].time.value == "2023-10-15"


def test_8_speech_over_paragraphs():
    """After `تصریح کرد:` the words go on over unquoted paragraphs until the narrator speaks again."""
    paragraphs = reading().article.paragraphs
    check("آرش مهرآذر", "تصریح کرد", "\n".join(paragraphs[5:7]), "reported")
    check("بهروز کاریزی", "تصریح کرد", paragraphs[14], "reported")
    check("نادر چشمهسار", "اظهار داشت", "\n".join(paragraphs[16:18]), "reported")


def test_9_pronoun():
    """`او` is the speaker before it, and his words go on over three paragraphs."""
    paragraphs = reading().article.paragraphs
    check("آرش مهرآذر", "افزود", "\n".join((paragraphs[8].removeprefix("او افزود: "), *paragraphs[9:11])), "reported")
    assert [s.how for s in reading().statements if s.source_span and reading().article.quote(s.source_span) == "او"] == ["pronoun"]


def test_10_judgement():
    """`با محکومیت N، X را Y ارزیابی کرد` condemns N and says that X is Y."""
    check("آرش مهرآذر", "با محکومیت", "هرگونه برداشتی که موجب خشکی چشمهها میشود", "act")
    check("آرش مهرآذر", "ارزیابی کرد", "اجرای طرح فریبکارانه انتقال آب سروند توسط برخی شرکتها را اقدامی شکستخورده", "reported")


@pytest.mark.parametrize(
    ("source", "cue", "words"),
    [
        ("آرش مهرآذر", "با تبریک", "پایان لایروبی کاریز «هفتدهانه»"),
        ("آرش مهرآذر", "تجلیل کرد", "نقش ماندگار کاریزبانان در نجات روستاها از دست آبدزدان متجاوز"),
        ("آرش مهرآذر", "با اشاره به", "بیش از 300 سال آبرسانی این کاریز به دشت سروند"),
        pytest.param("نمایندگان کاریزبانان", "با تبریک", "برگزاری نخستین جشن کاریز", id="تبریک"),
        pytest.param("نمایندگان کاریزبانان", "گرامیداشت", "یاد و خاطره مقنی پیر استاد رستم چاهکن", id="گرامیداشت"),
        ("نمایندگان کاریزبانان", "تمجید کردند", "نقش شورای عالی آبخوانها در پشتیبانی از روستاها"),
        ("نمایندگان کاریزبانان", "گزارشی", "لایروبی هفتدهانه و اندازههای تازه آبدهی آن"),
        ("نادر چشمهسار", "با اشاره به", "نقش پایدار شورای عالی آبخوانها در مرمت رشتهها"),
    ],
)
def test_11_acts_without_a_clause(source, cue, words):
    """A congratulation, a praise, a remembrance are acts, and their words what they are about."""
    check(source, cue, words, "act")


def test_12_a_group_speaks():
    """Representatives who speak as one are a group, no person, under the words that name them."""
    assert the("نمایندگان کاریزبانان").type == "group"
    check("نمایندگان کاریزبانان", "تاکید کردند", reading().article.paragraphs[12].split(": ")[1], "reported")


def test_13_each_office_to_its_person():
    """Every office belongs to the one person who holds it, and to no other."""
    offices = {plain(s.name): set(map(plain, s.offices)) for s in reading().sources if s.offices}
    assert offices == {s["name"]: set(s["offices"]) for s in GOLD["sources"] if s["offices"]}


def test_14_words_that_take_sides():
    """Terms that take sides stay as written, and Naql's own words for what was said are neutral ones."""
    contents = " ".join(words for _, _, words in said(reading()))
    assert all(term in contents for term in ("آبدزدان متجاوز", "طرح فریبکارانه", "سوداگران"))
    own = {s.stance for s in reading().statements} | {s.kind for s in reading().statements} | {s.how for s in reading().statements}
    assert own <= {
        "neutral",
        "claim",
        "denial",
        "warning",
        "praise",
        "condemnation",
        "request",
        "promise",
        "act",
        "reported",
        "name",
        "alias",
        "pronoun",
    }


def test_nothing_else():
    """Every statement found in the sample is one that a careful reader would note."""
    noted = {(*s["content"],) for s in GOLD["statements"]}
    assert [reading().article.quote(s.content) for s in reading().statements if s.content not in noted] == []
