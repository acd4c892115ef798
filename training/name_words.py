"""News text -> `name_words.tsv`: how often a word is part of a person's name, as the model of names reads it.

    python training/names.py ../shared && python training/name_words.py ../shared && python training/names.py ../shared

The model is run over the news, what it found is counted, and the model is learned again with the counts: a name met in many articles is
then known in one that gives no other sign of it. Annotated articles are left out. Only single words and shares are kept.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter
from pathlib import Path

from names import load_gold

from naql.language.names import find_mentions
from naql.model import Article
from naql.text.tokens import read_tokens

OUT = Path(__file__).parent.parent / "src/naql/language/data/name_words.tsv"
STEPS = {"khabaryaab": 1, "fars": 1, "isna": 2}
"""Of each news file every so many articles."""
LONGEST = 3500
LEAST = 3


def main(shared: Path) -> None:
    known = {squeezed(record["paragraphs"][0]) for record in load_gold(shared)} - {""}
    total: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for name, step in STEPS.items():
        with lzma.open(shared / f"data/news/{name}.jsonl.xz", "rt", encoding="utf8") as lines:
            for n, line in enumerate(lines):
                row = json.loads(line)
                body = row.get("body") or "\n".join(row["paragraphs"])
                if n % step or {squeezed(row.get("title") or ""), squeezed(body.split("\n")[0])} & known:
                    continue
                document = read_tokens(Article((row.get("title") or "", *body[:LONGEST].split("\n")), "x"))
                total.update(token.key for token in document.tokens if token.kind == "word")
                for mention in find_mentions(document):
                    if mention.name:
                        named.update(document.keys[i] for i in range(*mention.name) if document.tokens[i].kind == "word")
    with OUT.open("w", encoding="utf8") as out:
        print("word\tshare\tcount\tsource", file=out)
        for word in sorted(named):
            share = (named[word] - 0.5) / (total[word] + 1)
            if named[word] >= LEAST and share >= 0.05 and word.isalpha():
                print(word, f"{share:.2f}", named[word], "news", sep="\t", file=out)


def squeezed(text: str) -> str:
    return "".join(text.split())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
