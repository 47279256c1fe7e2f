"""What workers cannot have done is said; what the rules let them do passes."""

from __future__ import annotations

import pytest

from sim.log import Condition, EventLog, LogGroup, LogStage, LogTeam, audit
from tests.log.story import changed, told

BEGUN = "0 0 arrived\n0 0 entered build\n1 0 started build 0\n"
SETUP = "0 0 arrived\n0 0 entered build\n1 0 setup build 0\n"


@pytest.mark.parametrize(
    "rest",
    [
        "2 0 paused build 0\n3 0 resumed build 0\n4 0 finished build 0\n4 0 done",
        "2 0 paused build\n3 0 resumed build 1\n4 0 finished build 1\n4 0 done",
        "2 0 blocked build 0\n3 0 unblocked build 0\n3 0 finished build 0",
        "2 0 blocked build 0\n3 0 unblocked build 0\n4 0 blocked build 0\n5 0 unblocked build 0",
        "2 0 blocked build 0\n3 0 unblocked build 0\n3 0 paused build 0\n4 0 resumed build 0",
        "2 0 blocked build\n3 0 unblocked build\n3 0 paused build\n4 0 resumed build 1",
        "2 0 paused build 0\n2 0 blocked build 0\n3 0 unblocked build 0\n3 0 paused build 0",
        "2 0 paused build 0\n2 0 blocked build\n3 0 unblocked build\n3 0 paused build",
        "2 0 paused build\n3 0 resumed build 1\n3 0 paused build\n4 0 resumed build 0",
    ],
)
def test_work_may_be_interrupted_in_every_way_that_the_rules_know(rest: str) -> None:
    assert audit(crew_of(BEGUN + rest, 2)) == ()


@pytest.mark.parametrize(
    "rest",
    [
        "1 0 started build 0\n2 0 finished build 0",
        "2 0 paused build 0\n3 0 setup build 0\n4 0 started build 0",
        "2 0 paused build\n3 0 setup build 1\n4 0 paused build\n5 0 setup build 0\n6 0 started build 0",
    ],
)
def test_a_changeover_comes_before_work_and_may_be_interrupted(rest: str) -> None:
    assert audit(crew_of(SETUP + rest, 2)) == ()


@pytest.mark.parametrize(
    ("story", "fault"),
    [
        (SETUP + "2 0 finished build 0", "finished (Build) at 2, after setup: out of order"),
        (SETUP + "2 0 blocked build 0", "blocked (Build) at 2, after setup: out of order"),
        (
            SETUP + "2 0 paused build 0\n3 0 resumed build 0",
            "resumed (Build) at 3, after paused: in the middle of a changeover",
        ),
        (
            BEGUN + "2 0 paused build 0\n3 0 setup build 0",
            "setup (Build) at 3, after paused: though work had begun",
        ),
        (BEGUN + "2 0 setup build 0", "setup (Build) at 2, after started: out of order"),
        (
            BEGUN + "2 0 blocked build 0\n3 0 paused build 0",
            "paused (Build) at 3, after blocked: out of order",
        ),
        (
            BEGUN + "2 0 blocked build 0\n3 0 resumed build 0",
            "resumed (Build) at 3, after blocked: out of order",
        ),
        (
            BEGUN + "2 0 blocked build\n3 0 unblocked build\n4 0 paused build",
            "paused (Build) at 4, after unblocked: without a worker",
        ),
        (
            BEGUN + "2 0 paused build 0\n3 0 resumed build",
            "resumed (Build) at 3, after paused: without a worker",
        ),
        (
            BEGUN + "2 0 paused build 0\n3 0 resumed build 1",
            "resumed (Build) at 3, after paused: in other hands",
        ),
        (BEGUN + "2 0 finished build 1", "finished (Build) at 2, after started: in other hands"),
        (BEGUN + "2 0 blocked build 1", "blocked (Build) at 2, after started: in other hands"),
        (
            BEGUN + "2 0 blocked build\n3 0 unblocked build 1",
            "unblocked (Build) at 3, after blocked: in other hands",
        ),
        (SETUP + "2 0 started build 1", "started (Build) at 2, after setup: in other hands"),
    ],
)
def test_interrupted_work_goes_on_as_the_rules_say(story: str, fault: str) -> None:
    assert audit(crew_of(story, 2)) == (f"item 0: {fault}",)


