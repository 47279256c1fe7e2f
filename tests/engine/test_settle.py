"""How the board settles: small streams whose whole story can be written out by hand."""

from __future__ import annotations

import pytest

from sim.engine import RunRequest, simulate
from sim.stream import (
    Cadence,
    ItemType,
    Rework,
    Schedule,
    ScheduledItem,
    ServiceClass,
    Stream,
    WipGroup,
)
from tests.builders import at, line, stream, wait, work
from tests.engine.rows import told

ALWAYS = 1.0 - 1e-12
"""A share so near to 1 that every item fails; a whole 1 is refused."""

CLOCKS = pytest.mark.parametrize("clock", ["kernel", "simpy"])


def story(given: Stream, until: float | None = None, clock: str = "kernel") -> list[str]:
    """Tell a run from its first row to its last."""
    return told(simulate(given, RunRequest(until=until, clock="simpy" if clock == "simpy" else "kernel")))


@CLOCKS
def test_room_is_enough_to_be_pulled_and_the_item_waits_inside(clock: str) -> None:
    given = stream([work("A", 1.0), work("B", 3.0)], at(0.0, 0.0))
    assert story(given, clock=clock) == [
        "0 0 arrived",
        "0 1 arrived",
        "0 0 entered a",
        "0 1 entered a",
        "0 0 started a 0",
        "1 0 finished a 0",
        "1 0 entered b",
        "1 0 started b 0",
        "1 1 started a 0",
        "2 1 finished a 0",
        "2 1 entered b",
        "4 0 finished b 0",
        "4 0 done",
        "4 1 started b 0",
        "7 1 finished b 0",
        "7 1 done",
    ]


@CLOCKS
def test_a_stage_that_pulls_when_ready_leaves_the_item_where_it_is(clock: str) -> None:
    given = stream([work("A", 1.0), work("B", 3.0, pull="ready")], at(0.0, 0.0))
    assert story(given, clock=clock)[8:] == [
        "1 1 started a 0",
        "2 1 finished a 0",
        "4 0 finished b 0",
        "4 0 done",
        "4 1 entered b",
        "4 1 started b 0",
        "7 1 finished b 0",
        "7 1 done",
    ]


UP_TO_THE_BLOCK = [
    "0 0 arrived",
    "0 1 arrived",
    "0 2 arrived",
    "0 0 entered s1",
    "0 1 entered s1",
    "0 0 started s1 0",
    "1 0 finished s1 0",
    "1 0 entered s2",
    "1 0 started s2 0",
    "1 2 entered s1",
    "1 1 started s1 0",
    "2 1 finished s1 0",
]
AFTER_THE_BLOCK = [
    "7 1 finished s2 0",
    "7 1 done",
    "7 2 entered s2",
    "7 2 started s2 0",
    "10 2 finished s2 0",
    "10 2 done",
]


@CLOCKS
def test_a_worker_who_is_free_at_a_finish_works_on_behind_a_full_stage(clock: str) -> None:
    given = line([1.0, 3.0], wip_limits=[2, 1], arrivals=at(0.0, 0.0, 0.0))
    assert story(given, clock=clock) == [
        *UP_TO_THE_BLOCK,
        "2 2 started s1 0",
        "3 2 finished s1 0",
        "4 0 finished s2 0",
        "4 0 done",
        "4 1 entered s2",
        "4 1 started s2 0",
        *AFTER_THE_BLOCK,
    ]


@CLOCKS
def test_a_worker_who_holds_stands_still_behind_a_full_stage(clock: str) -> None:
    given = line([1.0, 3.0], wip_limits=[2, 1], arrivals=at(0.0, 0.0, 0.0), on_finish="hold")
    assert story(given, clock=clock) == [
        *UP_TO_THE_BLOCK,
        "4 0 finished s2 0",
        "4 0 done",
        "4 1 entered s2",
        "4 1 started s2 0",
        "4 2 started s1 0",
        "5 2 finished s1 0",
        *AFTER_THE_BLOCK,
    ]


