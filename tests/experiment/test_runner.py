from __future__ import annotations

import dataclasses
import math
from concurrent.futures import Future
from typing import Any

import numpy as np
import pytest

from sim.engine import RunRequest, simulate
from sim.errors import StreamFault, UserFault
from sim.experiment import Cell, Design, SerialExecutor, Warmup, compare, open_pool, replicate
from sim.metrics import Window, flow_times, flow_velocity, percentile, summarise
from sim.stream import Backlog, BoardItem, PlannedChange, Scenario, Stream, example
from tests.builders import exponential, line, poisson
from tests.experiment.luck import replications_saved

SHORT = Design(RunRequest(seed=3, until=120.0), replications=12, warmup=20.0)


@pytest.fixture(scope="module")
def team() -> Stream:
    return example("software-team")


@pytest.fixture(scope="module")
def queue() -> Stream:
    """One worker, load 0.8: flow time 4 days, load 4 items (M/M/1)."""
    return line([exponential(0.8)], arrivals=poisson(1.0))


def test_a_result_is_the_mean_of_its_replications_measured_one_by_one(team: Stream) -> None:
    result = replicate(team, SHORT)
    logs = [simulate(team, dataclasses.replace(SHORT.request, replication=n)) for n in range(12)]
    windows = [Window(20.0, log.end) for log in logs]
    velocities = [flow_velocity(log, window) for log, window in zip(logs, windows, strict=True)]
    times = [flow_times(log, window) for log, window in zip(logs, windows, strict=True)]
    assert result.series["flow_velocity"] == tuple(velocities)
    assert result.flow_velocity.mean == pytest.approx(np.mean(velocities), rel=1e-12)
    assert result.flow_time.mean.mean == pytest.approx(np.mean([one.mean() for one in times]), rel=1e-12)
    assert result.flow_time.percentile(85) == percentile(np.sort(np.concatenate(times)), 85)
    busy = [summarise(log, window).stages[2].utilisation for log, window in zip(logs, windows, strict=True)]
    assert result.stages[2].figures["utilisation"].mean == pytest.approx(np.mean(np.array(busy, float)))


@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_a_pool_gives_the_answer_of_a_serial_run_to_the_last_digit(team: Stream, kind: str) -> None:
    with open_pool(kind, 2) as pool:  # type: ignore[arg-type]
        pooled = replicate(team, SHORT, pool=pool)
    serial = replicate(team, SHORT)
    assert pooled.to_json() == serial.to_json()
    assert pooled.series == serial.series


def test_the_interval_of_a_queue_holds_what_theory_says(queue: Stream) -> None:
    result = replicate(queue, Design(RunRequest(seed=11, until=6_000.0), 40, 500.0))
    assert result.flow_time.mean.low < 4.0 < result.flow_time.mean.high
    assert result.flow_load.low < 4.0 < result.flow_load.high
    assert result.flow_velocity.low < 1.0 < result.flow_velocity.high
    assert abs(result.littles_residual.mean) < 0.01


def test_a_scenario_that_changes_nothing_differs_by_nothing(team: Stream) -> None:
    same = Scenario(name="Same", changes=(("stages.test.wip_limit", team.stage("test").wip_limit),))
    found = compare(team, [same], SHORT).scenarios[0]
    assert {change.metric: change.difference.mean for change in found.changes} == {
        change.metric: 0.0 for change in found.changes
    }


def test_common_luck_makes_differences_far_surer_than_two_samples_would_be(team: Stream) -> None:
    tighter = Scenario(name="Test 2", changes=(("stages.test.wip_limit", 2),))
    design = dataclasses.replace(SHORT, replications=30)
    change = compare(team, [tighter], design).scenarios[0].change("flow_time")
    apart = math.hypot(change.base.sd, change.scenario.sd)
    assert change.difference.high < 0
    # Fewer replications needed for the same interval: the ratio of the variances.
    assert (apart / change.difference.sd) ** 2 > 10


@pytest.mark.parametrize("metric", ["flow_velocity", "flow_time", "flow_load"])
def test_common_luck_saves_nineteen_of_twenty_replications_where_one_limit_changes(metric: str) -> None:
    limited = line([exponential(1.4)] * 5, 2, 4, arrivals=poisson(1.0))
    assert replications_saved(limited, "stages.s3.wip_limit", 5, metric, replications=40) > 20


def test_every_flow_metric_is_compared(team: Stream) -> None:
    found = compare(team, [Scenario(name="Same", changes=())], SHORT).scenarios[0]
    assert [change.metric for change in found.changes] == [
        "flow_velocity",
        "flow_time",
        "flow_time_p50",
        "flow_time_p70",
        "flow_time_p85",
        "flow_time_p95",
        "lead_time",
        "lead_time_p85",
        "flow_load",
        "flow_efficiency",
        *(f"flow_distribution.{kind.id}" for kind in team.item_types),
    ]


