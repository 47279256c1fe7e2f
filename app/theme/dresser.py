"""Gives the parts of a window their stylesheet: those in sight first, and no window half of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QChildEvent, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class Dresser(QObject):
    """Keeps the parts that carry the sheet, and changes it part by part.

    A sheet on the application is given to every widget that there is, unseen menus of charts as well, in one
    go: that takes a window half a second. A part at a time, the window stays awake; nothing is painted until
    all that is in sight is dressed.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without a part."""
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._naked: list[QWidget] = []
        self._held: list[QWidget] = []
        self._sheet = ""
        self._dress: Callable[[QWidget], None] = _leave
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._dress_next)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """The parts that are still there."""
        self._forget_gone()
        return tuple(self._parts)

    @property
    def is_done(self) -> bool:
        """Whether every part has its sheet."""
        return not self._turn.isActive()

    def add(self, part: QWidget, sheet: str) -> None:
        """Dress a part now, and from now on."""
        if part not in self._parts:
            self._parts.append(part)
            part.installEventFilter(self)
            part.destroyed.connect(
                self._forget_gone
            )  # else the part would hold its closed window and all in it
        part.setStyleSheet(sheet)

    def watch(self, window: QWidget, dress: Callable[[QWidget], None]) -> None:
        """Hand over every dialog and menu of a window when Qt polishes it, which is before it is shown."""
        window.installEventFilter(self)
        self._dress = dress

    def change(self, sheet: str) -> None:
        """Give all parts another sheet, in the next turns of the event loop; those in sight first."""
        self._sheet = sheet
        self._naked = sorted(self.parts, key=lambda part: not part.isVisible())
        for part in self._naked:
            self._hold(part)
        self._turn.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Dress a part that comes into sight before its turn, and what a window opens."""
        if isinstance(event, QChildEvent) and event.polished():
            child = event.child()
            if isinstance(child, QWidget) and child.isWindow() and watched not in self._parts:
                self._dress(child)
            return False
        if event.type() == QEvent.Type.Show and watched in self._naked:
            assert isinstance(watched, QWidget)
            self._naked.remove(watched)
            watched.setStyleSheet(self._sheet)
        return False

    def _forget_gone(self) -> None:
        self._parts = [part for part in self._parts if isValid(part)]
        self._naked = [part for part in self._naked if isValid(part)]

    def _hold(self, part: QWidget) -> None:
        window = part.window()
        if part.isVisible() and window.updatesEnabled():
            window.setUpdatesEnabled(False)
            self._held.append(window)

    def _dress_next(self) -> None:
        self._forget_gone()
        if self._naked:
            self._naked.pop(0).setStyleSheet(self._sheet)
        if not any(isValid(part) and part.isVisible() for part in self._naked):
            self._let_go()
        if not self._naked:
            self._turn.stop()

    def _let_go(self) -> None:
        for window in self._held:
            if isValid(window):
                window.setUpdatesEnabled(True)
        self._held = []


def _leave(_: QWidget) -> None:
    """Dress nothing: no window is watched."""
