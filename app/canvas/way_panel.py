"""The figures of a chosen way, opened where its words stand."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QGridLayout, QWidget

from app.canvas.in_place import back_to_the_board
from app.canvas.intents import SetShare, SetWayTypes
from app.canvas.ways import WayShare, WayState
from app.theme import MEDIUM, SMALL, TINY
from app.widgets import NumberField, label

Kinds = tuple[tuple[str, str], ...]
"""Id and name of each item type."""


class _Share(NumberField):
    """A share in percent; Enter goes on to the next, and after the last one closes."""

    left = Signal()
    taken = Signal()
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Enter takes over and goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self.setModified(False)
            self.given_up.emit()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.problem:
            self.taken.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving takes over; leaving the panel closes it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class _Whom(QComboBox):
    """All types, or one of them."""

    left = Signal()
    given_up = Signal()

    def __init__(self, kinds: Kinds, chosen: tuple[str, ...]) -> None:
        """Offer types by id and name; some that are chosen together are named together."""
        super().__init__()
        self.setObjectName("way.whom")
        self.setAccessibleName(self.tr("For which types"))
        self.addItem(self.tr("all types"), "")
        for kind, name in kinds:
            self.addItem(name, kind)
        if len(chosen) > 1:
            self.addItem(", ".join(name for kind, name in kinds if kind in chosen), ",".join(chosen))
        self.setCurrentIndex(max(self.findData(",".join(chosen)), 0))

    @property
    def types(self) -> tuple[str, ...]:
        """The types, by id; none where it is all of them."""
        return tuple(each for each in str(self.currentData()).split(",") if each)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the panel closes it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class WayPanel(QFrame):
    """A field for each figure of a way, and for which types it is where it goes by type.

    Signals:
        wanted(object): A `SetShare`.
        given_to(object): A `SetWayTypes`; the panel has closed, as its figures are others then.
    """

    wanted = Signal(object)
    given_to = Signal(object)

    def __init__(self, way: WayState, kinds: Kinds, parent: QWidget) -> None:
        """Make a field for each figure, the first of them ready to be written over."""
        super().__init__(parent)
        self._parent = parent
        self.setObjectName("wayPanel")
        self.setProperty("kind", "card")
        self.setAccessibleName(way.text)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAutoFillBackground(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(SMALL, SMALL - 2, SMALL, SMALL - 2)
        grid.setVerticalSpacing(TINY)
        self.fields: list[_Share] = []
        self._add_whom(grid, way, kinds)
        for number, one in enumerate(way.shares, start=grid.rowCount()):
            field = _Share(
                round(100 * one.share, 6),
                f"way.{len(self.fields)}",
                one.name,
                unit="%",
                maximum=100 * one.most,
                parent=self,
            )
            field.ensurePolished()
            field.setFixedWidth(field.fontMetrics().horizontalAdvance("100.5 %") + 2 * MEDIUM + SMALL)
            field.edited.connect(lambda value, one=one: self._want(one, value))
            field.taken.connect(lambda field=field: self.go_on(field))
            field.given_up.connect(self._end)
            field.left.connect(self._look_if_left)
            grid.addWidget(label(one.label or self.tr("Share"), "muted"), number, 0)
            grid.addWidget(field, number, 1)
            self.fields.append(field)

    def open_at(self, middle: QPoint) -> None:
        """Open around a point of the parent, inside of it."""
        self.adjustSize()
        room = self._parent.size()
        x = min(max(middle.x() - self.width() // 2, 2), room.width() - self.width() - 2)
        y = min(max(middle.y() - self.height() // 2, 2), room.height() - self.height() - 2)
        self.move(max(x, 2), max(y, 2))
        self.show()
        self.raise_()
        self._take(0)

    def go_on(self, field: QWidget) -> None:
        """Go to the field after this one; after the last the panel closes."""
        place = next((n for n, one in enumerate(self.fields) if one is field), len(self.fields))
        if place + 1 < len(self.fields):
            self._take(place + 1)
        else:
            self._end()

    def _end(self) -> None:
        back_to_the_board(self)
        self.close()

    def _add_whom(self, grid: QGridLayout, way: WayState, kinds: Kinds) -> None:
        if way.kinds is None or len(kinds) < 2:
            return
        now = way.kinds if len(way.kinds) < len(kinds) else ()
        whom = _Whom(kinds, now)
        whom.left.connect(self._look_if_left)
        whom.given_up.connect(self._end)

        def give(_: int) -> None:
            if whom.types != now:
                self._end()
                self.given_to.emit(SetWayTypes(tuple(one.path for one in way.shares), whom.types))

        whom.activated.connect(give)
        grid.addWidget(label(self.tr("For"), "muted"), 0, 0)
        grid.addWidget(whom, 0, 1)

    def _take(self, place: int) -> None:
        self.fields[place].setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields[place].selectAll()

    def _want(self, one: WayShare, percent: float) -> None:
        self.wanted.emit(SetShare(one.path, one.name, round(percent / 100, 9)))

    def _look_if_left(self) -> None:
        QTimer.singleShot(0, self, self._close_if_left)

    def _close_if_left(self) -> None:
        focused = QApplication.focusWidget()
        while focused is not None and focused is not self:
            focused = focused.parentWidget()  # a list that opens is a window of its own, but belongs here
        if focused is None:
            self.close()
