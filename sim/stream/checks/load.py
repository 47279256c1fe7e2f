"""Doubts about whether the people can keep up with what arrives."""

from __future__ import annotations

from collections.abc import Iterator

from sim.stream.arrivals import Saturated
from sim.stream.counting import counted
from sim.stream.load import StageLoad, offered_load
from sim.stream.problem import Problem, warning
from sim.stream.rates import a_unit
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
                f"{stage.name}: load {one.load:.2f}; {_workers(stage)} cannot keep up with "
                f"{counted(one.visits_rate, 'visit')} {a_unit(stream.time_unit)} of "
                f"{counted(one.busy / one.visits_rate, stream.time_unit)} each, and the queue grows.",
                "Add workers, shorten the touch time, or let less arrive.",
            )
    yield from _check_teams(stream, loads)


def _check_teams(stream: Stream, loads: tuple[StageLoad, ...]) -> Iterator[Problem]:
    for team in stream.teams:
        parts = [one for one in loads if stream.stage(one.stage).team == team.id]
        load = sum(one.load for one in parts)
        if load >= FULL:
            listed = " and ".join(f"{stream.stage(one.stage).name} ({one.load:.2f})" for one in parts)
            yield warning(
                f"teams.{team.id}.size",
                f"{team.name}: load {load:.2f}; {listed} ask too much of "
                f"{counted(team.size, 'person', 'people')}, and the queues grow.",
                "Add people, shorten touch times, or let less arrive.",
            )


def _workers(stage: Stage) -> str:
    number = counted(stage.workers or 0, "worker")
    return number if stage.downtime is None else f"{number} with downtime"
