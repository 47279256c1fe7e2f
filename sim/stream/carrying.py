"""The plan of a stream through an edit of the stream: its changes go on naming what they named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from sim.errors import StreamFault
from sim.stream.changes import changed_values, with_values
from sim.stream.policies import PlannedChange
from sim.stream.stream import Stream

Edit = Callable[[Stream], Stream]


class Carried(NamedTuple):
    """What becomes of one value of the plan.

    Attributes:
        number: Place of the change in the plan.
        path: Path that it sets.
        values: Paths and values to set instead; nothing where what it named is gone.
    """

    number: int
    path: str
    values: dict[str, Any]


def with_plan(stream: Stream, edit: Edit, renamed: tuple[str, str] | None = None) -> Stream:
    """Edit a stream, and each that its plan makes of it; the plan becomes what leads from one to the next.

    A value whose path still says the same stays as it is written. What names something that the edit takes
    away goes, and a change of which nothing is left goes with it.

    Args:
        stream: Any stream.
        edit: Gives the edited stream; the plan of what it is given is empty.
        renamed: An id and the new one that the edit gives instead of it, if that is what it does.

    Raises:
        StreamFault: If the edit cannot be made.
    """
    edited = edit(stream.model_copy(update={"plan": ()}))
    if not stream.plan:
        return edited
    sets: dict[int, dict[str, Any]] = {number: {} for number in range(len(stream.plan))}
    for one in carried(stream, edit, renamed):
        sets[one.number] |= one.values
    plan = tuple(
        change if change.set == sets[number] else PlannedChange(at=change.at, set=sets[number])
        for number, change in enumerate(stream.plan)
        if sets[number] or not change.set
    )
    return edited.model_copy(update={"plan": stream.plan if plan == stream.plan else plan})


def carried(stream: Stream, edit: Edit, renamed: tuple[str, str] | None = None) -> Iterator[Carried]:
    """Tell what becomes of each value of the plan under an edit, in order of time; see :func:`with_plan`."""
    before = stream.model_copy(update={"plan": ()})
    edited = edit(before)
    ordered = sorted(enumerate(stream.plan), key=lambda one: one[1].at)
    for number, change in ordered:
        for path, value in change.set.items():
            try:
                after = with_values(before, {path: value})
                goal = edit(after)
            except StreamFault:  # it is faulty as it stands, and problems says so
                yield Carried(number, path, {path: value})
                continue
            if goal == edited and after != before:
                yield Carried(number, path, {})
            else:
                ways = [path] if renamed is None else [path, _with_new_id(path, *renamed)]
                same = next((one for one in ways if _leads(edited, {one: value}, goal)), None)
                values = changed_values(edited, goal) if same is None else {same: value}
                yield Carried(number, path, values)
            before, edited = after, goal


def _leads(start: Stream, values: dict[str, Any], goal: Stream) -> bool:
    try:
        return with_values(start, values) == goal
    except StreamFault:
        return False


def _with_new_id(path: str, old: str, new: str) -> str:
    field, *parts = path.split(".")
    return ".".join([field, *(new if part == old else part for part in parts)])
