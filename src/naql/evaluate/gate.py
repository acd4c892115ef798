"""Keep the figures from falling: read the annotated articles and hold the scores against pinned floors.

    python -m naql.evaluate.gate                 # fails where a figure is under its floor
    python -m naql.evaluate.gate --pin           # write the figures seen as new floors; refuses to lower one
    python -m naql.evaluate.gate --pin --lower   # also lower floors; a line in CHANGELOG.md must say why

`training/cross_validate.py --gate` holds the figures of articles left out of training by floors here, too. The floors lie in
`gate.json` beside this file, with the sha256 of the corpus they were seen on: another corpus is not judged by them.
The articles are looked for in NAQL_SHARED, or in `../shared` beside the current folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from naql.evaluate.gold import load_records, read_articles
from naql.evaluate.score import score_records

FLOORS = Path(__file__).parent / "gate.json"
CORPORA = ("unread", "dev")
KEPT = (
    "named", "joint", "attributed", "statements", "statements_strict", "sources", "acts",
    "contacts", "citations", "dates", "dated", "offices",
)  # fmt: skip
SLACK = 0.002
"""How far under what was seen a floor is put: less than one statement of `unread.jsonl`."""

Floors = dict[str, dict[str, object]]


def corpus_path(name: str) -> Path:
    """Where an annotated corpus lies."""
    return Path(os.environ.get("NAQL_SHARED") or "../shared") / "gold" / f"{name}.jsonl"


def corpus_hash(path: Path) -> str:
    """The sha256 of a corpus file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def seen(path: Path) -> dict[str, float]:
    """The F1 figures of Naql on a corpus."""
    gold = load_records(path)
    return kept(score_records(gold, read_articles(gold)).figures())


def kept(figures: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The figures that have floors."""
    return {name: round(float(figures[name]["f1"]), 4) for name in KEPT}


def below(figures: Mapping[str, float], floors: Mapping[str, object]) -> Iterator[str]:
    """A line for each figure under its floor."""
    for name, floor in floors.items():
        if isinstance(floor, float) and figures.get(name, 0.0) < floor:
            yield f"{name} {figures.get(name, 0.0):.4f} is under its floor {floor:.4f}"


def hold(name: str, figures: Mapping[str, float], digest: str, arguments: Sequence[str], slack: float = SLACK) -> list[str]:
    """Judge the figures of a corpus by its floors, or pin them with `--pin`, that much under what is seen; what is wrong, a line each."""
    floors: Floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    known = floors.get(name, {})
    print(name, "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))
    if known and known.get("sha256") != digest and "--pin" not in arguments:
        return [f"{name}: another corpus than the floors were pinned on"]
    faults = [f"{name}: {fault}" for fault in below(figures, known)] if known.get("sha256") == digest else []
    if "--pin" in arguments and (not faults or "--lower" in arguments):
        floors[name] = {"sha256": digest, **{k: round(v - slack, 4) for k, v in figures.items()}}
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")
        return []
    return faults


def main(arguments: list[str]) -> int:
    """Judge, or pin; the number of corpora that failed."""
    failed = 0
    for name in CORPORA:
        path = corpus_path(name)
        faults = hold(name, seen(path), corpus_hash(path), arguments) if path.exists() else [f"{name}: no corpus at {path}"]
        failed += bool(faults)
        for fault in faults:
            print(fault, file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
