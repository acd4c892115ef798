"""Learn which spaces of a text were joints: data/ -> src/naql/text/spaces.bin.

usage: python training/repair_spaces.py [--shared ../shared] [--held-out] [--out FILE]
Every space and every ZWNJ between two pieces of the texts of `training/repair.py` is an example, where one of them is a word that stands
beside a ZWNJ somewhere. An agency's space tells little where others put a ZWNJ, so it weighs less (`SLOPPY`).
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
import math
import re
import sys
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from repair import Text, fit, inflect_verbs, is_learned, load_texts, tidy

from naql.text.letters import HARAKAT, ZWNJ
from naql.text.spaces import (
    LETTERS,
    NOTHING,
    Spaces,
    bare,
    describe_about,
    describe_after,
    describe_before,
    describe_pair,
    is_doubtful,
    may_follow,
    may_precede,
)

WEIGHT = {"perdt": 5.0, "isna": 1.0, "khabaryaab": 0.7, "fars": 0.7, "telegram": 0.7}
SLOPPY = 0.4
"""Weight of an agency's space between two words that are joined elsewhere."""
TELEGRAM_TENTHS = 5
"""Tenths of the channel posts that are learned from; the rest adds nothing but time."""
LEAST_SHARE, LEAST_COUNT = 0.01, 2
"""Of a word's places, those beside a ZWNJ that make it one to look at."""
LEAST_SEEN, SMALLEST_WEIGHT = 3, 0.06
LEAN = 0.5
"""Log odds added in favour of a joint: tuned on the held-out tenth of perdt-train."""
MOST_WIKI = 400

_PIECES = re.compile(rf"[{LETTERS}][{LETTERS}{HARAKAT}]*|[^{LETTERS}]+")

Pieces = tuple[list[str], list[str]]


def cut(text: str) -> Pieces:
    """The pieces of a text, and what stands between each two: a space, a joint, or `NOTHING` for all else."""
    pieces: list[str] = []
    between: list[str] = []
    gap = ""
    for part in _PIECES.findall(text):
        if not re.match(f"[{LETTERS}]", part):
            gap = part if part in (" ", ZWNJ) else NOTHING
            continue
        if pieces:
            between.append(gap)
        pieces.append(bare(part))
    return pieces, between


def load_pairs(shared: Path) -> dict[str, int]:
    """Pairs of pieces that word lists join, by how common they are (1-7)."""
    counts: collections.Counter[str] = collections.Counter()
    for line in (shared / "data/words/fawiki_vocab.txt").read_text("utf-8").splitlines():
        form, _, count = tidy(line).rpartition(" ")
        pieces = form.split(ZWNJ)
        for a, b in itertools.pairwise(pieces):
            counts[f"{a} {b}"] += min(int(count), MOST_WIKI)
    for form, _ in json.loads((shared / "data/words/zwnj_pairs.json").read_text("utf-8")):
        pieces = tidy(form).split(ZWNJ)
        for a, b in itertools.pairwise(pieces):
            counts[f"{a} {b}"] += 3
    word = re.compile(f"[{LETTERS}]+ [{LETTERS}]+")
    return {pair: min(7, 1 + int(math.log(count, 3))) for pair, count in counts.items() if word.fullmatch(pair)}


def find_sides(texts: list[tuple[str, Pieces]], pairs: dict[str, int]) -> tuple[dict[str, int], dict[str, int], set[tuple[str, str]]]:
    """Words that may stand before and after a joint (2: often enough alone; 1: in a known pair), and the pairs that were seen joined."""
    total: collections.Counter[str] = collections.Counter()
    sides = collections.Counter[str](), collections.Counter[str]()
    joined: set[tuple[str, str]] = set()
    for _, (pieces, between) in texts:
        total.update(pieces)
        for a, gap, b in zip(pieces, between, pieces[1:], strict=False):
            if gap == ZWNJ:
                sides[0][a] += 1
                sides[1][b] += 1
                joined.add((a, b))
    found = []
    for index, counts in enumerate(sides):
        words = {pair.split(" ")[index]: 1 for pair in pairs}
        words.update({word: 2 for word, n in counts.items() if n >= LEAST_COUNT and n >= LEAST_SHARE * total[word]})
        found.append(words)
    return found[0], found[1], joined


