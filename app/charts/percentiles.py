"""Lines of percentiles; those that coincide are one line with one name."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from app.charts.labels import LINE_STYLES, Mark


def percentile_marks(lines: Iterable[tuple[int, float]]) -> tuple[Mark, ...]:
    """Give a mark for each value: ``85 %``, or ``50–85 %`` where all of these have the same.

    Args:
        lines: Percentage and value, neighbours beside each other.
    """
    together = groupby(lines, key=lambda line: line[1])
    return tuple(_mark(at, [percent for percent, _ in same]) for at, same in together)


def _mark(at: float, percents: list[int]) -> Mark:
    first, last = min(percents), max(percents)
    name = f"{first}" if first == last else f"{first}–{last}"
    return Mark(at, f"{name} %", LINE_STYLES.get(first, LINE_STYLES[85]), (name,))
