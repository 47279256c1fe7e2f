"""The engine's log against the slow twin's, row for row: random streams, nasty ones, the examples."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim.distributions import Distribution
from sim.engine import RunRequest, simulate
from sim.errors import StreamFault
from sim.stream import (
    Backlog,
    BoardItem,
    Cadence,
    CadenceArrival,
    Interarrival,
    ItemType,
    Rework,
    Saturated,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Stream,
    WipGroup,
    example,
    example_names,
)
from tests.builders import backlog, constant, exponential, line, lognormal, stream, wait, work
from tests.reference.slow_board import SlowBoard, WithoutEndError
from tests.same_log.twins import assert_same
from tests.strategies import streams

HORIZON = 15.0
EXAMPLES = max(150, settings().max_examples)


@settings(max_examples=EXAMPLES)
@given(streams(), st.integers(0, 3), st.sampled_from((None, None, 1, 6)))
def test_a_second_mind_gives_the_same_log_row_for_row(given: Stream, seed: int, items: int | None) -> None:
    try:
        assert_same(given, RunRequest(seed=seed, replication=seed % 2, until=HORIZON, items=items))
    except StreamFault as fault:
        assume("goes round without end" not in fault.text)
        raise


@pytest.mark.parametrize("name", example_names())
def test_the_examples_run_as_the_twin_says(name: str) -> None:
    assert_same(example(name), RunRequest(seed=3, until=40.0))


# --- streams that press on one rule each -----------------------------------------------------------------

FAST = ServiceClass(id="fast", rank=0, ignores_wip=True, at_most=1)
SLOW = ServiceClass(id="slow", rank=1)


def types(*shares: float, fast: str = "") -> tuple[ItemType, ...]:
    """Types a, b, c … of these shares; those named in ``fast`` are of the fast class."""
    named = zip("abcdef", shares, strict=False)
    return tuple(
        ItemType.model_validate(
            {"id": name, "name": name, "share": share, "class": "fast" if name in fast else "slow"}
        )
        for name, share in named
    )


ON_EACH_OTHER = (
    BoardItem(type="a", stage="s1", age=2.0, state="finished"),
    BoardItem(type="a", stage="s2", age=2.0, state="active"),
    BoardItem(type="b", stage="s2", age=3.0, state="waiting"),
    BoardItem(type="b", stage="s2", age=2.0, state="finished"),
)
BACK = (Rework(to="s1", probability=0.3, effort=0.5), Rework(to="s2", probability=0.3, effort=0.0))

NASTY = {
    "rework goes above the limits of its stage and of two groups that overlap": stream(
        [
            work("S1", 1.0, 2, wip_limit=2),
            work("S2", 1.0, 2, wip_limit=2, on_finish="hold"),
            work("S3", 0.5, 1, wip_limit=2, on_finish="hold", rework=BACK),
            work("S4", 0.0, 1, wip_limit=1, rework=(Rework(to="s2", probability=0.4),)),
        ],
        backlog(30),
        wip_groups=(
            WipGroup(id="g", stages=("s1", "s2"), limit=3),
            WipGroup(id="h", stages=("s2", "s3"), limit=3),
        ),
    ),
    "what fails in two stages goes first until it is beyond the later one": stream(
        [
            work("S1", 1.0, 1, rework=(Rework(to="s1", probability=0.4),)),
            work("S2", 0.5, 1, rework=(Rework(to="s1", probability=0.4),)),
            work("S3", 1.0, 1),
        ],
        (CadenceArrival(every=1.0, count=2), Interarrival(time=constant(0.5))),
    ),
    "expedite passes limits but neither workers nor those who wait for one": stream(
        [work("S1", 1.0, 1, wip_limit=1, pull="ready"), work("S2", 2.0, 1, wip_limit=1), work("S3", 0.0)],
        (Interarrival(time=constant(0.5)), CadenceArrival(every=3.0, count=3, types=("b",))),
        item_types=types(1.0, 1.0, fast="b"),
        classes=(FAST, SLOW),
        wip_groups=(WipGroup(id="g", stages=("s1", "s2", "s3"), limit=2),),
    ),
    "an endless backlog brings others past a class that is at its most": stream(
        [work("S1", 1.0, 2, wip_limit=3), work("S2", 2.0, 1, wip_limit=1)],
        (Saturated(), Saturated(types=("b",)), backlog(3)),
        item_types=types(1.0, 1.0, fast="b"),
        classes=(FAST.model_copy(update={"ignores_wip": False}), SLOW),
    ),
    "expedite from an endless backlog keeps to the first stage's limit": stream(
        [work("S1", 1.0, 1, wip_limit=1), work("S2", 3.0, 1)],
        Saturated(),
        item_types=types(1.0, 1.0, fast="ab"),
        classes=(FAST.model_copy(update={"at_most": 3}), SLOW),
    ),
    "work without duration catches a train that stands in the station": stream(
        [
            work("S1", 1.0, 2),
            work("S2", 0.0, 1),
            wait("S3", cadence=Cadence(every=2.0, first=0.0), wip_limit=3),
            work("S4", 0.0, 1, cadence=Cadence(every=1.0)),
            wait("S5", delay=0.5, cadence=Cadence(every=2.5)),
        ],
        (backlog(6), Schedule(items=tuple(ScheduledItem(at=moment) for moment in (0.0, 2.0, 2.0, 4.0)))),
    ),
    "who is there at the start keeps workers, order and limits": line(
        [1.0, 1.0, 1.0],
        [1, 3, 1],
        [1, 3, 1],
        (backlog(4), Interarrival(time=constant(1.0))),
        on_finish="hold",
        item_types=types(1.0, 1.0),
        classes=(FAST, SLOW),
        board=ON_EACH_OTHER,
    ),
    "batches of nobody, gaps of nothing and three sources at one instant": stream(
        [work("S1", 0.25, 2, wip_limit=2), wait("S2"), work("S3", 0.0, 1, wip_limit=1)],
        (
            Interarrival(
                time=Distribution(family="empirical", values=(0.0, 0.5)),
                batch=Distribution(family="empirical", values=(0.4, 0.5, 2.5)),
            ),
            CadenceArrival(every=0.5, count=2, mix="balanced"),
            Schedule(items=(ScheduledItem(at=1.0, type="b"), ScheduledItem(at=0.5, times={"s1": 0.0}))),
        ),
        item_types=types(2.0, 1.0, 1.0),
        classes=(SLOW, FAST),
    ),
    "shares that are no binary fractions still tie": stream(
        [work("S1", 0.5, 2)],
        (Interarrival(time=constant(0.25), mix="balanced"), Backlog(counts={"a": 4, "b": 1, "c": 1})),
        item_types=types(0.1, 0.3, 0.2),
        classes=(SLOW,),
    ),
    "classes of one rank go by order of joining": stream(
        [work("S1", 1.0, 1, rework=(Rework(to="s1", probability=0.2),)), work("S2", 1.0, 1, wip_limit=1)],
        CadenceArrival(every=1.0, count=2),
        item_types=types(1.0, 1.0, fast="b"),
        classes=(SLOW, ServiceClass(id="fast", rank=1)),
    ),
    "any distribution": stream(
        [
            work("S1", lognormal(0.3, 0.9), 2, wip_limit=3, rework=(Rework(to="s1", probability=0.2),)),
            work("S2", exponential(0.4), 2, time_by_type={"b": Distribution(family="gamma", mean=0.3, cv=2)}),
            wait("S3", delay=Distribution(family="pert", low=0.0, mode=0.1, high=2.0), wip_limit=4),
        ],
        Interarrival(time=Distribution(family="weibull", mean=0.5, cv=0.7), batch=exponential(1.2)),
        item_types=types(3.0, 1.0),
        classes=(SLOW,),
    ),
}


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("rule", NASTY)
def test_the_twin_agrees_where(rule: str, seed: int) -> None:
    assert_same(NASTY[rule], RunRequest(seed=seed, until=25.0))


@pytest.mark.parametrize("items", [1, 7, 30])
def test_a_run_for_so_many_items_ends_with_the_same_round(items: int) -> None:
    rule = "rework goes above the limits of its stage and of two groups that overlap"
    assert_same(NASTY[rule], RunRequest(items=items))


def test_of_types_equally_far_behind_their_shares_the_first_listed_comes() -> None:
    mixed = stream(
        [wait("S1")],
        CadenceArrival(every=1.0, mix="balanced"),
        item_types=types(2.0, 0.5, 0.5),
        classes=(SLOW,),
    )
    log = simulate(mixed, RunRequest(until=5.0))
    assert log.items.type.tolist() == [0, 0, 1, 0, 2, 0]


def test_the_twin_too_finds_no_end_where_there_is_none() -> None:
    endless = stream(
        [work("S1", 0.0, wip_limit=1, rework=(Rework(to="s1", probability=0.9999999),))], backlog(9)
    )
    with pytest.raises(StreamFault, match="goes round without end"):
        simulate(endless, RunRequest(until=1.0))
    with pytest.raises(WithoutEndError):
        SlowBoard(endless).run(until=1.0, patience=500)
