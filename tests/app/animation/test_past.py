"""The past found from what is there must be the past that comes of following everything."""

from __future__ import annotations

from functools import partial
from time import perf_counter

import numpy as np
import pytest

from app.animation import Motion, Past, frame_at, motion_for
from app.canvas import Area, Frame, Pile
from sim.engine import LiveRun, RunRequest, simulate
from sim.log import EventLog, Origin
from sim.stream import Stream, example, example_names
from tests.log.story import told

REOPENED = """
    0 0 arrived
    0 0 entered build
    1 0 started build 0
    2 0 done
    3 1 arrived
    4 0 entered test
    5 1 entered build
    6 0 done
    7 2 entered test
"""


def by_following(log: EventLog, motion: Motion, past: Past, times: list[float]) -> list[Frame]:
    """Follow the log row by row, and give the tokens at some times."""
    motion.add_types(log.items.type.tolist())
    frames, at = [], 0
    for time in times:
        upto = past.row(time)
        motion.follow(past.rows(at, upto))
        motion.land()
        frames.append(motion.frame(time))
        at = upto
    return frames


def lying(frame: Frame) -> dict[tuple[int, Area], Pile]:
    """Give the piles that hold something."""
    return {spot: pile for spot, pile in frame.piles.items() if pile.count}


def told_of(frame: Frame) -> tuple[object, ...]:
    """Give all that a frame tells but its time."""
    return (
        lying(frame), list(frame.flights), list(frame.types), frame.blocked, frame.setup,
        dict(frame.together), list(frame.busy), list(frame.counts),
    )  # fmt: skip


def run_of(stream: Stream, items: int = 700) -> EventLog:
    return simulate(stream, RunRequest(seed=5, items=items))


@pytest.mark.parametrize("name", example_names())
def test_any_moment_is_as_if_the_run_were_followed_to_it(name: str) -> None:
    stream = example(name)
    log = run_of(stream)
    past = Past(log, partial(motion_for, stream))
    times = np.linspace(0.0, log.end, 25).tolist()
    followed = by_following(log, motion_for(stream), past, times)
    assert [told_of(past.frame(time)) for time in reversed(times)] == [
        told_of(frame) for frame in reversed(followed)
    ]
    assert followed[-1].counts[-1] >= 700


def test_a_motion_of_the_past_goes_on_like_the_run() -> None:
    stream = example("software-team")
    log = run_of(stream, 200)
    past = Past(log, partial(motion_for, stream))
    middle = past.row(log.end / 2)
    motion = past.motion_at(middle)
    motion.follow(past.rows(middle, len(log)))
    motion.land()
    assert told_of(motion.frame(log.end)) == told_of(past.frame(log.end))


def test_an_item_of_a_history_that_was_reopened_is_where_it_was_each_time() -> None:
    log = told(REOPENED, origin=Origin("history"))
    assert {time: lying(frame_at(log, time)) for time in (2.0, 4.5, 7.0)} == {
        2.0: {(3, Area.WAITING): Pile(1, (0,))},
        4.5: {(0, Area.WAITING): Pile(1, (1,)), (2, Area.WAITING): Pile(1, (0,))},
        7.0: {
            (1, Area.WAITING): Pile(1, (1,)),
            (3, Area.WAITING): Pile(1, (0,)),
            (2, Area.WAITING): Pile(1, (2,)),
        },
    }


def test_before_the_first_event_nothing_is_there_and_an_empty_log_has_no_other_moment() -> None:
    assert lying(frame_at(told("1 0 arrived"), 0.5)) == {}
    empty = Past(told("1 0 arrived"))
    assert empty.instant(5.0, 1) == 5.0
    assert lying(frame_at(told(""), 3.0)) == {}


def test_instants_before_and_after_a_time_are_found() -> None:
    past = Past(told("1 0 arrived\n1 0 entered build\n3 0 started build 0"))
    assert [past.instant(t, 1) for t in (0.0, 1.0, 2.0, 3.0)] == [1.0, 3.0, 3.0, 3.0]
    assert [past.instant(t, -1) for t in (4.0, 3.0, 2.0, 1.0)] == [3.0, 1.0, 1.0, 1.0]
    assert past.row(1.0) == 2


@pytest.mark.slow
def test_a_moment_of_a_run_of_a_million_rows_is_found_within_50_ms() -> None:
    stream = example("software-team")
    log = run_of(stream, 75_000)
    assert len(log) > 1_000_000
    past = Past(log, partial(motion_for, stream))
    spent = []
    for time in np.linspace(0.0, log.end, 11).tolist():
        begin = perf_counter()
        past.frame(time)
        spent.append(perf_counter() - begin)
    assert float(np.median(spent)) < 0.05


def live_at(run: LiveRun, moment: float) -> Frame:
    """Give the tokens of a run that is let come to a moment, as they are seen live."""
    run.advance_to(moment)
    motion = motion_for(run.stream)
    time, item, kind, stage, who = (column.tolist() for column in run.rows())
    motion.add_types(run.types().tolist())
    motion.follow(zip(item, kind, stage, who, strict=True), time)
    motion.land()
    return motion.frame(run.now, run.time_left())


@pytest.mark.parametrize("moment", [12.0, 37.5, 80.25])
def test_how_far_work_has_come_is_told_alike_in_the_present_and_looking_back(moment: float) -> None:
    run = LiveRun(example("software-team"), RunRequest(seed=3))
    live = live_at(run, moment)
    assert live.progress
    assert all(0 <= share <= 1 for share in live.progress.values())
    at_work = {i for (_, area), pile in live.piles.items() if area is Area.ACTIVE for i in pile.items}
    assert set(live.progress) == at_work
    soon = Past(run.log(), partial(motion_for, run.stream), run.time_left()).frame(moment)
    assert soon.progress == pytest.approx(live.progress, abs=1e-4)
    run.advance_to(moment + 100.0)
    later = Past(run.log(), partial(motion_for, run.stream)).frame(moment)
    assert later.progress == pytest.approx(live.progress, abs=1e-4)


def test_work_that_stands_still_keeps_what_is_done_of_it() -> None:
    story = """
        0 0 arrived
        0 0 entered build
        2 0 started build 0
        4 0 blocked build 0
        7 0 unblocked build 0
        9 0 finished build 0
    """
    past = Past(told(story))
    shares = [past.frame(time).progress.get(0) for time in (1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 9.0)]
    assert shares == [None, 0.0, 0.25, 0.5, 0.5, 0.75, None]
