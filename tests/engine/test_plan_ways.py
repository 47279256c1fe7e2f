"""Links, routes, skipped stages, lots and queues as rows of the board."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine import layout as at
from sim.engine import layout_ways as way
from sim.engine.plan import make_plan, make_steerable_plan
from sim.engine.plan_ways import links_of, links_on
from sim.engine.purposes import ROUTE_DRAW, SKIP_DRAW, purpose_key
from sim.engine.queues import HEAPED, list_of
from sim.stream import Batch, Blockers, ItemType, Route, Stage, Stream, WipGroup
from tests.builders import backlog, constant, line, stream, work

TYPES = tuple(ItemType(id=name, name=name, share=1.0) for name in "ab")
WHOLE = 1 << 53


def words(board: NDArray[np.int64], start: int, count: int) -> list[int]:
    """So many words of a board."""
    found: list[int] = board[start : start + count].tolist()
    return found


def of_both(*stages: Stage, **more: Any) -> Stream:
    """A stream of the types a and b."""
    return stream(stages, backlog(1), item_types=TYPES, **more)


SKIPPED = of_both(work("A", 1.0), work("B", 1.0, skip={"a": 0.25, "b": 0.0}), work("C", 1.0), work("D", 1.0))
ROUTED = of_both(
    work("A", 1.0, routes=(Route(to="c", share=0.5), Route(to="d", share=0.25, types=("b",)))),
    work("B", 1.0),
    work("C", 1.0, skip={"b": 0.5}),
    work("D", 1.0),
)


def test_a_plain_line_has_one_link_into_each_stage_and_to_the_exit() -> None:
    given = line([1.0] * 3, arrivals=backlog(1))
    board = make_plan(given).board
    assert links_of(given) == {(-1, 0), (0, 1), (1, 2), (2, 3)}
    assert links_on(board) == [(-1, 0), (0, 1), (1, 2), (2, 3)]
    rows = [at.stage(s) for s in range(4)]
    assert [int(board[row + way.FIRST_LINK]) for row in rows] == [0, 1, 2, 3]
    assert [int(board[row + way.IN_LINKS]) for row in rows] == [1, 1, 1, 1]
    assert [int(board[row + way.ONWARD]) for row in rows] == [2, 4, 8, 0]
    header = (way.FROM_BACKLOG, way.LAST_CALL, way.BRANCHES, way.LINK_COUNT)
    assert [int(board[word]) for word in header] == [1, 0, 0, 4]


def test_who_skips_a_stage_and_who_takes_a_route_needs_a_link_of_its_own() -> None:
    assert links_of(SKIPPED) == {(-1, 0), (0, 1), (0, 2), (1, 2), (2, 3), (3, 4)}
    assert links_of(ROUTED) == {(-1, 0), (0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3), (3, 4)}
    board = make_plan(ROUTED).board
    assert links_on(board) == [(-1, 0), (0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3), (3, 4)]
    assert [int(board[at.stage(s) + way.FIRST_LINK]) for s in range(5)] == [0, 1, 2, 4, 7]
    assert [int(board[at.stage(s) + way.IN_LINKS]) for s in range(5)] == [1, 1, 2, 3, 1]
    assert [int(board[at.stage(s) + way.ONWARD]) for s in range(4)] == [0b1110, 0b1100, 0b1000, 0b10000]
    found = [[int(way.link_of(board, origin, to)) for to in range(5)] for origin in (-1, 0, 3)]
    assert found == [[0, -1, -1, -1, -1], [-1, 1, 2, 4, -1], [-1, -1, -1, -1, 7]]
    assert int(board[way.BRANCHES]) == 1


def test_a_stage_skipped_at_the_front_or_the_end_joins_backlog_and_exit() -> None:
    ends = of_both(work("A", 1.0, skip={"a": 0.5}), work("B", 1.0, skip={"b": 0.5}))
    assert links_of(ends) == {(-1, 0), (-1, 1), (-1, 2), (0, 1), (0, 2), (1, 2)}
    assert int(make_plan(ends).board[way.FROM_BACKLOG]) == 0b111


def test_a_group_is_entered_along_the_links_from_outside() -> None:
    groups = (
        WipGroup(id="g", stages=("b", "c", "d"), limit=7),
        WipGroup(id="h", stages=("d",), limit=7),
        WipGroup(id="i", stages=("a",), limit=7),
    )
    board = make_plan(ROUTED.model_copy(update={"wip_groups": groups})).board
    entries = [int(board[at.group(board, g) + at.GROUP_ENTRIES]) for g in range(3)]
    assert entries == [0b1110, 0b1000, 0b1]


def test_routes_are_cumulative_shares_for_each_type_that_may_take_them() -> None:
    board = make_plan(ROUTED).board
    assert words(board, int(board[at.stage(0) + way.ROUTES]), 8) == [
        *(purpose_key(ROUTE_DRAW, 0), 2),
        *(2, WHOLE // 2, WHOLE // 2),
        *(3, WHOLE // 2, 3 * WHOLE // 4),
    ]
    assert [int(board[at.stage(s) + way.ROUTES]) for s in (1, 2, 3)] == [0, 0, 0]


def test_a_skipped_stage_has_a_share_for_each_type() -> None:
    board = make_plan(SKIPPED).board
    assert words(board, int(board[at.stage(1) + way.SKIPS]), 3) == [purpose_key(SKIP_DRAW, 1), WHOLE // 4, 0]
    assert int(board[at.stage(0) + way.SKIPS]) == 0


def test_stages_that_wait_for_company_are_told_when_no_more_can_come() -> None:
    given = of_both(
        work("A", 1.0),
        work("B", 1.0, transfer=3),
        work("C", 1.0, transfer=1),
        work("D", 1.0, batch=Batch(size=2)),
    )
    board = make_plan(given).board
    assert int(board[way.LAST_CALL]) == 0b1110
    assert words(board, int(board[at.stage(1) + way.LOT]), way.LOT_WORDS) == [3, 0, -1, -1]
    assert [int(board[at.stage(s) + way.LOT]) for s in (0, 2, 3)] == [0, 0, 0]


def test_queues_of_a_stage_that_goes_by_items_are_heaps_but_for_begun_work() -> None:
    off = Blockers(time=constant(1.0), probability=0.5)
    given = line([1.0, 1.0], arrivals=backlog(1), blockers=off)
    stages = (given.stages[0], given.stages[1].model_copy(update={"order": "due"}))
    board = make_plan(given.model_copy(update={"stages": stages})).board
    ends = [words(board, int(list_of(board, queue, 0)), 4) for queue in range(5)]
    listed, heaped = [-1, -1, -1, -1], [-1, -1, -1, HEAPED]
    assert ends == [listed, heaped, listed, heaped, listed]
    assert [int(way.bound(board, link)) for link in range(3)] == [2, 3, 4]


def test_a_steerable_plan_has_the_links_that_it_is_asked_for_beside_its_own() -> None:
    board = make_steerable_plan(line([1.0] * 3, arrivals=backlog(1)), links=[(0, 2), (2, 3)]).board
    assert links_on(board) == [(-1, 0), (0, 1), (0, 2), (1, 2), (2, 3)]


def test_the_one_list_of_a_stage_is_found_at_once_where_there_is_no_other() -> None:
    def found(given: Stream) -> list[list[int]]:
        board = make_plan(given).board
        start, rows = int(board[at.QUEUES]), [at.stage(s) for s in range(int(board[at.STAGE_COUNT]) + 1)]
        ends = [[int(board[row + word]) for row in rows] for word in (way.ONLY_WAITING, way.ONLY_BOUND)]
        return [[(word - start) // 2 if word else -1 for word in words] for words in ends]

    assert found(line([1.0] * 2, arrivals=backlog(1))) == [[0, 1, -1], [2, 3, 4]]
    assert found(ROUTED) == [[0, 1, 2, 3, -1], [4, 5, -1, -1, 11]]
    heaped = of_both(work("A", 1.0, order="due"), work("B", 1.0))
    assert found(heaped) == [[-1, 1, -1], [-1, 3, 4]]
    off = Blockers(time=constant(1.0), probability=0.5)
    assert found(line([1.0], arrivals=backlog(1), blockers=off)) == [[-1, -1], [-1, -1]]
