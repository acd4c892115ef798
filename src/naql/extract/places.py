"""Scene, trigger -> the words that place a contact: the phrase behind `در`, or behind the preposition of a journey."""

from __future__ import annotations

from collections.abc import Iterator

from naql.extract.scene import Scene
from naql.extract.triggers import PREPOSITIONS, Trigger, phrase_end
from naql.language.lexicon import load_words
from naql.model import Span

_JOURNEY = frozenset("به در از وارد عازم راهی".split())
_SEEN = frozenset(["tour", "tour_verb"])
_HEADS = frozenset(
    "شهر شهرستان استان محل دفتر ساختمان کاخ سالن هتل وزارت وزارتخانه مقر حسینیه دانشگاه حاشیه کشور این فرودگاه بیت منزل مسجد حرم مرکز "
    "مجلس استانداری فرمانداری سفارت باشگاه روستای روستا بندر جزیره منطقه پایتخت ستاد پارک نمایشگاه بیمارستان مدرسه شورای اتاق سازمان "
    "اداره تالار مصلای مصلی اردوگاه پایگاه بخش خیابان سرکنسولگری کنسولگری حوزه کارخانه شرکت مجتمع موسسه".split()
)
"""Nouns that head the name of a place."""
_NO_PLACE = frozenset(
    "آن حال مورد خصوص جریان ادامه رابطه ارتباط پی صورت آستانه زمینه پاسخ جمع روز سفر دیدار گفتگو مذاکره حضور نتیجه دیداری سفری نشست جلسه "
    "نامهای پیامی گفتوگو تماس آینده گذشته اختیار نظر عین چارچوب راستای قالب ابتدای پایان آغاز سخنانی بیانیهای گفتوگویی پیام نامه بازدید "
    "همین تاریخ ساعت سال هفته ماه ابتدا مجموع واقع طول طی دست کل میان بین حین بدو عمل خواست دستور شرایطی حالی صدد جهت راه پیش باره موضوع "
    "اظهاراتی مصاحبه خبرنگار تشریح توضیح گفت اشاره سوی دیگر ماههای روزهای سالهای هفتههای منظور دلیل عنوان مناسبت رغم همراه اتفاق میزبانی "
    "دعوت طور".split()
)
"""Nouns behind `در` and `به` that head no place."""
_MARGIN = frozenset("نشست اجلاس این مجمع همایش".split())
_LONGEST = 3


def place_of(scene: Scene, trigger: Trigger, clause: tuple[int, int]) -> Span | None:
    """The place a contact's clause names: the nearest behind a noun, the nearest before a verb."""
    if trigger.type in ("message", "call"):
        return None
    return next((place for at in _order(trigger, clause) if (place := _place_behind(scene, trigger, at))), None)


def _order(trigger: Trigger, clause: tuple[int, int]) -> Iterator[int]:
    """The tokens of a clause, the likeliest prepositions first."""
    left, right = clause
    if trigger.verb:
        yield from range(trigger.first, trigger.end)
        yield from range(trigger.first - 1, left - 1, -1)
        yield from range(trigger.end, right - 1)
    else:
        yield from range(trigger.first, right - 1)
        yield from range(trigger.first - 1, left - 1, -1)


def _place_behind(scene: Scene, trigger: Trigger, at: int) -> Span | None:
    """The place that stands behind a preposition, None where the token is none or no place follows."""
    keys, end = scene.keys, scene.sentence(trigger.first)[1]
    if keys[at] not in (_JOURNEY if trigger.type == "visit" else ("در",)) or (at in scene.cover and scene.at.get(at) is None):
        return None
    if keys[at] in ("از", "به") and (keys[at] == "از") != (trigger.kind in _SEEN):
        return None
    first = at + 1
    while first < end and scene.tokens[first].text in '«"':
        first += 1
    first += first < end and keys[first] == "محل"
    if first >= end or not _may_be_place(scene, trigger, at, first):
        return None
    last = _last_of_place(scene, first, end)
    return scene.document.span(first, last) if last > first else None


def _may_be_place(scene: Scene, trigger: Trigger, at: int, first: int) -> bool:
    """Whether a phrase may name a place: by its head, a country, a body; behind a journey's own preposition anything but a person."""
    key, mention = scene.keys[first], scene.mentions[scene.cover[first]] if first in scene.cover else None
    if scene.tokens[first].kind != "word" or first in scene.days_at or key in _NO_PLACE or key in PREPOSITIONS:
        return False
    if key == "این" and scene.keys[first + 1 : first + 2] not in (("کشور",), ("شهر",), ("استان",)):
        return False
    if mention is not None and mention.type != "organization":
        return mention.type == "group" and trigger.type != "visit" and key in _HEADS
    named = mention is not None or key in _HEADS or key in load_words("territories.tsv")
    return named or (trigger.type == "visit" and trigger.first - 2 <= at <= trigger.end + 1)


def _last_of_place(scene: Scene, first: int, end: int) -> int:
    """Where the words of a place end."""
    key, edge = scene.keys[first], min(end, first + 8)
    if key == "حاشیه":
        event = first + 1
        while event < edge and scene.keys[event] in _MARGIN:
            event += 1
        return max(event, phrase_end(scene, event, edge)) if event > first + 1 else first
    last = phrase_end(scene, first, edge)
    if key in _HEADS:
        return last
    if first in scene.cover:
        return max(min(last, scene.mentions[scene.cover[first]].last), first + 1)
    return min(last, first + _LONGEST)
