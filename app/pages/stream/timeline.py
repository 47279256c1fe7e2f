"""The timeline under the board: the whole run, to be looked through back and forth."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.pages.stream.change_words import ChangeMade
from app.pages.stream.run_words import moment_text
from app.pages.stream.time_slider import TimeSlider
from app.theme import MEDIUM, SMALL, Theme
from app.widgets import LinkButton, label


class Timeline(QWidget):
    """Says which moment of the run is seen, and lets another one be chosen; hidden without a run.

    Attributes:
        slider: Any moment, and flags where values were changed.
        back: Leads back to the present.
        export: Leads to the export as pictures.

    Signals:
        looked(float): Show this moment.
        stepped(int): Show the event before (-1) or after (1).
        left(): Show the present again.
    """

    looked = Signal(float)
    stepped = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make a hidden timeline."""
        super().__init__(parent)
        self.setObjectName("timeline")
        self._where = label("", "caption", "timeline.where")
        self.slider = TimeSlider(theme)
        self.slider.setToolTip(
            self.tr("Drag to look back; arrow keys go by events, Ctrl and arrows by changes.")
        )
        self.back = LinkButton(self.tr("Back to now"), "timeline.back")
        self.back.setToolTip(self.tr("Show the present of the run again (Alt+End)"))
        self.export = LinkButton(self.tr("Export…"), "timeline.export")
        self.export.setToolTip(self.tr("Export the run as a GIF or as pictures (Ctrl+Shift+E)"))
        self.export.setShortcut("Ctrl+Shift+E")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(MEDIUM, 0, SMALL, 2)
        self.row.setSpacing(SMALL)
        for part in (self._where, self.slider, self.back, self.export):
            self.row.addWidget(part, int(part is self.slider))
        self._connect()
        self.hide()

    def show_time(self, present: float, moment: float | None, unit: str) -> None:
        """Say that a run has come to its present, and which moment of it is seen (None: the present)."""
        self.slider.show_time(present, moment)
        self.back.setEnabled(moment is not None)
        at = moment_text(present if moment is None else moment)
        text = (
            f"{unit.capitalize()} {at}"
            if moment is None
            else f"{unit.capitalize()} {at} of {moment_text(present)}"
        )
        if text != self._where.text():
            self._where.setText(text)
            wide = self._where.fontMetrics().horizontalAdvance(
                f"{unit} {moment_text(present)}0 of {moment_text(present)}"
            )
            self._where.setMinimumWidth(max(wide, self._where.minimumWidth()))
            self.slider.setAccessibleDescription(text)

    def show_marks(self, marks: Sequence[ChangeMade]) -> None:
        """Flag the changes."""
        self.slider.show_marks(marks)

    def _connect(self) -> None:
        self.slider.looked.connect(self.looked)
        self.slider.stepped.connect(self.stepped)
        self.slider.left.connect(self.left)
        self.back.clicked.connect(self.left)
