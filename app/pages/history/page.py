"""The History page itself: nothing yet, an import under way, the flow of the past, or its report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.dialogs import QtQuestions, Questions
from app.document import Document
from app.edit import Edit
from app.jobs import Jobs
from app.pages.base import BoardAtStart, Page
from app.pages.history.at_hand import AtHand
from app.pages.history.filters import facets_of, still_known
from app.pages.history.import_control import ImportControl
from app.pages.history.import_view import ImportView
from app.pages.history.known_mappings import KnownMappings
from app.pages.history.model_control import ModelControl
from app.pages.history.model_view import ModelView
from app.pages.history.overview import Overview
from app.pages.history.part import View
from app.pages.history.remarks_file import RemarksRequest, remarks_name, write_remarks
from app.pages.history.report_panel import ReportPanel
from app.pages.history.section import Means
from app.pages.history.state import Measured, MeasureRequest, measure, source_text, status_text
from app.pages.history.trial import Outcome
from app.preferences import Preferences
from app.theme import MEDIUM, Theme
from app.widgets import EmptyState, LinkButton, PrimaryButton, QuietButton

if TYPE_CHECKING:
    from sim.history import ImportReport
    from sim.metrics import Facet
    from sim.store import Project, StoredHistory

_EMPTY, _IMPORT, _OVERVIEW, _REPORT, _MODEL = range(5)
_MEASURE, _FACETS = "history.measure", "history.facets"
_SAVE = "history.remarks"


class HistoryPage(Page):
    """Imports a history and shows the flow of the past.

    Attributes:
        questions: Whom to ask for a file.
        view: What of the history is looked at.
        importing: The import.
        import_view: Where it is shown.
        overview: Metrics and charts.
        report: What became of the rows of the history in force.
        model: A stream made of the history, and the model beside it.
        measured: What is shown now; None while there is nothing.
    """

    title = "History"

    def __init__(self, document: Document, jobs: Jobs, preferences: Preferences, theme: Theme) -> None:
        """Lay the page out."""
        super().__init__(document, jobs, preferences, theme)
        self.setObjectName("historyPage")
        self.questions: Questions = QtQuestions(self)
        self.view = View()
        self.measured: Measured | None = None
        self._at_hand = AtHand(preferences)
        self.import_view = ImportView(theme)
        self.importing = ImportControl(self.import_view, jobs, KnownMappings(preferences))
        self.overview = Overview(Means(jobs, theme, document, self._ask_for_table))
        self.report = ReportPanel("", "history.report")
        self.model_view = ModelView(theme)
        self.model = ModelControl(self.model_view, document, jobs, lambda: self.view)
        self._import = PrimaryButton(self.tr("Import…"), "history.importAction")
        self._import.setToolTip(self.tr("Import another file (Ctrl+I)"))
        self._source = LinkButton("", "history.source")
        self._make = QuietButton(self.tr("Make a stream of this…"), "history.makeStream")
        self._make.setToolTip(self.tr("Find stages, times, people and limits in this history"))
        self._tools = self._build_tools()
        self._empty = self._build_empty()
        self._stack = QStackedLayout(self)
        for each in (
            self._empty,
            self.import_view,
            self.overview,
            self._build_report(),
            self.model_view,
        ):
            self._stack.addWidget(each)
        self._connect()
        self._paint_picture()

    def tools(self) -> QWidget:
        """Give the import button, and what the history was made of."""
        return self._tools

    def _build_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        for button in (self._import, self._make, self._source):
            row.addWidget(button)
        self._source.setToolTip(self.tr("What became of the rows, and what was taken for granted"))
        return tools

    def show_project(self, before: Project | None, after: Project) -> None:
        """Show the history, if it is another; an import under way stays unless another file was opened."""
        history = after.history
        self._source.setVisible(history is not None)
        self._source.setText("" if history is None else source_text(history))
        if before is None:
            self._forget_looks()
        if history is None:
            self.jobs.cancel(_MEASURE)
            self.jobs.cancel(_FACETS)
            self.overview.sections.forget()
            self.measured = None
        elif before is None or before.history is not history:
            self.report.set_title(self.tr("How {} was read").format(history.source))
            self.report.show_report(history.report, history.mapping)
            self.jobs.start(facets_of, history.log, self._offer_filters, key=_FACETS)
            self._measure(history)
        self.model.follow(before, after, in_sight=self._stack.currentIndex() == _MODEL)
        self._settle()

    def import_file(self, path: Path) -> None:
        """Begin to import a file: show its preview."""
        history = self.document.project.history
        self.importing.start(path, before=None if history is None else history.log)
        self._settle()

    def receive(self, intent: object) -> None:
        """Take a file to import."""
        if isinstance(intent, Path):
            self.import_file(intent)

    def closing(self) -> None:
        """Leave an import under way, and charts still to be drawn."""
        self.overview.stop()
        self.model.forget()
        if self.importing.is_under_way:
            self.importing.cancel()

    def ask_for_file(self) -> None:
        """Ask for a file and begin to import it."""
        path = self.questions.file_to_import(self._at_hand.folder())
        if path is not None:
            self.import_file(path)

    def change_mapping(self) -> None:
        """Look at the file of the history again, under its own mapping; ask for it if it is gone."""
        history = self.document.project.history
        if history is None:
            return
        fingerprint = history.log.origin.fingerprint
        path = self._at_hand.find(history.source, fingerprint, self.document.path)
        if path is None:
            self._miss(history)
            path = self.questions.file_to_import(self._at_hand.folder())
        if path is not None:
            self.importing.start(path, history.mapping, fingerprint, before=history.log)
            self._settle()

    def _forget_looks(self) -> None:
        """Begin with the whole of another project's history."""
        self.view = View()
        self.overview.sections.forget()
        self._stack.setCurrentIndex(_OVERVIEW)
        if self.importing.is_under_way:
            self.importing.cancel()

    def _miss(self, history: StoredHistory) -> None:
        from sim.errors import HistoryFault

        text = self.tr("{} is not at hand any more, so its columns cannot be read anew.")
        hint = self.tr("Choose the file where it lies now; what was imported stays until then.")
        self.fault.emit(HistoryFault(text.format(history.source), hint))

    def _settle(self) -> None:
        """Bring into sight what there is to see."""
        has_history = self.document.project.history is not None
        if self.importing.is_under_way:
            self._stack.setCurrentIndex(_IMPORT)
        elif not has_history:
            self._stack.setCurrentIndex(_EMPTY)
        elif self._stack.currentIndex() not in (_REPORT, _MODEL):
            self._stack.setCurrentIndex(_OVERVIEW)
        for button in (self._import, self._make):
            button.setVisible(has_history and not self.importing.is_under_way)
        history = self.document.project.history
        self.status.emit("" if history is None else status_text(history.log))

    def _measure(self, history: StoredHistory) -> None:
        request = MeasureRequest(history.log, self.view)
        self.jobs.start(measure, request, self._show_measured, key=_MEASURE)

    def _show_measured(self, found: Measured) -> None:
        self.measured = found
        self.overview.show_measured(found)

    def _offer_filters(self, facets: tuple[Facet, ...]) -> None:
        """Offer what can be chosen; give up what another import of the history has no longer."""
        self.overview.filters.offer(facets)
        self.overview.filters.show_chosen(self.view.chosen)
        self._look_at(replace(self.view, chosen=still_known(self.view.chosen, facets)))

    def _look_at(self, view: View) -> None:
        history = self.document.project.history
        if view != self.view and history is not None:
            self.view = view
            self._measure(history)
            if self._stack.currentIndex() == _MODEL:
                self.model.open()

    def _put(self, outcome: Outcome, path: Path) -> None:
        from sim.store import StoredHistory

        assert outcome.imported is not None
        log, report = outcome.imported
        history = StoredHistory(log, outcome.mapping, report, report.source)
        self._at_hand.remember(path, log.origin.fingerprint)
        self._stack.setCurrentIndex(_OVERVIEW)
        text = self.tr("Import {}").format(report.source)
        self.document.apply(Edit(text, replace(self.document.project, history=history)))
        self._settle()
        self.overview.span.button(self.view.span).setFocus()

    def _toggle_report(self) -> None:
        if self.importing.is_under_way or self.document.project.history is None:
            return
        shown = self._stack.currentIndex() == _REPORT
        self._stack.setCurrentIndex(_OVERVIEW if shown else _REPORT)

    def make_stream(self) -> None:
        """Make a stream of the history, and show it."""
        if self.importing.is_under_way or self.document.project.history is None:
            return
        self._stack.setCurrentIndex(_MODEL)
        self.model.open()
        self.model_view.back.setFocus()

    def _show_charts(self) -> None:
        """Go back to the charts."""
        self._stack.setCurrentIndex(_OVERVIEW)
        self._make.setFocus()

    def _save_remarks(self, report: ImportReport) -> None:
        path = self._ask_for_table(remarks_name(report))
        if path is not None:
            self.jobs.start(
                write_remarks,
                RemarksRequest(report, path),
                lambda wrote: self.status.emit(self.tr("Wrote {}").format(wrote)),
                key=_SAVE,
                on_fault=self.fault.emit,
            )

    def _ask_for_table(self, name: str) -> Path | None:
        return self.questions.file_for_table(self._at_hand.folder() / name)

    def _connect(self) -> None:
        for panel in (self.report, self.import_view.report):
            panel.save_wanted.connect(self._save_remarks)
        self._import.clicked.connect(self.ask_for_file)
        self._make.clicked.connect(self.make_stream)
        self.model_view.left.connect(self._show_charts)
        self.model_view.mapping_wanted.connect(self.change_mapping)
        self.model.adopted.connect(lambda: self.wants_page.emit("stream", BoardAtStart()))
        self._source.clicked.connect(self._toggle_report)
        self._empty.asked.connect(self.ask_for_file)
        self.import_view.other_wanted.connect(self.ask_for_file)
        self.importing.imported.connect(self._put)
        self.importing.left.connect(self._settle)
        self.overview.view_wanted.connect(self._look_at)
        self.overview.sections.told.connect(self.status)
        self.overview.sections.fault.connect(self.fault)
        self.theme.changed.connect(self._paint_picture)

    def _build_empty(self) -> EmptyState:
        return EmptyState(
            self.tr("No history yet"),
            self.tr(
                "Import what your tracker exports: a table or workbook with the dates of its items, their "
                "changes of status, events of cases or numbers of items done, or Jira’s, GitHub’s or "
                "Trello’s JSON. Columns, stages and dates are guessed, shown, and yours to change. You "
                "can also drop the file on this window."
            ),
            self.tr("Import a history…"),
            "historyPage.empty",
        )

    def _build_report(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        change = QuietButton(self.tr("Change mapping…"), "history.changeMapping")
        change.clicked.connect(self.change_mapping)
        back = QuietButton(self.tr("Back to the charts"), "history.back")
        back.clicked.connect(self._toggle_report)
        self.report.header.addWidget(change)
        self.report.header.addWidget(back)
        column.addWidget(self.report, 1)
        return holder

    def _paint_picture(self) -> None:
        self._empty.set_picture(self.theme.picture("history"))
