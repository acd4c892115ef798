"""Document, cues -> the noun phrases that name the speakers of a sentence, with name, rank and office told apart.

Where such a phrase ends is not written in Persian; a tagger learned it from annotated articles (`training/subjects.py`).
Labels: N a name, R a rank, O an office or description of a person, X a body, group or document, P a pronoun; B- begins, I- goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from naql.extract.cues import Cue
from naql.language.chain import Feature, Tagger, load_tagger
from naql.language.lexicon import Phrases, load_table, load_words
from naql.language.links import UNKNOWN, again_marks, link_marks, repeated_pairs, word_marks
from naql.language.mention import Mention
from naql.language.morphology import closes_clause
from naql.language.names import phrase_type
from naql.model import SourceType
from naql.text.tokens import Document

_SMALL = frozenset('از به با در بر برای که را و تا هم نیز این آن یک ، ؛ : . « » " ( ) / - همچنین اما ولی'.split())
_AFTER_CUE = 14
_KEPT = 60_000
_PRONOUNS = frozenset({"وی", "او", "ایشان", "نامبرده", "آنها", "آنان", "اینان", "مشارالیه"})


class _Lists:
    def __init__(self) -> None:
        self.first = {row["word"]: "sure" if row["sure"] == "1" else "first" for row in load_table("first_names.tsv")}
        self.last = load_words("last_names.tsv")
        self.ordinary = load_words("ordinary_words.tsv")
        self.heads: Phrases[str] = Phrases([(row["word"], row["kind"]) for row in load_table("noun_heads.tsv")])
        self.clusters = {row["word"]: (row["coarse"], row["fine"]) for row in load_table("word_clusters.tsv")}
        self.lands: Phrases[str] = Phrases([(row["word"], row["code"]) for row in load_table("territories.tsv")])


@cache
def _lists() -> _Lists:
    return _Lists()


def regions(document: Document, cues: Sequence[Cue]) -> Iterator[tuple[int, int, list[Cue]]]:
    """The stretches in which a speaker may be named: each sentence with a cue, to a little behind its last one; titles and labels."""
    at = 0
    for first, last in document.sentences:
        here: list[Cue] = []
        while at < len(cues) and cues[at].first < last:
            here.append(cues[at])
            at += 1
        if here:
            yield first, min(last, max(max(c.last, c.verb_last) for c in here) + _AFTER_CUE), here
        elif document.tokens[first].paragraph == 0:
            yield first, last, here
        else:
            colon = next((i for i in range(first, min(last, first + 16)) if document.keys[i] == ":"), None)
            if colon is not None:
                yield first, colon + 1, here


def lone_subjects(document: Document, cues: Sequence[Cue]) -> frozenset[str]:
    """Single words that stand as the whole subject of a cue (`X گفت:`): mostly surnames, used alone after the full name."""
    keys = document.keys
    found: set[str] = set()
    for cue in cues:
        if cue.shape == "participial":
            first = cue.first - 1
        elif cue.shape == "finite" and cue.form and cue.form.person == "3s" and cue.form.tense == "past" and "clause" in cue.entry.frames:
            first = document.sentence_at(cue.first)[0]
        else:
            continue
        if first < document.sentence_at(cue.first)[0] or first != document.sentence_at(first)[0]:
            continue
        alone = cue.first == first + 1 or (cue.first > first + 1 and keys[first + 1] in _SMALL)
        if (
            alone
            and len(keys[first]) > 2
            and keys[first] not in _SMALL
            and keys[first] not in _PRONOUNS
            and document.tokens[first].kind == "word"
        ):
            found.add(keys[first])
    return frozenset(found)


def features(
    document: Document,
    first: int,
    last: int,
    cues: Sequence[Cue],
    mentions: Mapping[int, str],
    blocked: Mapping[int, str],
    lone: frozenset[str] = frozenset(),
    repeated: frozenset[tuple[str, str]] = frozenset(),
) -> list[list[Feature]]:
    """What the tagger sees of each token between two.

    `mentions` tells what is known of a token, `blocked` the citations and days, `lone` the surnames used alone,
    `repeated` the pairs of words that stand more than once in the article.
    """
    keys, lists = document.keys, _lists()
    cue_at: dict[int, str] = {}
    for cue in cues:
        for i in range(cue.first, max(cue.last, cue.first + 1)):
            cue_at[i] = cue.shape[:2]
        for i in range(cue.verb, cue.verb_last):
            cue_at[i] = "fi"
    starts = sorted(cue_at)
    shapes: list[str] = []
    for i in range(first, last):
        shape = _shape(i, document, lists, mentions, blocked, cue_at)
        shapes.append("lone:" + shape if keys[i] in lone and i not in cue_at else shape)
    heads = _phrases(shapes, [keys[i] for i in range(first, last)])
    links, again = link_marks(document, first, last), again_marks(document, first, last, repeated)
    shapes = ["^", "^", *shapes, "$", "$"]
    words = ["^", "^", *keys[first:last], "$", "$"]
    out: list[list[Feature]] = []
    marks = word_marks()
    verb_seen = 0
    for n, i in enumerate(range(first, last)):
        before2, before, shape, after, after2 = shapes[n : n + 5]
        ahead = next((c for c in starts if c >= i), None)
        distance = "none" if ahead is None else str(ahead - i) if ahead - i < 4 else "mid" if ahead - i < 9 else "far"
        place = str(n) if n < 3 else "in"
        out.append(
            [
                *_word_features(*words[n : n + 5]),
                _shape_features(before, shape, after),
                "s-2=" + before2,
                "s+2=" + after2,
                _place_features(distance, place, shape, before),
                "v=" + str(min(verb_seen, 2)),
                *_head_features(*heads[n], shape),
                _link_features(links[n], links[n + 1], again[n]),
                _joint_features(links[n], links[n + 1], before, shape, after),
                "ol=" + marks.get(words[n + 2], UNKNOWN) + "|" + links[n + 1],
            ]
        )
        if i not in cue_at and closes_clause(keys, i) is not None:
            verb_seen += 1
    return out


def _cluster(word: str) -> tuple[str, str]:
    return _lists().clusters.get(word, (word, word) if word in "^$" else ("?", "?"))


def _word_features(before2: str, before: str, word: str, after: str, after2: str) -> list[Feature]:
    """The word, its end, its cluster, and those of its neighbours."""
    return [
        _of_word(word),
        _of_neighbour("-1", before),
        _of_neighbour("+1", after),
        "w-2=" + before2,
        "w+2=" + after2,
        "wb=" + before + "|" + word,
        "wn=" + word + "|" + after,
    ]


@lru_cache(_KEPT)
def _of_word(word: str) -> tuple[str, ...]:
    return "w=" + word, "s2=" + word[-2:], "s3=" + word[-3:], "c=" + _cluster(word)[1], "o=" + word_marks().get(word, UNKNOWN)


@lru_cache(_KEPT)
def _of_neighbour(side: str, word: str) -> tuple[str, ...]:
    return "w" + side + "=" + word, "c" + side + "=" + _cluster(word)[1]


@lru_cache(_KEPT)
def _shape_features(before: str, shape: str, after: str) -> tuple[str, ...]:
    return (
        "s=" + shape,
        "s-1=" + before,
        "s+1=" + after,
        "ss=" + before + "|" + shape,
        "sn=" + shape + "|" + after,
        "sss=" + before + "|" + shape + "|" + after,
    )


@lru_cache(_KEPT)
def _place_features(distance: str, place: str, shape: str, before: str) -> tuple[str, ...]:
    return (
        "d=" + distance,
        "ds=" + distance + "|" + shape,
        "dp=" + distance + "|" + before,
        "p=" + place,
        "ps=" + place + "|" + shape,
    )


def _head_features(head: str, before: str, after: str, place: str, shape: str) -> tuple[str, ...]:
    return (
        "h=" + head,
        "hs=" + head + "|" + shape,
        "hb=" + before + "|" + head,
        "he=" + after + "|" + head,
        "hn=" + place + "|" + shape,
        "he2=" + after + "|" + place + "|" + shape,
    )


@lru_cache(_KEPT)
def _link_features(before: str, after: str, again: str) -> tuple[str, ...]:
    return "l=" + before + "|" + after, "a=" + again, "al=" + again + "|" + before + "|" + after


@lru_cache(_KEPT)
def _joint_features(link: str, next_link: str, before: str, shape: str, after: str) -> tuple[str, ...]:
    return "ls=" + link + "|" + before + "|" + shape, "ln=" + next_link + "|" + shape + "|" + after


def _phrases(shapes: Sequence[str], words: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """For each token the stretch between two small words or marks it stands in: the shape of its first word, what stands before
    and after the stretch, and the token's place in it."""
    out: list[tuple[str, str, str, str]] = []
    begin = 0
    while begin < len(words):
        if _parts(shapes[begin], words[begin]):
            out.append((shapes[begin], "-", "-", "-"))
            begin += 1
            continue
        end = begin
        while end < len(words) and not _parts(shapes[end], words[end]):
            end += 1
        before = words[begin - 1] if begin else "^"
        after = (shapes[end] if shapes[end][:4] in ("cue:", "blk:") else words[end]) if end < len(words) else "$"
        for n in range(begin, end):
            out.append(
                (
                    shapes[begin].split(":", 1)[0] + "/" + shapes[begin].rsplit(":", 1)[-1],
                    before,
                    after,
                    f"{min(n - begin, 4)}<{min(end - begin, 5)}",
                )
            )
        begin = end
    return out


