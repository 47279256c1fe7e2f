"""Streams that press on one rule each: the engine's log against the slow twin's, row for row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from sim.distributions import Distribution
from sim.engine import RunRequest
from sim.stream import (
    Arrivals,
    Batch,
    Blockers,
    BoardItem,
    Cadence,
    CadenceArrival,
    Downtime,
    Drag,
    Feedback,
    Interarrival,
    ItemType,
    PlannedChange,
    Rework,
    Route,
    Saturated,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Setup,
    Stage,
    Stream,
    Team,
    TypeLimit,
    WipGroup,
)
from tests.builders import backlog, constant, exponential, lognormal, stream, wait, work
from tests.same_log.twins import assert_same

FAST = ServiceClass(id="fast", rank=0, preempts=True)
SLOW = ServiceClass(id="slow", rank=1)
SOME = Distribution(family="empirical", values=(0.0, 0.5, 1.0, 1.5, 3.0))
"""A time that ties, is nothing now and then, and differs from item to item."""


def types(names: str, fast: str = "", **more: dict[str, float]) -> tuple[ItemType, ...]:
    """Types of one letter each, of equal shares; ``more`` gives further fields by field and type."""
    return tuple(
        ItemType.model_validate(
            {
                "id": name,
                "name": name,
                "share": 1.0,
                "class": "fast" if name in fast else "slow",
                **{key: by_type[name] for key, by_type in more.items() if name in by_type},
            }
        )
        for name in names
    )


def mixed(
    stages: list[Stage], arrivals: Arrivals | Sequence[Arrivals] = (), fast: str = "", **more: Any
) -> Stream:
    """A stream of three types that come in twos."""
    given = {"item_types": types("abc", fast), "classes": (FAST, SLOW), **more}
    ways = arrivals or (CadenceArrival(every=1.0, count=2), Interarrival(time=SOME))
    return stream(stages, ways, **given)


def shared(name: str, time: Distribution | float, team: str, **more: Any) -> Stage:
    """A work stage that a team staffs."""
    return work(name, time, **more).model_copy(update={"workers": None, "team": team})


def blocked(often: float | Distribution, time: Distribution | float, *, keeps: bool) -> Blockers:
    """Blockers by probability (a number) or by touch time."""
    lasts = time if isinstance(time, Distribution) else constant(time)
    if isinstance(often, Distribution):
        return Blockers(time=lasts, time_to=often, keeps_worker=keeps)
    return Blockers(time=lasts, probability=often, keeps_worker=keeps)


COSTS = {"a": 1.0, "b": 4.0, "c": 1.0}
SLOWER_B = {"b": constant(2.0)}

WAYS = {
    "what skips a stage passes its gate and its limit by": mixed(
        [
            work("S1", SOME, 2, skip={"a": 0.5}, wip_limit=2),
            work("S2", 1.0, 1, skip={"a": 0.5, "b": 1.0}, wip_limit=1, cadence=Cadence(every=2.0)),
            wait("S3", SOME, skip={"c": 0.5}, wip_limit=3),
            work("S4", 0.5, 1, skip={"a": 0.25}),
        ]
    ),
    "the exit and the backlog may be neighbours": mixed([work("S1", 1.0, skip={"a": 0.75, "b": 0.5})]),
    "a route is for the types that it names and may lead past stages that are skipped": mixed(
        [
            work(
                "S1",
                SOME,
                2,
                routes=(Route(to="s3", share=0.5, types=("a", "b")), Route(to="s4", share=0.5)),
            ),
            work("S2", 0.5, 1, wip_limit=2),
            work("S3", 1.0, 2, wip_limit=2, skip={"b": 0.5}),
            work("S4", 0.5, 1, wip_limit=2, rework=(Rework(to="s1", probability=0.3, effort=0.5),)),
        ]
    ),
    "items from several places are one queue, and a group in between holds up only some": mixed(
        [
            work("S1", 0.5, 2, routes=(Route(to="s3", share=0.5),)),
            work("S2", SOME, 2, cadence=Cadence(every=1.5)),
            work("S3", 1.0, 1, wip_limit=2, order="oldest"),
            work("S4", 1.0, 1, wip_limit=1),
        ],
        wip_groups=(
            WipGroup(id="g", stages=("s2", "s3"), limit=3),
            WipGroup(id="h", stages=("s3", "s4"), limit=3),
        ),
    ),
    "rework goes forward again by the same draws": mixed(
        [
            work("S1", 0.5, 2, routes=(Route(to="s3", share=0.5),), skip={"a": 0.5}),
            work("S2", 0.5, 1, skip={"b": 0.5}),
            work("S3", 0.5, 2, rework=(Rework(to="s1", probability=0.4), Rework(to="s2", probability=0.2))),
        ]
    ),
    "who failed late and then early is rework until beyond the later stage": mixed(
        [
            work("S1", 0.5, 1, rework=(Rework(to="s1", probability=0.4),)),
            work("S2", 0.5, 1, wip_limit=3),
            work("S3", 0.5, 2, rework=(Rework(to="s1", probability=0.4),)),
        ],
        CadenceArrival(every=0.5),
    ),
    "who failed late and then early goes first in the stage between": mixed(
        [
            work("S1", 0.25, 2, rework=(Rework(to="s1", probability=0.4),)),
            work("S2", 0.5, 1),
            work("S3", 0.25, 1, rework=(Rework(to="s1", probability=0.4),)),
        ],
        CadenceArrival(every=0.5),
    ),
    "a type at its limit lets others pass, and expedite does not mind": mixed(
        [work("S1", 1.0, 2, wip_limit=3), work("S2", SOME, 2)],
        fast="c",
        classes=(FAST.model_copy(update={"preempts": False, "ignores_wip": True}), SLOW),
        type_limits=(TypeLimit(type="a", limit=1), TypeLimit(type="c", limit=1)),
    ),
    "an endless backlog brings others past a type at its limit and past the first stage": mixed(
        [work("S1", 1.0, 2, wip_limit=3, skip={"b": 0.5}), work("S2", SOME, 2, wip_limit=2)],
        (Saturated(), Saturated(types=("a", "b"), mix="balanced")),
        type_limits=(TypeLimit(type="a", limit=1), TypeLimit(type="b", limit=2)),
    ),
    "lots go together, the last ones as they are": mixed(
        [
            work("S1", SOME, 2, transfer=3, wip_limit=4, rework=(Rework(to="s1", probability=0.2),)),
            wait("S2", 0.5, transfer=2),
            work("S3", 1.0, 2, wip_limit=3, on_finish="hold", transfer=2),
        ],
        backlog(11),
    ),
    "lots of one stage go each its own way": mixed(
        [
            work("S1", 0.5, 2, transfer=3, routes=(Route(to="s3", share=0.5),)),
            work("S2", SOME, 2, skip={"a": 0.5}),
            work("S3", 0.5, 2, wip_limit=2, pull="ready"),
        ],
        Schedule(items=tuple(ScheduledItem(at=moment) for moment in (0, 0, 1, 1, 2, 2, 5, 5, 5, 7))),
    ),
}

TURNS = {
    f"the order is {order}": mixed(
        [
            work("S1", SOME, 1, order=order, rework=(Rework(to="s1", probability=0.2),)),
            work("S2", 0.5, 2, wip_limit=1, order=order, time_by_type=SLOWER_B, time_factor=1.5),
            wait("S3", 1.0, wip_limit=1, order=order),
            work("S4", 0.5, 1, skip={"c": 0.5}),
        ],
        (
            CadenceArrival(every=1.0, count=2),
            Schedule(items=tuple(ScheduledItem(at=n, due=9.0 - n, type="a") for n in range(6))),
        ),
        item_types=types("abc", "c", cost_of_delay=COSTS, due_in={"a": 6.0, "b": 2.0}),
        classes=(FAST.model_copy(update={"preempts": False, "at_most": 1}), SLOW),
        board=(
            BoardItem(type="a", stage="s1", age=3.0, due=1.0),
            BoardItem(type="b", stage="s1", age=2.0),
            BoardItem(type="b", stage="s2", age=5.0, state="active"),
        ),
    )
    for order in ("fifo", "oldest", "due", "cost_of_delay", "wsjf", "shortest", "random")
}

TEAM = Team(id="t", name="T", size=2)
SWITCHING = Team(id="t", name="T", size=2, focus=0.8, multitask=3, switch_cost=0.25)

PEOPLE = {
    "a team takes the last stage first": mixed(
        [shared("S1", SOME, "t"), work("S2", 0.5, 1, wip_limit=2), shared("S3", 1.0, "t", wip_limit=2)],
        teams=(TEAM,),
    ),
    "a team keeps to the order it is given, also where it pulls when ready": mixed(
        [
            shared("S1", SOME, "t", pull="ready"),
            shared("S2", 0.5, "t", wip_limit=2),
            shared("S3", 1.0, "t", pull="ready"),
        ],
        teams=(TEAM.model_copy(update={"order": ("s2", "s1")}),),
    ),
    "a team may look at the first stage first": mixed(
        [shared("S1", SOME, "t"), shared("S2", SOME, "t"), shared("S3", 0.5, "t")],
        teams=(TEAM.model_copy(update={"order": ("s1", "s2")}),),
    ),
    "the urgent take the worker whom a stage that goes first has just taken": mixed(
        [shared("S1", SOME, "t", wip_limit=2), shared("S2", SOME, "t"), shared("S3", 0.5, "t")],
        CadenceArrival(every=1.0),
        fast="c",
        teams=(TEAM.model_copy(update={"size": 1, "order": ("s1", "s2")}),),
    ),
    "a hand of several items shares its time and pays for switching": mixed(
        [shared("S1", SOME, "t", wip_limit=4), shared("S2", lognormal(0.4, 0.9), "t"), work("S3", 0.25, 2)],
        teams=(SWITCHING,),
    ),
    "blocked and changed over in a hand of several": mixed(
        [
            shared("S1", 1.0, "t", blockers=blocked(0.5, SOME, keeps=True), setup=Setup(time=SOME)),
            shared("S2", SOME, "t", blockers=blocked(constant(0.5), 0.5, keeps=False)),
        ],
        teams=(SWITCHING,),
    ),
    "a changeover comes with another type, and after other stages too": mixed(
        [
            shared("S1", 0.5, "t", setup=Setup(time=constant(0.5))),
            shared("S2", SOME, "t"),
            work("S3", 0.5, 2, setup=Setup(time=SOME), wip_limit=3, on_finish="hold"),
        ],
        teams=(TEAM.model_copy(update={"size": 3, "focus": 0.5}),),
    ),
    "the urgent take workers from the rest, also in other stages of the team": mixed(
        [
            shared("S1", 2.0, "t", setup=Setup(time=constant(0.5))),
            shared("S2", SOME, "t", pull="ready"),
            work("S3", 1.0, 1),
        ],
        fast="c",
        teams=(TEAM.model_copy(update={"multitask": 2, "switch_cost": 0.25}),),
    ),
    "a changeover that was interrupted goes on where it stood": mixed(
        [
            work("S1", 0.5, 2, setup=Setup(time=constant(1.25))),
            shared("S2", 1.0, "t", setup=Setup(time=SOME)),
        ],
        (CadenceArrival(every=0.75), Interarrival(time=SOME, types=("c",))),
        fast="c",
        teams=(SWITCHING.model_copy(update={"size": 1}),),
    ),
    "work that was free of blockers when it began stays free, though switching prolongs it": mixed(
        [shared("S1", 1.0, "t", blockers=blocked(constant(1.25), 0.5, keeps=False))],
        Schedule(
            items=tuple(
                ScheduledItem(at=at, type=kind, times={"s1": time})
                for at, kind, time in ((0.0, "a", 1.0), (0.25, "b", 1.0), (0.5, "c", 0.5), (0.5, "c", 0.5))
            )
        ),
        fast="c",
        teams=(SWITCHING.model_copy(update={"size": 1, "multitask": 2}),),
    ),
    "the urgent are ready where workers can be taken": mixed(
        [work("S1", SOME, 2, pull="ready", blockers=blocked(0.5, 1.0, keeps=False)), work("S2", 1.0, 1)],
        fast="bc",
        item_types=types("abc", "bc"),
    ),
}

TROUBLE = {
    "blockers by touch time follow each other": mixed(
        [work("S1", 2.0, 2, blockers=blocked(constant(0.5), SOME, keeps=False)), work("S2", SOME, 2)]
    ),
    "blockers that keep the worker": mixed(
        [work("S1", lognormal(0.5, 1.5), 2, blockers=blocked(exponential(0.5), SOME, keeps=True))]
    ),
    "one blocker a visit at most, at any point of it": mixed(
        [
            work("S1", SOME, 2, blockers=blocked(0.6, SOME, keeps=False), wip_limit=4),
            work("S2", 1.0, 1, on_finish="hold", blockers=blocked(1.0, 0.5, keeps=True)),
            work("S3", 1.0, 1, wip_limit=1),
        ]
    ),
    "workers fail at work, idle, blocked and holding": mixed(
        [
            work("S1", SOME, 2, downtime=Downtime(time_to_failure=SOME, time_to_repair=constant(1.0))),
            work(
                "S2",
                1.0,
                2,
                wip_limit=3,
                on_finish="hold",
                blockers=blocked(0.5, 1.0, keeps=True),
                downtime=Downtime(time_to_failure=constant(2.0), time_to_repair=SOME),
                setup=Setup(time=constant(0.5)),
            ),
            work("S3", 1.0, 1, wip_limit=1),
        ]
    ),
    "the urgent do not take workers who are down": mixed(
        [
            work(
                "S1",
                1.5,
                2,
                pull="ready",
                downtime=Downtime(time_to_failure=exponential(1.0), time_to_repair=SOME),
            )
        ],
        fast="c",
    ),
    "batches wait until they are full or have waited long enough": mixed(
        [
            work("S1", SOME, 2, batch=Batch(size=3, at_most_after=1.0), order="shortest"),
            work("S2", 1.0, 1, batch=Batch(size=2), rework=(Rework(to="s1", probability=0.3),)),
            work("S3", 0.5, 1, wip_limit=3, on_finish="hold", batch=Batch(size=2, at_most_after=0.0)),
            work("S4", 0.5, 1, wip_limit=1),
        ]
    ),
    "patience with a batch is over where nothing else happens": mixed(
        [work("S1", 1.0, 1, batch=Batch(size=3, at_most_after=1.5))],
        Schedule(items=tuple(ScheduledItem(at=moment) for moment in (0.0, 0.25, 5.0, 9.0, 9.0, 20.0))),
    ),
    "the last batch goes short where no more can come": mixed(
        [
            work("S1", SOME, 2, rework=(Rework(to="s1", probability=0.2),), skip={"c": 0.5}),
            work("S2", 1.0, 1, batch=Batch(size=4), setup=Setup(time=SOME)),
        ],
        backlog(9),
        board=(BoardItem(type="a", stage="s2", state="finished"), BoardItem(type="b", stage="s2")),
    ),
    "batches are blocked, put down and changed over for as one": mixed(
        [
            work(
                "S1",
                2.0,
                1,
                batch=Batch(size=2, at_most_after=0.5),
                blockers=blocked(0.6, SOME, keeps=False),
                setup=Setup(time=SOME),
                downtime=Downtime(time_to_failure=constant(2.5), time_to_repair=constant(0.5)),
            ),
            work("S2", SOME, 1),
        ],
        fast="c",
    ),
}

LATER = {
    "what is done brings forth more": mixed(
        [work("S1", SOME, 2), work("S2", 0.5, 1, transfer=2)],
        backlog(8),
        feedback=(
            Feedback(on="a", creates="b", mean_count=0.9, after=SOME),
            Feedback(on="b", creates="a", mean_count=0.5, after=constant(0.0)),
            Feedback(on="a", creates="a", mean_count=0.4, after=SOME),
        ),
    ),
    "undone items slow work down and block it": mixed(
        [
            work("S1", 0.5, 2, blockers=blocked(0.3, SOME, keeps=False)),
            work("S2", SOME, 2, blockers=blocked(constant(1.0), 0.25, keeps=True), time_factor=0.75),
            wait("S3", SOME, time_factor=1.25),
        ],
        drag=(
            Drag(type="a", per_item=0.01, stages=("s1", "s2")),
            Drag(type="b", per_item=0.25, blockers_per_item=0.5, stages=("s2", "s1")),
        ),
    ),
    "people, limits and times change on a day": mixed(
        [
            work("S1", SOME, 3, wip_limit=4),
            work("S2", 1.0, 2, wip_limit=2, on_finish="hold", cadence=Cadence(every=1.5)),
            work("S3", SOME, 1),
        ],
        wip_groups=(WipGroup(id="g", stages=("s1", "s2"), limit=6),),
        plan=(
            PlannedChange(at=2.0, set={"stages.s1.workers": 1, "stages.s2.wip_limit": 1}),
            PlannedChange(at=2.0, set={"stages.s1.workers": 2}),
            PlannedChange(at=3.3, set={"stages.s3.time": 0.25, "stages.s1.time_factor": 2.0}),
            PlannedChange(at=5.0, set={"wip_groups.g.limit": 2, "stages.s2.cadence.every": 1.0}),
            PlannedChange(at=7.0, set={"stages.s2.cadence": None, "stages.s1.workers": 4}),
            PlannedChange(at=9.0, set={"stages.s2.cadence": {"every": 2.0, "first": 0.5}}),
            PlannedChange(at=11.0, set={"item_types.a.share": 5.0, "stages.s2.workers": 1}),
        ),
    ),
    "those who leave a team finish what they have begun": mixed(
        [
            shared("S1", 2.0, "t", blockers=blocked(0.5, 1.0, keeps=False)),
            shared("S2", SOME, "t", blockers=blocked(0.5, 0.5, keeps=True)),
        ],
        fast="c",
        teams=(SWITCHING,),
        plan=(
            PlannedChange(at=1.5, set={"teams.t.size": 1}),
            PlannedChange(at=4.0, set={"teams.t.size": 3}),
            PlannedChange(at=6.0, set={"teams.t.size": 1}),
            PlannedChange(at=6.25, set={"teams.t.size": 2}),
        ),
    ),
    "a change lets go what stood still": mixed(
        [work("S1", 1.0, 1, wip_limit=1), wait("S2", cadence=Cadence(every=50.0))],
        backlog(3),
        plan=(PlannedChange(at=4.5, set={"stages.s2.cadence": None}),),
    ),
    "a gate whose rhythm changes keeps the opening that is set": mixed(
        [work("S1", 0.5, 2), wait("S2", cadence=Cadence(every=4.0))],
        plan=(PlannedChange(at=5.0, set={"stages.s2.cadence.every": 1.0}),),
    ),
    "machines that leave and come back have failures of their own": mixed(
        [work("S1", 1.0, 3, downtime=Downtime(time_to_failure=constant(1.75), time_to_repair=constant(0.5)))],
        plan=tuple(
            PlannedChange(at=at, set={"stages.s1.workers": workers})
            for at, workers in ((1.0, 1), (1.25, 3), (3.0, 1), (3.25, 2), (5.0, 1), (5.5, 3), (9.0, 1))
        ),
    ),
    "machines that come fail from then on": mixed(
        [work("S1", 1.0, 1, downtime=Downtime(time_to_failure=SOME, time_to_repair=constant(0.5)))],
        plan=(
            PlannedChange(at=3.0, set={"stages.s1.workers": 3}),
            PlannedChange(at=6.5, set={"stages.s1.workers": 1}),
        ),
    ),
}

RULES = {**WAYS, **TURNS, **PEOPLE, **TROUBLE, **LATER}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("rule", RULES)
def test_the_twin_agrees_that(rule: str, seed: int) -> None:
    assert_same(RULES[rule], RunRequest(seed=seed, until=25.0))


@pytest.mark.parametrize("rule", RULES)
def test_a_run_for_five_items_ends_with_the_same_round_as_the_twin_s_where(rule: str) -> None:
    assert_same(RULES[rule], RunRequest(seed=4, until=25.0, items=5))
