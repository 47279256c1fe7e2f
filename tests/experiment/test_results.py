"""What an experiment found, as JSON: exactly the names that are promised, and never a NaN."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine import RunRequest
from sim.experiment import Design, Estimate, RunResult, TimeEstimate, compare, estimate, replicate
from sim.experiment.collect import collect
from sim.experiment.intervals import centred
from sim.stream import Scenario, Stream, example
from tests.builders import exponential, line, poisson
from tests.experiment.outcomes import outcome

INTERVAL = {"mean", "low", "high"}
TIMES = INTERVAL | {"p50", "p70", "p85", "p95"}
STAGE = {
    "id",
    "name",
    "wip",
    "waiting",
    "working",
    "blocked",
    "finished",
    "utilisation",
    "starved",
    "blocked_share",
    "idle",
    "throughput",
    "setup_share",
    "down_share",
    "team",
}


@pytest.fixture(scope="module")
def team() -> Stream:
    return example("software-team")


@pytest.fixture(scope="module")
def found(team: Stream) -> RunResult:
    return replicate(team, Design(RunRequest(seed=9, until=100.0), 6, 10.0))


def test_a_run_is_written_under_the_names_that_are_promised(found: RunResult, team: Stream) -> None:
    written = found.to_json()
    assert list(written) == [
        "stream",
        "time_unit",
        "seed",
        "replications",
        "warmup",
        "end",
        "method",
        "flow_velocity",
        "flow_time",
        "lead_time",
        "flow_load",
        "flow_efficiency",
        "flow_distribution",
        "stages",
        "teams",
        "money",
        "littles_residual",
        "unfinished",
        "warnings",
    ]
    assert {name: set(written[name]) for name in ("flow_velocity", "flow_load", "flow_efficiency")} == {
        "flow_velocity": INTERVAL,
        "flow_load": INTERVAL,
        "flow_efficiency": INTERVAL,
    }
    assert (set(written["flow_time"]), set(written["lead_time"])) == (TIMES, TIMES)
    assert list(written["flow_distribution"]) == [kind.id for kind in team.item_types]
    assert [(stage["id"], set(stage)) for stage in written["stages"]] == [
        (stage.id, STAGE) for stage in team.stages
    ]


def test_a_written_run_says_what_was_run(found: RunResult) -> None:
    written = found.to_json()
    assert (written["stream"], written["time_unit"], written["seed"]) == ("Checkout team", "day", 9)
    assert (written["replications"], written["warmup"], written["end"]) == (6, 10.0, 100.0)


def test_shares_of_types_and_of_worker_time_each_make_a_whole(found: RunResult) -> None:
    written = found.to_json()
    assert math.fsum(written["flow_distribution"].values()) == pytest.approx(1.0)
    for stage in written["stages"][:-1]:
        time = stage["utilisation"] + stage["starved"] + stage["blocked_share"] + stage["idle"]
        assert time == pytest.approx(1.0)
    assert {written["stages"][-1][name] for name in ("utilisation", "starved", "idle")} == {None}


def test_what_is_in_a_stage_is_waiting_working_blocked_or_finished(found: RunResult) -> None:
    for stage in found.to_json()["stages"]:
        parts = (stage[name] for name in ("waiting", "working", "blocked", "finished"))
        assert math.fsum(parts) == pytest.approx(stage["wip"])


def test_what_is_in_the_stages_is_what_is_in_the_stream(found: RunResult) -> None:
    written = found.to_json()
    assert math.fsum(stage["wip"] for stage in written["stages"]) == pytest.approx(
        written["flow_load"]["mean"]
    )


def test_json_without_any_item_done_has_no_nan() -> None:
    stream = line([50.0], arrivals=poisson(1.0))
    text = json.dumps(replicate(stream, Design(RunRequest(until=5.0), 2, 0.0)).to_json(), allow_nan=False)
    assert json.loads(text)["flow_time"] == dict.fromkeys(TIMES)


# --- a time per item --------------------------------------------------------------------------------------


@given(st.lists(st.floats(0.0, 1e6), min_size=1, max_size=60), st.integers(1, 99))
def test_a_percentile_is_a_time_that_an_item_took_and_enough_took_no_longer(
    times: list[float], percent: int
) -> None:
    found = TimeEstimate(estimate(times), np.sort(np.array(times))).percentile(percent)
    assert found in times
    assert sum(time <= found for time in times) * 100 >= percent * len(times)
    assert sum(time < found for time in times) * 100 < percent * len(times)


def test_no_items_have_no_percentile() -> None:
    assert math.isnan(TimeEstimate(estimate([]), np.array([])).percentile(50))


# --- an interval ------------------------------------------------------------------------------------------


@given(st.floats(-1e6, 1e6), st.floats(0.0, 1e3), st.floats(-1e6, 1e6))
def test_a_moved_interval_is_as_wide_and_as_sure_as_before(mean: float, half: float, to: float) -> None:
    moved = centred(Estimate(mean, mean - half, mean + half, sd=half, n=7), to)
    assert (moved.mean, moved.sd, moved.n) == (to, half, 7)
    assert moved.half_width == pytest.approx(half, abs=1e-9)
    assert (moved.low + moved.high) / 2 == pytest.approx(to, abs=1e-9)


def test_a_moved_mean_without_interval_stays_without() -> None:
    assert centred(estimate([4.0]), 3.0).to_json() == {"mean": 3.0, "low": None, "high": None}


# --- a comparison -----------------------------------------------------------------------------------------


def test_a_comparison_is_found_by_the_metric_s_name(team: Stream) -> None:
    change = Scenario(name="More", changes=(("stages.test.workers", 3),))
    found = compare(team, [change], Design(RunRequest(until=60.0), 3, 0.0)).scenarios[0]
    assert [found.change(one.metric) for one in found.changes] == list(found.changes)
    with pytest.raises(KeyError, match="flow_speed"):
        found.change("flow_speed")


def test_every_difference_is_the_scenario_less_the_base(team: Stream) -> None:
    change = Scenario(name="More", changes=(("stages.test.workers", 3),))
    found = compare(team, [change], Design(RunRequest(until=60.0), 5, 0.0)).scenarios[0]
    for one in found.changes:
        assert one.difference.mean == pytest.approx(one.scenario.mean - one.base.mean, abs=1e-9)


def test_a_change_is_written_as_base_scenario_and_difference() -> None:
    stream = line([exponential(0.5)], arrivals=poisson(1.0))
    run = collect(stream, Design(RunRequest(), 2, 0.0), 0.0, [outcome([1.0]), outcome([3.0])])
    assert run.estimates["flow_time"] == run.flow_time.mean
    assert set(run.estimates) == set(run.series)
    assert all(len(values) == 2 for values in run.series.values())
