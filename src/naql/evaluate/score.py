"""Gold records, predicted records -> figures and errors.

Micro-averaged over all articles, which are joined by their id; one without a prediction counts as an empty record. Statements are those of
kind quoted and reported; acts are scored apart.

named        content IoU of at least 0.8 and the source under its full name; `named_macro` is the mean F1 over articles with statements
joint        the same, under any of the source's names, aliases and offices
abstained    the share of statements without a source: no error in `named` and `joint`, but not found either
hard         the share right as in `named` of the gold statements with no colon before their content or after their cue
sources      the sources used, one to one by full name
attributed   pairs of a token and its source, any name; `speech`: the tokens alone
statements   content alone, IoU of at least 0.5; `statements_strict`: 0.9
speaker      of the statements so matched, the share whose source is right under any name; `resolved`: under the full name;
             `resolved_pronoun`, `resolved_dropped`: the same where a pronoun or nothing stands at the cue; `cue`: where the cues overlap
acts         acts with IoU of at least 0.5 and the right source under any name
contacts     the same type, and triggers with IoU of at least 0.3 or half of the participants; `parties`: the participants of those matched;
             `contacts_full`: trigger, status and all participants right
citations    the names cited in an article, one to one, half of the words shared
dates        expressions with IoU of at least 0.3; `dated`: with the right value as well
offices      offices of the right source (by full name), 0.6 of the words shared
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from naql.errors import InputError
from naql.evaluate.gold import Record, Records, find_fault, is_span
from naql.evaluate.matching import Pair, iou, match, overlap
from naql.evaluate.names import FOLD, PRONOUNS, Fit, fit_name, jaccard, joined, name_words

F1S = (
    *("named", "joint", "attributed", "speech", "statements", "statements_strict", "acts", "sources"),
    *("contacts", "contacts_full", "parties", "citations", "dates", "dated", "offices"),
)
SHARES = ("hard", "abstained", "speaker", "resolved", "resolved_pronoun", "resolved_dropped", "cue")

Item = Mapping[str, Any]
Figures = dict[str, dict[str, float | int]]
_TOKEN = re.compile(r"\S+")
_SHOWN = 80


class ScoreError(NamedTuple):
    """One difference: what kind it is, the words or the gold name, and beside it the cue, trigger or predicted name."""

    article: str
    kind: str
    gold: str | None
    beside: str | None

    def line(self) -> str:
        """The error as one line, its fields parted by bars."""
        return " | ".join(map(str, self))


@dataclass
class Score:
    """What was counted, under the names of the figures, and the errors in the order of the articles."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[ScoreError] = field(default_factory=list)
    macro: float = 0.0
    articles: int = 0
    predicted: int = 0

    def add(self, name: str, gold: int, predicted: int, hits: int) -> None:
        """Count what was there, what was found, and what of it was right."""
        self.counts[name, "right"] += hits
        self.counts[name, "gold"] += gold
        self.counts[name, "predicted"] += predicted

    def tick(self, name: str, right: object) -> None:
        """Count one case of a share."""
        self.counts[name, "of"] += 1
        self.counts[name, "right"] += bool(right)

    def f1(self, name: str) -> dict[str, float | int]:
        """Precision, recall and F1, and how many there were."""
        right, gold, predicted = (self.counts[name, what] for what in ("right", "gold", "predicted"))
        p, r = right / predicted if predicted else 0.0, right / gold if gold else 0.0
        return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0, "gold": gold, "predicted": predicted}

    def share(self, name: str) -> dict[str, float | int]:
        """The share that was right, and of how many."""
        cases = self.counts[name, "of"]
        return {"share": self.counts[name, "right"] / cases if cases else 0.0, "of": cases}

    def figures(self) -> Figures:
        """All figures by name, in the order of the table."""
        macro_articles = self.counts["named_macro", "of"]
        return {
            **{name: self.f1(name) for name in F1S},
            **{name: self.share(name) for name in SHARES},
            "named_macro": {"f1": self.macro / macro_articles if macro_articles else 0.0, "articles": macro_articles},
            "articles": {"gold": self.articles, "predicted": self.predicted},
        }


