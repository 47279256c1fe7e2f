"""Utilisation: where the time of each stage's workers, and of each team's, went over time."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from app.charts.chart import Chart
from app.charts.colour import blend
from app.charts.legend import Key
from app.charts.rows import row_at, row_ticks
from app.charts.scale import bar_at, moment_text, time_ticks, with_time, written_times
from app.theme import Theme, Tokens
from sim.log import TimeBase

if TYPE_CHECKING:
    from sim.log import EventLog

USES: Final = ("working", "setup", "blocked", "down", "idle", "starved")
_NAMES: Final = {
    "working": "working",
    "setup": "changing over",
    "blocked": "blocked",
    "down": "down",
    "idle": "idle",
    "starved": "starved",
}
_HIGH: Final = 0.82
"""Share of a row's height that its bars take."""
_WORTH_NAMING: Final = 5e-4
_ticks: Final = partial(row_ticks, wide=84.0, middle=_HIGH / 2)

NOTHING = "Where the time of the workers goes will stand here, stage by stage."


@dataclass(frozen=True)
class UtilisationState:
    """What the chart draws.

    Attributes:
        base: What time means.
        edges: Begins of the bars and the end of the last, shape (n + 1,).
        names: Stages with workers of their own, in flow order, then teams.
        shares: Share of the workers' time by name and by use of ``USES``, shape (names, 6, n); NaN where
            nobody was there.
        workers: What the stream calls those who work.
    """

    base: TimeBase
    edges: NDArray[np.float64]
    names: tuple[str, ...]
    shares: NDArray[np.float64]
    workers: str = "people"

    @property
    def empty(self) -> str:
        """Say so where no time has passed, or nobody works."""
        return "" if len(self.names) and np.isfinite(self.shares).any() else NOTHING

    @property
    def note(self) -> str:
        """Name the unit."""
        return with_time(f"share of the time of {self.workers}", self.base, self.edges)

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row a bar and a name."""
        edges = written_times(self.base, self.edges)
        spans = list(itertools.pairwise(edges))
        rows = (
            [name, begin, end, *shares[:, i].tolist()]
            for name, shares in zip(self.names, self.shares, strict=True)
            for i, (begin, end) in enumerate(spans)
        )
        return ("stage", "from", "to", *USES), rows


def utilisation_state(log: EventLog, most: int = 40) -> UtilisationState:
    """Say where the time went in ``most`` even stretches of a log."""
    from sim.metrics import usage_series

    edges = np.linspace(log.start, log.end, most + 1)
    found = usage_series(log, edges) if log.end > log.start else ()
    shares = np.stack([one.shares for one in found]) if found else np.zeros((0, len(USES), most))
    return UtilisationState(log.base, edges, tuple(one.name for one in found), shares)


class UtilisationChart(Chart[UtilisationState]):
    """One row of stacked bars a stage or a team: what is drawn in it adds up to all of their time."""

    nothing = NOTHING
    has_time = True

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, "Utilisation", "utilisationChart", parent)
        self._bars = [pg.BarGraphItem(x0=[], x1=[], height=[]) for _ in USES]
        for bars in self._bars:
            self.plot.addItem(bars)

    def draw(self, state: UtilisationState) -> None:
        """Draw one layer a use, in all rows at once."""
        self.axes["bottom"].use(partial(time_ticks, state.base))
        self.axes["left"].use(partial(_ticks, state.names, QFontMetricsF(self.small_font())))
        rows = len(state.names)
        inset = np.diff(state.edges) * 0.04
        left, right = np.tile(state.edges[:-1] + inset, rows), np.tile(state.edges[1:] - inset, rows)
        known = np.nan_to_num(state.shares) * _HIGH
        floor = np.repeat(np.arange(rows)[::-1].astype(np.float64), len(inset))
        for use, bars in enumerate(self._bars):
            height = known[:, use, :].ravel()
            there = height > 0
            bars.setOpts(
                x0=left[there],
                x1=right[there],
                y0=floor[there],
                height=height[there],
                brush=pg.mkBrush(_colours(self.tokens)[USES[use]]),
                pen=pg.mkPen(None),
            )
            floor = floor + height

    def bounds(self, state: UtilisationState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show all rows over the whole time."""
        return (float(state.edges[0]), float(state.edges[-1])), (-0.06, float(len(state.names)))

    def keys(self, state: UtilisationState) -> Sequence[Key]:
        """Name the uses that occur."""
        with np.errstate(invalid="ignore"):
            present = [use for n, use in enumerate(USES) if (state.shares[:, n] > _WORTH_NAMING).any()]
        return [Key(_NAMES[use], _colours(self.tokens)[use]) for use in present]

    def hover_text(self, x: float, y: float) -> str:
        """Tell the shares of the bar under the pointer."""
        state = self.state
        i = None if state is None else bar_at(state.edges, x)
        if state is None or i is None:
            return ""
        row = row_at(len(state.names), y)
        if row is None:
            return ""
        shares = dict(zip(USES, state.shares[row, :, i].tolist(), strict=True))
        told = [f"{_NAMES[use]}: {100 * share:.0f} %" for use, share in shares.items() if share >= 0.005]
        begin = moment_text(state.base, float(state.edges[i]))
        return "\n".join([state.names[row], begin, *(told or ["nobody there"])])


def _colours(t: Tokens) -> dict[str, str]:
    """Give the colour of each use: those who are free are pale."""
    return {
        "working": t.active,
        "setup": t.warn,
        "blocked": blend(t.surface, t.blocked, 0.55),
        "down": t.text,
        "idle": t.finished,
        "starved": blend(t.surface, t.waiting, 0.45),
    }
