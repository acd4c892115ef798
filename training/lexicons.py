"""Word lists and news text -> the name tables of `naql.language`: first names, family names, places.

    python training/lexicons.py ../shared/data

First names are taken from lists of names; a family name is a word that follows a first name or a rank in a good share of its
occurrences in news text. Only single words and counts come out of the text. The same input gives the same tables.
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

from naql.text.letters import key

DATA = Path(__file__).parent.parent / "src/naql/language/data"
NEWS = ("isna", "khabaryaab", "fars", "telegram")
POSTS = 15_000
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


def main(data: Path) -> None:
    single: Counter[str] = Counter()
    before: defaultdict[str, Counter[str]] = defaultdict(Counter)
    after: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words in news_lines(data):
        single.update(words)
        for one, two in pairwise(words):
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
    territories = json.loads((data / "kb/cldr-territories.json").read_text("utf8"))
    with (DATA / "territories.tsv").open("w", encoding="utf8") as out:
        print("word\tcode\tsource", file=out)
        for code, names_of in sorted(territories.items()):
            if len(code) == 2:
                print(names_of["fa"], code, "cldr", sep="\t", file=out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
