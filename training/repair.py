"""Learn where Persian words are joined, from texts that have their ZWNJ: data/ -> src/naql/text/joints.bin.

usage: python training/repair.py [--shared ../shared] [--held-out] [--out FILE]
`--held-out` leaves a tenth of perdt-train and a second tenth of ISNA out of the learning, for tuning; the first tenth of ISNA is left
out always: `bench/repair.py` measures on it. Both are chosen by the hash of a sentence or an article's id.

A word is a vote for the way it is written. Votes are weighed by source (`WEIGHT`), so that the carefully edited treebank is not drowned
by the agencies; an article counts only where it has its ZWNJ. Words with few votes also hear the letter model.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import lzma
import math
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from naql.text.joints import LONGEST, WORD, Joints, beside, describe_about, describe_letters, describe_sides, places_of, weigh_gaps
from naql.text.letters import NOT_JOINING, ZWNJ

WEIGHT = {"perdt": 6.0, "isna": 1.0, "khabaryaab": 0.7, "fars": 0.7, "telegram": 0.7, "wiki": 0.05, "pairs": 0.3}
MOST_WIKI = 400
"""Votes that one form may have from Wikipedia's counts before they are weighed."""
PRIOR = 0.5
"""Votes that the letter model has on how a word is written."""
LEAST_GRAM, SMALLEST_WEIGHT = 3, 0.1
LEAST_RIVAL, LEAST_RIVAL_SHARE = 4.0, 0.03
"""Votes, and share of votes, of the second way to write a word that make it worth looking beside the word."""
EPOCHS, BATCH, RATE = 3, 8192, 0.1

_REMOVED = "\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\ufeffـ"
_LETTERS = str.maketrans(dict.fromkeys(_REMOVED) | {"ي": "ی", "ك": "ک", "ى": "ی", "\u00ad": ZWNJ, "\u200b": ZWNJ})
_STRAY = re.compile(rf"(?<!\w){ZWNJ}+|{ZWNJ}+(?!\w)|(?<=[{NOT_JOINING}]){ZWNJ}")
_AGAIN = re.compile(f"{ZWNJ}{{2,}}")

Votes = dict[str, collections.Counter[str]]


class Text(NamedTuple):
    """A sentence of the treebank or a news article; `tenth` (0-9) is made from its id."""

    source: str
    tenth: int
    text: str


def tidy(text: str) -> str:
    """One letter for each sound, no ZWNJ that joins nothing."""
    return _STRAY.sub("", _AGAIN.sub(ZWNJ, text.translate(_LETTERS)))