@pytest.mark.parametrize("row", ["1 0 setup train 0", "1 0 blocked train", "1 0 paused train"])
def test_nothing_is_worked_on_in_a_wait_stage(row: str) -> None:
    train = (LogStage("train", "Train", kind="wait"),)
    faults = audit(told(f"0 0 arrived\n0 0 entered train\n{row}", stages=train))
    assert [fault for fault in faults if fault.endswith("in a wait stage")]


TWO = "0 0 arrived\n0 1 arrived\n0 0 entered build\n0 1 entered build\n"


@pytest.mark.parametrize(
    ("rest", "faults"),
    [
        ("0 0 started build 0\n1 0 blocked build\n1 1 started build 0", ()),
        ("0 0 started build 0\n1 0 paused build\n1 1 started build 0\n2 1 finished build 0", ()),
        ("0 0 started build 0\n1 0 finished build 0\n1 1 started build 0", ()),
        (
            "0 0 started build 0\n1 0 blocked build 0\n1 1 started build 0",
            ("worker 0 of Build has 2 items at 1",),
        ),
        (
            "0 0 started build 0\n1 0 paused build 0\n2 1 setup build 0",
            ("worker 0 of Build has 2 items at 2",),
        ),
        (
            "0 0 started build 0\n1 1 started build 0\n1 0 finished build 0",
            ("worker 0 of Build has 2 items at 1",),
        ),
    ],
)
def test_a_worker_of_a_stage_has_one_item_unless_it_was_put_down(rest: str, faults: tuple[str, ...]) -> None:
    assert audit(crew_of(TWO + rest, 1)) == faults


def test_a_finished_item_keeps_its_worker_where_the_stage_holds_workers() -> None:
    rest = "0 0 started build 0\n1 0 finished build 0\n1 1 started build 0\n2 0 done"
    assert audit(crew_of(TWO + rest, 1, holds=True)) == ("worker 0 of Build has 2 items at 1",)
    pulled = "0 0 started build 0\n1 0 finished build 0\n2 0 done\n2 1 started build 0"
    assert audit(crew_of(TWO + pulled, 1, holds=True)) == ()


THREE = "0 0 arrived\n0 1 arrived\n0 2 arrived\n"
BATCH = """
    0 0 entered build
    0 1 entered build
    0 2 entered build
    0 0 started build 0
    0 1 started build 0
    2 0 finished build 0
    2 1 finished build 0
"""


def test_a_batch_is_in_one_hand() -> None:
    assert audit(crew_of(THREE + BATCH + "2 2 started build 0", 1, batch=2)) == ()
    early = BATCH.replace("2 0 finished", "1 2 started build 0\n2 0 finished")
    assert audit(crew_of(THREE + early, 1, batch=2)) == ("worker 0 of Build has 2 items at 1",)
    assert audit(crew_of(THREE + BATCH, 1)) == ("worker 0 of Build has 2 items at 0",)


def test_a_batch_keeps_its_worker_until_the_last_of_it_has_left() -> None:
    held = THREE + BATCH + "3 0 done\n3 2 started build 0\n4 1 done"
    assert audit(crew_of(held, 1, batch=2, holds=True)) == ("worker 0 of Build has 2 items at 3",)
    free = THREE + BATCH + "3 0 done\n4 1 done\n4 2 started build 0"
    assert audit(crew_of(free, 1, batch=2, holds=True)) == ()


SHARED = (LogStage("build", "Build", team=0), LogStage("test", "Test", team=0))
ACROSS = """
    0 0 entered build
    0 0 started build 1
    0 1 entered build
    0 1 started build 1
    1 0 finished build 1
    1 0 entered test
    1 0 started test 1
    2 2 entered build
    2 2 started build 1
"""


