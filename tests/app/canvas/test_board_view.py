from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.canvas import (
    BACKLOG,
    DONE,
    EMPTY_FRAME,
    Area,
    BoardView,
    BusyState,
    CardLive,
    Field,
    Flight,
    Frame,
    Pile,
    board_state,
)
from app.theme import Theme, type_styles
from sim.stream import example, move_stage, remove_stage

STREAM = example("software-team")
TIMES = {stage.id: (1.2, "d") for stage in STREAM.stages}


@pytest.fixture
def board(qtbot: QtBot) -> BoardView:
    made = BoardView(Theme("light"))
    qtbot.addWidget(made)
    made.resize(1030, 380)
    made.show_board(board_state(STREAM), TIMES)
    made.show_types(list(type_styles([kind.id for kind in STREAM.item_types]).values()))
    with qtbot.waitExposed(made):
        made.show()
    return made


def spot_of(board: BoardView, key: str, field: Field) -> QPoint:
    card = board.card(key)
    assert card is not None
    return board.mapFromScene(card.mapToScene(card.field_box(field).center()))


def editor(board: BoardView) -> QLineEdit:
    found = [each for each in board.viewport().findChildren(QLineEdit) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def press(board: BoardView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(board, key)


def test_a_click_chooses_a_card(board: BoardView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(board.chosen) as chosen:
        QTest.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=spot_of(board, "build", "workers"))
    assert chosen.args == ["build"]


def test_arrow_keys_choose_cards_from_end_to_end(board: BoardView) -> None:
    seen = []
    for _ in range(7):
        press(board, Qt.Key.Key_Right)
        seen.append(board.selected)
    assert seen == [BACKLOG, "analysis", "build", "test", "release", DONE, DONE]
    press(board, Qt.Key.Key_Left)
    assert board.selected == "release"
    press(board, Qt.Key.Key_Escape)
    assert board.selected == ""


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("name", "Check", "Check"),
        ("wip_limit", "3", 3),
        ("wip_limit", "none", None),
        ("workers", "4", 4),
        ("time", "2,5", 2.5),
    ],
)
def test_a_text_is_edited_where_it_stands(
    board: BoardView, qtbot: QtBot, field: Field, typed: str, value: object
) -> None:
    QTest.mouseDClick(board.viewport(), Qt.MouseButton.LeftButton, pos=spot_of(board, "test", field))
    line = editor(board)
    line.selectAll()
    with qtbot.waitSignal(board.field_edited) as edited:
        QTest.keyClicks(line, typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert edited.args == ["test", field, value]


@pytest.mark.parametrize(
    ("key", "shown"),
    [(Qt.Key.Key_F2, "Test"), (Qt.Key.Key_L, "5"), (Qt.Key.Key_P, "2"), (Qt.Key.Key_T, "1.2 d")],
)
def test_keys_open_the_editors(board: BoardView, key: Qt.Key, shown: str) -> None:
    board.choose("test")
    press(board, key)
    assert editor(board).text() == shown


def test_escape_closes_an_editor_without_a_change(board: BoardView, qtbot: QtBot) -> None:
    board.choose("test")
    board.edit("name")
    with qtbot.assertNotEmitted(board.field_edited):
        QTest.keyClicks(editor(board), "Other")
        QTest.keyClick(editor(board), Qt.Key.Key_Escape)
    assert not [each for each in board.viewport().findChildren(QLineEdit) if each.isVisible()]


def test_a_wrong_limit_stays_in_its_editor_and_changes_nothing(board: BoardView, qtbot: QtBot) -> None:
    board.choose("test")
    board.edit("wip_limit")
    line = editor(board)
    line.selectAll()
    with qtbot.assertNotEmitted(board.field_edited):
        QTest.keyClicks(line, "-2")
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.isVisible()
    QTest.keyClick(line, Qt.Key.Key_Escape)


def test_what_is_done_cannot_be_edited(board: BoardView) -> None:
    board.choose(DONE)
    press(board, Qt.Key.Key_F2, Qt.Key.Key_L)
    assert not board.viewport().findChildren(QLineEdit)


def test_a_plus_between_cards_adds_a_stage_there(board: BoardView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(board.add_wanted) as wanted:
        at = board.mapFromScene(board.plan.gap(2))
        QTest.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert wanted.args == [1]


def test_insert_adds_behind_the_chosen_card(board: BoardView, qtbot: QtBot) -> None:
    board.choose("test")
    with qtbot.waitSignal(board.add_wanted) as wanted:
        press(board, Qt.Key.Key_Insert)
    assert wanted.args == [3]


def test_delete_and_control_d_ask_to_remove_and_to_copy(board: BoardView, qtbot: QtBot) -> None:
    board.choose("build")
    with qtbot.waitSignals([board.remove_wanted, board.copy_wanted]):
        press(board, Qt.Key.Key_Delete)
        QTest.keyClick(board, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)


def test_control_and_an_arrow_move_a_stage_but_not_past_the_ends(board: BoardView, qtbot: QtBot) -> None:
    board.choose("analysis")
    with qtbot.assertNotEmitted(board.move_wanted):
        QTest.keyClick(board, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(board.move_wanted) as moved:
        QTest.keyClick(board, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert moved.args == ["analysis", 1]


def drag(board: BoardView, key: str, to_x: float) -> None:
    begin = spot_of(board, key, "workers")
    end = QPoint(board.mapFromScene(QPointF(to_x, 0)).x(), begin.y())
    QTest.mousePress(board.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(board.viewport(), (begin + end) / 2)
    QTest.mouseMove(board.viewport(), end)


def test_dragging_a_card_past_another_moves_the_stage(board: BoardView, qtbot: QtBot) -> None:
    drag(board, "analysis", board.plan.cards[3].box.center().x() + 5)
    with qtbot.waitSignal(board.move_wanted) as moved:
        end = board.mapFromScene(board.plan.cards[3].box.center() + QPointF(5, 0))
        QTest.mouseRelease(board.viewport(), Qt.MouseButton.LeftButton, pos=end)
    assert moved.args == ["analysis", 2]


def test_escape_ends_a_drag(board: BoardView, qtbot: QtBot) -> None:
    drag(board, "analysis", board.plan.cards[3].box.center().x() + 5)
    card = board.card("analysis")
    assert card is not None
    assert card.pos() != board.plan.cards[1].box.topLeft()
    with qtbot.assertNotEmitted(board.move_wanted):
        press(board, Qt.Key.Key_Escape)
        QTest.mouseRelease(board.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(500, 50))
    assert card.pos() == board.plan.cards[1].box.topLeft()


def test_cards_follow_the_stream(board: BoardView) -> None:
    board.choose("analysis")
    board.show_board(board_state(move_stage(remove_stage(STREAM, "analysis"), "test", 0)), TIMES)
    assert [card.key for card in board.board.cards] == [BACKLOG, "test", "build", "release", DONE]
    assert board.card("analysis") is None
    assert board.selected == ""


FRAME = Frame(
    time=3.0,
    piles={
        (0, Area.WAITING): Pile(2, (3, 4)),
        (2, Area.ACTIVE): Pile(2, (0, 1)),
        (2, Area.FINISHED): Pile(1, (2,)),
        (5, Area.WAITING): Pile(900, tuple(range(10, 250))),
    },
    flights=(Flight(5, (1, Area.ACTIVE), (2, Area.WAITING), 0.5),),
    types=[0, 1, 2, 3] * 100,
    blocked=frozenset({1}),
)


def test_tokens_lie_in_their_areas(board: BoardView) -> None:
    board.show_frame(FRAME)
    for spot, pile in FRAME.piles.items():
        room = board.plan.cards[spot[0]].areas[spot[1]]
        at = board.token_position(pile.items[0])
        assert at is not None
        assert room.contains(at)


def test_a_token_under_way_is_between_the_cards(board: BoardView) -> None:
    board.show_frame(FRAME)
    at = board.token_position(5)
    assert at is not None
    assert board.plan.cards[1].box.left() < at.x() < board.plan.cards[2].box.right()


def test_a_token_glides_to_its_new_place(board: BoardView) -> None:
    board.show_frame(FRAME)
    before = board.token_position(1)
    board.show_frame(Frame(3.1, {(2, Area.ACTIVE): Pile(1, (1,))}, types=FRAME.types), 0.02)
    between = board.token_position(1)
    board.show_frame(Frame(3.2, {(2, Area.ACTIVE): Pile(1, (1,))}, types=FRAME.types))
    after = board.token_position(1)
    assert before is not None
    assert between is not None
    assert after is not None
    assert after.x() < between.x() < before.x()


def test_the_frame_is_painted_and_can_be_taken_off(board: BoardView) -> None:
    empty = board.grab().toImage()
    board.show_frame(FRAME)
    assert board.grab().toImage() != empty
    board.clear_frame()
    assert board.frame_shown == EMPTY_FRAME
    assert board.grab().toImage() == empty


def test_a_click_on_a_token_tells_its_item(board: BoardView, qtbot: QtBot) -> None:
    board.show_frame(FRAME)
    at = board.token_position(2)
    assert at is not None
    with qtbot.waitSignal(board.token_chosen) as chosen:
        QTest.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=board.mapFromScene(at))
    assert chosen.args == [2]


def test_what_the_run_says_is_painted_on_the_card(board: BoardView) -> None:
    before = board.grab().toImage()
    board.show_live({"test": CardLive(5, 2, BusyState(0.98), "98 % busy")})
    assert board.grab().toImage() != before


def test_the_chosen_card_is_told_to_screen_readers(board: BoardView) -> None:
    board.choose("test")
    assert board.accessibleDescription() == "Test, 2 people, WIP limit 5, mean 1.3 d"


def test_a_narrow_board_shrinks_before_it_scrolls(board: BoardView) -> None:
    board.resize(760, 300)
    assert 0.8 <= board.transform().m11() < 1.0
    assert board.horizontalScrollBar().maximum() == 0


def test_a_board_wider_than_its_room_opens_at_its_beginning(qtbot: QtBot) -> None:
    theme = Theme("light")
    made = BoardView(theme)
    qtbot.addWidget(made)
    made.resize(1030, 360)
    made.show_board(board_state(example("factory-line")), TIMES)
    with qtbot.waitExposed(made):
        made.show()
    theme.choose("projector")
    made.resize(900, 360)
    qtbot.waitUntil(lambda: made.horizontalScrollBar().maximum() > 0)
    backlog = made.card(BACKLOG)
    assert backlog is not None
    assert made.mapFromScene(backlog.sceneBoundingRect().topLeft()).x() >= 0


@pytest.mark.parametrize("height", [200, 238, 265, 300, 420])
@pytest.mark.parametrize("removed", [(), ("release", "analysis"), ("release", "analysis", "build")])
def test_a_low_board_cuts_no_card_however_few_there_are(
    removed: tuple[str, ...], height: int, board: BoardView
) -> None:
    stream = STREAM
    for stage in removed:
        stream = remove_stage(stream, stage)
    board.show_board(board_state(stream), TIMES)
    board.resize(702, max(height, board.minimumHeight()))
    seen = board.viewport().rect().toRectF()
    for card in board.board.cards:
        item = board.card(card.key)
        assert item is not None
        box = board.mapFromScene(item.sceneBoundingRect()).boundingRect()
        assert seen.top() <= box.top()
        assert box.bottom() <= seen.bottom()
