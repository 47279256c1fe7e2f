"""A known stream is run, written, imported and calibrated: its parameters come back, within stated errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.calibration import Settings, calibrate
from sim.distributions import Distribution, mean, ppf
from sim.engine import RunRequest, simulate
from sim.experiment import beside_history
from sim.stream import Blockers, Calendar, Interarrival, ItemType, Rework, Stream
from tests.builders import lognormal, poisson, stream, work
from tests.calibration.pasts import (
    ANALYSIS,
    BUILD,
    DEFECT,
    FEATURE,
    REVIEW,
    TEST,
    TODAY,
    ample,
    as_history,
    exported,
    run,
    scarce,
)

DAYS = 1500.0
"""Days of the runs: about 1 800 items."""


def near(found: Distribution | None, true: Distribution, error: float) -> bool:
    """Whether mean, median and 85 % mark are within an error of the true ones."""
    assert found is not None
    pairs = [(mean(found), mean(true)), *((float(ppf(found, q)), float(ppf(true, q))) for q in (0.5, 0.85))]
    return all(abs(ours / theirs - 1.0) <= error for ours, theirs in pairs)


def gap(model: Stream) -> Distribution:
    """The time between arrivals of the only arrivals."""
    arrivals = model.arrivals[0]
    assert isinstance(arrivals, Interarrival)
    return arrivals.time


def test_times_arrivals_and_shares_come_back_within_six_percent(tmp_path: Path) -> None:
    true = ample()
    made = calibrate(exported(true, run(true, DAYS), tmp_path), TODAY).stream
    assert [(one.id, one.kind) for one in made.stages] == [
        ("analysis", "work"),
        ("review", "wait"),
        ("build", "work"),
        ("test", "work"),
    ]
    assert near(made.stage("analysis").time, ANALYSIS, 0.06)
    assert near(made.stage("review").delay, REVIEW, 0.06)
    assert near(made.stage("build").time, BUILD, 0.06)
    assert near(made.stage("test").time, TEST, 0.06)
    assert near(gap(made), Distribution(family="exponential", mean=1 / 1.2), 0.06)
    assert {one.id: one.share for one in made.item_types} == pytest.approx(
        {"feature": 0.6, "defect": 0.4}, abs=0.03
    )
    assert all(one.skip == {} and one.rework == () for one in made.stages)


def test_families_come_back_too(tmp_path: Path) -> None:
    true = ample()
    made = calibrate(exported(true, run(true, DAYS), tmp_path), TODAY).stream
    families = [(one.time or one.delay) for one in made.stages]
    assert [one.family for one in families if one] == ["lognormal", "gamma", "gamma", "weibull"]


def test_a_model_made_from_a_run_gives_the_figures_of_that_run(tmp_path: Path) -> None:
    true = ample()
    made = calibrate(exported(true, run(true, 400.0), tmp_path), TODAY)
    check = beside_history(made.history, made.since, made.stream, runs=100)
    assert check.judged >= 12
    assert check.inside >= check.judged - 2, [one.text for one in check.verdicts if one.inside is False]


def test_dates_without_a_time_of_day_cost_little(tmp_path: Path) -> None:
    true = ample()
    made = calibrate(exported(true, run(true, DAYS), tmp_path, whole_days=True), TODAY)
    assert made.stages[0].fit is not None
    assert made.stages[0].fit.seen.grain == 1.0
    assert near(made.stream.stage("analysis").time, ANALYSIS, 0.1)
    assert near(made.stream.stage("build").time, BUILD, 0.1)
    assert near(made.stream.stage("review").delay, REVIEW, 0.1)
    assert near(made.stream.stage("test").time, TEST, 0.1)
    assert made.arrivals.rate == pytest.approx(1.2, rel=0.06)


def test_a_queue_before_busy_people_leaves_their_touch_time_and_number_as_they_are(tmp_path: Path) -> None:
    true = scarce()
    made = calibrate(exported(true, run(true, DAYS), tmp_path), TODAY)
    build = made.stream.stage("build")
    assert near(build.time, BUILD, 0.06)
    assert (build.workers, build.pull) == (3, "ready")
    queue = made.stages[0]
    assert (queue.queue, made.stream.stage("queue").delay) == (True, None)
    assert queue.busy_behind > 0.99
    assert (
        "Waiting in Queue is taken as a queue for the next stage: in 100 % of it everybody there was busy."
        in (made.assumed)
    )
    check = beside_history(made.history, made.since, made.stream, runs=100)
    assert check.verdict("flow_time_p85").inside
    assert check.verdict("flow_load").inside


def test_a_queue_taken_as_a_delay_makes_items_wait_twice_and_the_check_shows_it(tmp_path: Path) -> None:
    log = exported(scarce(), run(scarce(), DAYS), tmp_path)
    made = calibrate(log, TODAY, Settings(waits="delay"))
    assert made.stream.stage("queue").delay is not None
    check = beside_history(made.history, made.since, made.stream, runs=100)
    assert check.verdict("flow_time_p85").history < check.verdict("flow_time_p85").low
    assert check.adjust


def test_a_wait_of_its_own_stays_a_delay(tmp_path: Path) -> None:
    made = calibrate(exported(ample(), run(ample(), 400.0), tmp_path), TODAY)
    review = made.stages[1]
    assert review.busy_behind < 0.2
    assert not review.queue


def test_ways_back_and_stages_passed_by_come_back() -> None:
    risk = ItemType(id="risk", name="Risk", share=0.3)
    stages = (
        work("Analysis", lognormal(0.8, 1.6), 30, skip={"risk": 0.4}),
        work("Build", BUILD, 40),
        work("Test", TEST, 30, rework=(Rework(to="build", probability=0.2, effort=0.5),)),
    )
    true = stream(stages, poisson(1.0), item_types=(FEATURE, risk))
    made = calibrate(as_history(run(true, DAYS)), TODAY).stream
    assert made.stage("analysis").skip == {"risk": pytest.approx(0.4, abs=0.05)}
    assert made.stage("build").skip == {}
    (back,) = made.stage("test").rework
    assert back.to == "build"
    assert back.probability == pytest.approx(0.2, abs=0.03)
    assert back.effort == pytest.approx(0.5, abs=0.06)
    assert near(made.stage("build").time, BUILD, 0.06)


def test_types_with_times_of_their_own_get_them() -> None:
    quick = Distribution(family="gamma", shape=3.0, scale=0.3)
    stages = (work("Build", BUILD, 40, time_by_type={"defect": quick}),)
    true = stream(stages, poisson(1.0), item_types=(FEATURE, DEFECT))
    made = calibrate(as_history(run(true, DAYS)), TODAY)
    build = made.stream.stage("build")
    assert set(build.time_by_type) == {"feature", "defect"}
    assert near(build.time_by_type["defect"], quick, 0.08)
    assert near(build.time_by_type["feature"], BUILD, 0.08)
    assert set(made.fits) >= {"stages.build.time", "stages.build.time_by_type.defect", "arrivals.time"}


def test_a_log_that_tells_when_work_began_gives_touch_time_people_and_blockers() -> None:
    blocked = Blockers(time=Distribution(family="exponential", mean=2.0), probability=0.25)
    true = stream((work("Build", BUILD, 3, blockers=blocked),), poisson(0.55))
    made = calibrate(run(true, DAYS), TODAY)
    build = made.stream.stage("build")
    assert made.stages[0].touch_told
    assert near(build.time, BUILD, 0.06)
    assert build.workers == 3
    assert build.blockers is not None
    assert build.blockers.probability == pytest.approx(0.25, abs=0.03)
    assert near(build.blockers.time, blocked.time, 0.15)
    # What items waited is not in the time: it comes about again.
    check = beside_history(made.history, made.since, made.stream, runs=60)
    assert check.verdict("flow_time_p85").inside
    assert check.verdict("flow_efficiency").inside


def test_time_in_a_stage_where_people_wait_is_more_than_touch_time_and_the_share_mends_it() -> None:
    true = stream((work("Build", BUILD, 3),), poisson(0.7))
    log = run(true, DAYS)
    touch = mean(BUILD)
    naive = calibrate(as_history(log), TODAY)
    stay = mean(naive.stream.stages[0].time or BUILD)
    assert stay > 1.3 * touch
    assert any("All time in Build counts as work" in one for one in naive.assumed)
    told = calibrate(as_history(log), TODAY, Settings(touch_share=touch / stay))
    assert mean(told.stream.stages[0].time or BUILD) == pytest.approx(touch, rel=0.03)
    workers = (naive.stream.stages[0].workers or 0, told.stream.stages[0].workers or 0)
    assert workers[1] < workers[0]


def test_office_hours_are_told_from_the_moments_and_give_the_times_back(tmp_path: Path) -> None:
    office = Calendar(weekdays=(1, 2, 3, 4, 5), hours_per_day=8.0, day_starts="09:00")
    true = ample().model_copy(update={"calendar": office})
    made = calibrate(exported(true, run(true, 800.0), tmp_path), TODAY)
    found = made.stream.calendar
    assert (found.kind, found.weekdays, found.day_starts, found.hours_per_day) == (
        "working",
        (1, 2, 3, 4, 5),
        "09:00",
        8.0,
    )
    assert made.days == "working days"
    assert near(made.stream.stage("build").time, BUILD, 0.08)
    assert near(made.stream.stage("test").time, TEST, 0.08)


def test_unfinished_items_count_a_short_history_is_not_biased(tmp_path: Path) -> None:
    slow = Distribution(family="lognormal", mu=3.0, sigma=0.5)
    true = stream((work("Build", slow, 200),), poisson(3.0))
    made = calibrate(exported(true, run(true, 60.0), tmp_path), TODAY)
    fitted = made.stages[0]
    assert fitted.unfinished > 0.25 * fitted.visits
    assert near(made.stream.stages[0].time, slow, 0.12)
    assert fitted.fit is not None
    assert float(fitted.fit.seen.finished.mean()) < 0.85 * mean(slow)


def test_the_board_is_that_of_the_last_day(tmp_path: Path) -> None:
    true = ample()
    log = run(true, 200.0)
    made = calibrate(exported(true, log, tmp_path), TODAY).stream
    open_items = [one for one in simulate(made, RunRequest(until=0.0)).items.arrival if one <= 0.0]
    assert len(made.board) == len(open_items)
    assert len(made.board) > 5
    assert made.calendar.starts is not None
    assert made.calendar.starts.isoformat() == "2026-09-18"
    ages = [one.age for one in made.board]
    assert ages == sorted(ages, reverse=True)
    assert all((one.state == "waiting") == (one.stage == "review") for one in made.board)
