from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.log import set_first, set_last

PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(-9, 9)), max_size=30)


def test_the_first_of_several_values_stays() -> None:
    target = np.zeros((2, 2), np.int64)
    set_first(target, np.array([3, 3, 0, 3]), np.array([7, 8, 9, 10]))
    assert target.tolist() == [[9, 0], [0, 7]]
    views = np.array([1, 1, 0])[::-1]
    set_first(target, views, np.array([1, 2, 3])[::-1])
    assert target.tolist() == [[3, 2], [0, 7]]


def test_the_last_of_several_values_stays() -> None:
    target = np.full((2, 2), -1.0)
    set_last(target, np.array([3, 3, 0, 3]), np.array([7.0, 8.0, 9.0, 10.0]))
    assert target.tolist() == [[9.0, -1.0], [-1.0, 10.0]]
    set_last(target, np.zeros(0, np.int64), np.zeros(0))
    assert target.tolist() == [[9.0, -1.0], [-1.0, 10.0]]


@given(PAIRS)
def test_both_do_what_a_loop_does(pairs: list[tuple[int, int]]) -> None:
    places, values = (np.array([pair[k] for pair in pairs], np.int64) for k in (0, 1))
    first, last = np.zeros(6, np.int64), np.zeros(6, np.int64)
    set_first(first, places, values)
    set_last(last, places, values)
    begun = dict(reversed(pairs))
    assert first.tolist() == [begun.get(place, 0) for place in range(6)]
    ended = dict(pairs)
    assert last.tolist() == [ended.get(place, 0) for place in range(6)]
