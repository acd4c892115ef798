"""A table that a spreadsheet shows and does not run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naql.export.csv import csv_lines, safe_cell

CALC = r"=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    "text",
    [
        CALC,
        "=1+1",
        "+98 21",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u200f=1",
        "\ufeff=1",
        "\xa0=1",
        "＝1",
        "＋1",
        "|calc",
        "%0A=1",
        "\0=1",
    ],
)
def test_a_formula_is_shown_as_text(text):
    """Behind spaces, bidi controls and in full width too."""
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", " ", "نقل", "«=۱»", "1=1", "’=", "می‌شود - نمی‌شود"])
def test_what_is_no_formula_is_left_as_it_is(text):
    """A sign inside a text is none."""
    assert safe_cell(text) == text


def test_the_table_opens_in_excel():
    """Byte-order mark, header, every cell quoted, CRLF; None is empty, numbers are numbers."""
    lines = list(
        csv_lines(
            [{"words": "او گفت: «نه؛ =۱»", "start": -3, "confidence": 0.5, "cue": None, "left": "out"}],
            ["words", "start", "confidence", "cue"],
        )
    )
    assert lines == ['\ufeff"words","start","confidence","cue"\r\n', '"او گفت: «نه؛ =۱»","-3","0.5",""\r\n']


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1, max_size=3))
def test_every_text_comes_back(cells):
    """Quotes, line ends and separators within a cell do not break the table, and at most an apostrophe is added."""
    columns = [str(n) for n in range(len(cells))]
    text = "".join(csv_lines([dict(zip(columns, cells, strict=True))], columns))
    _, row = csv.reader(io.StringIO(text, newline=""))
    assert [cell.removeprefix("'") for cell in row] == [cell.removeprefix("'") for cell in cells]


def test_a_search_without_result_has_a_header():
    """So that a program that reads it finds its columns."""
    assert "".join(csv_lines([], ["words"])) == '\ufeff"words"\r\n'
