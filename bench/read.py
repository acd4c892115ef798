"""How fast articles are read, beside hazm's normaliser and tokenizers on the same articles in the same run.

    python bench/read.py ARTICLES.jsonl        # hazm is measured where it is installed

Prints articles a second on one core (processor time), the time to load, and the peak of memory.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path


def rate(work: Callable[[str], object], texts: list[str], runs: int = 3) -> float:
    """Texts a second of processor time, the best of several runs."""
    best = float("inf")
    for _ in range(runs):
        begin = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - begin)
    return len(texts) / best


def main(path: str) -> None:
    begin = time.process_time()
    from naql.model import Article
    from naql.reader import read

    articles = [Article.from_record(json.loads(line)) for line in Path(path).read_text("utf-8").splitlines()]
    read(articles[0])
    loaded = time.process_time() - begin
    by_text = {a.text: a for a in articles}
    texts = list(by_text)
    print(f"{len(texts)} articles, mean {sum(map(len, texts)) / len(texts):.0f} characters")
    print(f"naql      {rate(lambda t: read(by_text[t]), texts):7.1f} articles/s   loaded in {loaded:.2f} s")
    print(f"          peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if importlib.util.find_spec("hazm") is None:
        print("hazm      not installed")
        return
    from hazm import Normalizer, sent_tokenize, word_tokenize

    normalizer = Normalizer()
    hazm = rate(lambda t: [word_tokenize(s) for s in sent_tokenize(normalizer.normalize(t))], texts)
    print(f"hazm      {hazm:7.1f} articles/s   normaliser and tokenizers")


if __name__ == "__main__":
    main(sys.argv[1])
