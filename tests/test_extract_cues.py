"""Cues: the verb with its noun, its tense and person, drawn in sentences written for this project."""

import re

import pytest

from naql.extract.cues import find_cues
from naql.model import Article
from naql.text.tokens import read_tokens

MARK = re.compile(r"\[(finite|participial|prepositional|noun)\||\]")


def check(*lines):
    """The cues drawn by their shape are those found, and no others."""
    document = read_tokens(Article(tuple(MARK.sub("", line) for line in lines)))
    text = document.article.text
    for cue in reversed(find_cues(document)):
        start, end = document.span(cue.first, cue.last)
        text = f"{text[:start]}[{cue.shape}|{text[start:end]}]{text[end:]}"
    assert tuple(text.split("\n")) == lines


@pytest.mark.parametrize(
    "verb",
    [
        "گفت",
        "می‌گوید",
        "گفته است",
        "گفته بود",
        "گفتند",
        "می‌گویند",
        "گفته‌اند",
        "می‌گفت",
        "خواهد گفت",
        "اظهار کرد",
        "اظهار می‌کند",
        "اظهار داشت",
    ],
)
def test_tenses_and_persons(verb):
    """A verb of saying is a cue in every tense and person, its auxiliary included."""
    check("روز آب", f"وی [finite|{verb}]: آب کافی است.")


@pytest.mark.parametrize(
    "verb",
    [
        "تصریح کرد",
        "خاطرنشان کرد",
        "خاطر نشان ساخت",
        "یادآور شد",
        "ابراز امیدواری کرد",
        "پیش‌بینی کرد",
        "بیان داشت",
        "توضیح داد",
        "هشدار داد",
        "مدعی شد",
    ],
)
def test_light_verbs(verb):
    """A noun and its light verb are one cue."""
    check("روز آب", f"وی [finite|{verb}]: آب کافی است.")


@pytest.mark.parametrize("verb", ["پيش بيني كرد", "پیشبینی کرد", "میگوید", "می گوید", "اظهارداشت", "گفته‌ است"])
def test_spellings(verb):
    """Lost joints, spaces in their place, a lost space and Arabic letters change nothing."""
    check("روز آب", f"وی [finite|{verb}]: آب کافی است.")


def test_noun_apart_from_its_verb():
    """`خواستار … شد`: the noun is the cue, its verb stands apart."""
    check("روز آب", "وی [finite|خواستار] پایان این کار شد.")


def test_participial():
    """`با بیان اینکه` takes a clause, `با اشاره به` a noun phrase."""
    check("روز آب", "وی [participial|با بیان اینکه] آب کافی است، [finite|افزود]: کارها آغاز شد.")
    check("روز آب", "وی [participial|با اشاره به] کمبود آب [finite|افزود]: کارها آغاز شد.")


@pytest.mark.parametrize("opener", ["به گفته", "به اعتقاد", "به عقیده"])
def test_prepositional(opener):
    """A preposition that names the speaker after it is a cue."""
    check("روز آب", f"[prepositional|{opener}] وی، آب کافی است.")


def test_noun_in_a_headline():
    """A noun of saying at the head of a title is a cue; in the body it is none."""
    check("[noun|مخالفت] استاندار با انتقال آب", "مخالفت استاندار با انتقال آب ادامه دارد.")


@pytest.mark.parametrize(
    "sentence",
    ["وی با همکارانش گفت‌وگو کرد.", "وی به سروند رفت.", "این کار را می‌توان گفت.", "کارها ادامه دارد."],
)
def test_no_cue(sentence):
    """Talks, a verb of another meaning and an impersonal phrase introduce nobody's words."""
    check("روز آب", sentence)


def test_stance():
    """A cue says how its words are meant, in neutral terms."""
    document = read_tokens(Article(("روز آب", "وی مدعی شد: آب هست. وی هشدار داد: آب نیست. وی گفت: آب هست.")))
    assert [cue.entry.stance for cue in find_cues(document)] == ["claim", "warning", "neutral"]