def score_records(gold: Records, predicted: Records) -> Score:
    """Compare the predicted records of all gold articles.

    Raises InputError for a record that is malformed.
    """
    score = Score(articles=len(gold), predicted=len(gold.keys() & predicted.keys()))
    for name, record in gold.items():
        paragraphs = record.get("paragraphs")
        if not isinstance(paragraphs, list):
            raise InputError(f"{name}: no paragraphs", "gold")
        length = sum(map(len, paragraphs)) + len(paragraphs) - 1
        for kind, one in (("gold", record), ("predicted", predicted.get(name, {}))):
            if fault := find_fault(one, length):
                raise InputError(f"{name}: {fault}", kind)
    for name, record in gold.items():
        score_article(_Compared(record, predicted.get(name, {})), score)
    return score


@dataclass(frozen=True)
class _Compared:
    """A gold record, and the predicted one of the same article."""

    gold: Record
    predicted: Record

    @cached_property
    def text(self) -> str:
        return "\n".join(self.gold["paragraphs"])

    @cached_property
    def gold_sources(self) -> dict[str, Item]:
        return {source["id"]: source for source in self.gold.get("sources", [])}

    @cached_property
    def predicted_sources(self) -> dict[str, Item]:
        return {source["id"]: source for source in self.predicted.get("sources", [])}

    @cached_property
    def owners(self) -> dict[str, set[str]]:
        """The gold sources that exactly these words name, by the words joined."""
        owners: dict[str, set[str]] = {}
        for source in self.gold_sources.values():
            for form in [source["name"], *source.get("aliases", []), *source.get("offices", [])]:
                owners.setdefault(joined(form), set()).add(source["id"])
        return owners

    def fits(self, predicted: str | None, gold: str) -> Fit | None:
        """How a predicted source fits a gold one. A name that is another's own, or that names two people at once, fits none."""
        if predicted is None or predicted not in self.predicted_sources:
            return None
        name = self.name(predicted) or ""
        own = self.owners.get(joined(name))
        if own and gold not in own:
            return None
        if not own and any(self._holds(name, other) for other in self.gold_sources.values() if other["id"] != gold):
            return None
        return fit_name(name, self.gold_sources[gold])

    @staticmethod
    def _holds(name: str, other: Item) -> bool:
        full = name_words(other["name"])
        return other["type"] == "person" and len(full) > 1 and set(full) <= set(name_words(name))

    def name(self, predicted: str | None) -> str | None:
        """The name of a predicted source."""
        source = self.predicted_sources.get(predicted or "")
        return str(source["name"]) if source and source.get("name") else None

    def spoken(self) -> tuple[list[Item], list[Item]]:
        """The statements that are no acts."""
        return tuple([s for s in r.get("statements", []) if s.get("kind") != "act"] for r in (self.gold, self.predicted))  # type: ignore[return-value]

    def acts(self) -> tuple[list[Item], list[Item]]:
        """The statements that are acts."""
        return tuple([s for s in r.get("statements", []) if s.get("kind") == "act"] for r in (self.gold, self.predicted))  # type: ignore[return-value]

    def layer(self, name: str) -> tuple[list[Item], list[Item]]:
        """The items of a layer, gold and predicted."""
        return self.gold.get(name, []), self.predicted.get(name, [])


def score_article(both: _Compared, score: Score) -> None:
    """Count one article, layer by layer."""
    for layer in (_score_tokens, _score_named, _score_sources, _score_statements, _score_acts, _score_contacts, _score_citations):
        layer(both, score)
    _score_dates(both, score)
    _score_offices(both, score)


def _score_tokens(both: _Compared, score: Score) -> None:
    tokens = [token.span() for token in _TOKEN.finditer(both.text)]
    gold, predicted = (_sources_by_token(tokens, statements) for statements in both.spoken())
    score.add("speech", len(gold), len(predicted), len(gold.keys() & predicted.keys()))
    for token in gold.keys() | predicted.keys():
        wanted, found = gold.get(token, set()), predicted.get(token, set())
        hits = _one_to_one(both, wanted, found)
        score.add("attributed", len(wanted), len(found), hits)


