"""Scene, trigger, mention -> the signs that speak for or against its being a party (weighed by `data/party_signs.tsv`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from naql.extract.roles import BEFORE, Roles
from naql.extract.scene import QUOTES, Scene
from naql.extract.triggers import Trigger

_PREPOSITIONS = BEFORE | frozenset(
    "تا بدون نزد سوی همراه همراهی حضور توسط مقابل خطاب ریاست نمایندگی سرپرستی میزبانی دعوت جمع نقل گزارش".split()
)
_FREE = frozenset(["^", "،", ":", "که", "و", "mention", "verb", "trigger"])
"""What stands before a mention that no preposition or noun governs."""


@dataclass(frozen=True)
class _Sight:
    """A mention as its trigger sees it: on which side, the tokens between, what governs it, its part by the rules."""

    index: int
    side: str
    gap: range
    governor: str
    earlier: str
    depth: int
    role: str
    person: str
    form: str

    @property
    def governed(self) -> bool:
        """Whether a preposition or a noun governs it."""
        return self.governor not in _FREE


def mention_signs(scene: Scene, trigger: Trigger, roles: Roles, index: int, inside: Sequence[int], free: int) -> tuple[list[str], bool]:
    """The signs of a mention, and whether a preposition or a noun governs it."""
    sight = _sight(scene, trigger, roles, index)
    signs = [
        *_place_signs(scene, trigger, sight, inside),
        *_role_signs(scene, trigger, roles, sight),
        *_word_signs(scene, trigger, sight),
        *_clause_signs(scene, trigger, roles, sight, free),
    ]
    return signs, sight.governed


def _sight(scene: Scene, trigger: Trigger, roles: Roles, index: int) -> _Sight:
    mention, first = scene.mentions[index], scene.sentence(trigger.first)[0]
    side = "before" if mention.last <= trigger.first else "after" if mention.first >= trigger.end else "inside"
    near, far = (mention.last, trigger.first) if side == "before" else (trigger.last, mention.first)
    governor, earlier, depth = _governor(scene, index, first)
    behind = range(trigger.last, max(trigger.end, trigger.last + 2))
    if governor == "noun" and trigger.first < mention.first and all(i in behind for i in range(trigger.last, mention.first)):
        governor = "trigger"
    parts = (("subject", roles.subjects), ("partner", roles.partners), ("companion", roles.companions))
    role = next((name for name, some in parts if index in some), "none")
    person = trigger.form.person if trigger.form else "noun"
    return _Sight(index, side, range(near, far), governor, earlier, depth, role, person, "verb" if trigger.verb else "noun")


def _place_signs(scene: Scene, trigger: Trigger, sight: _Sight, inside: Sequence[int]) -> list[str]:
    """Where it stands: its side, what governs it, how far, what is between."""
    mention, side, governor, gap = scene.mentions[sight.index], sight.side, sight.governor, sight.gap
    verbs = min(sum(1 for i in gap if _edge(scene, i)), 2)
    colon = any(scene.tokens[i].text == ":" for i in gap)
    between = min(sum(1 for i in inside if gap.start <= scene.mentions[i].first < gap.stop), 3)
    return [
        "mention",
        f"{side},{governor},{between}",
        f"{trigger.type},{side},{governor}",
        f"{trigger.type},{side},{governor},{between}",
        f"{sight.form},{side},{governor},{between}",
        f"{trigger.kind},{side},{governor}",
        f"{side},{governor},verbs={verbs}",
        f"verbs={verbs},colon={colon},{side}",
        f"distance={_bucket(len(gap))},{side}",
        f"{mention.type},{side},{governor}",
        f"depth={min(sight.depth, 2)},{sight.role},{side}",
    ]


def _role_signs(scene: Scene, trigger: Trigger, roles: Roles, sight: _Sight) -> list[str]:
    """Its part by the rules, beside what it is."""
    mention, role = scene.mentions[sight.index], sight.role
    name = "named" if mention.name else "bare"
    ruled = ("S" if roles.subjects else "p" if roles.pronoun is not None else "-") + ("P" if roles.partners else "-")
    return [
        f"role={role},{ruled}",
        f"{trigger.type},role={role}",
        f"{sight.form},role={role},{sight.governor}",
        f"{mention.type},{trigger.type},{role}",
        f"{mention.type},{name}",
        f"{name},{role}",
        f"both={scene.is_both(sight.index)},{role}",
        f"title={scene.tokens[mention.first].paragraph == 0},{role},{sight.side}",
    ]


def _word_signs(scene: Scene, trigger: Trigger, sight: _Sight) -> list[str]:
    """The words beside it, and its first where it has no name."""
    mention, keys, side = scene.mentions[sight.index], scene.keys, sight.side
    first, last = scene.sentence(trigger.first)
    word = keys[mention.first - 1] if mention.first > first else "^"
    after = keys[mention.last] if mention.last < last else "$"
    signs = [
        f"word={word}",
        f"word={sight.earlier},{word}",
        f"{trigger.type},word={word},{side}",
        f"after={after}",
        f"after={after},{side},{sight.governor}",
        f"cited={after == ':'},{side}",
    ]
    if mention.name is None:
        head = f"head={keys[mention.first]}"
        signs += [head, f"{head},{sight.role}", f"length={min(mention.last - mention.first, 6)},{mention.type}"]
    return signs


def _clause_signs(scene: Scene, trigger: Trigger, roles: Roles, sight: _Sight, free: int) -> list[str]:
    """Whether it stands in the trigger's clause, heads it, or speaks the trigger's words itself."""
    mention, role, side, person = scene.mentions[sight.index], sight.role, sight.side, sight.person
    said = scene.entities.speaker(trigger.first)
    speaks = scene.party(sight.index) == said
    in_clause = roles.clause[0] <= mention.first < roles.clause[1]
    return [
        f"speaks={speaks},{person},{said is None}",
        f"speaks={speaks},{role},{said is None}",
        f"free={min(free, 2)},{sight.governed},{side}",
        f"{trigger.type},free={min(free, 2)},{sight.governed},{side},{person}",
        f"clause={in_clause},{role}",
        f"clause={in_clause},{side},{sight.governor}",
        f"same={scene.entities.speaker(mention.first) == said},{role}",
    ]


def _governor(scene: Scene, index: int, first: int) -> tuple[str, str, int]:
    """What stands before a mention or before the group it ends: a preposition, a class of word; the word before that; its depth."""
    depth = 0
    at = scene.mentions[index].first - 1
    while True:
        while at >= first and scene.tokens[at].text in QUOTES:
            at -= 1
        if at < first:
            return "^", "^", depth
        if scene.keys[at] in ("و", "،") and at - 1 >= first and at - 1 in scene.cover and depth < 6:
            depth += 1
            at = scene.mentions[scene.cover[at - 1]].first - 1
            continue
        earlier = scene.keys[at - 1] if at - 1 >= first else "^"
        if scene.keys[at] in _PREPOSITIONS and at not in scene.cover:
            return scene.keys[at], earlier, depth
        return _class_of(scene, at), earlier, depth


def _class_of(scene: Scene, at: int) -> str:
    if at in scene.cover:
        return "mention"
    if scene.tokens[at].kind == "mark":
        return scene.tokens[at].text
    if scene.keys[at] in ("و", "که", "را", "نیز", "هم"):
        return scene.keys[at]
    return "verb" if scene.verb(at) else "noun"


def _bucket(n: int) -> str:
    return "0" if n <= 0 else "1-2" if n < 3 else "3-5" if n < 6 else "6-10" if n < 11 else "11-20" if n < 21 else "far"


def _edge(scene: Scene, at: int) -> bool:
    hit = scene.verb(at)
    return hit is not None and hit[1].tense != "participle" and scene.keys[at] not in ("شده", "صورت")
