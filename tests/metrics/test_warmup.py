"""Warm-up by MSER-5."""

from __future__ import annotations

import numpy as np
import pytest

from sim.log import EventLog
from sim.metrics import automatic_warmup, mser5
from tests.log.story import told
from tests.metrics.scenes import two_stages

FLAT = [3.0, 5.0, 4.0, 6.0, 2.0] * 40


def test_a_series_that_is_typical_from_the_start_is_left_whole() -> None:
    assert mser5(np.array(FLAT)) == 0
    assert mser5(np.ones(200)) == 0


def test_what_is_not_typical_at_the_start_is_cut() -> None:
    assert mser5(np.array([30.0] * 20 + FLAT)) == 20
    assert mser5(np.array([30.0] * 23 + FLAT)) == 25  # in whole batches of five


def test_values_beyond_the_last_whole_batch_do_not_count() -> None:
    assert mser5(np.array([30.0] * 20 + FLAT + [900.0] * 4)) == 20


def test_a_series_that_never_settles_is_not_cut() -> None:
    assert mser5(np.array([30.0] * 150 + FLAT[:100])) == 0


def test_a_calm_end_does_not_pass_for_the_whole() -> None:
    # cutting down to the last batches, alike by chance, would leave no variance at all
    uneven = [3.0] * 5 + [5.0] * 5
    assert mser5(np.array([30.0] * 20 + uneven * 20 + [4.0] * 20)) == 20


def test_a_short_series_is_not_judged() -> None:
    assert mser5(np.array([100.0, *[1.0] * 48])) == 0
    assert mser5(np.zeros(0)) == 0


def filling(fill: int, steady: int) -> EventLog:
    """Tell of a stage that fills with one item a day, and then keeps its number."""
    rows = []
    for item in range(fill + steady):
        rows += [(float(item), f"{item} arrived"), (float(item), f"{item} entered build")]
        if item < steady:
            rows.append((float(item + fill), f"{item} done"))
    rows.sort(key=lambda row: row[0])
    return told("\n".join(f"{time} {rest}" for time, rest in rows), end=float(fill + steady))


def test_the_warm_up_of_a_run_is_cut_and_said() -> None:
    cut, note = automatic_warmup(filling(40, 360))
    assert (cut, note) == (40, "first 40 days of 400 cut (MSER-5)")


def test_a_run_that_settles_in_no_half_is_not_cut_and_that_is_said() -> None:
    assert automatic_warmup(filling(300, 100)) == (
        0.0,
        "nothing cut: MSER-5 would cut more than half of 400 days, so the load has not settled",
    )


@pytest.mark.parametrize(
    ("log", "note"),
    [
        (two_stages(), "nothing cut: the run starts and ends empty"),
        (told(""), "nothing cut: the run has no length"),
        (told("0 0 arrived\n0 0 entered build", end=100.0), "nothing cut of 100 days (MSER-5)"),
    ],
)
def test_a_run_without_a_warm_up_is_left_whole_and_that_is_said(log: EventLog, note: str) -> None:
    assert automatic_warmup(log) == (0.0, note)