def test_the_automatic_warmup_leaves_out_the_filling_of_the_queue(queue: Stream) -> None:
    crowded = queue.model_copy(update={"board": (BoardItem(type="item", stage="s1"),) * 60})
    design = Design(RunRequest(seed=5, until=4_000.0), 10, "auto")
    result = replicate(crowded, design)
    assert 100 < result.warmup <= 2_000
    assert any("left out as warm-up (MSER-5" in warning for warning in result.warnings)
    left_in = replicate(crowded, dataclasses.replace(design, warmup=0.0))
    assert any("Warm-up is left in" in warning for warning in left_in.warnings)
    assert left_in.flow_load.mean > result.flow_load.mean


def test_a_warmup_that_is_too_short_is_said(queue: Stream) -> None:
    crowded = queue.model_copy(update={"board": (BoardItem(type="item", stage="s1"),) * 60})
    design = Design(RunRequest(seed=5, until=4_000.0), 10, 5.0)
    short = replicate(crowded, design)
    assert short.warmup == 5.0
    (said,) = (warning for warning in short.warnings if "is short" in warning)
    assert said.startswith("A warm-up of 5 days is short: MSER-5 on the mean load would leave out ")
    judged = replicate(crowded, dataclasses.replace(design, warmup="auto"))
    assert f"leave out {judged.warmup:.4g} days." in said
    long = replicate(crowded, dataclasses.replace(design, warmup=2_000.0))
    assert not [warning for warning in long.warnings if "is short" in warning]


@pytest.mark.parametrize("warmup", ["auto", 20.0])
def test_a_load_that_never_settles_is_said(queue: Stream, warmup: Warmup) -> None:
    flooded = line([exponential(2.0)], arrivals=poisson(1.0))
    result = replicate(flooded, Design(RunRequest(seed=5, until=400.0), 5, warmup))
    assert result.warmup == (0.0 if warmup == "auto" else warmup)
    assert [warning for warning in result.warnings if warning.startswith("The load has not settled: ")]
    assert not [warning for warning in result.warnings if "is short" in warning]


def test_a_load_that_a_plan_changes_is_not_called_overloaded(queue: Stream) -> None:
    change = PlannedChange(at=300.0, set={"stages.s1.time": {"family": "constant", "value": 0.05}})
    planned = queue.model_copy(update={"plan": (change,)})
    result = replicate(planned, Design(RunRequest(seed=5, until=400.0), 5))
    assert [warning for warning in result.warnings if "the plan changes the stream on the way" in warning]
    assert not [warning for warning in result.warnings if "overloads" in warning]


def test_a_project_has_no_warmup(queue: Stream) -> None:
    project = line([exponential(0.8)], arrivals=Backlog(count=30))
    result = replicate(project, Design(replications=5))
    assert result.warmup == 0.0
    assert result.unfinished == 0.0
    assert len(result.flow_time.values) == 150
    assert result.warnings == ()


def test_a_single_run_gets_its_interval_from_its_own_windows(queue: Stream) -> None:
    result = replicate(queue, Design(RunRequest(seed=2, until=20_000.0), 1, 500.0))
    assert result.method == "95 % interval over 20 windows of one run"
    assert result.flow_load.n == 20
    assert result.flow_load.low < 4.0 < result.flow_load.high


def test_progress_counts_every_replication_of_every_stream(team: Stream) -> None:
    seen: list[tuple[int, int]] = []
    compare(
        team,
        [Scenario(name="Same", changes=())],
        SHORT,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen[-1] == (24, 24)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_progress_may_stop_the_runs(team: Stream) -> None:
    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        replicate(team, SHORT, progress=stop)


def test_runs_made_here_and_now_are_told_and_stopped_between(team: Stream) -> None:
    made: list[Cell] = []

    class Noting(SerialExecutor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401
            made.append(args[0])
            return super().submit(fn, *args, **kwargs)

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        replicate(team, SHORT, pool=Noting(), progress=stop)
    assert [cell.request.replication for cell in made] == [0]


def test_an_overloaded_stage_is_said_in_words(queue: Stream) -> None:
    slow = Scenario(name="Slow", changes=(("stages.s1.time.mean", 1.2),))
    run = compare(queue, [slow], Design(RunRequest(until=300.0), 5, 0.0)).scenarios[0].run
    assert any("S1" in warning.title() and "load" in warning for warning in run.warnings)
    assert any("unfinished" in warning for warning in run.warnings)


def test_an_unknown_path_is_refused_with_the_known_ones(team: Stream) -> None:
    wrong = Scenario(name="Wrong", changes=(("stages.tst.wip_limit", 2),))
    with pytest.raises(StreamFault, match="Did you mean test"):
        compare(team, [wrong], SHORT)


@pytest.mark.parametrize(
    ("replications", "warmup", "words"), [(0, "auto", "at least 1"), (5, -1.0, "cannot be negative")]
)
def test_a_design_that_cannot_be_run_is_refused(replications: int, warmup: float, words: str) -> None:
    with pytest.raises(UserFault, match=words):
        Design(replications=replications, warmup=warmup)
