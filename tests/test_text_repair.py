"""Repair: joints given back, everything else left alone, every change accounted for."""

from __future__ import annotations

import pytest

from naql.text.letters import ZWNJ
from naql.text.repair import Edit, repair, replay


def check(damaged: str, sound: str) -> None:
    """Repair a text drawn with `_` for a joint, and compare."""
    repaired = repair(damaged)
    assert repaired.text.replace(ZWNJ, "_") == sound
    assert replay(damaged, repaired.edits) == repaired.text
    assert len(repaired.raw) == len(repaired.text) + 1
    assert len(repaired.shown) == len(damaged) + 1


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("نسلهای آینده میتوانند کتابها را بخوانند", "نسل_های آینده می_توانند کتاب_ها را بخوانند"),
        ("وي گفت: برنامههاي شركت اعلام ميشود.", "وي گفت: برنامه_هاي شركت اعلام مي_شود."),
        ("«میگویند» نمیدانستیم؛ گفتهاند", "«می_گویند» نمی_دانستیم؛ گفته_اند"),
    ],
)
def test_glued(damaged: str, sound: str) -> None:
    """Words that lost their joints get them back, whatever stands beside them."""
    check(damaged, sound)


def test_offsets() -> None:
    """A joint that was put in has the place of the next letter; what was taken out leaves a gap."""
    repaired = repair("نسل\u200bهای میشود")
    assert repaired.edits == (Edit(3, "\u200b", ""), Edit(4, "", ZWNJ), Edit(10, "", ZWNJ))
    assert list(repaired.raw) == [0, 1, 2, 4, 4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13]
    assert list(repaired.shown) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14]
