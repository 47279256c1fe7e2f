"""The heap gives events by time, and those of one time in the order of the rules."""

from __future__ import annotations

import heapq

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.heap import event_key, event_kind, event_slot, event_stage, next_key, next_time, pop, push
from sim.engine.layout import ARRIVAL, FINISH, GATE, HEADER_WORDS, HEAP, HEAP_COUNT

EVENTS = st.lists(
    st.tuples(
        st.integers(0, 5), st.sampled_from((FINISH, GATE, ARRIVAL)), st.integers(0, 61), st.integers(0, 9)
    ),
    max_size=60,
)


def empty() -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """A board that is only a heap."""
    board = np.zeros(HEADER_WORDS + 200, np.int64)
    board[HEAP] = HEADER_WORDS
    return board


@given(EVENTS)
def test_it_gives_what_a_sorted_list_gives(events: list[tuple[int, int, int, int]]) -> None:
    board = empty()
    for time, kind, stage, number in events:
        push(board, time, event_key(kind, stage, number, 3))
    expected = sorted((time, kind, -stage, number) for time, kind, stage, number in events)
    got = []
    while board[HEAP_COUNT]:
        key = int(next_key(board))
        got.append((int(next_time(board)), event_kind(key), -event_stage(key), (key >> 22) & 0xFFFFFFFF))
        pop(board)
    assert got == expected
    assert next_time(board) == -1


@given(st.lists(st.one_of(st.none(), st.integers(0, 20)), max_size=80))
def test_it_agrees_with_python_s_heap_through_any_pushes_and_pops(steps: list[int | None]) -> None:
    board, twin = empty(), list[int]()
    for step in steps:
        if step is not None:
            push(board, step, event_key(FINISH, 0, step, 0))
            heapq.heappush(twin, step)
        elif twin:
            pop(board)
            heapq.heappop(twin)
        assert int(next_time(board)) == (twin[0] if twin else -1)


def test_a_key_holds_the_largest_numbers_it_must() -> None:
    key = event_key(ARRIVAL, 61, 2**31 - 1, 2**22 - 1)
    assert 0 < key < 2**63
    assert (event_kind(key), event_stage(key), event_slot(key)) == (ARRIVAL, 61, 2**22 - 1)


EVENT = st.tuples(
    st.sampled_from((FINISH, GATE, ARRIVAL)),
    st.integers(0, 61),
    st.integers(0, 2**31 - 1),
    st.integers(0, 2**22 - 1),
)


@given(EVENT, EVENT)
def test_keys_compare_as_the_rules_order_events(
    one: tuple[int, int, int, int], other: tuple[int, int, int, int]
) -> None:
    def declared(event: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        kind, stage, number, slot = event
        return kind, -stage, number, slot

    assert (event_key(*one) < event_key(*other)) == (declared(one) < declared(other))
    assert (event_key(*one) == event_key(*other)) == (one == other)


@given(st.lists(st.one_of(st.none(), st.tuples(st.integers(0, 2**53), st.integers(0, 2**62))), max_size=90))
def test_any_times_and_keys_come_as_python_s_heap_gives_them(steps: list[tuple[int, int] | None]) -> None:
    board, twin = empty(), list[tuple[int, int]]()
    for step in steps:
        if step is not None:
            push(board, *step)
            heapq.heappush(twin, step)
        elif twin:
            pop(board)
            heapq.heappop(twin)
        assert int(board[HEAP_COUNT]) == len(twin)
        if twin:
            assert (int(next_time(board)), int(next_key(board))) == twin[0]
