"""A person in front of the window: looks, clicks, types and waits; knows names on the screen, no insides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QSlider,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.canvas import BoardView
from app.pages import Page
from app.window import Lent, Window
from sim.store import Project
from tests.app.stand_ins import Answers

W = TypeVar("W", bound=QWidget)

PATIENCE_MS = 60_000
"""The first run of a fresh checkout compiles the engine."""
CONTROL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class Person:
    """Somebody who uses a window.

    Attributes:
        window: The window, shown.
        lent: What the window works with; looked at, never written to.
        answers: What the person answers when asked for a file or about unsaved work.
        qtbot: Waits.
        said: Every line of the status bar, in order.
    """

    window: Window
    lent: Lent
    answers: Answers
    qtbot: QtBot
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the status bar from now on."""
        for page in self.window.stack.pages:
            page.status.connect(self.said.append)
        self.window.stack.made.connect(self._read_status)

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self.lent.document.project

    @property
    def page(self) -> Page:
        """The page in sight."""
        page = self.window.stack.page(self.window.stack.current)
        assert page is not None, self.window.stack.current
        return page

    def _read_status(self, _: str, page: Page) -> None:
        page.status.connect(self.said.append)

    def go(self, key: str) -> None:
        """Choose a page in the rail."""
        self.click(f"rail.{key}")
        assert self.window.stack.current == key

    def see(self, kind: type[W], name: str) -> W:
        """Find something that is in sight by its name."""
        QApplication.processEvents()  # what was just made comes into sight by an event
        found = [each for each in self.window.findChildren(kind, name) if each.isVisible()]
        assert len(found) == 1, f"{len(found)} × {name} in sight"
        return found[0]

    def read(self, name: str) -> str:
        """Read a text that is in sight."""
        return self.see(QLabel, name).text()

    def read_all(self) -> str:
        """Read every text of the page that is in sight."""
        return "\n".join(each.text() for each in self.page.findChildren(QLabel) if each.isVisible())

    def read_button(self, name: str) -> str:
        """Read what a button that is in sight says."""
        return self.see(QAbstractButton, name).text()

    def click(self, name: str) -> None:
        """Click a button that is in sight and enabled."""
        button = self.see(QAbstractButton, name)
        assert button.isEnabled(), name
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the focus is."""
        if not self.window.isActiveWindow():
            self.window.activateWindow()  # whoever types has the window in front
        self.wait(self.window.isActiveWindow)
        target = self.window.focusWidget()
        assert target is not None
        QTest.keyClick(target, key, modifier)

    def write(self, name: str, text: str) -> None:
        """Write another text into a line that is in sight, and press Enter."""
        line = self.see(QLineEdit, name)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)

    def pick(self, name: str, text: str) -> None:
        """Choose a text from a list that is in sight; without a window system no list can be opened."""
        box = self.see(QComboBox, name)
        at = box.findText(text)
        assert at >= 0, f"{name} offers {[box.itemText(i) for i in range(box.count())]}"
        box.setFocus()
        box.setCurrentIndex(at)
        box.activated.emit(at)

    def unfold(self, section: str) -> None:
        """Unfold a section of the inspector, if it is folded."""
        header = self.see(QAbstractButton, f"inspector.section.{section}")
        if not header.isChecked():
            self.qtbot.mouseClick(header, Qt.MouseButton.LeftButton)
        assert header.isChecked(), section

    def slide(self, name: str, position: int) -> None:
        """Move a slider to a position with the arrow keys."""
        slider = self.see(QSlider, name)
        assert slider.minimum() <= position <= slider.maximum(), name
        slider.setFocus()
        while slider.value() != position:
            forth = slider.value() < position
            QTest.keyClick(slider, Qt.Key.Key_Right if forth else Qt.Key.Key_Left)

    def choose_card(self, stage: str) -> None:
        """Click a card of the board at its upper left corner, where its name stands."""
        board = self.see(BoardView, "board")
        card = board.card(stage)
        assert card is not None, stage
        corner = board.mapFromScene(card.sceneBoundingRect().topLeft())
        at = corner + QPoint(18, 14)
        self.qtbot.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert board.selected == stage

    def rows(self, name: str) -> list[list[str]]:
        """Read a table that is in sight."""
        model = self.see(QTableView, name).model()
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(is_so, timeout=PATIENCE_MS)

    def wait_for_jobs(self) -> None:
        """Wait until no result is awaited."""
        self.wait(lambda: not self.lent.jobs.is_busy)
