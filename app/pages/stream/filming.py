"""Exporting a run on the Stream page: the panel asks, the maker makes, the page tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, Signal

from app.animation import Cut
from app.pages.stream.film_file import FilmKind
from app.pages.stream.film_maker import FilmMaker, FilmRequest
from app.pages.stream.film_panel import FilmPanel, Span
from app.pages.stream.speeds import speed_text, speeds_for
from sim.log import date_of, with_origin

if TYPE_CHECKING:
    from app.pages.stream.run_control import RunControl
    from sim.log import EventLog
    from sim.stream import Stream

_SECONDS: Final = 12.0
"""How long a film is that is offered first."""


def dates_of(stream: Stream, log: EventLog) -> Callable[[float], str]:
    """Give what tells the date of a moment of a run; nothing is told where the calendar has no beginning."""
    begins = stream.calendar.starts
    if begins is None:
        return lambda _: ""
    base = with_origin(log, dt.datetime.combine(begins, dt.time())).base

    def date(moment: float) -> str:
        try:
            found = date_of(base, moment)
        except OverflowError:
            return ""  # beyond the year 9999
        return f"{found:%a} {found.day} {found:%b %Y}"

    return date


class Filming(QObject):
    """Joins the run, the panel and the maker.

    Attributes:
        panel: Asks.
        maker: Makes.

    Signals:
        said(str): A line for the status bar.
    """

    said = Signal(str)

    def __init__(self, run: RunControl, maker: FilmMaker, panel: FilmPanel) -> None:
        """Join them."""
        super().__init__(panel)
        self.panel, self.maker = panel, maker
        self._run = run
        panel.wanted.connect(self.make)
        panel.cancelled.connect(self._give_up)
        panel.closed.connect(panel.hide)
        maker.progressed.connect(panel.show_progress)
        maker.made.connect(self._tell)
        maker.ended.connect(lambda: panel.show_busy(False))
        run.restarted.connect(panel.hide)

    def open(self, moment: float) -> None:
        """Offer the last stretch up to a moment."""
        run = self._run.run
        if run is None:
            return
        self._run.player.pause()
        speeds = speeds_for(run.stream)[:-1]
        usual = speeds[len(speeds) // 3]
        texts = [(f"{speed:g}", speed_text(speed, run.stream.time_unit)) for speed in speeds]
        unit = f"{run.stream.time_unit}s"
        span = Span(max(moment - usual * _SECONDS, 0.0), moment, self._run.player.now, unit)
        self.panel.offer(span, texts, f"{usual:g}", dates_of(run.stream, run.log()))

    def make(self, cut: Cut, size: QSize, kind: FilmKind, path: Path) -> None:
        """Make a film of the run as it is now."""
        log, control = self._run.log(), self._run
        if log is None:
            return
        held = control.rules_over_time()
        self.panel.show_busy(True)
        self.maker.make(FilmRequest(log, held, cut, size, path, kind))

    def _give_up(self) -> None:
        self.maker.cancel()
        self.said.emit(self.tr("The export was given up; nothing was written."))

    def _tell(self, path: Path) -> None:
        self.panel.hide()
        self.said.emit(self.tr("Exported to {}.").format(path))
