"""Long tuples of texts are let go of by the garbage collector at once."""

from __future__ import annotations

import gc

import pytest

from sim.log import settled


@pytest.mark.parametrize("count", [0, 3, 60_000])
def test_the_values_are_those_given_in_their_order(count: int) -> None:
    assert settled(str(n) for n in range(count)) == tuple(map(str, range(count)))


def test_a_long_tuple_of_texts_is_looked_at_once_and_never_again() -> None:
    assert gc.is_tracked(tuple(str(n) for n in range(60_000)))
    assert not gc.is_tracked(settled(str(n) for n in range(60_000)))


def test_for_a_short_one_nobody_is_kept_waiting() -> None:
    before = gc.get_stats()[0]["collections"]
    made = [settled(("a", "b")) for _ in range(3)]
    assert (len(made), gc.get_stats()[0]["collections"]) == (3, before)
