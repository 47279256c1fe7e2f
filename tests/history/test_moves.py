"""Rules on moves, one at a time: two stages (0 and 1), done is 2, given up is 3."""

from __future__ import annotations

import numpy as np
import pytest

from sim.history.case_ends import joined, with_case_dates
from sim.history.flags import blocked_in, stretches
from sim.history.moves import (
    Moves,
    begun_again,
    gone_back,
    later_dates_wiped,
    skipped_filled,
    with_one_end,
    without_repeats,
)
from sim.history.runs import run_begins, run_ends

DONE = 2


def way(*items: str) -> Moves:
    """Moves of items, a letter a stage (``-`` is a day without a move)."""
    rows = [
        (number, int(letter), float(day))
        for number, steps in enumerate(items)
        for day, letter in enumerate(steps)
        if letter != "-"
    ]
    item, stage, time = zip(*rows, strict=True) if rows else ((), (), ())
    return Moves(np.array(item, np.int64), np.array(stage, np.int64), np.array(time, np.float64))


def shown(moves: Moves) -> list[tuple[int, int, float]]:
    """Moves as tuples."""
    return list(zip(moves.item.tolist(), moves.stage.tolist(), moves.time.tolist(), strict=True))


def test_the_first_and_the_last_move_of_each_item_are_known() -> None:
    moves = way("012", "0", "01")
    assert moves.first().tolist() == [True, False, False, True, True, False]
    assert moves.last().tolist() == [False, False, True, True, False, True]
    assert moves.left().tolist() == [1.0, 2.0, np.inf, np.inf, 1.0, np.inf]


def test_nothing_at_all_stays_nothing() -> None:
    none = way()
    assert (none.first().tolist(), none.last().tolist(), none.left().tolist()) == ([], [], [])
    for rule in (without_repeats, later_dates_wiped, lambda m: with_one_end(m, DONE)):
        assert shown(rule(none)) == []
    filled, count = skipped_filled(none, DONE)
    assert (shown(filled), count) == ([], 0)
    assert not len(blocked_in(none, stretches(none.item, none.time, none.time > 0), DONE).move)


@pytest.mark.parametrize(
    ("before", "after"),
    [("0011", "0-1-"), ("010", "010"), ("000", "0--")],
)
def test_a_move_to_where_the_item_is_is_none(before: str, after: str) -> None:
    assert shown(without_repeats(way(before, before))) == shown(way(after, after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("0122", "012-"),
        ("0132", "01-2"),
        ("0123", "01-3"),
        ("01232", "012--"),
        ("2012", "2012"),
        ("0133", "013-"),
    ],
)
def test_of_ends_in_a_row_the_first_of_the_last_kind_stays(before: str, after: str) -> None:
    assert shown(with_one_end(way(before, before), DONE)) == shown(way(after, after))


@pytest.mark.parametrize(
    ("before", "after"),
    [("012", "012"), ("010", "0--"), ("0102", "0--2"), ("0101", "0--1"), ("1012", "-012"), ("0120", "0---")],
)
def test_a_move_back_wipes_what_is_later(before: str, after: str) -> None:
    assert shown(later_dates_wiped(way(before, before))) == shown(way(after, after))


def test_what_is_passed_by_is_entered_with_the_next_stage() -> None:
    filled, count = skipped_filled(way("02", "2", "-1", "3"), DONE)
    assert count == 4
    assert shown(filled) == [
        *((0, 0, 0.0), (0, 1, 1.0), (0, 2, 1.0)),
        *((1, 0, 0.0), (1, 1, 0.0), (1, 2, 0.0)),
        *((2, 0, 1.0), (2, 1, 1.0)),
        (3, 3, 0.0),
    ]


def test_going_back_and_beginning_again_are_told_apart() -> None:
    moves = way("010", "021", "031")
    assert gone_back(moves).tolist() == [False, False, True, False, False, True, False, False, True]
    assert begun_again(moves, DONE).tolist() == [False] * 5 + [True, False, False, True]


def test_a_date_of_the_case_comes_first_at_its_begin_and_last_at_its_end() -> None:
    moves = way("11", "1")
    begun = with_case_dates(moves, np.array([0.0, np.nan]), 0)
    assert shown(begun) == [(0, 0, 0.0), (0, 1, 0.0), (0, 1, 1.0), (1, 1, 0.0)]
    ended = with_case_dates(moves, np.array([1.0, 0.0]), DONE)
    assert shown(ended) == [(0, 1, 0.0), (0, 1, 1.0), (0, 2, 1.0), (1, 1, 0.0), (1, 2, 0.0)]
    assert shown(joined(moves, way())) == shown(moves)


@pytest.mark.parametrize(
    ("keys", "begins", "ends"), [((), "", ""), ((4,), "1", "1"), ((1, 1, 2, 1, 1), "10110", "01101")]
)
def test_a_run_begins_and_ends_where_its_key_does(keys: tuple[int, ...], begins: str, ends: str) -> None:
    for found, expected in ((run_begins, begins), (run_ends, ends)):
        assert found(np.array(keys, np.int64)).tolist() == [sign == "1" for sign in expected]


def test_blocked_time_is_parted_by_visits() -> None:
    moves = way("0-1-2", "0")
    flagged = stretches(np.array([0, 0, 1]), np.array([1.0, 3.0, 5.0]), np.array([True, False, True]))
    blocked = blocked_in(moves, flagged, DONE)
    assert blocked.move.tolist() == [0, 1, 3]
    assert blocked.begin.tolist() == [1.0, 2.0, 5.0]
    assert blocked.end.tolist() == [np.inf, 3.0, np.inf]
