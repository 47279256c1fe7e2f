"""Blocked time by reason: what makes work stand still, and where."""

from __future__ import annotations

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
from app.charts.colour import bands
from app.charts.legend import Key
from app.charts.rows import HIGH, row_at, row_middles, row_ticks
from app.charts.scale import PLURAL
from app.theme import Theme
from sim.stream import counted

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.metrics import BlockedTime

MOST: Final = 12
"""Reasons drawn; what is left is one row."""
_ELSEWHERE: Final = "stage not known"

NOTHING = "No item was blocked in this window."


@dataclass(frozen=True)
class BlockedState:
    """What the chart draws; one row a reason, the longest first.

    Attributes:
        reasons: The reasons.
        stages: Names of the stages in which something was blocked, in flow order.
        spent: Time blocked by reason and stage, shape (reasons, stages).
        items: Items blocked so, shape (reasons,).
        stretches: Times that one was, shape (reasons,).
        unit: Unit of the times.
    """

    reasons: tuple[str, ...]
    stages: tuple[str, ...]
    spent: NDArray[np.float64]
    items: NDArray[np.int64]
    stretches: NDArray[np.int64]
    unit: str

    @property
    def empty(self) -> str:
        """Say so where nothing was blocked."""
        return "" if len(self.reasons) else NOTHING

    @property
    def note(self) -> str:
        """Name the unit."""
        return f"{PLURAL[self.unit]} in progress and blocked, by stage"

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row a reason."""
        header = ("reason", "items", "times", *(f"{name}_{PLURAL[self.unit]}" for name in self.stages))
        counts = zip(self.items.tolist(), self.stretches.tolist(), strict=True)
        rows = zip(self.reasons, counts, self.spent.tolist(), strict=True)
        return header, ([reason, *count, *spent] for reason, count, spent in rows)


def blocked_state(log: EventLog, found: BlockedTime) -> BlockedState:
    """Draw the reasons with the most time, and all the others as one."""
    named = [(stage.id, stage.name) for stage in log.stages]
    spent = [[one.stages.get(key, 0.0) for key, _ in named] for one in found.reasons]
    known = np.array(spent, np.float64).reshape(len(found.reasons), len(named))
    rest = np.array([one.total for one in found.reasons]) - known.sum(axis=1)
    everywhere = np.column_stack([known, np.where(rest > 1e-9, rest, 0.0)])
    counts = np.array([(one.items, one.stretches) for one in found.reasons], np.int64).reshape(-1, 2)
    reasons = [one.reason for one in found.reasons]
    if len(reasons) > MOST:
        most = MOST - 1
        reasons = [*reasons[:most], f"{len(reasons) - most} other reasons"]
        everywhere = np.vstack([everywhere[:most], everywhere[most:].sum(axis=0)])
        counts = np.vstack([counts[:most], counts[most:].sum(axis=0)])
    used = np.asarray(everywhere.any(axis=0))
    names = [*(name for _, name in named), _ELSEWHERE]
    return BlockedState(
        reasons=tuple(reasons),
        stages=tuple(name for name, is_used in zip(names, used, strict=True) if is_used),
        spent=everywhere[:, used],
        items=counts[:, 0],
        stretches=counts[:, 1],
        unit=log.base.unit,
    )


class BlockedChart(Chart[BlockedState]):
    """A bar a reason, its parts are the stages in which work stood still."""

    nothing = NOTHING
    shorter_titles = ("Blocked time",)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, "Blocked time by reason", "blockedChart", parent)
        self._bars: list[pg.BarGraphItem] = []

    def draw(self, state: BlockedState) -> None:
        """Draw one layer a stage."""
        self.axes["left"].use(partial(row_ticks, state.reasons, QFontMetricsF(self.small_font())))
        self.axes["bottom"].name(f"{PLURAL[state.unit]} blocked")
        while len(self._bars) < len(state.stages):
            self._bars.append(pg.BarGraphItem(x0=[], x1=[], height=[]))
            self.plot.addItem(self._bars[-1])
        for bars in self._bars[len(state.stages) :]:
            bars.setOpts(x0=[], x1=[], y0=[], height=[])
        middle = row_middles(len(state.reasons))
        ground = np.zeros(len(middle))
        colours = bands(self.tokens, len(state.stages))
        for bars, colour, spent in zip(self._bars, colours, state.spent.T, strict=False):
            bars.setOpts(
                x0=ground,
                x1=ground + spent,
                y0=middle - HIGH / 2,
                height=np.full(len(middle), HIGH),
                brush=pg.mkBrush(colour),
                pen=pg.mkPen(None),
            )
            ground = ground + spent

    def bounds(self, state: BlockedState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show all reasons, from zero."""
        return (0.0, float(state.spent.sum(axis=1).max()) * 1.05 or 1.0), (0.0, float(len(state.reasons)))

    def keys(self, state: BlockedState) -> Sequence[Key]:
        """Name the stages."""
        colours = bands(self.tokens, len(state.stages))
        return [Key(name, colour) for name, colour in zip(state.stages, colours, strict=True)]

    def hover_text(self, x: float, y: float) -> str:
        """Tell all of the reason under the pointer."""
        state = self.state
        row = None if state is None else row_at(len(state.reasons), y)
        if state is None or row is None:
            return ""
        unit, items = PLURAL[state.unit], int(state.items[row])
        whole = float(state.spent[row].sum())
        times = counted(int(state.stretches[row]), "time")
        told = f"{counted(items, 'item')}, {times}, {whole:.1f} {unit}"
        stages = zip(state.stages, state.spent[row].tolist(), strict=True)
        return "\n".join([state.reasons[row], told, *(f"{name}: {t:.1f}" for name, t in stages if t)])
