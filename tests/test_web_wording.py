"""The interface's words in both languages."""

import re
from pathlib import Path
from string import Formatter

import naql.web
from naql.web.wording import language

WEB = Path(naql.web.__file__).parent
FA, EN = language("fa"), language("en")


def test_both_languages_say_the_same_things():
    """Every phrase is there in both, with the same values to put in."""
    assert FA.phrases.keys() == EN.phrases.keys()
    for key in FA.phrases:
        assert _fields(FA.phrases[key]) == _fields(EN.phrases[key]), key
    assert len(FA.jalali_months) == len(EN.jalali_months) == len(FA.gregorian_months) == len(EN.gregorian_months) == 12


def test_templates_use_only_phrases_that_are_there():
    """Each key written in a template exists."""
    for template in (WEB / "templates").glob("*.html"):
        for key in re.findall(r"""\bt\(["']([\w.-]+)["'][,)]""", template.read_text(encoding="utf-8")):
            assert key in FA.phrases, (template.name, key)


def test_every_value_of_the_records_has_a_name():
    """Kinds, reasons, stances, types and statuses of the model can all be shown."""
    from typing import get_args

    from naql import model

    sets = {
        "kind": model.Kind, "reason": model.Reason, "stance": model.Stance, "how": model.How,
        "type": model.SourceType, "contact": model.ContactType, "status": model.Status,
    }  # fmt: skip
    for prefix, values in sets.items():
        for value in get_args(values):
            assert f"{prefix}.{value}" in FA.phrases


def test_the_interface_takes_no_side():
    """Naql's own words are about who said what: none of them judges a person, a state or a group."""
    words = " ".join([*FA.phrases.values(), *EN.phrases.values()]).lower()
    for loaded in ("دروغ", "تروریست", "رژیم", "دشمن", "شهید", "regime", "terror", "lie ", "enemy", "propaganda"):
        assert loaded not in words


def test_persian_has_persian_letters_and_digits():
    """No Arabic ي or ك and no Latin digit in the Persian interface but in an ISO example; numbers are in Persian digits."""
    words = re.sub(r"\d{4}-\d\d-\d\d|SHA-256", "", " ".join(FA.phrases.values()))
    assert not re.search(r"[يك0-9]", re.sub(r"\{\w+\}", "", words))
    assert FA.count("statements.n", 1234567) == "۱٬۲۳۴٬۵۶۷ گفته"
    assert EN.count("statements.n", 1) == "1 statement"


def test_an_unknown_language_is_persian():
    """Whatever a cookie holds."""
    assert language("xx") is FA
    assert language('"><script>') is FA


def _fields(phrase):
    return sorted(name for _, name, _, _ in Formatter().parse(phrase) if name)