def gather(texts: list[tuple[str, Pieces]], model: Spaces, joined: set[tuple[str, str]]) -> Iterator[tuple[tuple[str, ...], bool, float]]:
    """Examples: what is seen at a gap, whether it is a joint, its weight."""
    for source, (pieces, between) in texts:
        for i, gap in enumerate(between):
            if gap == NOTHING:
                continue
            a, b = pieces[i], pieces[i + 1]
            if not is_doubtful(may_precede(a, model.first), may_follow(b, model.second)):
                continue
            before = pieces[i - 1] if i and between[i - 1] != NOTHING else NOTHING
            after = pieces[i + 2] if i + 1 < len(between) and between[i + 1] != NOTHING else NOTHING
            seen = (
                *describe_before(a),
                *describe_after(b),
                *describe_pair(a, b, model.pairs, model.verbs),
                *describe_about(before, a, b, after, model.verbs),
            )
            sloppy = source != "perdt" and gap == " " and (a, b) in joined
            yield seen, gap == ZWNJ, WEIGHT[source] * (SLOPPY if sloppy else 1.0)


def learn(texts: list[Text], shared: Path) -> Spaces:
    """The model of a list of texts."""
    cuts = [(t.source, cut(t.text)) for t in texts if t.source != "telegram" or t.tenth < TELEGRAM_TENTHS]
    pairs, verbs = load_pairs(shared), inflect_verbs(shared)
    first, second, joined = find_sides(cuts, pairs)
    model = Spaces(first, second, pairs, verbs, {}, 0.0)
    ids: dict[str, int] = {}
    counts: list[int] = []
    rows = array("i")
    labels: list[float] = []
    weights: list[float] = []
    for seen, joint, weight in gather(cuts, model, joined):
        for name in seen:
            number = ids.setdefault(name, len(counts))
            if number == len(counts):
                counts.append(0)
            counts[number] += 1
            rows.append(number)
        labels.append(float(joint))
        weights.append(weight)
    print(f"{len(labels)} gaps, {int(sum(labels))} joints", file=sys.stderr)
    common = np.array(counts) >= LEAST_SEEN
    renumber = np.where(common, np.cumsum(common), 0).astype(np.int32)
    places = renumber[np.frombuffer(rows, dtype=np.int32).reshape(len(labels), -1)]
    theta, bias = fit(places, np.array(labels), np.array(weights), int(renumber.max()) + 1)
    names = {int(renumber[number]): name for name, number in ids.items() if renumber[number]}
    kept = {names[i]: round(float(theta[i]) * 16) for i in range(1, len(theta)) if abs(theta[i]) >= SMALLEST_WEIGHT}
    return model._replace(weights=kept, bias=bias + LEAN)


def pack(model: Spaces) -> bytes:
    """The model file: JSON, compressed."""
    seen = sorted(model.weights)
    packed = {
        "first": [" ".join(sorted(w for w, n in model.first.items() if n == level)) for level in (1, 2)],
        "second": [" ".join(sorted(w for w, n in model.second.items() if n == level)) for level in (1, 2)],
        "pairs": ["\n".join(sorted(p for p, n in model.pairs.items() if n == level)) for level in range(1, 8)],
        "verbs": " ".join(sorted(model.verbs)),
        "seen": "\n".join(seen),
        "weights": [model.weights[name] for name in seen],
        "bias": model.bias,
    }
    return zlib.compress(json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--out", type=Path, default=Path("src/naql/text/spaces.bin"))
    args = parser.parse_args()
    model = learn([t for t in load_texts(args.shared) if is_learned(t, args.held_out)], args.shared)
    args.out.write_bytes(pack(model))
    print(f"{len(model.weights)} weights, {args.out.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
