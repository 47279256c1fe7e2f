"""An inspector on a document, as the page has it, and somebody who fills it in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.canvas import board_state
from app.document import Document
from app.edit import Edit
from app.pages.stream.actions import BoardActions
from app.pages.stream.cards import styles_of
from app.pages.stream.edits import with_stream
from app.pages.stream.forms import Form
from app.pages.stream.inspector import Inspector, InspectorState
from app.pages.stream.layout import StreamLayout
from app.theme import Theme
from app.widgets import Choices
from sim.store import new_project
from sim.stream import Stream, example, problems


class InspectorBench:
    """An inspector on a document, as the page has it."""

    def __init__(self, qtbot: QtBot, theme: Theme, stream: Stream | str) -> None:
        made = example(stream) if isinstance(stream, str) else stream
        self.document = Document(new_project(made))
        page = QWidget()
        qtbot.addWidget(page)
        page.resize(1300, 900)
        self.page = page
        self.parts = StreamLayout(theme, page)
        self.actions = BoardActions(self.document, self.parts)
        self.said: list[str] = []
        self.actions.said.connect(self.said.append)
        self.document.changed.connect(lambda *_: self.show())
        self.parts.board.chosen.connect(lambda _: self.show())
        page.show()
        self.show()

    @property
    def inspector(self) -> Inspector:
        return self.parts.inspector

    @property
    def form(self) -> Form:
        return self.inspector.stage if self.parts.board.selected else self.inspector.stream

    @property
    def stream(self) -> Stream:
        return self.document.project.stream

    def show(self) -> None:
        stream = self.document.project.stream
        self.parts.board.show_board(board_state(stream), {})
        chosen = self.parts.board.selected
        found = problems(stream)
        self.inspector.show_state(InspectorState(stream, chosen, found, styles_of(stream)))

    def edit_to(self, stream: Stream) -> Edit:
        """Give an edit that puts another stream into the project."""
        return with_stream(self.document.project, stream, "Try another stream")

    def enter(self, name: str, text: str) -> None:
        line = self.inspector.findChild(QLineEdit, name)
        assert line is not None, name
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)

    def unfold(self, *sections: str) -> None:
        for section in sections:
            self.form.unfold(section)

    def pick(self, name: str, data: str) -> None:
        box = self.inspector.findChild(QComboBox, name)
        assert box is not None, name
        box.setCurrentIndex(box.findData(data))
        box.activated.emit(box.currentIndex())

    def texts(self) -> list[str]:
        QApplication.processEvents()  # a row that was just added is shown by an event
        return [each.text() for each in self.inspector.findChildren(QLabel) if each.isVisible()]

    def tick(self, name: str) -> None:
        box = self.inspector.findChild(QCheckBox, name)
        assert box is not None, name
        box.click()

    def choose_several(self, name: str, *keys: str) -> None:
        box = self.inspector.findChild(Choices, name)
        assert box is not None, name
        for key in keys:
            box.action(key).toggle()
        box.close_menu()

    def press(self, name: str) -> None:
        button = self.inspector.findChild(QAbstractButton, name)
        assert button is not None, name
        button.click()
