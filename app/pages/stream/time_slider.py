"""The slider of the timeline: any moment of the run, and flags where values were changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSlider, QToolTip, QWidget

from app.pages.stream.change_words import ChangeMade
from app.theme import Theme

_STEPS: Final = 10_000
_PAGE: Final = 0.05
_SIDE: Final = 9.0
_NEAR: Final = 6.0
_KNOB: Final = 6.5


class TimeSlider(QSlider):
    """Stands at a moment between the beginning of a run and its present.

    Attributes:
        present: The run's present: the right end.
        moment: The moment it stands at; None is the present.

    Signals:
        looked(float): The person wants to see this moment.
        stepped(int): The person wants to see the event before (-1) or after (1).
        left(): The person wants to see the present again.
    """

    looked = Signal(float)
    stepped = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make a slider that stands at the present."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("timeline.slider")
        self.setAccessibleName(self.tr("Timeline of the run"))
        self.setRange(0, _STEPS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._theme = theme
        self.present = 0.0
        self.moment: float | None = None
        self._marks: tuple[ChangeMade, ...] = ()
        self._is_dragged = False

    @property
    def marks(self) -> Sequence[ChangeMade]:
        """The changes that have a flag."""
        return self._marks

    def show_time(self, present: float, moment: float | None) -> None:
        """Stand at a moment (None: the present) of a run that has come to its present."""
        if (present, moment) == (self.present, self.moment):
            return
        self.present, self.moment = present, moment
        at = present if moment is None else moment
        self.blockSignals(True)
        self.setValue(_STEPS if present <= 0 else round(at / present * _STEPS))
        self.blockSignals(False)
        self.update()

    def show_marks(self, marks: Sequence[ChangeMade]) -> None:
        """Show a flag for each change."""
        self._marks = tuple(marks)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for flags, knob and focus ring."""
        return QSize(200, 26)

    def x_of(self, time: float) -> float:
        """Give where a time lies, in pixels."""
        wide = self.width() - 2 * _SIDE
        return _SIDE + (wide * min(time / self.present, 1.0) if self.present > 0 else wide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by events, by changes, by twentieths of the run, to its ends."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        back = key in (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_PageDown)
        by = -1 if back else 1
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            if control:
                self._to_change(by)
            else:
                self.stepped.emit(by)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._look(self._at + by * _PAGE * self.present)
        elif key == Qt.Key.Key_Home:
            self._look(0.0)
        elif key == Qt.Key.Key_End or (key == Qt.Key.Key_Escape and self.moment is not None):
            self.left.emit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where it is pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_dragged = True
            self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self._is_dragged:
            self._drag(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay there."""
        self._is_dragged = False

    def event(self, event: QEvent) -> bool:
        """Tell the changes under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.text_at(event.pos().x()), self)
            return True
        return super().event(event)

    def text_at(self, x: float) -> str:
        """Tell the changes within a few pixels, one a line."""
        near = [mark for mark in self._marks if abs(self.x_of(mark.time) - x) <= _NEAR]
        return "\n".join(mark.text for mark in near)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the groove, the flags on it, and the knob."""
        t, middle = self._theme.tokens, self.height() / 2 + 3
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        here, end = self.x_of(self._at), self.width() - _SIDE
        painter.setBrush(QColor(t.control_line))
        painter.drawRoundedRect(QRectF(_SIDE, middle - 2, end - _SIDE, 4), 2, 2)
        painter.setBrush(QColor(t.accent))
        painter.drawRoundedRect(QRectF(_SIDE, middle - 2, here - _SIDE, 4), 2, 2)
        self._paint_flags(painter, middle)
        painter.setPen(QPen(QColor(t.accent), 2.5))
        painter.setBrush(QColor(t.accent if self.moment is None else t.surface))
        painter.drawEllipse(QPointF(here, middle), _KNOB, _KNOB)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.text), 1.5))
            painter.drawEllipse(QPointF(here, middle), _KNOB + 3, _KNOB + 3)

    def _paint_flags(self, painter: QPainter, middle: float) -> None:
        t = self._theme.tokens
        for mark in self._marks:
            x = self.x_of(mark.time)
            painter.setPen(QPen(QColor(t.warn), 1.5))
            painter.drawLine(QPointF(x, middle + 4), QPointF(x, middle - 13))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.warn))
            points = [QPointF(x, middle - 14), QPointF(x + 8, middle - 11), QPointF(x, middle - 8)]
            painter.drawPolygon(QPolygonF(points))

    @property
    def _at(self) -> float:
        return self.present if self.moment is None else self.moment

    def _drag(self, x: float) -> None:
        wide = max(self.width() - 2 * _SIDE, 1.0)
        self._look((x - _SIDE) / wide * self.present)

    def _look(self, moment: float) -> None:
        if moment >= self.present:
            self.left.emit()
        else:
            self.looked.emit(max(moment, 0.0))

    def _to_change(self, by: int) -> None:
        """Go to the change before or after; where there is none, to the end on that side."""
        times = sorted({mark.time for mark in self._marks}, reverse=by < 0)
        found = next((time for time in times if (time - self._at) * by > 1e-9), None)
        self._look(found if found is not None else self.present if by > 0 else 0.0)
