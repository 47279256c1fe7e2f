"""Stages: the steps from request to release."""

from __future__ import annotations

from typing import Literal

from sim.distributions import Distribution
from sim.stream.base import Id, Value

PullOrder = Literal["fifo", "oldest", "due", "cost_of_delay", "wsjf", "shortest", "random"]


class Rework(Value):
    """A share of finished items that goes back to an earlier (or the same) stage.

    Attributes:
        to: Stage gone back to.
        probability: Share of finishes that fail, 0 up to but not including 1.
        effort: Factor on the touch time of the repeated visit to ``to``.
    """

    to: Id
    probability: float
    effort: float = 1.0


class Route(Value):
    """A share of finished items that goes on to a later stage than the next.

    Attributes:
        to: Stage gone on to.
        share: Share of finished items that takes this way.
        types: Types that may take it; all if absent.
    """

    to: Id
    share: float
    types: tuple[Id, ...] | None = None


class Blockers(Value):
    """What stops an item's touch time from outside.

    Attributes:
        time: How long a blocker lasts.
        time_to: Touch time until the next blocker; either this or ``probability``.
        probability: Chance of one blocker a visit.
        keeps_worker: Whether the worker waits with the item.
    """

    time: Distribution
    time_to: Distribution | None = None
    probability: float | None = None
    keeps_worker: bool = False


class Downtime(Value):
    """Failure and repair of one worker (a machine).

    Attributes:
        time_to_failure: Working time from a repair to the next failure.
        time_to_repair: Working time that a repair takes.
    """

    time_to_failure: Distribution
    time_to_repair: Distribution


class Setup(Value):
    """Time spent when a worker's last item had another type.

    Attributes:
        time: How long the changeover takes.
    """

    time: Distribution


class Batch(Value):
    """Takes several items as one.

    Attributes:
        size: Items taken together.
        at_most_after: Time after which as many are taken as there are.
    """

    size: int
    at_most_after: float | None = None


class Cadence(Value):
    """Lets items out only at ``first`` and every ``every`` after it: a release train.

    Attributes:
        every: Time between two openings, above 0.
        first: Moment of the first opening; one ``every`` after the start if absent.
    """

    every: float
    first: float | None = None


class Stage(Value):
    """One step of the stream.

    Attributes:
        id: Identifier, used in paths such as ``stages.test.wip_limit``.
        name: Name shown.
        kind: ``work`` has workers and touch time; ``wait`` has neither.
        workers: Own workers of a work stage, 1 or more (if no team).
        team: Team that staffs it instead.
        wip_limit: Most items in it, whatever their state; None is no limit.
        time: Touch time of a work stage, in the stream's unit.
        time_by_type: Touch time of single item types, by type id.
        time_factor: Factor on every touch time (and delay) begun here, above 0; a plan may change it.
        cost_per_day: Money that one of its own workers costs a working day.
        skip: Share of a type that passes by, by type id.
        pull: ``room`` pulls when there is room; ``ready`` only when a worker can start at once.
        on_finish: ``free`` frees the worker at finish; ``hold`` keeps it until the item is pulled.
        order: Pull order within a class.
        rework: Ways back.
        routes: Ways on, if not just to the next stage.
        blockers: What stops items here.
        downtime: Failures of workers.
        setup: Changeover time.
        batch: Items taken as one.
        transfer: Items handed on that many at a time.
        cadence: Gate at the stage's exit.
        delay: Own time of a wait stage (an approval).
    """

    id: Id
    name: str
    kind: Literal["work", "wait"] = "work"
    workers: int | None = None
    team: Id | None = None
    wip_limit: int | None = None
    time: Distribution | None = None
    time_by_type: dict[Id, Distribution] = {}
    time_factor: float = 1.0
    cost_per_day: float | None = None
    skip: dict[Id, float] = {}
    pull: Literal["room", "ready"] = "room"
    on_finish: Literal["free", "hold"] = "free"
    order: PullOrder = "fifo"
    rework: tuple[Rework, ...] = ()
    routes: tuple[Route, ...] = ()
    blockers: Blockers | None = None
    downtime: Downtime | None = None
    setup: Setup | None = None
    batch: Batch | None = None
    transfer: int | None = None
    cadence: Cadence | None = None
    delay: Distribution | None = None
