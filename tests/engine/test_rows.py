"""Rows are packed into two words on the board and come back as they were."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.engine import layout as at
from sim.engine.columns import Columns
from sim.engine.rows import record

ROW = st.tuples(
    st.integers(-(2**40), 2**53 - 1),
    st.integers(1, 9),
    st.integers(0, 2**31 - 1),
    st.integers(-1, 254),
    st.integers(-1, 2**20 - 2),
)


@given(st.lists(ROW, max_size=30))
def test_what_is_recorded_is_what_is_unpacked(rows: list[tuple[int, int, int, int, int]]) -> None:
    board = np.zeros(at.HEADER_WORDS + 2 * len(rows), np.int64)
    board[at.LOG] = at.HEADER_WORDS
    for time, kind, number, stage, who in rows:
        board[at.NOW] = time
        record(board, kind, number, stage, who)
    assert int(board[at.LOG_COUNT]) == len(rows)
    assert int(board[at.LAST_ROW_AT]) == (rows[-1][0] if rows else 0)
    columns = Columns()
    columns.add(board[at.HEADER_WORDS :])
    (time_, item, kind_, stage_, who_), _ = columns.taken()
    assert time_.tolist() == [row[0] / at.ONE for row in rows]
    assert item.tolist() == [row[2] for row in rows]
    assert kind_.tolist() == [row[1] for row in rows]
    assert stage_.tolist() == [row[3] for row in rows]
    assert who_.tolist() == [row[4] for row in rows]


def packed(count: int, first: int = 0) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """So many arrivals of numbered items, an hour of ticks apart."""
    numbers = np.arange(first, first + count, dtype=np.int64)
    return np.stack([numbers * at.ONE, numbers], axis=1).ravel()


def test_columns_grow_past_their_first_room_and_keep_what_is_in_them() -> None:
    columns = Columns()
    for first in range(0, 12_000, 3_000):
        columns.add(packed(3_000, first))
    time, item, kind, stage, who = columns.since(0)
    assert time.tolist() == item.tolist() == list(range(12_000))
    assert set(kind.tolist()) == {0}
    assert set(stage.tolist()) == set(who.tolist()) == {-1}
    assert columns.since(11_998)[1].tolist() == [11_998, 11_999]


def test_columns_given_away_are_not_written_again() -> None:
    columns = Columns()
    columns.add(packed(3))
    first, _ = columns.taken()
    assert columns.count == 0
    columns.add(packed(2, 7))
    assert first[1].tolist() == [0, 1, 2]
    assert columns.since(0)[1].tolist() == [7, 8]
    columns.clear()
    assert columns.since(0)[1].tolist() == []


def test_a_copy_of_columns_may_be_changed() -> None:
    columns = Columns()
    columns.add(packed(3))
    columns.since(0)[1][:] = 99
    assert columns.since(0)[1].tolist() == [0, 1, 2]


def arrived(number: int, type_number: int, service: int) -> list[int]:
    """A row of arrival at half past the item's number, packed."""
    return [number * at.ONE + at.ONE // 2, ((type_number + 1) << 51) | ((service + 1) << 31) | number]


def test_type_and_class_of_an_item_stand_in_its_row_of_arrival() -> None:
    columns = Columns()
    entered = [at.ONE, (1 << 59) | (5 << 51)]
    columns.add(np.array(arrived(0, 3, 1) + entered, np.int64))
    columns.add(np.array(arrived(1, 7, 0) + arrived(2, 3, 1), np.int64))
    assert columns.types_since(0).tolist() == [3, 7, 3]
    assert columns.types_since(1).tolist() == [7, 3]
    (_, _, _, stage, who), (types, classes, arrival) = columns.seen()
    assert (stage.tolist(), who.tolist()) == ([-1, 4, -1, -1], [-1, -1, -1, -1])
    assert (types.tolist(), classes.tolist(), arrival.tolist()) == ([3, 7, 3], [1, 0, 1], [0.5, 1.5, 2.5])


def test_what_is_seen_stays_and_what_is_taken_is_gone() -> None:
    columns = Columns()
    columns.add(packed(5))
    copied = columns.seen()
    taken = columns.taken()
    for copies, originals in zip(copied, taken, strict=True):
        assert [column.tolist() for column in copies] == [column.tolist() for column in originals]
    assert (columns.items, [len(column) for column in columns.seen()[1]]) == (0, [0, 0, 0])


def test_room_is_made_for_what_a_run_has_yet_to_bring_and_no_more_is_given_away() -> None:
    columns = Columns()
    columns.add(packed(5_000), 0.25)
    assert columns._columns[0].size == 20_600
    assert columns._items[0].size == 20_600
    columns.add(packed(15_600, 5_000), 0.9)
    assert columns._columns[0].size == 20_600
    columns.add(packed(1_000, 20_600), 1e-9)
    assert columns._columns[0].size == 8 * 21_600
    (time, *_), (_, _, arrival) = columns.taken()
    assert time.tolist() == arrival.tolist() == list(range(21_600))
    assert columns._columns[0].size == 21_600 * 9 // 8
