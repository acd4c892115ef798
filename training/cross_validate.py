"""Score Naql on articles its models did not see: whole articles to folds, stratified by outlet.

    python training/cross_validate.py ../shared              # three folds: models, out-of-fold records and figures
    python training/cross_validate.py ../shared --full       # and the packaged tagger of speakers and all weights, learned from all
    python training/cross_validate.py ../shared --by-outlet --out build/outlets  # whole outlets left out
    python training/cross_validate.py ../shared --gate     # fail where a figure is under its floor (--pin, --lower: see naql.evaluate.gate)
    python training/cross_validate.py ../shared --reuse      # score again with the fold models already made

Both taggers and the weights of contacts are made anew for each fold. The tagger of speakers is trained on mentions found by names
models that had not seen the article, for else it would trust them too much. Out-of-fold records and models lie in `build/cv`. Rules and
word lists were written while reading dev.jsonl, so its column flatters them; the articles of training/gold were annotated by others and
were read for rules only in part.
About twenty minutes on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import contacts
import holders as holding
import speech as talk
import subjects as speakers
from gold import load_training_gold

from naql.evaluate import gate
from naql.evaluate.score import score_records
from naql.evaluate.table import table_lines
from naql.extract import contacts as reading_of_contacts
from naql.extract import holders, speech, subject_tags
from naql.extract.weighing import Judge
from naql.language import chain, names, tagger
from naql.model import Article
from naql.reader import finish, prepare

T = TypeVar("T")

FOLDS = 3
SLACK = 0.015
"""How far under what was seen the floors are put: models made anew after a small change differ by a point here and there."""
LEAST = 5
"""Articles an outlet needs for a figure of its own."""
HERE = Path(__file__).parent


@contextmanager
def models(
    name_model: tagger.Tagger,
    speaker_model: chain.Tagger | None = None,
    judge: Judge | None = None,
    weights: Mapping[str, float] | None = None,
) -> Iterator[None]:
    """Read with other models than the packaged ones."""
    kept = names.load_tagger, subject_tags.load_tagger, holders.load_weights, speech.load_judge
    if judge is not None:
        speech.load_judge = lambda: judge
    if weights is not None:
        holders.load_weights = lambda: weights
    names.load_tagger = lambda: name_model
    if speaker_model is not None:
        subject_tags.load_tagger = lambda _: speaker_model
    try:
        yield
    finally:
        names.load_tagger, subject_tags.load_tagger, holders.load_weights, speech.load_judge = kept


@contextmanager
def contact_weights(learned: Mapping[str, contacts.Weights]) -> Iterator[None]:
    """Read contacts with other weights than the packaged ones, by their tables."""
    kept = reading_of_contacts.load_weights
    reading_of_contacts.load_weights = learned.__getitem__
    try:
        yield
    finally:
        reading_of_contacts.load_weights = kept


def name_models(shared: Path, out: Path, reuse: bool, by_outlet: bool = False) -> tuple[list[tagger.Tagger], dict[str, int]]:
    """One model of names a fold, and the fold of each article."""
    if not (reuse and (out / f"fold{FOLDS - 1}.npz").exists()):
        command = [sys.executable, str(HERE / "names.py"), str(shared), "--folds", str(FOLDS), "--out", str(out)]
        subprocess.run([*command, *(["--by-outlet"] if by_outlet else [])], check=True)
    return [tagger.read_model((out / f"fold{n}.npz").read_bytes()) for n in range(FOLDS)], json.loads((out / "folds.json").read_text())


def gather(
    records: list[dict[str, Any]],
    reading: Callable[[int], AbstractContextManager[None]],
    fold: dict[str, int],
    examples: Callable[[dict[str, Any]], list[T]],
) -> dict[str, list[T]]:
    """The examples of each article, read with the models of its fold; made anew each time, as rules change what is asked."""
    made = {}
    for record in records:
        with reading(fold[record["id"]]):
            made[record["id"]] = examples(record)
    return made


def others(made: dict[str, list[T]], fold: dict[str, int], n: int | None) -> list[T]:
    """The examples of the articles outside a fold, or of all."""
    return [one for article, some in made.items() if n is None or fold[article] != n for one in some]


def digest_of(records: list[dict[str, Any]]) -> str:
    """The sha256 of annotated articles."""
    return hashlib.sha256(json.dumps(records, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def outlet_lines(records: list[dict[str, Any]], predicted: dict[str, Any]) -> Iterator[str]:
    """The F1 of `named` on each outlet with enough articles, and the mean."""
    outlets: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        outlets.setdefault(str(record["outlet"]), []).append(record)
    found = []
    for outlet, some in sorted(outlets.items(), key=lambda one: -len(one[1])):
        if len(some) >= LEAST:
            figures = score_records({r["id"]: r for r in some}, {r["id"]: predicted[r["id"]] for r in some}).figures()
            found.append(float(figures["named"]["f1"]))
            yield f"{found[-1]:.3f}  {outlet}  {len(some)} articles"
    yield f"{sum(found) / len(found):.3f}  mean of {len(found)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--out", type=Path, default=Path("build/cv"))
    parser.add_argument("--reuse", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--by-outlet", action="store_true")
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    dev = [json.loads(line) for line in (options.shared / "gold/dev.jsonl").read_text("utf-8").splitlines()]
    sets: dict[str, list[dict[str, Any]]] = {"dev": dev, "training-gold": load_training_gold(options.shared)}
    records = [r for some in sets.values() for r in some]
    named, fold = name_models(options.shared, options.out, options.reuse, options.by_outlet)
    since = [r["id"] for r in records if r["id"] not in fold]  # annotated since those models were made: seen by none of them
    fold |= {article: n % FOLDS for n, article in enumerate(since)}
    made = options.out / "speakers.pickle"
    if not options.reuse or not made.exists():
        examples = []
        for record in records:
            with models(named[fold[record["id"]]], None):
                examples += speakers.examples([record])
        folds = [speakers.train([e for e, r in zip(examples, records, strict=True) if fold[r["id"]] != n]) for n in range(FOLDS)]
        made.write_bytes(pickle.dumps(folds))
        if options.full:
            speakers.save(speakers.train(examples), speakers.OUT)
    spoken = [chain.Tagger(model) for model in pickle.loads(made.read_bytes())]
    asked = gather(records, lambda n: models(named[n], spoken[n]), fold, talk.examples)
    judges = [Judge(talk.weigh(others(asked, fold, n))) for n in range(FOLDS)]
    nameless = gather(records, lambda n: models(named[n], spoken[n], judges[n]), fold, holding.examples)
    held = [holding.weigh(others(nameless, fold, n)) for n in range(FOLDS)]
    if options.full:
        talk.write(talk.weigh(others(asked, fold, None)))
        holding.save(holding.weigh(others(nameless, fold, None)))
    prepared = {}
    for record in records:
        n = fold[record["id"]]
        with models(named[n], spoken[n], judges[n], held[n]):
            prepared[record["id"]] = prepare(Article.from_record(record))
    tellings = {record["id"]: contacts.examples(record, prepared[record["id"]]) for record in records}
    if options.full:
        contacts.save(contacts.learn([e for some in tellings.values() for e in some]))
    weights = [contacts.learn([e for i, some in tellings.items() if fold[i] != n for e in some]) for n in range(FOLDS)]
    every: dict[str, Any] = {}
    faults: list[str] = []
    for name, some in sets.items():
        predicted = {}
        for record in some:
            with contact_weights(weights[fold[record["id"]]]):
                reading = finish(Article.from_record(record), prepared[record["id"]])
            predicted[record["id"]] = json.loads(json.dumps(reading.record()))
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in predicted.values())
        (options.out / f"{name}.jsonl").write_text(lines, "utf-8")
        print(f"\n{name}: {len(some)} articles, out of fold")
        figures = score_records({r["id"]: r for r in some}, predicted).figures()
        print("\n".join(table_lines(figures)))
        if options.gate or options.pin:
            wanted = [flag for flag in ("--pin", "--lower") if getattr(options, flag[2:])]
            faults += gate.hold(f"cv-{name}", gate.kept(figures), digest_of(some), wanted, SLACK)
        every |= predicted
    if faults:
        sys.exit("\n".join(faults))
    if options.by_outlet:
        print(f"\nnamed, mean over outlets of {LEAST} articles or more")
        print("\n".join(outlet_lines(records, every)))


if __name__ == "__main__":
    main()
