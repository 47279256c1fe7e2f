"""Two dates to look between, and what is odd about them."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.pages.history.part import Days, dates_note
from app.theme import SMALL, Theme
from app.widgets import DayField, label


class DatesChoice(QWidget):
    """First and last day; a day outside of the history is taken, and explained beside the fields.

    Attributes:
        first: The first day; none: the history's first.
        final: The last day; none: the history's last.
        note: What is odd about them, for the page to place; hidden while nothing is.

    Signals:
        edited(object, object): Other dates were entered; None stands for the history's own.
    """

    edited = Signal(object, object)

    def __init__(self, theme: Theme, name: str) -> None:
        """Make empty fields."""
        super().__init__()
        self._observed: Days | None = None
        self.first = DayField(theme, f"{name}.first", self.tr("First day"), self.tr("first day"))
        self.final = DayField(theme, f"{name}.final", self.tr("Last day"), self.tr("last day"))
        self.note = label("", "muted", f"{name}.note")
        self.note.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(self.first)
        row.addWidget(label("–", "muted"))
        row.addWidget(self.final)
        for each in (self.first, self.final):
            each.edited.connect(self._tell)
            each.field.judged.connect(lambda _: self._explain())

    def show_dates(self, observed: Days, first: dt.date | None, final: dt.date | None) -> None:
        """Show what is looked at, of a history that was observed from one day to another."""
        self._observed = observed
        for each, date in ((self.first, first), (self.final, final)):
            each.offer(*observed)
            if not each.field.problem:
                each.show_date(date)
        self._explain()

    def _tell(self) -> None:
        self._explain()
        self.edited.emit(self.first.field.value, self.final.field.value)

    def _explain(self) -> None:
        first, final = self.first.field, self.final.field
        said = first.problem or final.problem
        if not said and self._observed is not None:
            said = dates_note(self._observed, first.value, final.value)
        self.note.setText(said)
        self.note.setVisible(bool(said) and not self.isHidden())
        for field in (first, final):
            field.setAccessibleDescription(field.problem or said)
