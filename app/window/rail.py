"""The rail on the left: one button a page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.theme import SMALL, Theme
from app.window.entries import PageEntry


class Rail(QFrame):
    """Icons with names, one of them chosen; Ctrl+1 is the first.

    Attributes:
        actions_by_key: The action of each page, for menus and shortcuts.

    Signals:
        chosen(str): The person chose the page with this key.
    """

    chosen = Signal(str)

    def __init__(self, entries: tuple[PageEntry, ...], theme: Theme, parent: QWidget | None = None) -> None:
        """Make a button for each page."""
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Pages"))
        self._entries = entries
        self._theme = theme
        self._group = QActionGroup(self)
        self._buttons: list[QToolButton] = []
        self.actions_by_key: dict[str, QAction] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(SMALL - 1, SMALL + 2, SMALL - 1, SMALL)
        column.setSpacing(SMALL)
        for place, entry in enumerate(entries):
            column.addWidget(self._button(entry, place))
        column.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress()

    def choose(self, key: str) -> None:
        """Mark a page as the one in sight, without telling."""
        self.actions_by_key[key].setChecked(True)

    def _button(self, entry: PageEntry, place: int) -> QToolButton:
        action = QAction(entry.title, self)
        action.setObjectName(f"page.{entry.key}")
        action.setWhatsThis(self.tr("Go to {page}").format(page=entry.title))
        action.setCheckable(True)
        action.setShortcut(QKeySequence(f"Ctrl+{place + 1}"))
        action.triggered.connect(lambda: self.chosen.emit(entry.key))
        self._group.addAction(action)
        self.actions_by_key[entry.key] = action
        button = QToolButton()
        button.setObjectName(f"rail.{entry.key}")
        button.setAccessibleName(entry.title)
        button.setDefaultAction(action)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{entry.title} ({keys})")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._buttons.append(button)
        return button

    def _dress(self) -> None:
        size = self._theme.tokens.base + 9
        for entry in self._entries:
            self.actions_by_key[entry.key].setIcon(self._theme.icon(entry.icon, "muted"))
        for button in self._buttons:
            button.setIconSize(QSize(size, size))
            button.setMinimumHeight(self._theme.tokens.base * 4 + SMALL)
        self.setFixedWidth(self._theme.tokens.base * 6 + SMALL + 2)
