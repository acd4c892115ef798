"""Figures -> the lines of the table."""

from __future__ import annotations

from collections.abc import Iterator

from naql.evaluate.score import Figures


def table_lines(figures: Figures) -> Iterator[str]:
    """A line a figure: its name, then each of its numbers, shares with three decimals."""
    for name, numbers in figures.items():
        told = (f"{what} {number:.3f}" if isinstance(number, float) else f"{what} {number}" for what, number in numbers.items())
        yield f"{name:18} " + "  ".join(told)
