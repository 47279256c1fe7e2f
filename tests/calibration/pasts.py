"""Histories for the tests of calibration: of known streams, and told by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from sim.calibration import Calibration, Settings, calibrate
from sim.distributions import Distribution
from sim.engine import RunRequest, simulate
from sim.history import Mapping, StageColumn, assemble, read_table
from sim.log import EventLog, Kind, LogStage, Origin, with_origin, write_item_rows
from sim.stream import ItemType, Stream, errors_among
from tests.builders import poisson, stream, wait, work
from tests.log.story import told

MONDAY = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
TODAY = "2026-06-01"

LINE = (
    LogStage("todo", "To do", "wait", state="new"),
    LogStage("build", "Build"),
    LogStage("queue", "Queue", "wait", state="waiting"),
    LogStage("test", "Test"),
)
"""Three stages of a history behind a backlog."""

ANALYSIS = Distribution(family="lognormal", mu=0.2, sigma=0.6)
REVIEW = Distribution(family="gamma", shape=2.0, scale=1.5)
BUILD = Distribution(family="gamma", shape=3.0, scale=1.2)
TEST = Distribution(family="weibull", shape=1.5, scale=1.6)

FEATURE = ItemType(id="feature", name="Feature", share=0.6)
DEFECT = ItemType(id="defect", name="Defect", share=0.4)


def ample() -> Stream:
    """Four stages with people enough: nobody waits but where waiting has a time of its own."""
    stages = (
        work("Analysis", ANALYSIS, 30),
        wait("Review", REVIEW),
        work("Build", BUILD, 40),
        work("Test", TEST, 30),
    )
    return stream(stages, poisson(1.2), item_types=(FEATURE, DEFECT))


def scarce() -> Stream:
    """A queue before three builders who are busy most of the time and pull only what they can start."""
    stages = (wait("Queue"), work("Build", BUILD, 3, pull="ready"))
    return stream(stages, poisson(0.68))


def run(model: Stream, until: float, seed: int = 5, start: dt.datetime = MONDAY) -> EventLog:
    """What happens in a stream, with dates."""
    return with_origin(simulate(model, RunRequest(seed=seed, until=until)), start)


def exported(model: Stream, log: EventLog, folder: Path, *, whole_days: bool = False) -> EventLog:
    """A run written as item rows and imported again; perhaps with dates only."""
    path = folder / "team.csv"
    write_item_rows(log, path)
    if whole_days:
        import re

        path.write_text(re.sub(r"T[0-9:.]+Z", "", path.read_text()))
    states = {"work": "active", "wait": "waiting"}
    stages = tuple(
        StageColumn(column=one.name, name=one.name, state=states[one.kind]) for one in model.stages
    )
    columns: dict[Any, str] = {"id": "ID", "type": "Type", "created": "Created", "done": "Done"}
    names = {one.name: one.id for one in model.item_types}
    mapping = Mapping(layout="stages", columns=columns, stages=stages, types=names)
    return assemble(read_table(path), mapping).log


def as_history(log: EventLog) -> EventLog:
    """What a board remembers of a run: entries and ends, no word of who worked when."""
    rows = np.flatnonzero(np.isin(log.kind, (Kind.ARRIVED, Kind.ENTERED, Kind.DONE)))
    stages = tuple(
        LogStage(one.id, one.name, one.kind, state="active" if one.kind == "work" else "waiting")
        for one in log.stages
    )
    return replace(
        log,
        time=log.time[rows],
        item=log.item[rows],
        kind=log.kind[rows],
        stage=log.stage[rows],
        who=log.who[rows],
        stages=stages,
        origin=Origin("history", "team.csv"),
        base=replace(log.base, calendar=None),
    )


def past(story: str, *, stages: tuple[LogStage, ...] = LINE, **setting: Any) -> EventLog:
    """A history told by hand, in days from Monday 2 March 2026."""
    setting = {"commitment": 1, "origin": Origin("history", "team.csv"), "names": (), **setting}
    return with_origin(told(story, stages=stages, **setting), MONDAY)


def sound(log: EventLog, **settings: Any) -> Calibration:
    """The calibration of a history; its stream has no errors, and runs."""
    made = calibrate(log, TODAY, Settings(**settings))
    assert errors_among(made.problems) == ()
    assert len(simulate(made.stream, RunRequest(until=30.0))) >= len(made.stream.board)
    return made
