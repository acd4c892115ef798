"""News text -> word classes: src/naql/language/data/word_classes.tsv.gz, in one command.

    python training/clusters.py            # the shared folder is NAQL_SHARED, or ../shared beside the repository

Words that stand among the same words get the same class, so that a tagger that saw one knows something of the others. Vectors (gensim,
one worker, fixed seed) of the keys of ISNA, KhabarYaab, Fars and Telegram news, then k-means. Only words and class numbers are kept.
Needs gensim and scikit-learn. About six minutes on one core.
"""

from __future__ import annotations

import gzip
import json
import lzma
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from naql.text.letters import key

NEWS = ("isna", "khabaryaab", "fars", "telegram")
OUT = Path(__file__).parents[1] / "src/naql/language/data/word_classes.tsv.gz"
WORD = re.compile(r"[^\W\d_][\w\u200c\u064b-\u0652]*|\d+|[^\s\w]")
CLASSES = 256
MIN_COUNT = 12


class Sentences:
    """The sentences of the news, as lists of keys; read afresh for each pass."""

    def __init__(self, shared: Path) -> None:
        self.shared = shared

    def __iter__(self) -> Iterator[list[str]]:
        for name in NEWS:
            with lzma.open(self.shared / "data/news" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
                for line in lines:
                    row = json.loads(line)
                    parts = [row.get("title"), row.get("lead"), row.get("body"), *(row.get("paragraphs") or [])]
                    for part in parts:
                        for sentence in re.split(r"(?<=[.!؟:\n])\s+", part or ""):
                            words = ["0" if w[0].isdigit() else key(w) or w for w in WORD.findall(sentence)]
                            if len(words) > 2:
                                yield words


def main() -> None:
    from gensim.models import Word2Vec
    from sklearn.cluster import MiniBatchKMeans

    shared = Path(os.environ.get("NAQL_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    vectors = Word2Vec(Sentences(shared), vector_size=64, window=3, min_count=MIN_COUNT, sg=1, negative=5, epochs=3, workers=1, seed=1, sample=1e-4).wv
    vectors.unit_normed = vectors.get_normed_vectors()
    classes = MiniBatchKMeans(CLASSES, random_state=1, n_init=3, batch_size=4096).fit_predict(vectors.unit_normed)
    rows = sorted(zip(vectors.index_to_key, classes, strict=True))
    text = "word\tclass\n" + "".join(f"{word}\t{number}\n" for word, number in rows if "\t" not in word)
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(rows)} words, {OUT.stat().st_size / 1e6:.2f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