def _parts(shape: str, word: str) -> bool:
    return word in _SMALL or shape[:4] in ("cue:", "blk:") or shape in ("mark", "pron") or shape.endswith(":v")


def _shape(
    i: int, document: Document, lists: _Lists, mentions: Mapping[int, str], blocked: Mapping[int, str], cue_at: Mapping[int, str]
) -> str:
    """A token's class: what it is to the grammar and the word lists."""
    word = document.keys[i]
    if i in cue_at:
        return "cue:" + cue_at[i]
    if i in blocked:
        return "blk:" + blocked[i]
    if word in _PRONOUNS:
        return "pron"
    if word in _SMALL:
        return word
    kind = document.tokens[i].kind
    if kind != "word":
        return kind
    head = lists.heads.match((word,), 0)
    parts = [head[1] if head else "-", mentions.get(i, "-")]
    name = lists.first.get(word, "")
    parts.append(name or ("last" if word in lists.last else "ord" if word in lists.ordinary else "unk"))
    if closes_clause(document.keys, i) is not None:
        parts.append("v")
    elif word[-1:] == "ی":
        parts.append("y")
    elif word[-2:] in ("ها", "ان", "ات", "ین"):
        parts.append("pl")
    return ":".join(parts)


def mention_parts(mentions: Sequence[Mention]) -> dict[int, str]:
    """For each token, what the word lists take it for."""
    out: dict[int, str] = {}
    for mention in mentions:
        for i in range(mention.first, mention.last):
            out[i] = mention.type[:1] + ("B" if i == mention.first else "I")
        for a, b in mention.offices:
            for i in range(a, b):
                out[i] = "oB" if i == a else "oI"
        if mention.name:
            for i in range(*mention.name):
                out[i] = "nB" if i == mention.name[0] else "nI"
    return out