def _sources_by_token(tokens: Sequence[tuple[int, int]], statements: Sequence[Item]) -> dict[int, set[str | None]]:
    """The sources to which each token is attributed; a token is covered if its middle is."""
    at: dict[int, set[str | None]] = {}
    for statement in statements:
        start, end = statement["content"]
        for number, (first, last) in enumerate(tokens):
            if start <= (first + last) / 2 < end:
                at.setdefault(number, set()).add(statement.get("source"))
    return at


def _one_to_one(both: _Compared, gold: set[str | None] | Sequence[str], predicted: set[str | None] | Sequence[str]) -> int:
    """How many gold sources have a predicted one of their own, under any name."""
    left, hits = list(predicted), 0
    for wanted in gold:
        found = next((one for one in left if wanted is not None and both.fits(one, wanted)), None)
        if found is not None:
            left.remove(found)
            hits += 1
    return hits


def _score_named(both: _Compared, score: Score) -> None:
    gold, predicted = both.spoken()
    sure = [s for s in predicted if s.get("source") is not None]
    score.counts["abstained", "of"] += len(predicted)
    score.counts["abstained", "right"] += len(predicted) - len(sure)
    joint = match(gold, sure, _content_if(both, lambda fit: fit is not None), 0.8)
    named = match(gold, sure, _content_if(both, lambda fit: fit == "full"), 0.8)
    score.add("joint", len(gold), len(sure), len(joint))
    score.add("named", len(gold), len(sure), len(named))
    if gold or sure:
        score.counts["named_macro", "of"] += 1
        score.macro += 2 * len(named) / (len(gold) + len(sure))
    right = {i for i, _ in named}
    for i, statement in enumerate(gold):
        if not _has_colon(both.text, statement):
            score.tick("hard", i in right)


def _content_if(both: _Compared, right: Callable[[Fit | None], bool]) -> Callable[[Item, Item], float]:
    """IoU of the contents where the source is right, else 0."""
    return lambda g, p: iou(g["content"], p["content"]) if right(both.fits(p.get("source"), g["source"])) else 0.0


def _has_colon(text: str, statement: Item) -> bool:
    """Whether a colon brings the content: before it, quotation marks aside, or after its cue."""
    before = text[: statement["content"][0]].rstrip(" \n\u200c«“\"'")
    cue = statement["cue"]
    return before.endswith(":") or bool(cue and text[cue[1] :].lstrip(" \u200c").startswith(":"))


def _score_sources(both: _Compared, score: Score) -> None:
    gold, predicted = (_used(record) for record in (both.gold, both.predicted))
    wanted, found = sorted(gold & both.gold_sources.keys()), sorted(predicted & both.predicted_sources.keys())
    score.add("sources", len(wanted), len(found), len(match(wanted, found, lambda g, p: both.fits(p, g) == "full", 1)))


def _used(record: Record) -> set[str]:
    """The sources that say something or take part in a contact."""
    said = {s["source"] for s in record.get("statements", []) if s.get("source") is not None}
    return said | {party for contact in record.get("contacts", []) for party in contact["participants"]}


def _score_statements(both: _Compared, score: Score) -> None:
    gold, predicted = both.spoken()

    def content(g: Item, p: Item) -> float:
        return iou(g["content"], p["content"])

    lenient = match(gold, predicted, content, 0.5)
    score.add("statements", len(gold), len(predicted), len(lenient))
    score.add("statements_strict", len(gold), len(predicted), len(match(gold, predicted, content, 0.9)))
    for i, j in lenient:
        _score_speaker(both, gold[i], predicted[j], score)
    _unmatched_statements(both, lenient, score)


def _score_speaker(both: _Compared, gold: Item, predicted: Item, score: Score) -> None:
    fit = both.fits(predicted.get("source"), gold["source"])
    score.tick("speaker", fit)
    score.tick("resolved", fit == "full")
    near = both.text[slice(*gold["source_span"])].translate(FOLD).strip() if gold["source_span"] else None
    if near is None or near in PRONOUNS:
        score.tick("resolved_dropped" if near is None else "resolved_pronoun", fit == "full")
    if gold["cue"]:
        score.tick("cue", is_span(predicted.get("cue")) and overlap(gold["cue"], predicted["cue"]))
    if fit != "full":
        name = both.gold_sources[gold["source"]]["name"]
        kind = "alias only" if fit else "source"
        score.errors.append(ScoreError(both.gold["id"], kind, name, both.name(predicted.get("source"))))


