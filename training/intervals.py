"""95% bootstrap intervals of the figures, articles drawn with replacement.

python training/intervals.py ../shared/gold/unread.jsonl
"""

from __future__ import annotations

import random
import sys
from collections import Counter

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


if __name__ == "__main__":
    main(sys.argv[1])
