"""A bookkeeper: reads a log row by row beside its stream, and says which law of flow a row breaks.

It knows every feature, and of each only what must hold whatever was drawn: lives, limits, hands, changeovers,
and that nobody stands idle beside what could start. What the log does not tell (where an item is bound for,
who is about to leave) it leaves open. It shares nothing with the engine but the stream and the log.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from sim.log import EventLog, Kind
from sim.stream import ServiceClass, Stage, Stream, class_of
from tests.laws_of_flow.circumstances import Circumstances

BACKLOG = -1
NOBODY = -1

LEGAL = {
    Kind.ENTERED: ("backlog", "finished"),
    Kind.SETUP: ("waiting", "down", "paused"),
    Kind.STARTED: ("waiting", "setup"),
    Kind.PAUSED: ("setup", "active", "unblocked", "down"),
    Kind.RESUMED: ("down", "paused"),
    Kind.BLOCKED: ("active",),
    Kind.UNBLOCKED: ("blocked",),
    Kind.FINISHED: ("active",),
    Kind.DONE: ("backlog", "finished"),
}
"""States that a row may follow; in a wait stage ``waiting`` may finish too."""


@dataclass
class Entry:
    """What the log has told of an item."""

    number: int
    type: str
    service: ServiceClass
    place: int = BACKLOG
    state: str = "backlog"
    worker: int = NOBODY
    was_setup: bool = False
    entered: float = 0.0


@dataclass
class Ledger:
    """The board as the rows of a log say.

    Attributes:
        stream: The stream that was run.
        log: Its log.
        entries: Items by number.
        last_types: Type of the last item that a worker took up, by crew and number.
        faults: What breaks a law.
    """

    stream: Stream
    log: EventLog
    entries: dict[int, Entry] = field(default_factory=dict)
    last_types: dict[tuple[int, int], str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.beside = Circumstances(self.stream, self.log)
        self.changes = {path for one in self.stream.plan for path in one.set}
        self.row = 0

    def fault(self, what: str) -> None:
        """Note a broken law."""
        kind = Kind(int(self.log.kind[self.row])).name.lower()
        self.faults.append(
            f"row {self.row}, {self.log.time[self.row]:g}: item {self.log.item[self.row]} {kind}: {what}"
        )

    def may_change(self, s: int, name: str) -> bool:
        """Tell whether the plan touches a field of a stage."""
        return any(path.startswith(f"stages.{self.stream.stages[s].id}.{name}") for path in self.changes)

    # --- who is where ------------------------------------------------------------------------------------

    def inside(self, places: set[int]) -> list[Entry]:
        """Give the items in some stages."""
        return [one for one in self.entries.values() if one.place in places]

    def hand(self, crew: int, worker: int) -> list[Entry]:
        """Give what a worker has in hand."""
        return [
            one
            for one in self.entries.values()
            if one.place >= 0 and one.worker == worker and self.beside.crew_of(one.place) == crew
        ]

    def full(self, one: Entry, s: int) -> str | None:
        """Name what is full that an item would newly enter."""
        if one.service.ignores_wip:
            return None
        for held, limit, name in self.beside.limits():
            if s in held and one.place not in held and len(self.inside(held)) >= limit:
                return name
        return None

    def held_up(self, kind: str, service: ServiceClass) -> bool:
        """Tell whether a class or a type is at its most, so that an item has to stay in the backlog."""
        there = [one for one in self.entries.values() if one.place != BACKLOG]
        of_class = sum(1 for one in there if one.service.id == service.id)
        if service.at_most is not None and of_class >= service.at_most:
            return True
        of_type = sum(1 for one in there if one.type == kind)
        limits = [limit.limit for limit in self.stream.type_limits if limit.type == kind]
        return not service.ignores_wip and any(of_type >= limit for limit in limits)

    # --- rows --------------------------------------------------------------------------------------------

    def read(self, row: int) -> None:
        """Take in a row."""
        self.row = row
        number, s, who = (int(column[row]) for column in (self.log.item, self.log.stage, self.log.who))
        kind = Kind(int(self.log.kind[row]))
        if kind == Kind.ARRIVED:
            self._arrived(number)
            return
        one = self.entries[number]
        waits = s >= 0 and self.stream.stages[s].kind == "wait"
        legal = ("waiting",) if waits and kind == Kind.FINISHED else LEGAL[kind]
        if one.state not in legal or (kind not in (Kind.ENTERED, Kind.DONE) and one.place != s):
            self.fault(f"was {one.state} in stage {one.place}")
        if kind == Kind.ENTERED:
            self._entered(one, s)
        elif kind == Kind.DONE:
            one.place, one.state, one.worker = BACKLOG, "done", NOBODY
        else:
            self._worked_on(one, kind, who)

    def _arrived(self, number: int) -> None:
        if number != len(self.entries):
            self.fault("items are not numbered in order of arrival")
        kind = self.stream.item_types[int(self.log.items.type[number])]
        self.entries[number] = Entry(number, kind.id, class_of(self.stream, kind))

    def _entered(self, one: Entry, s: int) -> None:
        on_board = one.place == BACKLOG and one.number < len(self.stream.board)
        if one.place != BACKLOG and s <= one.place:
            if self.stream.stages[s].id not in {way.to for way in self.stream.stages[one.place].rework}:
                self.fault(f"there is no way back from stage {one.place} to {s}")
        elif not on_board:
            if s not in self.beside.ways_on(one.place, one.type):
                self.fault(f"there is no way from stage {one.place} to {s}")
            if full := self.full(one, s):
                self.fault(f"{full} is full")
            if one.place == BACKLOG and self.held_up(one.type, one.service):
                self.fault("its class or type is at its most")
        one.place, one.state, one.worker, one.was_setup = s, "waiting", NOBODY, False
        one.entered = float(self.log.time[self.row])

    def _worked_on(self, one: Entry, kind: Kind, who: int) -> None:
        taken = who not in {one.worker, NOBODY}
        if kind in (Kind.SETUP, Kind.STARTED, Kind.RESUMED):
            if taken:
                self._taken_up(one, kind, who)
            elif one.worker == NOBODY and self.log.time[self.row] > 0:
                self.fault("nobody took it up")
            one.state = "setup" if kind == Kind.SETUP else "active"
            one.was_setup = kind == Kind.SETUP
        elif kind == Kind.FINISHED:
            if one.worker != who:
                self.fault(f"worker {one.worker} had it")
            one.state = "finished"
            who = who if self.holds(one.place) else NOBODY
        elif kind == Kind.PAUSED:
            one.state = "down" if who == NOBODY else "paused"
        elif kind == Kind.BLOCKED:
            one.state = "blocked"
        else:
            one.state = "unblocked" if self.beside.is_down(one.place, who) or who == NOBODY else "active"
        if taken and kind not in (Kind.SETUP, Kind.STARTED, Kind.RESUMED):
            self.fault(f"worker {who} did not have it")
        one.worker = who

    def holds(self, s: int) -> bool:
        """Tell whether a finished item keeps its worker, where that is known."""
        return self.stream.stages[s].on_finish == "hold" and not self.may_change(s, "on_finish")

    def _taken_up(self, one: Entry, kind: Kind, who: int) -> None:
        """Check that the worker could take an item up, changed over if need be."""
        crew, size = self.beside.crew_of(one.place), self.batch_size(one.place)
        if self.beside.is_down(one.place, who):
            self.fault(f"worker {who} is down")
        places = sum(1 / self.batch_size(other.place) for other in self.hand(crew, who))
        if places + 1 / size > self.beside.multitask(crew) + 1e-9:
            self.fault(f"worker {who} has {places:g} items in hand")
        last = self.last_types.get((crew, who))
        if kind == Kind.STARTED and size == 1 and not self.beside.resizes(crew):
            on_board = self.log.time[self.row] <= 0 and one.number < len(self.stream.board)
            needs = self.stream.stages[one.place].setup is not None and last not in (None, one.type)
            if needs and not on_board:
                self.fault("no changeover")
        if kind == Kind.SETUP and one.state == "waiting" and size == 1 and last == one.type:
            self.fault("a changeover from the same type")
        if size == 1 or last is None or not self._is_same_batch(one):
            self.last_types[crew, who] = one.type

    def _is_same_batch(self, one: Entry) -> bool:
        """Tell whether the row before is of the same batch: then the type of the first item stands."""
        before = self.row - 1
        return before >= 0 and all(
            column[before] == column[self.row]
            for column in (self.log.time, self.log.kind, self.log.stage, self.log.who)
        )

    def batch_size(self, s: int) -> int:
        """Items that a stage takes as one."""
        batch = self.stream.stages[s].batch
        return 1 if batch is None else batch.size

    # --- the end of an instant ---------------------------------------------------------------------------

    def unsettled(self) -> Iterator[str]:
        """Say what could still move."""
        for crew, stages in self.beside.crews().items():
            startable = [one for s in stages for one in self.startable(s)]
            if startable and self.idle_places(crew) > 0:
                yield f"crew {crew} is idle beside item {startable[0].number}"
            yield from self._not_preempting(stages, startable)
        for one in self.entries.values():
            s = self.beside.only_way_on(one.place, one.type) if one.state in ("backlog", "finished") else None
            if s is None or (one.state == "finished" and self._may_be_kept(one)):
                continue
            if s == len(self.stream.stages):
                yield f"item {one.number} could leave"
            elif self._could_enter(one, s):
                yield f"item {one.number} could enter stage {s}"

    def startable(self, s: int) -> list[Entry]:
        """Give the items of a stage that a free worker would start."""
        here = [one for one in self.inside({s}) if self.stream.stages[s].kind == "work"]
        fresh = [one for one in here if one.state == "waiting"]
        if len(fresh) < self.batch_size(s):
            fresh = []
        return [*(one for one in here if one.state == "down"), *fresh]

    def idle_places(self, crew: int) -> float:
        """Count the places in hand that are free for sure: people who leave may still have something."""
        most = self.beside.multitask(crew)
        down = self.beside.down_in(crew)
        able = self.beside.size(crew) - len(down)
        kept = [
            one
            for one in self.entries.values()
            if one.place >= 0 and self.beside.crew_of(one.place) == crew and one.worker not in down
        ]
        busy = [one for one in kept if one.worker != NOBODY]
        # A finished item of a stage whose holding may change: it may keep its worker or not.
        unknown = [one for one in kept if one.state == "finished" and self.may_change(one.place, "on_finish")]
        return most * able - len(busy) - len(unknown)

    def _not_preempting(self, stages: list[int], startable: list[Entry]) -> Iterator[str]:
        if self.beside.resizes(self.beside.crew_of(stages[0])) or self.idle_places(
            self.beside.crew_of(stages[0])
        ):
            return
        if any(self.batch_size(s) > 1 for s in stages):
            return
        urgent = [one for one in startable if one.service.preempts]
        active = [one for one in self.inside(set(stages)) if one.state in ("active", "setup")]
        if any(mine.service.rank < other.service.rank for mine in urgent for other in active):
            yield f"item {urgent[0].number} waits beside work that it may interrupt"

    def _may_be_kept(self, one: Entry) -> bool:
        """Tell whether a lot or a gate may keep a finished item where it is."""
        stage = self.stream.stages[one.place]
        changing = self.may_change(one.place, "cadence")
        return stage.transfer is not None or changing or not self.gate_is_open(stage)

    def gate_is_open(self, stage: Stage) -> bool:
        """Tell whether a stage lets items out now."""
        if stage.cadence is None:
            return True
        first = stage.cadence.every if stage.cadence.first is None else stage.cadence.first
        periods = (float(self.log.time[self.row]) - first) / stage.cadence.every
        return periods >= 0 and abs(periods - round(periods)) < 1e-9

    def _could_enter(self, one: Entry, s: int) -> bool:
        if self.full(one, s) or (one.place == BACKLOG and self.held_up(one.type, one.service)):
            return False
        return self.stream.stages[s].pull == "room"


def broken_laws(stream: Stream, log: EventLog, *, cut_short: bool = False) -> list[str]:
    """Read a log; give what breaks a law of flow.

    Args:
        stream: The stream that was run.
        log: Its log.
        cut_short: Whether the run stopped at a number of items: its last instant may be unfinished.
    """
    ledger = Ledger(stream, log)
    instants = [list(rows) for _, rows in groupby(range(len(log)), key=lambda row: log.time[row])]
    for rows in instants:
        now = float(log.time[rows[0]])
        ledger.beside.move_to(now)
        for row in rows:
            ledger.read(row)
        if now >= 0 and not (cut_short and rows is instants[-1]):
            ledger.faults += [f"after {now:g}: {what}" for what in ledger.unsettled()]
    return ledger.faults
