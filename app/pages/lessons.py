"""Lessons: predict, run, compare. Not there yet, and it says so."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from app.document import Document
from app.jobs import Jobs
from app.pages.base import Page
from app.preferences import Preferences
from app.theme import Theme
from app.widgets import EmptyState


class LessonsPage(Page):
    """Says what will be here, and where to try the same by hand today."""

    title = "Lessons"

    def __init__(self, document: Document, jobs: Jobs, preferences: Preferences, theme: Theme) -> None:
        """Lay the page out."""
        super().__init__(document, jobs, preferences, theme)
        self.setObjectName("lessonsPage")
        self._empty = EmptyState(
            self.tr("Lessons are not in this version"),
            self.tr(
                "Guess, run, compare: short lessons on why queues form will be here. The first can be tried "
                "by hand today: halve the WIP limits on the Stream page while it runs, and watch flow time."
            ),
            self.tr("Try it on the stream"),
            "lessonsPage.empty",
        )
        self._empty.asked.connect(lambda: self.wants_page.emit("stream", None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        theme.changed.connect(self._paint_picture)
        self._paint_picture()

    def _paint_picture(self) -> None:
        self._empty.set_picture(self.theme.picture("lessons"))