@pytest.mark.parametrize(
    ("hands", "faults"),
    [
        (1, [f"worker 1 of Devs has {n} items at {t}, 1 at most" for n, t in ((2, 0), (2, 1), (3, 2))]),
        (2, ["worker 1 of Devs has 3 items at 2, 2 at most"]),
        (3, []),
    ],
)
def test_a_member_of_a_team_holds_items_of_all_its_stages(hands: int, faults: list[str]) -> None:
    log = told(THREE + ACROSS, stages=SHARED, teams=(LogTeam("devs", "Devs", 2, hands),))
    expected = [fault.removesuffix(", 1 at most") for fault in faults]
    assert list(audit(log)) == expected


def test_a_worker_whom_the_crew_never_had_is_said() -> None:
    log = crew_of(BEGUN.replace("build 0", "build 2"), 2)
    assert audit(log) == ("worker 2 of Build does not exist",)
    assert audit(changed(log, (0.5, Condition.WORKERS, 0, 3))) == ()
    shared = told(BEGUN.replace("build 0", "build 2"), stages=SHARED, teams=(LogTeam("devs", "Devs", 2),))
    assert audit(shared) == ("worker 2 of Devs does not exist",)
    assert audit(changed(shared, (0.5, Condition.WORKERS, 2, 3))) == ()


DOWN = ((2.0, Condition.DOWN, 0, 0), (3.0, Condition.UP, 0, 0))


def test_a_worker_who_is_down_does_not_work() -> None:
    log = crew_of(BEGUN + "5 0 finished build 0", 2)
    assert audit(changed(log, *DOWN)) == ("worker 0 of Build is down and works on item 0 at 1",)
    assert audit(changed(log, *((*one[:3], 1) for one in DOWN))) == ()
    paused = crew_of(BEGUN + "2 0 paused build 0\n3 0 resumed build 0\n5 0 finished build 0", 2)
    assert audit(changed(paused, *DOWN)) == ()
    for_good = crew_of(BEGUN + "2 0 paused build 0\n3 0 resumed build 0\n5 0 finished build 0", 2)
    assert audit(changed(for_good, DOWN[0])) == ("worker 0 of Build is down and works on item 0 at 3",)
    changing_over = crew_of(SETUP + "5 0 started build 0", 1)
    assert audit(changed(changing_over, *DOWN)) == ("worker 0 of Build is down and works on item 0 at 1",)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (((3.0, 2, 0, 1), (2.0, 2, 0, 1)), "the conditions are not in order of time"),
        (((9.0, 2, 0, 1),), "a condition lies outside the log's time"),
        (((-1.0, 2, 0, 1),), "a condition lies outside the log's time"),
        (((1.0, 5, 0, 1),), "a condition of kind 5 does not exist"),
        (((1.0, 2, 3, 1),), "a condition is about place 3, which does not exist"),
        (((1.0, 3, 2, 1),), "a condition is about place 2, which does not exist"),
        (((1.0, 4, 1, 1),), "a condition is about place 1, which does not exist"),
        (((1.0, 1, 1, 0),), "worker 0 of Test is repaired without having failed at 1"),
        (((1.0, 0, 1, 0), (2.0, 0, 1, 0)), "worker 0 of Test fails while down at 2"),
    ],
)
def test_conditions_make_sense(changes: tuple[tuple[float, int, int, int], ...], fault: str) -> None:
    teams, groups = (LogTeam("devs", "Devs", 2),), (LogGroup("all", 0, 1, 5),)
    log = told("", end=4.0, teams=teams, groups=groups)
    assert audit(changed(log, *changes)) == (fault,)


def test_sound_conditions_pass() -> None:
    log = told("", end=4.0, teams=(LogTeam("devs", "Devs", 2),), groups=(LogGroup("all", 0, 1, 5),))
    rows = ((0, 0, 1, 0), (1, 1, 1, 0), (1, 0, 1, 0), (2, 2, 2, 3), (3, 3, 1, -1), (4, 4, 0, 7))
    assert audit(changed(log, *rows)) == ()


def crew_of(story: str, workers: int, *, holds: bool = False, batch: int = 1) -> EventLog:
    """Tell a story of one stage with workers of its own."""
    return told(story, stages=(LogStage("build", "Build", workers=workers, holds=holds, batch=batch),))


def test_an_empty_log_has_no_faults() -> None:
    assert audit(told("", end=1.0)) == ()
