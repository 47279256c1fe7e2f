"""The Stream page on a document, as a window has it, and somebody who runs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.canvas import Frame
from app.document import Document
from app.jobs import Jobs
from app.pages.stream import StreamPage
from app.pages.stream.edits import set_field
from app.pages.stream.tools import RunTools
from app.preferences import Preferences
from app.theme import Theme

W = TypeVar("W", bound=QWidget)

PATIENCE = 60_000
"""Milliseconds; the first run of a fresh checkout compiles the engine."""


@contextmanager
def opened(
    document: Document, jobs: Jobs, preferences: Preferences, theme: Theme, qtbot: QtBot
) -> Iterator[StreamPage]:
    """Have the page on a document in sight, with its tools and charts, and close it in the end."""
    page = StreamPage(document, jobs, preferences, theme)
    qtbot.addWidget(page)
    qtbot.addWidget(tools_of(page))
    page.resize(1300, 800)
    document.changed.connect(page.show_project)
    page.show_project(None, document.project)
    with qtbot.waitExposed(page):
        page.show()
    page.activated()
    yield page
    page.closing()


def tools_of(page: StreamPage) -> RunTools:
    tools = page.tools()
    assert isinstance(tools, RunTools)
    return tools


def start(page: StreamPage, qtbot: QtBot, speed: float = 200.0) -> None:
    """Let a run play."""
    tools_of(page).run.click()
    qtbot.waitUntil(lambda: page.run.run is not None, timeout=PATIENCE)
    page.run.player.speed = speed


def run_to(page: StreamPage, moment: float, qtbot: QtBot) -> None:
    """Let the run come to a moment, then stand."""
    run = page.run
    if run.run is None:
        run.make_ready(page.document.project)
        qtbot.waitUntil(lambda: run.run is not None, timeout=PATIENCE)
    assert run.run is not None
    run.run.advance_to(moment)
    run.player.step()
    run.player.stop()


def change(page: StreamPage, path: str, value: object) -> None:
    """Change a value as a field does."""
    page.document.apply(set_field(page.document.project, path, value, f"Set {path}"))


def seen(frame: Frame) -> tuple[object, ...]:
    """Give what a frame shows, to be compared."""
    piles = {spot: pile for spot, pile in frame.piles.items() if pile.count}
    return frame.time, piles, list(frame.counts), list(frame.busy)


def limit_on_card(page: StreamPage, stage: str) -> int | None:
    card = page.parts.board.card(stage)
    assert card is not None
    return card.state.limit


def field(widget: QWidget, name: str) -> QLineEdit:
    found = widget.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def enter(line: QLineEdit, text: str) -> None:
    """Write over what stands in a field, and press Enter."""
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def part(page: StreamPage, kind: type[W], name: str) -> W:
    """Find a part of the page by its name."""
    found = page.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def text(widget: QWidget, name: str) -> str:
    """Give what a label says."""
    found = widget.findChild(QLabel, name)
    assert found is not None, name
    return found.text()
