"""Columns of a log while it grows; what is not about items is kept apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.engine.columns import Columns
from sim.engine.layout import ONE


def packed(*rows: tuple[float, int, int, int, int]) -> NDArray[np.int64]:
    """Rows of time, item, kind, stage and who as the board has them."""
    words = [
        word
        for time, item, kind, stage, who in rows
        for word in (round(time * ONE), (kind << 59) | ((stage + 1) << 51) | ((who + 1) << 31) | item)
    ]
    return np.array(words, np.int64)


def items_of(columns: Columns, since: int = 0) -> list[tuple[float, int]]:
    """Time and item of the rows."""
    time, item, *_ = columns.since(since)
    return list(zip(time.tolist(), item.tolist(), strict=True))


def test_rows_are_kept_in_order() -> None:
    columns = Columns()
    columns.add(packed((0.5, 0, 0, 1, 0), (1.0, 0, 1, 0, -1)))
    columns.add(packed((1.5, 1, 2, 0, 3)))
    assert [column.tolist() for column in columns.since(1)] == [[1.0, 1.5], [0, 1], [1, 2], [0, 0], [-1, 3]]


def test_what_is_not_about_items_is_set_aside_and_leaves_no_gap() -> None:
    columns = Columns()
    columns.add(packed((0.5, 7, 1, 0, -1), (1.0, 2, 10, 4, -1), (1.0, 8, 2, 0, 0), (2.5, 2, 11, 4, -1)))
    columns.add(packed((3.0, 1, 10, 0, -1), (3.0, 9, 7, 0, 0)))
    assert items_of(columns) == [(0.5, 7), (1.0, 8), (3.0, 9)]
    assert items_of(columns, 2) == [(3.0, 9)]
    assert columns.aside == [(ONE, 0, 4, 2), (5 * ONE // 2, 1, 4, 2), (3 * ONE, 0, 0, 1)]


def test_columns_that_are_given_away_begin_anew() -> None:
    columns = Columns()
    columns.add(packed((0.5, 7, 1, 0, -1), (1.0, 2, 10, 4, -1)))
    assert [len(column) for column in columns.taken()[0]] == [1] * 5
    assert (columns.count, columns.aside) == (0, [])


def many(count: int, first: int = 0) -> NDArray[np.int64]:
    """So many items that arrive one after the other."""
    return packed(*((float(n), n, 0, 0, 0) for n in range(first, first + count)))


def test_what_was_seen_stays_while_more_happens() -> None:
    columns = Columns()
    columns.add(many(3))
    (time, item, *_), (types, _, arrival) = columns.seen()
    columns.add(many(5000, first=3), 0.01)
    assert (time.tolist(), item.tolist()) == ([0.0, 1.0, 2.0], [0, 1, 2])
    assert (types.tolist(), arrival.tolist()) == ([0, 0, 0], [0.0, 1.0, 2.0])
    assert columns.count == 5003


def test_seeing_all_rows_copies_none() -> None:
    columns = Columns()
    columns.add(many(3))
    assert np.shares_memory(columns.seen()[0][0], columns.seen()[0][0])
    assert not np.shares_memory(columns.since(0)[0], columns.seen()[0][0])


def test_what_was_seen_stays_when_a_run_begins_again() -> None:
    columns = Columns()
    columns.add(many(3))
    seen, _ = columns.seen()
    columns.clear()
    columns.add(many(3, first=10))
    assert seen[1].tolist() == [0, 1, 2]


def test_what_was_seen_stays_when_the_rows_are_given_away() -> None:
    columns = Columns()
    columns.add(many(3))
    seen, _ = columns.seen()
    given, items = columns.taken()
    columns.add(many(3, first=10))
    assert seen[1].tolist() == given[1].tolist() == [0, 1, 2]
    assert [len(column) for column in items] == [3, 3, 3]


def test_columns_given_away_keep_little_room_behind_them_and_give_back_more() -> None:
    columns = Columns()
    columns.add(many(40_000))
    time = columns.taken()[0][0]
    assert time.base is None or len(time.base) <= 40_000
    columns.add(many(44_000))
    kept = columns.taken()[0][0]
    assert kept.tolist() == [float(n) for n in range(44_000)]
    assert kept.base is not None
    assert len(kept.base) == 45_000


def test_rows_without_anything_beside_the_items_are_as_they_were_written() -> None:
    columns = Columns()
    columns.add(packed((0.0, 0, 0, 2, 1), (0.5, 0, 9, 3, -1), (1.0, 0, 8, -1, -1)))
    (time, item, kind, stage, who), (types, classes, arrival) = columns.taken()
    assert [time.tolist(), item.tolist(), kind.tolist()] == [[0.0, 0.5, 1.0], [0, 0, 0], [0, 9, 8]]
    assert [stage.tolist(), who.tolist()] == [[-1, 3, -1], [-1, -1, -1]]
    assert [types.tolist(), classes.tolist(), arrival.tolist()] == [[2], [1], [0.0]]
