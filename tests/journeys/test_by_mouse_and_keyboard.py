"""A planner builds four stages from an empty stream by mouse and keyboard alone, and runs them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.canvas import BACKLOG, BoardView
from app.canvas.draft_item import handle_of
from app.canvas.mix import bar_of, borders
from app.pages.stream import StreamPage
from sim.stream import Rework, errors_among, problems
from tests.journeys.person import CONTROL, PLAIN, Person

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Hands:
    """Two hands on the board: all they do is move, press, drag and type."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.board = person.see(BoardView, "board")

    @property
    def surface(self) -> QWidget:
        return self.board.viewport()

    def at(self, point: QPointF) -> QPoint:
        spot: QPoint = self.board.mapFromScene(point)
        return spot

    def key_of(self, name: str) -> str:
        return next(card.key for card in self.board.board.cards if card.name == name)

    def on_card(self, name: str) -> QPoint:
        box = self.board.plan.cards[self.board.board.index(self.key_of(name))].box
        return self.at(box.topLeft() + QPointF(24, 20))

    def handle(self, name: str) -> QPoint:
        return self.at(handle_of(self.board.plan, self.board.board.index(self.key_of(name))))

    def plus(self, place: int) -> QPoint:
        return self.at(self.board.plan.gap(place))

    def click(self, spot: QPoint, mods: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mouseMove(self.surface, spot)
        QTest.mouseClick(self.surface, LEFT, mods, spot)

    def double_click(self, spot: QPoint) -> None:
        self.click(spot)
        QTest.mouseDClick(self.surface, LEFT, PLAIN, spot)

    def drag(self, begin: QPoint, end: QPoint) -> None:
        QTest.mouseMove(self.surface, begin)
        QApplication.processEvents()
        QTest.mousePress(self.surface, LEFT, PLAIN, begin)
        for step in range(1, 5):
            QTest.mouseMove(self.surface, begin + (end - begin) * step / 4)
            QApplication.processEvents()
        QTest.mouseRelease(self.surface, LEFT, PLAIN, end)

    def type(self, text: str) -> None:
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)

    def press(self, key: Qt.Key, mods: Qt.KeyboardModifier = PLAIN) -> None:
        self.board.setFocus()
        QTest.keyClick(self.board, key, mods)


def names(person: Person) -> list[str]:
    return [stage.name for stage in person.project.stream.stages]


def build(person: Person) -> Hands:
    """Make four stages of a new stream: two are renamed, two added, by plus and by key."""
    person.press(Qt.Key.Key_N, CONTROL)
    person.wait(lambda: names(person) == ["Do", "Check"])
    hands = Hands(person)
    hands.double_click(hands.on_card("Do"))
    hands.type("Build")
    hands.double_click(hands.on_card("Check"))
    hands.type("Test")
    hands.click(hands.plus(1))
    hands.type("Design")
    hands.click(hands.on_card("Test"))
    hands.press(Qt.Key.Key_Insert)
    hands.type("Ship")
    assert names(person) == ["Design", "Build", "Test", "Ship"]
    return hands


def shape(person: Person, hands: Hands) -> None:
    """Give the stages a limit, people, rework, one limit over two of them, and other arrivals."""
    hands.click(hands.on_card("Ship"))
    for key, text in ((Qt.Key.Key_L, "4"), (Qt.Key.Key_P, "2"), (Qt.Key.Key_T, "0,4")):
        hands.press(key)
        hands.type(text)
    hands.click(hands.on_card("Test"))
    hands.drag(hands.handle("Test"), hands.on_card("Build"))
    hands.press(Qt.Key.Key_Return)
    hands.type("15")
    effort = QApplication.focusWidget()
    assert effort is not None
    QTest.keyClick(effort, Qt.Key.Key_Escape)
    hands.click(hands.on_card("Build"))
    hands.click(hands.on_card("Test"), SHIFT)
    hands.press(Qt.Key.Key_G)
    hands.press(Qt.Key.Key_L)
    hands.type("5")
    hands.press(Qt.Key.Key_Home)
    hands.press(Qt.Key.Key_Return)
    hands.type("4")


def drag_the_mix(hands: Hands) -> None:
    card = hands.board.card(BACKLOG)
    assert card is not None
    bar = bar_of(card.width)
    begin = hands.at(card.mapToScene(QPointF(borders(bar, card.state.mix)[0], bar.center().y())))
    hands.drag(begin, begin - QPoint(10, 0))


def test_four_stages_are_built_from_empty_by_mouse_and_keyboard_alone_and_run(person: Person) -> None:
    hands = build(person)
    shape(person, hands)
    before = person.project.stream.item_types[0].share
    drag_the_mix(hands)
    stream = person.project.stream
    ship, test = stream.stages[3], stream.stages[2]
    assert (ship.wip_limit, ship.workers, ship.time and ship.time.p50) == (4, 2, 0.4)
    assert test.rework == (Rework(to=stream.stages[1].id, probability=0.15, effort=0.5),)
    group = stream.wip_groups[0]
    assert (group.stages, group.limit) == ((stream.stages[1].id, test.id), 5)
    assert stream.item_types[0].share < before
    assert sum(kind.share for kind in stream.item_types) == 1.0
    assert errors_among(problems(stream)) == ()
    person.click("run.play")
    page = person.page
    assert isinstance(page, StreamPage)
    person.wait(lambda: page.run.player.done > 3)
    person.click("run.play")
    assert person.read_button("run.play") == "Run"


def test_all_of_it_is_taken_back_to_the_new_stream(person: Person) -> None:
    hands = build(person)
    shape(person, hands)
    made = person.project.stream
    while person.lent.document.stack.canUndo() and names(person) != ["Do", "Check"]:
        hands.press(Qt.Key.Key_Z, CONTROL)
    assert names(person) == ["Do", "Check"]
    while person.lent.document.stack.canRedo():
        hands.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert person.project.stream == made
