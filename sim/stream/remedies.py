"""What mends a problem of a stream: an edit with a name, where there is one that is surely meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sim.distributions import Distribution
from sim.errors import StreamFault
from sim.stream.edits import set_value
from sim.stream.paths import get_value
from sim.stream.problem import Problem
from sim.stream.problems import problems
from sim.stream.stages import Stage
from sim.stream.stream import Stream

_NONE_OF_WAITING: Final = (
    "workers",
    "team",
    "time",
    "cost_per_day",
    "blockers",
    "downtime",
    "setup",
    "batch",
)
_REST: Final = 0.5
"""Share of finishes that goes back at most, once too large shares are lowered."""


@dataclass(frozen=True)
class Remedy:
    """An edit that mends a problem.

    Attributes:
        text: What it does, as a button says it ("Raise the limit to 3").
        make: Gives the mended stream.
    """

    text: str
    make: Callable[[Stream], Stream]


def remedy(stream: Stream, problem: Problem) -> Remedy | None:
    """Give the edit that mends a problem, None where only a person can know; it never makes things worse."""
    try:
        found = _found(stream, problem)
        if found is None:
            return None
        after = problems(found.make(stream))
    except (StreamFault, KeyError, ValueError, IndexError, StopIteration):
        return None  # the stream is broken in more than one place here
    return found if problem not in after else None


def _found(stream: Stream, problem: Problem) -> Remedy | None:
    parts = problem.where.split(".")
    match parts:
        case ["stages", stage, *below] if below:
            return _of_stage(stream.stage(stage), below)
        case ["item_types"]:
            return Remedy("Make them sum to 100 %", _with_whole_shares)
        case ["item_types", _, "share"]:
            return _set("Set it to 0", problem.where, 0.0)
        case ["item_types", _, "class"]:
            return _set("Take the class that goes last", problem.where, None)
        case ["wip_groups", group, *below]:
            return _of_group(stream, group, below)
        case ["commitment"]:
            return _set("Begin at the first stage", problem.where, None)
        case ["teams", team, *below]:
            return _of_team(stream, team, below)
        case ["type_limits", *_]:
            return _of_type_limit(stream, parts)
        case ["board", *below]:
            return _of_board(below)
        case ["feedback" | "drag" as field, place, "on" | "creates" | "type" | "stages"]:
            return Remedy("Remove it", lambda s: _without(s, field, int(place)))
        case ["arrivals", place, *below]:
            return _of_arrivals(stream, int(place), below)
        case _:
            return None


def _set(text: str, path: str, value: object) -> Remedy:
    return Remedy(text, lambda stream: set_value(stream, path, value))


def _without(stream: Stream, field: str, place: int) -> Stream:
    parts = getattr(stream, field)
    return stream.model_copy(update={field: (*parts[:place], *parts[place + 1 :])})


def _of_stage(stage: Stage, below: list[str]) -> Remedy | None:
    path = f"stages.{stage.id}"
    here = f"{path}.{'.'.join(below)}"
    match below:
        case ["wip_limit"]:
            least = max(stage.workers or 1, 1)
            return _set(f"Raise the limit to {least}", here, least)
        case ["workers"]:
            return _set("Give it 1 worker", here, 1) if stage.kind == "work" else _set("Clear it", here, None)
        case ["time"] if stage.kind == "work":
            time = Distribution(family="lognormal", p50=1.0, p85=2.2)
            return _set("Give it a time of 1", here, stage.time or time)
        case ["delay"]:
            return _set("Remove the delay", here, None)
        case ["time_factor"]:
            return _set("Set the factor to 1", here, 1.0)
        case ["order"]:
            return _set("Pull first come, first served", here, "fifo")
        case ["pull"]:
            return _set("Pull when there is room", here, "room")
        case ["on_finish"]:
            return _set("Free the worker at the finish", here, "free")
        case ["skip" | "time_by_type", _]:
            return _set("Remove it", here, None)
        case ["time_by_type"]:
            return _set("Remove these times", here, {})
        case [field] if field in _NONE_OF_WAITING and stage.kind == "wait":
            return _set("Remove it", here, None)
        case ["rework" | "routes" as field, *rest]:
            return _of_ways(stage, field, rest)
        case _:
            return None


def _of_ways(stage: Stage, field: str, rest: list[str]) -> Remedy | None:
    """Take away a way that leads nowhere; lower shares that are too large together or alone."""
    path = f"stages.{stage.id}.{field}"
    ways: Any = getattr(stage, field)
    if rest and rest[-1] == "to":
        gone = next(n for n, way in enumerate(ways) if way.to == rest[0] or str(n) == rest[0])
        kept = tuple(way for n, way in enumerate(ways) if n != gone)
        return _set("Remove this way", path, kept)
    if rest and rest[-1] == "probability":
        return _set("Set it to 10 %", f"{path}.{rest[0]}.probability", 0.1)
    if rest and rest[-1] == "share":
        return _set("Set it to 10 %", f"{path}.{rest[0]}.share", 0.1)
    if rest:
        return None
    name, most = ("probability", _REST) if field == "rework" else ("share", 1.0)
    whole = sum(getattr(way, name) for way in ways)
    lower = tuple(way.model_copy(update={name: round(getattr(way, name) * most / whole, 6)}) for way in ways)
    return _set(f"Lower them to {100 * most:.0f} % in all", path, lower)


def _with_whole_shares(stream: Stream) -> Stream:
    """Let shares sum to 1; what rounding leaves goes to the largest."""
    whole = sum(one.share for one in stream.item_types)
    shares = [round(one.share / whole, 6) for one in stream.item_types]
    largest = shares.index(max(shares))
    shares[largest] = round(shares[largest] + 1.0 - sum(shares), 9)
    pairs = zip(stream.item_types, shares, strict=True)
    kinds = tuple(one.model_copy(update={"share": share}) for one, share in pairs)
    return stream.model_copy(update={"item_types": kinds})


def _of_group(stream: Stream, group: str, below: list[str]) -> Remedy | None:
    path = f"wip_groups.{group}"
    if below == ["limit"]:
        return _set("Raise the limit to 1", f"{path}.limit", 1)
    if below != ["stages"]:
        return None
    one = get_value(stream, path)
    order = [stage.id for stage in stream.stages]
    places = sorted(order.index(stage) for stage in set(one.stages) if stage in order)
    if not places:
        kept = tuple(each for each in stream.wip_groups if each.id != group)
        return Remedy("Remove the group", lambda s: s.model_copy(update={"wip_groups": kept}))
    between = order[places[0] : places[-1] + 1]
    known = [stage for stage in dict.fromkeys(one.stages) if stage in order]
    if len(known) < len(one.stages):
        return _set("Keep the stages that are there", f"{path}.stages", known)
    return _set("Take in the stages between", f"{path}.stages", between)


def _of_team(stream: Stream, team: str, below: list[str]) -> Remedy | None:
    path = f"teams.{team}"
    match below:
        case ["size"] | ["multitask"]:
            return _set("Set it to 1", f"{path}.{below[0]}", 1)
        case ["focus"]:
            return _set("Set it to the whole day", f"{path}.focus", 1.0)
        case ["order", *_]:
            mine = [one.id for one in stream.stages if one.team == team]
            order = [one for one in dict.fromkeys(get_value(stream, path).order or ()) if one in mine]
            return _set("Keep the stages it works in", f"{path}.order", order or None)
        case _:
            return None


def _of_type_limit(stream: Stream, parts: list[str]) -> Remedy:
    if parts[-1] == "limit":
        return _set("Raise the limit to 1", ".".join(parts), 1)
    place = next(n for n, one in enumerate(stream.type_limits) if one.type == parts[1])
    return Remedy("Remove the limit", lambda s: _without(s, "type_limits", place))


def _of_board(below: list[str]) -> Remedy | None:
    match below:
        case [place, "state"]:
            return _set("Make it waiting", f"board.{place}.state", "waiting")
        case [place, "stage" | "type"]:
            return Remedy("Take it off the board", lambda s: _without(s, "board", int(place)))
        case [place, "age"]:
            return _set("Set it to 0", f"board.{place}.age", 0.0)
        case _:
            return None


def _of_arrivals(stream: Stream, place: int, below: list[str]) -> Remedy | None:
    match below:
        case ["count"]:
            return _set("Set it to 1", f"arrivals.{place}.count", 1)
        case ["items"] if len(stream.arrivals) > 1:
            return Remedy("Remove this way to arrive", lambda s: _without(s, "arrivals", place))
        case ["types"] if stream.arrivals[place].types is not None:
            return _set("Let all types come", f"arrivals.{place}.types", None)
        case ["items", item, "type"]:
            return _set("Draw its type by share", f"arrivals.{place}.items.{item}.type", None)
        case _:
            return None
