"""A run that someone watches, steps and steers, on SimPy's clock."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

from sim.engine.request import RunRequest
from sim.log import NOWHERE, EventLog, Kind
from sim.stream import Stream, require_sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = tuple[
        NDArray[np.float64], NDArray[np.int32], NDArray[np.int8], NDArray[np.int16], NDArray[np.int32]
    ]


class LiveRun:
    """A run under way.

    Without a horizon and without a number of items in its request it goes on for as long as it is asked to.

    Attributes:
        stream: The stream in force now.
        request: What was asked for; its clock is SimPy's whatever it says.
        environment: The SimPy environment it happens in; other processes may run beside it.
    """

    def __init__(self, stream: Stream, request: RunRequest | None = None) -> None:
        """Make a stream ready; nothing has happened yet.

        Raises:
            StreamFault: If the stream has errors (all are named).
        """
        import simpy

        from sim.engine.build import plain_arithmetic
        from sim.engine.plan import make_steerable_plan
        from sim.engine.running import Running
        from sim.engine.simpy_clock import clock

        require_sound(stream)
        self.stream = stream
        self.request = request or RunRequest()
        with plain_arithmetic():
            self._running = Running(make_steerable_plan(stream))
            self._running.begin(self.request)
        self._begun_with = stream
        self.environment = simpy.Environment()
        self._clock = self.environment.process(clock(self.environment, self._running))

    @property
    def now(self) -> float:
        """The present, in the stream's unit."""
        return float(self.environment.now)

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen: all is done, or the horizon is reached."""
        if not self._clock.is_alive:
            return True
        return self.request.until is not None and self.now >= self.request.until

    def advance_to(self, moment: float, budget_ms: float | None = None) -> bool:
        """Let everything up to and including a moment happen.

        Args:
            moment: Time in the stream's unit; no farther than the horizon is gone.
            budget_ms: Milliseconds of the caller's time after which to stop between two instants.

        Returns:
            Whether the moment was reached; False if the budget ran out before.

        Raises:
            StreamFault: If the run has no end at some instant, or grows beyond the board.
        """
        from sim.engine.build import plain_arithmetic

        if self.request.until is not None:
            moment = min(moment, self.request.until)
        deadline = math.inf if budget_ms is None else time.perf_counter() + budget_ms / 1000.0
        with plain_arithmetic():
            while self.environment.peek() <= moment:
                if time.perf_counter() > deadline:
                    return False
                self.environment.step()
        if self._clock.is_alive and moment > self.environment.now:
            self.environment.run(until=moment)
        return True

    def step(self) -> bool:
        """Let the next instant happen.

        Returns:
            Whether there was one before the horizon.

        Raises:
            StreamFault: As for :meth:`advance_to`.
        """
        from sim.engine.layout import ONE

        if self._running.due < 0:
            return False
        moment = self._running.due / ONE
        if self.request.until is not None and moment > self.request.until:
            return False
        return self.advance_to(moment)

    def change(self, stream: Stream) -> None:
        """Go on under another stream's rules from this moment.

        Limits, people, times, shares, rates, gates, groups and rework may change. Work begun goes on with
        its time, the gap to the next arrival too; a lowered limit throws nothing out, the stage pulls
        nothing until it is below; a worker who is taken away finishes what is begun.

        Raises:
            StreamFault: If the stream has errors, or its structure changed; the run goes on as before.
        """
        from sim.engine import kernel
        from sim.engine.build import plain_arithmetic
        from sim.engine.layout import ONE, OPENING, PHASE
        from sim.engine.layout_crews import CREW_COUNT, CREW_WORDS, CREWS, SEATS
        from sim.engine.plan import make_steerable_plan
        from sim.engine.simpy_clock import clock
        from sim.engine.steering import refuse_structural, steer
        from sim.engine.steering_ways import links_on

        require_sound(stream)
        refuse_structural(self.stream, stream)
        if self._running.due == kernel.ENDED:
            self.stream = stream
            return
        board = self._running.board
        rows = range(int(board[CREWS]), int(board[CREWS] + board[CREW_COUNT] * CREW_WORDS), CREW_WORDS)
        seats = [int(board[row + SEATS]) for row in rows]
        plan = make_steerable_plan(stream, seats, links_on(board))
        with plain_arithmetic():
            opening = board[PHASE] == OPENING
            steer(self._running, plan)
            if not opening:
                self._running.resettle(math.floor(self.environment.now * ONE))
        self.stream = stream
        if self._clock.is_alive:
            self._clock.interrupt()
        else:
            self._clock = self.environment.process(clock(self.environment, self._running))

    def rows(self, since: int = 0) -> Rows:
        """Give what happened from row ``since`` on: time, item, kind, stage, who, as in a log.

        Cheap: it costs the new rows only.
        """
        self._running.collect()
        moment, item, kind, stage, who = self._running.columns.since(since)
        arrived = kind == Kind.ARRIVED
        stage[arrived] = NOWHERE
        who[arrived] = NOWHERE
        return moment, item, kind, stage, who

    def types(self, since: int = 0) -> NDArray[np.int16]:
        """Give the type number of each item that arrived in the rows from ``since`` on, in their order."""
        self._running.collect()
        _, _, kind, stage, _ = self._running.columns.since(since)
        types: NDArray[Any] = stage[kind == Kind.ARRIVED]
        return types

    def log(self) -> EventLog:
        """Give the log so far, as of the stream that the run began with."""
        from sim.engine.layout import ONE
        from sim.engine.tolog import LogMaker

        maker = LogMaker(self._begun_with, self.request)
        end = self._running.now if not self._clock.is_alive else math.floor(self.environment.now * ONE)
        return maker.snapshot(self._running, end, self.request.replication)
