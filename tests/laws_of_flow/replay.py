"""A slow witness: replays a log row by row against the stream, and says which rule a row breaks.

It shares nothing with the engine but the stream and the log: plain dictionaries, every rule looked up anew at
every row, and at the end of every instant the question whether anything could still have moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from sim.log import EventLog, Kind
from sim.stream import Saturated, ServiceClass, Stage, Stream, class_of, types_of


@dataclass
class Seen:
    """What is known of an item."""

    number: int
    service: ServiceClass
    joined: int
    stage: int = -1
    state: str = "backlog"
    worker: int = -1
    failed_in: int = -1

    def rank(self) -> tuple[int, bool, int]:
        """Its place in pull order."""
        return self.service.rank, self.failed_in < 0, self.joined


@dataclass
class Replay:
    """The board as the log's rows say."""

    stream: Stream
    log: EventLog
    items: dict[int, Seen] = field(default_factory=dict)
    now: float = 0.0
    faults: list[str] = field(default_factory=list)

    def fault(self, row: int, what: str) -> None:
        """Note a broken rule."""
        kind = Kind(int(self.log.kind[row])).name.lower()
        self.faults.append(f"row {row}, {self.now:g}: item {self.log.item[row]} {kind}: {what}")

    # --- what holds at this moment ---------------------------------------------------------------------

    def inside(self, stage: int) -> list[Seen]:
        """Items in a stage, whatever their state."""
        return [one for one in self.items.values() if one.stage == stage and one.state != "done"]

    def in_state(self, stage: int, state: str) -> list[Seen]:
        """Items of a state in a stage (in the backlog: stage -1)."""
        return [one for one in self.items.values() if one.stage == stage and one.state == state]

    def bound_for(self, stage: int) -> list[Seen]:
        """Items that wait to enter a stage."""
        return self.in_state(stage - 1, "finished") if stage else self.in_state(-1, "backlog")

    def busy(self, stage: int) -> set[int]:
        """Workers of a stage that have an item."""
        return {one.worker for one in self.inside(stage) if one.worker >= 0}

    def room(self, stage: int, came_from: int) -> bool:
        """Whether the stage and the groups that are new to the item are below their limits."""
        here = self.stream.stages[stage]
        if here.wip_limit is not None and len(self.inside(stage)) >= here.wip_limit:
            return False
        names = [one.id for one in self.stream.stages]
        for group in self.stream.wip_groups:
            places = [names.index(name) for name in group.stages]
            if stage in places and came_from not in places:
                held = sum(len(self.inside(place)) for place in places)
                if held >= group.limit:
                    return False
        return True

    def gate_open(self, stage: int) -> bool:
        """Whether a stage lets items out now."""
        cadence = self.stream.stages[stage].cadence
        if cadence is None:
            return True
        first = cadence.every if cadence.first is None else cadence.first
        periods = (self.now - first) / cadence.every
        return periods >= 0 and abs(periods - round(periods)) < 1e-9

    def ready(self, stage: int) -> bool:
        """Whether an item pulled now could start at once."""
        here = self.stream.stages[stage]
        if here.pull == "room" or here.kind == "wait":
            return True
        return len(self.busy(stage)) + len(self.in_state(stage, "waiting")) < staff(here)

    def may_enter(self, one: Seen, stage: int) -> bool:
        """Whether an item bound for a stage may enter it now."""
        if not self.ready(stage) or (stage > 0 and not self.gate_open(stage - 1)):
            return False
        if stage == 0 and not self.class_has_room(one.service):
            return False
        return one.service.ignores_wip or self.room(stage, stage - 1)

    def class_has_room(self, service: ServiceClass) -> bool:
        """Whether the stream takes another item of a class."""
        inside = [one for one in self.items.values() if one.service == service and one.stage >= 0]
        return service.at_most is None or len(inside) < service.at_most

    # --- rows --------------------------------------------------------------------------------------------

    def arrived(self, row: int, number: int) -> None:
        """Take in a new item."""
        if number != len(self.items):
            self.fault(row, "items are not numbered in order of arrival")
        item_type = self.stream.item_types[int(self.log.items.type[number])]
        self.items[number] = Seen(number, class_of(self.stream, item_type), row)

    def entered(self, row: int, one: Seen, stage: int) -> None:
        """Move an item into a stage, if it may."""
        if one.stage < 0 and one.number < len(self.stream.board):
            one.stage, one.state, one.joined = stage, "waiting", row
            return
        if stage <= one.stage:
            self.sent_back(row, one, stage)
        elif stage != one.stage + 1 or one.state not in ("backlog", "finished"):
            self.fault(row, f"came from stage {one.stage}, {one.state}")
        elif not self.may_enter(one, stage):
            self.fault(row, f"stage {stage} may not take it")
        else:
            ahead = [other for other in self.bound_for(stage) if other.rank() < one.rank()]
            if any(self.may_enter(other, stage) for other in ahead):
                self.fault(row, "another item was before it")
        if one.failed_in < stage:
            one.failed_in = -1
        one.stage, one.state, one.joined, one.worker = stage, "waiting", row, -1

    def sent_back(self, row: int, one: Seen, stage: int) -> None:
        """Check rework: just finished, a way back from here to there."""
        ways = [way.to for way in self.stream.stages[one.stage].rework]
        last = row - 1
        if self.log.kind[last] != Kind.FINISHED or self.log.item[last] != one.number:
            self.fault(row, "went back without having just finished")
        if self.stream.stages[stage].id not in ways:
            self.fault(row, "there is no such way back")
        one.failed_in = max(one.failed_in, one.stage)

    def started(self, row: int, one: Seen, stage: int) -> None:
        """Give an item a worker."""
        who, here = int(self.log.who[row]), self.stream.stages[stage]
        board_finished = self.now == 0 and one.number < len(self.stream.board) and who == -1
        if one.stage != stage or one.state != "waiting" or here.kind != "work":
            self.fault(row, f"was {one.state} in stage {one.stage}")
        if not board_finished:
            free = set(range(staff(here))) - self.busy(stage)
            if len(self.busy(stage)) >= staff(here) or who != min(free, default=-9):
                self.fault(row, f"worker {who} is not the lowest free one of {sorted(free)}")
        on_board = self.now == 0 and one.number < len(self.stream.board)
        if not on_board and any(o.rank() < one.rank() for o in self.in_state(stage, "waiting")):
            self.fault(row, "another item was before it")
        one.state, one.worker = "active", who

    def finished(self, row: int, one: Seen, stage: int) -> None:
        """End an item's visit."""
        here = self.stream.stages[stage]
        expected = "active" if here.kind == "work" else "waiting"
        if one.stage != stage or one.state != expected or int(self.log.who[row]) != one.worker:
            self.fault(row, f"was {one.state} in stage {one.stage} with worker {one.worker}")
        one.state, one.joined = "finished", row
        if here.on_finish == "free":
            one.worker = -1

    def done(self, row: int, one: Seen) -> None:
        """Let an item leave the stream."""
        last = len(self.stream.stages) - 1
        if one.stage != last or one.state != "finished" or not self.gate_open(last):
            self.fault(row, f"was {one.state} in stage {one.stage}")
        if any(other.rank() < one.rank() for other in self.bound_for(last + 1)):
            self.fault(row, "another item was before it")
        one.state, one.stage, one.worker = "done", -1, -1

    # --- the end of an instant -----------------------------------------------------------------------------

    def unsettled(self) -> Iterator[str]:
        """Say what could still move."""
        stages = self.stream.stages
        for number, stage in enumerate(stages):
            if stage.kind == "work":
                idle = len(self.busy(number)) < staff(stage)
                if idle and self.in_state(number, "waiting"):
                    yield f"{stage.id}: an idle worker stands beside a startable item"
            if any(self.may_enter(one, number) for one in self.bound_for(number)):
                yield f"{stage.id}: an item could enter"
        if self.bound_for(len(stages)) and self.gate_open(len(stages) - 1):
            yield "exit: an item could leave"
        for arrival in self.stream.arrivals:
            if isinstance(arrival, Saturated) and self.room(0, -1) and self.ready(0):
                services = [class_of(self.stream, one) for one in types_of(self.stream, arrival)]
                if any(self.class_has_room(one) for one in services):
                    yield "the first stage is starved"


