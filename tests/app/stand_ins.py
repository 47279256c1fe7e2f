"""Stand-ins: who answers the window's questions, pages that note what they are told, edits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.dialogs import Unsaved
from app.document import Document
from app.edit import Edit
from app.jobs import Jobs
from app.pages import Page
from app.preferences import Preferences
from app.theme import Theme
from app.window import PageEntry

if TYPE_CHECKING:
    from sim.store import Project


@dataclass
class Answers:
    """Answers the window's questions as a test says, and remembers what was asked.

    Attributes:
        unsaved: What to do with unsaved work.
        open_path: The file to open.
        import_path: The file to import.
        save_path: Where to save.
        asked: What was asked, in order.
    """

    unsaved: Unsaved = "discard"
    open_path: Path | None = None
    import_path: Path | None = None
    save_path: Path | None = None
    asked: list[str] = field(default_factory=list)

    def what_of_unsaved(self, title: str) -> Unsaved:
        self.asked.append(f"unsaved {title}")
        return self.unsaved

    def file_to_open(self, folder: Path) -> Path | None:
        self.asked.append(f"open in {folder.name}")
        return self.open_path

    def file_to_import(self, folder: Path) -> Path | None:
        self.asked.append(f"import from {folder.name}")
        return self.import_path

    def file_to_save(self, suggestion: Path) -> Path | None:
        self.asked.append(f"save as {suggestion.name}")
        return self.save_path

    def file_for_table(self, suggestion: Path) -> Path | None:
        self.asked.append(f"table as {suggestion.name}")
        return self.save_path


class PlainPage(Page):
    """A page that notes what it is told."""

    def __init__(self, document: Document, jobs: Jobs, preferences: Preferences, theme: Theme) -> None:
        super().__init__(document, jobs, preferences, theme)
        self.told: list[str] = []

    def show_project(self, before: Project | None, after: Project) -> None:
        earlier = "none" if before is None else before.name
        self.told.append(f"{earlier} → {after.name}")

    def activated(self) -> None:
        self.told.append("activated")

    def deactivated(self) -> None:
        self.told.append("deactivated")

    def receive(self, intent: object) -> None:
        self.told.append(f"received {intent}")

    def closing(self) -> None:
        self.told.append("closing")


class ImportingPage(PlainPage):
    """A page that takes files."""

    def import_file(self, path: Path) -> None:
        self.told.append(f"import {path.name}")


PLAIN_PAGES = (
    PageEntry("stream", "Stream", "stream", __name__, "PlainPage"),
    PageEntry("history", "History", "history", __name__, "ImportingPage"),
    PageEntry("absent", "Absent", "report", "app.pages.not_there", "NotThere"),
)


def renamed(document: Document, name: str, key: str = "") -> Edit:
    """Make an edit that names the stream anew."""
    stream = document.project.stream.model_copy(update={"name": name})
    return Edit(f"Name it {name}", replace(document.project, stream=stream), key)
