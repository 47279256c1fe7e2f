"""Doubts about whether the people can keep up with what arrives."""

from __future__ import annotations

from collections.abc import Iterator

from sim.stream.arrivals import Saturated
from sim.stream.load import StageLoad, offered_load
from sim.stream.problem import Problem, warning
from sim.stream.stages import Stage
from sim.stream.stream import Stream

FULL = 1.0 - 1e-9


def check_load(stream: Stream) -> Iterator[Problem]:
    """Warn of stages and teams that cannot keep up with what arrives, and of stages that nothing reaches."""
    if any(isinstance(one, Saturated) for one in stream.arrivals):
        return
    loads = offered_load(stream)
    for one in loads:
        stage = stream.stage(one.stage)
        if stage.team is None and one.load >= FULL:
            yield warning(
                f"stages.{one.stage}.workers",
                f"{stage.name}: load {one.load:.2f}; {one.visits_rate:.3g} visits per {stream.time_unit} of "
                f"{one.busy / one.visits_rate:.3g} each are too many for {_workers(stage)}, "
                "and the queue grows.",
                "Add workers, shorten the touch time, or let less arrive.",
            )
    yield from _check_teams(stream, loads)


def _check_teams(stream: Stream, loads: tuple[StageLoad, ...]) -> Iterator[Problem]:
    for team in stream.teams:
        parts = [one for one in loads if stream.stage(one.stage).team == team.id]
        load = sum(one.load for one in parts)
        if load >= FULL:
            listed = " and ".join(f"{stream.stage(one.stage).name} ({one.load:.2f})" for one in parts)
            people = "1 person" if team.size == 1 else f"{team.size} people"
            yield warning(
                f"teams.{team.id}.size",
                f"{team.name}: load {load:.2f}; {listed} ask too much of {people}, and the queues grow.",
                "Add people, shorten touch times, or let less arrive.",
            )


def _workers(stage: Stage) -> str:
    number = "1 worker" if stage.workers == 1 else f"{stage.workers} workers"
    return number if stage.downtime is None else f"{number} with downtime"
