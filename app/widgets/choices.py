"""A choice of several among a few: a button that says which, and a menu to tick them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from app.widgets.drop_down import DropDown


class _StayingMenu(QMenu):
    """A menu that stays open while its entries are ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick, and stay."""
        if not self._tick():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with the space bar, and stay."""
        if event.key() != Qt.Key.Key_Space or not self._tick():
            super().keyPressEvent(event)

    def _tick(self) -> bool:
        action: QAction | None = self.activeAction()
        if action is None:
            return False
        action.trigger()
        return True


class Choices(DropDown):
    """Shows which of some options are chosen; a menu ticks them.

    Signals:
        chosen(object): The keys that are chosen now, in the order of the options: the menu was closed.
    """

    chosen = Signal(object)

    def __init__(
        self, options: Mapping[str, str], keys: Sequence[str], name: str, spoken: str, *, none: str
    ) -> None:
        """Offer options (key to text); ``none`` is said where none is chosen."""
        super().__init__(name)
        self._spoken, self._none = spoken, none
        self._told = tuple(key for key in options if key in keys)
        self._menu = _StayingMenu(self)
        self._menu.setObjectName(f"{name}.menu")
        self._actions: dict[str, QAction] = {}
        for key, text in options.items():
            action = self._menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(key in self._told)
            action.toggled.connect(lambda _: self._say())
            self._actions[key] = action
        self._menu.aboutToHide.connect(self._tell)
        self.clicked.connect(self._open)
        self._say()

    @property
    def keys(self) -> tuple[str, ...]:
        """The options chosen now, in their order."""
        return tuple(key for key, action in self._actions.items() if action.isChecked())

    def action(self, key: str) -> QAction:
        """Give the entry of an option.

        Raises:
            KeyError: If there is no such option.
        """
        return self._actions[key]

    def show_keys(self, keys: Sequence[str]) -> None:
        """Show other options as chosen, without telling."""
        self._told = tuple(key for key in self._actions if key in keys)
        for key, action in self._actions.items():
            action.setChecked(key in self._told)

    def close_menu(self) -> None:
        """Close the menu: what is chosen holds."""
        if self._menu.isVisible():
            self._menu.close()
        else:
            self._tell()

    def sizeHint(self) -> QSize:
        """Ask for the room of a field."""
        return QSize(80, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as need be: the text gives up its end."""
        return QSize(40, super().minimumSizeHint().height())

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _say(self) -> None:
        names = [action.text() for action in self._actions.values() if action.isChecked()]
        words = ", ".join(names) if names else self._none
        self.setText(words)
        self.setToolTip(words)
        self.setAccessibleName(f"{self._spoken}: {words}")

    def _tell(self) -> None:
        if self.keys != self._told:
            self._told = self.keys
            self.chosen.emit(self.keys)
