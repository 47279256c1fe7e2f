"""Charts of rows: one thing a row, from the top down, its name at the left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from app.charts.scale import Tick

HIGH: Final = 0.64
"""Share of a row's height that its bar takes."""
NAME_PIXELS: Final = 150.0


def row_ticks(
    names: Sequence[str],
    letters: QFontMetricsF,
    low: float,
    high: float,
    most: int,
    *,
    wide: float = NAME_PIXELS,
    middle: float = 0.5,
) -> tuple[Tick, ...]:
    """Name the rows in sight, each shortened to a width; of too many, every second, third … is named.

    Args:
        names: The names, from the top down.
        letters: The font's measures.
        low: Lowest height in sight.
        high: Highest height in sight.
        most: How many ticks a chart of this height usually has.
        wide: Pixels for a name.
        middle: Where in a row its name stands, 0 to 1.
    """
    places = zip(names, row_middles(len(names), middle).tolist(), strict=True)
    short = Qt.TextElideMode.ElideRight
    seen = [Tick(at, letters.elidedText(name, short, wide)) for name, at in places if low <= at <= high]
    return tuple(seen[:: -(-len(seen) // max(2 * most, 1)) or 1])


def row_middles(count: int, middle: float = 0.5) -> NDArray[np.float64]:
    """Give the height of the middle of each row, the first at the top; shape (count,)."""
    return np.arange(count)[::-1].astype(np.float64) + middle


def row_at(count: int, y: float) -> int | None:
    """Give which row lies at a height; None above and below all of them."""
    row = count - 1 - int(np.floor(y))
    return row if 0 <= row < count else None
