"""Replications put together: every figure worked out on paper from outcomes written by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from sim.engine import RunRequest, simulate
from sim.errors import UserFault
from sim.experiment import Design, Estimate, RunResult, compare, estimate, replicate
from sim.experiment.collect import changes, collect
from sim.metrics import Window, summarise, whole
from sim.stream import Backlog, ItemType, Scenario
from tests.builders import at, exponential, line, poisson
from tests.experiment.outcomes import outcome, team, usage, worth

STREAM = line([exponential(0.5)], arrivals=poisson(1.0))
TWO = Design(RunRequest(until=10.0), 2, 0.0)
ONE = replace(TWO, replications=1)

T1 = 12.706204736432095
"""Student's t, one degree of freedom, 97.5 %."""


def spread(low: float, high: float) -> Estimate:
    """The interval of two values."""
    mean, sd = (low + high) / 2, (high - low) / math.sqrt(2)
    half = T1 * sd / math.sqrt(2)
    return Estimate(mean, mean - half, mean + half, sd, 2)


def same(got: Estimate, expected: Estimate) -> bool:
    pairs = zip(
        (got.mean, got.low, got.high, got.sd, got.n),
        (expected.mean, expected.low, expected.high, expected.sd, expected.n),
        strict=True,
    )
    return all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) for a, b in pairs)


def test_a_mean_over_replications_weighs_each_run_alike_and_a_percentile_each_item() -> None:
    found = collect(STREAM, TWO, 0.0, [outcome([1.0, 1.0, 4.0]), outcome([8.0])])
    assert same(found.flow_time.mean, spread(2.0, 8.0))
    assert found.flow_time.values.tolist() == [1.0, 1.0, 4.0, 8.0]
    assert found.flow_time.to_json() | {"low": None, "high": None} == {
        "mean": 5.0,
        "low": None,
        "high": None,
        "p50": 1.0,
        "p70": 4.0,
        "p85": 8.0,
        "p95": 8.0,
    }
    assert same(found.lead_time.mean, spread(3.0, 9.0))
    assert same(found.flow_velocity, spread(0.1, 0.3))


def test_every_metric_is_kept_as_one_value_a_replication_under_its_name() -> None:
    runs = [outcome([1.0, 3.0], load=1.5), outcome([2.0], load=0.5, efficiency=0.25)]
    assert collect(STREAM, TWO, 0.0, runs).series == {
        "flow_velocity": (0.2, 0.1),
        "flow_time": (2.0, 2.0),
        "flow_time_p50": (1.0, 2.0),
        "flow_time_p70": (3.0, 2.0),
        "flow_time_p85": (3.0, 2.0),
        "flow_time_p95": (3.0, 2.0),
        "lead_time": (3.0, 3.0),
        "lead_time_p85": (4.0, 3.0),
        "flow_load": (1.5, 0.5),
        "flow_efficiency": (0.5, 0.25),
        "flow_distribution.item": (1.0, 1.0),
    }


def test_money_is_compared_where_it_is_known() -> None:
    runs = [
        outcome(money=worth(value=900.0, staff_cost=500.0, net=400.0, cost_per_item=250.0)),
        outcome(money=worth(value=500.0, staff_cost=500.0, net=0.0)),
    ]
    found = collect(STREAM, TWO, 0.0, runs)
    assert same(found.money["value_released"], spread(500.0, 900.0))
    assert same(found.money["net_value"], spread(0.0, 400.0))
    assert same(found.money["staff_cost"], spread(500.0, 500.0))
    assert found.money["cost_per_item"].mean == 250.0
    assert set(found.money) == {"value_released", "net_value", "staff_cost", "cost_per_item"}
    assert found.series["value_released"] == (900.0, 500.0)
    assert collect(STREAM, TWO, 0.0, [outcome(), outcome()]).money == {}


def test_the_parts_of_a_single_run_stand_for_money_of_the_whole() -> None:
    whole_run = outcome(money=worth(value=100.0, cost_per_item=7.0))
    parts = [outcome(money=worth(value=one, cost_per_item=6.0)) for one in (20.0, 30.0)]
    found = collect(STREAM, ONE, 0.0, [whole_run, *parts])
    expected = spread(40.0, 60.0)
    value = found.money["value_released"]
    assert (value.mean, value.half_width) == pytest.approx((100.0, expected.half_width))
    assert found.money["cost_per_item"].mean == 7.0
    assert found.money["cost_per_item"].half_width == 0.0