@CLOCKS
def test_groups_that_overlap_are_entered_one_after_the_other(clock: str) -> None:
    groups = (
        WipGroup(id="front", stages=("s1", "s2"), limit=1),
        WipGroup(id="back", stages=("s2", "s3"), limit=1),
    )
    given = line([1.0, 1.0, 3.0], arrivals=at(0.0, 0.0), wip_groups=groups)
    assert story(given, clock=clock) == [
        "0 0 arrived",
        "0 1 arrived",
        "0 0 entered s1",
        "0 0 started s1 0",
        "1 0 finished s1 0",
        "1 0 entered s2",
        "1 0 started s2 0",
        "2 0 finished s2 0",
        "2 0 entered s3",
        "2 0 started s3 0",
        "2 1 entered s1",
        "2 1 started s1 0",
        "3 1 finished s1 0",
        "5 0 finished s3 0",
        "5 0 done",
        "5 1 entered s2",
        "5 1 started s2 0",
        "6 1 finished s2 0",
        "6 1 entered s3",
        "6 1 started s3 0",
        "9 1 finished s3 0",
        "9 1 done",
    ]


@CLOCKS
def test_what_fails_goes_back_above_the_limit_and_ahead_of_the_line(clock: str) -> None:
    back = (Rework(to="a", probability=ALWAYS, effort=0.5),)
    given = stream([work("A", 1.0, wip_limit=1), work("B", 1.0, wip_limit=1, rework=back)], at(0.0, 0.0))
    assert story(given, until=4.0, clock=clock) == [
        "0 0 arrived",
        "0 1 arrived",
        "0 0 entered a",
        "0 0 started a 0",
        "1 0 finished a 0",
        "1 0 entered b",
        "1 0 started b 0",
        "1 1 entered a",
        "1 1 started a 0",
        "2 0 finished b 0",
        "2 0 entered a",
        "2 1 finished a 0",
        "2 1 entered b",
        "2 1 started b 0",
        "2 0 started a 0",
        "2.5 0 finished a 0",
        "3 1 finished b 0",
        "3 1 entered a",
        "3 0 entered b",
        "3 0 started b 0",
        "3 1 started a 0",
        "3.5 1 finished a 0",
        "4 0 finished b 0",
        "4 0 entered a",
        "4 1 entered b",
        "4 1 started b 0",
        "4 0 started a 0",
    ]


def test_rework_frees_a_worker_who_would_hold() -> None:
    back = (Rework(to="b", probability=ALWAYS),)
    given = stream([work("B", 1.0, on_finish="hold", rework=back)], at(0.0, 0.5))
    assert story(given, until=2.0) == [
        "0 0 arrived",
        "0 0 entered b",
        "0 0 started b 0",
        "0.5 1 arrived",
        "0.5 1 entered b",
        "1 0 finished b 0",
        "1 0 entered b",
        "1 0 started b 0",
        "2 0 finished b 0",
        "2 0 entered b",
        "2 0 started b 0",
    ]


def classed(ranks: tuple[int, int], limit: int | None = None, **urgent: object) -> Stream:
    """One stage of two days; types ``u`` and ``o`` of two classes; o, u, u, o, the first a day ahead."""
    classes = (
        ServiceClass.model_validate({"id": "urgent", "rank": ranks[0], **urgent}),
        ServiceClass(id="usual", rank=ranks[1]),
    )
    types = tuple(
        ItemType.model_validate({"id": name, "name": name, "class": of, "share": 1})
        for name, of in (("u", "urgent"), ("o", "usual"))
    )
    items = tuple(ScheduledItem(at=float(n > 0), type=name) for n, name in enumerate("ouuo"))
    return stream([work("A", 2.0, wip_limit=limit)], Schedule(items=items), item_types=types, classes=classes)


@CLOCKS
def test_an_expedited_item_passes_the_limit_and_the_next_one_waits_outside(clock: str) -> None:
    assert story(classed((0, 1), limit=1, ignores_wip=True, at_most=1), clock=clock) == [
        "0 0 arrived",
        "0 0 entered a",
        "0 0 started a 0",
        "1 1 arrived",
        "1 2 arrived",
        "1 3 arrived",
        "1 1 entered a",
        "2 0 finished a 0",
        "2 0 done",
        "2 1 started a 0",
        "4 1 finished a 0",
        "4 1 done",
        "4 2 entered a",
        "4 2 started a 0",
        "6 2 finished a 0",
        "6 2 done",
        "6 3 entered a",
        "6 3 started a 0",
        "8 3 finished a 0",
        "8 3 done",
    ]


