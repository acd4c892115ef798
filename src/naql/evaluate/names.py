"""When two names mean the same source: what the scorer counts as full name and as alias."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal

from naql.text.letters import SAME_IN_KEYS

Fit = Literal["full", "alias"]

_LEFT_OUT = "\u0640\u200b\u200c\u200d\u200e\u200f\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654"
FOLD = str.maketrans(SAME_IN_KEYS | dict.fromkeys(_LEFT_OUT))
"""Letters folded, ZWNJ and harakat left out; digits stay as they are, for the definitions do not fold them."""

_HONORIFICS = (
    "آقای آقا خانم دکتر مهندس سردار سرلشکر سرلشگر سرتیپ سرهنگ امیر دریابان دریادار آیتالله آیتاله آیت الله حجتالاسلام حجت الاسلام "
    "والمسلمین حضرت شهید حاج سید شیخ پروفسور استاد مرحوم سرگرد ژنرال"
)
HONORIFICS = frozenset(_HONORIFICS.split())
PRONOUNS = frozenset(("وی", "او", "ایشان", "آنها", "آنان", "نامبرده"))
DEMONSTRATIVES = frozenset(("این", "آن", "همین"))
_GAPS = re.compile(r"[\W_]+")


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """A name's words, folded, without honorifics where others remain, and without a demonstrative before them.

    >>> name_words("دریابان علی شمخانی")
    ('علی', 'شمخانی')
    """
    every = [word for word in _GAPS.split(name.translate(FOLD)) if word]
    core = [word for word in every if word not in HONORIFICS] or every
    return tuple(core[1:] if len(core) > 1 and core[0] in DEMONSTRATIVES else core)


def joined(name: str) -> str:
    """A name's words without what is between them."""
    return "".join(name_words(name))


def fit_name(name: str, gold: Mapping[str, Any]) -> Fit | None:
    """How a name fits a gold source: as its full name, as an alias or office, or None, not at all.

    A person's full name may have one word more, and any of its ends is an alias; other sources fit if half of the words are shared.
    """
    words, full = name_words(name), name_words(gold["name"])
    if not words:
        return None
    squeezed = "".join(words)
    if squeezed == "".join(full) or set(words) == set(full):
        return "full"
    if any(squeezed == joined(form) for form in [*gold.get("aliases", []), *gold.get("offices", [])]):
        return "alias"
    if gold["type"] != "person":
        return "full" if jaccard(words, full) >= 0.5 else None
    if (set(full) <= set(words) and len(words) <= len(full) + 1) or "".join(words[1:]) == "".join(full):
        return "full"
    if (set(words) <= set(full) and full[-1] in words) or any(squeezed == "".join(full[k:]) for k in range(1, len(full))):
        return "alias"
    return None


def jaccard(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """The share of words that two names have in common, 0–1."""
    return len(set(a) & set(b)) / len(set(a) | set(b))
