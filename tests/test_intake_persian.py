"""Persian is told from the languages that share its letters, and short texts pass."""

from __future__ import annotations

import pytest

from naql.intake.persian import is_persian


@pytest.mark.parametrize(
    "text",
    [
        "دیدار دو وزیر",
        "گفت",
        "۱۴۰۰",
        "وزير امور خارجه در ديدار با سفير كشور همسايه گفت روابط دو كشور رو به گسترش است",
        "وزیرامورخارجه دردیدار باسفیر گفت روابط دوکشور روبه گسترش است",
        "وزیر علوم گفت: «The next generation network» تا پایان سال راه‌اندازی می‌شود و این را تایید کرد.",
        "آیت‌الله العظمی در دیدار با رئیس المجلس الاعلی للثوره الاسلامیه گفت که این راه ادامه دارد",
        "عکس روز از جشنواره گل\n$(document).ready(function () { player.setup({}) })\nاین عکس را در جشنواره گرفته‌اند و از آن یاد می‌کنند.",
        "ﻭﺯﻳﺮ ﮔﻔﺖ ﻛﻪ ﺍﻳﻦ ﻛﺎﺭ ﺭﺍ ﺍﻧﺠﺎﻡ ﻣﻲ‌ﺩﻫﺪ ﻭ ﺑﻪ ﺁﻥ ﭘﺎﻳﺒﻨﺪ ﺍﺳﺖ",
    ],
)
def test_persian_passes(text: str) -> None:
    """Short, with Arabic letters, glued, with English or Arabic names, among scripts, in presentation forms: all Persian."""
    assert is_persian(text)


@pytest.mark.parametrize(
    "text",
    [
        "The foreign minister met the ambassador and spoke of closer ties.",
        "Министр иностранных дел встретился с послом",
        "وزير الخارجية يلتقي السفير ويؤكد أن العلاقات بين البلدين في تطور مستمر",
        "وزیر خارجہ نے سفیر سے ملاقات کی اور کہا کہ دونوں ملکوں کے تعلقات بہتر ہو رہے ہیں",
        "وەزیری دەرەوە لەگەڵ باڵیۆز کۆبووەوە و باسی پەیوەندییەکانی هەردوو وڵاتیان کرد",
        "د بهرنیو چارو وزیر له سفیر سره وکتل او ویې ویل چې د دواړو هېوادونو اړیکې ښې دي",
        "A long English report that quotes one Persian name, محمد, and goes on in English to its end.",
    ],
)
def test_other_languages_do_not(text: str) -> None:
    """English, Russian, Arabic, Urdu, Sorani Kurdish and Pashto are other languages."""
    assert not is_persian(text)
