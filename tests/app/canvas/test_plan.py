from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from app.canvas import Area, BoardState, board_state
from app.canvas.plan import (
    CLEAR,
    NARROWEST,
    SMALLEST,
    along,
    eased,
    least_height,
    least_width,
    pack,
    place,
    plan_board,
    route,
    scale_for,
    smallest_high,
)
from app.canvas.ways import WayState, levels
from sim.stream import example

BOARD = board_state(example("software-team"))


@given(st.floats(300, 3000), st.floats(200, 1200))
def test_cards_stand_side_by_side_and_never_overlap(width: float, height: float) -> None:
    plan = plan_board(BOARD, width, height)
    boxes = [card.box for card in plan.cards]
    assert all(a.right() < b.left() for a, b in itertools.pairwise(boxes))
    assert all(box.width() >= NARROWEST for box in boxes)
    assert all(plan.room.contains(box) for box in boxes)


@given(st.floats(300, 3000), st.floats(240, 1200))
def test_areas_lie_inside_their_card_one_below_the_other(width: float, height: float) -> None:
    for card in plan_board(BOARD, width, height).cards:
        areas = list(card.areas.values())
        assert all(card.box.contains(area) for area in areas)
        assert all(a.bottom() <= b.top() for a, b in itertools.pairwise(areas))


def test_only_work_stages_have_three_areas() -> None:
    plan = plan_board(BOARD, 1000, 400)
    kinds = [(card.kind, len(where.areas)) for card, where in zip(BOARD.cards, plan.cards, strict=True)]
    assert kinds == [("backlog", 1), ("work", 3), ("work", 3), ("work", 3), ("wait", 1), ("done", 1)]


@given(st.integers(0, 5000), st.floats(60, 300), st.floats(24, 500))
def test_all_tokens_are_drawn_or_counted(count: int, width: float, height: float) -> None:
    room = QRectF(0, 0, width, height)
    grid = pack(room, count)
    assert grid.shown + grid.more == count
    for index in range(grid.shown):
        at = place(room, grid, index)
        assert room.adjusted(-1, -1, 1, 1).contains(at)


def test_few_tokens_stand_wide_and_many_close() -> None:
    room = QRectF(0, 0, 130, 60)
    assert pack(room, 4).pitch > pack(room, 30).pitch > pack(room, 60).pitch


@given(st.floats(0, 1))
def test_motion_begins_and_ends_softly_and_never_turns_back(share: float) -> None:
    assert 0 <= eased(share) <= 1
    assert eased(min(share + 0.01, 1)) >= eased(share)


def test_a_way_is_followed_from_end_to_end() -> None:
    corners = [QPointF(0, 0), QPointF(10, 0), QPointF(10, 30)]
    assert along(corners, 0) == QPointF(0, 0)
    assert along(corners, 0.25) == QPointF(10, 0)
    assert along(corners, 1) == QPointF(10, 30)


def test_work_goes_along_the_link_and_rework_below_the_cards() -> None:
    plan = plan_board(BOARD, 1000, 400)
    ends = (QPointF(200, 100), QPointF(400, 100))
    on = route(plan, (1, Area.ACTIVE), (2, Area.WAITING), ends)
    back = route(plan, (3, Area.ACTIVE), (2, Area.WAITING), ends)
    assert on == (ends[0], plan.exit(1), plan.entry(2), ends[1])
    assert all(corner.y() > plan.cards[0].box.bottom() for corner in back[1:-1])


BOARDS = (
    BOARD,
    replace(BOARD, onward=(WayState(1, 3, "Risk 40 %"),)),
    replace(BOARD, feedback="each Feature brings 0.3 Defect"),
    replace(
        BOARD,
        onward=(WayState(0, 2, "Debt 5 %"), WayState(1, 3, "10 %"), WayState(0, 4, "Risk 1 %")),
        feedback="each Feature brings 0.3 Defect",
    ),
)


@given(st.sampled_from(BOARDS), st.floats(250, 3000), st.floats(200, 1200))
def test_the_board_shrinks_until_it_fits_in_width_and_height(
    board: BoardState, width: float, height: float
) -> None:
    scale = scale_for(board, width, height)
    assert SMALLEST <= scale <= 1
    if scale > SMALLEST:
        assert height / scale >= least_height(board) * (1 - 1e-12)
        assert width / scale >= least_width(board) * (1 - 1e-12)
    if height >= least_height(board) and width >= least_width(board):
        assert scale == 1


@given(st.sampled_from(BOARDS), st.floats(300, 2000), st.floats(0, 900))
def test_no_card_is_cut_in_a_view_of_the_least_height(board: BoardState, width: float, more: float) -> None:
    height = SMALLEST * least_height(board) + more
    scale = scale_for(board, width, height)
    plan = plan_board(board, width / scale, height / scale)
    assert plan.room.height() * scale <= height + 1e-6


@given(st.sampled_from(BOARDS), st.floats(300, 2000))
def test_larger_text_gives_way_to_a_low_view_but_stays_larger(board: BoardState, width: float) -> None:
    height = smallest_high(1.5) * least_height(board)
    scale = scale_for(board, width, height, 1.5)
    assert plan_board(board, width / scale, height / scale).room.height() * scale <= height + 1e-6
    assert 1.5 * scale >= 0.99 > smallest_high(1.0)


@pytest.mark.parametrize("board", BOARDS)
def test_ways_past_and_round_the_cards_have_room_of_their_own(board: BoardState) -> None:
    plan = plan_board(board, 1000, 420)
    box = plan.cards[0].box
    if board.onward:
        assert all(7 <= plan.high(level) <= box.top() - CLEAR for level in levels(board.onward))
    if board.feedback:
        assert plan.low(max(levels(board.rework))) + 10 < plan.lowest() < plan.room.bottom()


def test_an_item_that_passes_a_card_by_goes_above_it() -> None:
    plan = plan_board(BOARDS[1], 1000, 420)
    ends = (plan.cards[1].areas[Area.FINISHED].center(), plan.cards[3].areas[Area.WAITING].center())
    corners = route(plan, (1, Area.FINISHED), (3, Area.WAITING), ends)
    assert (corners[0], corners[-1]) == ends
    passed = plan.cards[2].box
    over = [point for point in corners if point.y() < passed.top()]
    assert len(over) == 2
    assert over[0].x() < passed.left()
    assert over[1].x() > passed.right()


def test_ways_that_run_along_each_other_have_levels_of_their_own() -> None:
    ways = [WayState(0, 2, ""), WayState(1, 4, ""), WayState(2, 4, ""), WayState(3, 5, "")]
    assert levels(ways) == (0, 1, 0, 2)
    assert levels([WayState(3, 2, ""), WayState(2, 1, "")]) == (0, 0)
    assert levels([WayState(2, 2, ""), WayState(3, 2, "")]) == (0, 1)
    assert levels([]) == ()
