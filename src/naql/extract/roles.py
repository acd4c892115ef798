"""Scene, trigger -> what the grammar says of its parties: who acts (`X با Y دیدار کرد`), who is met, who comes along.

`X با Y دیدار کرد`, `دیدار X با Y`, `در دیدار با Y`, `X و Y … گفت‌وگو کردند`, `X به Y سفر کرد`, `X در نامه‌ای به Y`.
"""

from __future__ import annotations

from dataclasses import dataclass

from naql.extract.scene import Scene
from naql.extract.triggers import Trigger, phrase_end

BEFORE = frozenset("با از به در بر برای علیه درباره توسط بین میان ضمن پس پیش طی".split())
_NO_SUBJECT = frozenset("گزارش نقل نوشته گفته خبرنگار حضور همراه اعلام".split())
PRONOUNS = frozenset("وی او ایشان".split())
_NO_EDGE = frozenset("شده صورت انجام داشته برگزار نشست دست".split())


@dataclass(frozen=True)
class Roles:
    """Mentions by their part in a contact: who acts, who is met, who comes along; the token of a pronoun that acts; the clause."""

    subjects: tuple[int, ...]
    partners: tuple[int, ...]
    companions: tuple[int, ...]
    pronoun: int | None
    clause: tuple[int, int]


def find_roles(scene: Scene, trigger: Trigger) -> Roles:
    """The parts that the grammar of a trigger's clause gives; those who hold a summit are all that meet."""
    left, right = clause_of(scene, trigger)
    companions = [
        mention
        for i in range(left, right)
        if scene.keys[i] in ("همراه", "همراهی") and i not in scene.cover
        for mention in scene.group_at(i + 1, right)
    ]
    if trigger.kind == "summit":
        for at in range(trigger.last, min(trigger.last + 3, right)):
            if own := scene.group_at(at, right):
                return Roles(tuple(own), (), tuple(companions), None, (left, right))
    partners = _partners(scene, trigger, left, right)
    subjects, pronoun = _subjects(scene, trigger, left, right, partners)
    return Roles(tuple(subjects), tuple(partners), tuple(companions), pronoun, (left, right))


def add_phrases(scene: Scene, trigger: Trigger) -> None:
    """Take the phrase behind the preposition of those met for a mention where it is none: `دیدار با مدیران استانی`."""
    left, right = clause_of(scene, trigger)
    words = ("به", "برای", "خطاب") if trigger.type == "message" else ("با", "میان", "بین")
    if trigger.type == "visit":
        return
    for at in range(left, right):
        if scene.keys[at] not in words or at in scene.cover or trigger.first <= at < trigger.last:
            continue
        first = at + 1 + (scene.keys[at + 1 : at + 2] == ("حضور",))
        edge = trigger.first if at < trigger.first else right
        end = phrase_end(scene, first, edge)
        if end > first and first not in scene.cover and scene.tokens[first].kind == "word" and scene.keys[first] not in _NOBODY:
            scene.add_phrase(first, min(end, next((i for i in range(first, end) if i in scene.cover), end)))


_NOBODY = frozenset(
    "بیان اشاره تاکید توجه هدف وجود هم یکدیگر اعلام موضوع محوریت عنوان همدیگر او وی من ما شما آنها آنان ایشان این آن ابراز تشکر "
    "تقدیر اینکه دعوت استناد استفاده ارائه حفظ اعتراض محکومیت انتقاد تبریک تسلیت منظور شدت دقت جدیت قدرت گرامیداشت نام خود توافق "
    "امضا دیدار سفر".split()
)


def clause_of(scene: Scene, trigger: Trigger) -> tuple[int, int]:
    """The stretch of the sentence that speaks of a trigger: from the last clause verb or colon before it to the next after it."""
    first, last = scene.sentence(trigger.first)
    left = first
    for i in range(trigger.first - 1, first - 1, -1):
        if _is_edge(scene, i):
            left = i + 1
            break
    right = next((i for i in range(trigger.end, last) if _is_edge(scene, i)), last)
    return left, right


def _is_edge(scene: Scene, at: int) -> bool:
    if scene.tokens[at].text in (":", "؛"):
        return True
    hit = scene.verb(at)
    return hit is not None and scene.keys[at] not in _NO_EDGE and hit[1].tense != "participle"


def _partners(scene: Scene, trigger: Trigger, left: int, right: int) -> list[int]:
    """The mentions behind `با` (`به` for a message, `همراه` for a visit), after the noun or before it."""
    words = {"message": ("به", "برای", "خطاب"), "visit": ("همراه", "همراهی")}.get(trigger.type, ("با",))
    both = () if trigger.type in ("visit", "message") else ("میان", "بین")
    keys = scene.keys
    for i in range(trigger.last if not trigger.verb else trigger.end, right):
        present = keys[i] == "با" and keys[i + 1 : i + 2] == ("حضور",)
        if (present or keys[i] in (*words, *both)) and (found := scene.group_at(i + 1 + present, right)):
            return found
        if i - trigger.end > (25 if trigger.type == "message" else 12):
            break
        if trigger.type != "message" and scene.tokens[i].text == "،" and i not in scene.cover:
            break
    for i in range(trigger.first - 1, left - 1, -1):
        if keys[i] in (*words, *both) and i not in scene.cover and (found := scene.group_at(i + 1, trigger.first)):
            return found
    return []


def _subjects(scene: Scene, trigger: Trigger, left: int, right: int, partners: list[int]) -> tuple[list[int], int | None]:
    """The mentions that act: the noun's own (`دیدار X با Y`), else the clause's, else the pronoun's token."""
    if not trigger.verb or trigger.type == "message":
        own = [i for i in scene.group_at(trigger.last, right) if i not in partners]
        if own and (partners or trigger.type in ("visit", "message", "agreement") or len(own) > 1):
            return own, None
        partners += own
    begin = scene.sentence(trigger.first)[0]
    that = next((i + 1 for i in range(trigger.first - 1, left - 1, -1) if scene.keys[i] == "که"), left)
    for at in dict.fromkeys((that, left, begin)):
        found, pronoun = _actors(scene, at, trigger.first, partners)
        if found or pronoun is not None:
            return found, pronoun
    return [], None


def _actors(scene: Scene, begin: int, end: int, partners: list[int]) -> tuple[list[int], int | None]:
    """The first mentions, or the first pronoun, of a stretch that no preposition or citation stands before."""
    at = begin
    while at < end:
        index = scene.at.get(at)
        if index is None:
            if scene.keys[at] in PRONOUNS and (at == begin or scene.keys[at - 1] not in BEFORE):
                return [], at
            at += 1
            continue
        before = at - 1
        while before >= begin and scene.tokens[before].text in '«"“(':
            before -= 1
        mention = scene.mentions[index]
        led = before >= begin and (scene.keys[before] in BEFORE or scene.keys[before] in _NO_SUBJECT)
        cited = mention.last < end and scene.tokens[mention.last].text == ":"
        if not led and not cited and mention.type != "document" and index not in partners:
            found = [i for i in scene.group_at(at, end) if i not in partners and scene.mentions[i].type != "document"]
            if found:
                return found, None
        at = mention.last
    return [], None
