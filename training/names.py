"""Annotated articles -> the model of names: `src/naql/language/models/names.npz`.

    python training/names.py ../shared            # learn from all, write the model
    python training/names.py ../shared --folds 5  # write one model a fold and which article is in which (--by-outlet: whole outlets)

Labels come from the sources of each article: its names, ranks and offices wherever the text has them. What the word lists find and the
annotation does not speak of (a person who says nothing) has no label: the sentence is cut there. CRFsuite learns; needs `python-crfsuite`.
"""

from __future__ import annotations

import argparse
import io
import json
import random
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from gold import load_training_gold

from naql.language import tagger as model
from naql.language.heads import find_phrases, noun_lists
from naql.language.links import repeated_pairs
from naql.model import Article
from naql.text.letters import key
from naql.text.tokens import Document, read_tokens

OUT = Path(__file__).parent.parent / "src/naql/language/models" / model.MODEL
SETTINGS = {"c1": 0.05, "c2": 0.01, "max_iterations": 120, "feature.possible_transitions": True, "feature.minfreq": 2}
PRONOUNS = frozenset(key(word) for word in "وی او ایشان آنها آنان نامبرده ما من خود این آن شما".split())
JOINING = frozenset("و والمسلمین الله الاسلام العظمی آیت حجت اله عظام".split())


@cache
def keys_of(text: str) -> tuple[str, ...]:
    return tuple(t.key for t in read_tokens(Article((text,), "x")).tokens if t.kind != "mark" or t.key == "،")


def heads(word: str) -> set[str]:
    return model.words().kinds.get(word, set())


def is_office(keys: tuple[str, ...]) -> bool:
    return "office" in heads(keys[0]) or (len(keys) > 1 and "office" in heads(keys[0] + keys[1]))


class Labels:
    """The labels of a document's tokens, None where nothing is known; a stronger label is not overwritten."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.labels: list[str | None] = ["O"] * len(document.tokens)
        self.strength = [0] * len(document.tokens)

    def put(self, first: int, last: int, kind: str, strength: int) -> bool:
        if first >= last or any(self.strength[i] >= strength for i in range(first, last)):
            return False
        for i in range(first, last):
            self.labels[i] = ("B-" if i == first else "I-") + kind
            self.strength[i] = strength
        return True

    def put_person(self, first: int, last: int, names: set[str], strength: int) -> None:
        """A form with a name in it: what stands before the name is an office or a rank."""
        keys = self.document.keys[first:last]
        at = next((i for i, k in enumerate(keys) if k in names), None)
        if at is None:
            self.put(first, last, "F" if is_office(keys) else "E", strength)
            return
        office = is_office(keys)
        while at and not office and "rank" not in heads(keys[at - 1]) and keys[at - 1] in noun_lists().first:
            at -= 1
        if not self.put(first + at, last, "N", strength):
            return
        end = first + at
        while end > first and self.document.tokens[end - 1].kind == "mark":
            end -= 1
        self.put(first, end, "F" if office else "R", strength)


def label(document: Document, record: dict[str, Any]) -> list[str | None]:
    """The label of each token by the annotation."""
    out = Labels(document)
    lists = noun_lists()
    phrases = find_phrases(document)
    for phrase in phrases:
        for i in range(phrase.first, phrase.last):
            out.labels[i] = None
        if phrase.name and phrase.type == "person":
            words = document.keys[slice(*phrase.name)]
            sure_first, last = words[0] in lists.sure_first, words[-1] in lists.last
            if (len(words) > 1 and sure_first and last) or (phrase.rank and (sure_first or last)):
                out.put(*phrase.name, "N", 1)
                if phrase.rank:
                    out.put(*phrase.rank, "R", 1)
    sources = {source["id"]: source for source in record["sources"]}
    names: dict[str, set[str]] = {}
    forms: list[tuple[tuple[str, ...], str, str]] = []
    for source in sources.values():
        name = keys_of(source["name"])
        if not name:
            continue
        offices = [keys_of(office) for office in source["offices"]]
        if source["type"] == "person":
            named = name not in offices and not is_office(name)
            names[source["id"]] = set(name) - PRONOUNS if named else set()
            forms.append((name, "N" if named else "F", source["id"]))
            forms += [(office, "F", source["id"]) for office in offices]
            forms += [(a, "A", source["id"]) for alias in source["aliases"] if (a := keys_of(alias)) and a not in offices and a != name]
        else:
            names[source["id"]] = set()
            forms += [(keys_of(form), "E", source["id"]) for form in [source["name"], *source["aliases"]]]
    for statement in record["statements"]:
        if statement["source_span"]:
            put_span(out, statement["source_span"], sources[statement["source"]], names)
    unsure = put_forms(
        out, sorted((f for f in forms if f[0] and not (len(f[0]) == 1 and f[0][0] in PRONOUNS)), key=lambda f: -len(f[0])), names
    )
    for phrase in phrases:
        inside = range(phrase.first, phrase.last)
        if any(out.strength[i] >= 2 for i in inside):
            for i in inside:
                if out.labels[i] is None and i not in unsure:
                    out.labels[i] = "O"
    return out.labels


def put_span(out: Labels, span: list[int], source: dict[str, Any], names: dict[str, set[str]]) -> None:
    document = out.document
    first, last = document.token_at(span[0]), document.token_at(span[1])
    while first < last and document.tokens[first].kind == "mark":
        first += 1
    while first < last and document.tokens[last - 1].kind == "mark":
        last -= 1
    keys = document.keys[first:last]
    if not keys or "".join(keys) in PRONOUNS:
        return
    if source["type"] != "person":
        out.put(first, last, "E", 3)
    elif set(keys) & names.get(source["id"], set()):
        out.put_person(first, last, names[source["id"]], 3)
    else:
        out.put(first, last, "E" if keys[0] in ("این", "یک") else "F", 3)


def put_forms(out: Labels, forms: list[tuple[tuple[str, ...], str, str]], names: dict[str, set[str]]) -> set[int]:
    """Label each form where it stands, the longest first; a single word that is no name stays without a label. Returns those."""
    document = out.document
    where = defaultdict(list)
    for i, k in enumerate(document.keys):
        where[k].append(i)
    unsure: set[int] = set()
    for keys, kind, source in forms:
        unnamed = kind in "EF" or (kind == "A" and not set(keys) & names[source])
        for first in where.get(keys[0], ()):
            last = end_of(document, first, keys)
            if last is None:
                continue
            if unnamed and len(keys) == 1:
                if not out.strength[first]:
                    out.labels[first] = None
                    unsure.add(first)
            elif kind == "A":
                out.put_person(first, last, names[source], 2)
            else:
                out.put(first, last, kind, 2)
    return unsure


def end_of(document: Document, first: int, keys: tuple[str, ...]) -> int | None:
    """The token after a form that begins at a token, marks inside it passed over; None where it does not stand there."""
    at, done = first, 0
    while at < len(document.tokens) and done < len(keys):
        if document.keys[at] == keys[done]:
            done += 1
        elif document.tokens[at].kind != "mark" or not done:
            return None
        at += 1
    return at if done == len(keys) else None


def pieces(record: dict[str, Any]) -> list[tuple[list[list[str]], list[str]]]:
    """The stretches of an article that have labels, with their features."""
    document = read_tokens(Article.from_record(record))
    labels = label(document, record)
    said = model.said_by_lists(document, find_phrases(document))
    named, again = model.named_keys(document), repeated_pairs(document)
    out: list[tuple[list[list[str]], list[str]]] = []
    for first, last in document.sentences:
        every = model.token_features(model.token_columns(document, first, last, said, named, again)) if last > first else []
        features: list[list[str]] = []
        known: list[str] = []
        for n, i in enumerate([*range(first, last), None]):
            if i is not None and labels[i] is not None:
                features.append(every[n])
                known.append(str(labels[i]))
            elif known:
                out.append((features, known))
                features, known = [], []
    return out


def fit(stretches: list[tuple[list[list[str]], list[str]]], scratch: Path) -> bytes:
    """Learn, and give the model file's bytes."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for features, labels in stretches:
        trainer.append(features, labels)
    trainer.set_params(SETTINGS)
    trainer.train(str(scratch))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(scratch))
    info = tagger.info()
    tagger.close()
    scratch.unlink()
    at = {name: i for i, name in enumerate(model.LABELS)}
    names = sorted({name for (name, _), weight in info.state_features.items() if abs(weight) >= 0.02})
    row = {name: i for i, name in enumerate(names)}
    weights = np.zeros((len(names), len(model.LABELS)), np.float16)
    for (name, tag), weight in info.state_features.items():
        if name in row:
            weights[row[name], at[tag]] = weight
    moves = np.zeros((len(model.LABELS), len(model.LABELS)), np.float32)
    for (one, two), weight in info.transitions.items():
        moves[at[one], at[two]] = weight
    out = io.BytesIO()
    np.savez_compressed(out, names=np.frombuffer("\n".join(names).encode("utf8"), np.uint8), weights=weights, moves=moves)
    return out.getvalue()


