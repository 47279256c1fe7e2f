"""What a person tells a calibration, and what it tells of its progress."""

from __future__ import annotations

from functools import cache

import pytest

from sim.calibration import Calibration, Settings, calibrate
from sim.distributions import Family
from sim.log import EventLog
from tests.calibration.pasts import TODAY, ample, as_history, run


@cache
def history() -> EventLog:
    return as_history(run(ample(), 120.0))


@cache
def plain() -> Calibration:
    return calibrate(history(), TODAY)


def test_the_family_of_one_stage_is_told_and_the_others_stay() -> None:
    best = {one.id: one.fit.distribution.family for one in plain().stages if one.fit is not None}
    wanted: Family = "weibull" if best["build"] != "weibull" else "gamma"
    made = calibrate(history(), TODAY, Settings(families={"build": wanted}))
    found = {one.id: one.fit.distribution.family for one in made.stages if one.fit is not None}
    assert found == best | {"build": wanted}
    time = made.stream.stage("build").time
    assert time is not None
    assert time.family == wanted
    assert made.stream.stage("test") == plain().stream.stage("test")


def test_a_family_of_a_stage_that_is_not_there_changes_nothing() -> None:
    assert calibrate(history(), TODAY, Settings(families={"paint": "gamma"})).stream == plain().stream


def test_progress_counts_the_stages() -> None:
    heard: list[tuple[int, int]] = []
    calibrate(history(), TODAY, progress=lambda done, total: heard.append((done, total)))
    assert heard == [(0, 4), (1, 4), (2, 4), (3, 4)]


def test_who_hears_of_progress_may_stop_the_work() -> None:
    def stop(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        calibrate(history(), TODAY, progress=stop)
