"""Scene -> triggers: the nouns that may tell a contact (`data/contact_words.tsv`), each with its verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from naql.extract.scene import Scene
from naql.language.lexicon import Phrases, load_table
from naql.language.morphology import Form
from naql.model import ContactType

_VERBAL_NOUN = frozenset(
    "دیدار گفت و گو وگو گفتگو گفتوگو ملاقات مذاکره رایزنی تبادل نظر برگزار صورت انجام به امضا منعقد نشست "
    "بسته توافق دست هم یکدیگر صادر ارسال ارائه ابلاغ اولیه نهایی مجددا دوباره نیز برقرار حاصل پیدا دریافت منتشر".split()
)
_AUX = frozenset("است اند بود بودند باشد ایم ام".split())
_POINTING = frozenset("این آن همین".split())
_OUTLETS = frozenset(
    "خبرنگار خبرنگاران خبرگزاری شبکه روزنامه ایسنا فارس مهر تسنیم ایرنا سایت رادیو تلویزیون پایگاه باشگاه ما رسانه برنامه".split()
)
_NO_MOVE = frozenset(
    "وجود بوجود دست بدست عمل بعمل نظر بنظر پیش پدید حساب شمار میان کار دنیا اجرا حرکت سمت سوی وجد کنار صحنه پرده سراغ پایان شمارش".split()
)
"""What comes and goes without a journey: `به دست آمد`."""
_PRESS = (("خبری",), ("مطبوعاتی",))
_VERBAL_KINDS = frozenset(["send", "going", "entering", "welcome", "summon", "move", "speak"])
PREPOSITIONS = frozenset("از به با در بر برای توسط میان بین علیه درباره پیرامون بدون ضمن طی نزد سوی تا جز مانند جهت".split())
_BREAKS = frozenset(
    "و که را نیز هم همچنین اما برگزار انجام صورت دیدار سفر بازدید گفتگو ملاقات جلسه نشست مذاکره حضور همراه شرکت خود "
    "امروز دیروز فردا".split()
)
PACTS = ("توافق", "تفاهم", "قرارداد", "سند", "اسناد", "یادداشت", "پروتکل", "موافقت", "پیمان", "معاهده")
_REACH = 5
_QUALITIES = frozenset(
    "خود اخیر رسمی خصوصی مشترک نهایی دوجانبه دو سه چهار جانبه سهجانبه چهارجانبه یک روزه یکروزه دوروزه غیرمنتظره غیر منتظره جداگانه "
    "جداگانهای فوقالعاده صمیمی صمیمانه مفصلی مفصل طولانی فشرده گسترده گستردهای اضطراری ویژه رسمیاش اولیه تاریخی کاری دورهای استانی "
    "تلفنی تصویری مستقیم غیرمستقیم کوتاه کوتاهی محرمانه آتی امروز دیروز فردا گذشته".split()
)
"""What may stand between a trigger noun and its preposition."""


@dataclass(frozen=True)
class Trigger:
    """A trigger noun: the tokens `[first, last)` of the noun, the end of its verb (that of its preposition without one).

    `shown` is the end of the words given as its telling.
    """

    first: int
    last: int
    end: int
    kind: str
    type: ContactType
    verb: str = ""
    form: Form | None = None
    shown: int = 0


_OWN = ("ش", "شان", "م", "مان")
"""The endings of a possessor: `دیدارش`."""
_OWNED = frozenset(["noun", "talk", "trip", "tour", "letter", "accord", "pact"])
_NOT_OWNED = frozenset(["نشست", "صحبت"])
_FAR = frozenset("کرد شد داشت نوشت فرستاد داد گرفت نمود دریافت".split())
_FAR_NOUNS = frozenset("برگزار ارسال انجام صورت دریافت صادر منعقد".split())
_FAR_REACH = 9


@cache
def _phrases() -> Phrases[tuple[str, ContactType]]:
    out: dict[str, tuple[str, ContactType]] = {}
    for row in load_table("contact_words.tsv"):
        value: tuple[str, ContactType] = (row["kind"], row["type"])  # type: ignore[assignment]
        out[row["word"]] = value
        if row["kind"] in _OWNED and row["word"] not in _NOT_OWNED and not row["word"].endswith("ی"):
            out.update({row["word"] + own: value for own in _OWN})
    return Phrases(out)


def find_triggers(scene: Scene) -> Iterator[Trigger]:
    """Every trigger in the order of the text, verbs attached; of two that share a verb, the first."""
    end = 0
    for first, last in scene.document.sentences:
        for begin, after, (kind, type_) in _phrases().find(scene.keys, first, last):
            if begin < end:
                continue
            inside = begin in scene.cover and scene.mentions[scene.cover[begin]].first < begin
            trigger = _with_goal(scene, _with_verb(scene, Trigger(begin, after, after, kind, type_), last), max(first, end))
            if may_tell(scene, trigger) and (not inside or trigger.verb):
                end = trigger.end
                yield replace(trigger, shown=_shown(scene, trigger, last))


def _with_verb(scene: Scene, trigger: Trigger, last: int) -> Trigger:
    """A trigger with the light verb that follows it at once; a signing with its `به`, or with the pact that follows it."""
    keys = scene.keys
    if trigger.kind in ("sign", "accord") and trigger.first and keys[trigger.first - 1] == "به":
        trigger = replace(trigger, first=trigger.first - 1)
    if trigger.kind == "sign" and keys[trigger.last - 1].endswith("ی") and trigger.last < last and keys[trigger.last].startswith(PACTS):
        return replace(trigger, last=trigger.last + 1, end=trigger.last + 1)
    if trigger.kind == "move":
        hit = scene.verb(trigger.first)
        return replace(trigger, end=hit[0] if hit else trigger.end, verb=keys[trigger.first], form=hit[1] if hit else None)
    at = trigger.last
    while at < last and at - trigger.last < _REACH and keys[at] in _VERBAL_NOUN and not (scene.verb(at) and keys[at] != "گفت"):
        at += 1
    reach = range(trigger.last, min(last, trigger.last + 8)) if trigger.kind in ("going", "entering") else range(at, at + 1)
    for i in reach:
        if i < last and (hit := scene.verb(i)):
            end = hit[0]
            while end < last and (keys[end] in _AUX or (scene.verb(end) and keys[end - 1].startswith("خواه"))):
                end += 1
            phoned = trigger.kind == "talk" and trigger.type == "meeting" and "تلفنی" in keys[max(0, trigger.first - 12) : trigger.first]
            return replace(trigger, end=end, verb=keys[i], form=hit[1], type="call" if phoned else trigger.type)
    if trigger.kind == "talk" and trigger.type == "meeting" and "تلفنی" in keys[max(0, trigger.first - 6) : trigger.first]:
        trigger = replace(trigger, type="call")
    return _far_verb(scene, replace(trigger, end=_noun_end(scene, trigger, last)), last)


def _noun_end(scene: Scene, trigger: Trigger, last: int) -> int:
    """Where a noun's telling ends: behind its adjectives and its preposition; behind those who hold a summit."""
    end = trigger.last
    while end < last and end - trigger.last < 4 and scene.keys[end] in _QUALITIES and end not in scene.cover:
        end += 1
    if trigger.kind == "summit":
        return phrase_end(scene, end, min(last, end + 5))
    if end < last and scene.keys[end] in ("با", "به", "از", "میان", "بین"):
        end += 1
    return end


