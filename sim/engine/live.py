"""A run that someone watches, steps and steers, on SimPy's clock."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from sim.engine.request import RunRequest
from sim.log import EventLog
from sim.stream import Stream, as_planned, changed_values, planned, require_sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sim.engine.course import Step

    Rows = tuple[
        NDArray[np.float64], NDArray[np.int32], NDArray[np.int8], NDArray[np.int16], NDArray[np.int32]
    ]


class LiveRun:
    """A run under way.

    Without a horizon and without a number of items in its request it goes on for as long as it is asked to.

    Attributes:
        stream: The stream as it was given last, its plan included.
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
        from sim.engine.course import Course, steps_of
        from sim.engine.plan import make_steerable_plan
        from sim.engine.simpy_clock import Clock

        require_sound(stream)
        self.stream = stream
        self.request = request or RunRequest()
        self._begun_with = stream
        first, *changes = steps_of(stream)
        self._at_first = first.stream
        with plain_arithmetic():
            self._course = Course(make_steerable_plan(first.stream), changes)
            self._course.begin(self.request)
        self.environment = simpy.Environment()
        self._clock = Clock(self.environment, self._course)

    @property
    def in_force(self) -> Stream:
        """The stream whose rules hold now: what its plan has changed so far is changed in it."""
        return self._course.taken[-1].stream if self._course.taken else self._at_first

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
        from sim.engine.kernel import ENDED
        from sim.engine.layout import ONE

        if self.request.until is not None:
            moment = min(moment, self.request.until)
        deadline = math.inf if budget_ms is None else time.perf_counter() + budget_ms / 1000.0
        with plain_arithmetic():
            while self.environment.peek() <= moment or 0 <= self._course.due <= moment * ONE:
                if time.perf_counter() > deadline:
                    return False
                self.environment.step()
        if self._course.due != ENDED and moment > self.environment.now:
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

        if self._course.due < 0:
            return False
        moment = self._course.due / ONE
        if self.request.until is not None and moment > self.request.until:
            return False
        return self.advance_to(moment)

    def change(self, stream: Stream) -> None:
        """Go on under another stream's rules from this moment, or one tick later if something happened at it.

        What the stream's plan has set up to then is in force, what it sets later will be. Work begun goes on
        with its time, the gap to the next arrival too; a lowered limit throws nothing out, the stage pulls
        nothing until it is below; a worker who is taken away finishes what is begun.

        Raises:
            StreamFault: If the stream has errors, or its structure changed; the run goes on as before.
        """
        from sim.engine.build import plain_arithmetic
        from sim.engine.course import Step, steps_of
        from sim.engine.layout import ONE
        from sim.engine.plan import make_steerable_plan
        from sim.engine.steering import refuse_structural

        require_sound(stream)
        refuse_structural(self.stream, stream)
        self.stream = stream
        steps = steps_of(stream)
        moment = self._next_moment()
        if moment == 0:
            self._begun_with, self._at_first = stream, steps[0].stream
            with plain_arithmetic():
                self._course.start_over(make_steerable_plan(self._at_first), steps[1:], self.request)
        elif not self._is_over(moment):
            in_force = [step for step in steps if step.at <= moment][-1].stream
            self._course.plan_ahead([step for step in steps if step.at > moment])
            if changed_values(self.in_force, in_force):
                self._take(Step(moment, moment / ONE, in_force))
            self._clock.look_again()

    def as_plan(self) -> Stream:
        """Give the stream that the run began with, with all that came over it since as its plan.

        It runs to the same log, on either clock.
        """
        from sim.engine.tables import ticks

        changes = [(step.moment, step.stream) for step in self._course.taken]
        ahead = {step.at for step in self._course.to_come}
        to_come = [change for change in planned(self.stream) if ticks(change.at) in ahead]
        return as_planned(self._begun_with, [(0.0, self._at_first), *changes], to_come)

    def _next_moment(self) -> int:
        """The first tick from now on at which nothing has happened yet; 0 before all else."""
        from sim.engine.layout import ONE, OPENING, PHASE

        if self._course.running.board[PHASE] == OPENING:
            return 0
        return max(math.ceil(self.environment.now * ONE), self._course.now + 1)

    def _is_over(self, moment: int) -> bool:
        """Tell whether nothing can happen any more from a moment on."""
        from sim.engine.kernel import ENDED
        from sim.engine.tables import ticks

        late = self.request.until is not None and moment > ticks(self.request.until)
        return late or self._course.due == ENDED

    def _take(self, step: Step) -> None:
        """Let a change take effect at once."""
        from sim.engine.build import plain_arithmetic
        from sim.engine.layout import ONE

        if step.at / ONE > self.environment.now:
            self.environment.run(until=step.at / ONE)
        with plain_arithmetic():
            self._course.take(step)

    def rows(self, since: int = 0) -> Rows:
        """Give what happened from row ``since`` on: time, item, kind, stage, who, as in a log.

        Cheap: it costs the new rows only.
        """
        self._course.running.collect()
        return self._course.running.columns.since(since)

    def types(self, since: int = 0) -> NDArray[np.int16]:
        """Give the type number of each item that arrived in the rows from ``since`` on, in their order."""
        self._course.running.collect()
        return self._course.running.columns.types_since(since)

    def time_left(self) -> dict[int, float]:
        """Give how long the work under way can be expected to take still, by item number."""
        from sim.engine.layout import ONE
        from sim.engine.under_way import time_left

        return time_left(self._course.running, math.floor(self.environment.now * ONE))

    def log(self) -> EventLog:
        """Give the log so far, as of the stream that the run began with."""
        from sim.engine.kernel import ENDED
        from sim.engine.layout import ONE
        from sim.engine.tolog import LogMaker

        maker = LogMaker(self._begun_with, self.request)
        present = 0 if self._course.due == ENDED else math.floor(self.environment.now * ONE)
        return maker.snapshot(self._course, max(present, self._course.now), self.request.replication)
