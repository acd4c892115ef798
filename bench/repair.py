"""Measure ZWNJ restoration, Naql beside its peers on the same texts in the same run, and write the table of docs/repair.md.

usage: python bench/repair.py [--shared ../shared] [--peers DIR] [--install] [--write docs/repair.md]
`--peers` holds a virtual environment for each Python peer (DIR/hazm, DIR/shekar, ...) and an npm project (DIR/virastar);
`--install` makes them with the ordinary clients of the registries. A peer that is not there is left out.

Texts: the sentences of PerDT dev, each given alone, with every ZWNJ deleted (glued), turned into a space (spaced) and left (intact); the
articles of the ISNA tenth that training leaves out, glued. A gap lies between two letters: F1 is of gaps with a ZWNJ, and a sentence is
right when each of its gaps is. On ISNA a ZWNJ put where the agency has a space is neutral. Gaps are counted
between letters alone, folded, so that a peer's marks and digits do not tell against it; "other letters changed" is the share of intact
sentences in which anything but ZWNJ and spaces differs.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
START, END = "<!-- bench/repair.py -->", "<!-- end -->"

_LETTERS = re.compile(r"[^\W\d_]")
_FOLD = str.maketrans({"ي": "ی", "ك": "ک", "ى": "ی"})


def hazm() -> Callable[[str], str]:
    from hazm import Normalizer

    return Normalizer().normalize


def shekar() -> Callable[[str], str]:
    from shekar import Normalizer

    return Normalizer()


def negar() -> Callable[[str], str]:
    from negar.virastar import PersianEditor

    return lambda text: PersianEditor(text).cleanup()


def parsivar() -> Callable[[str], str]:
    from parsivar import Normalizer

    return Normalizer().normalize


def rishe() -> Callable[[str], str]:
    from rishe.compat import Normalizer

    return Normalizer().normalize


def parsikit() -> Callable[[str], str]:
    from parsikit import smart_persian_spacing

    return smart_persian_spacing


def naql() -> Callable[[str], str]:
    from naql.text.repair import repair

    return lambda text: repair(text).text


PEERS = {"hazm": hazm, "shekar": shekar, "negar": negar, "parsivar": parsivar, "rishe": rishe, "parsikit": parsikit}
PACKAGES = {"negar": "python-negar"}
VIRASTAR = """
const V = require('virastar');
const {texts, timed} = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const v = new V();
let out, failed; const passes = [];
v.cleanup('گرم می شود');
for (let n = 0; n < (timed ? 3 : 1); n += 1) {
  out = []; failed = 0;
  const start = process.cpuUsage();
  for (const t of texts) { try { out.push(v.cleanup(t)); } catch (e) { out.push(t); failed += 1; } }
  const used = process.cpuUsage(start);
  passes.push((used.user + used.system) / 1e6);
}
process.stdout.write(JSON.stringify({out, failed, seconds: passes[0], best: Math.min(...passes)}));
"""


class Output(NamedTuple):
    """What a tool made of a list of texts; processor seconds, of the first pass and of the best of three; how many texts it failed on."""

    texts: list[str]
    seconds: float
    best: float
    failed: int


class Score(NamedTuple):
    """Gaps with a ZWNJ that were found, wrongly put, missed; texts that are right in every gap, and all."""

    found: int
    wrong: int
    missed: int
    right: int
    texts: int

    @property
    def f1(self) -> float:
        return 2 * self.found / max(1, 2 * self.found + self.wrong + self.missed)


def run_here(tool: Callable[[str], str], texts: list[str], timed: bool) -> Output:
    """Run a tool on each text; one that it fails on stays as it was."""
    tool("گرم می شود")
    seconds: list[float] = []
    for _ in range(3 if timed else 1):
        out, failed = [], 0
        start = time.process_time()
        for text in texts:
            try:
                out.append(tool(text))
            except Exception:
                out.append(text)
                failed += 1
        seconds.append(time.process_time() - start)
    return Output(out, seconds[0], min(seconds), failed)


def run_peer(name: str, home: Path, texts: list[str], timed: bool) -> Output:
    """Run a peer in its own environment."""
    command = [str(home / "bin" / "python"), str(Path(__file__).resolve()), "--serve", name]
    if name == "virastar":
        command = ["node", "-e", VIRASTAR]
    done = subprocess.run(
        command, cwd=home, input=json.dumps({"texts": texts, "timed": timed}), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr.strip().splitlines()[-1]}")
    answer = json.loads(done.stdout)
    return Output(answer["out"], answer["seconds"], answer["best"], answer["failed"])


def install(peers: Path) -> None:
    """Make an environment for each peer."""
    for name in PEERS:
        if not (peers / name / "bin").exists():
            subprocess.run([sys.executable, "-m", "venv", str(peers / name)], check=True)
            subprocess.run([str(peers / name / "bin" / "pip"), "install", "-q", PACKAGES.get(name, name)], check=False)
    home = peers / "virastar"
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "node_modules").exists():
        subprocess.run(["npm", "install", "--prefix", ".", "virastar"], cwd=home, check=False)


def letters_only(text: str) -> str:
    """A text's letters, folded, with its joints and spaces: so that a peer's marks and digits do not count."""
    return "".join(c for c in text.translate(_FOLD) if c in (" ", "\n", ZWNJ) or _LETTERS.match(c))


def compare(sound: str, repaired: str, neutral: bool) -> tuple[int, int, int]:
    """ZWNJ found, wrongly put, missed. Where letters differ, only what lies before the first and after the last of them is compared."""
    letters, right = gaps(letters_only(sound))
    others, made = gaps(letters_only(repaired))
    same = 0
    while same < min(len(letters), len(others)) and letters[same] == others[same]:
        same += 1
    tail = 0
    while tail < min(len(letters), len(others)) - same and letters[-1 - tail] == others[-1 - tail]:
        tail += 1
    pairs = list(zip(right[: same + 1], made[: same + 1], strict=False)) if same else []
    if tail:
        pairs += zip(right[-tail:], made[-tail:], strict=True)
    found = sum(a == b == "z" for a, b in pairs)
    wrong = sum(b == "z" and a != "z" and not (neutral and a == "s") for a, b in pairs)
    return found, wrong, right.count("z") - found


def gaps(text: str) -> tuple[str, list[str]]:
    """Letters, and what stands before each: "z", "s" or ""."""
    letters: list[str] = []
    before: list[str] = []
    gap = ""
    for c in text:
        if c == ZWNJ:
            gap = "z"
        elif c in " \n":
            gap = gap or "s"
        else:
            letters.append(c)
            before.append(gap)
            gap = ""
    return "".join(letters), before


def score(sound: list[str], made: list[str], neutral: bool = False) -> Score:
    found = wrong = missed = right = 0
    for a, b in zip(sound, made, strict=True):
        f, w, m = compare(a, b, neutral)
        found, wrong, missed = found + f, wrong + w, missed + m
        right += gaps(letters_only(a)) == gaps(letters_only(b))
    return Score(found, wrong, missed, right, len(sound))


def seen(text: str) -> str:
    return re.sub(f"[ \n{ZWNJ}]", "", text)


def load_sentences(shared: Path) -> list[str]:
    lines = (shared / "data/treebank/perdt-dev.conllu").read_text("utf-8").splitlines()
    return [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]


def load_held_out(shared: Path) -> list[str]:
    sys.path.insert(0, str(Path(__file__).parent.parent / "training"))
    from repair import load_news

    return [article.text for article in load_news(shared, "isna") if article.tenth == 0]


def measure(run: Callable[[list[str], bool], Output], sentences: list[str], articles: list[str]) -> dict[str, str]:
    """One row of the table."""
    glued = score(sentences, run([s.replace(ZWNJ, "") for s in sentences], False).texts)
    spaced = score(sentences, run([s.replace(ZWNJ, " ") for s in sentences], False).texts)
    intact = run(sentences, False)
    bare = [a.replace(ZWNJ, "") for a in articles]
    news = run(bare, True)
    held_out = score(articles, news.texts, neutral=True)
    changed = sum(a != b for a, b in zip(sentences, intact.texts, strict=True))
    letters = sum(seen(a) != seen(b) for a, b in zip(sentences, intact.texts, strict=True))
    return {
        "PerDT dev, glued: F1 / right": f"{glued.f1:.3f} / {glued.right / glued.texts:.1%}",
        "spaced: F1 / right": f"{spaced.f1:.3f} / {spaced.right / spaced.texts:.1%}",
        "intact: changed": f"{changed / len(sentences):.2%}",
        "intact: other letters changed": f"{letters / len(sentences):.2%}",
        "ISNA, glued: F1": f"{held_out.f1:.3f}",
        "million characters a second: first pass / best of three": " / ".join(
            f"{sum(map(len, bare)) / seconds / 1e6:.2f}" for seconds in (news.seconds, news.best)
        ),
        "failed on": str(intact.failed + news.failed),
    }


def count_taste(sentences: list[str]) -> str:
    """Of the words that Naql gets wrong in glued sentences, how many are written in two ways (`Joints.rivals`)."""
    from naql.text.joints import load_joints
    from naql.text.repair import repair

    rivals = load_joints().rivals
    wrong = taste = 0
    for sentence in sentences:
        made = repair(sentence.replace(ZWNJ, "")).text
        for a, b in zip(sentence.split(" "), made.split(" "), strict=False):
            if a != b and a.replace(ZWNJ, "") == b.replace(ZWNJ, ""):
                wrong += 1
                taste += "".join(c for c in a if _LETTERS.match(c)) in rivals
    return f"Of the {wrong} words that are wrong in the glued sentences, {taste} are words that are written in two ways."


def draw(rows: dict[str, dict[str, str]]) -> str:
    columns = list(next(iter(rows.values())))
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(row[c] for c in columns) + " |" for name, row in rows.items()]
    return "\n".join(lines)


def serve(name: str) -> None:
    """Run one peer on the texts of standard input: the other end of `run_peer`."""
    asked = json.load(sys.stdin)
    out = run_here(PEERS[name](), asked["texts"], asked["timed"])
    json.dump({"out": out.texts, "seconds": out.seconds, "best": out.best, "failed": out.failed}, sys.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--serve", choices=PEERS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        return serve(args.serve)
    sentences, articles = load_sentences(args.shared), load_held_out(args.shared)
    rows: dict[str, dict[str, str]] = {}
    if args.peers:
        args.peers = args.peers.resolve()
        if args.install:
            install(args.peers)
        for name in (*PEERS, "virastar"):
            if (args.peers / name).exists():
                try:
                    rows[name] = measure(
                        lambda texts, timed, name=name: run_peer(name, args.peers / name, texts, timed), sentences, articles
                    )
                except RuntimeError as error:
                    print(f"left out: {error}", file=sys.stderr)
                else:
                    print(name, rows[name], file=sys.stderr)
    tool = naql()
    rows["**naql**"] = measure(lambda texts, timed: run_here(tool, texts, timed), sentences, articles)
    table = f"{draw(rows)}\n\n{count_taste(sentences)}"
    print(table)
    if args.write:
        page = args.write.read_text("utf-8")
        head, rest = page.split(START)
        args.write.write_text(f"{head}{START}\n{table}\n{END}{rest.split(END)[1]}", "utf-8")
    return None


if __name__ == "__main__":
    main()
