"""The head of a chart: its title, and buttons for what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QToolButton, QWidget

from app.theme import Theme
from app.widgets import ElidedLabel


class ChartHead(QWidget):
    """Shows a title; a menu hangs at its right end, and more buttons where a page offers more.

    Attributes:
        title: The words.
        more: Button of the menu.

    Signals:
        dropped(QPoint): The head was dragged and let go there, on the screen.
    """

    dropped = Signal(QPoint)

    def __init__(self, theme: Theme, title: str, menu: QMenu, parent: QWidget) -> None:
        """Make a head with a title and a menu."""
        super().__init__(parent)
        self._theme = theme
        self._name = parent.objectName()
        self._icons: list[tuple[QToolButton, str]] = []
        self._press: QPoint | None = None
        self._may_drag = False
        self.title = ElidedLabel(parent=self)
        self.name(title)
        self.title.setProperty("role", "title")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self.more = self._button("more", self.tr("What can be done with this chart"))
        self.more.setMenu(menu)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._row.addWidget(self.more)
        # A method, not a lambda: Qt lets go of it when the chart is gone, however long the theme lives.
        theme.changed.connect(self._follow_theme)

    def name(self, title: str, *shorter: str) -> None:
        """Show a title, or the first of shorter ones that there is room for."""
        self.title.say(title, *shorter)

    def offer_others(self, menu: QMenu, told: str) -> QToolButton:
        """Offer other charts in a menu right behind the title."""
        button = self._button("chevron-down", told)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._row.insertWidget(1, button)
        return button

    def offer(self, action: QAction, icon: str) -> QToolButton:
        """Offer an action as a button beside the menu."""
        button = self._button(icon, action.text())
        button.clicked.connect(action.trigger)
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def change(self, button: QToolButton, icon: str, told: str) -> None:
        """Let a button show and say something else."""
        self._icons = [(one, icon if one is button else name) for one, name in self._icons]
        button.setToolTip(told)
        button.setAccessibleName(told)
        self._follow_theme()

    def allow_dragging(self) -> None:
        """Let the head be dragged with the pointer."""
        self._may_drag = True
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def buttons(self) -> Sequence[QToolButton]:
        """Give all buttons."""
        return tuple(button for button, _ in self._icons)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the head."""
        if self._may_drag and event.button() == Qt.MouseButton.LeftButton:
            self._press = event.globalPosition().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go: if it was moved, tell where."""
        if self._press is None:
            return
        here, began = event.globalPosition().toPoint(), self._press
        self._press = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if (here - began).manhattanLength() >= QApplication.startDragDistance():
            self.dropped.emit(here)

    def _button(self, icon: str, told: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"{self._name}.{icon}")
        button.setProperty("kind", "ask")
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setToolTip(told)
        button.setAccessibleName(told)
        self._icons.append((button, icon))
        button.setIcon(self._theme.icon(icon, "muted"))
        return button

    def _follow_theme(self) -> None:
        for button, icon in self._icons:
            button.setIcon(self._theme.icon(icon, "muted"))
