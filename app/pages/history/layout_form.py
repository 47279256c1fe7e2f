"""How a file is laid out, and which sheet of a workbook is read: guessed, shown, and chosen anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel

from app.pages.history.choice import Choice
from app.theme import SMALL
from app.widgets import Card, LinkButton, label, paragraph
from sim.history import Layout, Mapping

if TYPE_CHECKING:
    from app.pages.history.trial import Reading

LAYOUTS: Final[dict[Layout, str]] = {
    "items": "Start and done",
    "stages": "A date for each stage",
    "changes": "Changes of status",
    "events": "Events of cases",
    "counts": "Numbers of items done",
}
"""The layouts, in words."""


class LayoutForm(Card):
    """Shows and asks how the file is laid out.

    Attributes:
        layout_choice: One of the layouts.
        sheet: Which sheet is read; out of sight where there is but one.
        anew: Guesses what a remembered mapping was taken for; out of sight otherwise.

    Signals:
        layout_chosen(str): The file is laid out otherwise.
        sheet_chosen(str): Another sheet is to be read.
        guess_wanted(): The mapping is to be guessed, not remembered.
    """

    layout_chosen = Signal(str)
    sheet_chosen = Signal(str)
    guess_wanted = Signal()

    def __init__(self) -> None:
        """Lay out the questions."""
        super().__init__(self.tr("Layout"), "history.import.layoutCard")
        self._guessed: Layout | None = None
        self._is_remembered = False
        self.layout_choice = Choice("history.import.layout", self.tr("Layout of the file"))
        self.layout_choice.offer(tuple(LAYOUTS.items()))
        self.sheet = Choice("history.import.sheet", self.tr("Sheet of the workbook"))
        self._why: QLabel = paragraph("", "caption", "history.import.layoutWhy")
        self.anew = LinkButton(self.tr("Guess anew"), "history.import.guessAnew")
        self.anew.setToolTip(self.tr("Forget the mapping made before, and guess what the columns mean"))
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(SMALL)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(self.layout_choice)
        self._form.addRow(label(self.tr("Sheet"), "muted"), self.sheet)
        self.body.addLayout(self._form)
        self.body.addWidget(self._why)
        self.body.addWidget(self.anew)
        self.layout_choice.activated.connect(
            lambda _: self.layout_chosen.emit(self.layout_choice.currentData())
        )
        self.sheet.activated.connect(lambda _: self.sheet_chosen.emit(self.sheet.currentData()))
        self.anew.clicked.connect(self.guess_wanted)

    def show_reading(self, reading: Reading) -> None:
        """Show what another file looks like, and its sheets."""
        table = reading.table
        self._guessed = reading.guessed.layout
        self._is_remembered = reading.is_remembered
        self.sheet.clear()
        self.sheet.offer(tuple((name, name) for name in table.sheets))
        self.sheet.choose(table.sheet)
        self._form.setRowVisible(self.sheet, len(table.sheets) > 1)
        self.show_mapping(reading.mapping)

    def show_mapping(self, mapping: Mapping) -> None:
        """Show the layout in force, and whether it is the one that the file looks like."""
        self.layout_choice.choose(mapping.layout)
        said = []
        if self._guessed is not None and mapping.layout != self._guessed:
            said.append(self.tr("The file looks like: {}.").format(LAYOUTS[self._guessed]))
        if self._is_remembered:
            said.append(self.tr("Read as a file of these columns was imported before."))
        self._why.setText(" ".join(said))
        self._why.setVisible(bool(said))
        self.anew.setVisible(self._is_remembered)

    def forget(self) -> None:
        """Take back that the mapping is one of before."""
        self._is_remembered = False
