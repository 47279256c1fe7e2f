"""Model against history: figures, verdicts, what to adjust, and both as pictures."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.charts import BesideChart, Chart, FlowBesideChart
from app.pages.history.chart_grid import ChartGrid
from app.pages.history.model_beside import HEADINGS, Beside, Place
from app.pages.history.model_progress import ProgressRow
from app.pages.history.model_sides import Sides
from app.pages.history.model_table import TextRow, TextTable
from app.pages.history.model_wishes import DEFAULT_RUNS
from app.theme import MEDIUM, SMALL, Theme
from app.widgets import Card, IntField, PrimaryButton, SegmentedControl, label, paragraph

_PAUSE_MS = 12
_LEAST_GRID = 320
_VERDICT = len(HEADINGS) - 1
_TONES: dict[Place, str] = {"inside": "good", "above": "bad", "below": "bad", "unknown": "muted"}
_MARKS: dict[Place, str] = {"inside": "✓ ", "above": "▲ ", "below": "▼ ", "unknown": "? "}
"""Told without colour too: a mark before the word."""


class CheckView(QWidget):
    """Shows a model beside its history.

    Attributes:
        which: Whether the model made here is compared, or the project's stream.
        runs: How many runs.
        run: Begins.
        progress: How far the runs are.
        table: Figure by figure.

    Signals:
        run_wanted(int): Compare, with so many runs.
        which_chosen(str): ``made`` or ``stream``.
    """

    run_wanted = Signal(int)
    which_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Lay an empty view out."""
        super().__init__(parent)
        self.setObjectName("model.checkView")
        self._theme = theme
        self.which = SegmentedControl(
            (("made", self.tr("Made here")), ("stream", self.tr("The project’s"))), "model.which"
        )
        self.runs = IntField(DEFAULT_RUNS, "model.runs", self.tr("Runs of the model"), minimum=20)
        self.run = PrimaryButton(self.tr("Compare"), "model.compare")
        self.progress = ProgressRow("model.beside", self.tr("Stop here"))
        self.progress.cancel.setToolTip(self.tr("Keep the runs made so far"))
        self.subject = paragraph("", "caption", "model.subject")
        self.headline: QLabel = paragraph("", "heading", "model.headline")
        self.detail: QLabel = paragraph("", "muted", "model.detail")
        self.adjust: QLabel = paragraph("", "body", "model.adjust")
        self.unlike: QLabel = paragraph("", "muted", "model.unlike")
        self.table = TextTable(
            theme, HEADINGS, "model.verdicts", self.tr("Figures of history and model"), most_rows=18
        )
        self.table.rows.figures = frozenset((1, 2, 3))
        self.verdict: QLabel = paragraph("", "body", "model.verdict")
        self.charts = (
            BesideChart(theme, self.tr("Flow time: share done within"), "model.times"),
            BesideChart(theme, self.tr("Items done"), "model.done"),
            FlowBesideChart(theme, self.tr("Cumulative flow: history"), "model.flowHistory"),
            FlowBesideChart(theme, self.tr("Cumulative flow: model"), "model.flowModel"),
        )
        self._texts: tuple[str, ...] = ()
        # PERF: charts are drawn one after another: at once they would stall the window.
        self._waiting: list[tuple[Chart[Any], Any]] = []
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(_PAUSE_MS)
        self._turn.timeout.connect(self._draw_one)
        self._lay_out()
        self._connect()
        self.theme_changed()

    def show_subject(self, which: str, text: str) -> None:
        """Say which model is compared."""
        self.which.choose(which)
        self.subject.setText(text)

    def show_nothing(self, headline: str, detail: str, *, fault: bool = False) -> None:
        """Say why there is nothing to see, and what to do."""
        self._card.set_tone("warn" if fault else "plain")
        self.headline.setText(headline)
        self.detail.setText(detail)
        for part in self._results:
            part.hide()

    def show_beside(self, found: Beside) -> None:
        """Show a comparison."""
        self._card.set_tone("warn" if found.outside else "accent")
        self.headline.setText(found.headline)
        self.detail.setText(found.detail)
        self._texts = tuple(row.text for row in found.rows)
        self.table.show_rows(
            tuple(
                TextRow(
                    (*row.cells[:_VERDICT], f"{_MARKS[row.place]}{row.cells[_VERDICT]}"),
                    (row.text,) * len(HEADINGS),
                    ("",) * _VERDICT + (_TONES[row.place],),
                )
                for row in found.rows
            )
        )
        self.adjust.setText("\n".join(f"• {one}" for one in found.check.adjust))
        self.unlike.setText("\n".join(f"• {one}" for one in found.check.unlike))
        for part in self._results:
            part.show()
        self._adjust_card.setVisible(bool(found.check.adjust))
        self._show_verdict()
        self._show_pictures(found)

    def theme_changed(self) -> None:
        """Give the left side the room that text needs now."""
        self._sides.fit()
        self.table.fit_rows()

    def _show_pictures(self, found: Beside) -> None:
        times, done, past, model = self.charts
        done.set_title(self.tr("Items done a {}").format(found.check.pictures.period))
        model.set_title(self.tr("Cumulative flow: model, {}").format(found.run_note))
        states = (found.times, found.done, *found.flows)
        for chart in self.charts:
            chart.show_everything()
        self._waiting = list(zip((times, done, past, model), states, strict=True))
        self._turn.start()

    @property
    def is_drawn(self) -> bool:
        """Whether every chart shows the comparison shown last."""
        return not self._waiting

    def stop(self) -> None:
        """Leave charts that are still to be drawn."""
        self._turn.stop()
        self._waiting.clear()

    def _draw_one(self) -> None:
        chart, state = self._waiting.pop(0)
        chart.show_state(state)
        if self._waiting:
            self._turn.start()

    def _show_verdict(self) -> None:
        place = self.table.currentIndex().row()
        if 0 <= place < len(self._texts):
            text = self._texts[place]
            self.verdict.setText(f"{text[:1].upper()}{text[1:]}.")

    def _connect(self) -> None:
        self.run.clicked.connect(lambda: self.run_wanted.emit(self.runs.value))
        self.which.chosen.connect(self.which_chosen)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_verdict())
        self._theme.changed.connect(self.theme_changed)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._sides = Sides(self._theme, "model.check")
        self._sides.ask(self._build_left())
        self._sides.answer(self._build_right())
        row.addWidget(self._sides)

    def _build_left(self) -> tuple[QWidget, ...]:
        ask = Card(self.tr("Compare with the history"), "model.ask")
        ask.body.addWidget(self.which)
        ask.body.addWidget(self.subject)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(SMALL)
        form.addRow(label(self.tr("Runs"), "muted"), self.runs)
        ask.body.addLayout(form)
        ask.body.addWidget(self.run)
        self._adjust_card = Card(self.tr("What to adjust"), "model.adjustCard")
        self._adjust_card.body.addWidget(self.adjust)
        self._unlike_card = Card(self.tr("Not compared"), "model.unlikeCard")
        self._unlike_card.body.addWidget(self.unlike)
        return ask, self._adjust_card, self._unlike_card

    def _build_right(self) -> QVBoxLayout:
        self._card = Card("", "model.headlineCard")
        for widget in (self.headline, self.detail, self.progress):
            self._card.body.addWidget(widget)
        table = Card(self.tr("Figure by figure"), "model.verdictsCard")
        table.body.addWidget(self.table)
        table.body.addWidget(self.verdict)
        grid = ChartGrid(self._theme, self.charts, most=2, least_width=_LEAST_GRID)
        column = QVBoxLayout()
        column.setSpacing(MEDIUM)
        for part in (self._card, table, grid):
            column.addWidget(part)
        column.addStretch(1)
        self._results: tuple[QWidget, ...] = (self._adjust_card, self._unlike_card, table, grid)
        return column
