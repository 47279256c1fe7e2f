"""The door of the engine: a stream and a request in, an event log out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.engine.request import RunRequest, horizon_of
from sim.log import EventLog
from sim.stream import Stream, require_sound

if TYPE_CHECKING:
    from sim.engine.course import Course


def simulate(stream: Stream, request: RunRequest | None = None) -> EventLog:
    """Run a stream once.

    Args:
        stream: What to run.
        request: Seed, replication, horizon and clock; without a horizon one is chosen
            (:func:`default_request`) unless the stream ends by itself.

    Returns:
        All that happened, from time 0 (items there at the start: from their arrival) to the end.

    Raises:
        StreamFault: If the stream has errors (all are named), or the run has no end.
    """
    return next(simulate_many(stream, request or RunRequest(), 1))


def simulate_many(stream: Stream, request: RunRequest, replications: int) -> Iterator[EventLog]:
    """Run a stream again and again, each time with its own chance.

    Args:
        stream: What to run.
        request: As for :func:`simulate`; replications are numbered from ``request.replication``.
        replications: How many.

    Yields:
        The log of each replication, the same as :func:`simulate` gives for its number.

    Raises:
        StreamFault: If the stream has errors (all are named), or a run has no end.
    """
    from sim.engine.build import plain_arithmetic
    from sim.engine.course import course_of
    from sim.engine.tolog import LogMaker

    require_sound(stream)
    request = horizon_of(stream, request)
    with plain_arithmetic():
        course = course_of(stream)
    maker = LogMaker(stream, request)
    for number in range(request.replication, request.replication + replications):
        with plain_arithmetic():
            course.begin(replace(request, replication=number))
            end = finish(course, request)
        yield maker.log(course, end, number)


def finish(course: Course, request: RunRequest) -> int:
    """Run to the end; give the time at which observation ends, in ticks.

    Raises:
        StreamFault: If nothing can move any more and no horizon was given.
    """
    from sim.engine import kernel
    from sim.engine.layout import LAST_TICK
    from sim.engine.simpy_clock import run_with_simpy
    from sim.engine.standstill import standstill
    from sim.engine.tables import ticks

    horizon = LAST_TICK if request.until is None else ticks(request.until)
    if request.clock == "simpy":
        run_with_simpy(course, horizon)
    else:
        course.run(horizon)
    if course.due == kernel.ENDED:
        return course.now
    if request.until is None and course.due == kernel.STUCK:
        raise standstill(course.running.plan.stream, course.running.board)
    return horizon
