"""Of many rows at once only those are followed that tell where the tokens are in the end."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.animation import Motion, Player, motion_for
from app.animation.skim import MANY, telling
from app.canvas import Frame
from sim.engine import LiveRun, RunRequest, simulate
from sim.log import EventLog
from sim.stream import example, example_names
from tests.log.story import told

LOGS = {name: simulate(example(name), RunRequest(seed=5, until=60.0)) for name in example_names()}
STORY = """
    0 0 arrived
    0 0 entered build
    0 0 started build 0
    1 1 arrived
    2 0 finished build 0
    2 0 entered test
    2 0 started test 0
    3 0 blocked test 0
    4 0 unblocked test 0
    6 0 finished test 0
    6 0 entered build
    7 0 started build 1
    8 0 finished build 1
"""


def follow(motion: Motion, log: EventLog, begin: int, end: int, *, skims: bool) -> None:
    """Let rows of a log happen."""
    columns = [column[begin:end] for column in (log.item, log.kind, log.stage, log.who, log.time)]
    if skims:
        kept = telling(columns[0], columns[1])
        columns = [column[kept] for column in columns]
    *rows, time = [column.tolist() for column in columns]
    motion.follow(zip(*rows, strict=True), time)


def seen(frame: Frame) -> Frame:
    """Leave out piles with nothing in them: a pile that nothing came by is not known."""
    return replace(frame, piles={spot: pile for spot, pile in frame.piles.items() if pile.count})


def test_rows_before_an_item_began_anew_are_left_out_but_for_where_it_came_from() -> None:
    log = told(STORY)
    kept = telling(log.item, log.kind)
    assert np.flatnonzero(kept).tolist() == [3, 5, 10, 11, 12]


def test_no_rows_tell_nothing() -> None:
    assert telling(np.zeros(0, np.int32), np.zeros(0, np.int8)).tolist() == []


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(example_names()), cuts=st.lists(st.floats(0, 1), max_size=4))
def test_the_tokens_are_where_all_rows_put_them(name: str, cuts: list[float]) -> None:
    log, stream = LOGS[name], example(name)
    rows = len(log.item)
    places = sorted({0, rows, *(int(cut * rows) for cut in cuts)})
    shown = []
    for skims in (True, False):
        motion = motion_for(stream)
        motion.add_types([0] * (int(log.item.max()) + 1))
        for begin, end in itertools.pairwise(places):
            follow(motion, log, begin, end, skims=skims)
        motion.land()
        shown.append(seen(motion.frame(float(log.time[-1]), {})))
    assert shown[0] == shown[1]


def test_as_fast_as_it_goes_the_last_frame_is_that_of_a_slow_run() -> None:
    stream, until = example("software-team"), 300.0
    ends: list[Frame] = []
    for moments in ([until], list(range(1, int(until) + 1))):
        run, player = LiveRun(stream, RunRequest(seed=2, until=until)), Player()
        run.advance_to(0.0)
        frames: list[Frame] = []
        player.frame.connect(lambda frame, _, kept=frames: kept.append(frame))
        player.load(run, motion_for(stream))
        assert player.events < MANY
        for moment in moments:
            run.advance_to(float(moment))
            player._collect()
        assert player.events > MANY
        player.stop()
        ends.append(seen(frames[-1]))
    assert ends[0] == ends[1]
