"""Process behaviour charts: natural process limits and signals."""

from __future__ import annotations

from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.log import TimeBase
from sim.metrics import Window, process_behaviour, process_limits, whole
from sim.metrics.process_behaviour import ProcessBehaviour
from tests.log.story import told
from tests.metrics.scenes import day, history

NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
"""NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rate of ten batches."""


def limits(*values: float, baseline: int | None = None) -> ProcessBehaviour:
    return process_limits(np.array(values, float), baseline)


def test_the_published_example_has_its_mean_range_and_limits() -> None:
    found = limits(*NIST)
    assert found.ranges[1:].tolist() == pytest.approx([2.0, 2.3, 1.4, 3.5, 3.4, 1.4, 0.2, 1.2, 1.5])
    assert found.mean == pytest.approx(50.81)
    assert found.mean_range == pytest.approx(1.8778, abs=5e-5)
    # published with 3 / 1.128 in place of its rounding, 2.66
    assert found.upper == pytest.approx(55.8041, abs=2e-3)
    assert found.lower == pytest.approx(45.8159, abs=2e-3)
    assert (found.signals, found.is_enough) == ({}, True)


def test_limits_of_counts_are_never_below_nothing() -> None:
    found = limits(0, 5, 0, 6, 1, 4)
    assert found.lower == 0.0
    assert found.upper == pytest.approx(16 / 6 + 2.66 * 24 / 5)
    assert found.range_limit == pytest.approx(3.267 * 24 / 5)


def test_too_few_values_have_no_limits_or_limits_not_worth_showing() -> None:
    assert not limits(3, 4, 5, 3, 4).is_enough
    assert [np.isnan(limit) for limit in (limits(3).lower, limits(3).upper)] == [True, True]
    assert (limits(3).mean, len(limits().values), limits().signals) == (3, 0, {})
    assert limits(3).signals == {}


# The first ten values have mean 10 and mean moving range 2: one sigma is 1.773.
STEADY = (9, 11, 9, 11, 9, 11, 9, 11, 9, 11)


@pytest.mark.parametrize(
    ("more", "signals"),
    [
        ((15.3,), {}),
        ((15.4,), {10: ("beyond a limit",)}),
        ((4.6,), {10: ("beyond a limit",)}),
        ((14, 10, 14), {12: ("2 of 3 far out",)}),
        ((14, 10, 10, 14), {}),
        ((14, 6), {}),
        ((12, 12, 10, 12, 12), {14: ("4 of 5 out",)}),
        ((12, 12, 10, 10, 12, 12), {}),
        ((8, 8, 8, 8), {13: ("4 of 5 out",)}),
        ((10.5,) * 6, {}),
        ((10.5,) * 7, {16: ("8 on one side",)}),  # with the 11 before
        ((10.5, 10.5, 10.5, 10, 10.5, 10.5, 10.5, 10.5), {}),  # a value on the mean is on no side
        ((16, 16), {10: ("beyond a limit",), 11: ("beyond a limit", "2 of 3 far out")}),
    ],
)
def test_each_rule_names_the_value_that_breaks_it(
    more: tuple[float, ...], signals: dict[int, object]
) -> None:
    found = limits(*STEADY, *more, baseline=10)
    assert (found.mean, found.mean_range, found.baseline) == (10, 2, 10)
    assert found.signals == signals


def slow_signals(values: list[float], middle: float, sigma: float) -> dict[int, set[str]]:
    """Look at every stretch of values once more, one by one."""
    found: dict[int, set[str]] = {}
    rules = {"beyond a limit": (3, 1, 1), "2 of 3 far out": (2, 2, 3), "4 of 5 out": (1, 4, 5)}
    for place, value in enumerate(values):
        for side in (1, -1):
            for name, (sigmas, least, of) in {**rules, "8 on one side": (0, 8, 8)}.items():
                edge = middle + side * sigmas * sigma
                recent = values[max(place - of + 1, 0) : place + 1]
                out = [one for one in recent if (one - edge) * side > 0]
                if (value - edge) * side > 0 and len(out) >= least:
                    found.setdefault(place, set()).add(name)
    return found


@given(st.lists(st.integers(0, 12), min_size=2, max_size=60))
def test_the_signals_are_those_of_a_slow_look(drawn: list[int]) -> None:
    values = [float(one) for one in drawn]
    found = limits(*values)
    moves = [abs(a - b) for a, b in zip(values[1:], values, strict=False)]
    sigma = 2.66 * mean(moves) / 3
    assert found.upper - found.mean == pytest.approx(3 * sigma)
    assert {place: set(names) for place, names in found.signals.items()} == slow_signals(
        values, found.mean, 2.66 * found.mean_range / 3
    )


MONTH = history(
    *[(f"2026-03-{date:02d}", f"2026-03-{date + 2:02d}") for date in range(2, 29)], end="2026-03-31T12:00"
)


def test_velocity_leaves_out_the_weeks_that_the_window_cuts() -> None:
    found = process_behaviour(MONTH, whole(MONTH))
    assert (found.values.tolist(), found.at.tolist()) == (
        [5, 7, 7, 7],
        [day(f"2026-03-{date:02d}") for date in (2, 9, 16, 23)],
    )
    cut = process_behaviour(MONTH, Window(day("2026-03-04"), day("2026-03-23")))
    assert cut.values.tolist() == [7, 7]


def test_arrivals_load_and_flow_time_have_limits_too() -> None:
    window = Window(day("2026-03-09"), day("2026-03-16"))
    assert process_behaviour(MONTH, window, "arrivals", by="day").values.tolist() == [1] * 7
    load = process_behaviour(MONTH, window, "load")
    assert (load.values.tolist(), len(load.at)) == ([2] * 7, 7)
    times = process_behaviour(MONTH, window, "flow time", baseline=3)
    assert (times.values.tolist(), times.upper, times.baseline) == ([3] * 7, 3, 3)
    assert process_behaviour(MONTH, window, "flow time", rule="elapsed").values.tolist() == [2] * 7


def test_every_measure_is_placed_in_the_time_of_the_log() -> None:
    log = told("0 0 entered build\n60 0 done", end=72.0, base=TimeBase("hour", None, "UTC"))
    load = process_behaviour(log, whole(log), "load")
    assert (load.at.tolist(), load.values.tolist()) == ([0, 24, 48], [1, 1, 0])
    assert process_behaviour(log, whole(log), by="day").at.tolist() == [0, 24, 48]
    assert process_behaviour(log, whole(log), "flow time").at.tolist() == [60]
