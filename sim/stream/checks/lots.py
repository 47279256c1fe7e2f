"""Sense of what is taken or handed on several at a time: whether a batch or a lot can ever be complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.stream.arrivals import Backlog, Schedule
from sim.stream.checks.values import a_time
from sim.stream.problem import Problem, error, warning
from sim.stream.rooms import CAP, rooms_of
from sim.stream.stages import Stage
from sim.stream.stream import Stream


def check_lots(stream: Stream) -> Iterator[Problem]:
    """Check batches and transfer lots."""
    for stage in stream.stages:
        where = f"stages.{stage.id}"
        if stage.batch is not None and stage.kind == "work":
            yield from _check_batch(stage, where)
            if stage.batch.at_most_after is None:
                yield from _check_fills(stream, stage, f"{where}.batch.size", stage.batch.size)
        if stage.transfer is not None:
            yield from _check_transfer(stream, stage, f"{where}.transfer", stage.transfer)
    yield from _check_jams(stream)


def _check_batch(stage: Stage, where: str) -> Iterator[Problem]:
    assert stage.batch is not None
    if stage.batch.size < 1:
        yield error(
            f"{where}.batch.size", f"The batch size is {stage.batch.size}; it must be 1 or more.", "Raise it."
        )
    yield from a_time(f"{where}.batch.at_most_after", "longest wait for a batch", stage.batch.at_most_after)
    if stage.pull == "ready":
        yield error(
            f"{where}.pull",
            f"{stage.name} takes batches and pulls only when a worker can start: "
            "items that wait for their batch are never pulled.",
            "Set pull to room.",
        )


def _check_transfer(stream: Stream, stage: Stage, where: str, lot: int) -> Iterator[Problem]:
    if lot < 1:
        yield error(where, f"{stage.name} hands on {lot} at a time; it must be 1 or more.", "Raise it.")
    yield from _check_fills(stream, stage, where, lot)
    hands = _hands(stream, stage)
    if stage.on_finish == "hold" and hands is not None and lot > hands >= 1:
        yield error(
            where,
            f"{stage.name} hands on {lot} at a time and holds the worker of each; it has hands for {hands}.",
            "Lower transfer, add workers, or set on_finish to free.",
        )


def _check_fills(stream: Stream, stage: Stage, where: str, count: int) -> Iterator[Problem]:
    """Check that as many items as are wanted together may be in the stage together."""
    coming = [one for one in stream.item_types if stage.skip.get(one.id, 0.0) < 1.0]
    rooms = [one for one in rooms_of(stream, coming) if stage.id in one.stages and one.limit >= 1]
    narrow = min(rooms, key=lambda one: one.limit, default=None)
    if narrow is not None and count > narrow.limit:
        yield error(
            where,
            f"{stage.name} waits for {count} items, and {narrow.name} lets in at most {narrow.limit}: "
            "they would never be complete.",
            "Lower the number, or raise that limit.",
        )


def _check_jams(stream: Stream) -> Iterator[Problem]:
    """Warn where incomplete batches and lots together could fill a limit, so that nothing moves any more."""
    for room in rooms_of(stream, stream.item_types):
        waits = _waits(one for one in stream.stages if one.id in room.stages)
        if len(waits) > 1 and _kept(waits) >= room.limit > max(count for _, count in waits):
            yield _jam(waits, room.limit, room.name)
    if not all(isinstance(one, Backlog | Schedule) for one in stream.arrivals):
        return
    for each in stream.item_types:  # of given items, the last may be all of one type
        waits = _waits(one for one in stream.stages if one.skip.get(each.id, 0.0) < 1.0)
        caps = [room.limit for room in rooms_of(stream, [each]) if room.name == CAP]
        if any(1 <= cap <= _kept(waits) for cap in caps):
            yield _jam(waits, caps[0], f"the cap on {each.name} at the end")


def _waits(stages: Iterable[Stage]) -> list[tuple[Stage, int]]:
    return [(one, count) for one in stages for count in _incomplete(one)]


def _kept(waits: list[tuple[Stage, int]]) -> int:
    return sum(count for _, count in waits)


def _jam(waits: list[tuple[Stage, int]], limit: int, name: str) -> Problem:
    names = list(dict.fromkeys(one.name for one, _ in waits))
    return warning(
        f"stages.{waits[0][0].id}",
        f"Incomplete batches and lots in {' and '.join(names)} could hold {_kept(waits)} items, and "
        f"{name} lets in {limit}: the stream could come to a stand.",
        "Raise the limit, or make batches and lots smaller.",
    )


def _incomplete(stage: Stage) -> list[int]:
    """Give how many items at most can wait for others to make a batch complete, and a lot."""
    batch = stage.batch.size if stage.batch is not None and stage.batch.at_most_after is None else 1
    lot = max(1, stage.transfer or 1)
    whole = batch % lot == 0 and not stage.rework  # each batch is a number of whole lots
    return [count - 1 for count in (batch, 1 if whole else lot) if count > 1]


def _hands(stream: Stream, stage: Stage) -> int | None:
    """Give the most finished items that the workers of a stage can hold; None where they are unknown."""
    at_once = stage.batch.size if stage.batch is not None else 1
    if stage.team is None:
        return None if stage.workers is None else stage.workers * at_once
    team = next((one for one in stream.teams if one.id == stage.team), None)
    return None if team is None else team.size * team.multitask * at_once
