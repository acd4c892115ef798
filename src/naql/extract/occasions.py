"""Scene, trigger -> when a contact was, and whether it was: held, planned, cancelled or denied."""

from __future__ import annotations

from collections.abc import Mapping

from naql.extract.scene import Scene, weigh
from naql.extract.triggers import Trigger
from naql.model import Status, Time


def status_of(scene: Scene, trigger: Trigger, clause: tuple[int, int], weights: Mapping[str, float]) -> Status:
    """Whether it happened: cancelled or denied by the rule, held or planned by the weight of its signs."""
    ruled = ruled_status(scene, trigger)
    if ruled in ("cancelled", "denied"):
        return ruled
    return "planned" if weigh(weights, status_signs(scene, trigger, clause, ruled)) > 0 else "happened"


def status_signs(scene: Scene, trigger: Trigger, clause: tuple[int, int], ruled: Status) -> list[str]:
    """What speaks for a contact still to come: its verb, the words around it, its day beside that of publication."""
    first, last = scene.sentence(trigger.first)
    keys, verbal = scene.keys, bool(trigger.verb)
    tense = trigger.form.tense if trigger.form else "none"
    when = _when(scene, trigger, clause)
    later = next((hit[1] for i in range(trigger.end, last) if (hit := scene.verb(i))), None)
    return [
        f"rule={ruled}",
        f"tense={tense}",
        f"person={trigger.form.person if trigger.form else 'none'},{tense}",
        f"verb={trigger.verb}",
        f"when={when}",
        f"when={when},{tense}",
        f"before={keys[trigger.first - 1] if trigger.first > first else '^'}",
        f"kind={trigger.kind}",
        f"type={trigger.type},{tense}",
        f"later={later.tense if later else 'none'},{verbal}",
        f"later={later.verb if later else 'none'},{later.tense if later else 'none'},{verbal}",
        f"title={scene.tokens[trigger.first].paragraph == 0},{verbal}",
        f"said={scene.entities.speaker(trigger.first) is not None},{tense}",
        *(
            sign
            for i in range(max(first, trigger.first - 12), min(last, trigger.end + 12))
            if keys[i] in _NEAR and not trigger.first <= i < trigger.end
            for sign in (f"near={keys[i]},{'after' if i >= trigger.end else 'before'}", f"near={keys[i]},{verbal}")
        ),
    ]


_NEAR = frozenset(
    "قرار است فردا آینده آتی خواهد خواهند هفته سال گذشته امروز دیروز آستانه برنامه برنامههای درخواست خواستار احتمال ممکن احتمالا آمادگی "
    "دعوت پیش بعدی قبل اخیر پس بود شد کرد گفت اهداف جهت برای بهمنظور منظور تاکنون بزودی زودی قصد باید امیدواریم سپس همزمان جاری پیشنهاد "
    "لغو تعویق نکرد نمیکند نیست روزهای ماه".split()
)
"""Words that tell whether something has been or is to come."""


def _when(scene: Scene, trigger: Trigger, clause: tuple[int, int]) -> str:
    """How the day told with a contact lies to the day of publication."""
    time, published = time_of(scene, trigger, clause), scene.document.article.published
    if time is None:
        return "none"
    if time.value is None or published is None:
        return "unknown"
    day = time.value.partition("/")[0]
    if len(day) < len("2020-01-01"):
        return "long"
    return "same" if day == published.isoformat() else "after" if day > published.isoformat() else "before"


def ruled_status(scene: Scene, trigger: Trigger) -> Status:
    """Whether it happened, by the rule: its verb, and `قرار است`, `لغو`, `تکذیب` around it."""
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
