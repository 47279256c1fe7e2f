"""The pages of the window: made when first shown, told of changes when in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.document import Document
from app.pages import Page
from app.theme import Theme
from app.widgets import EmptyState
from app.window.entries import PageEntry

if TYPE_CHECKING:
    from sim.store import Project

PageMaker = Callable[[type[Page]], Page]


class InSight(QStackedWidget):
    """Widgets of which one is in sight: only that one says how much room is needed.

    One out of sight is not laid out anew when the window shrinks, and would keep all as large as it was.
    """

    def __init__(self) -> None:
        """Hold nothing yet."""
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """Ask for what the one in sight needs."""
        shown = self.currentWidget()
        return QSize(0, 0) if shown is None else shown.minimumSizeHint().expandedTo(shown.minimumSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask anew: the one in sight may have given way to its new size, and need less."""
        super().resizeEvent(event)
        self.updateGeometry()


class PageStack(QObject):
    """Makes pages lazily and keeps each up to date with the project.

    Attributes:
        widget: Where the pages are stacked.
        current: Key of the page in sight; empty before the first.

    Signals:
        made(str, object): A page was made (key, page).
        shown(str): Another page is in sight.
    """

    made = Signal(str, object)
    shown = Signal(str)

    def __init__(
        self, entries: tuple[PageEntry, ...], make: PageMaker, document: Document, theme: Theme
    ) -> None:
        """Start with no page made."""
        super().__init__()
        self.widget = InSight()
        self.widget.setObjectName("pages")
        self.current = ""
        self._entries = {entry.key: entry for entry in entries}
        self._make = make
        self._document = document
        self._theme = theme
        self._widgets: dict[str, QWidget] = {}
        self._shown_project: dict[str, Project | None] = {}
        document.changed.connect(self._pass_on)

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages made so far."""
        return tuple(widget for widget in self._widgets.values() if isinstance(widget, Page))

    def page(self, key: str) -> Page | None:
        """Give a page that was made already."""
        widget = self._widgets.get(key)
        return widget if isinstance(widget, Page) else None

    def show(self, key: str) -> Page | None:
        """Bring a page into sight; None where this version has no such page.

        Raises:
            KeyError: If no page has this key.
        """
        if key not in self._widgets:
            self._widgets[key] = self._new_widget(self._entries[key])
            self.widget.addWidget(self._widgets[key])
            self._theme.dress(self._widgets[key])
        page = self.page(key)
        if key == self.current:
            return page
        former = self.page(self.current)
        self.current = key
        if former is not None:
            former.deactivated()
        if page is not None:
            self._bring_up_to_date(key, page)
        self.widget.setCurrentWidget(self._widgets[key])
        self.shown.emit(key)
        if page is not None:
            page.activated()
        return page

    def close(self) -> None:
        """Tell every page that the window closes."""
        for page in self.pages:
            page.closing()

    def _new_widget(self, entry: PageEntry) -> QWidget:
        page_class = entry.page_class()
        if page_class is None:
            return self._absent(entry)
        page = self._make(page_class)
        self.made.emit(entry.key, page)
        return page

    def _absent(self, entry: PageEntry) -> QWidget:
        title = self.tr("{page} is not in this version").format(page=entry.title)
        text = self.tr("This page will come with a later version. The stream runs meanwhile.")
        empty = EmptyState(title, text, self.tr("Open the stream"), f"{entry.key}.absent")
        empty.set_picture(self._theme.picture(entry.icon))
        empty.asked.connect(lambda: self.show("stream"))
        return empty

    def _bring_up_to_date(self, key: str, page: Page) -> None:
        project = self._document.project
        seen = self._shown_project.get(key)
        if seen is not project:
            self._shown_project[key] = project
            page.show_project(seen, project)

    def _pass_on(self, before: Project | None, after: Project) -> None:
        if before is None:
            self._shown_project.clear()
        page = self.page(self.current)
        if page is not None:
            self._shown_project[self.current] = after
            page.show_project(before, after)
