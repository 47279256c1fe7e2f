from __future__ import annotations

from app.animation import FLIGHT_SECONDS, Motion, frame_at
from app.animation.motion import MOST_FLIGHTS
from app.canvas import Area, Pile
from sim.log import Kind, LogStage
from tests.log.story import told

STORY = """
    0 0 arrived
    0 0 entered build
    0 0 started build 0
    1 1 arrived
    2 0 finished build 0
    2 0 entered test
    2 0 started test 0
    2 1 entered build
    2 1 started build 0
    3 0 blocked test 0
    4 0 unblocked test 0
    5 1 finished build 0
    6 0 finished test 0
    6 0 entered build
    7 0 started build 1
    8 0 finished build 1
    8 0 entered test
    8 0 started test 0
    9 0 finished test 0
    9 0 done
"""
LOG = told(STORY)


def test_tokens_stand_where_the_log_says() -> None:
    frame = frame_at(LOG, 5.5)
    lying = {spot: pile for spot, pile in frame.piles.items() if pile.count}
    assert lying == {(1, Area.FINISHED): Pile(1, (1,)), (2, Area.ACTIVE): Pile(1, (0,))}
    assert frame.busy == [0, 0, 1, 0]
    assert frame.counts == [0, 1, 1, 0]


def test_a_blocked_item_is_marked_until_it_goes_on() -> None:
    assert frame_at(LOG, 3.5).blocked == frozenset({0})
    assert frame_at(LOG, 4.0).blocked == frozenset()


def test_what_is_done_is_counted_and_lies_in_the_last_card() -> None:
    frame = frame_at(LOG, 9.0)
    assert frame.counts == [0, 1, 0, 1]
    assert frame.piles[3, Area.WAITING] == Pile(1, (0,))


def motion() -> Motion:
    made = Motion([True, True])
    made.add_types([0] * 500)
    return made


def test_an_item_flies_from_card_to_card_and_lands() -> None:
    going = motion()
    going.follow([(0, Kind.ARRIVED, -1, -1), (0, Kind.ENTERED, 0, -1), (0, Kind.STARTED, 0, 0)])
    frame = going.frame(0.0)
    assert [(f.item, f.origin, f.target, f.share) for f in frame.flights] == [
        (0, (0, Area.WAITING), (1, Area.ACTIVE), 0.0)
    ]
    assert frame.piles[1, Area.ACTIVE] == Pile(1, ())
    going.pass_time(FLIGHT_SECONDS / 2)
    assert going.frame(0.0).flights[0].share == 0.5
    going.pass_time(FLIGHT_SECONDS)
    assert going.frame(0.0).flights == []
    assert going.frame(0.0).piles[1, Area.ACTIVE] == Pile(1, (0,))


def test_rework_flies_back() -> None:
    going = motion()
    going.follow([(0, Kind.ARRIVED, -1, -1), (0, Kind.ENTERED, 1, -1), (0, Kind.STARTED, 1, 0)])
    going.land()
    going.follow([(0, Kind.FINISHED, 1, -1), (0, Kind.ENTERED, 0, -1)])
    (flight,) = going.frame(0.0).flights
    assert flight.is_back
    assert (flight.origin[0], flight.target[0]) == (2, 1)


def test_a_crowd_beyond_the_most_flights_jumps() -> None:
    going = motion()
    going.follow([(i, Kind.ARRIVED, -1, -1) for i in range(200)])
    going.follow([(i, Kind.ENTERED, 0, -1) for i in range(200)])
    frame = going.frame(0.0)
    assert len(frame.flights) == MOST_FLIGHTS
    assert len(frame.piles[1, Area.WAITING].items) == 200 - MOST_FLIGHTS


def test_a_wait_stage_keeps_all_its_tokens_together() -> None:
    stages = (LogStage("build", "Build", workers=1), LogStage("test", "Test", kind="wait"))
    log = told("0 0 arrived\n0 0 entered test\n0 0 finished test", stages=stages)
    assert frame_at(log, 1.0).piles[2, Area.WAITING] == Pile(1, (0,))


def test_workers_that_are_held_stay_busy() -> None:
    stages = (LogStage("build", "Build", workers=1, holds=True), LogStage("test", "Test", workers=1))
    log = told("0 0 arrived\n0 0 entered build\n0 0 started build 0\n1 0 finished build 0", stages=stages)
    assert frame_at(log, 2.0).busy == [0, 1, 0, 0]


def test_old_tokens_are_forgotten_but_counted() -> None:
    going = motion()
    for item in range(500):
        going.follow([(item, Kind.ARRIVED, -1, -1), (item, Kind.ENTERED, 0, -1), (item, Kind.DONE, -1, -1)])
    going.land()
    frame = going.frame(0.0)
    assert frame.counts[-1] == going.done == 500
    assert frame.piles[3, Area.WAITING].items[-1] == 499
    assert len(frame.piles[3, Area.WAITING].items) <= 240


