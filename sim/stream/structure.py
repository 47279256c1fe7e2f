"""What of a stream stays as it is while it runs."""

from __future__ import annotations

from collections.abc import Callable

from sim.stream.arrivals import Schedule
from sim.stream.mix import classes_of
from sim.stream.stream import Stream


def structural_change(old: Stream, new: Stream) -> str | None:
    """Name what differs between two streams that cannot change while a stream runs.

    Limits, people, times, shares, rates, gates, groups and ways back and onward may change.

    Returns:
        What differs first, a noun in the plural such as ``stages``; None if nothing does.
    """
    return next((name for name, of in _FIXED if of(old) != of(new)), None)


_FIXED: tuple[tuple[str, Callable[[Stream], object]], ...] = (
    ("stages", lambda stream: [(one.id, one.kind) for one in stream.stages]),
    ("item types", lambda stream: [one.id for one in stream.item_types]),
    (
        "classes of service",
        lambda stream: (
            [(one.id, one.rank, one.preempts) for one in classes_of(stream)],
            [one.class_id for one in stream.item_types],
        ),
    ),
    (
        "teams",
        lambda stream: ([one.id for one in stream.teams], [one.team for one in stream.stages]),
    ),
    ("pull orders", lambda stream: [one.order for one in stream.stages]),
    ("batches", lambda stream: [one.batch for one in stream.stages]),
    ("lots", lambda stream: [one.transfer for one in stream.stages]),
    (
        "kinds of arrival",
        lambda stream: [one if isinstance(one, Schedule) else one.kind for one in stream.arrivals],
    ),
    ("time units", lambda stream: stream.time_unit),
)
