"""Report: what a leader takes away. Not there yet, and it says so."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from app.document import Document
from app.jobs import Jobs
from app.pages.base import Page
from app.preferences import Preferences
from app.theme import Theme
from app.widgets import EmptyState


class ReportPage(Page):
    """Says what will be here, and where the answer is today."""

    title = "Report"

    def __init__(self, document: Document, jobs: Jobs, preferences: Preferences, theme: Theme) -> None:
        """Lay the page out."""
        super().__init__(document, jobs, preferences, theme)
        self.setObjectName("reportPage")
        self._empty = EmptyState(
            self.tr("Reports are not in this version"),
            self.tr(
                "A page to take away, as PDF or as one file for the browser, will be made here. "
                "Until then the forecast gives its answer in one sentence, "
                "and a right click exports any chart."
            ),
            self.tr("Open the forecast"),
            "reportPage.empty",
        )
        self._empty.asked.connect(lambda: self.wants_page.emit("forecast", None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        theme.changed.connect(self._paint_picture)
        self._paint_picture()

    def _paint_picture(self) -> None:
        self._empty.set_picture(self.theme.picture("report"))
