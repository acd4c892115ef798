"""Train the tagger of speakers' noun phrases: annotated articles -> src/naql/language/models/subjects.json.gz, in one command.

    python training/subjects.py            # the shared folder is NAQL_SHARED, or ../shared beside the repository
    python training/subjects.py --folds 5  # and the figures of each fold left out

Needs python-crfsuite for training; the packaged weights are read without it. Deterministic: the same articles give the same file.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from gold import load_training_gold

from naql.extract.citations import find_citations
from naql.extract.cues import find_cues
from naql.extract.days import find_days
from naql.extract.subject_tags import features, lone_subjects, mention_parts, regions
from naql.extract.subjects import blocked_tokens
from naql.language.chain import flat
from naql.language.lexicon import joined
from naql.language.links import repeated_pairs
from naql.language.names import find_mentions
from naql.model import Article
from naql.text.letters import key
from naql.text.tokens import Document, read_tokens

PRONOUNS = {"وی", "او", "ایشان", "نامبرده", "آنها", "آنان"}
OUT = Path(__file__).parents[1] / "src/naql/language/models/subjects.json.gz"
SETTINGS = {"c1": 0.05, "c2": 0.3, "max_iterations": 80, "feature.possible_transitions": True, "feature.minfreq": 1}


def labels_of(document: Document, record: dict[str, Any]) -> dict[int, str]:
    """The gold label of each token that names a speaker beside his cue."""
    sources = {s["id"]: s for s in record["sources"]}
    out: dict[int, str] = {}

    def mark(kind: str, first: int, last: int) -> None:
        for i in range(first, last):
            out[i] = ("B-" if i == first else "I-") + kind

    for statement in record["statements"]:
        if not statement["source_span"]:
            continue
        first = document.token_at(statement["source_span"][0])
        last = document.token_at(statement["source_span"][1])
        if last <= first:
            last = first + 1
        source = sources[statement["source"]]
        keys = document.keys[first:last]
        if len(keys) == 1 and keys[0] in PRONOUNS:
            mark("P", first, last)
            continue
        if source["type"] not in ("person",):
            mark("X", first, last)
            continue
        offices = [joined(o) for o in [*source["offices"], *source["aliases"]]]
        names = name_words(source)
        inside = [i for i in range(first, last) if document.keys[i] in names]
        if not inside or (joined(" ".join(keys)) in {joined(o) for o in source["offices"]}):
            mark("O", first, last)
        else:
            begin = inside[0]
            ranked = [i for i in range(first, begin) if document.tokens[i].kind == "word"]
            if ranked:
                mark("R", ranked[0], ranked[-1] + 1)
            mark("N", begin, inside[-1] + 1)
        at = last
        for _ in range(4):
            here = at
            while here < len(document.keys) and document.keys[here] in '،»"”)و' and here - at < 2:
                here += 1
            hit = longest(document, here, offices)
            if hit is None:
                break
            mark("O", here, hit)
            at = hit
        before = first
        while before > 0 and document.keys[before - 1] in '«"“،':
            before -= 1
        for begin in range(max(0, before - 14), before):
            if "".join(document.keys[begin:before]) in offices and begin not in out:
                mark("O", begin, before)
                break
    return out


def name_words(source: dict[str, Any]) -> set[str]:
    """The keys a person's name is made of, also with two words written as one; none where the name is an office or description."""
    if joined(source["name"]) in {joined(o) for o in source["offices"]}:
        return set()
    words = [key(w).strip('«»"،') for w in source["name"].split()]
    return {w for w in [*words, *("".join(pair) for pair in pairwise(words))] if w and w not in ("و", "در", "از")}


def longest(document: Document, first: int, forms: Sequence[str]) -> int | None:
    """The token after the longest of some forms that begins at a token."""
    best, so_far = None, ""
    for at in range(first, min(len(document.keys), first + 20)):
        so_far += document.keys[at]
        if so_far in forms:
            best = at + 1
    return best


def examples(records: Iterable[dict[str, Any]]) -> list[list[tuple[list[list[str]], list[str]]]]:
    """For each article, its training sequences: features and labels."""
    out = []
    for record in records:
        document = read_tokens(Article.from_record(record))
        cues = find_cues(document)
        mentions = find_mentions(document)
        blocked = blocked_tokens(document, find_citations(document), find_days(document))
        gold = labels_of(document, record)
        parts = mention_parts(mentions)
        lone, repeated = lone_subjects(document, cues), repeated_pairs(document)
        out.append(
            [
                (
                    [flat(token) for token in features(document, first, last, here, parts, blocked, lone, repeated)],
                    [gold.get(i, "O") for i in range(first, last)],
                )
                for first, last, here in regions(document, cues)
            ]
        )
    return out


def train(articles: Sequence[Sequence[tuple[list[list[str]], list[str]]]]) -> dict[str, Any]:
    """Fit a linear-chain CRF and give its weights in the packaged form."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for article in articles:
        for xs, ys in article:
            trainer.append(xs, ys)
    trainer.set_params(SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
    labels = sorted(info.labels, key=lambda x: int(info.labels[x]))
    index = {label: n for n, label in enumerate(labels)}
    transitions = [[round(info.transitions.get((a, b), 0.0), 3) for b in labels] for a in labels]
    weights: dict[str, list[tuple[int, float]]] = {}
    for (feature, label), weight in info.state_features.items():
        if abs(weight) >= 0.01:
            weights.setdefault(feature, []).append((index[label], round(weight, 3)))
    return {"labels": labels, "transitions": transitions, "features": {f: sorted(weights[f]) for f in sorted(weights)}}


def save(model: dict[str, Any], path: Path) -> None:
    """Write a model; no time in the file, so the same weights give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(json.dumps(model, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0))


def load_records(shared: Path) -> list[dict[str, Any]]:
    """Every annotated article there is to learn from: dev.jsonl and training/gold."""
    dev = [json.loads(line) for line in (shared / "gold/dev.jsonl").read_text("utf-8").splitlines()]
    return [*dev, *load_training_gold(shared)]


def shared_folder() -> Path:
    return Path(os.environ.get("NAQL_SHARED") or Path(__file__).resolve().parents[2] / "shared")


if __name__ == "__main__":
    records = load_records(shared_folder())
    made = examples(records)
    save(train(made), OUT)
    print(f"{len(records)} articles, {OUT.stat().st_size / 1e6:.2f} MB")
