"""The windows of the program: each with its own document, undo and jobs; preferences and theme are shared."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.document import Document
from app.faults import BugReport, Faults
from app.jobs import Jobs
from app.preferences import Preferences
from app.theme import Theme
from app.window.autosave import Autosave
from app.window.lent import Lent
from app.window.window import Window

if TYPE_CHECKING:
    from app.dialogs import Questions
    from sim.errors import UserFault
    from sim.store import Project

_STEP = QPoint(32, 32)
"""How far a further window stands from the one before."""


class Windows(QObject):
    """Opens windows, knows those that are open, and sends faults to the one in front.

    Attributes:
        opened: The windows, the one in front last.
    """

    def __init__(
        self,
        preferences: Preferences,
        theme: Theme,
        faults: Faults,
        recovery: Path,
        questions: Callable[[], Questions] | None = None,
    ) -> None:
        """Take what the windows share: ``recovery`` is the folder of the recovery files."""
        super().__init__()
        self.opened: list[Window] = []
        self._preferences = preferences
        self._theme = theme
        self._recovery = recovery
        self._questions = questions
        self._made = 0
        faults.user_fault.connect(self._tell_fault)
        faults.bug.connect(self._tell_bug)

    def make(self, project: Project) -> Window:
        """Make one more window on a project, not shown yet."""
        self._made += 1
        document, jobs = Document(project), Jobs()
        file = self._recovery / f"{os.getpid()}-{self._made}.headrace"
        autosave = Autosave(document, jobs, file)
        lent = Lent(document, jobs, self._preferences, self._theme, Faults(), self, autosave)
        window = Window(lent, questions=self._questions() if self._questions else None)
        document.setParent(window)
        jobs.setParent(window)
        autosave.setParent(window)
        window.ended.connect(partial(self._forget, window))
        window.entered.connect(partial(self._bring_last, window))
        self.opened.append(window)
        return window

    def open_window(self, path: Path | None = None) -> Window:
        """Open one more window, on a file or on a new stream."""
        from app.window.new_stream import new_stream
        from sim.store import new_project

        before = self.opened[-1] if self.opened else None
        window = self.make(new_project(new_stream()))
        if before is not None:
            window.resize(before.size())
            window.move(before.pos() + _STEP)
        window.show()
        window.activateWindow()
        if path is not None:
            window.files.take(path)
        return window

    def bring_forward(self, path: Path, asking: QWidget) -> bool:
        """Bring the window that holds a file to the front; False: no window but the asking one does."""
        for window in self.opened:
            own = window.document.path
            if window is not asking and own is not None and _is_same(own, path):
                window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
                window.raise_()
                window.activateWindow()
                self._bring_last(window)
                return True
        return False

    def quit(self, asking: QWidget) -> None:
        """Close every window, the asking one first; stops at the first that is to stay."""
        left = sorted(self.opened, key=lambda each: each is not asking)
        if left:
            left[0].leave(partial(self.quit, asking))

    def look_for_lost(self, asking: QWidget) -> None:
        """Offer what a crash left behind, in the window that asks."""
        for window in self.opened:
            if window is asking:
                window.recovery.look(self._recovery)

    def _tell_fault(self, fault: UserFault) -> None:
        if self.opened:
            self.opened[-1].tell_fault(fault)

    def _tell_bug(self, report: BugReport) -> None:
        if self.opened:
            self.opened[-1].lent.faults.bug.emit(report)

    def _bring_last(self, window: Window) -> None:
        self.opened.sort(key=lambda each: each is window)

    def _forget(self, window: Window) -> None:
        self.opened.remove(window)
        if QApplication.instance() is not None:
            window.deleteLater()


def _is_same(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return first.absolute() == second.absolute()
