"""Sense of the items that are there at the start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sim.stream.checks.values import a_time, not_too_far, unknown
from sim.stream.problem import Problem, error, warning
from sim.stream.stages import Stage
from sim.stream.stream import Stream


def check_board(stream: Stream) -> Iterator[Problem]:
    """Check the items that sit in stages at the start."""
    types = [one.id for one in stream.item_types]
    stages = {one.id: one for one in stream.stages}
    for number, item in enumerate(stream.board):
        where = f"board.{number}"
        if item.type not in types:
            yield unknown(f"{where}.type", "item type", item.type, types)
        yield from a_time(f"{where}.age", "age", item.age)
        if item.due is not None:
            yield from not_too_far(f"{where}.due", "due moment", item.due)
        stage = stages.get(item.stage)
        if stage is None:
            yield unknown(f"{where}.stage", "stage", item.stage, stages)
        elif stage.kind == "wait" and item.state == "active":
            yield error(f"{where}.state", f"Nobody works in {stage.name}, a wait stage.", "Make it waiting.")
        elif stage.batch is not None and item.state == "active":
            yield error(
                f"{where}.state",
                f"{stage.name} takes batches: at the start nobody works there yet.",
                "Make it waiting.",
            )
    yield from _check_hands(stream)
    yield from _check_limits(stream)


def _check_hands(stream: Stream) -> Iterator[Problem]:
    """Refuse more items at work than there are people to work on them."""
    for stage in stream.stages:
        if stage.kind == "work" and stage.workers is not None:
            busy = _busy(stream, stage)
            if busy > stage.workers >= 1:
                yield error(
                    "board",
                    f"{busy} items occupy a worker of {stage.name}, which has {stage.workers}.",
                    "Make some of them waiting, or give it more workers.",
                )
    for team in stream.teams:
        busy = sum(_busy(stream, stage) for stage in stream.stages if stage.team == team.id)
        hands = team.size * team.multitask
        if busy > hands >= 1:
            yield error(
                "board",
                f"{busy} items are in the hands of {team.name}, who can hold {hands}.",
                "Make some of them waiting, or the team larger.",
            )


def _busy(stream: Stream, stage: Stage) -> int:
    """Count the items at the start that occupy a worker of a stage."""
    busy = ("active", "finished") if stage.on_finish == "hold" else ("active",)
    return sum(1 for one in stream.board if one.stage == stage.id and one.state in busy)


def _check_limits(stream: Stream) -> Iterator[Problem]:
    """Warn of limits that the board is above at the start."""
    stages = Counter(one.stage for one in stream.board)
    types = Counter(one.type for one in stream.board)
    for stage in stream.stages:
        if stage.wip_limit is not None and stages[stage.id] > stage.wip_limit >= 1:
            yield warning(
                "board",
                f"{stage.name} holds {stages[stage.id]} items at the start, "
                f"above its limit of {stage.wip_limit}.",
                "It pulls nothing until it is below; raise the limit if that is not meant.",
            )
    for one in stream.type_limits:
        if types[one.type] > one.limit >= 1:
            yield warning(
                "board",
                f"The stream holds {types[one.type]} items of type {one.type} at the start, "
                f"above their limit of {one.limit}.",
                "None of them enters until it is below; raise the limit if that is not meant.",
            )
