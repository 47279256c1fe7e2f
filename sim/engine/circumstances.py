"""What changes beside the items of a run, as a log tells it: sizes of crews, limits, failures and repairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from sim.engine.layout import ONE
from sim.log import Condition, Conditions
from sim.stream import Stream

Circumstance = tuple[int, int, int, int]
"""Moment in ticks, kind, place and value."""


def changed_circumstances(
    at: int, before: Stream, after: Stream, groups: Sequence[str]
) -> Iterator[Circumstance]:
    """Give what differs between two streams that hold one after the other: crews, stages, groups in turn.

    Args:
        at: Moment of the change in ticks.
        before: The stream in force up to then.
        after: The stream in force from then on.
        groups: Ids of the groups that the log knows, those of its start.
    """
    for place, (size, other) in enumerate(zip(crew_sizes(before), crew_sizes(after), strict=True)):
        if size != other:
            yield at, Condition.WORKERS, place, other
    for place, (stage, other_stage) in enumerate(zip(before.stages, after.stages, strict=True)):
        if stage.wip_limit != other_stage.wip_limit:
            yield at, Condition.LIMIT, place, _or_none(other_stage.wip_limit)
    was, now = ({one.id: one.limit for one in stream.wip_groups} for stream in (before, after))
    for place, group in enumerate(groups):
        if was.get(group) != now.get(group):
            yield at, Condition.GROUP_LIMIT, place, _or_none(now.get(group))


def crew_sizes(stream: Stream) -> list[int]:
    """Give how many work in each crew: those of each stage's own, then each team's."""
    own = [
        0 if stage.kind == "wait" or stage.team is not None else 1 if stage.workers is None else stage.workers
        for stage in stream.stages
    ]
    return [*own, *(team.size for team in stream.teams)]


_NONE = Conditions()
"""Nothing but rows about items, as in most runs: made once, and read only."""


def conditions_of(*kinds: Iterable[Circumstance]) -> Conditions:
    """Put circumstances in order of time; of one moment, those given first stand first."""
    rows: Sequence[Circumstance] = sorted((row for rows in kinds for row in rows), key=lambda row: row[0])
    if not rows:
        return _NONE
    at, kind, place, value = zip(*rows, strict=True)
    return Conditions(
        time=np.array(at, np.int64) / ONE,
        kind=np.array(kind, np.int8),
        place=np.array(place, np.int16),
        value=np.array(value, np.int32),
    )


def _or_none(limit: int | None) -> int:
    return -1 if limit is None else limit