def tenth_of(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 10


def load_treebank(shared: Path) -> Iterator[Text]:
    for line in (shared / "data/treebank/perdt-train.raw.txt").read_text("utf-8").splitlines():
        yield Text("perdt", tenth_of(line), tidy(line))


def load_news(shared: Path, name: str) -> Iterator[Text]:
    with lzma.open(shared / f"data/news/{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            body = record["body"] if "body" in record else "\n".join(record["paragraphs"])
            tenth = tenth_of(record.get("id") or record.get("url") or body[:100])
            yield Text(name, tenth, tidy("\n".join((record.get("title") or "", record.get("lead") or "", body))))


def load_texts(shared: Path) -> list[Text]:
    """Every text to learn from, whole or in tenths, articles without their ZWNJ left out."""
    treebank = list(load_treebank(shared))
    articles = [a for name in ("isna", "khabaryaab", "fars", "telegram") for a in load_news(shared, name)]
    sure = find_sure(treebank + [a for a in articles if a.source == "isna" and a.tenth > 1])
    return treebank + [a for a in articles if is_sound(a.text, sure)]


def find_sure(texts: list[Text]) -> frozenset[str]:
    """Words without their joints that are nineteen times in twenty written with them."""
    votes = count_votes(texts, dict.fromkeys(WEIGHT, 1.0))
    return frozenset(g for g, v in votes.items() if (j := sum(n for w, n in v.items() if ZWNJ in w)) >= 5 and j >= 0.95 * v.total())


def is_sound(text: str, sure: frozenset[str]) -> bool:
    """Whether an article has its ZWNJ: in one word in a hundred or more, and ten times as many as are plainly missing."""
    words = WORD.findall(text)
    joined = sum(ZWNJ in w for w in words)
    return joined >= 0.01 * len(words) and 10 * sum(w in sure for w in words) <= joined


def is_learned(text: Text, held_out: bool) -> bool:
    """Whether a text is learned from, rather than measured on."""
    if text.source == "isna":
        return text.tenth > (1 if held_out else 0)
    return not (held_out and text.source == "perdt" and text.tenth == 0)


def count_votes(texts: list[Text], weight: dict[str, float]) -> Votes:
    """How each word is written: from the word without joints to weighed counts of its forms."""
    votes: Votes = collections.defaultdict(collections.Counter)
    for text in texts:
        w = weight[text.source]
        for form in WORD.findall(text.text):
            votes[form.replace(ZWNJ, "")][form] += w  # type: ignore[assignment]
    return votes


def add_lists(votes: Votes, shared: Path) -> None:
    """Count the word lists in: Wikipedia's vocabulary, and pairs of a word with and without its ZWNJ."""
    words = shared / "data/words"
    for line in (words / "fawiki_vocab.txt").read_text("utf-8").splitlines():
        form, _, count = tidy(line).rpartition(" ")
        if WORD.fullmatch(form):
            votes[form.replace(ZWNJ, "")][form] += min(int(count), MOST_WIKI) * WEIGHT["wiki"]  # type: ignore[assignment]
    for form, _ in json.loads((words / "zwnj_pairs.json").read_text("utf-8")):
        form = tidy(form)
        if WORD.fullmatch(form):
            votes[form.replace(ZWNJ, "")][form] += WEIGHT["pairs"]  # type: ignore[assignment]


def rank(votes: float) -> int:
    """How common a word is, 1-6."""
    return 1 + min(5, int(math.log(votes + 1, 5)))


def find_closed(votes: Votes, shared: Path) -> dict[str, int]:
    """Words that are mostly written without a joint, ranked; hazm's list adds those that no text has."""
    closed = {}
    for word, forms in votes.items():
        count = forms.get(word, 0)
        if count >= 1.5 and 2 * count > forms.total():
            closed[word] = rank(count)
    for line in (shared / "data/words/hazm_words.dat").read_text("utf-8").splitlines():
        word = tidy(line.split("\t")[0])
        if word not in closed and WORD.fullmatch(word) and ZWNJ not in word:
            forms = votes.get(word, collections.Counter())
            if 2 * forms.get(word, 0) >= forms.total():
                closed[word] = 1
    return closed


def inflect_verbs(shared: Path) -> frozenset[str]:
    """The forms that may follow می and نمی, from hazm's list of stems."""
    forms = set()
    for line in (shared / "data/words/hazm_verbs.dat").read_text("utf-8").splitlines():
        past, _, presents = line.strip().partition("#")
        if past:
            forms.update(past + ending for ending in ("", "م", "ی", "یم", "ید", "ند", "ه"))
        for present in filter(None, (p.strip() for p in presents.split(" یا "))):
            stems = [present]
            if present[-1] in "اآو":
                stems.append(present + "ی")
            if present.endswith(("ای", "وی")):
                stems.append(present[:-1])
            forms.update(stem + ending for stem in stems for ending in ("", "م", "ی", "د", "یم", "ید", "ند"))
    return frozenset(forms)


def joints_of(form: str) -> list[bool]:
    """Whether a joint stands between each two letters of a form."""
    found: list[bool] = []
    joint = False
    for letter in form[1:]:
        if letter == ZWNJ:
            joint = True
        else:
            found.append(joint)
            joint = False
    return found


def learn_grams(votes: Votes, closed: dict[str, int], verbs: frozenset[str]) -> tuple[dict[str, int], float]:
    """Logistic regression over the places between letters (AdaGrad, one weight for each thing seen there); rare words weigh less."""
    ids: dict[str, int] = {}
    counts: list[int] = []
    rows: list[list[int]] = []
    shares: list[float] = []
    weights: list[float] = []
    for word in sorted(votes):
        forms = votes[word]
        total = float(forms.total())
        if not 3 <= len(word) <= LONGEST or (total < 0.5 and list(forms) == [word]):
            continue
        share = np.zeros(len(word) - 1)
        for form, count in forms.items():
            share += np.array(joints_of(form)) * (count / total)
        weight = min(3.0, 0.5 + 0.5 * math.log1p(total))
        for at in places_of(word):
            shares.append(float(share[at - 1]))
            weights.append(weight)
            row = []
            for seen in (*describe_letters(word, at), *describe_sides(word, at, closed, verbs)):
                number = ids.setdefault(seen, len(counts))
                if number == len(counts):
                    counts.append(0)
                counts[number] += 1
                row.append(number)
            rows.append(row)
    common = np.array(counts) >= LEAST_GRAM
    renumber = np.where(common, np.cumsum(common), 0).astype(np.int32)
    places = renumber[np.array(rows, dtype=np.int32)]
    theta, bias = fit(places, np.array(shares), np.array(weights), int(renumber.max()) + 1)
    names = {int(renumber[number]): seen for seen, number in ids.items() if renumber[number]}
    return {names[i]: round(float(theta[i]) * 16) for i in range(1, len(theta)) if abs(theta[i]) >= SMALLEST_WEIGHT}, bias


def fit(places: np.ndarray, shares: np.ndarray, weights: np.ndarray, size: int, batch: int = BATCH) -> tuple[np.ndarray, float]:
    """Weights of `size` features, 0 being no feature, and a bias; `places` holds the features of each place."""
    theta, squares, bias = np.zeros(size), np.ones(size), -2.0
    random = np.random.default_rng(0)
    for epoch in range(EPOCHS):
        order = random.permutation(len(shares))
        loss = 0.0
        for start in range(0, len(order), batch):
            drawn = order[start : start + batch]
            seen = places[drawn]
            p = 1 / (1 + np.exp(-(theta[seen].sum(1) + bias)))
            error = (p - shares[drawn]) * weights[drawn]
            loss -= float((weights[drawn] * np.log(np.abs(1 - shares[drawn] - p) + 1e-9)).sum())
            gradient = np.bincount(seen.ravel(), np.repeat(error, seen.shape[1]), size)
            gradient[0] = 0
            squares += gradient * gradient
            theta -= RATE * gradient / np.sqrt(squares)
            bias -= 5e-6 * float(error.sum())
        print(f"epoch {epoch}: loss {loss / len(order):.4f}", file=sys.stderr)
    return theta, bias


def find_rivals(votes: Votes, best: dict[str, str]) -> dict[str, str]:
    """The second way to write each word that has a common one."""
    rivals = {}
    for word, forms in votes.items():
        if len(forms) > 1 and len(word) > 2:
            form, count = max(((f, n) for f, n in forms.items() if f != best[word]), key=lambda item: (item[1], item[0]))
            if count >= LEAST_RIVAL and count >= LEAST_RIVAL_SHARE * forms.total():
                rivals[word] = form
    return rivals


def learn_about(texts: list[Text], best: dict[str, str], rivals: dict[str, str]) -> dict[str, int]:
    """Logistic regression over the places of words that are written in two ways: which words beside them go with the rarer."""
    ids: dict[str, int] = {}
    counts: list[int] = []
    rows: list[list[int]] = []
    labels: list[float] = []
    weights: list[float] = []
    for text in texts:
        chunks = text.text.split(" ")
        words = [chunk.replace(ZWNJ, "") for chunk in chunks]
        for i, word in enumerate(words):
            if word not in rivals or chunks[i] not in (best[word], rivals[word]):
                continue
            row = []
            for seen in describe_about(word, beside(words, i - 1), beside(words, i + 1)):
                number = ids.setdefault(seen, len(counts))
                if number == len(counts):
                    counts.append(0)
                counts[number] += 1
                row.append(number)
            rows.append(row)
            labels.append(float(chunks[i] == rivals[word]))
            weights.append(WEIGHT[text.source])
    common = np.array(counts) >= LEAST_GRAM
    renumber = np.where(common, np.cumsum(common), 0).astype(np.int32)
    theta, bias = fit(renumber[np.array(rows, dtype=np.int32)], np.array(labels), np.array(weights), int(renumber.max()) + 1, batch=1024)
    names = {int(renumber[number]): seen for seen, number in ids.items() if renumber[number]}
    about = {names[i]: round(float(theta[i]) * 16) for i in range(1, len(theta)) if abs(theta[i]) >= SMALLEST_WEIGHT}
    for word in rivals:
        about[word] = about.get(word, 0) + round(bias * 16)
    return about


def settle(votes: Votes, plain: Votes, model: Joints) -> tuple[dict[str, str], dict[str, float]]:
    """How each word is to be written, the letter model voting with `PRIOR`; and the share of votes for a joint in it.

    The share is the smaller of that of weighed votes and of `plain` counts: what only the treebank joins tells nothing against an agency.
    """
    best: dict[str, str] = {}
    share: dict[str, float] = {}
    for word, forms in votes.items():
        total = float(forms.total())
        scores = {form: float(count) for form, count in forms.items()}
        if PRIOR and total < 20 and 3 <= len(word) <= LONGEST:
            odds = weigh_gaps(word, model)
            for form in (*scores, word):
                p = 1.0
                for joint, z in zip(joints_of(form), odds, strict=True):
                    p /= 1 + math.exp(min(50.0, -z if joint else z))
                scores[form] = float(forms.get(form, 0)) + PRIOR * p
            total += PRIOR
        form = max(scores, key=lambda f: (scores[f], f))
        best[word] = form
        closed = scores.get(word, 0.0)
        share[word] = (total - closed + 0.01) / (total + 0.25)
        if word in plain:
            seen = plain[word].total()
            share[word] = min(share[word], (seen - plain[word][word] + 0.5) / (seen + 0.5))
    return best, share


def pack(best: dict[str, str], share: dict[str, float], model: Joints) -> bytes:
    """The model file: JSON, compressed. `forms` are listed by how sure they are, in halves of a nat."""
    closed: list[list[str]] = [[] for _ in range(7)]
    forms: list[list[str]] = [[] for _ in range(10)]
    for word in sorted(set(model.closed) | set(best)):
        form = best.get(word, word)
        if ZWNJ in form:
            nats = -math.log(max(1e-3, 1 - share[word]))
            forms[min(9, int(2 * nats))].append(form)
        elif word in model.closed:
            closed[model.closed[word]].append(word)
        elif len(word) > 2:
            closed[0].append(word)
    grams = sorted(model.grams)
    about = sorted(model.about)
    packed = {
        "closed": [" ".join(words) for words in closed],
        "verbs": " ".join(sorted(model.verbs)),
        "forms": [" ".join(words) for words in forms],
        "rivals": " ".join(sorted(model.rivals.values())),
        "about": "\n".join(about),
        "about_weights": [model.about[a] for a in about],
        "grams": "\n".join(grams),
        "weights": [model.grams[g] for g in grams],
        "bias": model.bias,
    }
    return zlib.compress(json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--out", type=Path, default=Path("src/naql/text/joints.bin"))
    args = parser.parse_args()
    texts = [t for t in load_texts(args.shared) if is_learned(t, args.held_out)]
    votes = count_votes(texts, WEIGHT)
    add_lists(votes, args.shared)
    closed = find_closed(votes, args.shared)
    verbs = inflect_verbs(args.shared)
    grams, bias = learn_grams(votes, closed, verbs)
    model = Joints(closed, verbs, {}, {}, {}, {}, grams, bias)
    best, share = settle(votes, count_votes(texts, dict.fromkeys(WEIGHT, 1.0)), model)
    rivals = find_rivals(votes, best)
    about = learn_about(texts, best, rivals)
    args.out.write_bytes(pack(best, share, model._replace(rivals=rivals, about=about)))
    print(
        f"{len(votes)} words, {len(rivals)} rivals, {len(about)} about, {len(grams)} grams, {args.out.stat().st_size} bytes",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
