"""What stays is left out of the collector's rounds; what comes and goes later is not."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from app.collector import leave_out_what_is_made


class Knot:
    """Holds itself, so that only the collector can let go of it."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def looked_at_again() -> Iterator[None]:
    """Leave the collector as it was."""
    yield
    gc.unfreeze()


def test_the_collector_passes_over_what_is_younger_only() -> None:
    kept = [Knot() for _ in range(100)]
    leave_out_what_is_made()
    rest = gc.get_objects()
    assert not any(one is knot for one in rest for knot in kept[:3])
    assert len(rest) < 1_000 < gc.get_freeze_count()


def test_what_is_let_go_of_later_is_still_collected() -> None:
    leave_out_what_is_made()
    gone = weakref.ref(Knot())
    gc.collect()
    assert gone() is None
