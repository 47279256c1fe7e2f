"""The Forecast page itself: question on the left, answer on the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.charts import LearnedChart, ProbabilityChart
from app.document import Document
from app.edit import Edit
from app.jobs import Jobs
from app.pages.base import Page
from app.pages.forecast.answers import AnswerGrid, Cards
from app.pages.forecast.months import ChanceCalendar
from app.pages.forecast.panel import SUGGESTED_DAYS, QuestionPanel
from app.pages.forecast.percentiles import PercentileTable
from app.pages.forecast.state import Answer, Request, answer, days_of, middle
from app.preferences import Preferences
from app.theme import MEDIUM, Theme
from app.widgets import Card, EmptyState, label, mark, paragraph, scrolled, unbroken

if TYPE_CHECKING:
    from sim.errors import UserFault
    from sim.forecast import Question
    from sim.store import Project

_PANEL_WIDTH = 304


class ForecastPage(Page):
    """Answers when, or how many by when, from the imported history.

    Attributes:
        panel: The question.
        answer: What is shown now; None while there is no answer.
    """

    title = "Forecast"

    def __init__(self, document: Document, jobs: Jobs, preferences: Preferences, theme: Theme) -> None:
        """Lay the page out."""
        super().__init__(document, jobs, preferences, theme)
        self.setObjectName("forecastPage")
        self.answer: Answer | None = None
        self.panel = QuestionPanel()
        self.panel.asked.connect(self._ask)
        self.sentence: QLabel = paragraph("", "heading", "forecast.sentence")
        self.detail: QLabel = paragraph("", "muted", "forecast.detail")
        self.warnings: QLabel = paragraph("", "body", "forecast.warnings")
        self.curve = ProbabilityChart(theme)
        self.months = ChanceCalendar(theme)
        self.table = PercentileTable()
        self.learned = LearnedChart(theme)
        self._learned_note = paragraph("", "caption", "forecast.learnedNote")
        self._empty = self._build_empty()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._build_body())
        for chart in (self.curve, self.learned):
            chart.exported.connect(lambda path: self.status.emit(self.tr("Wrote {}").format(path)))
        theme.changed.connect(self._paint_picture)
        theme.changed.connect(self._fit)
        self._paint_picture()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the cards one below the other where there is little room beside the question."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        panel = self.theme.width(_PANEL_WIDTH)
        self._left.setFixedWidth(panel)
        self._grid.fit(self.width() - panel - MEDIUM)

    def show_project(self, before: Project | None, after: Project) -> None:
        """Show the question, and answer it if it or the history is another."""
        if after.history is None:
            self.jobs.cancel("forecast")
            self.answer = None
            self._stack.setCurrentIndex(0)
            self.status.emit("")
            return
        self._stack.setCurrentIndex(1)
        question = question_of(after)
        days = days_of(after.history.log)
        self.panel.show_question(question, after.stream.calendar, days and days[1])
        if before is not None and before.history is after.history and question_of(before) == question:
            return
        self.jobs.start(
            answer,
            Request(after.history.log, question),
            self._show_answer,
            key="forecast",
            on_fault=self._show_fault,
        )

    def _ask(self, question: Question, what: str) -> None:
        project = self.document.project
        text = self.tr("Change {} of the forecast").format(what)
        self.document.apply(Edit(text, replace(project, questions=(question, *project.questions[1:]))))

    def _show_answer(self, found: Answer) -> None:
        self.answer = found
        self._sentence_card.set_tone("accent")
        self.sentence.setText(found.forecast.sentence)
        self.detail.setText(unbroken(found.forecast.detail))
        self._show_warnings(found.forecast.warnings)
        when = found.forecast.question.kind == "when"
        self.curve.set_title(
            self.tr("Probability of being done by…") if when else self.tr("Probability of at least so many")
        )
        self.curve.show_state(found.curve)
        self.learned.show_state(found.learned)
        self._learned_note.setText(found.learned_note)
        self.table.show_rows(found.forecast)
        for widget in self._cards.pictures:
            widget.setVisible(when or widget is not self._cards.months)
        self._grid.offer_calendar(has_calendar=when)
        self.months.show_days(found.days, middle(found))
        past = found.forecast.sample
        self.status.emit(
            self.tr("Learned from {} items · exact, no sampling error").format(f"{past.items:,}")
        )

    def _show_fault(self, fault: UserFault) -> None:
        self.answer = None
        self._sentence_card.set_tone("warn")
        self.sentence.setText(self.tr("No forecast"))
        self.detail.setText(fault.text)
        self.warnings.setText(fault.hint)
        self.warnings.setVisible(bool(fault.hint))
        self._learned_note.setText(self.tr("No answer yet."))
        for widget in self._cards.pictures:
            widget.hide()

    def _show_warnings(self, warnings: tuple[str, ...]) -> None:
        self.warnings.setText("\n".join(f"⚠ {warning}" for warning in warnings))
        self.warnings.setVisible(bool(warnings))

    def _build_empty(self) -> EmptyState:
        empty = EmptyState(
            self.tr("No history to forecast from"),
            self.tr(
                "A forecast resamples what was done on past days. Import an export of work items "
                "(CSV: one row an item, with start and done dates), and ask when the next 30 will be done."
            ),
            self.tr("Import a history…"),
            "forecastPage.empty",
        )
        empty.asked.connect(lambda: self.wants_page.emit("history", None))
        return empty

    def _build_body(self) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        left = QScrollArea()
        left.setObjectName("forecast.left")
        left.setWidgetResizable(True)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left.setFixedWidth(self.theme.width(_PANEL_WIDTH))
        self._left = left
        left.setWidget(self._build_left())
        row.addWidget(left)
        row.addWidget(scrolled(self._build_right(), "forecast.answers"), 1)
        return body

    def _build_left(self) -> QWidget:
        holder = QWidget()
        mark(holder, kind="scrolled")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MEDIUM)
        column.addWidget(self.panel)
        learn = Card(self.tr("Learn from"), "forecast.learnFrom")
        learn.body.addWidget(label(self.tr("History"), "strong"))
        learn.body.addWidget(self._learned_note)
        column.addWidget(learn)
        column.addStretch(1)
        return holder

    def _build_right(self) -> AnswerGrid:
        sentence = self._sentence_card = Card("", "forecast.answer")
        for widget in (self.sentence, self.detail, self.warnings):
            sentence.body.addWidget(widget)
        self.warnings.hide()
        months = Card(self.tr("Chance by day"), "forecast.monthsCard")
        months.body.addWidget(self.months)
        table = Card(self.tr("How sure"), "forecast.tableCard")
        table.body.addWidget(self.table)
        self._cards = Cards(sentence, self.curve, months, table, self.learned)
        self._grid = AnswerGrid(self._cards, self.theme)
        return self._grid

    def _paint_picture(self) -> None:
        self._empty.set_picture(self.theme.icon("forecast", "muted").pixmap(48, 48))


def question_of(project: Project) -> Question:
    """Give the project's question; a sensible first one where none was asked yet."""
    from sim.forecast import Question

    return project.questions[0] if project.questions else Question(kind="when", items=SUGGESTED_DAYS)
