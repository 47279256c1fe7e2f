"""Flow-time scatterplot: each finished item by its day of completion, with percentile lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.charts.chart import Chart
from app.charts.colour import solid, symbol
from app.charts.labels import MarkedLines
from app.charts.legend import Key
from app.charts.percentiles import percentile_marks
from app.charts.scale import PLURAL, moment_text, time_ticks, with_time, written_times
from app.theme import FEATURE, Theme, TypeStyle, type_styles
from sim.log import TimeBase, settled

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.metrics import DayRule, Window

PERCENTILES: Final = (50, 70, 85, 95)
_NEAR_PIXELS: Final = 9.0
_MOST_DRAWN: Final = 2_500
_SIZES: Final = ((250, 8), (900, 6), (_MOST_DRAWN, 4.5))
"""Sizes of the marks, by how many there are."""


NOTHING = "Whatever is finished will be a mark here."


@dataclass(frozen=True)
class FlowTimeState:
    """What the scatterplot draws.

    Attributes:
        base: What time means.
        done: Times of completion, shape (n,).
        flow_time: Flow times in ``unit``, shape (n,).
        type: Index into ``type_ids``, shape (n,).
        names: What each item is called, n of them.
        type_ids: Item types.
        type_names: Their names.
        percentiles: Flow time by percentage; only those that the sample supports.
        unit: Unit of flow time.
        span: First and last time shown.
        styles: Colours and shapes that the stream gives its types, by id.
        release: What the stream calls its last step.
    """

    base: TimeBase
    done: NDArray[np.float64]
    flow_time: NDArray[np.float64]
    type: NDArray[np.int16]
    names: tuple[str, ...]
    type_ids: tuple[str, ...]
    type_names: tuple[str, ...]
    percentiles: Mapping[int, float]
    unit: str
    span: tuple[float, float]
    styles: Mapping[str, TypeStyle] | None = None
    release: str = "release"

    @property
    def empty(self) -> str:
        """Say so where nothing is done yet."""
        return "" if len(self.done) else NOTHING

    @property
    def note(self) -> str:
        """Name the unit."""
        return with_time(f"{PLURAL[self.unit]}, commitment to {self.release}", self.base, self.span)

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row an item."""
        types = [self.type_ids[t] for t in self.type]
        done = written_times(self.base, self.done)
        rows = zip(self.names, types, done, self.flow_time.tolist(), strict=True)
        return ("item", "type", "done", f"flow_time_{PLURAL[self.unit]}"), rows


def flow_time_state(
    log: EventLog, rule: DayRule | None = None, window: Window | None = None
) -> FlowTimeState:
    """Read completions and percentiles from a log, by its own rule of counting days or another.

    Args:
        log: What happened.
        rule: How flow time is counted; the log's default if None.
        window: When items must be done; all observed time if None.
    """
    from sim.metrics import completions, percentile, supported_percentiles, unit_of

    found = completions(log, rule, window)
    about = window or log
    times = found.flow_time
    supported = set(supported_percentiles(len(times)))
    lines: dict[int, float] = {p: percentile(times, p) for p in PERCENTILES if p in supported}
    names = log.items.names
    return FlowTimeState(
        base=log.base,
        done=found.done,
        flow_time=times,
        type=log.items.type[found.item],
        names=settled(names[i] if names else str(i) for i in found.item.tolist()),
        type_ids=tuple(t.id for t in log.types),
        type_names=tuple(t.name for t in log.types),
        percentiles=lines,
        unit=unit_of(log, rule),
        span=(about.start, about.end),
    )


class FlowTimeChart(Chart[FlowTimeState]):
    """One mark an item, told by colour and shape of its type.

    Signals:
        item_chosen(str): The item that was clicked.
    """

    item_chosen = Signal(str)

    nothing = NOTHING
    has_time = True

    shorter_titles = ("Flow time",)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty scatterplot."""
        super().__init__(theme, "Flow time by completion", "flowTimeChart", parent)
        self._dots: list[pg.ScatterPlotItem] = []
        self.lines = MarkedLines(self.view, "across")

    def draw(self, state: FlowTimeState) -> None:
        """Draw the newest few thousand marks and the percentile lines."""
        self.axes["bottom"].use(partial(time_ticks, state.base))
        while len(self._dots) < len(state.type_ids):
            self._dots.append(self._layer())
        styles = self._styles(state)
        place = np.arange(len(state.done))[-_MOST_DRAWN:]
        size = next(size for count, size in _SIZES if len(place) <= count)
        pen = pg.mkPen(self.tokens.surface, width=0.5) if size > 5 else pg.mkPen(None)
        newest = slice(-_MOST_DRAWN, None)
        for number, layer in enumerate(self._dots):
            chosen = state.type[newest] == number
            style = styles[state.type_ids[number]] if number < len(state.type_ids) else FEATURE
            layer.setSize(size, update=False)
            layer.setSymbol(symbol(style.shape), update=False)
            layer.setBrush(solid(style.colour), update=False)
            layer.setPen(pen, update=False)
            layer.setData(state.done[newest][chosen], state.flow_time[newest][chosen], data=place[chosen])
        self.lines.show_marks(percentile_marks(state.percentiles.items()), self.tokens, self.small_font())

    def bounds(self, state: FlowTimeState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show all marks, from zero."""
        first, last = state.span
        room = (last - first) * 0.02
        return (first - room, last + room), (0.0, float(state.flow_time.max()) * 1.08 or 1.0)

    def keys(self, state: FlowTimeState) -> Sequence[Key]:
        """Name the types that occur."""
        styles = self._styles(state)
        present = np.flatnonzero(np.bincount(state.type)).tolist()  # PERF: np.unique imports numpy.ma, 50 ms
        ids = state.type_ids
        return [Key(state.type_names[t], styles[ids[t]].colour, styles[ids[t]].shape) for t in present]

    def hover_text(self, x: float, y: float) -> str:
        """Tell the nearest item within a few pixels."""
        state = self.state
        if state is None:
            return ""
        wide, high = self.view.viewPixelSize()
        away = np.hypot((state.done - x) / wide, (state.flow_time - y) / high)
        i = int(away.argmin())
        if away[i] > _NEAR_PIXELS:
            return ""
        kind = state.type_names[int(state.type[i])]
        days = f"{state.flow_time[i]:.1f} {PLURAL[state.unit]}"
        return f"{kind} {state.names[i]}\n{days}\n{moment_text(state.base, float(state.done[i]))}"

    def _styles(self, state: FlowTimeState) -> Mapping[str, TypeStyle]:
        return type_styles(state.type_ids) | dict(state.styles or {})

    def _layer(self) -> pg.ScatterPlotItem:
        # PERF: one item a type, so that shape and colour are set once and not once a mark.
        layer = pg.ScatterPlotItem(pxMode=True, size=8)
        layer.sigClicked.connect(lambda _, points, *__: self._choose(points))
        self.plot.addItem(layer)
        return layer

    def _choose(self, points: Sequence[pg.SpotItem]) -> None:
        if len(points) and self.state is not None:
            self.item_chosen.emit(self.state.names[int(points[0].data())])
