"""A page that is not there yet: it says so, and where the same can be done today."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout

from app.document import Document
from app.jobs import Jobs
from app.pages.base import Page
from app.preferences import Preferences
from app.theme import Theme
from app.widgets import EmptyState


@dataclass(frozen=True)
class Promise:
    """What a page that is not there yet says.

    Attributes:
        key: The page's key, also the name of its picture.
        title: What is missing.
        text: What it will be, and what to do until then.
        action: Words of the button.
        leads_to: Key of the page that the button shows.
    """

    key: str
    title: str
    text: str
    action: str
    leads_to: str


class ComingPage(Page):
    """Says what will be here, and leads to where the same can be done today."""

    def promise(self) -> Promise:
        """Give what the page says."""
        raise NotImplementedError

    def __init__(self, document: Document, jobs: Jobs, preferences: Preferences, theme: Theme) -> None:
        """Lay the page out."""
        super().__init__(document, jobs, preferences, theme)
        said = self.promise()
        self._key = said.key
        self.setObjectName(f"{said.key}Page")
        self._empty = EmptyState(said.title, said.text, said.action, f"{said.key}Page.empty")
        self._empty.asked.connect(lambda: self.wants_page.emit(said.leads_to, None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        theme.changed.connect(self._paint_picture)
        self._paint_picture()

    def _paint_picture(self) -> None:
        self._empty.set_picture(self.theme.picture(self._key))
