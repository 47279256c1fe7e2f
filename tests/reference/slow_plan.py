"""What a plan changes on the slow board: values by path, and what follows for people, gates and limits."""

from __future__ import annotations

from sim.log import Condition
from sim.stream import Stream, set_value
from tests.reference.slow_chance import in_ticks
from tests.reference.slow_things import Crew, Worker
from tests.reference.slow_ways import SlowWays


class SlowPlan(SlowWays):
    """The part of the board that changes while it runs.

    Attributes:
        groups_at_first: Ids of the groups that there were at the start: only of these a log can tell.
    """

    groups_at_first: tuple[str, ...] = ()

    def changes_to_come(self) -> list[int]:
        """Give when something will change."""
        return [moment for one in self.stream.plan if (moment := in_ticks(one.at)) > self.now]

    def change(self) -> None:
        """Let the planned changes of this moment take effect."""
        changed = self.stream
        for one in sorted(self.stream.plan, key=lambda one: one.at):
            if in_ticks(one.at) == self.now:
                for path, value in one.set.items():
                    changed = set_value(changed, path, value)
        self._adopt(changed)

    def _adopt(self, changed: Stream) -> None:
        before, self.stream, self.chance.stream = self.stream, changed, changed
        for place, crew in self.crews.items():
            if self.size_of(place) != self.size_of(place, before):
                self.resize(crew, self.size_of(place))
            for worker in crew.workers:
                if worker.turns_at is None:
                    self.next_failure(crew, worker)
        for source in self.sources:
            source.adopt()
        self.change_gates()
        if self.now > 0:  # what holds from the start stands at the log's head
            self._tell_change(before)

    def _tell_change(self, before: Stream) -> None:
        for place in self.crews:
            if self.size_of(place) != self.size_of(place, before):
                self.circumstance(Condition.WORKERS, place, self.size_of(place))
        for s, (was, now) in enumerate(zip(before.stages, self.stream.stages, strict=True)):
            if was.wip_limit != now.wip_limit:
                self.circumstance(Condition.LIMIT, s, -1 if now.wip_limit is None else now.wip_limit)
        old, new = ({one.id: one.limit for one in known.wip_groups} for known in (before, self.stream))
        for g, name in enumerate(self.groups_at_first):
            if old.get(name) != new.get(name):
                self.circumstance(Condition.GROUP_LIMIT, g, new.get(name, -1))

    def size_of(self, place: int, stream: Stream | None = None) -> int:
        """Give how many should be in a crew."""
        known = stream or self.stream
        own = known.stages[place].workers if place < self.exit else known.teams[place - self.exit].size
        assert own is not None
        return own

    def resize(self, crew: Crew, size: int) -> None:
        """Let people come, or leave when their hands are empty."""
        while len(staying := [one for one in crew.workers if not one.leaves]) < size:
            leaving = [one for one in crew.workers if one.leaves]
            if leaving:
                min(leaving, key=lambda one: one.number).leaves = False
                continue
            taken = {one.number for one in crew.workers}
            newcomer = Worker(min(n for n in range(len(taken) + 1) if n not in taken))
            crew.workers = sorted([*crew.workers, newcomer], key=lambda one: one.number)
        while len(staying) > size:
            first = min(staying, key=lambda one: self._readiness_to_leave(crew, one))
            first.leaves = True
            staying.remove(first)
            crew.workers = [one for one in crew.workers if not one.leaves or self.hand_in(crew, one)]

    def _readiness_to_leave(self, crew: Crew, worker: Worker) -> tuple[bool, bool, int, int]:
        in_hand = len(self.hand_in(crew, worker))
        return in_hand > 0, in_hand == 0 and worker.is_down, in_hand, -worker.number

    def change_gates(self) -> None:
        """Keep the openings of gates that were there; a new one opens at its next regular moment."""
        gates = dict(self.gates(self.stream))
        for s in [s for s in self.opens_next if s not in gates]:
            del self.opens_next[s], self.open_at[s]
        for s, stage in gates.items():
            if s not in self.opens_next and stage.cadence is not None:
                opens = self.first_opening(stage)
                while opens < self.now:
                    opens += in_ticks(stage.cadence.every)
                self.opens_next[s], self.open_at[s] = opens, -1