def _shown(scene: Scene, trigger: Trigger, last: int) -> int:
    """Where the words given as a noun's telling end.

    One reader ends them at the noun, another behind all of its complement; whole words up to three times the noun agree with both.
    A name is not cut.
    """
    if trigger.verb:
        return trigger.end
    tokens, end = scene.tokens, trigger.end
    begin = tokens[trigger.first].start
    limit = begin + (tokens[trigger.last - 1].end - begin) * 10 // 3
    while end < last and tokens[end].end <= limit and tokens[end].kind != "mark" and scene.keys[end] != "که" and not scene.verb(end):
        end += 1
    while end > trigger.end and end < last and _in_name(scene, end):
        end -= 1
    return end


def _in_name(scene: Scene, at: int) -> bool:
    """Whether a token is a person's name but not its first word."""
    name = scene.mentions[scene.cover[at]].name if at in scene.cover else None
    return name is not None and name[0] < at < name[1]


def _far_verb(scene: Scene, trigger: Trigger, last: int) -> Trigger:
    """A noun of its own (`نامه‌ای`) with its light verb further on in the clause: `نامه‌ای به X نوشت`."""
    if trigger.kind not in ("noun", "talk", "letter", "pact", "accord"):
        return trigger
    some = scene.keys[trigger.last - 1].endswith("ی")
    for at in range(trigger.end, min(trigger.end + _FAR_REACH, last)):
        if scene.tokens[at].text in (":", "؛") or (scene.keys[at] == "که" and at > trigger.end):
            break
        if hit := scene.verb(at):
            light = (
                (some or (trigger.kind == "letter" and hit[1].verb in ("نوشت", "فرستاد")))
                and hit[1].verb in _FAR
                and (hit[1].verb not in ("کرد", "شد", "داد", "گرفت", "نمود") or scene.keys[at - 1] in _FAR_NOUNS)
            )
            return replace(trigger, end=hit[0], verb=scene.keys[at], form=hit[1]) if light else trigger
    return trigger


