from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from app.charts.labels import clear_places, rows_for, spread

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


def test_a_name_goes_to_the_other_side_where_a_mark_or_a_name_is_in_its_way() -> None:
    marks = [(100.0, 100.0), (120.0, 92.0), (100.0, 101.0)]
    places = clear_places(marks, [(60.0, 14.0)] * 3, (400.0, 300.0))
    boxes = [QRectF(left, top, 60.0, 14.0) for left, top in places]
    dots = [QRectF(x - 6, y - 6, 12, 12) for x, y in marks]
    assert not any(a.intersects(b) for a, b in itertools.combinations(boxes, 2))
    assert not any(box.intersects(dot) for box in boxes for dot in dots)
    assert places[0][0] < 100 < places[1][0]


def test_a_name_crosses_a_bar_only_where_it_has_no_other_place() -> None:
    bar = QRectF(130.0, 20.0, 2.0, 100.0)
    (place,) = clear_places([(100.0, 100.0)], [(60.0, 14.0)], (400.0, 300.0), [bar])
    assert not QRectF(*place, 60.0, 14.0).intersects(bar)
    everywhere = [QRectF(0.0, y, 400.0, 2.0) for y in range(0, 300, 5)]
    (place,) = clear_places([(100.0, 100.0)], [(60.0, 14.0)], (400.0, 300.0), everywhere)
    assert place == clear_places([(100.0, 100.0)], [(60.0, 14.0)], (400.0, 300.0))[0]


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 300)), min_size=1, max_size=6))
def test_names_of_marks_stay_in_the_picture(marks: list[tuple[float, float]]) -> None:
    places = clear_places(marks, [(60.0, 14.0)] * len(marks), (400.0, 300.0))
    assert all(0 <= left <= 340 and 0 <= top <= 300 for left, top in places)


def test_where_every_place_is_taken_a_name_stands_where_it_covers_least() -> None:
    marks = [(50.0, 50.0), (52.0, 52.0)]
    crowd = clear_places(marks * 8, [(60.0, 12.0)] * 16, (160.0, 100.0))
    assert len(set(crowd)) > 8