def _unmatched_statements(both: _Compared, pairs: Sequence[Pair], score: Score) -> None:
    gold, predicted = both.spoken()
    for kind, statements, matched in (("missed", gold, {i for i, _ in pairs}), ("spurious", predicted, {j for _, j in pairs})):
        for number, statement in enumerate(statements):
            if number not in matched:
                words = both.text[slice(*statement["content"])][:_SHOWN].replace("\n", "⏎")
                cue = both.text[slice(*statement["cue"])] if is_span(statement.get("cue")) else None
                score.errors.append(ScoreError(both.gold["id"], kind, words, cue))


def _score_acts(both: _Compared, score: Score) -> None:
    gold, predicted = both.acts()
    score.add("acts", len(gold), len(predicted), len(match(gold, predicted, _content_if(both, lambda fit: fit is not None), 0.5)))


def _score_contacts(both: _Compared, score: Score) -> None:
    gold, predicted = both.layer("contacts")

    def shared(g: Item, p: Item) -> int:
        return _one_to_one(both, g["participants"], p["participants"])

    def alike(g: Item, p: Item) -> float:
        if g["type"] != p.get("type"):
            return 0
        return (iou(g["trigger"], p["trigger"]) >= 0.3) + shared(g, p) / max(len(g["participants"]), len(p["participants"]), 1)

    def full(g: Item, p: Item) -> bool:
        told = iou(g["trigger"], p["trigger"]) >= 0.3 and g["status"] == p.get("status")
        return told and len(g["participants"]) == len(p["participants"]) == shared(g, p)

    pairs = match(gold, predicted, alike, 0.5)
    score.add("contacts", len(gold), len(predicted), len(pairs))
    score.add("contacts_full", len(gold), len(predicted), sum(full(gold[i], predicted[j]) for i, j in pairs))
    for i, j in pairs:
        score.add("parties", len(gold[i]["participants"]), len(predicted[j]["participants"]), shared(gold[i], predicted[j]))
    for kind, contacts, matched in (("missed", gold, {i for i, _ in pairs}), ("spurious", predicted, {j for _, j in pairs})):
        for number, contact in enumerate(contacts):
            if number not in matched:
                trigger = both.text[slice(*contact["trigger"])]
                score.errors.append(ScoreError(both.gold["id"], f"contact {kind}", contact.get("type"), trigger))


def _score_citations(both: _Compared, score: Score) -> None:
    gold, predicted = (sorted({name_words(str(c.get("name") or "")) for c in cited} - {()}) for cited in both.layer("citations"))
    score.add("citations", len(gold), len(predicted), len(match(gold, predicted, jaccard, 0.5)))


def _score_dates(both: _Compared, score: Score) -> None:
    gold, predicted = both.layer("dates")
    for name, dated in (("dates", False), ("dated", True)):
        pairs = match(gold, predicted, _span_if_value(dated), 0.3)
        score.add(name, len(gold), len(predicted), len(pairs))


def _span_if_value(dated: bool) -> Callable[[Item, Item], float]:
    """IoU of two expressions, 0 where the value must be right and is not."""
    return lambda g, p: iou(g["span"], p["span"]) if not dated or g["value"] == p.get("value") else 0.0


def _score_offices(both: _Compared, score: Score) -> None:
    gold, predicted = (
        [(source, name_words(office)) for source in sources.values() for office in source.get("offices") or []]
        for sources in (both.gold_sources, both.predicted_sources)
    )

    def alike(g: tuple[Item, tuple[str, ...]], p: tuple[Item, tuple[str, ...]]) -> float:
        held = g[1] and p[1] and fit_name(str(p[0].get("name") or ""), g[0]) == "full"
        return jaccard(g[1], p[1]) if held else 0.0

    score.add("offices", len(gold), len(predicted), len(match(gold, predicted, alike, 0.6)))
