"""The gate: figures that fall under what was once seen fail, and floors only fall when asked to."""

import json
import shutil
from pathlib import Path

import pytest

from naql.evaluate import gate

GOLD = Path(__file__).parent.parent / "examples" / "gold.jsonl"


@pytest.fixture
def corpora(tmp_path, monkeypatch):
    """Both corpora, made of the annotated samples, and no floors yet."""
    (tmp_path / "gold").mkdir()
    for name in gate.CORPORA:
        shutil.copy(GOLD, tmp_path / "gold" / f"{name}.jsonl")
    monkeypatch.setenv("NAQL_SHARED", str(tmp_path))
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "gate.json")
    return tmp_path / "gold"


def check(arguments, failed, *, raised=0.0):
    """The gate says how many corpora failed, with every pinned floor first raised by some amount."""
    if gate.FLOORS.exists():
        floors = {
            name: {k: v if isinstance(v, str) else v + raised for k, v in pinned.items()}
            for name, pinned in json.loads(gate.FLOORS.read_text("utf-8")).items()
        }
        gate.FLOORS.write_text(json.dumps(floors), "utf-8")
    assert gate.main(arguments) == failed


def pinned(name="dev"):
    """The floors that are pinned for a corpus."""
    return json.loads(gate.FLOORS.read_text("utf-8"))[name]


def test_pinned_floors_hold(corpora):
    """What was pinned holds when nothing changed, a hair under what was seen, with the corpus hash."""
    check(["--pin"], 0)
    check([], 0)
    figures = gate.seen(corpora / "dev.jsonl")
    assert pinned() == {"sha256": gate.corpus_hash(corpora / "dev.jsonl")} | {k: round(v - gate.SLACK, 4) for k, v in figures.items()}


def test_fall_is_told(corpora, capsys):
    """A figure under its floor fails each corpus, and is named."""
    check(["--pin"], 0)
    check([], 2, raised=0.5)
    assert "dev: named" in capsys.readouterr().err


def test_floor_is_not_lowered_by_pinning(corpora):
    """`--pin` alone leaves a floor that is higher than what is seen; with `--lower` it falls."""
    check(["--pin"], 0)
    low = pinned()
    check(["--pin"], 2, raised=0.5)
    assert pinned() != low
    check(["--pin", "--lower"], 0)
    assert pinned() == low


def test_another_corpus_is_not_judged(corpora, capsys):
    """Floors of another corpus judge nothing, and that is a failure until they are pinned anew."""
    check(["--pin"], 0)
    lines = GOLD.read_text("utf-8").splitlines()
    (corpora / "dev.jsonl").write_text("\n".join(lines[:3]) + "\n", "utf-8")
    check([], 1)
    assert "dev: another corpus" in capsys.readouterr().err
    check(["--pin"], 0)
    check([], 0)


def test_missing_corpus(corpora, capsys):
    """A corpus that is not there fails by name, and the other is judged."""
    check(["--pin"], 0)
    (corpora / "unread.jsonl").unlink()
    check([], 1)
    assert "unread: no corpus at" in capsys.readouterr().err


def test_figure_that_is_gone():
    """A floor for a figure that is no longer made counts as fallen; the hash is no figure."""
    assert list(gate.below({}, {"sha256": "f", "named": 0.5})) == ["named 0.0000 is under its floor 0.5000"]
    assert list(gate.below({"named": 0.5}, {"sha256": "f", "named": 0.5})) == []
