"""Ageing work in progress: how old each unfinished item is, by the stage it is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from app.charts.axis import PIXELS_A_TICK
from app.charts.chart import Chart
from app.charts.colour import solid, symbol
from app.charts.flow_time import FlowTimeState
from app.charts.labels import MarkedLines
from app.charts.legend import Key
from app.charts.pace import PaceBands, pace_keys, pace_text
from app.charts.percentiles import percentile_marks
from app.charts.scale import PLURAL, Tick
from app.theme import Theme, TypeStyle, type_styles

if TYPE_CHECKING:
    from sim.log import EventLog

_BETWEEN_NAMES: Final = 8.0


@dataclass(frozen=True)
class AgeingState:
    """What the chart draws.

    Attributes:
        stages: Names of the stages, in flow order.
        stage: Stage number of each unfinished item, shape (n,).
        age: Time since commitment, shape (n,).
        type: Index into ``type_ids``, shape (n,).
        names: What each item is called.
        type_ids: Item types.
        type_names: Their names.
        percentiles: Flow time of what was done, by percentage.
        unit: Unit of age.
        pace: Age at which items done had left each stage, by percentage; empty where not known.
        styles: Colours and shapes that the stream gives its types, by id.
    """

    stages: tuple[str, ...]
    stage: NDArray[np.int16]
    age: NDArray[np.float64]
    type: NDArray[np.int16]
    names: tuple[str, ...]
    type_ids: tuple[str, ...]
    type_names: tuple[str, ...]
    percentiles: Mapping[int, float]
    unit: str
    pace: tuple[Mapping[int, float], ...] = ()
    styles: Mapping[str, TypeStyle] | None = None

    @property
    def has_pace(self) -> bool:
        """Say whether the pace of any stage is known."""
        return any(self.pace)

    @property
    def empty(self) -> str:
        """Say so where nothing is unfinished."""
        return "" if len(self.age) else "Nothing is in progress."

    @property
    def note(self) -> str:
        """Name the unit, and what the lines are."""
        if self.has_pace:
            return f"{PLURAL[self.unit]} since commitment; bands: leaving a stage"
        lines = "; lines: flow time of what is done" if self.percentiles else ""
        return f"{PLURAL[self.unit]} since commitment{lines}"

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row an item."""
        stages = [self.stages[s] for s in self.stage]
        types = [self.type_ids[t] for t in self.type]
        rows = zip(self.names, types, stages, self.age.tolist(), strict=True)
        return ("item", "type", "stage", f"age_{PLURAL[self.unit]}"), rows


def ageing_state(log: EventLog, finished: FlowTimeState, at: float | None = None) -> AgeingState:
    """Read the ages at a moment (the log's end if none), with the pace of what was done beside them."""
    from sim.metrics import ageing, pace

    found = ageing(log, log.end if at is None else at)
    names = log.items.names
    return AgeingState(
        stages=tuple(stage.name for stage in log.stages),
        stage=found.stage,
        age=found.age,
        type=log.items.type[found.item],
        names=tuple(names[i] if names else str(i) for i in found.item.tolist()),
        type_ids=finished.type_ids,
        type_names=finished.type_names,
        percentiles=finished.percentiles,
        unit=finished.unit,
        pace=tuple(stage.ages for stage in pace(log)),
        styles=finished.styles,
    )


class AgeingChart(Chart[AgeingState]):
    """One mark an item in the column of its stage, over the pace of what was done.

    Columns are spread so that marks stay apart. Where the pace of stages is known, bands say how old items
    were when they left each; else lines say how old they were in the end.
    """

    shorter_titles = ("Ageing work", "Ageing")

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, "Ageing work in progress", "ageingChart", parent)
        self._dots = pg.ScatterPlotItem(pxMode=True)
        self.plot.addItem(self._dots)
        self.lines = MarkedLines(self.view, "across")
        self.bands = PaceBands(self.plot)
        self._x = np.zeros(0)

    def draw(self, state: AgeingState) -> None:
        """Draw the marks and the pace lines."""
        self.axes["bottom"].use(partial(stage_ticks, state.stages, QFontMetricsF(self.small_font())))
        styles = self._styles(state)
        kinds = [styles[state.type_ids[t]] for t in state.type.tolist()]
        self._x = _spread_in_columns(state.stage)
        self._dots.setData(
            x=self._x,
            y=state.age,
            size=9,
            symbol=[symbol(kind.shape) for kind in kinds],
            brush=[solid(kind.colour) for kind in kinds],
            pen=pg.mkPen(self.tokens.surface, width=0.5),
        )
        top = self.bounds(state)[1][1]
        self.bands.show_pace(state.pace, top, self.tokens)
        lines = {} if state.has_pace else state.percentiles
        self.lines.show_marks(percentile_marks(lines.items()), self.tokens, self.small_font())

    def bounds(self, state: AgeingState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show all stages and the pace lines that are not far above."""
        top = max(
            [
                float(state.age.max()),
                *state.percentiles.values(),
                *(max(p.values(), default=0.0) for p in state.pace),
            ]
        )
        return (-0.5, len(state.stages) - 0.5), (0.0, top * 1.08 or 1.0)

    def keys(self, state: AgeingState) -> Sequence[Key]:
        """Name the types that occur."""
        styles = self._styles(state)
        present = np.unique(state.type).tolist()
        looks = [(state.type_names[t], styles[state.type_ids[t]]) for t in present]
        types = [Key(name, look.colour, look.shape) for name, look in looks]
        return [*types, *pace_keys(state.pace, self.tokens)]

    def hover_text(self, x: float, y: float) -> str:
        """Tell the nearest item within a few pixels."""
        state = self.state
        if state is None or not len(state.age):
            return ""
        wide, high = self.view.viewPixelSize()
        away = np.hypot((self._x - x) / wide, (state.age - y) / high)
        i = int(away.argmin())
        if away[i] > 10:
            return ""
        kind = state.type_names[int(state.type[i])]
        age = f"{state.age[i]:.1f} {PLURAL[state.unit]} old"
        place = int(state.stage[i])
        pace = pace_text(state.pace[place], float(state.age[i])) if place < len(state.pace) else ""
        told = (f"{kind} {state.names[i]}", f"in {state.stages[place]}", age, pace)
        return "\n".join(line for line in told if line)

    def _styles(self, state: AgeingState) -> Mapping[str, TypeStyle]:
        return type_styles(state.type_ids) | dict(state.styles or {})


def stage_ticks(
    stages: Sequence[str], letters: QFontMetricsF, low: float, high: float, most: int
) -> tuple[Tick, ...]:
    """Name the stages in sight under their columns; of too many, every second, third … is named.

    Names are shortened to the room between the ticks.
    """
    seen = [number for number in range(len(stages)) if low <= number <= high]
    named = seen[:: -(-len(seen) // max(most, 1)) or 1]
    room = PIXELS_A_TICK["bottom"] * most / max(len(named), 1) - _BETWEEN_NAMES
    short = Qt.TextElideMode.ElideRight
    return tuple(Tick(float(n), letters.elidedText(stages[n], short, room)) for n in named)


def _spread_in_columns(stage: NDArray[np.int16]) -> NDArray[np.float64]:
    """Place the k-th item of a stage right or left of its middle, in a fixed pattern."""
    x = stage.astype(np.float64)
    for number in np.unique(stage):
        members = np.flatnonzero(stage == number)
        place = np.arange(len(members)) * 0.618034 % 1.0  # golden ratio: even for any count
        x[members] += (place - 0.5) * 0.6 if len(members) > 1 else 0.0
    return x
