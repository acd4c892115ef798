"""The colours of the desk, measured: WCAG AA in both themes."""

import re
from pathlib import Path

import pytest

import naql.web

CSS = (Path(naql.web.__file__).parent / "static" / "app.css").read_text(encoding="utf-8")
GROUNDS = ("bg", "paper", "over", "content", "content-deep")
INKS = ("ink", "soft", "link", "source", "cue", "contact", "date", "citation")
PAIRS = [(ink, ground) for ink in INKS for ground in GROUNDS if (ink, ground) not in {("soft", "content-deep"), ("link", "content-deep")}]
PAIRS += [("ink", "content-lit"), ("on-button", "button")]


def themes():
    """The variables of each block of the style sheet that sets colours."""
    blocks = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r"\{([^{}]*--paper: #[^{}]*)\}", CSS)]
    assert len(blocks) == 3
    return blocks


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_can_be_read_on_every_ground(theme, ink, ground):
    """At least 4.5 to 1, the bar of WCAG 2 AA for text."""
    colours = themes()[theme]
    light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_device_and_the_toggle_give_the_same_dark():
    """The dark colours stand twice in the style sheet, and are the same."""
    _, toggled, device = themes()
    assert toggled == device


def test_marks_do_not_rely_on_colour():
    """Each kind of mark has a line or a ground of its own."""
    kinds = {kind: re.search(rf"^\.m\.{kind} \{{([^}}]*)\}}", CSS, re.M)[1] for kind in ("source", "cue", "contact", "date", "citation")}
    shapes = {re.search(r"underline (\w+)|(outline): 1px", style)[0] for style in kinds.values()}
    assert len(shapes) == len(kinds)


def test_persian_is_set_as_persian():
    """No letter spacing, no italics, room between the lines."""
    assert not re.search(r"letter-spacing: (?!0)|font-style: italic", CSS)
    assert float(re.search(r"\.words \{[^}]*line-height: ([\d.]+)", CSS)[1]) >= 1.9
