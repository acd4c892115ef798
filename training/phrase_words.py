"""News text -> `phrase_pairs.tsv` and `phrase_words.tsv`: from which word to which phrases that name somebody go on, and where they end.

    python training/names.py ../shared && python training/phrase_words.py ../shared && python training/names.py ../shared

The model of names is run over the news. For two words that follow one another it is counted how often an office, a body or a group went
on from one to the other and how often it ended between them; pairs of which that says nothing, but that are met together much more
often than their words alone, are kept as such. Annotated articles are left out; only counts of single words and pairs come out of the text.
"""

from __future__ import annotations

import json
import lzma
import math
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from name_words import squeezed
from names import load_gold

from naql.language.links import END, START
from naql.language.names import Mention, find_mentions
from naql.model import Article
from naql.text.tokens import Document, read_tokens

DATA = Path(__file__).parent.parent / "src/naql/language/data"
STEPS = {"khabaryaab": 1, "fars": 1, "isna": 1, "telegram": 4}
"""Of each news file every so many articles."""
LONGEST = 3500
LEAST = 3
LEAST_TOGETHER = 4
GOES_ON = (0.1, 0.35, 0.65, 0.9)
TOGETHER = ((0.5, "p3"), (0.3, "p2"))
"""Normalised pointwise mutual information, at least."""


class Counts:
    """How often words and pairs stand in the news, in phrases, and at their ends."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.inside: Counter[str] = Counter()
        self.last: Counter[str] = Counter()
        self.on: Counter[tuple[str, str]] = Counter()
        self.off: Counter[tuple[str, str]] = Counter()

    def add(self, document: Document) -> None:
        keys = document.keys
        for first, last in document.sentences:
            line = [START, *keys[first:last], END]
            self.words.update(line)
            self.pairs.update(pairwise(line))
        for mention in find_mentions(document):
            for first, last in described(mention):
                self.inside.update(keys[first:last])
                self.last[keys[last - 1]] += 1
                self.on.update(pairwise(keys[first:last]))
                self.off[keys[last - 1], END if last == document.sentence_at(last - 1)[1] else keys[last]] += 1


def described(mention: Mention) -> list[tuple[int, int]]:
    """The parts of a mention that are no name: its offices, or all of it."""
    return list(mention.offices) if mention.offices else [] if mention.name else [(mention.first, mention.last)]


def documents(shared: Path) -> Iterator[Document]:
    """The articles of the news that are not annotated."""
    known = {squeezed(record["paragraphs"][0]) for record in load_gold(shared)} - {""}
    for name, step in STEPS.items():
        with lzma.open(shared / f"data/news/{name}.jsonl.xz", "rt", encoding="utf8") as lines:
            for n, line in enumerate(lines):
                row = json.loads(line)
                body = row.get("body") or "\n".join(row["paragraphs"])
                if n % step or {squeezed(row.get("title") or ""), squeezed(body.split("\n")[0])} & known:
                    continue
                yield read_tokens(Article((row.get("title") or "", *body[:LONGEST].split("\n")), "x"))


def pair_marks(counts: Counts) -> dict[tuple[str, str], str]:
    """The mark of each pair that says something."""
    out: dict[tuple[str, str], str] = {}
    for pair in counts.on.keys() | counts.off.keys():
        n = counts.on[pair] + counts.off[pair]
        if n >= LEAST:
            share = (counts.on[pair] + 0.3) / (n + 0.6)
            out[pair] = f"i{sum(share >= least for least in GOES_ON)}"
    total = counts.words.total()
    for pair, n in counts.pairs.items():
        if n >= LEAST_TOGETHER and pair not in out and all(word.isalpha() for word in pair):
            bound = math.log(n * total / counts.words[pair[0]] / counts.words[pair[1]]) / -math.log(n / total)
            mark = next((mark for least, mark in TOGETHER if bound >= least), None)
            if mark:
                out[pair] = mark
    return out


def word_marks(counts: Counts) -> dict[str, tuple[int, int]]:
    """How often each word stands in a phrase, in fifths, and how often it ends one, in fourths."""
    return {
        word: (min(4, int(5 * (n - 0.5) / (counts.words[word] + 1))), min(3, 4 * counts.last[word] // n))
        for word, n in counts.inside.items()
        if n >= LEAST
    }


def main(shared: Path) -> None:
    counts = Counts()
    for document in documents(shared):
        counts.add(document)
    with (DATA / "phrase_pairs.tsv").open("w", encoding="utf8") as out:
        print("first\tsecond\tmark\tsource", file=out)
        for (first, second), mark in sorted(pair_marks(counts).items()):
            print(first, second, mark, "news", sep="\t", file=out)
    with (DATA / "phrase_words.tsv").open("w", encoding="utf8") as out:
        print("word\tinside\tends\tsource", file=out)
        for word, (inside, ends) in sorted(word_marks(counts).items()):
            print(word, inside, ends, "news", sep="\t", file=out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