def load_gold(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "gold/dev.jsonl").read_text("utf8").splitlines()
    return [json.loads(line) for line in lines] + load_training_gold(shared)


def article_folds(outlet: dict[str, str], folds: int) -> dict[str, int]:
    """Whole articles to folds, each outlet spread over all."""
    shuffled = sorted(outlet, key=lambda name: random.Random(name).random())
    return {name: n % folds for n, name in enumerate(sorted(shuffled, key=outlet.__getitem__))}


def outlet_folds(outlet: dict[str, str], folds: int) -> dict[str, int]:
    """Whole outlets to folds, the largest first, each to the fold that has fewest articles."""
    sizes = [0] * folds
    of: dict[str, int] = {}
    for name, size in sorted(Counter(outlet.values()).items(), key=lambda one: (-one[1], one[0])):
        of[name] = sizes.index(min(sizes))
        sizes[of[name]] += size
    return {article: of[name] for article, name in outlet.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--by-outlet", action="store_true", help="whole outlets to folds")
    parser.add_argument("--out", type=Path, default=Path("build/names"))
    options = parser.parse_args()
    records = load_gold(options.shared)
    known = {record["id"]: pieces(record) for record in records}
    options.out.mkdir(parents=True, exist_ok=True)
    scratch = options.out / "scratch.crfsuite"
    if not options.folds:
        OUT.parent.mkdir(exist_ok=True)
        OUT.write_bytes(fit([piece for one in known.values() for piece in one], scratch))
        return
    outlet = {record["id"]: str(record.get("outlet")) for record in records}
    fold = (outlet_folds if options.by_outlet else article_folds)(outlet, options.folds)
    (options.out / "folds.json").write_text(json.dumps(fold))
    for n in range(options.folds):
        (options.out / f"fold{n}.npz").write_bytes(fit([piece for name, one in known.items() if fold[name] != n for piece in one], scratch))


if __name__ == "__main__":
    main()
