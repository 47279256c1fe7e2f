"""What a section of the History page is.

A section is one view of the part of a history that the page looks at. To add one:

1. derive a class from `Section` in a module ``<name>_section.py``, with ``key`` and ``title``;
2. measure in `Section.show_part`, by ``self.work(function, part, then)``: the function is pure, takes the
   `Part` and runs beside the window; a result that a later part has made stale never arrives;
3. hand charts and their states to `Section.draw`: they are drawn one after another, and the window stays
   awake in between. Name all charts in ``charts``; a `ChartGrid` stands them in columns;
4. add the class to ``SECTIONS`` in ``sections.py``: one line.

`Section.show_part` is called when the section is in sight and the part is another than it showed last, and
never otherwise; tiles, warnings and filters stand above and are not the section's. A section stands inside
the area that scrolls: it asks for the least height that it needs, and does not scroll by itself.
``part.words`` are the filter and the dates in force, for titles and for the names of files. A part without
any item is not handed on: the page says so itself. A section that has nothing to show of some histories says
so in `Section.suits`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.charts import Chart
from app.document import Document
from app.jobs import Jobs
from app.pages.history.part import Part
from app.theme import Theme

R = TypeVar("R")
_PAUSE_MS = 12


@dataclass(frozen=True)
class Means:
    """What the page lends to a section.

    Attributes:
        jobs: Where it measures.
        theme: The look in force.
        document: The open project, where a section may choose something that is kept.
        ask_for_table: Asks where to save a table, by the name proposed; None: the person cancelled.
    """

    jobs: Jobs
    theme: Theme
    document: Document
    ask_for_table: Callable[[str], Path | None]


class Section(QWidget):
    """One view of a part of a history.

    Attributes:
        key: Short name, for jobs and for the names of widgets.
        title: What its tab says.
        needs_starts: Whether a history that tells nothing but when items were done has nothing for it.
        means: What it works with.
        charts: All its charts.

    Signals:
        told(str): A line for the status bar.
        fault(object): A `UserFault`, for the banner.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    needs_starts: ClassVar[bool] = False
    told = Signal(str)
    fault = Signal(object)

    def __init__(self, means: Means, parent: QWidget | None = None) -> None:
        """Take what it works with."""
        super().__init__(parent)
        self.setObjectName(f"history.{self.key}Section")
        self.setAccessibleName(self.title)
        self.means = means
        self.charts: tuple[Chart[Any], ...] = ()
        # PERF: charts are drawn one after another; six at once stall the window 90 ms. In the pause
        # between two the first is painted, and whoever else waits has a turn.
        self._waiting: list[tuple[Chart[Any], Any]] = []
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(_PAUSE_MS)
        self._turn.timeout.connect(self._draw_one)

    @classmethod
    def suits(cls, part: Part) -> bool:
        """Say whether it has anything to show of a history; if not, its tab is not there. Asked often."""
        return not (cls.needs_starts and part.only_done)

    def show_part(self, part: Part) -> None:
        """Measure a part and show it.

        Raises:
            NotImplementedError: Always, in the base.
        """
        raise NotImplementedError

    def show_everything(self) -> None:
        """Forget ranges chosen by hand: they belong to the window they were chosen in."""
        for chart in self.charts:
            chart.show_everything()

    def work(self, function: Callable[[Part], R], part: Part, then: Callable[[R], None]) -> None:
        """Run a pure function of a part beside the window; the newest request is the one that is answered."""
        self.means.jobs.start(function, part, then, key=self._job)

    def draw(self, pictures: Iterable[tuple[Chart[Any], Any]]) -> None:
        """Draw charts, one after another, instead of those that still wait."""
        self._waiting = list(pictures)
        self._turn.start()

    @property
    def is_drawn(self) -> bool:
        """Whether every chart shows what was handed over last."""
        return not self._waiting

    def stop(self) -> None:
        """Leave what is measured and charts that are still to be drawn."""
        self.means.jobs.cancel(self._job)
        self._turn.stop()
        self._waiting.clear()

    @property
    def _job(self) -> str:
        return f"history.section.{self.key}"

    def _draw_one(self) -> None:
        chart, state = self._waiting.pop(0)
        chart.show_state(state)
        if self._waiting:
            self._turn.start()
