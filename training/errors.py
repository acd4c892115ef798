"""Out-of-fold records and gold -> the commonest kinds of error, counted.

python training/cross_validate.py ../shared && python training/errors.py ../shared dev
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gold import load_training_gold

from naql.evaluate.matching import iou, match
from naql.evaluate.names import fit_name

Record = Mapping[str, Any]


def errors_of(gold: Record, predicted: Record) -> Iterator[str]:
    """The kind of each error in the statements, contacts and days of an article."""
    text = "\n".join(gold["paragraphs"])
    theirs, ours = {s["id"]: s for s in gold["sources"]}, {s["id"]: s for s in predicted["sources"]}
    for kind in ("words", "act"):
        want = [s for s in gold["statements"] if (s["kind"] == "act") == (kind == "act")]
        have = [s for s in predicted["statements"] if (s["kind"] == "act") == (kind == "act")]
        pairs = match(want, have, lambda g, p: iou(g["content"], p["content"]), 0.5)
        for i, g in enumerate(want):
            if i not in {a for a, _ in pairs}:
                place = "nested " if g["nested"] else ""
                yield f"{place}{'act' if kind == 'act' else 'statement'} missed" + ("" if g["cue"] else ", no cue")
        for j, p in enumerate(have):
            if j not in {b for _, b in pairs}:
                yield f"{'nested ' if p['nested'] else ''}{'act' if kind == 'act' else 'statement'} that is none, or ends elsewhere"
        for i, j in pairs:
            g, p = want[i], have[j]
            name = ours[p["source"]]["name"] if p["source"] else ""
            fit = fit_name(name, theirs[g["source"]])
            if fit == "full":
                continue
            near = text[slice(*g["source_span"])] if g["source_span"] else None
            same_words = p["source_span"] == g["source_span"]
            if fit == "alias":
                yield "source under a short name or an office only"
            elif not same_words and near:
                yield "another phrase taken for the speaker"
            else:
                yield {
                    "pronoun": "pronoun or dropped subject given to another",
                    "dropped": "pronoun or dropped subject given to another",
                }.get(p["how"] or "", "name or office joined to another person")
    contacts = match(gold["contacts"], predicted["contacts"], lambda g, p: float(iou(g["trigger"], p["trigger"]) >= 0.3), 0.5)
    yield from ["contact missed, or told elsewhere"] * (len(gold["contacts"]) - len(contacts))
    yield from ["contact that is none"] * (len(predicted["contacts"]) - len(contacts))
    days = match(gold["dates"], predicted["dates"], lambda g, p: iou(g["span"], p["span"]), 0.3)
    yield from ["date with another value" for i, j in days if gold["dates"][i]["value"] != predicted["dates"][j]["value"]]


def main() -> None:
    shared, name = Path(sys.argv[1]), sys.argv[2]
    some = (
        load_training_gold(shared)
        if name == "training-gold"
        else [json.loads(x) for x in (shared / f"gold/{name}.jsonl").read_text("utf-8").splitlines()]
    )
    predicted = {(r := json.loads(line))["id"]: r for line in Path("build/cv", f"{name}.jsonl").read_text("utf-8").splitlines()}
    counts = Counter(kind for record in some if record["id"] in predicted for kind in errors_of(record, predicted[record["id"]]))
    for kind, n in counts.most_common():
        print(f"{n}\t{kind}")


if __name__ == "__main__":
    main()