def test_a_team_has_a_mean_of_every_share() -> None:
    runs = [outcome(teams=(team(0.5, 0.25),)), outcome(teams=(team(0.25, 0.25),))]
    (found,) = collect(STREAM, TWO, 0.0, runs).teams
    assert (found.id, found.name) == ("devs", "Devs")
    assert same(found.figures["utilisation"], spread(0.5, 0.75))
    assert same(found.stages["build"], spread(0.25, 0.5))
    assert found.to_json() == {
        "id": "devs",
        "name": "Devs",
        "members": 2.0,
        "utilisation": 0.625,
        "setup_share": 0.0,
        "blocked_share": 0.0,
        "starved": 0.375,
        "idle": 0.0,
        "stages": {"build": 0.375, "test": 0.25},
    }


def test_a_run_in_which_nothing_was_done_has_no_flow_time_and_no_distribution() -> None:
    types = (ItemType(id="feature", name="F", share=0.5), ItemType(id="defect", name="D", share=0.5))
    stream = STREAM.model_copy(update={"item_types": types})
    runs = [
        outcome([1.0], distribution={"feature": 0.25, "defect": 0.75}),
        outcome([], distribution={"feature": 0.0, "defect": 0.0}),
    ]
    found = collect(stream, TWO, 0.0, runs)
    assert {name: (share.mean, share.n) for name, share in found.flow_distribution.items()} == {
        "feature": (0.25, 1),
        "defect": (0.75, 1),
    }
    assert (found.flow_time.mean.mean, found.flow_time.mean.n) == (1.0, 1)
    assert (found.flow_velocity.mean, found.flow_velocity.n) == (0.05, 2)


def test_nothing_done_at_all_is_unknown_and_not_zero() -> None:
    found = collect(STREAM, TWO, 0.0, [outcome([]), outcome([])])
    unknown = {"mean": None, "low": None, "high": None}
    marks = {f"p{percent}": None for percent in (50, 70, 85, 95)}
    written = found.to_json()
    assert written["flow_time"] == unknown | marks
    assert written["lead_time"] == unknown | marks
    assert written["flow_efficiency"] == unknown
    assert written["flow_distribution"] == {"item": None}
    assert written["flow_velocity"]["mean"] == 0.0


def test_a_stage_figure_that_one_run_does_not_know_is_the_mean_of_the_others() -> None:
    runs = [outcome(stages=(usage(0.4),)), outcome(stages=(usage(None),))]
    (stage,) = collect(STREAM, TWO, 0.0, runs).stages
    assert stage.to_json() == {
        "id": "s1",
        "name": "S1",
        "team": None,
        "wip": 1.0,
        "waiting": 0.5,
        "working": 0.5,
        "blocked": 0.0,
        "finished": 0.0,
        "utilisation": 0.4,
        "starved": 0.6,
        "blocked_share": 0.0,
        "idle": 0.0,
        "throughput": 1.0,
        "setup_share": 0.0,
        "down_share": 0.0,
    }


def test_what_is_left_open_and_the_end_are_means_over_runs() -> None:
    runs = [outcome(unfinished=3), outcome(unfinished=4, window=Window(0.0, 30.0))]
    found = collect(STREAM, TWO, 0.0, runs)
    assert (found.unfinished, found.end) == (3.5, 20.0)


# --- a single run ----------------------------------------------------------------------------------------


def test_a_single_run_is_measured_whole_and_its_parts_say_only_how_sure_it_is() -> None:
    parts = [outcome([1.0, 1.0, 1.0], load=2.0), outcome([9.0], load=4.0)]
    found = collect(STREAM, ONE, 0.0, [outcome([1.0, 1.0, 1.0, 9.0], load=3.5), *parts])
    expected = spread(1.0, 9.0)
    assert found.flow_time.mean.mean == 3.0
    assert found.flow_time.mean.half_width == pytest.approx(expected.half_width)
    assert found.flow_time.values.tolist() == [1.0, 1.0, 1.0, 9.0]
    assert (found.flow_load.mean, found.flow_load.n) == (3.5, 2)
    assert found.flow_load.half_width == pytest.approx(spread(2.0, 4.0).half_width)
    assert found.series["flow_time"] == (1.0, 9.0)
    assert found.method == "95 % interval over 2 windows of one run"


def test_a_single_run_whose_parts_did_nothing_has_a_mean_and_no_interval() -> None:
    parts = [outcome([]), outcome([2.0])]
    found = collect(STREAM, ONE, 0.0, [outcome([2.0]), *parts])
    assert found.flow_time.mean.to_json() == {"mean": 2.0, "low": None, "high": None}
    assert found.flow_distribution["item"].mean == 1.0


