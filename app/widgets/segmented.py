"""A choice of one among a few, all of them visible."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.theme import MEDIUM, TINY
from app.widgets.marks import mark


class _Segment(QPushButton):
    """One of the buttons; it asks for the room of its text in bold, which it has when it is pressed."""

    def sizeHint(self) -> QSize:
        """Ask for the same width, pressed or not."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = QFontMetrics(bold).horizontalAdvance(self.text())
        return QSize(words + 2 * MEDIUM + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Never cut the text."""
        return self.sizeHint()


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
            button = _Segment(text)
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

    def button(self, key: str) -> QPushButton:
        """Give the button of an option.

        Raises:
            KeyError: If there is no such option.
        """
        return self._buttons[key]

    def choose(self, key: str) -> None:
        """Press an option without telling.

        Raises:
            KeyError: If there is no such option.
        """
        self._buttons[key].setChecked(True)

    def _tell(self, _: object) -> None:
        self.chosen.emit(self.value)
