"""Colours and marks of the series."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QBrush, QColor, QPainterPath

from app.theme import Shape, Tokens, shape_path


def bands(tokens: Tokens, count: int) -> tuple[str, ...]:
    """Give ``count`` colours from deep to pale; more bands than the theme has are mixed in between."""
    steps = tokens.series
    if count <= len(steps):
        return steps[:count]
    at = [i * (len(steps) - 1) / (count - 1) for i in range(count)]
    return tuple(blend(steps[int(a)], steps[min(int(a) + 1, len(steps) - 1)], a % 1) for a in at)


def blend(first: str, second: str, share: float) -> str:
    """Mix two colours ``#rrggbb``: ``share`` 0 is the first, 1 the second."""
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def solid(colour: str) -> QBrush:
    """Fill with one colour."""
    return QBrush(QColor(colour))


@cache
def symbol(shape: Shape) -> QPainterPath:
    """Give a shape as pyqtgraph wants its marks: about 1 across, around the origin."""
    return shape_path(shape, 1.0)
