"""A slow twin: the common subset as ordinary SimPy, one process an item, resources for people and places.

It knows lines of work stages with workers and limits, first come first served, both ways of finishing, and
given arrivals with given times. Nothing in it is shared with the engine.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy
from simpy.resources.resource import Request

from sim.stream import Schedule, ScheduledItem, Stream

Event = tuple[float, int, str, int]
"""Time, item, what happened, stage."""


def run_as_processes(stream: Stream) -> list[Event]:
    """Run a stream of the common subset; give all that happened, by time and item."""
    env = simpy.Environment()
    (arrival,) = stream.arrivals
    assert isinstance(arrival, Schedule)
    people = [simpy.Resource(env, stage.workers or 1) for stage in stream.stages]
    places = [simpy.Resource(env, stage.wip_limit or 10**9) for stage in stream.stages]
    events: list[Event] = []
    for number, item in enumerate(arrival.items):
        env.process(_life(env, stream, item, number, (people, places, events)))
    env.run()
    return sorted(events)


def _life(
    env: simpy.Environment,
    stream: Stream,
    item: ScheduledItem,
    number: int,
    world: tuple[list[simpy.Resource], list[simpy.Resource], list[Event]],
) -> Generator[Any, Any, None]:
    people, places, events = world
    yield env.timeout(item.at)
    events.append((env.now, number, "arrived", -1))
    held: list[tuple[simpy.Resource, Request]] = []
    for s, stage in enumerate(stream.stages):
        place = places[s].request()
        yield place
        for resource, request in held:
            resource.release(request)
        events.append((env.now, number, "entered", s))
        person = people[s].request()
        yield person
        events.append((env.now, number, "started", s))
        yield env.timeout(item.times[stage.id])
        events.append((env.now, number, "finished", s))
        held = [(places[s], place)]
        if stage.on_finish == "free":
            people[s].release(person)
        else:
            held.append((people[s], person))
    for resource, request in held:
        resource.release(request)
    events.append((env.now, number, "done", -1))
