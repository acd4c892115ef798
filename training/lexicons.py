"""Word lists and news text -> the name tables of `naql.language`: first names, family names, places, ordinary words, clusters of words.

    python training/lexicons.py ../shared/data

First names are taken from lists of names; a family name is a word that follows a first name or a rank in a good share of its
occurrences in news text. Clusters are of words with like neighbours (k-means over the principal directions of positive pointwise mutual
information with the word before and after). Only single words and counts come out of the text. The same input gives the same tables.
"""

from __future__ import annotations

import csv
import json
import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from naql.text.letters import key

DATA = Path(__file__).parent.parent / "src/naql/language/data"
NEWS = ("isna", "khabaryaab", "fars", "telegram")
POSTS = 15_000
START, END = "^", "$"
LEAST_CLUSTERED = 6
NEIGHBOURS = 1500
DIRECTIONS = 100
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u200c\u064b-\u0652\u0640\u0654])*|\d+|[^\s\w]")
RANKS = frozenset("دکتر مهندس آقای سردار سرهنگ سرتیپ سرلشکر والمسلمین شیخ دریادار خانم".split())
AMBIGUOUS = frozenset(
    "ایران ولی امید صفر ستاره احترام حجت خورشید بهمن سیما شایسته محترم پروانه رمضان بهار پیمان ایمان عزت زیبا شیرین هدیه آذر شادی نوید "
    "معین سامان شمسی پویا هستی اعظم عارف مسلم ستایش نگار رویا سحر آزاده نرگس صبا نسیم آرزو فرشته الهام خدا کبیر شریف سلطان رسول".split()
)
"""First names that are common words as well; they do not serve to find family names."""


def news_lines(data: Path) -> Iterator[list[str]]:
    """The words of each paragraph of the news text, as keys."""
    for name in NEWS:
        with lzma.open(data / f"news/{name}.jsonl.xz", "rt", encoding="utf8") as lines:
            for n, line in enumerate(lines):
                if name == "telegram" and n == POSTS:
                    break
                record = json.loads(line)
                for paragraph in (record.get("body") or "\n".join(record["paragraphs"])).split("\n"):
                    yield [key(word) for word in WORD.findall(paragraph)]


def listed_first_names(data: Path) -> dict[str, str]:
    """Each listed first name and the list it stands in, the most common first."""
    names = {key(name).replace(" ", ""): "nabidam" for name in json.loads((data / "names/nabidam.json").read_text("utf8"))}
    with (data / "names/mansourm_firstnames.csv").open(encoding="utf-8-sig") as rows:
        for row in csv.DictReader(rows):
            if row["Rate"] != "بسيار نادر":
                names.setdefault(key(row["Naam"]).replace(" ", ""), "mansourm")
    return names


def cluster(single: Counter[str], after: dict[str, Counter[str]]) -> dict[str, tuple[int, int]]:
    """The coarse and the fine cluster of each word that is not rare."""
    words = [w for w, n in sorted(single.items(), key=lambda item: (-item[1], item[0])) if n >= LEAST_CLUSTERED]
    row = {w: i for i, w in enumerate(words)}
    column = {w: i for i, w in enumerate([*words[:NEIGHBOURS], END])}
    near = np.zeros((len(words), 2 * len(column)), np.float32)
    for one, following in after.items():
        for two, n in following.items():
            if one in row and two in column:
                near[row[one], len(column) + column[two]] += n
            if two in row and one in column:
                near[row[two], column[one]] += n
    smooth = near.sum(0) ** 0.75
    with np.errstate(divide="ignore", invalid="ignore"):
        near = np.log(near * smooth.sum() / (near.sum(1, keepdims=True) * smooth))
    near = np.where(near > 0, near, 0).astype(np.float32)
    values, vectors = np.linalg.eigh(near.T @ near)
    points = near @ vectors[:, ::-1][:, :DIRECTIONS] / np.sqrt(np.sqrt(np.maximum(values[::-1][:DIRECTIONS], 1e-6)))
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-9
    weight = np.log1p(np.array([single[w] for w in words], np.float32))
    coarse, fine = (k_means(points, weight, k) for k in (60, 400))
    return {w: (int(coarse[i]), int(fine[i])) for w, i in row.items()}


def k_means(points: np.ndarray, weight: np.ndarray, k: int) -> np.ndarray:
    """The nearest of k directions for each point."""
    centres = points[: 3 * k][np.random.default_rng(0).permutation(3 * k)[:k]].copy()
    for _ in range(20):
        nearest = (points @ centres.T).argmax(1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, points * weight[:, None])
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(length > 0, sums / np.maximum(length, 1e-9), centres)
    return (points @ centres.T).argmax(1)


def main(data: Path) -> None:
    single: Counter[str] = Counter()
    before: defaultdict[str, Counter[str]] = defaultdict(Counter)
    after: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words in news_lines(data):
        words = ["0" if word[0].isdigit() else word for word in words if word]
        single.update([*words, START])
        for one, two in pairwise([START, *words, END]):
            after[one][two] += 1
            before[two][one] += 1
    stop = {key(word) for word in (data / "words/hazm_stopwords.dat").read_text("utf8").split()}
    stop |= {key(row["word"]) for row in csv.DictReader((DATA / "noun_heads.tsv").open(encoding="utf8"), delimiter="\t")}
    seen = [w for w, n in single.items() if n >= 3 and w.isalpha() and w not in stop and len(w) > 1]
    listed = listed_first_names(data)
    first = {w for w in list(listed)[:500] if single[w] >= 3} - AMBIGUOUS
    last: dict[str, float] = {}
    for _ in range(3):
        last = {w: s for w in seen if (s := sum(n for p, n in before[w].items() if p in first) / (single[w] + 1)) >= 0.15}
        first |= {w for w in seen if w in listed and sum(n for p, n in after[w].items() if p in last) / (single[w] + 1) >= 0.12}
    titled = {w for w in seen if sum(n for p, n in before[w].items() if p in RANKS) / (single[w] + 1) >= 0.2}
    with (DATA / "first_names.tsv").open("w", encoding="utf8") as out:
        print("word\tsure\tsource", file=out)
        for word in sorted(listed):
            if word.isalpha() and (word in first or single[word] < 40):
                print(word, int(word in first), listed[word], sep="\t", file=out)
    with (DATA / "last_names.tsv").open("w", encoding="utf8") as out:
        print("word\tscore\tsource", file=out)
        for word in sorted(set(last) | titled):
            print(word, f"{last.get(word, 0.2):.2f}", "news", sep="\t", file=out)
    names = first | set(last) | titled
    with (DATA / "ordinary_words.tsv").open("w", encoding="utf8") as out:
        print("word\tsource", file=out)
        for word in sorted(w for w, n in single.items() if n >= 25 and w.isalpha() and w not in names):
            print(word, "news", sep="\t", file=out)
    with (DATA / "word_clusters.tsv").open("w", encoding="utf8") as out:
        print("word\tcoarse\tfine\tsource", file=out)
        for word, (coarse, fine) in sorted(cluster(single, after).items()):
            if word.isalpha():
                print(word, coarse, fine, "news", sep="\t", file=out)
    territories = json.loads((data / "kb/cldr-territories.json").read_text("utf8"))
    with (DATA / "territories.tsv").open("w", encoding="utf8") as out:
        print("word\tcode\tsource", file=out)
        for code, names_of in sorted(territories.items()):
            if len(code) == 2:
                print(names_of["fa"], code, "cldr", sep="\t", file=out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
