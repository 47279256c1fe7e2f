"""One walk: many steps on a real window, then everything undone, done again, saved, reopened and closed."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from app.document import Document
from app.faults import Faults
from app.jobs import Jobs
from app.preferences import Preferences
from app.theme import Theme
from app.window import Lent, Window
from sim.store import Project, RunSettings, open_project
from sim.stream import example
from tests.app.on_disk import save_to
from tests.app.stand_ins import Answers
from tests.monkey.monkey import Monkey
from tests.monkey.watch import Watch

PATIENCE_S = 0.3
"""How long a patient walk awaits results after a step."""
PATIENT_EVERY = 3
"""Every so many seeds a walk is patient; the others hurry."""


class Fell(AssertionError):
    """Something went wrong on a walk; the text has the last steps."""


@dataclass
class Walk:
    """A window, somebody who plays with it, and somebody who watches.

    Attributes:
        app: The application.
        seed: Decides every step.
        folder: Where files may be written.
    """

    app: QApplication
    seed: int
    folder: Path
    lent: Lent = field(init=False)
    window: Window = field(init=False)
    answers: Answers = field(init=False)
    monkey: Monkey = field(init=False)
    first: Project = field(init=False)

    def __post_init__(self) -> None:
        """Open the window on the first example, with short comparisons."""
        theme = Theme("light")
        theme.apply(self.app)
        self.first = Project(stream=example("software-team"), run=RunSettings(replications=6, until=60.0))
        answers = Answers()
        lent = Lent(Document(self.first), Jobs(), Preferences(self.folder / "config"), theme, Faults())
        self.lent = lent
        lent.document.changed.connect(self._remember_first)
        self.answers = answers
        self.window = Window(lent, questions=answers)
        self.window.stack.made.connect(lambda _, page: setattr(page, "questions", answers))
        self.window.resize(1440, 900)
        self.window.show()
        self.window.activateWindow()
        (self.folder / "files").mkdir()
        self.monkey = Monkey(self.window, lent, answers, self.folder / "files", self.seed)

    def go(self, steps: int) -> None:
        """Walk, then undo, redo, save, reopen.

        Raises:
            Fell: If anything went wrong.
        """
        with Watch(self.window, self.lent) as watch:
            for _ in range(steps):
                self.monkey.step()
                self._let_work(0.004)
                if self.seed % PATIENT_EVERY == 0:
                    self._wait_for_jobs()
                self._must(not (found := watch.look()), "\n".join(found))
            self._close_dialogs()
            self._there_and_back()
            self._wait_for_jobs()
            self._must(not (found := watch.look()), "at the end: " + "\n".join(found))

    def close(self) -> None:
        """Close the window and let go of it."""
        self._close_dialogs()
        self.answers.unsaved = "discard"
        self.window.close()
        self.window.deleteLater()
        self._let_work(0.02)

    def _remember_first(self, before: object, after: Project) -> None:
        if before is None:
            self.first = after

    def _there_and_back(self) -> None:
        document = self.lent.document
        while document.stack.canRedo():
            document.redo()
        last = document.project
        while document.stack.canUndo():
            document.undo()
        self._let_work(0.01)
        self._must(document.project == self.first, "undo did not lead back to the first project")
        while document.stack.canRedo():
            document.redo()
        self._let_work(0.01)
        self._must(document.project == last, "redo did not lead to the last project")
        path = self.folder / "last.headrace"
        save_to(path, document)
        self._must(open_project(path) == last, "the reopened project is another")

    def _must(self, holds: bool, text: str) -> None:  # noqa: FBT001
        if not holds:
            steps = "\n  ".join(self.monkey.done[-12:])
            raise Fell(f"seed {self.seed}, after {len(self.monkey.done)} steps:\n  {steps}\n{text}")

    def _close_dialogs(self) -> None:
        while (top := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
            top.close()
            self._let_work(0.002)

    def _let_work(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self.app.processEvents()
        while time.monotonic() < end:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)

    def _wait_for_jobs(self) -> None:
        end = time.monotonic() + PATIENCE_S
        while self.lent.jobs.is_busy and time.monotonic() < end:
            self._let_work(0.002)


def walk(app: QApplication, seed: int, steps: int, folder: Path) -> None:
    """Walk once and close the window.

    Raises:
        Fell: If anything went wrong.
    """
    made = Walk(app, seed, folder)
    try:
        made.go(steps)
    finally:
        made.close()
