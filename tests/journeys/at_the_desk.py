"""The program in a process of its own, used by keys: ``python -m tests.journeys.at_the_desk DEED FILE``.

Prints a line when a deed is done and waits to be killed, or ends as a person ends it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.canvas import BoardView
from app.main import Start, open_window
from app.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier
Deed = Callable[[Window], Iterator[Callable[[], bool]]]
"""Does one thing after the other; yields what must be so before it goes on."""


def window_in_sight() -> Window | None:
    """Give the program's window once it is painted."""
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, Window)]
    return windows[0] if windows and windows[0].isVisible() else None


def say(words: object) -> None:
    """Tell whoever started this process."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def remove_a_stage_and_turn_away(window: Window) -> Iterator[Callable[[], bool]]:
    """Remove the stage Test by key, then look at another window."""
    yield lambda: window.isActiveWindow() and not window.lent.jobs.is_busy
    if window.document.path is None and len(sys.argv) > 2 and sys.argv[2]:
        raise AssertionError(f"{sys.argv[2]} is not open")
    board = window.findChild(BoardView, "board")
    assert board is not None
    board.choose("test")
    QTest.keyClick(board, Qt.Key.Key_Delete)
    say(stages(window))
    other = QWidget()
    other.show()
    other.activateWindow()
    autosave = window.lent.autosave
    assert autosave is not None
    yield lambda: autosave.is_kept
    say("kept")
    yield lambda: False


def restore_and_save(window: Window) -> Iterator[Callable[[], bool]]:
    """Restore what is offered by key, save it by key, and quit by key."""
    yield lambda: bool(window.recovery.cards) and window.isActiveWindow()
    say(stages(window))
    restore = window.findChild(QAbstractButton, "lost.0.restore")
    assert restore is not None
    assert restore.isVisible()
    restore.setFocus()
    QTest.keyClick(restore, Qt.Key.Key_Space)
    say(stages(window))
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    say(stages(window))
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    yield lambda: window.document.is_clean
    say("saved")
    QTest.keyClick(window, Qt.Key.Key_Q, CONTROL)


def look_round(window: Window) -> Iterator[Callable[[], bool]]:
    """See that nothing is offered, and quit by key."""
    yield lambda: window.isActiveWindow() and not window.lent.jobs.is_busy
    say(len(window.recovery.cards))
    QTest.keyClick(window, Qt.Key.Key_Q, CONTROL)


def stages(window: Window) -> str:
    """Give the stages of the project in the window."""
    return " ".join(stage.id for stage in window.document.project.stream.stages)


DEEDS: dict[str, Deed] = {
    "remove": remove_a_stage_and_turn_away,
    "restore": restore_and_save,
    "look": look_round,
}


class Desk(QObject):
    """Carries a deed out while the program runs."""

    def __init__(self, deed: Deed) -> None:
        super().__init__()
        self._deed = deed
        self._steps: Iterator[Callable[[], bool]] | None = None
        self._is_so: Callable[[], bool] = lambda: True
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(20)

    def _go_on(self) -> None:
        window = window_in_sight()
        if window is None or not self._is_so():
            return
        if self._steps is None:
            window.activateWindow()
            self._steps = self._deed(window)
        try:
            self._is_so = next(self._steps)
        except StopIteration:
            self._timer.stop()


def main() -> int:
    """Start the program with someone at the desk."""
    app = QApplication(["headrace"])
    app.setQuitOnLastWindowClosed(True)
    app.desk = Desk(DEEDS[sys.argv[1]])  # type: ignore[attr-defined] # lives as long as the program
    file = sys.argv[2] if len(sys.argv) > 2 else ""
    return open_window(Start(file=Path(file) if file else None))


if __name__ == "__main__":
    sys.exit(main())
