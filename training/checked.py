"""Cases checked by hand -> how often `contact` and `stance` of statements are right.

    python training/checked.py ../shared

`tests/cases/checked/` holds the cases as ids and spans. `made_at.jsonl`: all statements (cue and no act, not nested) of the articles of
dev.jsonl that tell of a meeting, call or visit held, each with the trigger of the contact at which it was made, null where at none.
`stance.jsonl`: sixty statements of dev.jsonl drawn at random, and up to eight of each stance that Naql had found.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from naql.evaluate.matching import iou
from naql.model import Article, Contact, Reading, Span
from naql.reader import read

CASES = Path(__file__).parent.parent / "tests/cases/checked"


def load_cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file."""
    return [json.loads(line) for line in (CASES / name).read_text("utf-8").splitlines()]


def same_contact(contact: Contact, at: tuple[int, int], gold: Mapping[str, Any], reading: Reading) -> bool:
    """Whether a contact is the annotated one with that trigger: told there, or another of its kind that names one of its parties."""
    if min(contact.trigger.end, at[1]) > max(contact.trigger.start, at[0]):
        return True
    annotated = next(c for c in gold["contacts"] if tuple(c["trigger"]) == at)
    forms = {f for s in gold["sources"] if s["id"] in annotated["participants"] for f in (s["name"], *s["aliases"], *s["offices"])}
    ours = {f for p in contact.participants if (s := reading.source(p)) for f in (s.name, *s.aliases)}
    return bool(contact.type == annotated["type"] and forms & ours)


def score_links(gold: Mapping[str, Any], readings: Mapping[str, Reading]) -> Counter[str]:
    """How many links are right, given and wanted."""
    counts: Counter[str] = Counter()
    cases = load_cases("made_at.jsonl")
    for article, reading in readings.items():
        contacts = {c.id: c for c in reading.contacts}
        linked = [s for s in reading.statements if s.contact and s.kind != "act" and not s.nested and s.cue]
        counts["given"] += len(linked)
        for case in (c for c in cases if c["article"] == article):
            counts["cases"] += 1
            counts["wanted"] += case["at"] is not None
            found = next((s for s in linked if iou(s.content, case["content"]) >= 0.5), None)
            if found and found.contact and case["at"]:
                counts["right"] += same_contact(contacts[found.contact], tuple(case["at"]), gold[article], reading)
    return counts


def score_stance(readings: Mapping[str, Reading]) -> Counter[str]:
    """How many stances are right, by how the case was drawn; a statement that is not read any more has none."""
    counts: Counter[str] = Counter()
    for case in load_cases("stance.jsonl"):
        cue = Span(*case["cue"])
        same = [s for s in readings[case["article"]].statements if s.cue and min(s.cue.end, cue.end) > max(s.cue.start, cue.start)]
        counts[f"{case['drawn']}, not read"] += not same
        counts[f"{case['drawn']}, cases"] += bool(same)
        counts[f"{case['drawn']}, right"] += any(s.stance == case["stance"] for s in same)
    return counts


def main() -> None:
    """Print the figures."""
    lines = Path(sys.argv[1], "gold/dev.jsonl").read_text("utf-8").splitlines()
    gold = {record["id"]: record for record in map(json.loads, lines)}
    readings = {article: read(Article.from_record(record)) for article, record in gold.items()}
    links = score_links(gold, readings)
    right, given, wanted = links["right"], links["given"], links["wanted"]
    print(f"contact: {links['cases']} statements, {wanted} made at a contact; {given} links given, {right} right")
    print(f"         precision {right / given:.3f}  recall {right / wanted:.3f}  F1 {2 * right / (given + wanted):.3f}")
    stance = score_stance(readings)
    for drawn in ("at random", "by stance"):
        cases, right = stance[f"{drawn}, cases"], stance[f"{drawn}, right"]
        print(f"stance, drawn {drawn}: {right} of {cases} right; {stance[f'{drawn}, not read']} more are read as no statement now")


if __name__ == "__main__":
    main()
