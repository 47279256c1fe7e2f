"""Process behaviour: single values and their moving ranges, with natural limits and signals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.charts.chart import Chart
from app.charts.colour import solid, symbol
from app.charts.labels import Mark, MarkedLines
from app.charts.legend import Key
from app.charts.scale import moment_text, time_ticks, with_time, written_times
from app.theme import Shape, Theme
from sim.log import TimeBase, settled

if TYPE_CHECKING:
    from sim.metrics import ProcessBehaviour

SIGNS: Final[dict[str, tuple[Shape, str]]] = {
    "beyond a limit": ("diamond", "beyond a limit"),
    "2 of 3 far out": ("triangle", "2 of 3 beyond two thirds of the way"),
    "4 of 5 out": ("square", "4 of 5 beyond one third"),
    "8 on one side": ("star", "8 in a row on one side of the mean"),
}
"""Form and words of each rule, the strongest first: a value that breaks several has the form of the first."""
_NEAR_PIXELS: Final = 12.0
_MOST_JOINED: Final = 200
"""Values up to which neighbours are joined by a line: of more the lines hide the marks."""
_MOST_DRAWN: Final = 2_500

NOTHING = "Values will stand here one by one, once there are some."


@dataclass(frozen=True)
class BehaviourState:
    """What both charts draw; shape (n,) unless said.

    Attributes:
        base: What time means.
        span: First and last time shown.
        at: Where each value is, in the log's time.
        values: The values.
        ranges: How far each is from the one before; NaN for the first.
        lines: Mean and limits, by name; empty where there are too few values for them.
        range_lines: Mean and limit of the ranges, by name.
        signals: Rules broken, by number of the value.
        names: What each value is of; empty where it is a period.
        what: What is measured, in words with its unit.
        measure: The unit alone: ``items``, ``days``.
        note_more: What a reader must know beside it.
    """

    base: TimeBase
    span: tuple[float, float]
    at: NDArray[np.float64]
    values: NDArray[np.float64]
    ranges: NDArray[np.float64]
    lines: Mapping[str, float]
    range_lines: Mapping[str, float]
    signals: Mapping[int, tuple[str, ...]]
    names: tuple[str, ...]
    what: str
    measure: str
    note_more: str = ""

    @property
    def empty(self) -> str:
        """Say so where there is no value."""
        return "" if len(self.values) else NOTHING

    @property
    def note(self) -> str:
        """Name the unit."""
        said = with_time(self.what, self.base, self.span)
        return f"{said} · {self.note_more}" if self.note_more else said

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give one row a value."""
        names = self.names or tuple("" for _ in self.values)
        limits, times = tuple(self.lines.values()), written_times(self.base, self.at)
        rows = (
            [name, at, value, "" if np.isnan(move) else move, *limits, "; ".join(self.signals.get(i, ()))]
            for i, (name, at, value, move) in enumerate(
                zip(names, times, self.values.tolist(), self.ranges.tolist(), strict=True)
            )
        )
        heads = (name.replace(" ", "_") for name in self.lines)
        return ("item", "at", self.measure, "moving_range", *heads, "signal"), rows

    @property
    def range_signals(self) -> tuple[int, ...]:
        """Numbers of the ranges beyond their limit."""
        limit = self.range_lines.get("limit", np.inf)
        return tuple(np.flatnonzero(np.nan_to_num(self.ranges) > limit).tolist())


def behaviour_state(
    found: ProcessBehaviour,
    base: TimeBase,
    span: tuple[float, float],
    *,
    what: str,
    measure: str,
    names: Sequence[str] = (),
    note_more: str = "",
) -> BehaviourState:
    """Draw a series with its natural process limits, where it is long enough to have some."""
    enough = found.is_enough
    return BehaviourState(
        base=base,
        span=span,
        at=found.at,
        values=found.values,
        ranges=found.ranges,
        lines={"lower limit": found.lower, "mean": found.mean, "upper limit": found.upper} if enough else {},
        range_lines={"mean": found.mean_range, "limit": found.range_limit} if enough else {},
        signals=found.signals if enough else {},
        names=settled(names),
        what=what,
        measure=measure,
        note_more=note_more,
    )


