"""A slow twin: the common subset as ordinary SimPy, one process an item, resources for people and places.

It knows lines of work stages with workers and limits, both ways of finishing, classes that go first and take
workers away, blockers after so much touch time, machines that fail (one a stage), and given arrivals with
given times. Nothing in it is shared with the engine. It is meant for times of which no two tie.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import simpy
from simpy.resources.resource import PriorityRequest, Request

from sim.stream import Schedule, ScheduledItem, ServiceClass, Stage, Stream, class_of

Event = tuple[float, int, str, int]
"""Time, item, what happened, stage."""

Steps = Generator[Any, Any, None]

LAST = 2
"""Priority of an event that comes after all others of its moment."""

BEGUN = 0.5
"""By how much work that was begun goes ahead of others of its rank."""


class Turn(PriorityRequest):
    """A request for a worker.

    Attributes:
        rank: Rank of the item's class.
        is_urgent: Whether it takes workers away from others.
        is_at_work: Whether the worker works on it at present.
        taken: When it was last taken up.
    """

    def __init__(self, people: People, rank: float, *, ahead: float = 0.0, is_urgent: bool = False) -> None:
        self.rank = rank
        self.is_urgent = is_urgent
        self.is_at_work = False
        self.taken = 0.0
        super().__init__(people, priority=rank - ahead)  # type: ignore[arg-type]

    def interrupt(self, cause: str) -> None:
        """Interrupt the life of the item."""
        assert self.proc is not None
        self.proc.interrupt(cause)


class People(simpy.PriorityResource):
    """Workers; someone more urgent takes them away from what they work on.

    Attributes:
        repaired: Happens when the machine is repaired; None while it runs.
    """

    def __init__(self, env: simpy.Environment, capacity: int) -> None:
        super().__init__(env, capacity)
        self.repaired: simpy.Event | None = None

    def _do_put(self, event: Request) -> None:
        assert isinstance(event, Turn)
        found = [one for one in self.at_work() if event.is_urgent and one.rank > event.rank]
        if found and len(self.users) >= self.capacity:
            last = max(found, key=lambda one: (one.rank, one.taken))
            self.users.remove(last)
            last.interrupt("taken away")
        super()._do_put(event)

    def at_work(self) -> list[Turn]:
        """Give the turns of those who work at present."""
        return [one for one in self.users if isinstance(one, Turn) and one.is_at_work]

    def _trigger_put(self, get_event: object) -> None:
        """Decide who gets a worker when all that moves at this moment has moved."""
        late = simpy.Event(self._env)
        late._ok, late._value = True, None
        late.callbacks = [lambda _: super(People, self)._trigger_put(None)]
        self._env.schedule(late, priority=LAST)  # type: ignore[arg-type]

    look_again = _trigger_put


@dataclass
class World:
    """What the processes share."""

    env: simpy.Environment
    people: list[People]
    places: list[simpy.PriorityResource]
    events: list[Event]


def run_as_processes(stream: Stream) -> list[Event]:
    """Run a stream of the common subset; give all that happened, by time and item."""
    env = simpy.Environment()
    (arrival,) = stream.arrivals
    assert isinstance(arrival, Schedule)
    people = [People(env, stage.workers or 1) for stage in stream.stages]
    places = [simpy.PriorityResource(env, stage.wip_limit or 10**9) for stage in stream.stages]
    world = World(env, people, places, [])
    lives = [Life(world, stream, item, number) for number, item in enumerate(arrival.items)]
    running = [env.process(one.steps()) for one in lives]
    for s, stage in enumerate(stream.stages):
        if stage.downtime is not None:
            env.process(_failures(env, people[s], stage))
    env.run(env.all_of(running))
    return sorted(world.events)


def _failures(env: simpy.Environment, machine: People, stage: Stage) -> Steps:
    """Let the only machine of a stage fail and be repaired, at work or not."""
    assert stage.downtime is not None
    while True:
        yield env.timeout(stage.downtime.time_to_failure.value or 0.0)
        machine.repaired = env.event()
        for user in machine.at_work():
            user.interrupt("down")
        out_of_order = Turn(machine, -10.0)
        yield env.timeout(stage.downtime.time_to_repair.value or 0.0)
        machine.repaired.succeed()
        machine.repaired = None
        if out_of_order.triggered:
            machine.release(out_of_order)
        else:
            out_of_order.cancel()


class Life:
    """An item on its way through the line."""

    def __init__(self, world: World, stream: Stream, item: ScheduledItem, number: int) -> None:
        self.world = world
        self.stream = stream
        self.item = item
        self.number = number
        kind = next(one for one in stream.item_types if item.type in {None, one.id})
        self.service: ServiceClass = class_of(stream, kind)

    def note(self, what: str, s: int) -> None:
        """Write down that something happened."""
        self.world.events.append((self.world.env.now, self.number, what, s))

    def steps(self) -> Steps:
        """Arrive, pass through every stage, leave."""
        yield self.world.env.timeout(self.item.at)
        self.note("arrived", -1)
        held: list[tuple[simpy.Resource, Request]] = []
        for s, stage in enumerate(self.stream.stages):
            place = self.world.places[s].request(priority=self.service.rank)
            yield place
            for resource, request in held:
                resource.release(request)
            self.note("entered", s)
            turn = yield from self._work(s, stage)
            self.note("finished", s)
            held = [(self.world.places[s], place)]
            if stage.on_finish == "free":
                self.world.people[s].release(turn)
            else:
                held.append((self.world.people[s], turn))
        for resource, request in held:
            resource.release(request)
        self.note("done", -1)

    def _work(self, s: int, stage: Stage) -> Generator[Any, Any, Turn]:
        """Be worked on, with all that comes between; give the turn that is still held."""
        env, people = self.world.env, self.world.people[s]
        turn = yield from self._taken_up(s, "started")
        left = self.item.times[stage.id]
        to_blocker = self._next_blocker(stage, left)
        while True:
            turn.is_at_work, turn.taken, begun = True, env.now, env.now
            people.look_again(None)
            why = None
            try:
                yield env.timeout(min(left, to_blocker))
            except simpy.Interrupt as interrupt:
                why = interrupt.cause
            turn.is_at_work = False
            left, to_blocker = left - (env.now - begun), to_blocker - (env.now - begun)
            if why == "down":
                yield from self._stand_still(s, people)
            elif why is not None:
                self.note("paused", s)
                turn = yield from self._taken_up(s, "resumed")
            elif left <= 0.0:
                return turn
            else:
                turn = yield from self._blocked(s, stage, turn)
                to_blocker = self._next_blocker(stage, left)

    def _next_blocker(self, stage: Stage, left: float) -> float:
        if stage.blockers is None or stage.blockers.time_to is None:
            return float("inf")
        work = stage.blockers.time_to.value or 0.0
        return work if work < left else float("inf")

    def _taken_up(self, s: int, how: str) -> Generator[Any, Any, Turn]:
        ahead = BEGUN if how == "resumed" else 0.0
        people = self.world.people[s]
        turn = Turn(people, self.service.rank, ahead=ahead, is_urgent=self.service.preempts)
        yield turn
        self.note(how, s)
        return turn

    def _blocked(self, s: int, stage: Stage, turn: Turn) -> Generator[Any, Any, Turn]:
        assert stage.blockers is not None
        people = self.world.people[s]
        self.note("blocked", s)
        if not stage.blockers.keeps_worker:
            people.release(turn)
        yield self.world.env.timeout(stage.blockers.time.value or 0.0)
        self.note("unblocked", s)
        if not stage.blockers.keeps_worker:
            self.note("paused", s)
            return (yield from self._taken_up(s, "resumed"))
        if people.repaired is not None:
            yield from self._stand_still(s, people)
        return turn

    def _stand_still(self, s: int, machine: People) -> Steps:
        assert machine.repaired is not None
        self.note("paused", s)
        yield machine.repaired
        self.note("resumed", s)