@pytest.mark.parametrize(
    ("ranks", "order"), [((1, 1), [1, 2, 3]), ((1, 2), [1, 2, 3]), ((2, 1), [3, 1, 2]), ((7, 0), [3, 1, 2])]
)
def test_classes_of_one_rank_are_one_line_and_of_two_ranks_are_two(
    ranks: tuple[int, int], order: list[int]
) -> None:
    rows = [row.split() for row in story(classed(ranks))]
    assert [int(row[1]) for row in rows if row[2] == "entered"] == [0, *order]
    assert [int(row[1]) for row in rows if row[2] == "started"] == [0, *order]


@CLOCKS
def test_work_that_ends_with_the_train_catches_it(clock: str) -> None:
    given = stream([work("A", 2.0), wait("Out", cadence=Cadence(every=2.0))], at(0.0, 0.5))
    assert story(given, clock=clock) == [
        "0 0 arrived",
        "0 0 entered a",
        "0 0 started a 0",
        "0.5 1 arrived",
        "0.5 1 entered a",
        "2 0 finished a 0",
        "2 0 entered out",
        "2 1 started a 0",
        "2 0 finished out",
        "2 0 done",
        "4 1 finished a 0",
        "4 1 entered out",
        "4 1 finished out",
        "4 1 done",
    ]


def test_a_gate_in_the_middle_lets_pass_what_the_next_stage_has_room_for() -> None:
    given = stream([wait("Gate", cadence=Cadence(every=3.0)), work("B", 1.0, wip_limit=1)], at(0.0, 0.0))
    assert story(given) == [
        "0 0 arrived",
        "0 1 arrived",
        "0 0 entered gate",
        "0 1 entered gate",
        "0 0 finished gate",
        "0 1 finished gate",
        "3 0 entered b",
        "3 0 started b 0",
        "4 0 finished b 0",
        "4 0 done",
        "6 1 entered b",
        "6 1 started b 0",
        "7 1 finished b 0",
        "7 1 done",
    ]


@CLOCKS
def test_work_without_duration_passes_through_in_one_instant(clock: str) -> None:
    assert story(line([0.0, 0.0], arrivals=at(1.0)), clock=clock) == [
        "1 0 arrived",
        "1 0 entered s1",
        "1 0 started s1 0",
        "1 0 finished s1 0",
        "1 0 entered s2",
        "1 0 started s2 0",
        "1 0 finished s2 0",
        "1 0 done",
    ]


def test_a_place_that_frees_downstream_is_filled_up_the_whole_line_in_the_same_instant() -> None:
    given = line([1.0, 1.0, 5.0], wip_limits=1, arrivals=at(0.0, 0.0, 0.0, 0.0))
    assert [row for row in story(given) if row.startswith("7 ")] == [
        "7 0 finished s3 0",
        "7 0 done",
        "7 1 entered s3",
        "7 1 started s3 0",
        "7 2 entered s2",
        "7 2 started s2 0",
        "7 3 entered s1",
        "7 3 started s1 0",
    ]


def test_a_wait_stage_with_a_limit_holds_back_what_comes_before_it() -> None:
    given = stream([work("A", 1.0), wait("Dry", 4.0, wip_limit=1)], at(0.0, 0.0))
    assert story(given)[5:] == [
        "1 0 finished a 0",
        "1 0 entered dry",
        "1 1 started a 0",
        "2 1 finished a 0",
        "5 0 finished dry",
        "5 0 done",
        "5 1 entered dry",
        "9 1 finished dry",
        "9 1 done",
    ]


@CLOCKS
def test_who_waits_inside_has_the_free_worker_before_one_is_pulled_for_it(clock: str) -> None:
    back = (Rework(to="a", probability=ALWAYS),)
    given = stream([work("A", 1.0, pull="ready"), work("B", 1.0, rework=back)], at(0.0, 0.0, 0.0))
    assert story(given, until=2.0, clock=clock)[3:] == [
        "0 0 entered a",
        "0 0 started a 0",
        "1 0 finished a 0",
        "1 0 entered b",
        "1 0 started b 0",
        "1 1 entered a",
        "1 1 started a 0",
        "2 0 finished b 0",
        "2 0 entered a",
        "2 1 finished a 0",
        "2 1 entered b",
        "2 1 started b 0",
        "2 0 started a 0",
    ]
