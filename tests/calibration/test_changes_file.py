"""A run written as a log of status changes and imported: repeated visits survive, and so do the ways back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from sim.calibration import calibrate
from sim.distributions import mean
from sim.history import import_history
from sim.log import EventLog, Kind, utc_time
from sim.stream import Rework
from tests.builders import poisson, stream, work
from tests.calibration.pasts import BUILD, TEST, TODAY, as_history, run

TRUE = stream(
    (
        work("Build", BUILD, 40),
        work("Test", TEST, 30, rework=(Rework(to="build", probability=0.25, effort=0.5),)),
    ),
    poisson(1.0),
)


def changes_of(log: EventLog, path: Path) -> Path:
    """Write each move of an item as a change of its status."""
    rows = np.flatnonzero(np.isin(log.kind, (Kind.ARRIVED, Kind.ENTERED, Kind.DONE)))
    moments = np.datetime_as_string(utc_time(log.base, log.time[rows]), unit="us").tolist()
    names = {Kind.ARRIVED: "Backlog", Kind.DONE: "Done"}
    status: dict[int, str] = {}
    lines = ["item,from,to,when"]
    for row, moment in zip(rows.tolist(), moments, strict=True):
        item, kind = int(log.item[row]), Kind(log.kind[row])
        to = names.get(kind) or log.stages[int(log.stage[row])].name
        lines.append(f"T-{item},{status.get(item, '')},{to},{moment}Z")
        status[item] = to
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> EventLog:
    """A year and a half of the stream, as its tracker would tell it."""
    folder = tmp_path_factory.mktemp("changes")
    return import_history(changes_of(run(TRUE, 500.0), folder / "changes.csv")).log


def test_every_visit_survives_the_file(imported: EventLog) -> None:
    ours = as_history(run(TRUE, 500.0))
    entered = {stage.name: number for number, stage in enumerate(imported.stages)}
    for number, stage in enumerate(ours.stages):
        visits = int(np.count_nonzero((ours.kind == Kind.ENTERED) & (ours.stage == number)))
        here = (imported.kind == Kind.ENTERED) & (imported.stage == entered[stage.name])
        assert int(np.count_nonzero(here)) == visits


def test_ways_back_come_back_from_the_file(imported: EventLog) -> None:
    made = calibrate(imported, TODAY).stream
    assert [one.name for one in made.stages] == ["Build", "Test"]
    (back,) = made.stage("test").rework
    assert back.to == "build"
    assert back.probability == pytest.approx(0.25, abs=0.04)
    assert back.effort == pytest.approx(0.5, abs=0.1)


def test_times_come_back_from_the_file(imported: EventLog) -> None:
    made = calibrate(imported, TODAY).stream
    for stage, true in (("build", BUILD), ("test", TEST)):
        time = made.stage(stage).time
        assert time is not None
        assert mean(time) == pytest.approx(mean(true), rel=0.08)


def test_the_model_begins_on_the_day_after_the_files_last(imported: EventLog) -> None:
    made = calibrate(imported, TODAY).stream
    assert made.calendar.starts == dt.date(2026, 3, 2) + dt.timedelta(500)
    assert 1 <= len(made.board) <= 30
