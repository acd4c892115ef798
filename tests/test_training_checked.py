"""The cases checked by hand are whole."""

from __future__ import annotations

import json
from pathlib import Path

CASES = Path(__file__).parent / "cases/checked"


def test_links_checked_by_hand() -> None:
    """At least forty words made at a contact, each content and trigger a span."""
    cases = [json.loads(line) for line in (CASES / "made_at.jsonl").read_text("utf-8").splitlines()]
    assert all(case["content"][0] < case["content"][1] for case in cases)
    made = [case for case in cases if case["at"]]
    assert len(made) >= 40
    assert all(case["at"][0] < case["at"][1] for case in made)


def test_stances_checked_by_hand() -> None:
    """At least forty cases, and of every stance some."""
    cases = [json.loads(line) for line in (CASES / "stance.jsonl").read_text("utf-8").splitlines()]
    assert len(cases) >= 40
    stances = {"neutral", "claim", "denial", "warning", "praise", "condemnation", "request", "promise"}
    assert {case["stance"] for case in cases} == stances
