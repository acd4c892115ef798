"""Measure the speed of days and citations, tokens made beforehand, in milliseconds an article of 1,800 characters.

usage: python bench/days.py [ARTICLES.jsonl]
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from naql.extract.citations import find_citations
from naql.extract.days import find_days
from naql.model import Article
from naql.text.tokens import Document, read_tokens

SHARED = Path(os.environ.get("NAQL_SHARED") or Path(__file__).parents[2] / "shared")
ROUNDS = 3


def seconds(stage: Callable[[Document], object], documents: list[Document]) -> float:
    """The least processor time of some rounds over all documents."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for document in documents:
            stage(document)
        spent.append(time.process_time() - start)
    return min(spent)


def main(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    documents = [read_tokens(Article.from_record(json.loads(line))) for line in lines if line.strip()]
    characters = sum(len(document.article.text) for document in documents)
    for stage in (find_days, find_citations):
        print(f"{stage.__name__:15} {seconds(stage, documents) / characters * 1800 * 1000:.2f} ms an article of 1,800 characters")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "gold" / "dev.jsonl")
