"""A run under way: the board with room around it, and the rows that it has written so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.engine import kernel
from sim.engine import layout as at
from sim.engine import layout_crews as crew
from sim.engine import layout_time as later
from sim.engine.build import machine_code
from sim.engine.columns import Columns
from sim.engine.draws import GOLDEN, mixed
from sim.engine.plan import LOG_ROOM, Plan
from sim.engine.plan_crews import seats_on
from sim.errors import StreamFault

if TYPE_CHECKING:
    from sim.engine.request import RunRequest


class Running:
    """One run of a plan, advanced by a clock.

    Attributes:
        plan: The plan it runs.
        board: The board; replaced by a larger one when room runs out.
        columns: What has happened, but for the rows still on the board.
        due: Time of the next instant in ticks, or the kernel's code that says why there is none.
    """

    def __init__(self, plan: Plan, items: int | None = None, rows: int = LOG_ROOM, events: int = 0) -> None:
        """Make a board for a plan, with room for so many items and rows; it makes more when it needs it."""
        self.plan = plan
        self._log_room = rows
        self.columns = Columns()
        self.board = np.empty(0, np.int64)
        self.due = 0
        self._straight = kernel.advance
        self._make_room(plan.first_room if items is None else items, events)

    def begin(self, request: RunRequest) -> None:
        """Set everything back to before the first instant."""
        b = self.board
        kept = b[[at.LOG, at.LOG_ROOM, at.HEAP, at.ITEMS, at.ITEMS_ROOM]]
        b[: self.plan.fresh] = self.plan.board[: self.plan.fresh]
        b[[at.LOG, at.LOG_ROOM, at.HEAP, at.ITEMS, at.ITEMS_ROOM]] = kept
        b[at.FREE_ITEM] = -1
        b[at.PHASE] = at.OPENING
        b[at.RUN_KEY] = run_key(request.seed, request.replication)
        b[at.WANTED] = at.NO_LIMIT if request.items is None else request.items
        self.columns.clear()
        self.due = 0
        if self._straight is kernel.advance:
            self._straight = machine_code(kernel.advance)

    @property
    def now(self) -> int:
        """The present in ticks."""
        return int(self.board[at.NOW])

    def run(self, until: int) -> None:
        """Run all instants up to and including a time."""
        self._advance(until, at.NO_LIMIT)

    def step(self) -> int:
        """Run the next instant; give what is due then, as :attr:`due` does."""
        due = self._straight(self.board, at.LAST_TICK, 1)
        if due < 0:
            self._end_advance(due, at.LAST_TICK, 1)
            return self.due
        self.due = due
        return due

    def change_over(self, now: int) -> None:
        """Run the instant of a moment at which other rules were put on the board, due or not."""
        self.board[at.NOW] = now
        self.board[at.PHASE] = at.CHANGING
        self._advance(now, 1)

    def collect(self, done: float = 1.0) -> None:
        """Take the rows off the board, with what part of the run is over."""
        b = self.board
        rows = b[b[at.LOG] : b[at.LOG] + 2 * b[at.LOG_COUNT]]
        self.columns.add(rows, done)
        b[at.LOG_COUNT] = 0

    def _advance(self, until: int, most: int) -> None:
        self._end_advance(kernel.advance(self.board, until, most), until, most)

    def _end_advance(self, due: int, until: int, most: int) -> None:
        """Make room and go on where it runs out, then keep what is due."""
        while due == kernel.SHORT:
            b = self.board
            self.collect(max(b[at.DONE_COUNT] / b[at.WANTED], b[at.NOW] / max(until, 1), 1e-9))
            self._grow()
            due = kernel.advance(self.board, until, most)
        if due in _FAULTS:
            raise _fault(due, self.board)
        self.due = due

    def _grow(self) -> None:
        """Double the room for items, or for events, where it is nearly used."""
        b = self.board
        room, events = int(b[at.ITEMS_ROOM]), self._events_room()
        if b[at.LIVE] + b[later.UNBORN] + b[later.STEP_BIRTHS] < room:
            if b[at.HEAP_COUNT] + self._events_at_once() > events:
                self._make_room(room, 2 * events)
            return
        if room >= at.MOST_LIVE:
            raise StreamFault(
                f"{at.MOST_LIVE} items are in the stream or its backlog at time {self.now / at.ONE:g}; "
                "more arrive than can be done.",
                "Let less arrive, add workers, or give an earlier horizon.",
            )
        self._make_room(min(2 * room, at.MOST_LIVE), events)

    def _events_room(self) -> int:
        return int(self.board[at.ITEMS] - self.board[at.HEAP]) // 2

    def _events_at_once(self) -> int:
        """Bound the events that one step of the rules, or a change of them, adds."""
        b = self.plan.board
        gates_and_workers = int(b[at.STAGE_COUNT]) + sum(seats_on(b))
        return int(b[crew.STEP_EVENTS] + b[later.STEP_BIRTHS]) + gates_and_workers

    def _make_room(self, items: int, events: int) -> None:
        """Move to a board with room for so many items and events: rows, events, then items come last."""
        plan = self.plan
        events = max(events, items + int(plan.board[at.SOURCE_COUNT]) + 2 * self._events_at_once())
        log = len(plan.board)
        heap = log + 2 * self._log_room
        base = heap + 2 * events
        b = np.empty(base + items * plan.item_words, np.int64)
        old = self.board
        if len(old):
            b[:heap] = old[:heap]
            count = 2 * int(old[at.HEAP_COUNT])
            b[heap : heap + count] = old[old[at.HEAP] : old[at.HEAP] + count]
            b[base : base + len(old) - old[at.ITEMS]] = old[old[at.ITEMS] :]
        else:
            b[:log] = plan.board
        b[at.LOG], b[at.LOG_ROOM] = log, self._log_room
        b[at.HEAP], b[at.ITEMS], b[at.ITEMS_ROOM] = heap, base, items
        self.board = b


def run_key(seed: int, replication: int) -> int:
    """Address of a run: the root of all its draws, for any whole numbers."""
    return mixed(mixed(seed + GOLDEN) + replication * GOLDEN)


_FAULTS = {
    kernel.ENDLESS: (
        "The run does not get beyond time {now:g}: work without duration goes round without end.",
        "Give the stages or the arrivals there a time above 0.",
    ),
    kernel.OUT_OF_TIME: (
        "After time {now:g} nothing happens before the end of the clock's range.",
        "Give a horizon, or use a larger time unit.",
    ),
}


def _fault(code: int, board: NDArray[np.int64]) -> StreamFault:
    text, hint = _FAULTS[code]
    return StreamFault(text.format(now=board[at.NOW] / at.ONE), hint)
