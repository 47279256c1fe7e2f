"""A choice of one among a few, all of them visible."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.theme import TINY
from app.widgets.marks import mark


class SegmentedControl(QWidget):
    """Buttons side by side of which one is pressed; arrow keys move between them.

    Signals:
        chosen(str): The person chose the option with this key.
    """

    chosen = Signal(str)

    def __init__(
        self, options: tuple[tuple[str, str], ...], name: str, parent: QWidget | None = None
    ) -> None:
        """Offer options as (key, text); the first is chosen."""
        super().__init__(parent)
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TINY)
        for key, text in options:
            button = QPushButton(text)
            button.setObjectName(f"{name}.{key}")
            button.setAccessibleName(text)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
            mark(button, kind="segment")
            self._buttons[key] = button
            self._group.addButton(button)
            row.addWidget(button)
        next(iter(self._buttons.values())).setChecked(True)
        self._group.buttonClicked.connect(self._tell)

    @property
    def value(self) -> str:
        """The key of the chosen option."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Press an option without telling.

        Raises:
            KeyError: If there is no such option.
        """
        self._buttons[key].setChecked(True)

    def _tell(self, _: object) -> None:
        self.chosen.emit(self.value)
