"""A window to bring into a state and photograph."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize
from PySide6.QtWidgets import QApplication, QWidget

from app.document import Document
from app.faults import Faults
from app.jobs import Jobs
from app.pages import Page
from app.preferences import Preferences
from app.theme import Theme
from app.window import Lent, Window, new_stream
from sim.store import new_project
from sim.stream import Stream
from tests.screens.questions import NoQuestions

PATIENCE_S = 30.0


@dataclass
class Scene:
    """One window and what it was made from.

    Attributes:
        app: The application.
        lent: What the window works with.
        window: The window, shown.
        folder: Where the scene may write files.
    """

    app: QApplication
    lent: Lent
    window: Window
    folder: Path
    opened: list[QWidget] = field(default_factory=list)

    @property
    def page(self) -> Page:
        """The page in sight.

        Raises:
            LookupError: If this version has no such page.
        """
        page = self.window.stack.page(self.window.stack.current)
        if page is None:
            raise LookupError(self.window.stack.current)
        return page

    def put(self, stream: Stream) -> None:
        """Show a project with another stream."""
        self.lent.document.replace(new_project(stream))

    def settle(self, ms: int = 60) -> None:
        """Let the window work for some milliseconds."""
        end = time.monotonic() + ms / 1000
        while time.monotonic() < end:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            time.sleep(0.002)

    def wait_for(self, is_reached: Callable[[], bool]) -> None:
        """Let the window work until something is so.

        Raises:
            TimeoutError: If it is not within half a minute.
        """
        end = time.monotonic() + PATIENCE_S
        while not is_reached():
            if time.monotonic() > end:
                raise TimeoutError(is_reached)
            self.settle(10)

    def wait_for_jobs(self) -> None:
        """Let the window work until no result is awaited."""
        self.wait_for(lambda: not self.lent.jobs.is_busy)
        self.settle()

    def close(self) -> None:
        """End the window and all that belongs to it."""
        for widget in self.opened:
            widget.close()
        self.window.close()
        self.window.deleteLater()
        self.settle(20)


State = Callable[[Scene], QWidget | None]


def new_scene(app: QApplication, theme: Theme, folder: Path) -> Scene:
    """Open a window on the example, with preferences of its own."""
    document = Document(new_project(new_stream()))
    lent = Lent(document, Jobs(), Preferences(folder), theme, Faults())
    window = Window(lent, questions=NoQuestions())
    window.resize(QSize(1440, 900))
    window.show()
    return Scene(app, lent, window, folder)


def states_of(key: str) -> dict[str, State]:
    """Give the states of a page by name; a page without a module is shown as it opens."""
    name = f"tests.screens.{key.replace('-', '_')}"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return {"empty": as_it_opens}
    states: dict[str, State] = module.STATES
    return states


def as_it_opens(scene: Scene) -> None:
    """Leave the page as it is when it is first shown."""
    scene.settle()
