"""A model beside its history: what is inside, what is outside, and what to do about it."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from sim.calibration import Calibration, calibrate, history_in_time_of
from sim.errors import CalibrationFault
from sim.experiment import HistoryCheck, MetricVerdict, beside_history
from sim.experiment.beside_words import adjustments
from sim.log import EventLog, LogStage
from sim.metrics import flow_load, flow_times, flow_velocity, percentile, stage_usage, whole
from sim.stream import Calendar, Stream
from tests.calibration.pasts import TODAY, ample, as_history, past, run, scarce

RUNS = 40


@cache
def week_by_week() -> Calibration:
    """A model calibrated from two hundred days of a known stream."""
    return calibrate(as_history(run(ample(), 200.0)), TODAY)


def checked(model: Stream, runs: int = RUNS, seed: int = 1) -> HistoryCheck:
    known = week_by_week()
    return beside_history(known.history, known.since, model, runs=runs, seed=seed)


def with_time(model: Stream, stage_id: str, factor: float) -> Stream:
    """A model whose times in one stage are longer or shorter."""
    stages = tuple(
        one.model_copy(update={"time_factor": factor}) if one.id == stage_id else one for one in model.stages
    )
    return model.model_copy(update={"stages": stages})


def test_a_model_of_its_own_history_lies_beside_it() -> None:
    check = checked(week_by_week().stream)
    assert [one.metric for one in check.verdicts] == [
        "flow_velocity",
        "flow_time",
        "flow_time_p50",
        "flow_time_p70",
        "flow_time_p85",
        "flow_time_p95",
        "flow_load",
        "share_in_work",
        "stages.analysis.wip",
        "stages.review.wip",
        "stages.build.wip",
        "stages.test.wip",
        "flow_distribution.feature",
        "flow_distribution.defect",
    ]
    assert (check.judged, check.runs) == (14, RUNS)
    assert check.inside >= 12
    assert check.summary.startswith(f"{check.inside} of 14 figures of the history lie within")


def test_the_historys_figures_are_those_of_the_metric_functions() -> None:
    made, check = week_by_week(), checked(week_by_week().stream)
    log = made.history
    everything = whole(log)
    assert check.length == pytest.approx(everything.length - check.cut)
    measured = replace(everything, start=everything.start + check.cut)
    times = flow_times(log, measured)
    assert check.rule == "inclusive"
    assert check.verdict("flow_time_p85").history == percentile(times, 85)
    assert check.verdict("flow_load").history == pytest.approx(flow_load(log, measured))
    assert check.verdict("flow_velocity").history == pytest.approx(7 * flow_velocity(log, measured))
    assert check.items == len(times)
    held = {one.name: one.wip for one in stage_usage(log, measured)}
    assert check.verdict("stages.build.wip").history == pytest.approx(held["Build"])
    assert check.verdict("stages.review.wip").history == pytest.approx(held["Review"])
    at_work = held["Analysis"] + held["Build"] + held["Test"]
    assert check.verdict("share_in_work").history == pytest.approx(at_work / sum(held.values()))


def test_what_is_left_out_is_what_85_percent_took_and_a_quarter_at_most() -> None:
    made = week_by_week()
    took = flow_times(made.history, whole(made.history), "elapsed")
    assert checked(made.stream).cut == pytest.approx(percentile(took, 85))
    slow = past("0 0 entered build\n9.5 0 done\n9.75 1 entered build")
    log, since = history_in_time_of(slow, made.stream)
    assert beside_history(log, since, made.stream, runs=20).cut == pytest.approx(2.5)


def test_a_slower_stage_is_outside_and_named() -> None:
    check = checked(with_time(week_by_week().stream, "build", 1.6))
    load = check.verdict("stages.build.wip")
    assert load.inside is False
    assert load.history < load.low
    assert check.verdict("stages.analysis.wip").inside
    assert check.verdict("flow_time").inside is False
    (advice,) = check.adjust
    assert advice.startswith("Build holds ")
    assert advice.endswith("more people there, a higher limit or shorter times would clear it.")


def test_a_quicker_stage_is_outside_and_named() -> None:
    check = checked(with_time(week_by_week().stream, "build", 0.5))
    assert any("fewer people there or a lower share of touch time" in one for one in check.adjust)


def test_a_shorter_delay_is_named_as_one() -> None:
    for factor, words in ((0.3, "a longer delay"), (3.0, "a shorter delay")):
        check = checked(with_time(week_by_week().stream, "review", factor))
        assert any(one.startswith("Review holds ") and words in one for one in check.adjust)


def test_fewer_arrivals_are_outside_and_named() -> None:
    model = week_by_week().stream
    (arrivals,) = model.arrivals
    for mean, words in ((2.0, "finishes fewer items"), (0.4, "finishes more items")):
        slow = arrivals.model_copy(update={"time": arrivals.time.model_copy(update={"mean": mean})})  # type: ignore[union-attr]
        check = checked(model.model_copy(update={"arrivals": (slow,)}))
        assert check.verdict("flow_velocity").inside is False
        assert any(words in one for one in check.adjust)


def test_another_mix_of_types_is_outside_and_named() -> None:
    model = week_by_week().stream
    shares = {"feature": 0.2, "defect": 0.8}
    types = tuple(one.model_copy(update={"share": shares[one.id]}) for one in model.item_types)
    check = checked(model.model_copy(update={"item_types": types}))
    assert check.verdict("flow_distribution.feature").inside is False
    assert "The mix of types done is not that of types begun" in check.adjust[-1]


def test_a_verdict_says_both_figures_and_where_the_history_lies() -> None:
    one = checked(week_by_week().stream).verdict("flow_time_p85")
    assert one.text == (
        f"flow time p85: {one.history:.1f} days history, {one.median:.1f} model, "
        f"inside its interval ({one.low:.1f} to {one.high:.1f})"
    )
    share = checked(week_by_week().stream).verdict("flow_distribution.feature")
    assert share.text.startswith(f"share of Feature: {share.history * 100:.0f} % history, ")


def test_five_of_two_hundred_runs_lie_on_each_side_of_the_interval() -> None:
    made = week_by_week()
    check = checked(made.stream, runs=200)
    load = check.verdict("flow_load")
    assert load.runs == 200
    assert load.low < load.median < load.high
    again = [checked(made.stream, runs=40, seed=seed).verdict("flow_load").median for seed in (1, 2, 3)]
    assert max(again) - min(again) < load.high - load.low


def test_the_same_seed_gives_the_same_check() -> None:
    model = week_by_week().stream
    assert checked(model).to_json() == checked(model).to_json()
    assert checked(model).to_json() != checked(model, seed=2).to_json()


def test_the_board_of_the_model_is_left_out() -> None:
    model = week_by_week().stream
    assert len(model.board) > 3
    assert checked(model).to_json() == checked(model.model_copy(update={"board": ()})).to_json()


def test_progress_is_told_run_by_run() -> None:
    seen: list[tuple[int, int]] = []
    made = week_by_week()
    beside_history(
        made.history, made.since, made.stream, runs=3, progress=lambda done, total: seen.append((done, total))
    )
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_too_few_runs_judge_nothing() -> None:
    check = checked(week_by_week().stream, runs=5)
    assert (check.judged, check.inside, check.adjust) == (0, 0, ())
    assert check.summary == "Nothing could be compared: too little was done in the time measured."
    assert check.verdict("flow_load").text.endswith("too few of the model's runs have one")


def test_with_few_items_everything_would_be_inside_and_that_is_said() -> None:
    made = calibrate(past("0 0 entered build\n3.5 0 done\n4 1 entered build\n4.75 1 done"), TODAY)
    check = beside_history(made.history, made.since, made.stream, runs=RUNS)
    assert check.summary.endswith(f"with only {check.items} items done, nearly anything would.")


def test_nothing_done_in_the_history_is_said() -> None:
    made = calibrate(past("0 0 entered build\n4 1 entered build\n9 2 entered build"), TODAY)
    check = beside_history(made.history, made.since, made.stream, runs=RUNS)
    one = check.verdict("flow_time_p85")
    assert math.isnan(one.history)
    assert (one.inside, one.text) == (None, "flow time p85: the history has none in the time measured")
    assert check.to_json()["metrics"]["flow_time_p85"]["history"] is None


def test_an_unknown_figure_is_no_figure() -> None:
    with pytest.raises(KeyError):
        checked(week_by_week().stream, runs=1).verdict("happiness")


def test_a_log_without_dates_is_measured_in_its_own_time() -> None:
    log = replace(run(scarce(), 300.0), base=replace(run(scarce(), 1.0).base, origin=None))
    made = calibrate(log, TODAY)
    check = beside_history(made.history, made.since, made.stream, runs=RUNS)
    assert check.rule == "elapsed"
    assert check.verdict("flow_efficiency").inside is not None
    assert check.verdict("flow_time_p85").inside


def test_a_stream_of_ones_own_is_set_beside_a_history_in_its_own_calendar() -> None:
    office = Calendar(weekdays=(1, 2, 3, 4, 5), hours_per_day=8.0, day_starts="09:00")
    model = ample().model_copy(update={"calendar": office})
    log = as_history(run(model, 200.0))
    log = replace(log, base=replace(log.base, calendar=office))
    told, since = history_in_time_of(log, model)
    check = beside_history(told, since, model, runs=RUNS)
    assert check.inside >= check.judged - 3
    assert check.verdict("flow_velocity").history == pytest.approx(5 * 1.2, rel=0.25)


def test_only_stages_and_types_of_both_are_compared() -> None:
    log = past("".join(f"{n} {n} entered build\n{n}.5 {n} done\n" for n in range(30)))
    told, since = history_in_time_of(log, ample())
    metrics = [one.metric for one in beside_history(told, since, ample(), runs=RUNS).verdicts]
    assert "stages.build.wip" in metrics
    assert "stages.review.wip" not in metrics
    assert "flow_distribution.feature" in metrics


def test_a_history_in_which_nothing_was_begun_cannot_be_compared() -> None:
    log: EventLog = past("1 0 done", stages=(LogStage("build", "Build"),), commitment=0)
    with pytest.raises(CalibrationFault, match="No item of the history was begun"):
        history_in_time_of(log, ample())


def test_only_the_longest_items_differ() -> None:

    def figure(metric: str, history: float) -> MetricVerdict:
        return MetricVerdict(metric, metric, "days", history, 5.0, 4.0, 6.0, 100, "")

    longer = adjustments([figure("flow_time_p50", 5.0), figure("flow_time_p95", 9.0)], ample())
    assert longer == (
        "Only the longest items take longer in the history: blockers, or items put aside, are missing.",
    )
    shorter = adjustments([figure("flow_time_p95", 1.0)], ample())
    assert shorter == (
        "Only the longest items take longer in the model: the fitted time has too long a tail.",
    )
    slower = adjustments([figure("flow_time_p50", 9.0)], ample())
    assert slower[0].startswith("Items take longer in the history than in the model")
    quicker = adjustments([figure("flow_time_p50", 1.0)], ample())
    assert quicker[0].startswith("Items take longer in the model than in the history")


def test_an_interval_of_one_number_takes_that_number() -> None:
    third = sum([0.1] * 3)
    one = MetricVerdict("flow_load", "flow load", "items", third, 0.3, 0.3, 0.3, 100, "")
    assert one.inside is True
    assert np.isclose(third, 0.3)
    assert third != 0.3
