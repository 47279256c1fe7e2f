"""Long tuples that do not hold the window up later."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")

_LONG = 50_000


def settled(values: Iterable[T]) -> tuple[T, ...]:
    """Make a tuple; a long one of texts is looked at by the garbage collector now, and never again.

    PERF(tests/bench, opening a project): the collector passes over a new tuple of a third of a million texts
    once, 8 ms in which no thread moves, finds nothing to collect and lets go of it for good. Left to itself
    it does so whenever some hundred objects were made, for all new tuples at once: 40 ms in the midst of the
    first picture. Here they are taken one by one.
    """
    made = tuple(values)
    if len(made) > _LONG:
        gc.collect(0)
    return made
