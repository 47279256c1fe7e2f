"""What takes long is shown with its progress, an estimate and Cancel; what is done soon is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from app.document import Document
from app.window import Window
from app.window.work_bar import SHOWN_AFTER_MS, WorkBar
from sim.store import new_project, save_project
from sim.stream import example
from tests.app.on_disk import save_to
from tests.app.window.held import Held


class Clock:
    """Seconds, as a test says."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bar(clock: Clock, qtbot: QtBot) -> WorkBar:
    made = WorkBar(clock)
    qtbot.addWidget(made)
    return made


def text(bar: WorkBar) -> str:
    found = bar.findChild(QLabel, "work.text")
    assert isinstance(found, QLabel)
    return found.text()


def share(bar: WorkBar) -> float:
    found = bar.findChild(QProgressBar, "work.bar")
    assert isinstance(found, QProgressBar)
    return found.value() / found.maximum()


def cancel(bar: WorkBar) -> QPushButton:
    found = bar.findChild(QPushButton, "work.cancel")
    assert isinstance(found, QPushButton)
    return found


def test_what_is_done_soon_is_never_shown(bar: WorkBar, qtbot: QtBot) -> None:
    bar.begin("open", "Opening a", can_be_cancelled=True)
    bar.go_on("open", 0.9)
    bar.end("open")
    qtbot.wait(SHOWN_AFTER_MS + 50)
    assert bar.isHidden()


def test_what_takes_longer_is_shown_until_it_is_over(bar: WorkBar, qtbot: QtBot) -> None:
    bar.begin("open", "Opening a", can_be_cancelled=True)
    assert bar.isHidden()
    qtbot.waitUntil(bar.isVisible)
    bar.go_on("open", 0.25)
    assert (text(bar), share(bar)) == ("Opening a", 0.25)
    bar.end("open")
    assert bar.isHidden()


@pytest.mark.parametrize(
    ("seconds", "done", "words"),
    [
        (0.2, 0.01, "Opening a"),
        (2.0, 0.0, "Opening a"),
        (2.0, 0.25, "Opening a · about 6 s left"),
        (9.5, 0.95, "Opening a"),
        (30.0, 0.1, "Opening a · about 4 min left"),
    ],
)
def test_how_long_it_will_take_is_told_where_it_can_be(
    bar: WorkBar, clock: Clock, seconds: float, done: float, words: str
) -> None:
    bar.begin("open", "Opening a", can_be_cancelled=True)
    clock.seconds += seconds
    bar.go_on("open", done)
    assert text(bar) == words
    bar.stop()


def test_of_two_the_first_is_shown_then_the_other(bar: WorkBar) -> None:
    bar.begin("save", "Saving a", can_be_cancelled=False)
    bar.begin("open", "Opening b", can_be_cancelled=True)
    bar.go_on("open", 0.5)
    assert (text(bar), share(bar), cancel(bar).isHidden()) == ("Saving a", 0.0, True)
    bar.end("save")
    assert (text(bar), share(bar), cancel(bar).isHidden()) == ("Opening b", 0.5, False)
    bar.stop()


def test_what_was_never_begun_cannot_go_on(bar: WorkBar) -> None:
    bar.go_on("open", 0.5)
    bar.end("open")
    assert (text(bar), bar.isHidden()) == ("", True)


def test_cancel_is_told_aloud_and_says_what(bar: WorkBar, qtbot: QtBot) -> None:
    told: list[str] = []
    bar.cancelled.connect(told.append)
    bar.begin("open", "Opening a", can_be_cancelled=True)
    assert cancel(bar).accessibleName() == "Cancel: Opening a"
    QTest.keyClick(cancel(bar), Qt.Key.Key_Space)
    assert told == ["open"]
    bar.stop()


def test_an_opening_that_is_cancelled_leaves_the_project_as_it_was(
    window: Window, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    path, before = tmp_path / "large.headrace", document.project
    save_project(new_project(example("factory-line")), path)
    held = Held(window.lent.jobs)
    window.files.take(path)
    bar = window.findChild(WorkBar, "work")
    assert isinstance(bar, WorkBar)
    qtbot.waitUntil(bar.isVisible)
    assert text(bar) == "Opening large.headrace"
    cancel(bar).setFocus()
    QTest.keyClick(cancel(bar), Qt.Key.Key_Space)
    assert bar.isHidden()
    held.let_go()
    qtbot.waitUntil(lambda: not window.lent.jobs.is_busy)
    assert (document.project, document.path) == (before, None)


def test_a_save_is_shown_while_it_lasts_and_cannot_be_cancelled(
    window: Window, document: Document, tmp_path: Path, qtbot: QtBot
) -> None:
    save_to(tmp_path / "large.headrace", document)
    held = Held(window.lent.jobs)
    window.files.save()
    bar = window.findChild(WorkBar, "work")
    assert isinstance(bar, WorkBar)
    qtbot.waitUntil(bar.isVisible)
    assert (text(bar), cancel(bar).isVisible()) == ("Saving large.headrace", False)
    held.let_go()
    qtbot.waitUntil(bar.isHidden)


def test_pages_keep_their_size_when_work_is_shown(window: Window, qtbot: QtBot) -> None:
    """A page laid out again draws its charts again: a stall in the midst of what is to be waited for."""
    page = window.stack.widget
    before = page.size()
    window._work.begin("save", "Saving large.headrace", can_be_cancelled=True)
    qtbot.waitUntil(window._work.isVisible)
    qtbot.wait(50)
    assert page.size() == before
    button = cancel(window._work)
    assert window.statusBar().rect().contains(button.geometry().translated(window._work.pos()))
    window._work.end("save")
