"""Sense of what spans stages: groups, commitment, the board, endless arrivals, load."""

from __future__ import annotations

from collections.abc import Iterator

from sim.distributions import mean
from sim.stream.arrivals import Saturated
from sim.stream.checks_items import not_negative, repeated, unknown
from sim.stream.load import offered_load
from sim.stream.mix import class_of, types_of
from sim.stream.policies import WipGroup
from sim.stream.problem import Problem, error, warning
from sim.stream.stages import Stage
from sim.stream.stream import Stream


def check_groups(stream: Stream) -> Iterator[Problem]:
    """Check the limits over neighbouring stages, and the commitment point."""
    yield from repeated("wip_groups", [one.id for one in stream.wip_groups])
    for group in stream.wip_groups:
        yield from _check_group(stream, group)
    known = [one.id for one in stream.stages]
    if stream.commitment is not None and stream.commitment not in known:
        yield unknown("commitment", "stage", stream.commitment, known)


def check_board(stream: Stream) -> Iterator[Problem]:
    """Check the items that sit in stages at the start."""
    types = [one.id for one in stream.item_types]
    stages = {one.id: one for one in stream.stages}
    for number, item in enumerate(stream.board):
        where = f"board.{number}"
        if item.type not in types:
            yield unknown(f"{where}.type", "item type", item.type, types)
        yield from not_negative(f"{where}.age", "age", item.age)
        stage = stages.get(item.stage)
        if stage is None:
            yield unknown(f"{where}.stage", "stage", item.stage, stages)
        elif stage.kind == "wait" and item.state == "active":
            yield error(f"{where}.state", f"Nobody works in {stage.name}, a wait stage.", "Make it waiting.")
    for stage in stream.stages:
        yield from _check_board_of(stream, stage)


def check_endless(stream: Stream) -> Iterator[Problem]:
    """Check that a first stage that is never starved takes in only so much at one instant."""
    for number, arrival in enumerate(stream.arrivals):
        if not isinstance(arrival, Saturated):
            continue
        where = f"arrivals.{number}"
        free = _first_without_bound(stream)
        if free is not None:
            yield error(
                where,
                f"The backlog never ends and nothing limits {free}: endless items would enter at once.",
                f"Give {free} a WIP limit (or a group, or let it pull when ready), and a time above 0.",
            )
        for one in types_of(stream, arrival):
            service = class_of(stream, one)
            if service.ignores_wip and service.at_most is None:
                yield error(
                    where,
                    f"The backlog never ends and {one.name} ignores limits: endless items would enter.",
                    f"Give the class {service.id} a number for at_most, or name other types here.",
                )


def check_load(stream: Stream) -> Iterator[Problem]:
    """Warn of stages that cannot keep up with what arrives."""
    if any(isinstance(one, Saturated) for one in stream.arrivals):
        return
    for one in offered_load(stream):
        if one.load < 1.0 - 1e-9:
            continue
        stage = stream.stage(one.stage)
        yield warning(
            f"stages.{one.stage}.workers",
            f"{stage.name}: load {one.load:.2f}; {one.visits_rate:.3g} visits per {stream.time_unit} of "
            f"{one.touch_time:.3g} each are too many for {_workers(stage)}, and the queue grows.",
            "Add workers, shorten the touch time, or let less arrive.",
        )


def _workers(stage: Stage) -> str:
    return "1 worker" if stage.workers == 1 else f"{stage.workers} workers"


def _check_group(stream: Stream, group: WipGroup) -> Iterator[Problem]:
    where = f"wip_groups.{group.id}"
    places = {one.id: place for place, one in enumerate(stream.stages)}
    if group.limit < 1:
        yield error(f"{where}.limit", f"The limit is {group.limit}; it must be 1 or more.", "Raise it.")
    if not group.stages:
        yield error(f"{where}.stages", "The group has no stages.", "Name neighbouring stages.")
    yield from repeated(f"{where}.stages", group.stages)
    for name in group.stages:
        if name not in places:
            yield unknown(f"{where}.stages", "stage", name, places)
    held = sorted({places[name] for name in group.stages if name in places})
    if held and held[-1] - held[0] + 1 != len(held):
        gap = stream.stages[next(place for place in range(held[0], held[-1]) if place not in held)]
        yield error(
            f"{where}.stages",
            f"The stages are not neighbours: {gap.name} lies between them and is not in the group.",
            f"Add {gap.id}, or make two groups.",
        )


def _check_board_of(stream: Stream, stage: Stage) -> Iterator[Problem]:
    held = [one for one in stream.board if one.stage == stage.id]
    busy = [one for one in held if one.state == "active"]
    if stage.on_finish == "hold":
        busy += [one for one in held if one.state == "finished"]
    if stage.kind == "work" and stage.workers is not None and len(busy) > stage.workers >= 1:
        yield error(
            "board",
            f"{len(busy)} items occupy a worker of {stage.name}, which has {stage.workers}.",
            "Make some of them waiting, or give it more workers.",
        )
    if stage.wip_limit is not None and len(held) > stage.wip_limit >= 1:
        yield warning(
            "board",
            f"{stage.name} holds {len(held)} items at the start, above its limit of {stage.wip_limit}.",
            "It pulls nothing until it is below; raise the limit if that is not meant.",
        )


def _first_without_bound(stream: Stream) -> str | None:
    """Name the first stage into which an endless backlog would pour, or None.

    Stages that take no time hand everything on at the same instant, so the next one has to hold.
    """
    grouped = {name for group in stream.wip_groups for name in group.stages}
    for stage in stream.stages:
        if stage.wip_limit is None and stage.id not in grouped and stage.pull != "ready":
            return stage.name
        if _holds_up(stage):
            return None
    return stream.stages[-1].name if stream.stages else None


def _holds_up(stage: Stage) -> bool:
    """Tell whether a visit to the stage takes time."""
    if stage.cadence is not None:
        return True
    times = [stage.delay] if stage.kind == "wait" else [stage.time, *stage.time_by_type.values()]
    return any(time is not None and mean(time) > 0.0 for time in times)
