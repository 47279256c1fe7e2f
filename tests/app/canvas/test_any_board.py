"""Boards of any length: nothing covers anything, everything is reached, every token is seen or counted."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.animation import Motion
from app.canvas import BACKLOG, DONE, Area, BoardState, BoardView, Flight, Frame, Pile, board_state
from app.canvas.plan import NARROWEST, PITCHES, WIDEST, along, pack, place, plan_board, route
from app.theme import Theme, type_styles
from sim.log import Kind
from sim.stream import Stage
from tests.builders import backlog as items
from tests.builders import stream, wait, work

SIZES = (1, 2, 3, 5, 8, 13, 30, 60)
VIEWS = st.tuples(st.floats(320, 3840), st.floats(240, 2160))
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)


def stages(count: int) -> list[Stage]:
    """Give work stages with a wait stage in each third place."""
    return [wait(f"W{k}", 1.0) if k % 3 == 2 else work(f"S{k}", 1.0, k % 4 + 1) for k in range(count)]


def board_of(count: int) -> BoardState:
    return board_state(stream(stages(count), items(3)))


@pytest.fixture
def view(qtbot: QtBot) -> BoardView:
    made = BoardView(Theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show_types(list(type_styles(["feature", "defect", "risk", "debt"]).values()))
    with qtbot.waitExposed(made):
        made.show()
    return made


def fill(view: BoardView, count: int) -> BoardState:
    """Show a board of so many stages."""
    board = board_of(count)
    view.show_board(board, {card.key: (1.0, "d") for card in board.cards})
    return board


# --- where everything lies ---------------------------------------------------------------------------------


@pytest.mark.parametrize("count", SIZES)
@settings(max_examples=15)
@given(size=VIEWS)
def test_cards_stand_in_flow_order_and_never_overlap(count: int, size: tuple[float, float]) -> None:
    plan = plan_board(board_of(count), *size)
    boxes = [card.box for card in plan.cards]
    assert len(boxes) == count + 2
    assert all(a.right() < b.left() for a, b in itertools.pairwise(boxes))
    assert len({(box.top(), box.height()) for box in boxes}) == 1
    assert all(NARROWEST <= box.width() <= WIDEST + 1e-9 for box in boxes)
    assert all(plan.room.contains(box) for box in boxes)


@pytest.mark.parametrize("count", SIZES)
@settings(max_examples=15)
@given(size=VIEWS)
def test_areas_keep_inside_their_cards_and_apart(count: int, size: tuple[float, float]) -> None:
    board = board_of(count)
    for card, planned in zip(board.cards, plan_board(board, *size).cards, strict=True):
        areas = list(planned.areas.values())
        assert set(planned.areas) == (set(Area) if card.kind == "work" else {Area.WAITING})
        assert all(planned.box.contains(area) and area.height() > PITCHES[-1] for area in areas)
        assert not any(a.intersects(b) for a, b in itertools.combinations(areas, 2))


@pytest.mark.parametrize("count", SIZES)
def test_links_join_each_card_to_the_next_and_pluses_stand_between(count: int) -> None:
    plan = plan_board(board_of(count), 1200, 400)
    for index in range(1, count + 2):
        begin, end, plus = plan.exit(index - 1), plan.entry(index), plan.gap(index)
        assert begin.y() == end.y() == plus.y()
        assert begin.x() < plus.x() < end.x()


def test_a_short_board_stands_in_the_middle_of_a_wide_view() -> None:
    plan = plan_board(board_of(1), 2000, 400)
    left, right = plan.cards[0].box.left(), 2000 - plan.cards[-1].box.right()
    assert left == pytest.approx(right)


@given(st.integers(0, 8000), st.floats(30, 400), st.floats(12, 900))
def test_every_token_has_its_own_place_in_the_area_or_is_counted(
    count: int, width: float, height: float
) -> None:
    from PySide6.QtCore import QRectF

    room = QRectF(50, 70, width, height)
    grid = pack(room, count)
    places = [place(room, grid, index) for index in range(grid.shown)]
    assert grid.shown + grid.more == count
    assert len({(at.x(), at.y()) for at in places}) == grid.shown
    assert all(room.contains(at) for at in places)


@given(
    st.integers(0, 9), st.integers(0, 9), st.sampled_from(list(Area)), st.lists(st.floats(0, 1), min_size=2)
)
def test_a_way_between_any_two_spots_begins_and_ends_there(
    origin: int, target: int, area: Area, shares: list[float]
) -> None:
    plan = plan_board(board_of(8), 1200, 400)
    ends = plan.cards[origin].box.center(), plan.cards[target].box.center()
    corners = route(plan, (origin, area), (target, Area.WAITING), ends)
    assert (corners[0], corners[-1]) == ends
    assert along(corners, 0.0) == ends[0]
    step = along(corners, 1.0) - ends[1]
    assert abs(step.x()) + abs(step.y()) < 1e-6
    for share in shares:
        assert plan.room.adjusted(-1, -1, 1, 1).contains(along(corners, share))


def test_tokens_on_their_way_forward_never_turn_back() -> None:
    plan = plan_board(board_of(3), 1200, 400)
    ends = plan.cards[1].box.center(), plan.cards[3].box.center()
    corners = route(plan, (1, Area.ACTIVE), (3, Area.WAITING), ends)
    across = [along(corners, k / 50).x() for k in range(51)]
    assert across == sorted(across)


# --- what is shown -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", SIZES)
def test_a_board_of_any_length_is_painted_and_reached_by_arrow_keys(view: BoardView, count: int) -> None:
    board = fill(view, count)
    reached = []
    for _ in board.cards:
        QTest.keyClick(view, Qt.Key.Key_Right)
        reached.append(view.selected)
    assert reached == [BACKLOG, *(stage.id for stage in stages(count)), DONE]
    last = view.card(DONE)
    assert last is not None
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.intersects(last.sceneBoundingRect())
    assert not view.grab().toImage().isNull()


@pytest.mark.parametrize("count", SIZES)
def test_a_card_is_found_at_its_middle_and_none_beside_the_board(view: BoardView, count: int) -> None:
    board = fill(view, count)
    for card, planned in zip(board.cards, view.plan.cards, strict=True):
        assert view.card_state_at(planned.box.center()) == card
    assert view.card_state_at(QPointF(-50, -50)) is None
    assert view.card_state_at(view.plan.room.bottomRight() + QPointF(500, 500)) is None


@pytest.mark.parametrize("count", [1, 8, 60])
def test_every_stage_of_a_long_board_can_be_edited_in_place(
    view: BoardView, qtbot: QtBot, count: int
) -> None:
    fill(view, count)
    key = stages(count)[-1].id
    view.choose(key)
    view.edit("wip_limit")
    (editor,) = (each for each in view.viewport().findChildren(QLineEdit) if each.isVisible())
    assert view.viewport().rect().contains(editor.geometry().center())
    with qtbot.waitSignal(view.field_edited) as edited:
        QTest.keySequence(editor, "Ctrl+A")
        QTest.keyClicks(editor, "7")
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert edited.args == [key, "wip_limit", 7]


@pytest.mark.parametrize("text", ["0", "-1", "many", "1.5"])
def test_a_wrong_limit_is_told_and_esc_leaves_things_as_they_were(
    view: BoardView, qtbot: QtBot, text: str
) -> None:
    fill(view, 3)
    view.choose("s0")
    with qtbot.assertNotEmitted(view.field_edited):
        view.edit("wip_limit")
        (editor,) = (each for each in view.viewport().findChildren(QLineEdit) if each.isVisible())
        QTest.keySequence(editor, "Ctrl+A")
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert editor.isVisible()
        assert text in editor.toolTip()
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not view.viewport().findChildren(QLineEdit))
    card = view.card("s0")
    assert card is not None
    assert card.state.limit is None


def test_another_board_leaves_no_card_of_the_old_one_behind(view: BoardView) -> None:
    for count in (8, 1, 30, 2):
        board = fill(view, count)
        assert set(view.drawn.cards) == {card.key for card in board.cards}
        assert len(view.plan.cards) == count + 2


# --- tokens ------------------------------------------------------------------------------------------------


def counted(view: BoardView) -> int:
    """Give the tokens drawn and those told by a number."""
    tokens = view.drawn.tokens
    return len(tokens._drawn) + sum(int(text.removeprefix("+")) for _, text in tokens._more)


@pytest.mark.parametrize("height", [260, 900])
@pytest.mark.parametrize("count", [0, 60, 241, 480, 3000])
def test_every_item_of_the_backlog_is_drawn_or_counted(view: BoardView, count: int, height: int) -> None:
    view.resize(1000, height)
    fill(view, 2)
    motion = Motion([True, True])
    motion.add_types([0] * count)
    motion.follow((item, Kind.ARRIVED, -1, -1) for item in range(count))
    view.show_frame(motion.frame(0.0))
    assert counted(view) == count


@SHARED
@given(st.lists(st.integers(0, 400), min_size=5, max_size=5), st.integers(0, 3))
def test_every_token_lies_in_its_card(view: BoardView, counts: list[int], flying: int) -> None:
    fill(view, 3)
    first = [sum(counts[:k]) for k in range(5)]
    piles = {
        (card, Area.WAITING): Pile(n, tuple(range(first[card], first[card] + n)))
        for card, n in enumerate(counts)
    }
    total = sum(counts)
    flights = tuple(Flight(total + k, (0, Area.WAITING), (1, Area.ACTIVE), k / 4) for k in range(flying))
    view.show_frame(Frame(0.0, piles, flights, types=[0, 1, 2, 3] * (total // 4 + 4)))
    assert counted(view) == total + flying
    drawn = iter(view.drawn.tokens._drawn)
    boxes = [card.box for card in view.plan.cards]
    for card, n in enumerate(counts):
        shown = pack(view.plan.cards[card].areas[Area.WAITING], n).shown
        for x, y, *_ in itertools.islice(drawn, shown):
            assert boxes[card].contains(QPointF(x, y))


@SHARED
@given(st.lists(st.floats(0, 0.2), min_size=2, max_size=8))
def test_a_gliding_token_comes_nearer_with_every_frame(view: BoardView, steps: list[float]) -> None:
    fill(view, 3)
    view.clear_frame()
    begin = Frame(0.0, {(1, Area.WAITING): Pile(9, tuple(range(9)))}, types=[0] * 9)
    end = Frame(1.0, {(1, Area.WAITING): Pile(1, (8,))}, types=[0] * 9)
    view.show_frame(begin)
    goal = place(view.plan.cards[1].areas[Area.WAITING], pack(view.plan.cards[1].areas[Area.WAITING], 1), 0)
    away = []
    for step in steps:
        view.show_frame(end, step)
        at = view.token_position(8)
        assert at is not None
        away.append((at - goal).manhattanLength())
    assert away == sorted(away, reverse=True)
    view.show_frame(end)
    assert view.token_position(8) == goal
