"""A pass of the garbage collector over everything is rare; what is young is let go of as ever."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator

import pytest

from app.collector import RARELY, keep_long_passes_rare


class Knot:
    """Holds itself, so that only the collector can let go of it."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def give_back() -> Iterator[Callable[[], None]]:
    undo = keep_long_passes_rare()
    yield undo
    undo()


def test_only_the_longest_pass_becomes_rare_and_all_is_given_back(give_back: Callable[[], None]) -> None:
    rare = gc.get_threshold()
    give_back()
    usual = gc.get_threshold()
    assert rare == (*usual[:2], RARELY)
    assert usual[2] < RARELY


def test_what_is_young_is_still_let_go_of(give_back: Callable[[], None]) -> None:
    gone = weakref.ref(Knot())
    for _ in range(gc.get_threshold()[0] * 2):
        Knot()
    assert gone() is None
