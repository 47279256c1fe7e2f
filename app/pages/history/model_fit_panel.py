"""How the times of one stage were fitted: the picture against the data, the families tried, the one told."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.charts import FitChart
from app.pages.history.choice import Choice
from app.pages.history.model_made import FitPart, Row
from app.pages.history.model_table import TextRow, TextTable
from app.pages.history.model_words import FAMILIES
from app.theme import LIGHT, MEDIUM, SMALL, Theme
from app.widgets import Card, SegmentedControl, label, mark, paragraph

_SIDE_WIDTH = 330
_LEAST_BESIDE = 640
"""Width from which words stand beside the picture, at the usual size of text."""
_LEAST_CHART = 250


class FitPanel(Card):
    """Shows one row of what was found: a stage, or arrivals.

    Attributes:
        chart: The fit against its data.
        part: Which times: of all items, of a type, blocked.
        look: Curve or bars.
        family: The family told.

    Signals:
        family_told(str, object): A stage's times are to have this family; None: the best one.
    """

    family_told = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Lay an empty panel out."""
        super().__init__(self.tr("Fit against data"), "model.fit", parent)
        self._theme = theme
        self._row: Row | None = None
        self.chart = FitChart(theme)
        self.part = Choice("model.part", self.tr("Which times"))
        self.look = SegmentedControl(
            (("curve", self.tr("Share done by")), ("bars", self.tr("Histogram"))), "model.look"
        )
        self.family = Choice("model.family", self.tr("Family of the times"))
        self.found = paragraph("", "body", "model.found")
        self.reason = paragraph("", "muted", "model.reason")
        self.goodness = paragraph("", "caption", "model.goodness")
        self.tried = TextTable(
            theme,
            (self.tr("Family"), self.tr("AIC"), self.tr("Off by"), self.tr("Test")),
            "model.candidates",
            self.tr("Families tried"),
            most_rows=4,
        )
        self.tried.rows.figures = frozenset((1, 2))
        self._lay_out()
        self.part.activated.connect(lambda _: self._show_part())
        self.look.chosen.connect(lambda _: self._show_part())
        self.family.activated.connect(lambda _: self._tell())

    def show_row(self, row: Row, told: str) -> None:
        """Show a stage or arrivals, and which family a person told for it; empty for none."""
        kept = self.part.currentText() if self._row is not None and self._row.key == row.key else ""
        self._row = row
        self.part.clear()
        self.part.offer(tuple((part.name, part.name) for part in row.parts))
        self.part.choose(kept)
        self.part.setVisible(len(row.parts) > 1)
        self._family_row.setVisible(row.can_choose)
        self.family.clear()
        best = row.parts[0].candidates[0].family if row.can_choose else ""
        self.family.offer((("", self.tr("best by AIC ({})").format(best)), *FAMILIES.items()))
        self.family.choose(told)
        self._show_part()

    def _show_part(self) -> None:
        row = self._row
        if row is None:
            return
        self.set_title(row.cells[0])
        if not row.parts:
            self._show_nothing()
            return
        part = row.parts[max(self.part.currentIndex(), 0)]
        state = replace(part.state, look="bars") if self.look.value == "bars" else part.state
        self.chart.set_title(self._chart_title(row, part))
        self.chart.show_everything()
        self.chart.show_state(state)
        self.found.setText(part.family)
        self.reason.setText(part.reason)
        self.goodness.setText(part.goodness)
        self.tried.show_rows(
            tuple(
                TextRow(
                    (one.family, one.behind, one.off, one.passes),
                    ("", self.tr("Akaike’s criterion, beside the best"), "", part.goodness),
                    is_strong=one.is_chosen,
                )
                for one in part.candidates
            )
        )
        self._tried_title.setVisible(bool(part.candidates))
        self.tried.setVisible(bool(part.candidates))

    def _chart_title(self, row: Row, part: FitPart) -> str:
        if not row.stage:
            return self.tr("Times between arrivals")
        if part.name == row.parts[0].name:
            return self.tr("Times in {}").format(row.cells[0])
        return self.tr("Times in {}: {}").format(row.cells[0], part.name)

    def _show_nothing(self) -> None:
        self.chart.clear()
        self.chart.set_title(self.tr("No picture"))
        why = self.tr("Nothing has ended here, so no time could be fitted.")
        if self._row is not None and not self._row.stage:
            why = self.tr("Items a day were counted: there are no times between them to fit.")
        self.found.setText(why)
        for words in (self.reason, self.goodness):
            words.setText("")
        for widget in (self.tried, self._tried_title):
            widget.hide()

    def _tell(self) -> None:
        if self._row is not None and self._row.can_choose:
            self.family_told.emit(self._row.stage, self.family.currentData() or None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the words below the picture where the panel is narrow."""
        super().resizeEvent(event)
        larger = self._theme.tokens.base / LIGHT.base
        beside = self.width() >= _LEAST_BESIDE * larger
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._both.direction() != way:
            self._both.setDirection(way)
        self._side.setMaximumWidth(round(_SIDE_WIDTH * larger) if beside else 16_777_215)
        least = self.chart.minimumSizeHint().height()
        self.chart.setMinimumHeight(max(round(_LEAST_CHART * larger), least))

    def _lay_out(self) -> None:
        # A long name goes on in another line; the stretch behind it is not to press it together.
        self.title.setWordWrap(True)
        self.header.setStretch(0, 1)
        self.header.setStretch(1, 0)
        self.header.addWidget(self.part)
        self.header.addWidget(self.look)
        self._side = QWidget()
        mark(self._side, kind="scrolled")
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(SMALL)
        self._family_row = QWidget()
        line = QHBoxLayout(self._family_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(self.tr("Family"), "muted"))
        line.addWidget(self.family, 1)
        self._tried_title = label(self.tr("Families tried"), "caption")
        for widget in (
            self._family_row,
            self.found,
            self.reason,
            self._tried_title,
            self.tried,
            self.goodness,
        ):
            side.addWidget(widget)
        side.addStretch(1)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(MEDIUM)
        self._both.addWidget(self.chart, 1)
        self._both.addWidget(self._side, 1)
        self.body.addLayout(self._both, 1)
