"""A board on a document, as the page has it, and somebody with a mouse and a keyboard in front of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.canvas import BoardView, board_state, typical
from app.canvas.draft_item import handle_of
from app.document import Document
from app.pages.stream.actions import BoardActions
from app.pages.stream.cards import styles_of
from app.pages.stream.inspector import InspectorState
from app.pages.stream.layout import StreamLayout
from app.theme import Theme
from sim.store import new_project
from sim.stream import Stream, example, problems

PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


class BoardBench:
    """A board on a document; `theme` and size are those of a window of medium width."""

    def __init__(self, qtbot: QtBot, theme: Theme, stream: Stream | str, width: int = 1400) -> None:
        made = example(stream) if isinstance(stream, str) else stream
        self.document = Document(new_project(made))
        self.page = QWidget()
        qtbot.addWidget(self.page)
        self.page.resize(width, 800)
        self.parts = StreamLayout(theme, self.page)
        self.actions = BoardActions(self.document, self.parts)
        self.said: list[str] = []
        self.refused: list[str] = []
        self.actions.said.connect(self.said.append)
        self.actions.refused.connect(lambda fault: self.refused.append(fault.text))
        self.document.changed.connect(lambda *_: self.show())
        self.board.chosen.connect(lambda _: self.show())
        with qtbot.waitExposed(self.page):
            self.page.show()
        self.show()
        self.page.activateWindow()
        self.board.setFocus()

    @property
    def board(self) -> BoardView:
        return self.parts.board

    @property
    def stream(self) -> Stream:
        return self.document.project.stream

    @property
    def ids(self) -> list[str]:
        return [stage.id for stage in self.stream.stages]

    @property
    def done(self) -> str:
        return self.document.stack.undoText()

    def show(self) -> None:
        stream = self.stream
        found = problems(stream)
        times = {stage.id: (typical(stage.time)[0], "d") for stage in stream.stages if stage.time}
        self.board.show_board(board_state(stream, found), times)
        self.board.show_types(styles_of(stream))
        state = InspectorState(stream, self.board.selected, found, styles_of(stream))
        self.parts.inspector.show_state(state)

    def press(self, *keys: Qt.Key, mods: Qt.KeyboardModifier = PLAIN) -> None:
        for key in keys:
            QTest.keyClick(self.board, key, mods)

    def type_in_place(self, text: str) -> None:
        """Write over what is in the editor that is open, and press Enter."""
        line = self.editor
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)

    @property
    def editors(self) -> list[QLineEdit]:
        return [each for each in self.board.viewport().findChildren(QLineEdit) if each.isVisible()]

    @property
    def editor(self) -> QLineEdit:
        focused = [each for each in self.editors if each.hasFocus()]
        assert len(focused) == 1, [each.objectName() for each in self.editors]
        return focused[0]

    def box(self, key: str) -> QRectF:
        return self.board.plan.cards[self.board.board.index(key)].box

    def spot(self, point: QPointF) -> QPoint:
        at: QPoint = self.board.mapFromScene(point)
        return at

    def card(self, key: str) -> QPoint:
        """A spot in the upper left of a card, where its name stands."""
        return self.spot(self.box(key).topLeft() + QPointF(24, 22))

    def handle(self, key: str) -> QPoint:
        return self.spot(handle_of(self.board.plan, self.board.board.index(key)))

    def click(self, at: QPoint, mods: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mouseMove(self.board.viewport(), at)
        QTest.mouseClick(self.board.viewport(), LEFT, mods, at)

    def double_click(self, at: QPoint) -> None:
        QTest.mouseClick(self.board.viewport(), LEFT, PLAIN, at)
        QTest.mouseDClick(self.board.viewport(), LEFT, PLAIN, at)

    def hover(self, at: QPoint) -> None:
        QTest.mouseMove(self.board.viewport(), at)
        QApplication.processEvents()

    def take(self, at: QPoint) -> None:
        QTest.mousePress(self.board.viewport(), LEFT, PLAIN, at)

    def drop(self, at: QPoint) -> None:
        QTest.mouseRelease(self.board.viewport(), LEFT, PLAIN, at)

    def drag(self, begin: QPoint, end: QPoint) -> None:
        """Drag in steps, as a hand does."""
        self.take(begin)
        for step in range(1, 6):
            self.hover(begin + (end - begin) * step / 5)
        self.drop(end)

    def undo(self) -> None:
        self.document.undo()
