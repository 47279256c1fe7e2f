"""The slow board's state, and all that can be looked up in it: nothing is kept that can be counted."""

from __future__ import annotations

from itertools import count

from sim.log import Condition, Kind
from sim.stream import ServiceClass, Stage, Stream, class_of, classes_of
from tests.reference.slow_chance import ONE, Chance, Newcomer, in_ticks
from tests.reference.slow_sources import Source
from tests.reference.slow_things import (
    BACKLOG,
    NOBODY,
    NOWHERE,
    Crew,
    Item,
    Job,
    Row,
    WithoutEndError,
    Worker,
    crew_place,
    in_team_order,
    team_of,
    turn_of_item,
    turn_of_job,
)


class SlowBook:
    """The state of a run.

    Attributes:
        stream: The stream as it is at present.
        rows: The log.
        conditions: Failures, repairs and changes: time, kind, place, value.
        everyone: Type, class and arrival of all items by number, done ones too.
        items: Those that are not done.
        jobs: What work has begun on.
        crews: Who works, by place.
        births: Those who were conceived and have not arrived: moment, ordinal, newcomer.
        now: The present in ticks.
    """

    def __init__(self, stream: Stream, seed: int = 1, replication: int = 0) -> None:
        self.stream = stream
        self.exit = len(stream.stages)
        self.chance = Chance(stream, seed, replication)
        self.sources: list[Source] = []
        self.rows: list[Row] = []
        self.conditions: list[tuple[float, int, int, int]] = []
        self.everyone: list[tuple[int, int, float]] = []
        self.items: list[Item] = []
        self.jobs: list[Job] = []
        self.births: list[tuple[int, int, Newcomer]] = []
        self.now = 0
        self.done = 0
        self.steps = 0
        self.patience = 20_000
        self.serial = count()
        self.crews = {
            **{s: self._crew(s, one.workers) for s, one in enumerate(stream.stages) if one.workers},
            **{self.exit + n: self._crew(self.exit + n, one.size) for n, one in enumerate(stream.teams)},
        }
        self.open_at: dict[int, int] = {}
        self.opens_next: dict[int, int] = {}

    def _crew(self, place: int, size: int) -> Crew:
        return Crew(place, [Worker(number) for number in range(size)])

    @staticmethod
    def gates(stream: Stream) -> list[tuple[int, Stage]]:
        """Give the stages that have a gate."""
        return [(s, stage) for s, stage in enumerate(stream.stages) if stage.cadence]

    @staticmethod
    def first_opening(stage: Stage) -> int:
        """Give when a gate opens for the first time."""
        assert stage.cadence is not None
        return in_ticks(stage.cadence.every if stage.cadence.first is None else stage.cadence.first)

    @property
    def end(self) -> float:
        """The present, in units of time."""
        return self.now / ONE

    def note(self, item: Item, kind: Kind, s: int = NOWHERE, who: int = NOBODY) -> None:
        """Write a row."""
        self.count_step()
        self.rows.append((self.now / ONE, item.number, int(kind), s, who))

    def note_all(self, job: Job, kind: Kind) -> None:
        """Write a row for each item of a job."""
        for item in job.items:
            self.note(item, kind, job.stage, job.who)

    def circumstance(self, kind: Condition, place: int, value: int) -> None:
        """Write down what changed beside the items."""
        self.conditions.append((self.now / ONE, int(kind), place, value))

    def count_step(self) -> None:
        """Count what happens at this instant.

        Raises:
            WithoutEndError: If it is more than anyone has patience for.
        """
        self.steps += 1
        if self.steps > self.patience:
            raise WithoutEndError(self.now)

    # --- who is where ------------------------------------------------------------------------------------

    def waiting_in(self, s: int) -> list[Item]:
        """Give those who wait for work to begin in a stage, in pull order."""
        return self.in_order([one for one in self.items if one.place == s and one.state == "waiting"], s)

    def in_order(self, some: list[Item], s: int) -> list[Item]:
        """Put items in the pull order of a stage."""
        return sorted(some, key=lambda one: turn_of_item(self.stream, self.chance, one, s))

    def put_down_in(self, s: int) -> list[Job]:
        """Give the jobs of a stage that wait for a worker."""
        return [job for job in self.jobs if job.stage == s and job.state == "down"]

    def startable_in(self, s: int) -> list[Job]:
        """Give what could start in a stage, in pull order."""
        waiting = self.waiting_in(s)
        fresh = self._batches(s, waiting) if self.stream.stages[s].batch else [[one] for one in waiting]
        ready = [*self.put_down_in(s), *(Job(items, s) for items in fresh)]
        return sorted(
            ready,
            key=lambda job: (
                turn_of_job(job)
                if job.state == "down"
                else turn_of_item(self.stream, self.chance, job.first, s)
            ),
        )

    def _batches(self, s: int, waiting: list[Item]) -> list[list[Item]]:
        batch = self.stream.stages[s].batch
        assert batch is not None
        cut = [waiting[n : n + batch.size] for n in range(0, len(waiting), batch.size)]
        if cut and len(cut[-1]) < batch.size and not self._goes_short(s, waiting):
            cut.pop()
        return cut

    def _goes_short(self, s: int, items: list[Item]) -> bool:
        """Tell whether a batch starts with fewer than its size."""
        return any(self.patience_of(one, s) <= self.now for one in items) or self.no_more_can_come(s)

    def patience_of(self, item: Item, s: int) -> int:
        """Give the moment at which an item has waited long enough for its batch."""
        batch = self.stream.stages[s].batch
        if batch is None or batch.at_most_after is None:
            return 2**62
        return item.entered + in_ticks(batch.at_most_after)

    def no_more_can_come(self, s: int) -> bool:
        """Tell whether nothing can come to a stage from before it any more."""
        to_bring = self.births or any(one.saturated or one.at is not None for one in self.sources)
        return not to_bring and not any(one.place < s for one in self.items)

    # --- crews -------------------------------------------------------------------------------------------

    def crew_of(self, s: int) -> Crew:
        """Give those who work in a stage."""
        return self.crews[crew_place(self.stream, s)]

    def hand(self, s: int, worker: Worker) -> list[Job]:
        """Give what a worker of a stage's crew has in hand."""
        return self.hand_in(self.crew_of(s), worker)

    def hand_in(self, crew: Crew, worker: Worker) -> list[Job]:
        """Give what a worker of a crew has in hand."""
        assert worker in crew.workers
        return [job for job in self.jobs if job.worker is worker]

    def free_places(self, s: int) -> int:
        """Count the places in hand that are free in a stage's crew."""
        team = team_of(self.stream, s)
        most = team.multitask if team else 1
        able = [one for one in self.crew_of(s).workers if not one.is_down and not one.leaves]
        return sum(max(most - len(self.hand(s, one)), 0) for one in able)

    def free_worker(self, s: int) -> Worker:
        """Give the one who takes the next item: fewest in hand, of equals the lowest number."""
        able = [one for one in self.crew_of(s).workers if not one.is_down and not one.leaves]
        return min(able, key=lambda one: (len(self.hand(s, one)), one.number))

    def before_it(self, s: int) -> int:
        """Count what is ready to start in the stages that the crew of a stage looks at earlier."""
        order = in_team_order(self.stream, s)
        return sum(len(self.startable_in(n)) for n in order[: order.index(s)])

    def victims(self, s: int, rank: int) -> list[Job]:
        """Give the jobs that a preempting item may take a worker from; the first goes first."""
        crew = set(in_team_order(self.stream, s))
        found = [
            job
            for job in self.jobs
            if job.stage in crew
            and job.state == "active"
            and job.first.service.rank > rank
            and job.worker is not None
            and not job.worker.leaves
        ]
        return sorted(
            found, key=lambda job: (job.first.service.rank, job.taken, job.first.number), reverse=True
        )

    # --- limits ------------------------------------------------------------------------------------------

    def has_room(self, place: int, s: int) -> bool:
        """Tell whether the stage, and every group that would be newly entered, is below its limit."""
        names = [one.id for one in self.stream.stages]
        limits = [({n}, one.wip_limit) for n, one in enumerate(self.stream.stages)]
        limits += [({names.index(n) for n in one.stages}, one.limit) for one in self.stream.wip_groups]
        return all(
            sum(1 for one in self.items if one.place in held) < limit
            for held, limit in limits
            if limit is not None and s in held and place not in held
        )

    def at_most(self, service: ServiceClass) -> bool:
        """Tell whether as many of a class are in the stream as may be."""
        inside = sum(1 for one in self.items if one.place != BACKLOG and one.service.id == service.id)
        return service.at_most is not None and inside >= service.at_most

    def is_type_full(self, number: int, service: ServiceClass) -> bool:
        """Tell whether a type is at its limit, and its class minds."""
        name = self.stream.item_types[number].id
        limits = [one.limit for one in self.stream.type_limits if one.type == name]
        inside = sum(1 for one in self.items if one.place != BACKLOG and one.who.type == number)
        return not service.ignores_wip and any(inside >= limit for limit in limits)

    # --- arriving ----------------------------------------------------------------------------------------

    def arrive(self, who: Newcomer, due: float | None = None) -> Item:
        """Let an item come into the backlog."""
        kind = self.stream.item_types[who.type]
        service = class_of(self.stream, kind)
        due_at = who.due if due is None else in_ticks(due)
        if due_at is None and kind.due_in is not None:
            due_at = self.now + in_ticks(kind.due_in)
        item = Item(len(self.everyone), who, service, self.now, due_at, next(self.serial))
        ids = [one.id for one in classes_of(self.stream)]
        self.everyone.append((who.type, ids.index(service.id), self.now / ONE))
        self.items.append(item)
        item.bound = self.past_skipped(item, 0)
        self.note(item, Kind.ARRIVED)
        return item

    def class_of(self, number: int) -> ServiceClass:
        """Give the class of service of a type."""
        return class_of(self.stream, self.stream.item_types[number])

    def past_skipped(self, item: Item, s: int) -> int:
        """Give the first stage from here on that an item does not skip, or the exit."""
        while s < self.exit and self.chance.skips(item.who, s, item.visits.get(s, 0)):
            s += 1
        return s
