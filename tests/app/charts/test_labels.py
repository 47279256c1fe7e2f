from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.charts.labels import rows_for, spread

PLACES = st.lists(st.floats(-50, 500), min_size=1, max_size=8)


def test_names_that_are_far_apart_stay_where_they_are_wanted() -> None:
    assert spread([10, 80, 40], 12, 200) == (10, 80, 40)


def test_names_that_would_cover_each_other_move_apart() -> None:
    assert spread([50, 52, 54], 12, 200) == (50, 62, 74)


def test_names_at_the_end_move_back_into_the_room() -> None:
    assert spread([195, 190], 12, 200) == (188, 176)


@given(PLACES, st.floats(5, 20), st.floats(100, 400))
def test_no_two_names_overlap(wanted: list[float], size: float, room: float) -> None:
    placed = sorted(spread(wanted, size, room))
    assert all(b - a >= size - 1e-6 for a, b in itertools.pairwise(placed))


@given(PLACES, st.floats(5, 12), st.floats(100, 400))
def test_names_stay_inside_where_there_is_room_for_all(wanted: list[float], size: float, room: float) -> None:
    placed = spread(wanted, size, room)
    assert min(placed) >= -1e-6
    assert max(placed) + size <= room + 1e-6


def test_intervals_in_one_row_do_not_overlap() -> None:
    assert rows_for([0, 10, 50, 12], [20, 20, 20, 20]) == (0, 1, 0, 2)


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(1, 60)), max_size=8))
def test_rows_never_hold_two_that_overlap(intervals: list[tuple[float, float]]) -> None:
    begins, widths = [a for a, _ in intervals], [w for _, w in intervals]
    rows = rows_for(begins, widths)
    for row in set(rows):
        inside = sorted((b, b + w) for b, w, r in zip(begins, widths, rows, strict=True) if r == row)
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(inside))
