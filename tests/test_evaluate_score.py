"""The scorer: its definitions, case by case, and agreement with the reference where that is at hand."""

from __future__ import annotations

import copy
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from naql.errors import InputError
from naql.evaluate.gold import load_records
from naql.evaluate.score import Figures, score_records
from naql.evaluate.table import table_lines

SHARED = Path(os.environ.get("NAQL_SHARED") or Path(__file__).parents[2] / "shared")
GOLD = Path(__file__).parents[1] / "examples" / "gold.jsonl"


def gold_records() -> dict[str, Any]:
    """The sample articles' records, fresh for each test."""
    return {name: dict(record) for name, record in load_records(GOLD).items()}


def damaged(records: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same records with every kind of error put in, the same for a seed."""
    rng = random.Random(seed)
    out = {}
    for name, record in copy.deepcopy(records).items():
        if rng.random() < 0.05:
            continue
        length = len("\n".join(record["paragraphs"]))
        for source in record["sources"]:
            if rng.random() < 0.2 and source["aliases"]:
                source["name"] = rng.choice(source["aliases"])
            elif rng.random() < 0.1:
                source["name"] = rng.choice(record["sources"])["name"]
        for statement in record["statements"]:
            statement["content"] = shifted(statement["content"], length, rng)
            if rng.random() < 0.15:
                statement["source"] = rng.choice([None, rng.choice(record["sources"])["id"]])
            if rng.random() < 0.1:
                statement["kind"] = rng.choice(["act", "reported"])
            if rng.random() < 0.1:
                statement["cue"] = None
        for contact in record["contacts"]:
            contact["trigger"] = shifted(contact["trigger"], length, rng)
            if rng.random() < 0.2:
                contact["participants"] = contact["participants"][:-1]
        for layer in ("statements", "contacts", "citations", "dates"):
            record[layer] = [item for item in record[layer] if rng.random() > 0.15]
        for day in record["dates"]:
            if rng.random() < 0.2:
                day["value"] = None
        rng.shuffle(record["statements"])
        out[name] = record
    return out


def shifted(span: list[int], length: int, rng: random.Random) -> list[int]:
    """A span moved at both ends now and then, still inside the text."""
    if rng.random() < 0.5:
        return span
    start, end = max(0, span[0] + rng.randint(-9, 9)), min(length, span[1] + rng.randint(-9, 9))
    return [start, end] if start < end else span


def check(predicted: dict[str, Any]) -> Figures:
    """The figures of a prediction for the sample articles."""
    return score_records(gold_records(), predicted).figures()


def test_gold_against_itself_is_perfect() -> None:
    """Scored against themselves, the gold records reach 1 in every figure that has cases, and abstain nowhere."""
    figures = check(gold_records())
    cases = {name: figure for name, figure in figures.items() if figure.get("gold") or figure.get("of")}
    assert {name: cases[name].get("f1", cases[name].get("share")) for name in cases.keys() - {"articles"}} == {
        name: 0.0 if name == "abstained" else 1.0 for name in cases.keys() - {"articles"}
    }
    assert cases.keys() >= {"named", "acts", "contacts_full", "parties", "citations", "dated", "offices"}


def test_nothing_predicted_scores_nothing() -> None:
    """An article without a prediction counts as an empty record: nothing is found, and nothing is wrong."""
    figures = check({})
    assert figures["named"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": figures["named"]["gold"], "predicted": 0}
    assert figures["articles"]["predicted"] == 0


def test_an_alias_is_joint_but_not_named() -> None:
    """A source given by its surname alone counts for `joint` and not for `named`."""
    records = gold_records()
    name, record = next((n, r) for n, r in records.items() if any(len(s["name"].split()) == 2 for s in r["sources"]))
    record = copy.deepcopy(record)
    for source in record["sources"]:
        if source["type"] == "person" and len(source["name"].split()) == 2:
            source["name"] = source["name"].split()[-1]
    figures = score_records({name: records[name]}, {name: record}).figures()
    assert figures["joint"]["f1"] == 1.0 > figures["named"]["f1"]


def test_an_abstention_is_no_error() -> None:
    """A statement whose source is null leaves the precision of `named` as it is and lowers its recall."""
    records = copy.deepcopy(gold_records())
    for record in records.values():
        record["statements"][0]["source"] = None
    figures = check(records)
    assert figures["named"]["p"] == 1.0 > figures["named"]["r"]
    assert figures["abstained"]["share"] > 0


@pytest.mark.parametrize(
    ("layer", "item", "told"),
    [
        ("statements", {"source": None, "kind": "said", "content": [0, 1]}, "kind 'said'"),
        ("statements", {"source": "nobody", "kind": "act", "content": [0, 1]}, "unknown source 'nobody'"),
        ("statements", {"source": None, "kind": "act", "content": [5, 5]}, "span [5, 5]"),
        ("dates", {"span": [0, 10**9], "value": None}, "span [0, 1000000000]"),
        ("contacts", {"participants": ["nobody"], "trigger": [0, 1]}, "participants must be known sources"),
        ("citations", "اینجا", "citations is not a list of objects"),
    ],
)
def test_a_malformed_record_is_refused(layer: str, item: Any, told: str) -> None:
    """A record that cannot be scored is told by article and fault, and not scored as wrong."""
    records = copy.deepcopy(gold_records())
    name = next(iter(records))
    records[name][layer].append(item)
    with pytest.raises(InputError) as error:
        check(records)
    assert str(error.value) == f"predicted: {name}: {told}"


@pytest.mark.parametrize(
    ("line", "told"), [("{", "not JSON"), ("[]", "an object with an id"), ('{"id": "a"}\n{"id": "a"}', "stands twice")]
)
def test_a_line_that_is_no_record_is_told_with_its_place(tmp_path: Path, line: str, told: str) -> None:
    """A file of records that cannot be read is refused with file, line and reason."""
    path = tmp_path / "records.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(InputError, match=told) as error:
        load_records(path)
    assert error.value.path == str(path)
    assert error.value.line


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("gold", [GOLD, SHARED / "gold" / "dev.jsonl", SHARED / "gold" / "seed.jsonl"], ids=lambda path: path.stem)
def test_the_table_is_the_reference_table(tmp_path: Path, gold: Path, seed: int) -> None:
    """Table and errors are those of the reference scorer, character for character, on records with errors of every kind."""
    reference = SHARED / "tools" / "score.py"
    if not reference.exists() or not gold.exists():
        pytest.skip("the reference scorer is not here: set NAQL_SHARED")
    records = load_records(gold)
    predicted = damaged(dict(records), seed)
    path = tmp_path / "predicted.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in predicted.values()), "utf-8")
    command = [sys.executable, str(reference), str(gold), str(path), "--errors", "100000"]
    wanted = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}).stdout
    score = score_records(records, predicted)
    assert "\n".join([*table_lines(score.figures()), *(error.line() for error in score.errors)]) + "\n" == wanted
