"""Looking back on the Stream page: the timeline asks, board and charts show the moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.pages.stream.film_maker import FilmMaker
from app.pages.stream.film_panel import FilmPanel
from app.pages.stream.filming import Filming
from app.pages.stream.item_panel import ItemPanel
from app.pages.stream.item_watch import ItemWatch
from app.pages.stream.look_back import LookBack

if TYPE_CHECKING:
    from app.pages.stream.layout import StreamLayout
    from app.pages.stream.run_control import RunControl
    from app.theme import Theme


class LookAround(QObject):
    """Joins a run, what is looked at of it, and the parts that show it.

    Attributes:
        back: Which moment is looked at.
        items: Which item is looked at.
        films: What is exported.
    """

    def __init__(self, run: RunControl, parts: StreamLayout, theme: Theme, page: QWidget) -> None:
        """Join them, for a page."""
        super().__init__(page)
        self.back = LookBack(run, self)
        self.items = ItemWatch(run, self.back, parts.board, ItemPanel(theme, page, parts.side))
        self.films = Filming(run, FilmMaker(run.jobs, theme, page), FilmPanel(theme, page))
        self._run, self._parts = run, parts
        timeline = parts.timeline
        timeline.looked.connect(self.back.look)
        timeline.stepped.connect(self.back.step)
        timeline.left.connect(self.back.back)
        timeline.export.clicked.connect(lambda: self.films.open(self.back.shown))
        self.films.said.connect(run.said)
        self.films.maker.failed.connect(run.refused)
        self.back.moved.connect(self._show_moment)
        self._actions = self._make_actions(page)
        run.steered.connect(self.show_marks)
        run.restarted.connect(self.show_marks)
        run.restarted.connect(self.show_time)

    def show_time(self) -> None:
        """Show how far the run has come."""
        run, timeline = self._run.run, self._parts.timeline
        timeline.setVisible(run is not None)
        for action in self._actions:
            action.setEnabled(run is not None)
        if run is not None:
            timeline.show_time(self._run.player.now, self.back.moment, run.stream.time_unit)

    def show_marks(self) -> None:
        """Flag what was changed, on the timeline and on the charts."""
        marks = self._run.marks()
        self._parts.timeline.show_marks(marks)
        if not marks:
            self._parts.show_marks(())  # those that were there go; the charts need not be loaded for that
            return
        from app.charts import ChangeMark

        self._parts.show_marks([ChangeMark(mark.time, mark.text) for mark in marks])

    def _make_actions(self, page: QWidget) -> tuple[QAction, ...]:
        """Make what can be done by keys wherever the focus is in the page, and found by its name."""
        back, items = self.back, self.items
        wanted: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (self.tr("Look one event back"), "Alt+Left", partial(back.step, -1)),
            (self.tr("Look one event on"), "Alt+Right", partial(back.step, 1)),
            (self.tr("Look at the beginning of the run"), "Alt+Home", partial(back.look, 0.0)),
            (self.tr("Look at the present of the run"), "Alt+End", back.back),
            (self.tr("Tell the life of the next item") + "\tI", "", partial(items.step, 1)),
        )
        made = []
        for text, key, call in wanted:
            action = QAction(text, page)
            if key:
                action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda *_, call=call: call())
            action.setEnabled(False)
            page.addAction(action)
            made.append(action)
        return tuple(made)

    def _show_moment(self) -> None:
        self.show_time()
        self._parts.show_moment(self.back.moment)
