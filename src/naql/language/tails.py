"""Labelled stretches -> stretches that end where the phrase ends: grammar that the model of names does not see.

`رئیس کمیسیون کشاورزی، آب و منابع طبیعی مجلس` goes on through its list, `سفیر ایران در عمان` through its post, `همتای روس خود` through
its `خود`;
`رئیس جمهور در جمع خبرنگاران` ends before the occasion, `نمایندگان شرکت‌ها جهت بررسی` before its purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from naql.language.heads import noun_lists
from naql.language.lexicon import joined, load_table, load_words
from naql.language.morphology import verb_forms
from naql.text.tokens import Document

Part = tuple[int, int, str]
"""First token, the token after, and N, R, F or E."""

_LISTED = frozenset(
    "معاون معاونت معاونان مدیرکل مدیر رییس وزارت وزیر کمیسیون نماینده نمایندگان اداره سازمان عضو خانواده اعضای مسیولان".split()
)
"""Heads whose field may be a list: `معاون سیاسی، امنیتی و اجتماعی`."""
_POSTED = frozenset("سفیر سفرای نماینده نمایندگی سرکنسول کنسول کاردار رایزن فرستاده وابسته".split())
"""Heads whose post follows with `در`."""
_PEERS = ("همتای", "همتایان", "همکار", "شرکای", "شریک", "متحدان")
_OCCASIONS = frozenset(
    "جمع سخنانی سخنان بازدید نشست نشستی آستانه حاشیه دیدار دیداری گفتوگو گفت گفتگو گفتگوی مراسم مراسمی برنامه پاسخ "
    "واکنش نامهای پیامی پیام جریان جلسه خصوص مورد راستای ادامه پی حضور کنفرانس همایش آیین اطلاعیهای بیانیهای توییتی "
    "مصاحبه راس پایان گردهمایی اجلاس ارتباط رابطه".split()
)
_ENDS = frozenset("درباره پیرامون جهت تاکنون وارد عازم راهی را شامل علیه بدون طی ضمن".split())
_LED = frozenset("ریاست سرپرستی همراه همراهی".split())
_PREFIXES = ("می\u200c", "نمی\u200c")
"""What begins a verb, which no name goes on with."""
_ITEM = 3
"""Words that an item of a list may have."""


def with_tails(document: Document, parts: Sequence[Part], last: int) -> list[Part]:
    """The stretches of a sentence that ends at a token, each ended where its phrase does."""
    out: list[Part] = []
    for n, (first, end, kind) in enumerate(parts):
        if out and first < out[-1][1]:
            continue
        if kind in "EF":
            following = parts[n + 1 :]
            end = _cut(document, first, end)
            end = _listed(document, first, end, last, following)
            end = _posted(document, first, end, last, following)
            if end < last and document.keys[end] == "خود" and document.keys[first].startswith(_PEERS):
                end += 1
        elif kind == "N":
            verb = next((at for at in range(first + 1, end) if document.tokens[at].text.startswith(_PREFIXES)), end)
            if verb == first + 1 < end and document.keys[first] in noun_lists().first:
                continue  # `باران می‌بارد`: a plain word that is a first name too
            end = verb
            while first - 2 >= (out[-1][1] if out else 0) and _hyphened(document, first):
                first -= 2
        out.append((first, end, kind))
    return out


def _hyphened(document: Document, at: int) -> bool:
    """Whether a word goes on from the one before over a hyphen that touches both: `ژان-نوئل`."""
    one, hyphen, two = document.tokens[at - 2 : at + 1]
    return hyphen.text in "-‐‑–" and one.kind == "word" and one.end == hyphen.start and hyphen.end == two.start


def _cut(document: Document, first: int, end: int) -> int:
    keys = document.keys
    for at in range(first + 1, end):
        after = keys[at + 1] if at + 1 < len(keys) else ""
        if keys[at] in _ENDS or (keys[at] == "در" and after in _OCCASIONS) or (keys[at] == "به" and after in _LED):
            return at
    return end


def _listed(document: Document, first: int, end: int, last: int, parts: Sequence[Part]) -> int:
    """The end of the list that a phrase breaks off in, and of the phrase it belongs to."""
    tokens, keys = document.tokens, document.keys
    if (
        end >= last
        or tokens[end].text not in "،,"
        or not any(keys[i] in _LISTED for i in range(first, end))
        or _is_whole(document, first, end)
    ):
        return end
    at, joined = end, False
    while at < last and not joined and (tokens[at].text in "،," or keys[at] == "و"):
        joined = keys[at] == "و"
        stop = at + 1
        if stop < last and keys[stop] in _heads():
            return end
        while stop < min(last, at + 1 + _ITEM) and _is_plain(document, stop):
            stop += 1
        if stop == at + 1:
            return end
        at = stop
    if not joined:
        return end
    inside = [part for part in parts if part[0] < at + 1]
    if any(part[2] in "NR" for part in inside):
        return end
    return max([at, *(part[1] for part in inside if part[2] == "E")])


def _is_whole(document: Document, first: int, end: int) -> bool:
    """Whether a phrase says already where its field ends: with a land or a province, but for those who stand for the people of several."""
    keys = document.keys[first:end]
    return "مردم" not in keys and ("در" in keys or "استان" in keys or keys[-1] in load_words("territories.tsv"))


@cache
def _heads() -> frozenset[str]:
    return frozenset(joined(row["word"]) for row in load_table("noun_heads.tsv") if row["kind"] in ("office", "org", "group")) | _QUANTITIES


_QUANTITIES = frozenset("جمعی تعدادی شماری گروهی برخی".split())


def _is_plain(document: Document, at: int) -> bool:
    """Whether a word may stand in a list of fields or places: no mark, no function word, no verb, no name, no head of another phrase."""
    lists, key = noun_lists(), document.keys[at]
    return (
        document.tokens[at].kind == "word"
        and key not in lists.stops
        and key not in lists.speech
        and key not in lists.sure_first
        and key != "و"
        and not verb_forms().match(document.keys, at)
    )


def _posted(document: Document, first: int, end: int, last: int, parts: Sequence[Part]) -> int:
    """The end of the post that follows an envoy's office: `در` and a phrase that is read as a body or a land."""
    if end + 1 >= last or document.keys[end] != "در" or document.keys[first] not in _POSTED or "در" in document.keys[first:end]:
        return end
    return next((part[1] for part in parts if part[0] == end + 1 and part[2] == "E"), end)
