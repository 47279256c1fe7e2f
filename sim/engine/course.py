"""The course of a run: its instants, and the changes that come over it on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.engine import kernel
from sim.engine import layout_crews as crew
from sim.engine import layout_time as later
from sim.engine.plan import Plan, make_plans, make_steerable_plan
from sim.engine.plan_crews import seats_on
from sim.engine.plan_ways import links_on
from sim.engine.request import RunRequest
from sim.engine.running import Running
from sim.engine.steering import mixtures, steer
from sim.engine.tables import ticks
from sim.stream import Stream, planned, with_values


@dataclass(frozen=True)
class Patch:
    """The words in which two boards of the same layout differ.

    Attributes:
        places: Where, shape (words,).
        words: What is to stand there, shape (words,).
    """

    places: NDArray[np.intp]
    words: NDArray[np.int64]


@dataclass(frozen=True)
class Step:
    """Another stream from a moment on.

    Attributes:
        at: The moment in ticks.
        moment: The moment as it was given, in the stream's unit.
        stream: The stream in force from then on.
        plan: The stream made ready; None leaves that to the moment.
        patch: What makes this board of the one before; None where they are laid out differently.
    """

    at: int
    moment: float
    stream: Stream
    plan: Plan | None = None
    patch: Patch | None = None


class Course:
    """A run that is advanced by a clock, with the changes that are to come over it.

    Attributes:
        running: The board under way.
        taken: The changes so far, in order.
    """

    def __init__(self, plan: Plan, steps: Sequence[Step] = ()) -> None:
        self.running = Running(plan)
        self.taken: list[Step] = []
        self._first = plan
        self._moved = False
        self._all = tuple(steps)
        self._to_come = list(steps)

    def begin(self, request: RunRequest) -> None:
        """Set everything back to before the first instant."""
        if self._moved:
            self.running = Running(self._first)
            self._moved = False
        self.running.plan = self._first
        self.running.begin(request)
        self.taken = []
        self.plan_ahead(self._all)

    def start_over(self, plan: Plan, steps: Sequence[Step], request: RunRequest) -> None:
        """Begin anew as the course of another plan."""
        self._first, self._all, self._moved = plan, tuple(steps), True
        self.begin(request)

    @property
    def to_come(self) -> Sequence[Step]:
        """The changes that are still to come, in order."""
        return tuple(self._to_come)

    def plan_ahead(self, steps: Sequence[Step]) -> None:
        """Let these be the changes to come, in place of any others."""
        self._to_come = list(steps)
        self.running.board[later.CHANGES_LEFT] = len(self._to_come)

    @property
    def due(self) -> int:
        """Time of the next instant in ticks, or the kernel's code that says why there is none."""
        due = self.running.due
        if not self._to_come or due == kernel.ENDED:
            return due
        return self._to_come[0].at if due < 0 else min(due, self._to_come[0].at)

    @property
    def now(self) -> int:
        """The present in ticks."""
        return self.running.now

    def run(self, until: int) -> None:
        """Run all instants up to and including a time."""
        while 0 <= self.due <= until:
            if self._is_change(self.due):
                self.step()
            else:
                self.running.run(min(until, self._to_come[0].at - 1) if self._to_come else until)

    def step(self) -> int:
        """Run the next instant; give what is due then, as :attr:`due` does."""
        if not self._to_come:
            return self.running.step()
        if self._is_change(self.due):
            step = self._to_come[0]
            self.plan_ahead(self._to_come[1:])
            self.take(step)
        else:
            self.running.step()
        return self.due

    def take(self, step: Step) -> None:
        """Let a change take effect: its moment comes before any other instant."""
        if step.patch is not None and step.plan is not None and not self._moved:
            self.running.board[step.patch.places] = step.patch.words
            self.running.plan = step.plan
        else:
            board = self.running.board
            plan = step.plan or make_steerable_plan(step.stream, seats_on(board), links_on(board))
            steer(self.running, plan)
            self._moved = True
        self.taken.append(step)
        self.running.change_over(step.at)

    def _is_change(self, moment: int) -> bool:
        return bool(self._to_come) and moment == self._to_come[0].at


def course_of(stream: Stream) -> Course:
    """Make a stream and its plan ready to run, as often as is asked for."""
    first, *changes = steps_of(stream)
    plans = make_plans([first.stream, *(step.stream for step in changes)])
    steps = [
        Step(step.at, step.moment, step.stream, plan, patch_between(before, plan))
        for step, before, plan in zip(changes, plans, plans[1:], strict=False)
    ]
    return Course(plans[0], steps)


def steps_of(stream: Stream) -> list[Step]:
    """Give the streams in force in turn: the first from the start, the others from planned moments on."""
    in_force = stream.model_copy(update={"plan": ()})
    steps = {0: Step(0, 0.0, in_force)}
    for change in planned(stream):
        in_force = with_values(in_force, change.set)
        moment = ticks(change.at)
        steps[moment] = Step(moment, change.at if moment else 0.0, in_force)
    return list(steps.values())


def patch_between(before: Plan, after: Plan) -> Patch | None:
    """Give the words that make one board of another; None if they are laid out differently."""
    if before.sections != after.sections or mixtures(before.board) != mixtures(after.board):
        return None
    differs = before.board[: before.fresh] != after.board[: after.fresh]
    for row in _crews(before.board):
        start = int(before.board[row + crew.WORKER_ROWS])
        differs[start : start + int(before.board[row + crew.SEATS]) * crew.WORKER_WORDS] = False
    places = np.nonzero(differs)[0]
    return Patch(places, after.board[places])


def _crews(board: NDArray[np.int64]) -> range:
    start, count = int(board[crew.CREWS]), int(board[crew.CREW_COUNT])
    return range(start, start + count * crew.CREW_WORDS, crew.CREW_WORDS)
