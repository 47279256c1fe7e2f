"""Lanes, classes and types as rows of the board, in pull order."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.engine import layout as at
from sim.engine import layout_ways as way
from sim.engine.plan import make_plan, make_steerable_plan
from sim.engine.purposes import ORDER_DRAW, purpose_key
from sim.stream import Blockers, ItemType, Rework, ServiceClass, Stream, TypeLimit
from tests.builders import backlog, constant, line, stream, work

CLASSES = (ServiceClass(id="slow", rank=4), ServiceClass(id="fast", rank=1))
TYPES = tuple(
    ItemType.model_validate({"id": name, "name": name, "share": 1.0, "class": of, "due_in": due})
    for name, of, due in (("a", "slow", 2.0), ("b", "fast", None), ("c", "slow", None))
)
BACK = (Rework(to="s1", probability=0.1),)


def words(board: NDArray[np.int64], start: int, count: int) -> list[int]:
    """So many words of a board."""
    found: list[int] = board[start : start + count].tolist()
    return found


def two_stages(**more: Any) -> Stream:
    """Two stages for the types a and c, which are slow, and b, which is fast."""
    return line([1.0, 2.0], arrivals=backlog(1), item_types=TYPES, classes=CLASSES, **more)


def lanes(given: Stream, *, steerable: bool = False) -> list[list[int]]:
    """Order, class, type and kind of each lane."""
    board = make_steerable_plan(given).board if steerable else make_plan(given).board
    start, count = int(board[at.LANES]), int(board[at.LANE_COUNT])
    return [words(board, start + n * at.LANE_WORDS, at.LANE_WORDS) for n in range(count)]


PUTS_DOWN = Blockers(time=constant(1.0), probability=0.5)
KEEPS = Blockers(time=constant(1.0), probability=0.5, keeps_worker=True)


@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        ({}, [at.FRESH]),
        ({"rework": BACK}, [at.REWORK, at.FRESH]),
        ({"blockers": KEEPS}, [at.FRESH]),
        ({"blockers": PUTS_DOWN}, [at.BEGUN, at.FRESH]),
        ({"blockers": PUTS_DOWN, "rework": BACK}, [at.BEGUN, at.REWORK, at.FRESH]),
    ],
)
def test_a_class_has_a_lane_for_each_kind_that_may_occur(more: dict[str, Any], kinds: list[int]) -> None:
    fast = [[3 + kind, 1, -1, kind] for kind in kinds]
    assert lanes(two_stages(**more)) == fast + [[12 + kind, 0, -1, kind] for kind in kinds]


@pytest.mark.parametrize(
    "more", [{"type_limits": (TypeLimit(type="a", limit=2),)}, {"order": "wsjf"}, {"order": "shortest"}]
)
def test_types_have_lanes_of_their_own_where_they_are_told_apart(more: dict[str, Any]) -> None:
    assert lanes(two_stages(**more)) == [[5, 1, 1, 2], [14, 0, 0, 2], [14, 0, 2, 2]]


def test_a_run_that_may_be_steered_has_every_lane() -> None:
    assert lanes(two_stages(), steerable=True) == [
        *([3, 1, 1, 0], [4, 1, 1, 1], [5, 1, 1, 2]),
        *([12, 0, 0, 0], [12, 0, 2, 0], [13, 0, 0, 1], [13, 0, 2, 1], [14, 0, 0, 2], [14, 0, 2, 2]),
    ]


def test_a_type_knows_its_class_lanes_limit_and_when_it_is_due() -> None:
    given = two_stages(type_limits=(TypeLimit(type="c", limit=7),), rework=BACK)
    board = make_plan(given).board
    rows = [at.type_row(board, t) for t in range(3)]
    fields = (at.TYPE_CLASS, at.TYPE_LIMIT, at.TYPE_IN_STREAM, at.DUE_IN)
    assert [[int(board[row + field]) for field in fields] for row in rows] == [
        [0, at.NO_LIMIT, 0, 2 * at.ONE],
        [1, at.NO_LIMIT, 0, at.NO_LIMIT],
        [0, 7, 0, at.NO_LIMIT],
    ]
    assert [words(board, row + at.TYPE_LANES, 3) for row in rows] == [[-1, 2, 4], [-1, 0, 1], [-1, 3, 5]]


def test_a_stage_has_its_order_and_the_keys_of_types_or_an_address_for_luck() -> None:
    orders = ("fifo", "oldest", "due", "random", "shortest")
    stages = [work(f"S{n}", 1.0, order=order) for n, order in enumerate(orders)]
    stages[4] = stages[4].model_copy(update={"time_by_type": {"b": constant(0.5)}})
    board = make_plan(stream(stages, backlog(1), item_types=TYPES, classes=CLASSES)).board
    assert [int(board[at.stage(s) + way.PULL_ORDER]) for s in range(6)] == [0, 1, 2, 3, 4, 0]
    assert int(board[at.stage(3) + way.ORDER_KEYS]) == purpose_key(ORDER_DRAW, 3)
    assert words(board, int(board[at.stage(4) + way.ORDER_KEYS]), 3) == [1, 0, 1]
