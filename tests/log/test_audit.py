"""Broken lives in words; sound ones pass."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from sim.log import EventLog, LogStage, Origin, audit
from tests.log.story import STAGES, told
from tests.log.strategies import simulated

HISTORY = Origin("history")
SOUND = """
    0 0 arrived
    0 1 arrived
    0 0 entered build
    0 0 started build 0
    2 0 finished build 0
    2 0 entered test
    2 1 entered build
    2 0 started test 0
    2 1 started build 0
    3 0 finished test 0
    3 0 done
"""


@given(simulated())
def test_a_sound_simulation_passes(log: EventLog) -> None:
    one_each = tuple(replace(stage, workers=None) for stage in log.stages)
    assert audit(replace(log, stages=one_each)) == ()


@pytest.mark.parametrize(
    ("story", "faults"),
    [
        (SOUND, ()),
        ("", ()),
        (
            "0 0 entered build",
            (
                "item 0: entered (Build) at 0: as the first event of its life",
                "items are not numbered in the order of their arrival",
            ),
        ),
        (
            "0 0 arrived\n1 0 entered build\n2 0 finished build 0",
            ("item 0: finished (Build) at 2, after entered: without work in a work stage",),
        ),
        (
            "0 0 arrived\n1 0 entered build\n1 0 started build 0\n2 0 finished test 0",
            ("item 0: finished (Test) at 2, after started: in a stage that it has not entered",),
        ),
        (
            "0 0 arrived\n1 0 entered build\n1 0 started build 0\n2 0 done",
            ("item 0: done at 2, after started: out of order",),
        ),
        (
            "0 0 arrived\n1 0 entered build\n1 0 started build 0\n2 0 finished build 0\n2 0 done\n3 0 done",
            ("item 0: done at 3, after done: out of order",),
        ),
        (
            "0 0 arrived\n1 0 entered build\n1 0 started build",
            ("item 0: started (Build) at 1, after entered: without a worker",),
        ),
        (
            "0 0 arrived\n1 0 entered",
            ("item 0: entered at 1, after arrived: in no stage",),
        ),
        (
            "0 0 arrived build",
            ("item 0: arrived (Build) at 0: inside a stage",),
        ),
        (
            """
            0 0 arrived
            0 1 arrived
            0 0 entered build
            0 0 started build 0
            0 1 entered build
            1 1 started build 0
            2 0 finished build 0
            2 1 finished build 0
            """,
            ("worker 0 of Build has 2 items at 1",),
        ),
    ],
)
def test_what_cannot_have_happened_is_said(story: str, faults: tuple[str, ...]) -> None:
    assert audit(told(story)) == faults


def test_nothing_is_started_in_a_wait_stage() -> None:
    train = (LogStage("train", "Train", kind="wait"),)
    log = told("0 0 arrived\n0 0 entered train\n0 0 started train 0", stages=train)
    assert audit(log) == ("item 0: started (Train) at 0, after entered: in a wait stage",)


def test_the_arrivals_of_events_and_items_agree() -> None:
    log = told("0 0 arrived\n1 1 arrived")
    items = replace(log.items, arrival=np.array([0.0, 2.0]))
    assert audit(replace(log, items=items)) == ("item 1: its arrival is 2, its event says otherwise",)


def test_a_history_does_nothing_after_done_without_coming_back() -> None:
    sound = "0 0 entered build\n1 0 done\n2 0 entered build\n3 0 done"
    assert audit(told(sound, origin=HISTORY)) == ()
    broken = told("0 0 entered build\n1 0 done\n2 0 finished build", origin=HISTORY)
    assert audit(broken) == ("item 0: finished (Build) at 2, after done: after it was done",)


def test_columns_that_make_no_sense_are_said_before_anything_else() -> None:
    log = told(SOUND)
    assert audit(replace(log, who=log.who[:-1])) == ("the columns differ in length",)
    assert audit(replace(log, time=log.time[::-1].copy())) == (
        "row 2 at 2 comes after 3: not in order of time",
    )
    assert audit(replace(log, time=log.time * np.nan)) == ("a time is not a finite number",)
    assert audit(replace(log, end=1.0)) == ("the last event is at 3, after the log's end at 1",)
    assert audit(replace(log, stages=STAGES[:1])) == ("stage 1 does not exist",)
    assert audit(replace(log, types=())) == ("type 0 does not exist",)


def test_many_faults_are_counted() -> None:
    log = told("\n".join(f"0 {item} entered build" for item in range(60)))
    faults = audit(log)
    assert len(faults) == 51
    assert faults[-1] == "and 11 more"


def test_work_finished_before_the_begin_needs_no_worker_any_more() -> None:
    begun = "0 0 arrived\n0 0 entered build\n0 0 started build\n0 0 finished build\n1 0 done"
    assert audit(told(begun)) == ()
    later = begun.replace("0 0", "2 0").replace("1 0", "3 0")
    assert audit(told(later)) == ("item 0: started (Build) at 2, after entered: without a worker",)
    unfinished = "0 0 arrived\n0 0 entered build\n0 0 started build\n1 0 finished build\n1 0 done"
    assert audit(told(unfinished)) == ("item 0: started (Build) at 0, after entered: without a worker",)