class _BehaviourPlot(Chart[BehaviourState]):
    """Marks joined by a line, with named lines across."""

    nothing = NOTHING
    has_time = True

    def __init__(self, theme: Theme, title: str, name: str, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, title, name, parent)
        self._curve = pg.PlotCurveItem()
        self._dots = pg.ScatterPlotItem(pxMode=True)
        for item in (self._curve, self._dots):
            self.plot.addItem(item)
        self.across = MarkedLines(self.view, "across")

    def draw(self, state: BehaviourState) -> None:
        """Draw line, marks and limits."""
        self.axes["bottom"].use(partial(time_ticks, state.base))
        self.axes["left"].name(state.measure)
        values = self._values(state)
        joined = len(values) <= _MOST_JOINED
        pen = pg.mkPen(self.tokens.finished, width=1.2) if joined else pg.mkPen(None)
        # A curve that begins with NaN is drawn now one way, now another.
        there = np.flatnonzero(np.isfinite(values))[-_MOST_DRAWN:]
        self._curve.setData(state.at[there], values[there], pen=pen)
        forms = {number: self._form(state, number) for number in there.tolist()}
        small = 6.5 if joined else 4.5
        self._dots.setData(
            x=state.at[there],
            y=values[there],
            size=[12.0 if forms[i] else small for i in there.tolist()],
            symbol=[symbol(forms[i] or "circle") for i in there.tolist()],
            brush=[solid(self.tokens.bad if forms[i] else self.tokens.muted) for i in there.tolist()],
            pen=pg.mkPen(self.tokens.surface, width=0.5),
        )
        self.across.show_marks(
            [Mark(at, _named(name, at), _style(name)) for name, at in self._lines(state).items()],
            self.tokens,
            self.small_font(),
        )

    def bounds(self, state: BehaviourState) -> tuple[tuple[float, float], tuple[float, float]]:
        """Show all values and lines, from zero."""
        top = float(np.nan_to_num(self._values(state)).max())
        top = max([top, *self._lines(state).values()]) * 1.12 or 1.0
        first, last = state.span
        room = (last - first) * 0.02 or 1.0
        return (first - room, last + room), (0.0, top)

    def hover_text(self, x: float, y: float) -> str:
        """Tell the nearest value within a few pixels, and the rules that it breaks."""
        state = self.state
        if state is None or state.empty:
            return ""
        values = self._values(state)
        wide, high = self.view.viewPixelSize()
        away = np.hypot((state.at - x) / wide, (np.nan_to_num(values, nan=np.inf) - y) / high)
        i = int(away.argmin())
        if not away[i] <= _NEAR_PIXELS:
            return ""
        when = moment_text(state.base, float(state.at[i]))
        name = [state.names[i]] if state.names else []
        return "\n".join([*name, when, f"{values[i]:.1f} {state.measure}", *self._told(state, i)])

    def _values(self, state: BehaviourState) -> NDArray[np.float64]:
        raise NotImplementedError

    def _lines(self, state: BehaviourState) -> Mapping[str, float]:
        raise NotImplementedError

    def _form(self, state: BehaviourState, number: int) -> Shape | None:
        raise NotImplementedError

    def _told(self, state: BehaviourState, number: int) -> list[str]:
        raise NotImplementedError


class BehaviourChart(_BehaviourPlot):
    """Single values with mean and natural process limits; signals have a form for each rule."""

    shorter_titles = ("Process behaviour",)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, "Process behaviour: single values", "behaviourChart", parent)

    def keys(self, state: BehaviourState) -> Sequence[Key]:
        """Name the rules that are broken."""
        broken = {rule for rules in state.signals.values() for rule in rules[:1]}
        return [Key(words, self.tokens.bad, form) for rule, (form, words) in SIGNS.items() if rule in broken]

    def _values(self, state: BehaviourState) -> NDArray[np.float64]:
        return state.values

    def _lines(self, state: BehaviourState) -> Mapping[str, float]:
        return state.lines

    def _form(self, state: BehaviourState, number: int) -> Shape | None:
        rules = state.signals.get(number, ())
        return SIGNS[rules[0]][0] if rules else None

    def _told(self, state: BehaviourState, number: int) -> list[str]:
        return [f"signal: {SIGNS[rule][1]}" for rule in state.signals.get(number, ())]


class MovingRangeChart(_BehaviourPlot):
    """How far each value is from the one before, with the limit beyond which a leap is a signal."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Build an empty chart."""
        super().__init__(theme, "Moving range", "movingRangeChart", parent)

    def keys(self, state: BehaviourState) -> Sequence[Key]:
        """Name the leaps that are signals."""
        return [Key("beyond the limit", self.tokens.bad, "diamond")] if state.range_signals else []

    def _values(self, state: BehaviourState) -> NDArray[np.float64]:
        return state.ranges

    def _lines(self, state: BehaviourState) -> Mapping[str, float]:
        return state.range_lines

    def _form(self, state: BehaviourState, number: int) -> Shape | None:
        return "diamond" if number in state.range_signals else None

    def _told(self, state: BehaviourState, number: int) -> list[str]:
        told = ["from the value before"]
        return [*told, "signal: a leap beyond the limit"] if number in state.range_signals else told


def _named(name: str, at: float) -> str:
    """Name a line; a lower limit on the ground is none: no value can be below it."""
    return "no lower limit" if name == "lower limit" and at <= 0 else f"{name} {at:.1f}"


def _style(name: str) -> Qt.PenStyle:
    return Qt.PenStyle.SolidLine if name == "mean" else Qt.PenStyle.DashLine
