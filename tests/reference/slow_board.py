"""A slow twin of the whole engine, written from `docs/semantics.md`: objects in one list, counted anew.

Nothing is kept that can be looked up: who is in a stage, who waits for it, who works and what is due are
found by going through all items that are not done. It shares with the engine the stream and the addressed
draws, and none of its rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from tests.reference.slow_chance import Newcomer, in_ticks
from tests.reference.slow_plan import SlowPlan
from tests.reference.slow_sources import Source
from tests.reference.slow_things import NOBODY, Row, WithoutEndError
from tests.reference.slow_work import NEVER

__all__ = ["Row", "SlowBoard", "WithoutEndError"]

Event = tuple[tuple[int, int, int], int, Callable[[], object]]
"""Place in the order of an instant (kind, later stage first, number), moment, what happens."""

REPAIRED, UNBLOCKED, FINISHED, FAILED, BLOCKED, OPENED, ARRIVED = range(7)


class SlowBoard(SlowPlan):
    """One run of a stream."""

    def run(self, until: float | None = None, items: int | None = None, patience: int = 20_000) -> None:
        """Run to the horizon, or until so many items are done, or until nothing more comes and all is done.

        Raises:
            WithoutEndError: If more than ``patience`` happens at an instant.
        """
        self.patience = patience
        self._open()
        horizon = NEVER - 1 if until is None else in_ticks(until)
        while True:
            self._round()
            if (items is not None and self.done >= items) or self._over():
                return
            moments = [moment for _, moment, _ in self._events()]
            due = min([*moments, *self.changes_to_come()], default=NEVER)
            if due > horizon or due == NEVER:
                self.now = self.now if until is None else horizon
                return
            if due > self.now:
                self.now, self.steps = due, 0
                self.change()

    def _open(self) -> None:
        """Set those who are there at the start going; know who comes, and when workers fail."""
        there = self.put_on_board()
        self.change()
        self.change_gates()
        self.groups_at_first = tuple(one.id for one in self.stream.wip_groups)
        self.sources = [Source(self.chance, n) for n in range(len(self.stream.arrivals))]
        for crew in self.crews.values():
            for worker in crew.workers:
                if worker.turns_at is None:
                    self.next_failure(crew, worker)
        for item, state in there:
            self.set_going(item, state)

    def _over(self) -> bool:
        to_come = self.births or any(one.saturated or one.at is not None for one in self.sources)
        return not self.items and not to_come

    def _round(self) -> None:
        """Apply all that is due, the first in order first, then let the board settle by whole passes."""
        while due := [event for event in self._events() if event[1] <= self.now]:
            self.count_step()
            min(due, key=lambda event: event[0])[2]()
        moved = True
        while moved:
            before = len(self.rows)
            for s in range(self.exit, -1, -1):
                self.pull_into(s)
                if s < self.exit:
                    self.start_in(s)
            moved = len(self.rows) > before

    # --- what is due -------------------------------------------------------------------------------------

    def _events(self) -> Iterator[Event]:
        """Give all that is to come, in no order."""
        yield from self._turns_of_workers()
        for job in tuple(self.jobs):
            n, s = job.first.number, -job.stage
            if job.state == "blocked":
                yield (UNBLOCKED, s, n), job.unblocks, partial(self.unblock, job)
            yield (FINISHED, s, n), self.finishes_at(job), partial(self.finish_job, job)
            yield (BLOCKED, s, n), self.blocks_at(job), partial(self.block, job)
        for item in tuple(self.items):
            if item.state == "delayed":
                yield (FINISHED, -item.place, item.number), item.until, partial(self.finish, item, NOBODY)
            elif item.state == "waiting" and self.patience_of(item, item.place) > self.now:
                yield (OPENED, -item.place, 0), self.patience_of(item, item.place), _nothing
        for s, moment in tuple(self.opens_next.items()):
            yield (OPENED, -s, 0), moment, partial(self._open_gate, s)
        for n, source in enumerate(self.sources):
            if source.at is not None:
                yield (ARRIVED, n, 0), source.at, partial(self._bring, source)
        for birth in tuple(self.births):
            yield (ARRIVED, len(self.sources), birth[1]), birth[0], partial(self._bear, birth)

    def _turns_of_workers(self) -> Iterator[Event]:
        for place, crew in self.crews.items():
            for one in crew.workers:
                if one.turns_at is not None and one.is_down:
                    yield (REPAIRED, -place, one.number), one.turns_at, partial(self.repair, place, one)
                elif one.turns_at is not None:
                    yield (FAILED, -place, one.number), one.turns_at, partial(self.fail, place, one)

    def _open_gate(self, s: int) -> None:
        cadence = self.stream.stages[s].cadence
        assert cadence is not None
        self.open_at[s] = self.now
        self.opens_next[s] = self.now + in_ticks(cadence.every)

    def _bring(self, source: Source) -> None:
        for newcomer in source.bring():
            self.arrive(newcomer)

    def _bear(self, birth: tuple[int, int, Newcomer]) -> None:
        self.births.remove(birth)
        self.arrive(birth[2])


def _nothing() -> None:
    """Let only the board settle."""
