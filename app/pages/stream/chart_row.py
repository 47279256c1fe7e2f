"""Three charts side by side: chosen, put in order and enlarged by the person who looks at them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QMenu, QToolButton, QWidget

from app.pages.stream.live_charts import TITLES, ChartChoice, made
from app.theme import LIGHT, MEDIUM, Theme

if TYPE_CHECKING:
    from app.charts import ChangeMark, Chart

_BETWEEN_MS: Final = 25
_LEAST, _STACKED = 134, 160
"""Least height of a chart beside others, and of one below others, at the usual size of text."""


class ChartRow(QWidget):
    """Shows the chosen charts, or one of them alone.

    Attributes:
        choice: Which charts, and how.
        enlarged: Name of the chart that is shown alone; empty if none is.

    Signals:
        chosen(object): Another `ChartChoice` was made: what is shown needs other figures.
        enlarged_changed(bool): A chart is shown alone now, or no longer.
    """

    chosen = Signal(object)
    enlarged_changed = Signal(bool)

    def __init__(self, theme: Theme, choice: ChartChoice, parent: QWidget | None = None) -> None:
        """Keep room for the charts; `make_charts` makes them."""
        super().__init__(parent)
        self.setObjectName("chartRow")
        self.choice = choice
        self.enlarged = ""
        self._theme = theme
        self._made: dict[str, Chart[Any]] = {}
        self._enlargers: dict[str, QToolButton] = {}
        self._dates: list[tuple[QAction, QAction]] = []
        self._states: Mapping[str, Any] = {}
        self._moment: float | None = None
        self._marks: tuple[ChangeMark, ...] = ()
        self._is_open, self._is_stacked = False, False
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSpacing(MEDIUM)
        self._row.setContentsMargins(0, 0, 0, 0)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.shrink)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.setEnabled(False)
        self._back = back
        theme.changed.connect(self._fit_heights)
        self._fit_heights()

    def stack(self, stacked: object) -> None:
        """Put the charts one below the other if ``stacked`` is true, else side by side."""
        self._is_stacked = bool(stacked)
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        self._fit_heights()

    def _fit_heights(self) -> None:
        """Ask for the height in which a chart can be read: more where text is larger."""
        larger = self._theme.tokens.base / LIGHT.base
        least = round(_STACKED * larger) if self._is_stacked else round(_LEAST * (1 + larger) / 2)
        self.setMinimumHeight(least * len(self.names) if self._is_stacked else least)
        for chart in self._made.values():
            chart.setMinimumHeight(least)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the charts in sight, from left to right."""
        return (self.enlarged,) if self.enlarged else self.choice.names

    @property
    def charts(self) -> tuple[Chart[Any], ...]:
        """The charts in sight; none before they are made."""
        return tuple(self._made[name] for name in self.names) if self._is_open else ()

    def make_charts(self) -> None:
        """Make the charts, the first time that they are seen: their library takes a fifth of a second."""
        if not self._is_open:
            for name in self.names:
                self._made[name] = self._new_chart(name)
            self._is_open = True
            self._place()

    def choose(self, choice: ChartChoice) -> None:
        """Show other charts, or the same otherwise, and tell."""
        if choice == self.choice:
            return
        self.choice = choice
        if self._is_open:
            self._place()
        self.chosen.emit(choice)

    def enlarge(self, name: str) -> None:
        """Show one of the charts alone."""
        if self._is_open and name in self.choice.names and name != self.enlarged:
            self._show_alone(name)

    def shrink(self) -> None:
        """Show all three again."""
        if self.enlarged:
            self._show_alone("")

    def show_states(self, states: Mapping[str, Any]) -> None:
        """Draw what was measured, one chart a turn."""
        self._states = states
        for number, name in enumerate(self.names if self._is_open else ()):
            # PERF: one chart a turn of the event loop, so that no single turn is long.
            QTimer.singleShot(number * _BETWEEN_MS, self._made[name], partial(self._draw, name))

    def show_nothing(self) -> None:
        """Show that nothing has run yet."""
        self._states, self._moment, self._marks = {}, None, ()
        for chart in self._made.values():
            chart.clear()

    def show_moment(self, time: float | None) -> None:
        """Draw a line at a moment of the run in the charts that have an axis of time; None takes it away."""
        self._moment = time
        for chart in self.charts:
            chart.show_moment(time)

    def show_marks(self, marks: Sequence[ChangeMark]) -> None:
        """Flag the changes made while it ran in the charts that have an axis of time."""
        self._marks = tuple(marks)
        for chart in self.charts:
            chart.show_marks(self._marks)

    def _draw(self, name: str) -> None:
        if name in self.names and name in self._states:
            self._made[name].show_state(self._states[name])

    def _show_alone(self, name: str) -> None:
        before = self.enlarged
        self.enlarged = name
        self._back.setEnabled(bool(name))
        self._place()
        self._made[name or before].setFocus()
        self.enlarged_changed.emit(bool(name))
        self.chosen.emit(self.choice)

    def _place(self) -> None:
        """Put the charts in sight in order; those out of sight forget what they drew."""
        for name in self.names:
            if name not in self._made:
                self._made[name] = self._new_chart(name)
        for name, chart in self._made.items():
            self._row.removeWidget(chart)
            if name not in self.names:
                chart.hide()
                chart.clear()
        for chart in self.charts:
            self._row.addWidget(chart, 1)
            chart.show()
            chart.show_moment(self._moment)
            chart.show_marks(self._marks)
        self._fit_heights()
        for before, after in zip(self.charts, self.charts[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self._say_how()
        self.show_states(self._states)

    def _say_how(self) -> None:
        for name, button in self._enlargers.items():
            told = self.tr("Show all charts (Esc)") if name == self.enlarged else self.tr("Enlarge (Enter)")
            self._made[name].head.change(button, "shrink" if name == self.enlarged else "enlarge", told)
        for dates, time in self._dates:
            (dates if self.choice.in_dates else time).setChecked(True)

    def _new_chart(self, name: str) -> Chart[Any]:
        chart = made(name, self._theme)
        chart.setParent(self)
        others = QMenu(chart)
        for other, title in TITLES.items():
            action = others.addAction(title)
            action.setCheckable(True)
            action.triggered.connect(_unchecked(partial(self._show_instead, name, other)))
        others.aboutToShow.connect(partial(self._tick, others, name))
        chart.head.offer_others(others, self.tr("Show another chart here"))
        chart.menu.addSeparator()
        larger = self._action(chart, self.tr("Enlarge, or show all"), "Return", partial(self._toggle, name))
        self._action(chart, self.tr("Move left"), "Ctrl+Left", partial(self._move, name, -1))
        self._action(chart, self.tr("Move right"), "Ctrl+Right", partial(self._move, name, 1))
        self._add_time_axis(chart)
        self._enlargers[name] = chart.head.offer(larger, "enlarge")
        chart.head.allow_dragging()
        chart.head.dropped.connect(partial(self._drop, name))
        return chart

    def _action(self, chart: Chart[Any], text: str, key: str, call: Callable[[], None]) -> QAction:
        action = chart.menu.addAction(text)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(_unchecked(call))
        chart.addAction(action)
        return action

    def _add_time_axis(self, chart: Chart[Any]) -> None:
        chart.menu.addSeparator()
        both = QActionGroup(chart)
        dates, time = QAction(self.tr("Axis in dates"), both), QAction(self.tr("Axis in working time"), both)
        for action, in_dates in ((dates, True), (time, False)):
            action.setCheckable(True)
            action.triggered.connect(_unchecked(partial(self._use_dates, in_dates)))
            chart.menu.addAction(action)
        self._dates.append((dates, time))

    def _tick(self, menu: QMenu, name: str) -> None:
        for action, other in zip(menu.actions(), TITLES, strict=True):
            action.setChecked(other == name)

    def _toggle(self, name: str) -> None:
        self.shrink() if self.enlarged else self.enlarge(name)

    def _show_instead(self, name: str, other: str) -> None:
        was_alone = bool(self.enlarged)
        choice = self.choice.with_chart(self.choice.names.index(name), other)
        if was_alone:
            self.enlarged = other
        self.choose(choice)
        self._made[other].setFocus()

    def _move(self, name: str, by: int) -> None:
        self.choose(self.choice.moved(name, self.choice.names.index(name) + by))
        self._made[name].setFocus()

    def _drop(self, name: str, at: QPoint) -> None:
        here = self.mapFromGlobal(at)
        places = [place for place, chart in enumerate(self.charts) if chart.geometry().contains(here)]
        if places and not self.enlarged:
            self.choose(self.choice.moved(name, places[0]))

    def _use_dates(self, in_dates: bool) -> None:
        self.choose(ChartChoice(self.choice.names, in_dates))


def _unchecked(call: Callable[[], None]) -> Callable[[bool], None]:
    """Leave out what Qt says of the tick of an action."""
    return lambda _: call()
