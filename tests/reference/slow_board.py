"""A slow twin of the whole engine, written from `docs/semantics.md`: objects in one list, counted anew.

Nothing is kept that can be looked up: who is in a stage, who waits for it, who works and what is due are
found by going through all items that are not done. It shares with the engine the stream and the addressed
draws, and none of its rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

from sim.log import Kind
from sim.stream import ServiceClass, Stage, Stream, class_of, classes_of
from tests.reference.slow_chance import ONE, Chance, Newcomer, Source, in_ticks

BACKLOG = -1
NOBODY = -1
NOWHERE = -1

Row = tuple[float, int, int, int, int]
"""Time, item, kind, stage, worker."""


class WithoutEndError(Exception):
    """The instant goes round and round."""


@dataclass
class Item:
    """One unit of work.

    Attributes:
        number: Its number in the log.
        who: What it was before it arrived: type and address.
        service: Its class of service.
        place: Stage that it is in; -1 is the backlog, the number of stages is beyond the exit.
        state: ``waiting``, ``working`` (a delay counts) or ``finished``; in the backlog ``finished``.
        joined: When it joined the queue that it is in, by a counter of joinings.
        worker: Who works on it or is kept by it.
        due: When it finishes, in ticks.
        failed_in: The last stage that it failed in and has not yet gone beyond; -1 if none.
        effort: Factor on its next touch time.
        visits: Finished visits by stage.
    """

    number: int
    who: Newcomer
    service: ServiceClass
    joined: int
    place: int = BACKLOG
    state: str = "finished"
    worker: int = NOBODY
    due: int = -1
    failed_in: int = -1
    effort: float = 1.0
    visits: dict[int, int] = field(default_factory=dict)

    def turn(self) -> tuple[int, bool, int]:
        """Give its place in pull order: class rank, rework first, order of joining."""
        return self.service.rank, self.failed_in < 0, self.joined


@dataclass
class Comings:
    """A source and who comes next from it."""

    newcomers: Iterator[Newcomer]
    services: list[ServiceClass]
    saturated: bool
    next: Newcomer | None = None
    brought: int = 0

    def __post_init__(self) -> None:
        self.next = next(self.newcomers, None)

    def take(self) -> Newcomer:
        """Let the next one come."""
        taken = self.next
        assert taken is not None
        self.brought += 1
        self.next = next(self.newcomers, None)
        return taken


class SlowBoard:
    """One run of a stream.

    Attributes:
        rows: The log.
        everyone: All items by number, done ones too.
        now: The present in ticks.
    """

    def __init__(self, stream: Stream, seed: int = 1, replication: int = 0) -> None:
        self.stream = stream
        self.stages: list[Stage] = list(stream.stages)
        self.exit = len(self.stages)
        self.chance = Chance(stream, seed, replication)
        self.sources = [
            Comings(one.newcomers(), [class_of(stream, kind) for kind in one.types()], one.saturated)
            for one in (Source(self.chance, n) for n in range(len(stream.arrivals)))
        ]
        ids = [one.id for one in self.stages]
        self.limits = [
            *(({s}, one.wip_limit) for s, one in enumerate(self.stages) if one.wip_limit is not None),
            *(({ids.index(name) for name in one.stages}, one.limit) for one in stream.wip_groups),
        ]
        self.rows: list[Row] = []
        self.everyone: list[tuple[int, int, float]] = []
        self.items: list[Item] = []
        self.now = 0
        self.done = 0
        self.serial = count()
        self.open_at = {s: -1 for s, stage in enumerate(self.stages) if stage.cadence}
        self.opens_next = {
            s: in_ticks(stage.cadence.every if stage.cadence.first is None else stage.cadence.first)
            for s, stage in enumerate(self.stages)
            if stage.cadence
        }

    # --- the run ---------------------------------------------------------------------------------------

    def run(self, until: float | None = None, items: int | None = None, patience: int = 20_000) -> None:
        """Run to the horizon, or until so many items are done, or until nothing more comes and all is done.

        Raises:
            WithoutEndError: If an instant has more rows than ``patience``.
        """
        self._open()
        before = len(self.rows)
        while True:
            self._round()
            if (items is not None and self.done >= items) or self._over():
                return
            if len(self.rows) > before + patience:
                raise WithoutEndError(self.now)
            due = min(self._moments(), default=None)
            if due is None or (until is not None and due > in_ticks(until)):
                self.now = self.now if until is None else in_ticks(until)
                return
            before = before if due == self.now else len(self.rows)
            self.now = due

    @property
    def end(self) -> float:
        """The present, in units of time."""
        return self.now / ONE

    def _over(self) -> bool:
        return not self.items and all(one.next is None for one in self.sources)

    def _moments(self) -> list[int]:
        """Give when something is due."""
        finishes = [one.due for one in self.items if one.state == "working"]
        arrivals = [one.next.at for one in self.sources if one.next is not None and not one.saturated]
        return [*finishes, *self.opens_next.values(), *arrivals]

    def _round(self) -> None:
        """Apply all that is due, then let the board settle by whole passes."""
        self._apply_finishes()
        for s, moment in self.opens_next.items():
            cadence = self.stages[s].cadence
            if moment == self.now and cadence is not None:
                self.open_at[s] = self.now
                self.opens_next[s] = self.now + in_ticks(cadence.every)
        for source in self.sources:
            while not source.saturated and source.next is not None and source.next.at == self.now:
                self._arrive(source.take())
        moved = True
        while moved:
            before = len(self.rows)
            for s in range(self.exit, -1, -1):
                self._pull_into(s)
                if s < self.exit:
                    self._start_in(s)
            moved = len(self.rows) > before

    def _note(self, item: Item, kind: Kind, s: int = NOWHERE, who: int = NOBODY) -> None:
        self.rows.append((self.now / ONE, item.number, int(kind), s, who))

    # --- who is where ------------------------------------------------------------------------------------

    def _those(self, wanted: Callable[[Item], bool]) -> list[Item]:
        """Give the items of some sort, in pull order."""
        return sorted(filter(wanted, self.items), key=Item.turn)

    def _waiting_in(self, s: int) -> list[Item]:
        return self._those(lambda one: one.place == s and one.state == "waiting")

    def _free_workers(self, s: int) -> list[int]:
        taken = {one.worker for one in self.items if one.place == s and one.worker != NOBODY}
        return [w for w in range(self.stages[s].workers or 0) if w not in taken]

    # --- finishing ---------------------------------------------------------------------------------------

    def _apply_finishes(self) -> None:
        due = [one for one in self.items if one.state == "working" and one.due == self.now]
        for item in sorted(due, key=lambda one: (-one.place, one.number)):
            self._finish(item)

    def _finish(self, item: Item) -> None:
        s = item.place
        self._note(item, Kind.FINISHED, s, item.worker)
        visit = item.visits.get(s, 0)
        item.visits[s] = visit + 1
        back = self.chance.way_back(item.who, s, visit)
        if back is not None or self.stages[s].on_finish == "free":
            item.worker = NOBODY
        if back is None:
            item.state, item.joined = "finished", next(self.serial)
            return
        item.failed_in = max(item.failed_in, s)
        self._enter(item, back[0])
        item.effort = back[1]

    # --- arriving ----------------------------------------------------------------------------------------

    def _arrive(self, who: Newcomer) -> Item:
        kind = self.stream.item_types[who.type]
        item = Item(len(self.everyone), who, self._class(who), next(self.serial))
        ids = [one.id for one in classes_of(self.stream)]
        self.everyone.append((who.type, ids.index(class_of(self.stream, kind).id), self.now / ONE))
        self.items.append(item)
        self._note(item, Kind.ARRIVED)
        return item

    def _class(self, who: Newcomer) -> ServiceClass:
        return class_of(self.stream, self.stream.item_types[who.type])

    # --- moving on ---------------------------------------------------------------------------------------

    def _pull_into(self, s: int) -> None:
        while True:
            bound = self._bound_for(s)
            first = next((one for one in bound if self._may_enter(one.service, one.place, s)), None)
            if first is not None:
                self._move(first, s)
            elif s > 0 or not self._bring_one():
                return

    def _bound_for(self, s: int) -> list[Item]:
        if self.open_at.get(s - 1, self.now) != self.now:
            return []
        return self._those(lambda one: one.place == s - 1 and one.state == "finished")

    def _may_enter(self, service: ServiceClass, place: int, s: int) -> bool:
        if s == self.exit:
            return True
        if place == BACKLOG and self._at_most(service):
            return False
        return self._worker_is_left(s) and (service.ignores_wip or self._has_room(place, s))

    def _worker_is_left(self, s: int) -> bool:
        """Tell whether a stage that pulls when ready has a worker beyond those that wait inside."""
        return self.stages[s].pull == "room" or len(self._free_workers(s)) > len(self._waiting_in(s))

    def _at_most(self, service: ServiceClass) -> bool:
        """Tell whether as many of a class are in the stream as may be."""
        inside = sum(1 for one in self.items if one.place != BACKLOG and one.service.id == service.id)
        return service.at_most is not None and inside >= service.at_most

    def _has_room(self, place: int, s: int) -> bool:
        """Tell whether the stage, and every group that would be newly entered, is below its limit."""
        new = [(held, limit) for held, limit in self.limits if s in held and place not in held]
        return all(sum(1 for one in self.items if one.place in held) < limit for held, limit in new)

    def _move(self, item: Item, s: int) -> None:
        item.worker = NOBODY
        if s == self.exit:
            self._note(item, Kind.DONE)
            self.items.remove(item)
            self.done += 1
        else:
            self._enter(item, s)

    def _enter(self, item: Item, s: int) -> None:
        item.place, item.state, item.joined = s, "waiting", next(self.serial)
        item.failed_in = -1 if s > item.failed_in else item.failed_in
        self._note(item, Kind.ENTERED, s)
        if self.stages[s].kind == "wait":
            self._begin(item)

    def _bring_one(self) -> bool:
        """Let a saturated source bring an item that the first stage takes, or that its class holds up."""
        sources = [
            one
            for one in self.sources
            if one.saturated and not all(self._at_most(service) for service in one.services)
        ]
        if sources and self._has_room(BACKLOG, 0) and self._worker_is_left(0):
            self._arrive(min(sources, key=lambda one: one.brought).take())
            return True
        return False

    # --- working -----------------------------------------------------------------------------------------

    def _start_in(self, s: int) -> None:
        for item in self._waiting_in(s):
            free = self._free_workers(s)
            if free:
                item.worker = free[0]
                self._note(item, Kind.STARTED, s, free[0])
                self._begin(item)

    def _begin(self, item: Item) -> None:
        s = item.place
        item.due = self.now + self.chance.touch_time(item.who, s, item.visits.get(s, 0), item.effort)
        item.state, item.effort = "working", 1.0

    # --- the board at the start --------------------------------------------------------------------------

    def _open(self) -> None:
        """Put those who are there at the start on the board, the oldest first, then set them going."""
        names = [one.id for one in self.stages]
        types = [one.id for one in self.stream.item_types]
        given = sorted(enumerate(self.stream.board), key=lambda pair: -pair[1].age)
        for place, one in given:
            self.now = -in_ticks(one.age)
            item = self._arrive(Newcomer(self.now, self.chance.board_key(place), types.index(one.type)))
            item.place, item.state = names.index(one.stage), "waiting"
            self._note(item, Kind.ENTERED, item.place)
        self.now = 0
        for item, (_, one) in zip(tuple(self.items), given, strict=True):
            self._set_going(item, one.state)

    def _set_going(self, item: Item, state: str) -> None:
        s = item.place
        item.joined = next(self.serial)
        stage = self.stages[s]
        if stage.kind == "work" and state != "waiting":
            item.worker = min(self._free_workers(s), default=NOBODY)
            self._note(item, Kind.STARTED, s, item.worker)
        if state == "finished":
            self._note(item, Kind.FINISHED, s, item.worker)
            item.state, item.visits[s] = "finished", 1
            item.worker = item.worker if stage.on_finish == "hold" else NOBODY
        elif state == "active" or stage.kind == "wait":
            self._begin(item)
