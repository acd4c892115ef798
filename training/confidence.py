"""Out-of-fold records and gold -> how often statements of each kind are right: src/naql/language/data/confidence.tsv.

    python training/cross_validate.py ../shared && python training/confidence.py ../shared

A statement is right where its content overlaps a gold one by 0.8 and its source has that one's full name (for acts: overlap 0.5, any
alias). Statements are counted by kind, by how the source was found and by whether they are nested; a rare combination leans on the share
of its kind. Prints the expected calibration error of a table made on one half of the articles and judged on the other.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gold import load_training_gold

from naql.evaluate.matching import iou
from naql.evaluate.names import fit_name

OUT = Path(__file__).parents[1] / "src/naql/language/data/confidence.tsv"
PRIOR = 12.0
"""How many statements the share of the whole kind weighs against those of a combination."""

Case = tuple[tuple[str, str, str], bool]


def cases(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> Iterable[Case]:
    """Each predicted statement with a source: its combination, and whether it is right."""
    names = {s["id"]: s for s in predicted["sources"]}
    truth = {s["id"]: s for s in gold["sources"]}
    for statement in predicted["statements"]:
        if statement["source"] is None:
            continue
        act = statement["kind"] == "act"
        right = any(
            iou(g["content"], statement["content"]) >= (0.5 if act else 0.8)
            and fit_name(names[statement["source"]]["name"], truth[g["source"]]) in (("full", "alias") if act else ("full",))
            for g in gold["statements"]
            if (g["kind"] == "act") == act
        )
        yield ("act" if act else "words", statement["how"] or "none", "nested" if statement["nested"] else "outer"), right


def table(some: Iterable[Case]) -> dict[tuple[str, str, str], tuple[float, int]]:
    """The share of right ones for each combination, and how many there were."""
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for combination, right in some:
        for count in (counts[combination], kinds[combination[0]]):
            count[0] += right
            count[1] += 1
    return {c: (round((n + PRIOR * kinds[c[0]][0] / kinds[c[0]][1]) / (m + PRIOR), 3), m) for c, (n, m) in sorted(counts.items())}


def calibration_error(made: Mapping[tuple[str, str, str], tuple[float, int]], some: Iterable[Case]) -> float:
    """The mean distance between confidence and share of right ones, over ten bins."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for combination, right in some:
        confidence = made.get(combination, (0.5, 0))[0]
        bins[min(int(confidence * 10), 9)].append((confidence, right))
    total = sum(map(len, bins.values()))
    return sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins.values()) / total


def main() -> None:
    shared = Path(sys.argv[1])
    gold = [json.loads(line) for line in (shared / "gold/dev.jsonl").read_text("utf-8").splitlines()] + load_training_gold(shared)
    predicted = {}
    for name in ("dev", "training-gold"):
        for line in Path(sys.argv[2] if len(sys.argv) > 2 else "build/cv", f"{name}.jsonl").read_text("utf-8").splitlines():
            record = json.loads(line)
            predicted[record["id"]] = record
    halves: list[list[Case]] = [[], []]
    for n, record in enumerate(sorted((r for r in gold if r["id"] in predicted), key=lambda r: str(r["id"]))):
        halves[n % 2].extend(cases(record, predicted[record["id"]]))
    errors = [calibration_error(table(halves[0]), halves[1]), calibration_error(table(halves[1]), halves[0])]
    made = table([*halves[0], *halves[1]])
    rows = [
        "kind\thow\tplace\tconfidence\tcases\tsource",
        *(f"{k}\t{h}\t{p}\t{c}\t{m}\tcross-validation" for (k, h, p), (c, m) in made.items()),
    ]
    OUT.write_text("\n".join(rows) + "\n", "utf-8")
    print("\n".join(rows))
    print(f"expected calibration error, half on half: {errors[0]:.3f}, {errors[1]:.3f}")


if __name__ == "__main__":
    main()
