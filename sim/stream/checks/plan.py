"""Sense of dated changes: each has to fit the stream that is in force when it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from sim.errors import StreamFault
from sim.stream.changes import STEERED
from sim.stream.checks.values import a_time
from sim.stream.edits import set_value
from sim.stream.policies import PlannedChange
from sim.stream.problem import Problem, error, errors_among, warning
from sim.stream.stream import Stream
from sim.stream.structure import structural_change

Check = Callable[[Stream], tuple[Problem, ...]]
Numbered = tuple[int, PlannedChange]


def check_plan(stream: Stream) -> Iterator[Problem]:
    """Check the moments of planned changes, and that each changes something that may change."""
    for number, change in enumerate(stream.plan):
        where = f"plan.{number}"
        yield from a_time(f"{where}.at", "moment", change.at)
        if not change.set:
            yield warning(f"{where}.set", "The change sets nothing.", "Name values by path, or remove it.")
        for path in change.set:
            field = path.partition(".")[0].strip()
            if field in Stream.model_fields and field not in STEERED:
                yield error(
                    f"{where}.set.{path}",
                    f"The {field.replace('_', ' ')} of a stream does not change while it runs.",
                    f"Change something of {', '.join(STEERED)}.",
                )


def check_in_force(stream: Stream, check: Check) -> Iterator[Problem]:
    """Check each stream that the plan makes of this one.

    Args:
        stream: A stream without errors.
        check: Finds the problems of a stream without plan.
    """
    in_force = stream.model_copy(update={"plan": ()})
    ordered = sorted(enumerate(stream.plan), key=lambda one: one[1].at)
    for at, together in groupby(ordered, key=lambda one: one[1].at):
        changes = list(together)
        before = in_force
        for one in changes:
            in_force, faults = _changed(in_force, one)
            yield from faults
        yield from _check_moment(before, in_force, check, changes[-1][0], at)


def _changed(stream: Stream, numbered: Numbered) -> tuple[Stream, list[Problem]]:
    """Make a change; what cannot be made is named and left out."""
    number, change = numbered
    faults: list[Problem] = []
    for path, value in change.set.items():
        try:
            stream = set_value(stream, path, value)
        except StreamFault as fault:
            faults.append(error(f"plan.{number}.set.{path}", f"At {change.at:g}: {fault.text}", fault.hint))
    return stream, faults


def _check_moment(before: Stream, after: Stream, check: Check, number: int, at: float) -> Iterator[Problem]:
    fixed = structural_change(before, after)
    if fixed is not None:
        yield error(
            f"plan.{number}",
            f"At {at:g} the {fixed} would change, which stay as they are while a stream runs.",
            "Make another stream for it, or a scenario.",
        )
    for one in errors_among(check(after)):
        if not one.where.startswith("board"):  # the board is that of the start
            yield error(f"plan.{number}", f"From {at:g} on, at {one.where}: {one.what}", one.fix)
