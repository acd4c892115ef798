"""Scene, trigger -> when and where a contact was, and whether it was: held, planned, cancelled or denied."""

from __future__ import annotations

from naql.extract.scene import Scene
from naql.extract.triggers import Trigger
from naql.model import Span, Status, Time

_PLACE_WORDS = ("به", "در", "از", "وارد", "عازم", "راهی")


def status_of(scene: Scene, trigger: Trigger) -> Status:
    """Whether it happened, by its verb and by `قرار است`, `لغو`, `تکذیب` around it."""
    first, last = scene.sentence(trigger.first)
    keys = scene.keys
    near = keys[max(first, trigger.first - 25) : min(last, trigger.end + 12)]
    for i in range(max(first, trigger.first - 4), min(last, trigger.end + 12)):
        if keys[i] == "لغو" and not any(key.startswith("تحریم") for key in keys[max(first, i - 4) : i]):
            return "cancelled"
    if not trigger.verb and "تکذیب" in keys[trigger.end : last] and "خبر" not in near:
        return "denied"
    form = trigger.form
    if trigger.kind == "move" and keys[trigger.first].startswith("می"):
        return "planned"
    if form and form.tense in ("future", "subjunctive") and "داشته" not in keys[trigger.last : trigger.end]:
        return "planned"
    done = form is not None and form.tense in ("past", "perfect", "pluperfect", "participle", "passive")
    after = keys[trigger.end : min(last, trigger.end + 12)]
    if not done and (
        any(key in ("خواهد", "خواهند", "خواهیم", "خواهم") for key in after) or ("قرار" in near and ("است" in near or "بود" in near))
    ):
        return "planned"
    if (form and form.tense == "present") or (not trigger.verb and {"فردا", "آینده", "آتی", "آستانه"} & set(near)):
        return "planned"
    return "happened"


def time_of(scene: Scene, trigger: Trigger, clause: tuple[int, int]) -> Time | None:
    """The date nearest to the trigger in its clause, else in its sentence."""
    for first, last in (clause, scene.sentence(trigger.first)):
        inside = [(min(abs(a - trigger.first), abs(b - trigger.first)), day) for a, b, day in scene.days if first <= a and b <= last]
        if inside:
            day = min(inside, key=lambda found: found[0])[1]
            return Time(day.span, day.value)
    return None


def place_of(scene: Scene, trigger: Trigger, clause: tuple[int, int]) -> Span | None:
    """The name behind `در` (or `به`, for a visit) in the clause."""
    left, right = clause
    words = _PLACE_WORDS if trigger.type == "visit" else ("در",)
    for i in [*range(trigger.last, right - 1), *range(left, trigger.first)]:
        index = scene.at.get(i + 1)
        if scene.keys[i] in words and index is not None and scene.mentions[index].type == "organization":
            return scene.document.span(scene.mentions[index].first, scene.mentions[index].last)
    return None
