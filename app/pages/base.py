"""What every page is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.document import Document
from app.jobs import Jobs
from app.preferences import Preferences
from app.theme import Theme

if TYPE_CHECKING:
    from sim.store import Project


@dataclass(frozen=True)
class BoardAtStart:
    """An intent for the Stream page: show the board as it is before anything happens."""


class Page(QWidget):
    """One page of the window.

    A page shows the project and asks for changes: it reads ``document.project``, writes only through
    ``document.apply(Edit(...))``, and computes only through ``jobs``. The window keeps a margin around
    pages: their own outermost layout has none.

    Attributes:
        title: Name of the page, as the rail shows it.
        document: The open project.
        jobs: Where long work runs.
        preferences: What is remembered between two starts.
        theme: The look in force.

    Signals:
        status(str): A line for the status bar.
        fault(object): A `UserFault`, for the banner.
        wants_page(str, object): Show another page by key ("stream", "what-if", "history", "forecast",
            "lessons", "report") and hand it an intent, a frozen value (see `receive`).
    """

    title = ""
    status = Signal(str)
    fault = Signal(object)
    wants_page = Signal(str, object)

    def __init__(self, document: Document, jobs: Jobs, preferences: Preferences, theme: Theme) -> None:
        """Take what the window lends to every page."""
        super().__init__()
        self.document = document
        self.jobs = jobs
        self.preferences = preferences
        self.theme = theme

    def tools(self) -> QWidget | None:
        """Give the widget for the middle of the top bar, made once; None: nothing."""
        return None

    def offers(self) -> Sequence[QAction]:
        """Give what can be done here and has no button in sight (that of menus, say), for the command search.

        Buttons in sight and the page's own actions (``addAction``) are found without it. A text may name its
        keys behind a tab, as in a menu.
        """
        return ()

    def show_project(self, before: Project | None, after: Project) -> None:
        """Show another project; ``before`` is None at first and when another file was opened.

        Called for pages in sight at once, for others when they are next shown (then ``before`` is the
        project that they showed last).
        """

    def activated(self) -> None:
        """The page came into sight."""

    def deactivated(self) -> None:
        """The page went out of sight: stop what moves."""

    def receive(self, intent: object) -> None:
        """Take an intent from another page or the window."""

    def closing(self) -> None:
        """The window closes: stop timers and runs. Jobs are cancelled by the window."""


@runtime_checkable
class GivesWay(Protocol):
    """Tools that can do with less room in the top bar."""

    def fit(self, room: int) -> None:
        """Use no more than so many pixels of width."""


@runtime_checkable
class ImportsFiles(Protocol):
    """A page that takes a file of history."""

    def import_file(self, path: Path) -> None:
        """Begin to import a file: show its preview."""
