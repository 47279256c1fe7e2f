"""Each number against its slow twin, on random logs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.log import EventLog
from sim.metrics import (
    Window,
    cumulative_flow,
    flow_efficiency,
    flow_load,
    flow_times,
    flow_velocity,
    littles_residual,
    load_series,
    mean_load_series,
    mser5,
    percentile,
    stage_usage,
)
from tests.log.strategies import GRID, remembered, simulated
from tests.reference import slow_metrics
from tests.reference.slow_metrics import SlowLog

logs = st.one_of(simulated(), remembered())


@st.composite
def windows(draw: st.DrawFn) -> Window:
    start = draw(st.integers(0, 30))
    return Window(start * GRID, (start + draw(st.integers(1, 50))) * GRID)


def same(found: object, expected: object) -> bool:
    return found == pytest.approx(expected, abs=1e-12, nan_ok=True)


@given(logs, windows())
def test_the_flow_metrics_are_those_of_the_slow_twin(log: EventLog, window: Window) -> None:
    slow = SlowLog(log)
    found = {
        "velocity": flow_velocity(log, window),
        "times": flow_times(log, window, "elapsed").tolist(),
        "load": flow_load(log, window),
        "efficiency": flow_efficiency(log, window),
        "residual": littles_residual(log, window),
    }
    expected = {
        "velocity": slow_metrics.flow_velocity(slow, window),
        "times": slow_metrics.flow_times(slow, window),
        "load": slow_metrics.flow_load(slow, window),
        "efficiency": slow_metrics.flow_efficiency(slow, window),
        "residual": slow_metrics.littles_residual(slow, window),
    }
    assert {name: same(found[name], expected[name]) for name in found} == dict.fromkeys(found, True), (
        found,
        expected,
    )


@given(logs, st.integers(0, 20), st.integers(1, 40))
def test_the_stages_are_those_of_the_slow_twin(log: EventLog, start: int, length: int) -> None:
    # states are known up to the log's end, so the window ends there at the latest
    begin = min(start * GRID, log.end - GRID)
    window = Window(begin, min(begin + length * GRID, log.end))
    slow = SlowLog(log)
    for number, (stage, usage) in enumerate(zip(log.stages, stage_usage(log, window), strict=True)):
        expected = slow_metrics.stage_numbers(slow, window, number)
        found = [usage.waiting, usage.working, usage.blocked, usage.finished]
        assert same(found, [expected[name] for name in ("waiting", "active", "blocked", "finished")])
        assert same(usage.wip, sum(found))
        span = window.end - window.start
        assert same(usage.throughput, slow_metrics.departures(slow, window, number) / span)
        shares = ("utilisation", "starved", "blocked_share", "idle")
        asked = [None if stage.kind == "wait" else expected[name] for name in shares]
        assert same([getattr(usage, name) for name in shares], asked)
        assert stage.kind == "wait" or same(sum(getattr(usage, name) for name in shares), 1.0)


@given(logs)
def test_cumulative_flow_is_that_of_the_slow_twin_and_never_goes_down(log: EventLog) -> None:
    slow = SlowLog(log)
    times = np.linspace(-2 * GRID, 90 * GRID, 93)
    counts = cumulative_flow(log, times).counts
    assert counts.tolist() == [
        [slow_metrics.reached(slow, time, stage) for time in times] for stage in range(len(log.stages) + 1)
    ]
    assert (np.diff(counts, axis=1) >= 0).all()
    assert (np.diff(counts, axis=0) <= 0).all()


@given(simulated())
def test_the_load_by_state_adds_up_to_the_load(log: EventLog) -> None:
    window = Window(0.0, max(log.end, GRID))
    slow = SlowLog(log)
    middles = np.array([middle for middle, _ in slow.steps(window)])
    series = load_series(log, middles[middles < log.end])
    assert series.total.tolist() == [
        sum(
            slow.lives[i][1] is not None and (slow.lives[i][1] or 0) <= t < (slow.lives[i][2] or 1e9)
            for i in range(len(log.items))
        )
        for t in series.times.tolist()
    ]
    if log.end > 0:
        means = mean_load_series(log, np.linspace(0.0, log.end, 7)).total
        assert same(float(means.mean()), flow_load(log, Window(0.0, log.end)))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40), st.integers(1, 100))
def test_a_percentile_is_that_of_the_slow_twin(values: list[int], percent: int) -> None:
    assert percentile(np.array(values, float), percent) == slow_metrics.percentile(values, percent)


@given(st.lists(st.integers(0, 5), max_size=120), st.integers(0, 60))
def test_the_warm_up_is_that_of_the_slow_twin(noise: list[int], high: int) -> None:
    series = [float(value + (20 if place < high else 0)) for place, value in enumerate(noise)]
    assert mser5(np.array(series)) == slow_metrics.mser5(series)