def tag_subjects(
    document: Document, cues: Sequence[Cue], mentions: Sequence[Mention], blocked: Mapping[int, str], tagger: Tagger | None = None
) -> tuple[Mention, ...]:
    """The speakers' noun phrases as mentions, in the order of the text; pronouns are left out."""
    tagger = tagger or load_tagger("subjects")
    parts = mention_parts(mentions)
    found: list[Mention] = []
    lone, repeated = lone_subjects(document, cues), repeated_pairs(document)
    places = list(regions(document, cues))
    seen = [features(document, first, last, here, parts, blocked, lone, repeated) for first, last, here in places]
    for (first, _, _), labels in zip(places, tagger.tag(seen), strict=True):
        found.extend(read_labels(document, first, labels))
    return tuple(found)


def read_labels(document: Document, first: int, labels: Sequence[str]) -> Iterator[Mention]:
    """Labels -> mentions: segments that touch, or that a comma, `و` or a quotation mark joins, are one person's."""
    segments: list[tuple[str, int, int]] = []
    for n, label in enumerate(labels):
        if label == "O":
            continue
        kind = label[2:]
        if label[0] == "I" and segments and segments[-1][0] == kind and segments[-1][2] == first + n:
            segments[-1] = (kind, segments[-1][1], first + n + 1)
        else:
            segments.append((kind, first + n, first + n + 1))
    group: list[tuple[str, int, int]] = []
    for segment in segments:
        if [g[0] for g in group[-2:]] == ["N", "O"] and segment[0] == "N" and segment[1] == group[-1][2]:
            group[-1] = ("O", group[-1][1], segment[2])  # a body's name at the end of an office
            continue
        if group and not _joins(document, group, segment):
            yield from _mention(document, group)
            group = []
        group.append(segment)
    yield from _mention(document, group)


def _joins(document: Document, group: Sequence[tuple[str, int, int]], segment: tuple[str, int, int]) -> bool:
    kinds = [g[0] for g in group]
    between = document.keys[group[-1][2] : segment[1]]
    if segment[0] in "XP" or kinds[-1] in ("X", "P") or len(between) > 2:
        return False
    if (segment[0] == "N" and "N" in kinds) or (segment[0] == "R" and "N" in kinds):
        return False
    return all(k in '،«»"“”()' or (k == "و" and segment[0] == "O") for k in between)


def _mention(document: Document, group: Sequence[tuple[str, int, int]]) -> Iterator[Mention]:
    if not group or group[0][0] == "P":
        return
    first, last = group[0][1], group[-1][2]
    if group[0][0] == "X":
        noun = _lists().heads.match(document.keys, first + (document.keys[first] in ("یک", "این", "آن", "همین")))
        kind: SourceType = "person" if noun and noun[1] == "office" and document.keys[first] != "یک" else phrase_type(document, first)
        yield Mention(first, last, kind, offices=((first, last),) if kind == "person" else ())
        return
    name = next(((a, b) for k, a, b in group if k == "N"), None)
    rank = next(((a, b) for k, a, b in group if k == "R"), None)
    if rank and not name and len(group) == 1:
        return
    if name is None and document.keys[first] == "یک":
        yield Mention(first, last, phrase_type(document, first))
        return
    if rank and name and rank[1] > name[0]:
        rank = None
    if rank and name:
        rank = (rank[0], name[0])
    yield Mention(first, last, "person", name, rank if name else None, tuple((a, b) for k, a, b in group if k == "O"))
