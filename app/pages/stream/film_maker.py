"""Takes the pictures of a film, a slice at a time, while a job writes them."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from app.animation import Cut, Past, frames_of, motion_for
from app.canvas import BoardView, Frame, board_state
from app.pages.stream.cards import cards_live, styles_of
from app.pages.stream.film_file import FilmKind, FilmOrder, Picture, write_film
from app.theme import Theme

if TYPE_CHECKING:
    from app.jobs import Jobs
    from sim.errors import UserFault
    from sim.log import EventLog
    from sim.stream import Stream

KEY: Final = "stream.film"
_SLICE_S: Final = 0.006
"""Seconds of the window's time that a slice may take; one picture takes less."""
_PAUSE_MS: Final = 15
_FOOT: Final = 26


@dataclass(frozen=True)
class FilmRequest:
    """A film to be made.

    Attributes:
        log: The log of the run.
        rules: Gives the stream whose rules held at a moment.
        cut: Which stretch, and how fast.
        size: Of a picture, in pixels.
        path: Where it goes.
        kind: As what.
    """

    log: EventLog
    rules: Callable[[float], Stream]
    cut: Cut
    size: QSize
    path: Path
    kind: FilmKind


class FilmMaker(QObject):
    """Makes one film at a time; the window goes on meanwhile.

    Signals:
        progressed(float): So much of it is written, 0 to 1.
        made(object): It is there: its `Path`.
        failed(object): It could not be written: a `UserFault`.
        ended(): Made, failed or given up.
    """

    progressed = Signal(float)
    made = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, jobs: Jobs, theme: Theme, parent: QObject | None = None) -> None:
        """Make nothing yet."""
        super().__init__(parent)
        self._jobs, self._theme = jobs, theme
        self._stage: _Stage | None = None
        self._frames: Iterator[Frame] = iter(())
        self._waiting: Picture | None = None
        self._order: FilmOrder | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether a film is being made."""
        return self._order is not None

    def make(self, request: FilmRequest) -> None:
        """Begin to make a film, in place of any other."""
        self.cancel()
        self._stage = _Stage(request, self._theme)
        past = Past(request.log, lambda: motion_for(request.rules(request.cut.begin)))
        self._frames = frames_of(past, request.cut)
        cut = request.cut
        self._order = FilmOrder(request.path, request.kind, cut.pictures, cut.rate, self._stage.colours)
        self._jobs.start_tracked(
            write_film,
            self._order,
            self._take,
            key=KEY,
            on_progress=lambda share, _: self.progressed.emit(share),
            on_fault=self._fail,
        )
        self._timer.start()  # the first turn lays the board out, the next ones take pictures

    def cancel(self) -> None:
        """Give the film up; nothing is left of it."""
        if self.is_busy:
            self._jobs.cancel(KEY)
            self._end()

    def _go_on(self) -> None:
        """Take pictures until the slice is over, or the job has enough to do."""
        assert self._order is not None
        assert self._stage is not None
        if not self._stage.is_laid_out:
            self._stage.lay_out()
            return
        end = perf_counter() + _SLICE_S
        while perf_counter() < end:
            if self._waiting is None:
                frame = next(self._frames, None)
                if frame is None:
                    self._timer.stop()
                    return
                self._waiting = self._stage.picture(frame)
            try:
                self._order.pictures.put_nowait(self._waiting)
            except queue.Full:
                return
            self._waiting = None

    def _take(self, path: Path) -> None:
        self._end()
        self.made.emit(path)

    def _fail(self, fault: UserFault) -> None:
        self._end()
        self.failed.emit(fault)

    def _end(self) -> None:
        self._timer.stop()
        self._order = self._waiting = None
        self._frames = iter(())
        if self._stage is not None:
            self._stage.close()
        self._stage = None
        self.ended.emit()


class _Stage:
    """A board that nobody sees, to be photographed."""

    def __init__(self, request: FilmRequest, theme: Theme) -> None:
        self._request, self._theme = request, theme
        self._rules: Stream | None = None
        self._view = BoardView(theme)
        self._view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.resize(request.size - QSize(0, _FOOT))
        styles = styles_of(request.rules(request.cut.begin))
        self._view.show_types(styles)
        self._view.show()
        t = theme.tokens
        own = (t.surface, t.text, t.muted, t.line, t.accent, t.active, t.blocked, t.warn, t.bad, t.bad_soft)
        self.colours = tuple(dict.fromkeys((*own, *(style.colour for style in styles))))

    @property
    def is_laid_out(self) -> bool:
        """Whether the board stands."""
        return self._rules is not None

    def lay_out(self) -> None:
        """Put the board up as it is at the begin."""
        self._follow_rules(self._request.cut.begin)

    def picture(self, frame: Frame) -> Picture:
        """Show a frame, and photograph it."""
        self._follow_rules(frame.time)
        self._view.show_frame(frame, 1 / self._request.cut.rate)
        self._view.show_live(cards_live(frame, self._view.board.cards, None))
        size = self._request.size
        image = QImage(size, QImage.Format.Format_RGBA8888)
        image.fill(QColor(self._theme.tokens.surface))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = QRect(0, 0, size.width(), size.height() - _FOOT)
        self._view.render(painter, QRectF(seen), seen)
        self._paint_foot(painter, frame.time)
        painter.end()
        return Picture(image.width(), image.height(), bytes(image.constBits()))

    def close(self) -> None:
        """Let go of the board."""
        self._view.close()
        self._view.deleteLater()

    def _follow_rules(self, moment: float) -> None:
        rules = self._request.rules(moment)
        if rules != self._rules:
            self._rules = rules
            self._view.show_board(board_state(rules), {})

    def _paint_foot(self, painter: QPainter, moment: float) -> None:
        """Write the moment, and how far it is on its way from begin to end."""
        t, cut, size = self._theme.tokens, self._request.cut, self._request.size
        top = size.height() - _FOOT
        text = f"{self._request.log.base.unit.capitalize()} {moment:.1f}"
        painter.setFont(self._theme.font(t.small))
        painter.setPen(QColor(t.muted))
        painter.drawText(QRectF(12, top, 160, _FOOT - 4), Qt.AlignmentFlag.AlignVCenter, text)
        wide = size.width() - 160 - 12
        share = (moment - cut.begin) / max(cut.end - cut.begin, 1e-9)
        painter.fillRect(QRectF(160, top + 10, wide, 3), QColor(t.line))
        painter.fillRect(QRectF(160, top + 10, wide * share, 3), QColor(t.accent))
