"""Who refers to whom by id: renaming and removal follow the references."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel

from sim.errors import StreamFault
from sim.stream.arrivals import Backlog, Schedule, ScheduledItem
from sim.stream.mix import Arrival
from sim.stream.stages import Route, Stage
from sim.stream.stream import Stream

Swap = Callable[[str], str | None]
"""Gives the new id for an old one, or None where the reference goes away."""

Part = TypeVar("Part", bound=BaseModel)

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,63}")

_KINDS = ("stages", "item_types", "classes", "wip_groups", "teams")


def rename(stream: Stream, kind: str, old: str, new: str) -> Stream:
    """Give a stage, item type, class, group or team another id, everywhere.

    Args:
        stream: Any stream.
        kind: The list it stands in: ``stages``, ``item_types``, ``classes``, ``wip_groups`` or ``teams``.
        old: Its id.
        new: Its new id.

    Raises:
        StreamFault: If the new id is taken or is no id, or if ``kind`` has no ids.
    """
    if kind not in _KINDS:
        raise StreamFault(f"The parts of {kind} have no ids.", f"Ids stand in {', '.join(_KINDS)}.")
    parts = getattr(stream, kind)
    if new != old and any(one.id == new for one in parts):
        raise StreamFault(f"The id {new} is taken in {kind}.", "Choose another id.")
    if _ID.fullmatch(new) is None:
        raise StreamFault(f'"{new}" is not an id.', "Use letters, digits, _ and -, at most 64.")

    def swap(one: str) -> str:
        return new if one == old else one

    renamed = tuple(one.model_copy(update={"id": swap(one.id)}) for one in parts)
    return REFERENCES[kind](stream.model_copy(update={kind: renamed}), swap)


def with_stage_references(stream: Stream, swap: Swap) -> Stream:
    """Swap every reference to a stage; those that go away are removed with what hangs on them."""
    groups = tuple(
        _updated(one, {"stages": kept})
        for one in stream.wip_groups
        if (kept := _swapped(one.stages, swap)) or not one.stages
    )
    drag = tuple(
        one.model_copy(update={"stages": kept}) for one in stream.drag if (kept := _swapped(one.stages, swap))
    )
    teams = tuple(
        one if one.order is None else _updated(one, {"order": _swapped(one.order, swap) or None})
        for one in stream.teams
    )
    changes = {
        "stages": tuple(_stage_with_stages(one, swap) for one in stream.stages),
        "wip_groups": groups,
        "drag": drag,
        "teams": teams,
        "commitment": None if stream.commitment is None else swap(stream.commitment),
        "board": _kept(stream.board, "stage", swap),
        "arrivals": tuple(_arrival_with_stages(one, swap) for one in stream.arrivals),
    }
    return _updated(stream, changes)


def with_type_references(stream: Stream, swap: Swap) -> Stream:
    """Swap every reference to an item type; those that go away are removed with what hangs on them."""
    feedback = _kept(_kept(stream.feedback, "on", swap), "creates", swap)
    changes = {
        "stages": tuple(_stage_with_types(one, swap) for one in stream.stages),
        "arrivals": tuple(
            kept for one in stream.arrivals if (kept := _arrival_with_types(one, swap)) is not None
        ),
        "type_limits": _kept(stream.type_limits, "type", swap),
        "drag": _kept(stream.drag, "type", swap),
        "board": _kept(stream.board, "type", swap),
        "feedback": feedback,
    }
    return _updated(stream, changes)


def with_class_references(stream: Stream, swap: Swap) -> Stream:
    """Swap every reference to a class of service; a type without one falls to the class that goes last."""
    types = tuple(
        one if one.class_id is None else _updated(one, {"class_id": swap(one.class_id)})
        for one in stream.item_types
    )
    return _updated(stream, {"item_types": types})


def with_team_references(stream: Stream, swap: Swap) -> Stream:
    """Swap every reference to a team."""
    stages = tuple(
        one if one.team is None else _updated(one, {"team": swap(one.team)}) for one in stream.stages
    )
    return _updated(stream, {"stages": stages})


REFERENCES: dict[str, Callable[[Stream, Swap], Stream]] = {
    "stages": with_stage_references,
    "item_types": with_type_references,
    "classes": with_class_references,
    "teams": with_team_references,
    "wip_groups": lambda stream, _swap: stream,
}


def _updated(value: Part, changes: dict[str, Any]) -> Part:
    """Copy with the changes that change something; without any, give the value itself."""
    real = {name: one for name, one in changes.items() if one != getattr(value, name)}
    return value.model_copy(update=real) if real else value


def _swapped(ids: tuple[str, ...], swap: Swap) -> tuple[str, ...]:
    return tuple(new for one in ids if (new := swap(one)) is not None)


def _keys_swapped(by_id: dict[str, Any], swap: Swap) -> dict[str, Any]:
    return {new: value for one, value in by_id.items() if (new := swap(one)) is not None}


def _kept(parts: tuple[Any, ...], field: str, swap: Swap) -> tuple[Any, ...]:
    return tuple(
        _updated(one, {field: new}) for one in parts if (new := swap(getattr(one, field))) is not None
    )


def _stage_with_stages(stage: Stage, swap: Swap) -> Stage:
    changes = {"rework": _kept(stage.rework, "to", swap), "routes": _kept(stage.routes, "to", swap)}
    return _updated(stage, changes)


def _stage_with_types(stage: Stage, swap: Swap) -> Stage:
    routes = tuple(one for route in stage.routes if (one := _route_with_types(route, swap)) is not None)
    changes = {
        "time_by_type": _keys_swapped(stage.time_by_type, swap),
        "skip": _keys_swapped(stage.skip, swap),
        "routes": routes,
    }
    return _updated(stage, changes)


def _route_with_types(route: Route, swap: Swap) -> Route | None:
    """Swap types; None where the route is left without any: it must not become one for all."""
    if not route.types:
        return route
    types = _swapped(route.types, swap)
    return _updated(route, {"types": types}) if types else None


def _arrival_with_stages(arrival: Arrival, swap: Swap) -> Arrival:
    if not isinstance(arrival, Schedule):
        return arrival
    items = tuple(_updated(one, {"times": _keys_swapped(one.times, swap)}) for one in arrival.items)
    return _updated(arrival, {"items": items})


def _arrival_with_types(arrival: Arrival, swap: Swap) -> Arrival | None:
    """Swap types; None where the arrival is left without any type to bring."""
    changes: dict[str, Any] = {}
    if arrival.types is not None:
        changes["types"] = _swapped(arrival.types, swap)
        if not changes["types"]:
            return None
    if isinstance(arrival, Schedule):
        changes["items"] = tuple(
            one for item in arrival.items if (one := _scheduled_with_type(item, swap)) is not None
        )
        if arrival.items and not changes["items"]:
            return None
    if isinstance(arrival, Backlog) and arrival.counts is not None:
        changes["counts"] = _keys_swapped(arrival.counts, swap)
        if not changes["counts"]:
            return None
    return _updated(arrival, changes)


def _scheduled_with_type(item: ScheduledItem, swap: Swap) -> ScheduledItem | None:
    if item.type is None:
        return item
    new = swap(item.type)
    if new is None:
        return None
    return _updated(item, {"type": new})


def references_to_stage(stream: Stream, stage_id: str) -> tuple[str, ...]:
    """Name the paths of everything that refers to a stage, in the order of the written form."""
    found = [f"teams.{one.id}.order" for one in stream.teams if stage_id in (one.order or ())]
    found += [
        f"stages.{stage.id}.{kind}.{one.to}"
        for stage in stream.stages
        if stage.id != stage_id
        for kind, ways in (("rework", stage.rework), ("routes", stage.routes))
        for one in ways
        if one.to == stage_id
    ]
    if stream.commitment == stage_id:
        found.append("commitment")
    found += [f"wip_groups.{one.id}.stages" for one in stream.wip_groups if stage_id in one.stages]
    found += [f"drag.{place}.stages" for place, one in enumerate(stream.drag) if stage_id in one.stages]
    found += [f"board.{place}" for place, one in enumerate(stream.board) if one.stage == stage_id]
    for number, arrival in enumerate(stream.arrivals):
        timed = [] if not isinstance(arrival, Schedule) else arrival.items
        found += [
            f"arrivals.{number}.items.{place}.times"
            for place, one in enumerate(timed)
            if stage_id in one.times
        ]
    return tuple(found)
