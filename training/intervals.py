"""95% bootstrap intervals of the figures, articles drawn with replacement.

python training/intervals.py ../shared/gold/unread.jsonl   # each figure
python training/intervals.py ../shared build/cv            # out of fold: right statements by kind and resolution
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path

from confidence import Case, cases
from gold import load_training_gold

from naql.evaluate.gold import load_records, read_articles
from naql.evaluate.score import Score, score_records

NAMES = ("named", "joint", "attributed", "statements", "sources", "acts", "contacts", "citations", "dates", "dated", "offices")
DRAWS = 2000


def main(path: str) -> None:
    gold = load_records(path)
    predicted = read_articles(gold)
    single = [score_records({name: record}, {name: predicted[name]}).counts for name, record in gold.items()]
    draw = random.Random(1)
    seen: dict[str, list[float]] = {name: [] for name in NAMES}
    for _ in range(DRAWS):
        total: Counter[tuple[str, str]] = Counter()
        for counts in draw.choices(single, k=len(single)):
            for key in counts:
                if key[0] in seen:
                    total[key] += counts[key]
        score = Score(counts=total)
        for name in NAMES:
            seen[name].append(float(score.f1(name)["f1"]))
    whole = score_records(gold, predicted)
    for name in NAMES:
        values = sorted(seen[name])
        print(f"{name:12} {float(whole.f1(name)['f1']):.3f}  {values[int(0.025 * DRAWS)]:.3f}–{values[int(0.975 * DRAWS)]:.3f}")


def by_kind(shared: Path, folder: Path) -> None:
    """The share of right ones among the statements found in articles left out, by kind and by how the source was found."""
    gold = [json.loads(line) for line in (shared / "gold/dev.jsonl").read_text("utf-8").splitlines()] + load_training_gold(shared)
    lines = [line for name in ("dev", "training-gold") for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
    predicted = {record["id"]: record for record in map(json.loads, lines)}
    articles = [list(cases(record, predicted[record["id"]])) for record in gold if record["id"] in predicted]
    draw = random.Random(1)
    draws = [shares(draw.choices(articles, k=len(articles))) for _ in range(DRAWS // 4)]
    for group, (right, of) in sorted(shares(articles).items()):
        values = sorted(n / m for one in draws for n, m in [one.get(group, (0, 0))] if m)
        low, high = values[int(0.025 * len(values))], values[int(0.975 * len(values))]
        print(f"{group:24} {right / of:.3f}  {low:.3f}–{high:.3f}  {of}")


def shares(articles: list[list[Case]]) -> dict[str, tuple[int, int]]:
    """How many statements of each group are right, and how many there are."""
    counts: dict[str, list[int]] = {}
    for article in articles:
        for (kind, how, place), right in article:
            for group in (kind, f"{kind}, by {how}", f"{kind}, {place}"):
                count = counts.setdefault(group, [0, 0])
                count[0] += right
                count[1] += 1
    return {group: (right, of) for group, (right, of) in counts.items()}


if __name__ == "__main__":
    if len(sys.argv) > 2:
        by_kind(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        main(sys.argv[1])
