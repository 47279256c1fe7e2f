"""The circumstances of a run as its log tells them: crews, who is down, limits in force, ways on."""

from __future__ import annotations

from sim.log import Condition, EventLog
from sim.stream import Stream


class Circumstances:
    """What holds at a moment; :meth:`move_to` goes on to the next.

    Failures and repairs are told in the same instant as the rows that follow from them, in two lists: at an
    instant a worker counts as down if he was before or is after it, where that makes the law milder.
    """

    def __init__(self, stream: Stream, log: EventLog) -> None:
        self.stream = stream
        self.log = log
        self.told = 0
        self.stage_limits = {s: one.wip_limit for s, one in enumerate(log.stages)}
        self.group_limits = [one.limit for one in log.groups]
        own = (one.workers if one.team is None else None for one in log.stages)
        self.sizes = {s: workers for s, workers in enumerate(own) if workers is not None}
        self.sizes |= {len(stream.stages) + n: one.size for n, one in enumerate(log.teams)}
        self.down: dict[int, set[int]] = {place: set() for place in self.sizes}
        self.up_now: set[tuple[int, int]] = set()
        """Crew and worker of those who failed at this instant: they were up when it began."""
        self.changed = {
            int(place)
            for place, kind in zip(log.conditions.place, log.conditions.kind, strict=True)
            if kind == Condition.WORKERS
        }

    def move_to(self, now: float) -> None:
        """Take in what is told up to an instant."""
        told = self.log.conditions
        self.up_now = set()
        while self.told < len(told) and told.time[self.told] <= now:
            place, value = int(told.place[self.told]), int(told.value[self.told])
            kind = Condition(int(told.kind[self.told]))
            if kind == Condition.DOWN and float(told.time[self.told]) == now:
                self.up_now.add((place, value))
            self._change(kind, place, value)
            self.told += 1

    def _change(self, kind: Condition, place: int, value: int) -> None:
        if kind == Condition.DOWN:
            self.down[place].add(value)
        elif kind == Condition.UP:
            self.down[place].discard(value)
        elif kind == Condition.WORKERS:
            self.sizes[place] = value
        elif kind == Condition.LIMIT:
            self.stage_limits[place] = None if value < 0 else value
        else:
            self.group_limits[place] = value

    # --- crews -------------------------------------------------------------------------------------------

    def crew_of(self, s: int) -> int:
        """Give the crew of a stage: its number, or that of its team."""
        teams = [one.id for one in self.stream.teams]
        name = self.stream.stages[s].team
        return s if name is None else len(self.stream.stages) + teams.index(name)

    def crews(self) -> dict[int, list[int]]:
        """Give the stages of each crew."""
        work = [s for s, one in enumerate(self.stream.stages) if one.kind == "work"]
        return {crew: [s for s in work if self.crew_of(s) == crew] for crew in map(self.crew_of, work)}

    def size(self, crew: int) -> int:
        """Give how many workers a crew has."""
        return self.sizes[crew]

    def resizes(self, crew: int) -> bool:
        """Tell whether people of a crew come or leave on the way."""
        return crew in self.changed

    def multitask(self, crew: int) -> int:
        """Give how many items a worker may hold."""
        own = crew < len(self.stream.stages)
        return 1 if own else self.stream.teams[crew - len(self.stream.stages)].multitask

    def down_in(self, crew: int) -> set[int]:
        """Give the workers of a crew who are down when the instant is over."""
        return self.down[crew]

    def is_down(self, s: int, worker: int) -> bool:
        """Tell whether a worker of a stage was down at the whole instant."""
        crew = self.crew_of(s)
        return worker in self.down[crew] and (crew, worker) not in self.up_now

    # --- limits and ways ---------------------------------------------------------------------------------

    def limits(self) -> list[tuple[set[int], int, str]]:
        """Give the limits in force: stages, limit, name."""
        names = [one.id for one in self.stream.stages]
        found = [({s}, limit, names[s]) for s, limit in self.stage_limits.items() if limit is not None]
        for group, limit in zip(self.stream.wip_groups, self.group_limits, strict=True):
            found.append(({names.index(one) for one in group.stages}, limit, group.id))
        return found

    def ways_on(self, place: int, kind: str) -> set[int]:
        """Give the stages that an item may go on to from a stage or the backlog; the exit among them."""
        names = [one.id for one in self.stream.stages]
        found = {place + 1}
        if place >= 0:
            routes = self.stream.stages[place].routes
            found |= {names.index(way.to) for way in routes if way.types is None or kind in way.types}
        reached = set(found)
        for s in range(len(names)):
            if s in reached and self.stream.stages[s].skip.get(kind, 0.0) > 0.0:
                reached.add(s + 1)
        return reached

    def only_way_on(self, place: int, kind: str) -> int | None:
        """Give where an item goes on to, if there is a single possibility."""
        ways = self.ways_on(place, kind)
        return ways.pop() if len(ways) == 1 else None