def _with_goal(scene: Scene, trigger: Trigger, first: int) -> Trigger:
    """A journey told by a verb with the place it goes to: `به تهران سفر کرد`."""
    if trigger.verb and trigger.kind in ("trip", "move"):
        for at in range(trigger.first - 2, max(trigger.first - 6, first - 1), -1):
            if scene.keys[at] == "به" and at not in scene.cover:
                return replace(trigger, first=at) if phrase_end(scene, at + 1, trigger.first) == trigger.first else trigger
            if scene.verb(at) or scene.tokens[at].text in "،:؛":
                break
    return trigger


def phrase_end(scene: Scene, at: int, last: int) -> int:
    """Where a noun phrase that begins at a token ends: before a verb, a preposition, a conjunction or a mark; eight words at most."""
    end = at
    while end < min(last, at + 8):
        if scene.tokens[end].kind == "mark" and scene.tokens[end].text not in "«»":
            break
        if end > at and (scene.keys[end] in PREPOSITIONS or scene.keys[end] in _BREAKS or scene.verb(end) or end in scene.days_at):
            break
        end += 1
    while end > at and scene.tokens[end - 1].text == "«":
        end -= 1
    return end


def may_tell(scene: Scene, trigger: Trigger) -> bool:
    """Whether a trigger can tell a contact at all: not an interview, not one pointed at."""
    keys = scene.keys
    before = keys[trigger.first - 1] if trigger.first else ""
    if keys[trigger.first : trigger.last] == ("قرار", "داد") or (
        trigger.kind == "noun" and keys[trigger.last : trigger.last + 1] in _PRESS
    ):
        return False
    after = keys[trigger.last : trigger.last + 2]
    if before in _POINTING or (trigger.form is not None and trigger.form.negative):
        return False
    if trigger.kind == "talk" or trigger.type == "call":
        return not (len(after) > 1 and after[0] == "با" and after[1] in _OUTLETS)
    if trigger.kind == "sign":
        first, last = scene.sentence(trigger.first)
        return any(keys[i].startswith(PACTS) for i in range(max(first, trigger.first - 25), min(last, trigger.end + 6)))
    if trigger.kind == "move":
        verb = next(i for i in range(trigger.first, trigger.end) if keys[i] == trigger.verb)
        return keys[verb - 1] not in _NO_MOVE and "به" in keys[max(0, trigger.first - 8) : trigger.first + 1]
    return bool(trigger.verb) or trigger.kind not in _VERBAL_KINDS