def staff(stage: Stage) -> int:
    """Workers of a stage."""
    return stage.workers or 1


def broken_rules(stream: Stream, log: EventLog, *, cut_short: bool = False) -> list[str]:
    """Replay a log; give what breaks a rule.

    Args:
        stream: The stream that was run.
        log: Its log.
        cut_short: Whether the run stopped at a number of items: its last instant may be unfinished.
    """
    replay = Replay(stream, log)
    instants = [list(rows) for _, rows in groupby(range(len(log)), key=lambda row: log.time[row])]
    for rows in instants:
        replay.now = float(log.time[rows[0]])
        for row in rows:
            number, stage = int(log.item[row]), int(log.stage[row])
            kind = Kind(int(log.kind[row]))
            if kind == Kind.ARRIVED:
                replay.arrived(row, number)
            elif kind == Kind.ENTERED:
                replay.entered(row, replay.items[number], stage)
            elif kind == Kind.STARTED:
                replay.started(row, replay.items[number], stage)
            elif kind == Kind.FINISHED:
                replay.finished(row, replay.items[number], stage)
            else:
                replay.done(row, replay.items[number])
        if replay.now >= 0 and not (cut_short and rows is instants[-1]):
            replay.faults += [f"after {replay.now:g}: {what}" for what in replay.unsettled()]
    return replay.faults
