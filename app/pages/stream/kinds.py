"""A work stage made a wait stage, or the other way: what named it as the other kind is mended with it."""

from __future__ import annotations

from typing import Any, Final

from sim.distributions import Distribution
from sim.stream import Schedule, Stage, Stream

_OF_BOTH: Final = ("wip_limit", "skip", "routes", "rework", "order", "transfer", "cadence")
"""Fields that mean the same in both kinds of stage."""


def with_kind(stream: Stream, stage_id: str, kind: str) -> Stream:
    """Make a work stage a wait stage or the other way; what the new kind has no use for goes.

    With a new wait stage go the ways back into it, its place in drag and in the orders of teams, and times
    scheduled in it; what was at work there at the start waits.
    """
    old = stream.stage(stage_id)
    kept: dict[str, Any] = {name: getattr(old, name) for name in _OF_BOTH}
    if kind == "work":
        time = Distribution(family="lognormal", p50=1.0, p85=2.2)
        return _put(stream, Stage(id=old.id, name=old.name, workers=1, time=time, **kept))
    waiting = _put(stream, Stage(id=old.id, name=old.name, kind="wait", **kept))
    return _unplanned(_without_work(waiting, stage_id), stage_id)


def _put(stream: Stream, stage: Stage) -> Stream:
    stages = tuple(stage if one.id == stage.id else one for one in stream.stages)
    return stream.model_copy(update={"stages": stages})


def _without_work(stream: Stream, gone: str) -> Stream:
    """Take away what needs somebody to work in a stage."""
    stages = tuple(
        one.model_copy(update={"rework": tuple(way for way in one.rework if way.to != gone)})
        for one in stream.stages
    )
    teams = tuple(
        one.model_copy(update={"order": tuple(each for each in one.order if each != gone) or None})
        if one.order is not None
        else one
        for one in stream.teams
    )
    drag = tuple(
        one.model_copy(update={"stages": left})
        for one in stream.drag
        if (left := tuple(each for each in one.stages if each != gone))
    )
    board = tuple(
        one.model_copy(update={"state": "waiting"}) if (one.stage, one.state) == (gone, "active") else one
        for one in stream.board
    )
    arrivals = tuple(_untimed(one, gone) if isinstance(one, Schedule) else one for one in stream.arrivals)
    changes = {"stages": stages, "teams": teams, "drag": drag, "board": board, "arrivals": arrivals}
    return stream.model_copy(update=changes)


def _untimed(way: Schedule, gone: str) -> Schedule:
    items = tuple(
        one.model_copy(update={"times": {each: time for each, time in one.times.items() if each != gone}})
        for one in way.items
    )
    return way.model_copy(update={"items": items})


def _unplanned(stream: Stream, gone: str) -> Stream:
    """Take out of the plan what it can set no more in a stage where nobody works."""
    work = tuple(
        f"stages.{gone}.{name}" for name in ("workers", "team", "time", "time_factor", "cost_per_day")
    )
    back = f".rework.{gone}."

    def stays(path: str) -> bool:
        return back not in path and not any(path == one or path.startswith(f"{one}.") for one in work)

    plan = tuple(
        one.model_copy(update={"set": kept})
        for one in stream.plan
        if (kept := {path: value for path, value in one.set.items() if stays(path)})
    )
    return stream.model_copy(update={"plan": plan})
