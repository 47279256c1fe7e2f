"""Changes on the way: the stream in force at a moment, and what was changed by hand as a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel

from sim.distributions import Distribution
from sim.stream.codec import plain
from sim.stream.paths import with_value
from sim.stream.policies import PlannedChange
from sim.stream.stream import Stream

STEERED = (
    "item_types",
    "classes",
    "arrivals",
    "teams",
    "stages",
    "wip_groups",
    "type_limits",
    "feedback",
    "drag",
)
"""Fields of a stream that rule how it runs on; the others matter at its start only, or not at all."""
_SHOWN = frozenset({"name", "colour", "shape"})
"""Fields that nothing follows from in a run."""


def stream_at(stream: Stream, moment: float) -> Stream:
    """Give the stream in force at a moment, planned changes of that very moment included.

    Args:
        stream: A stream whose plan can be carried out.
        moment: Time in the stream's unit.

    Returns:
        A stream without a plan.

    Raises:
        StreamFault: If a change's path leads nowhere or its value does not fit there.
    """
    in_force = stream.model_copy(update={"plan": ()})
    for change in planned(stream):
        if change.at > moment:
            break
        in_force = with_values(in_force, change.set)
    return in_force


def planned(stream: Stream) -> list[PlannedChange]:
    """Give the planned changes in order of time; those of one moment as they are listed."""
    return sorted(stream.plan, key=lambda change: change.at)


def with_values(stream: Stream, values: dict[str, Any]) -> Stream:
    """Give the stream with other values by path.

    Raises:
        StreamFault: If a path leads nowhere or a value does not fit there.
    """
    for path, value in values.items():
        stream = with_value(stream, path, value)
    return stream


def as_planned(
    begun_with: Stream, changes: Iterable[tuple[float, Stream]], to_come: Iterable[PlannedChange] = ()
) -> Stream:
    """Give the stream that a run began with, with all that came over it as its plan.

    Args:
        begun_with: The stream that the run began with; its own plan is left out.
        changes: Moments, in order, each with the stream in force from then on.
        to_come: What is planned for later.
    """
    base = in_force = begun_with.model_copy(update={"plan": ()})
    plan: list[PlannedChange] = []
    for moment, stream in changes:
        values = changed_values(in_force, stream)
        if values:
            plan.append(PlannedChange(at=moment, set=values))
        in_force = with_values(in_force, values)
    return base.model_copy(update={"plan": (*plan, *to_come)})


def changed_values(before: Stream, after: Stream) -> dict[str, Any]:
    """Give what must be set by path to make one stream rule like another.

    Args:
        before: A stream.
        after: A stream of the same stages, item types, classes, teams and kinds of arrival.

    Returns:
        Plain JSON values by path, as few as the structure allows; names, colours, the board at the start and
        other things that no run follows are left out.
    """
    values: dict[str, Any] = {}
    for field in STEERED:
        _compare((field,), getattr(before, field), getattr(after, field), values)
    return values


def _compare(path: tuple[str, ...], before: object, after: object, values: dict[str, Any]) -> None:
    """Collect what differs between two parts at a path."""
    if before == after:
        return
    if isinstance(before, tuple) and isinstance(after, tuple):
        keys = _keys(before)
        if keys is not None and keys == _keys(after):
            for key, old, new in zip(keys, before, after, strict=True):
                _compare((*path, key), old, new, values)
            return
    elif isinstance(before, BaseModel) and type(before) is type(after) and not _is_whole(before):
        for name, field in type(before).model_fields.items():
            if name not in _SHOWN:
                below = (*path, field.alias or name)
                _compare(below, getattr(before, name), getattr(after, name), values)
        return
    values[".".join(path)] = plain(after)


def _is_whole(part: BaseModel) -> bool:
    """Tell whether a part is only changed as a whole: its fields depend on each other."""
    return isinstance(part, Distribution) or (not hasattr(part, "id") and not hasattr(part, "kind"))


def _keys(parts: Sequence[Any]) -> list[str] | None:
    """Give how a path finds the parts of a list, where each can be found; None where it cannot."""
    if all(hasattr(part, "id") for part in parts):
        return [part.id for part in parts]
    if all(hasattr(part, "kind") for part in parts):
        return [str(place) for place in range(len(parts))]
    return None
