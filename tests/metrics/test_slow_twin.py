"""Each number against its slow twin, on random logs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.log import EventLog, states, touch_times
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
    team_usage,
)
from tests.log.strategies import GRID, remembered, simulated, staffed
from tests.reference import slow_crews, slow_metrics
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
    window = seen(log, start, length)
    slow = SlowLog(log)
    for number, usage in enumerate(stage_usage(log, window)):
        expected = slow_metrics.stage_numbers(slow, window, number)
        found = [usage.waiting, usage.working, usage.blocked, usage.finished]
        assert same(found, [expected[name] for name in ("waiting", "active", "blocked", "finished")])
        assert same(usage.wip, sum(found))
        span = window.end - window.start
        assert same(usage.throughput, slow_metrics.departures(slow, window, number) / span)


@given(staffed(), st.integers(0, 20), st.integers(1, 40))
@settings(deadline=None)
def test_the_workers_are_those_of_the_slow_twin(log: EventLog, start: int, length: int) -> None:
    window = seen(log, start, length)
    steps = slow_crews.steps(log, window)
    usages = stage_usage(log, window)
    for number, (stage, usage) in enumerate(zip(log.stages, usages, strict=True)):
        if stage.kind == "wait" or stage.team is not None:
            assert (usage.starved, usage.idle, usage.blocked_share, usage.down_share) == (None,) * 4
            assert (usage.utilisation is None) == (stage.kind == "wait")
            continue
        crew = slow_crews.Crew(number, (number,), stage.workers or 0)
        expected = slow_crews.crew_shares(log, window, crew, steps)
        names = {"utilisation": f"working {number}", "setup_share": f"setup {number}"}
        names |= {"starved": "starved", "idle": "idle", "blocked_share": "blocked", "down_share": "down"}
        found = {old: getattr(usage, new) for new, old in names.items()}
        assert same(found, dict.fromkeys(found, 0.0) | expected)
        nobody = np.isnan(expected["starved"])
        assert same(sum(found.values()), np.nan if nobody else 1.0)


@given(staffed(), st.integers(0, 20), st.integers(1, 40))
@settings(deadline=None)
def test_the_teams_are_those_of_the_slow_twin(log: EventLog, start: int, length: int) -> None:
    window = seen(log, start, length)
    steps = slow_crews.steps(log, window)
    stages = stage_usage(log, window)
    for place, usage in enumerate(team_usage(log, window)):
        mine = tuple(number for number, stage in enumerate(log.stages) if stage.team == place)
        crew = slow_crews.Crew(len(log.stages) + place, mine, log.teams[place].size)
        expected = slow_crews.crew_shares(log, window, crew, steps)
        down = expected.get("down", 0.0) + expected.get("blocked", 0.0)
        found = [usage.blocked_share, usage.starved, usage.idle, usage.setup_share, usage.utilisation]
        assert same(found[:3], [down, expected["starved"], expected["idle"]])
        assert same(found[3], sum(expected.get(f"setup {stage}", 0.0) for stage in mine))
        by_stage = {log.stages[stage].id: expected.get(f"working {stage}", 0.0) for stage in mine}
        assert same(usage.stages, by_stage)
        assert same(usage.utilisation, sum(by_stage.values()))
        assert same([stages[stage].utilisation for stage in mine], list(by_stage.values()))
        nobody = np.isnan(expected["starved"])
        assert same(sum(found), np.nan if nobody else 1.0)


@given(staffed())
@settings(deadline=None)
def test_touch_time_is_that_of_the_slow_twin(log: EventLog) -> None:
    found = touch_times(log)
    stretches = states(log)
    for item in range(len(log.items)):
        mine = (stretches.item == item) & (stretches.begin < log.end)
        assert same(float(found[mine].sum()), slow_crews.touch_time(log, item))


def seen(log: EventLog, start: int, length: int) -> Window:
    """Give a window that ends with the log at the latest: states are known up to there."""
    begin = min(start * GRID, log.end - GRID)
    return Window(begin, min(begin + length * GRID, log.end))


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
        sum(begun is not None and begun <= t and (done is None or t < done) for _, begun, done in slow.lives)
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