def test_one_run_of_given_items_gives_the_figures_of_its_log() -> None:
    stream = line([2.0, 3.0], arrivals=at(0.0, 1.0, 1.5, 7.0, 20.0))
    found = replicate(stream, Design(replications=1, warmup=0.0))
    log = simulate(stream, found.request)
    expected = summarise(log, whole(log))
    assert found.flow_time.mean.mean == expected.flow_time.mean
    assert found.flow_velocity.mean == expected.velocity
    assert found.flow_load.mean == expected.load
    assert found.flow_efficiency.mean == expected.efficiency
    assert found.littles_residual.mean == expected.littles_residual
    assert found.unfinished == 0.0
    assert {name: part.mean for name, part in found.flow_distribution.items()} == expected.distribution
    assert [stage.figures["wip"].mean for stage in found.stages] == [one.wip for one in expected.stages]


def test_a_single_run_and_two_of_the_same_luck_agree_where_nothing_is_left_to_chance() -> None:
    stream = line([2.0, 3.0], arrivals=at(0.0, 1.0, 1.5, 7.0, 20.0))
    one, two = (replicate(stream, Design(replications=n, warmup=0.0)) for n in (1, 2))
    assert one.flow_time.mean.mean == two.flow_time.mean.mean
    assert [stage.to_json() for stage in one.stages] == [stage.to_json() for stage in two.stages]


def test_the_differences_of_a_single_run_are_those_of_its_means() -> None:
    stream = line([exponential(0.7)], arrivals=poisson(1.0))
    slower = Scenario(name="Slower", changes=(("stages.s1.time.mean", 0.8),))
    found = compare(stream, [slower], Design(RunRequest(seed=4, until=800.0), 1, 0.0)).scenarios[0]
    for change in found.changes:
        assert change.difference.mean == pytest.approx(change.scenario.mean - change.base.mean, abs=1e-12)
        assert change.difference.low <= change.difference.mean <= change.difference.high
    assert found.change("flow_time").difference.low > 0.0


# --- a warm-up that leaves nothing --------------------------------------------------------------------------


@pytest.mark.parametrize("cut", [10.0, 99.0])
def test_a_warmup_as_long_as_the_runs_is_refused(cut: float) -> None:
    with pytest.raises(UserFault, match="leaves nothing to measure: the runs end at 10") as caught:
        replicate(STREAM, replace(TWO, warmup=cut))
    assert caught.value.hint == "Give a shorter warm-up, or longer runs."


def test_a_warmup_that_leaves_something_of_one_run_is_measured_there() -> None:
    stream = line([exponential(1.0)], arrivals=Backlog(count=3))
    ends = [simulate(stream, RunRequest(replication=number)).end for number in range(2)]
    found = replicate(stream, Design(RunRequest(), 2, min(ends)))
    assert found.flow_time.mean.n == 1
    assert found.end == pytest.approx(np.mean(ends))


# --- pairing ---------------------------------------------------------------------------------------------


def result(*times: list[float]) -> RunResult:
    return collect(STREAM, replace(TWO, replications=len(times)), 0.0, [outcome(one) for one in times])


def test_runs_are_paired_replication_by_replication() -> None:
    found = {one.metric: one for one in changes(result([1.0], [5.0]), result([2.0], [6.5]))}
    time = found["flow_time"]
    assert (time.base.mean, time.scenario.mean) == (3.0, 4.25)
    assert same(time.difference, spread(1.0, 1.5))
    assert time.to_json() == {
        "base": 3.0,
        "scenario": 4.25,
        "difference": estimate([1.0, 1.5]).to_json(),
    }


def test_a_replication_that_one_of_the_two_could_not_measure_is_left_out_of_the_difference() -> None:
    found = {one.metric: one for one in changes(result([1.0], [5.0], [7.0]), result([2.0], [], [8.0]))}
    assert found["flow_time"].difference == estimate([1.0, 1.0])
    assert found["flow_velocity"].difference == estimate([0.0, -0.1, 0.0])


def test_a_type_that_only_one_of_the_two_has_is_not_compared() -> None:
    other = result([1.0], [2.0])
    kinds = (ItemType(id="item", name="I", share=0.5), ItemType(id="extra", name="E", share=0.5))
    share = {"item": 0.5, "extra": 0.5}
    base = collect(
        STREAM.model_copy(update={"item_types": kinds}),
        TWO,
        0.0,
        [outcome(distribution=share), outcome(distribution=share)],
    )
    names = [one.metric for one in changes(base, other) if one.metric.startswith("flow_distribution")]
    assert names == ["flow_distribution.item"]
