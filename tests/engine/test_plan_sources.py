"""Arrivals laid out on the board: each kind a row, each mixture whole weights."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.engine import layout as at
from sim.engine.plan import (
    make_plan,
)
from sim.engine.plan_sources import _weights
from sim.stream import (
    Arrivals,
    Backlog,
    CadenceArrival,
    Interarrival,
    ItemType,
    Saturated,
    Schedule,
    ScheduledItem,
)
from tests.builders import at as moments
from tests.builders import constant, line

ONE = at.ONE


def words(board: NDArray[np.int64], start: int, count: int) -> list[int]:
    """So many words of a board."""
    found: list[int] = board[start : start + count].tolist()
    return found


TYPES = tuple(
    ItemType(id=name, name=name, share=share) for name, share in zip("abc", (3.0, 0.0, 1.0), strict=True)
)


def source_row(arrival: Arrivals) -> tuple[NDArray[np.int64], int]:
    """The board with this source alone, and where the source stands."""
    board = make_plan(line([1.0, 1.0], arrivals=arrival, item_types=TYPES)).board
    return board, at.source(board, 0)


KINDS = (at.SOURCE_KIND, at.PERIOD, at.COUNT, at.BALANCED, at.MIX_COUNT, at.ROW_COUNT, at.SOURCE_FIRST)


@pytest.mark.parametrize(
    ("arrival", "expected"),
    [
        (Interarrival(time=constant(2.0)), [at.INTERARRIVAL, 0, 0, 0, 2, 0, -1]),
        (CadenceArrival(every=2.0, count=3), [at.CADENCE, 2 * ONE, 3, 0, 2, 0, 0]),
        (
            CadenceArrival(every=2.0, count=3, first=0.5, mix="balanced"),
            [at.CADENCE, 2 * ONE, 3, 1, 2, 0, ONE // 2],
        ),
        (moments(4.0, 1.5), [at.SCHEDULE, 0, 0, 0, 2, 2, 3 * ONE // 2]),
        (Backlog(count=9), [at.BACKLOG, 0, 9, 0, 2, 0, 0]),
        (Backlog(counts={"b": 4, "c": 2}), [at.BACKLOG, 0, 6, 1, 2, 0, 0]),
        (Saturated(types=("c",)), [at.SATURATE, 0, 0, 0, 1, 0, -1]),
    ],
)
def test_each_kind_of_arrival_is_a_row(arrival: Arrivals, expected: list[int]) -> None:
    board, row = source_row(arrival)
    assert [int(board[row + field]) for field in KINDS] == expected
    assert int(board[row + at.ORDINAL]) == 1
    assert int(board[at.SATURATED]) == int(arrival.kind == "saturated")


@pytest.mark.parametrize(
    ("arrival", "mixture", "whole"),
    [
        (Backlog(count=9), [0, 3 * 2**51, 3, 0, 2, 2**53, 1, 0], 4),
        (Backlog(count=9, types=("c",)), [2, 2**53, 1, 0], 1),
        (Backlog(counts={"c": 5, "a": 0, "b": 15}), [1, 3 * 2**51, 15, 0, 2, 2**53, 5, 0], 20),
        (Backlog(count=9, types=("b",)), [1, 2**53, 1, 0], 1),
    ],
)
def test_a_mixture_is_whole_weights_and_cumulative_shares(
    arrival: Backlog, mixture: list[int], whole: int
) -> None:
    board, row = source_row(arrival)
    assert words(board, int(board[row + at.MIX]), len(mixture)) == mixture
    assert (int(board[row + at.WHOLE]), int(board[row + at.MIX_COUNT])) == (whole, len(mixture) // 4)


def test_a_schedule_is_rows_in_order_of_time_each_with_its_place_due_moment_and_own_times() -> None:
    items = (
        ScheduledItem(at=4.0, type="c", times={"s2": 0.5}),
        ScheduledItem(at=1.0, due=3.0),
        ScheduledItem(at=4.0, type="a", times={"s1": 2.0, "s2": 0.0}),
    )
    board, row = source_row(Schedule(items=items))
    assert words(board, int(board[row + at.ROWS]), 18) == [
        *(ONE, -1, 1, 3 * ONE, -1, -1),
        *(4 * ONE, 2, 0, at.NO_LIMIT, -1, ONE // 2),
        *(4 * ONE, 0, 2, at.NO_LIMIT, 2 * ONE, 0),
    ]


@pytest.mark.parametrize(
    ("shares", "weights"),
    [
        ({"a": 0.55, "b": 0.25, "c": 0.2}, {"a": 11, "b": 5, "c": 4}),
        ({"a": 0.1, "b": 0.2, "c": 0.0}, {"a": 1, "b": 2, "c": 0}),
        ({"a": 0.0, "b": 0.0}, {"a": 1, "b": 1}),
        ({"a": 60.0, "b": 40.0}, {"a": 3, "b": 2}),
        ({"only": 0.37}, {"only": 1}),
    ],
)
def test_shares_become_the_smallest_whole_weights(shares: dict[str, float], weights: dict[str, int]) -> None:
    assert _weights(shares) == weights


def test_shares_of_too_many_digits_are_rounded_and_still_add_up() -> None:
    shares = {"a": 1 / 3, "b": 1 / 7, "c": 0.1234567890123}
    weights = _weights(shares)
    total = sum(shares.values())
    assert sum(weights.values()) == at.SHARE_WHOLE
    for name, share in shares.items():
        assert abs(weights[name] - share / total * at.SHARE_WHOLE) < 1.01
