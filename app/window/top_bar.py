"""The bar on top: the project's name, the page's own tools, undo, redo, and the menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from app.pages import GivesWay
from app.theme import LARGE, SMALL, TINY, Theme
from app.widgets import ElidedLabel, label

_LETTERS = 9
"""About so many letters of the name stay in sight, however much room the tools would like."""


class TopBar(QFrame):
    """Shows the name and whether it is edited; holds the tools of the page in sight."""

    def __init__(self, actions: tuple[QAction, ...], menu: QMenu, theme: Theme) -> None:
        """Lay the bar out; ``actions`` stand as icons before the menu."""
        super().__init__()
        self.setObjectName("topBar")
        self._theme = theme
        self._tools: dict[str, QWidget] = {}
        self._name = ElidedLabel()
        self._name.setObjectName("projectName")
        self._state = label("", "muted", "projectState")
        self._menu_button = _tool("menuButton", self.tr("Menu (F10)"))
        self._menu_button.setMenu(menu)
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(LARGE + TINY, 0, SMALL, 0)
        row.setSpacing(SMALL)
        left = QHBoxLayout()
        left.setSpacing(SMALL - 2)
        left.addWidget(self._name)
        left.addWidget(self._state)
        left.addStretch(1)
        self._middle = QHBoxLayout()
        self._right = right = QHBoxLayout()
        right.setSpacing(TINY)
        right.addStretch(1)
        self._buttons = [*map(_action_button, actions), self._menu_button]
        for button in self._buttons:
            right.addWidget(button)
        row.addLayout(left, 1)
        row.addLayout(self._middle)
        row.addLayout(right, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def show_name(self, name: str, state: str) -> None:
        """Show the project's name and whether it is edited, in words."""
        self._name.setText(name)
        self._name.setToolTip(name)
        self._state.setText(state)

    def show_tools(self, key: str, tools: QWidget | None) -> None:
        """Put the tools of a page in the middle; None: that page has none, or has shown them before."""
        if tools is not None and key not in self._tools:
            self._tools[key] = tools
            self._middle.addWidget(tools)
        for owner, widget in self._tools.items():
            widget.setVisible(owner == key)
        self._fit_tools()

    def tools(self, key: str) -> QWidget | None:
        """Give the tools of a page; None: it has none, or was not made yet."""
        return self._tools.get(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the tools use the room there is."""
        super().resizeEvent(event)
        self._fit_tools()

    def event(self, event: QEvent) -> bool:
        """Fit the tools anew when one of the parts wants another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_tools()
        return super().event(event)

    def _fit_tools(self) -> None:
        """Leave room for the actions at the right, and for a part of the name."""
        tools: object = next((one for one in self._tools.values() if not one.isHidden()), None)
        if not isinstance(tools, GivesWay):
            return
        name = min(self._name.sizeHint().width(), self._theme.tokens.base * _LETTERS)
        state = self._state.sizeHint().width() + SMALL if self._state.text() else 0
        taken = LARGE + TINY + SMALL + self._right.sizeHint().width() + 3 * SMALL
        tools.fit(self.width() - taken - name - state)

    def open_menu(self) -> None:
        """Open the menu from the keyboard."""
        self._menu_button.showMenu()

    def _dress(self) -> None:
        self._menu_button.setIcon(self._theme.icon("menu", "text"))
        self.setFixedHeight(round(self._theme.tokens.base * 2.6) + 18)
        size = self._theme.tokens.base + 7
        for button in self._buttons:
            button.setIconSize(QSize(size, size))


def _action_button(action: QAction) -> QToolButton:
    button = _tool(action.objectName().replace("action.", "bar."), action.text())
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return button


def _tool(name: str, spoken: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setAccessibleName(spoken)
    button.setToolTip(spoken)
    return button
