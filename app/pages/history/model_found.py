"""What was found in a history: stages with their times, how they were fitted, what was taken for granted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.pages.history.model_fit_panel import FitPanel
from app.pages.history.model_made import HEADINGS, NO_VALUE, Made
from app.pages.history.model_options import OptionsForm
from app.pages.history.model_sides import LARGE_TEXT, Sides
from app.pages.history.model_table import TextRow, TextTable
from app.pages.history.model_wishes import Wishes
from app.theme import LIGHT, MEDIUM, SMALL, Theme
from app.widgets import Card, label, paragraph

_TOP = Qt.AlignmentFlag.AlignTop


class FoundView(QWidget):
    """Shows a stream made of a history, with all that it rests on.

    Attributes:
        options: What a history cannot tell.
        table: Arrivals and stages.
        fit: How the chosen one was fitted.

    Signals:
        family_told(str, object): A stage's times are to have this family; None: the best one.
    """

    family_told = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Lay an empty view out."""
        super().__init__(parent)
        self.setObjectName("model.foundView")
        self._theme = theme
        self._made: Made | None = None
        self._wishes = Wishes()
        self.options = OptionsForm()
        self.thin: QLabel = paragraph("", "body", "model.thin")
        self._thin_card = Card(self.tr("The data are thin"), "model.thinCard")
        self._thin_card.set_tone("warn")
        self._thin_card.body.addWidget(self.thin)
        self.table = TextTable(theme, HEADINGS, "model.stages", self.tr("Arrivals and stages"), most_rows=9)
        self.table.rows.figures = frozenset((2, 4, 5, 6, 7, 8, 9, 10))
        self.table.gives = (1, 6, 10, 9, 8)
        self.fit = FitPanel(theme)
        self.fit.family_told.connect(self.family_told)
        self.assumed: QLabel = paragraph("", "muted", "model.assumed")
        self.unknown: QLabel = paragraph("", "muted", "model.unknown")
        self._unit = label("", "caption", "model.unit")
        self._facts = QGridLayout()
        self._sides = Sides(theme, "model.")
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_fit())
        self.theme_changed()
        theme.changed.connect(self.theme_changed)

    def show_made(self, made: Made, wishes: Wishes) -> None:
        """Show what was found, and by which wishes."""
        self._made, self._wishes = made, wishes
        self.options.show_wishes(wishes)
        self.thin.setText("\n".join(made.thin))
        self._thin_card.setVisible(bool(made.thin))
        self.table.empty = _silent(made)
        self.table.show_rows(tuple(TextRow(row.cells, row.tips) for row in made.rows))
        unit = made.rows[0].parts[0].state.unit if made.rows[0].parts else made.calibration.days
        self._unit.setText(self.tr("times in {} · visits ended + still there").format(unit))
        self._show_facts(made)
        self.assumed.setText(_listed(made.calibration.assumed))
        self.unknown.setText(_listed((*made.calibration.unknown, *made.doubts)))
        self._show_fit()

    def theme_changed(self) -> None:
        """Give the left side the room that text needs now."""
        larger = self._theme.tokens.base / LIGHT.base
        self.options.stand_below(larger >= LARGE_TEXT)
        self._sides.fit()
        self.table.fit_rows()

    def _show_fit(self) -> None:
        if self._made is None:
            return
        place = max(self.table.currentIndex().row(), 0)
        if place < len(self._made.rows):
            row = self._made.rows[place]
            self.fit.show_row(row, self._wishes.families.get(row.stage, ""))

    def _show_facts(self, made: Made) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, (name, text) in enumerate(made.facts):
            words = paragraph(text, "body", f"model.fact.{name.split()[0].lower()}")
            self._facts.addWidget(label(name, "muted"), 2 * place, 0)
            self._facts.addWidget(words, 2 * place + 1, 0)

    def _lay_out(self) -> None:
        facts = Card(self.tr("Found beside the stages"), "model.facts")
        self._facts.setVerticalSpacing(2)
        facts.body.addLayout(self._facts)
        right = QVBoxLayout()
        right.setSpacing(MEDIUM)
        right.addWidget(self._thin_card)
        stages = Card(self.tr("Stages"), "model.stagesCard")
        stages.header.addWidget(self._unit)
        stages.body.addWidget(self.table)
        right.addWidget(stages)
        right.addWidget(self.fit, 1)
        right.addWidget(self._build_said())
        self._sides.ask((self.options, facts))
        self._sides.answer(right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._sides)

    def _build_said(self) -> QWidget:
        said = Card("", "model.said")
        both = QHBoxLayout()
        both.setSpacing(2 * MEDIUM)
        for title, words in (
            (self.tr("Taken for granted"), self.assumed),
            (self.tr("What the history does not tell"), self.unknown),
        ):
            words.setAlignment(_TOP | Qt.AlignmentFlag.AlignLeft)
            column = QVBoxLayout()
            column.setSpacing(SMALL)
            column.addWidget(label(title, "title"))
            column.addWidget(words, 1)
            both.addLayout(column, 1)
        said.body.addLayout(both)
        return said


def _silent(made: Made) -> frozenset[int]:
    """Give the columns of limits, skips and ways back, where there are none."""
    return frozenset(
        column
        for column in range(len(HEADINGS))
        if HEADINGS[column] in ("Limit", "Skipped", "Back")
        and all(row.cells[column] == NO_VALUE for row in made.rows)
    )


def _listed(sentences: tuple[str, ...]) -> str:
    return "\n".join(f"• {one}" for one in sentences)
