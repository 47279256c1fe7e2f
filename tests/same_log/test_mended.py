"""Streams on which the engine and the twin once differed, made as small as they went."""

from __future__ import annotations

import pytest

from sim.distributions import Distribution
from sim.engine import RunRequest
from sim.stream import (
    Batch,
    Blockers,
    BoardItem,
    Cadence,
    CadenceArrival,
    Downtime,
    Interarrival,
    ItemType,
    PlannedChange,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Setup,
    Stage,
    Stream,
    Team,
)
from tests.builders import backlog, constant, stream, wait, work
from tests.same_log.twins import assert_same

THREE = (
    ItemType(id="a", name="A", share=0.5),
    ItemType(id="b", name="B", share=1.0),
    ItemType(id="c", name="C", share=0.5),
)
SOMETIMES_AT_ONCE = Distribution(family="empirical", values=(0.0, 0.5, 1.0))


def of_team(name: str, time: float, **more: object) -> Stage:
    """A work stage that the team c staffs."""
    return work(name, time).model_copy(update={"workers": None, "team": "c", **more})


MENDED: dict[str, Stream] = {
    "only the batch that is next preempts, by its first item": stream(
        [work("S1", 1.0, 1, batch=Batch(size=2, at_most_after=0.25))],
        Schedule(
            items=tuple(
                ScheduledItem(at=at, type=kind)
                for at, kind in ((0.0, "c"), (0.0, "c"), (0.5, "a"), (0.5, "b"), (0.75, "b"), (0.75, "b"))
            )
        ),
        item_types=tuple(
            ItemType.model_validate({"id": one, "name": one.upper(), "share": 1.0, "class": of})
            for one, of in (("a", "calm"), ("b", "fast"), ("c", "slow"))
        ),
        classes=(
            ServiceClass(id="calm", rank=0),
            ServiceClass(id="fast", rank=0, preempts=True),
            ServiceClass(id="slow", rank=1),
        ),
    ),
    "a share that changes leaves each type as far behind as it was": stream(
        [wait("S1")],
        Interarrival(time=constant(0.25), mix="balanced"),
        item_types=THREE,
        plan=(PlannedChange(at=1.0, set={"item_types.b.share": 0.5}),),
    ),
    "two machines have failures of their own": stream(
        [
            work(
                "S1",
                1.0,
                2,
                downtime=Downtime(time_to_failure=SOMETIMES_AT_ONCE, time_to_repair=constant(0.25)),
            )
        ],
        CadenceArrival(every=0.5),
    ),
    "the next blocker is drawn when work goes on, with the time of switching": stream(
        [
            of_team(
                "S1",
                1.0,
                blockers=Blockers(time=constant(0.25), time_to=constant(0.5), keeps_worker=False),
            ),
            of_team("S2", 0.75),
        ],
        CadenceArrival(every=0.5),
        teams=(Team(id="c", name="C", size=1, multitask=2, switch_cost=0.25),),
    ),
    "an item that was finished at the start was its worker's last": stream(
        [wait("S1"), of_team("S2", 0.5, setup=Setup(time=constant(0.5)))],
        CadenceArrival(every=0.75),
        item_types=THREE,
        teams=(Team(id="c", name="C", size=1),),
        board=(BoardItem(type="b", stage="s2", state="finished"),),
    ),
    "a machine that was down at some openings of a gate is up at a later one": stream(
        [
            wait("S1", cadence=Cadence(every=1.0, first=0.5)),
            work(
                "S2",
                0.0,
                pull="ready",
                downtime=Downtime(
                    time_to_failure=constant(0.25),
                    time_to_repair=Distribution(family="empirical", values=(0.0, 0.25)),
                ),
            ),
        ],
        backlog(1),
    ),
    "a machine that comes fails from then on, at once if need be": stream(
        [
            work(
                "S1",
                0.0,
                downtime=Downtime(time_to_failure=constant(0.25), time_to_repair=constant(0.25)),
            )
        ],
        CadenceArrival(every=0.25),
        plan=(PlannedChange(at=0.5, set={"stages.s1.workers": 2}),),
    ),
    "who was active waits where people leave at time 0": stream(
        [of_team("S1", 1.0), of_team("S2", 0.5)],
        backlog(2),
        teams=(Team(id="c", name="C", size=2),),
        board=(
            BoardItem(type="item", stage="s1"),
            BoardItem(type="item", stage="s1", state="active"),
            BoardItem(type="item", stage="s2", state="active"),
        ),
        plan=(PlannedChange(at=0.0, set={"teams.c.size": 1}),),
    ),
    "a change at time 0 is there before the first gap and the first opening are set": stream(
        [wait("S1", cadence=Cadence(every=1.0)), work("S2", 0.5, 3)],
        (Interarrival(time=constant(0.25)), backlog(1)),
        plan=(
            PlannedChange(
                at=0.0,
                set={"arrivals.0.time": 0.5, "stages.s1.cadence.every": 1.5, "stages.s2.workers": 1},
            ),
        ),
    ),
}


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("case", MENDED)
def test_it_holds_now_that(case: str, seed: int) -> None:
    assert_same(MENDED[case], RunRequest(seed=seed, until=15.0))