def at_work(*rows: tuple[int, Kind, int, int], batches: bool = False) -> Motion:
    """One stage of work; item 0 and 1 are in it, and then ``rows`` happen to them."""
    motion = Motion([True], batches=[batches])
    motion.add_types([0, 0])
    for item in (0, 1):
        motion.follow([(item, Kind.ARRIVED, -1, -1), (item, Kind.ENTERED, 0, -1)])
    motion.land()
    motion.follow(rows)
    return motion


def where(motion: Motion, item: int) -> Area:
    piles = motion.frame(0.0).piles
    return next(spot[1] for spot, pile in piles.items() if item in pile.items)


def test_an_item_put_down_frees_its_worker_and_keeps_its_ring() -> None:
    motion = at_work((0, Kind.STARTED, 0, 0), (0, Kind.BLOCKED, 0, -1))
    frame = motion.frame(0.0)
    assert (frame.busy[1], frame.blocked, where(motion, 0)) == (0, frozenset({0}), Area.ACTIVE)


def test_an_item_that_keeps_its_worker_while_blocked_keeps_it_busy() -> None:
    frame = at_work((0, Kind.STARTED, 0, 0), (0, Kind.BLOCKED, 0, 0)).frame(0.0)
    assert (frame.busy[1], frame.blocked) == (1, frozenset({0}))


def test_an_item_that_waits_for_a_worker_again_lies_with_those_who_wait() -> None:
    rows = ((0, Kind.STARTED, 0, 0), (0, Kind.BLOCKED, 0, -1), (0, Kind.UNBLOCKED, 0, -1))
    motion = at_work(*rows, (0, Kind.PAUSED, 0, -1))
    frame = motion.frame(0.0)
    assert (where(motion, 0), frame.blocked, frame.put_down) == (Area.WAITING, frozenset(), frozenset({0}))
    motion.follow([(0, Kind.RESUMED, 0, 1)])
    frame = motion.frame(0.0)
    assert (where(motion, 0), frame.busy[1], frame.put_down) == (Area.ACTIVE, 1, frozenset())


def test_an_item_whose_worker_is_down_stands_still_in_his_hands() -> None:
    motion = at_work((0, Kind.STARTED, 0, 0), (0, Kind.PAUSED, 0, 0))
    frame = motion.frame(0.0)
    assert (frame.busy[1], frame.down, frame.blocked) == (1, frozenset({0}), frozenset())
    motion.follow([(0, Kind.RESUMED, 0, 0)])
    assert motion.frame(0.0).down == frozenset()


def test_a_changeover_is_marked_until_work_starts() -> None:
    motion = at_work((0, Kind.SETUP, 0, 0))
    frame = motion.frame(0.0)
    assert (frame.setup, frame.busy[1], where(motion, 0)) == (frozenset({0}), 1, Area.ACTIVE)
    motion.follow([(0, Kind.STARTED, 0, 0)])
    assert motion.frame(0.0).setup == frozenset()


def test_a_changeover_that_is_put_down_is_marked_no_more() -> None:
    motion = at_work((0, Kind.SETUP, 0, 0), (0, Kind.PAUSED, 0, -1))
    frame = motion.frame(0.0)
    assert (frame.setup, frame.put_down, where(motion, 0)) == (frozenset(), frozenset(), Area.WAITING)


def test_a_batch_keeps_one_worker_busy_and_is_told_as_one() -> None:
    both = ((0, Kind.STARTED, 0, 0), (1, Kind.STARTED, 0, 0))
    frame = at_work(*both, batches=True).frame(0.0)
    assert frame.busy[1] == 1
    assert frame.together[0] == frame.together[1]
    assert at_work(*both).frame(0.0).together == {}


def test_two_batches_at_work_are_told_apart() -> None:
    frame = at_work((0, Kind.STARTED, 0, 0), (1, Kind.STARTED, 0, 1), batches=True).frame(0.0)
    assert frame.busy[1] == 2
    assert frame.together[0] != frame.together[1]


def test_a_finished_item_keeps_its_worker_only_where_the_stage_holds() -> None:
    rows = ((0, Kind.STARTED, 0, 0), (0, Kind.FINISHED, 0, 0))
    free, holding = Motion([True], [False]), Motion([True], [True])
    for motion in (free, holding):
        motion.add_types([0])
        motion.follow([(0, Kind.ARRIVED, -1, -1), (0, Kind.ENTERED, 0, -1), *rows])
    assert (free.frame(0.0).busy[1], holding.frame(0.0).busy[1]) == (0, 1)
    holding.set_holds([False])
    assert holding.frame(0.0).busy[1] == 0
