"""A stream laid out on the board: small streams, word for word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.engine import layout as at
from sim.engine.draws import CONSTANT, CURVE
from sim.engine.plan import (
    FIRST_ROOM,
    make_plan,
    make_steerable_plan,
)
from sim.engine.purposes import REWORK_DRAW, TOUCH_DRAW, purpose_key
from sim.errors import StreamFault
from sim.stream import (
    BoardItem,
    Cadence,
    ItemType,
    Rework,
    ServiceClass,
    Stream,
    WipGroup,
)
from tests.builders import at as moments
from tests.builders import backlog, constant, exponential, line, stream, wait, work

ONE = at.ONE


def words(board: NDArray[np.int64], start: int, count: int) -> list[int]:
    """So many words of a board."""
    found: list[int] = board[start : start + count].tolist()
    return found


def stage_words(given: Stream, number: int, fields: Sequence[int]) -> list[int]:
    """Some fields of a stage's row."""
    return [int(make_plan(given).board[at.stage(number) + field]) for field in fields]


POLICY = (at.KIND, at.LIMIT, at.READY, at.HOLD, at.EVERY, at.FIRST, at.REWORK_COUNT)


def test_a_stage_is_a_row_of_its_policies() -> None:
    back = (Rework(to="a", probability=0.25),)
    given = stream(
        [
            work("A", 1.0, 3, wip_limit=5),
            work("B", 1.0, pull="ready", on_finish="hold", rework=back),
            wait("C", cadence=Cadence(every=2.0)),
            wait("D", cadence=Cadence(every=2.0, first=0.5), wip_limit=4),
        ],
        backlog(1),
    )
    assert stage_words(given, 0, POLICY) == [at.WORK, 5, 0, 0, 0, 0, 0]
    assert stage_words(given, 1, POLICY) == [at.WORK, at.NO_LIMIT, 1, 1, 0, 0, 1]
    assert stage_words(given, 2, POLICY) == [at.WAIT, at.NO_LIMIT, 0, 0, 2 * ONE, 2 * ONE, 0]
    assert stage_words(given, 3, POLICY) == [at.WAIT, 4, 0, 0, 2 * ONE, ONE // 2, 0]
    assert stage_words(given, 4, POLICY[:2]) == [at.EXIT, at.NO_LIMIT]


def test_the_header_counts_what_is_there() -> None:
    types = (ItemType(id="a", name="A", share=1.0), ItemType(id="b", name="B", share=1.0))
    groups = (WipGroup(id="g", stages=("s2", "s1"), limit=7), WipGroup(id="h", stages=("s3",), limit=2))
    given = line([1.0] * 3, arrivals=(backlog(1), moments(1.0)), item_types=types, wip_groups=groups)
    board = make_plan(given).board
    counts = (at.STAGE_COUNT, at.TYPE_COUNT, at.CLASS_COUNT, at.LANE_COUNT, at.GROUP_COUNT, at.SOURCE_COUNT)
    assert [int(board[count]) for count in counts] == [3, 2, 1, 1, 2, 2]
    assert words(board, int(board[at.GROUPS]), 10) == [0, 1, 7, 0, 1, 2, 2, 2, 0, 4]
    assert words(board, int(board[at.LANES]), 4) == [5, 0, -1, at.FRESH]


def test_without_rework_an_item_keeps_no_visits_and_a_class_has_one_lane() -> None:
    plain = make_plan(line([1.0, 1.0], arrivals=backlog(1)))
    reworked = make_plan(line([1.0, 1.0], arrivals=backlog(1), rework=(Rework(to="s1", probability=0.1),)))
    assert (plain.item_words, int(plain.board[at.VISITS_KEPT])) == (at.VISITS, 0)
    assert (reworked.item_words, int(reworked.board[at.VISITS_KEPT])) == (at.VISITS + 2, 1)
    assert (int(plain.board[at.LANE_COUNT]), int(reworked.board[at.LANE_COUNT])) == (1, 2)


def test_ways_back_are_cumulative_shares_of_2_to_the_53() -> None:
    ways = (Rework(to="a", probability=0.25), Rework(to="b", probability=0.5, effort=0.5))
    given = stream([work("A", 1.0), work("B", 1.0, rework=ways)], backlog(1))
    board = make_plan(given).board
    row = int(board[at.stage(1) + at.REWORKS])
    assert words(board, row, 6) == [2**51, 0, ONE, 3 * 2**51, 1, ONE // 2]


def test_equal_distributions_share_one_table_and_a_type_s_own_time_has_its_own() -> None:
    types = tuple(ItemType(id=name, name=name, share=1.0) for name in "abc")
    given = stream(
        [
            work("A", exponential(2.0), time_by_type={"b": constant(3.0)}),
            work("B", exponential(2.0)),
            wait("C"),
            wait("D", 3.0),
        ],
        backlog(1),
        item_types=types,
    )
    board = make_plan(given).board
    times = [words(board, int(board[at.stage(s) + at.TIMES]), 3) for s in range(4)]
    curve, three, none = times[0][0], times[0][1], times[2][0]
    assert times == [[curve, three, curve], [curve] * 3, [none] * 3, [three] * 3]
    assert int(board[curve]) == CURVE
    assert words(board, three, 2) == [CONSTANT, 3 * ONE]
    assert words(board, none, 2) == [CONSTANT, 0]


def test_tables_stand_behind_what_a_run_changes() -> None:
    plan = make_plan(line([exponential(1.0), 2.0], arrivals=backlog(1)))
    tables = [int(plan.board[int(plan.board[at.stage(s) + at.TIMES])]) for s in range(2)]
    assert min(tables) == plan.fresh
    assert plan.first_room == FIRST_ROOM


def test_the_board_at_the_start_is_listed_oldest_first_with_its_place() -> None:
    board = (
        BoardItem(type="item", stage="s2", age=1.5, state="finished", due=5.0),
        BoardItem(type="item", stage="s1", age=4.0, state="active"),
        BoardItem(type="item", stage="s1", age=1.5),
    )
    plan = make_plan(line([1.0, 1.0], arrivals=backlog(1), board=board))
    row = int(plan.board[at.BOARD_ROWS])
    assert words(plan.board, row, 18) == [
        *(0, 0, 4 * ONE, at.WAS_ACTIVE, 1, at.NO_LIMIT),
        *(0, 1, 3 * ONE // 2, at.WAS_FINISHED, 0, 5 * ONE),
        *(0, 0, 3 * ONE // 2, at.WAS_WAITING, 2, at.NO_LIMIT),
    ]
    assert plan.first_room == FIRST_ROOM + 3


def test_classes_carry_their_limits_and_types_their_class() -> None:
    classes = (
        ServiceClass(id="usual", rank=2),
        ServiceClass(id="urgent", rank=1, ignores_wip=True, at_most=3),
    )
    types = (
        ItemType.model_validate({"id": "a", "name": "A", "class": "urgent", "share": 1}),
        ItemType.model_validate({"id": "b", "name": "B", "class": "usual", "share": 1}),
        ItemType.model_validate({"id": "c", "name": "C", "share": 1}),
    )
    board = make_plan(line([1.0], arrivals=backlog(1), classes=classes, item_types=types)).board
    rows = [int(board[at.CLASSES]) + c * at.CLASS_WORDS for c in range(2)]
    fields = (at.IGNORES_WIP, at.AT_MOST, at.IN_STREAM)
    assert [[int(board[row + field]) for field in fields] for row in rows] == [[0, at.NO_LIMIT, 0], [1, 3, 0]]
    assert [int(board[at.type_row(board, t) + at.TYPE_CLASS]) for t in range(3)] == [1, 0, 0]


def test_a_steerable_plan_keeps_lanes_for_all_kinds() -> None:
    board = make_steerable_plan(line([1.0, 1.0], [2, 1], arrivals=backlog(1))).board
    assert (int(board[at.LANE_COUNT]), int(board[at.VISITS_KEPT])) == (3, 1)


def test_every_purpose_in_every_stage_has_an_address_of_its_own() -> None:
    keys = {purpose_key(draw, s) for draw in (TOUCH_DRAW, REWORK_DRAW) for s in range(at.MOST_STAGES)}
    assert len(keys) == 2 * at.MOST_STAGES


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (line([1.0] * 63, arrivals=backlog(1)), "The stream has 63 stages; at most 62 can run."),
        (
            line(
                [1.0],
                arrivals=backlog(1),
                item_types=tuple(ItemType(id=f"t{n}", name="T", share=1.0) for n in range(256)),
            ),
            "The stream has 256 item types; at most 255 can run.",
        ),
    ],
)
def test_a_stream_larger_than_the_board_is_refused(given: Stream, said: str) -> None:
    with pytest.raises(StreamFault) as caught:
        make_plan(given)
    assert (caught.value.text, caught.value.hint) == (said, "Merge some.")
