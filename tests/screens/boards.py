"""Histories of boards with stages, reasons for what is blocked, deployments and incidents."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from sim.distributions import Distribution
from sim.engine import RunRequest, simulate
from sim.history import ImportReport, Mapping
from sim.log import EventLog, Origin, with_origin
from sim.store import StoredHistory, new_project
from sim.stream import Blockers, Stream, example
from tests.screens.histories import BEGIN
from tests.screens.scene import Scene

REASONS = ("", "Waits for the supplier", "", "Test system down", "", "Decision of legal needed", "yes")
KINDS = ("Story", "Bug", "Story", "Deployment", "Story", "Incident", "Task", "Story", "Deployment")
OUTCOMES = ("ok", "ok", "rolled back", "ok", "ok")
TEAMS = ("Pay", "Web")


@cache
def board_log(days: float = 130.0, seed: int = 7) -> EventLog:
    """A simulated team as its board would remember it: dates, stages, flags with reasons, words for types."""
    run = with_origin(simulate(flagged_team(), RunRequest(seed=seed, until=days)), BEGIN)
    numbers = range(len(run.items))
    kinds = tuple(KINDS[n * 7 % len(KINDS)] for n in numbers)
    items = replace(
        run.items,
        names=tuple(f"SHOP-{n + 1}" for n in numbers),
        titles=tuple(f"{kinds[n]} {n + 1}: a thing to do" for n in numbers),
        attributes={
            "blocked": tuple(REASONS[n * 5 % len(REASONS)] for n in numbers),
            "type": kinds,
            "result": tuple(OUTCOMES[n % len(OUTCOMES)] if kinds[n] == "Deployment" else "" for n in numbers),
            "team": tuple(TEAMS[n % 2] for n in numbers),
        },
    )
    base = replace(run.base, calendar=None)
    return replace(run, items=items, base=base, origin=Origin("history", "board.csv", "board"))


def flagged_team() -> Stream:
    """The software team, its work in Build and Test stopped from outside now and then."""
    team = example("software-team")
    stop = Blockers(
        time=Distribution(family="lognormal", p50=1.5, p85=4.0),
        time_to=Distribution(family="exponential", mean=7.0),
    )
    stages = tuple(
        stage.model_copy(update={"blockers": stop}) if stage.id in ("build", "test") else stage
        for stage in team.stages
    )
    return team.model_copy(update={"stages": stages})


def board_history(days: float = 130.0, seed: int = 7) -> StoredHistory:
    """The same, as if imported."""
    log = board_log(days, seed)
    report = ImportReport(source="board.csv", rows=len(log.items), used=len(log.items))
    return StoredHistory(log, Mapping(columns={"id": "Key"}), report, "board.csv")


def put_board(scene: Scene, days: float = 130.0, seed: int = 7) -> None:
    """Show a project with such a history."""
    project = replace(new_project(example("software-team")), history=board_history(days, seed))
    scene.lent.document.replace(project)
