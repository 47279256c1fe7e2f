"""What the slow board is made of: items, jobs (what a worker has in hand), workers, crews; and pull order."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.distributions import mean
from sim.stream import ServiceClass, Stage, Stream, Team
from tests.reference.slow_chance import Chance, Newcomer

BACKLOG = -1
NOBODY = -1
NOWHERE = -1

Row = tuple[float, int, int, int, int]
"""Time, item, kind, stage, worker."""


class WithoutEndError(Exception):
    """The instant goes round and round."""


@dataclass(eq=False)
class Item:
    """One unit of work.

    Attributes:
        number: Its number in the log.
        who: What it was before it arrived: type and address.
        service: Its class of service.
        arrived: When it arrived, in ticks.
        due_at: When it is due, in ticks, if ever.
        joined: When it joined the queue that it is in, by a counter of joinings.
        place: Stage that it is in; -1 is the backlog.
        state: ``waiting`` for work to begin, ``begun`` (a job has it), ``delayed`` in a wait stage,
            ``lot`` (finished, until enough are) or ``bound`` for a stage.
        bound: Stage that it is bound for.
        entered: When it entered the stage.
        until: When its delay is over.
        failed_in: The last stage that it failed in and has not yet gone beyond; -1 if none.
        effort: Factor on its next touch time.
        visits: Finished visits by stage.
    """

    number: int
    who: Newcomer
    service: ServiceClass
    arrived: int
    due_at: int | None
    joined: int
    place: int = BACKLOG
    state: str = "bound"
    bound: int = 0
    entered: int = 0
    until: int = -1
    failed_in: int = -1
    effort: float = 1.0
    visits: dict[int, int] = field(default_factory=dict)


@dataclass(eq=False)
class Worker:
    """One of a crew.

    Attributes:
        number: Number in the crew.
        last_type: Type of the last item taken up.
        is_down: Whether it is being repaired.
        leaves: Whether it goes when its hand is empty.
        turns_at: Moment of the next failure, or of the end of the repair.
        failures: Failures that were repaired.
    """

    number: int
    last_type: int | None = None
    is_down: bool = False
    leaves: bool = False
    turns_at: int | None = None
    failures: int = 0


@dataclass(eq=False)
class Job:
    """An item, or a batch, that work has begun on.

    Attributes:
        items: The item, or the batch in the order in which it was taken.
        stage: Where.
        state: ``new`` before it is taken up; ``active``; ``paused`` with its worker; ``blocked``; ``down``
            (put down, waiting for a worker); ``held`` (finished, keeping its worker).
        is_setup: Whether the worker changes over, or would.
        worker: Who has it.
        left: Ticks that its work (or changeover) still takes, if nothing shares the worker.
        to_blocker: Ticks of work until the next blocker.
        blockers: Blockers that have begun.
        was_blocked: Whether work has not gone on since its last blocker.
        since: Moment up to which ``left`` is reckoned.
        taken: Moment at which it was last taken up.
        joined: When it was put down, by the counter of joinings.
        unblocks: When its blocker ends.
    """

    items: list[Item]
    stage: int
    state: str = "new"
    is_setup: bool = False
    worker: Worker | None = None
    left: int = 0
    to_blocker: int | None = None
    blockers: int = 0
    was_blocked: bool = False
    since: int = 0
    taken: int = 0
    joined: int = 0
    unblocks: int = 0

    @property
    def first(self) -> Item:
        """The item that stands for the batch."""
        return self.items[0]

    @property
    def who(self) -> int:
        """Number of the worker who has it."""
        return NOBODY if self.worker is None else self.worker.number


@dataclass(eq=False)
class Crew:
    """The own workers of a stage, or a team.

    Attributes:
        place: The stage's number, or the number of stages plus the team's.
        workers: Those who are there, those about to leave among them.
    """

    place: int
    workers: list[Worker]


# --- pull order ------------------------------------------------------------------------------------------

Key = tuple[int, int, tuple[float, ...], int]


def turn_of_item(stream: Stream, chance: Chance, item: Item, s: int) -> Key:
    """Give an item's place in the order of the stage that pulls it; beyond the last stage is the exit."""
    lane = 1 if item.failed_in >= 0 else 2
    key = _order_key(stream, chance, item, s) if s < len(stream.stages) else ()
    return item.service.rank, lane, key, item.joined


def turn_of_job(job: Job) -> Key:
    """Give the place of work that was put down: ahead of others of its rank."""
    return job.first.service.rank, 0, (), job.joined


def _order_key(stream: Stream, chance: Chance, item: Item, s: int) -> tuple[float, ...]:
    stage = stream.stages[s]
    kind = stream.item_types[item.who.type]
    if stage.order == "oldest":
        return (item.arrived,)
    if stage.order == "due":
        return (float("inf") if item.due_at is None else item.due_at,)
    if stage.order == "cost_of_delay":
        return (-(kind.cost_of_delay or 0.0),)
    if stage.order == "shortest":
        return (_mean_time(stage, kind.id),)
    if stage.order == "random":
        return (chance.lot(item.who, s, item.visits.get(s, 0)),)
    if stage.order == "wsjf":
        return (-_worth_a_time(stream, s, kind.id, kind.cost_of_delay or 0.0),)
    return ()


def _mean_time(stage: Stage, kind: str) -> float:
    time = stage.time_by_type.get(kind, stage.time) if stage.kind == "work" else stage.delay
    return 0.0 if time is None else mean(time)


def _worth_a_time(stream: Stream, s: int, kind: str, cost: float) -> float:
    """Cost of delay over the remaining touch time of a type."""
    remains = sum(
        _mean_time(stage, kind) * stage.time_factor * (1.0 - stage.skip.get(kind, 0.0))
        for stage in stream.stages[s:]
        if stage.kind == "work"
    )
    if remains > 0.0:
        return cost / remains
    return float("inf") if cost > 0.0 else 0.0


def team_of(stream: Stream, s: int) -> Team | None:
    """Give the team that staffs a stage."""
    return next((one for one in stream.teams if one.id == stream.stages[s].team), None)


def crew_place(stream: Stream, s: int) -> int:
    """Give the place of a stage's crew."""
    teams = [one.id for one in stream.teams]
    name = stream.stages[s].team
    return s if name is None else len(stream.stages) + teams.index(name)


def in_team_order(stream: Stream, s: int) -> list[int]:
    """Give the stages that share a stage's crew, in the order in which a free member looks at them."""
    team = team_of(stream, s)
    if team is None:
        return [s]
    staffed = [n for n, stage in enumerate(stream.stages) if stage.team == team.id]
    names = [stage.id for stage in stream.stages]
    named = [names.index(name) for name in team.order or ()]
    return named + [n for n in reversed(staffed) if n not in named]
