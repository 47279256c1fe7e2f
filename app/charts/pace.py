"""Pace bands: behind the items in progress, how old others were when they left each stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pyqtgraph as pg

from app.charts.colour import blend
from app.charts.labels import LINE_STYLES
from app.charts.legend import Key
from app.theme import Tokens

_TINTS: Final = {50: 0.10, 70: 0.18, 85: 0.27, 95: 0.38}
"""How strong the band is that begins at a percentage."""
_HALF: Final = 0.46
"""Half the width of a stage's column."""


class PaceBands:
    """A stack of bands in each stage's column; each begins where so many per cent had left the stage."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        """Draw nothing yet, behind all else."""
        self._bars = pg.BarGraphItem(x0=[], x1=[], height=[])
        self._bars.setZValue(-50)
        self._edges = {p: pg.PlotCurveItem(connect="pairs") for p in LINE_STYLES}
        plot.addItem(self._bars, ignoreBounds=True)
        for curve in self._edges.values():
            curve.setZValue(-40)
            plot.addItem(curve, ignoreBounds=True)

    def show_pace(self, pace: Sequence[Mapping[int, float]], top: float, tokens: Tokens) -> None:
        """Draw the bands up to the height shown."""
        rows = [
            (place, percent, low, high)
            for place, marks in enumerate(pace)
            for (percent, low), high in _bands(marks, top)
        ]
        self._bars.setOpts(
            x0=[place - _HALF for place, *_ in rows],
            x1=[place + _HALF for place, *_ in rows],
            y0=[low for *_, low, _ in rows],
            height=[max(high - low, 0.0) for *_, low, high in rows],
            brushes=[pg.mkBrush(_tint(tokens, percent)) for _, percent, *_ in rows],
            pen=pg.mkPen(None),
        )
        for percent, curve in self._edges.items():
            known = [(place, marks[percent]) for place, marks in enumerate(pace) if percent in marks]
            x = [place + side for place, _ in known for side in (-_HALF, _HALF)]
            pen = pg.mkPen(tokens.muted, width=1, style=LINE_STYLES[percent])
            curve.setData(x, [age for _, age in known for _ in (0, 1)], pen=pen)


def _bands(marks: Mapping[int, float], top: float) -> list[tuple[tuple[int, float], float]]:
    """Give each percentage, the age at which its band begins, and the age at which it ends."""
    ends = [*list(marks.values())[1:], top][: len(marks)]
    return list(zip(marks.items(), ends, strict=True))


def pace_keys(pace: Sequence[Mapping[int, float]], tokens: Tokens) -> list[Key]:
    """Name the bands that occur."""
    present = sorted({percent for marks in pace for percent in marks})
    return [Key(f"> {percent} %", _tint(tokens, percent)) for percent in present]


def pace_text(marks: Mapping[int, float], age: float) -> str:
    """Say how an age compares with those at which others left the stage; nothing where none are known."""
    if not marks:
        return ""
    passed = [percent for percent, mark in marks.items() if age > mark]
    if not passed:
        return f"younger than {min(marks)} % of those done were when they left it"
    return f"older than {max(passed)} % of those done were when they left it"


def _tint(tokens: Tokens, percent: int) -> str:
    return blend(tokens.surface, tokens.bad, _TINTS[percent])
