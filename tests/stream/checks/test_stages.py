"""Faults of stages, one case each."""

from __future__ import annotations

from typing import Any

import pytest

from sim.stream import (
    BoardItem,
    Cadence,
    ItemType,
    Rework,
    Schedule,
    ScheduledItem,
    Stage,
    problems,
)
from tests.builders import constant, line, stream, wait, work
from tests.stream.checks.found import SLOW, TWO_TYPES, errors, warnings

STAGES: list[tuple[Stage, tuple[str, str]]] = [
    (
        work("Test", 1.0, wip_limit=0),
        ("stages.test.wip_limit", "WIP limit of Test is 0; it must be 1 or more, or none."),
    ),
    (
        work("Test", 1.0, workers=-1),
        ("stages.test.workers", "Test has -1 workers; a work stage needs 1 or more."),
    ),
    (
        work("Test", 1.0).model_copy(update={"workers": None}),
        ("stages.test.workers", "Test has no workers."),
    ),
    (work("Test", 1.0).model_copy(update={"time": None}), ("stages.test.time", "Test has no touch time.")),
    (
        work("Test", 1.0, delay=constant(1.0)),
        ("stages.test.delay", "Test is a work stage and has a delay."),
    ),
    (
        wait("Test", workers=1),
        ("stages.test.workers", "Test is a wait stage: nobody works there, so it takes no workers."),
    ),
    (
        wait("Test", time=constant(1.0)),
        ("stages.test.time", "Test is a wait stage: nobody works there, so it takes no time."),
    ),
    (
        wait("Test", time_by_type={"item": constant(1.0)}),
        (
            "stages.test.time_by_type",
            "Test is a wait stage: nobody works there, so it takes no time_by_type.",
        ),
    ),
    (
        wait("Test", pull="ready"),
        ("stages.test.pull", "Test is a wait stage: nobody works there, so it takes no pull when ready."),
    ),
    (
        wait("Test", on_finish="hold"),
        ("stages.test.on_finish", "Test is a wait stage: nobody works there, so it takes no worker to hold."),
    ),
    (
        work("Test", 1.0, time_by_type={"itme": constant(1.0)}),
        ("stages.test.time_by_type.itme", "There is no item type itme."),
    ),
    (
        work("Test", 1.0, cadence=Cadence(every=-1.0)),
        ("stages.test.cadence.every", "The gate opens every -1; it must be above 0."),
    ),
    (
        work("Test", 1.0, cadence=Cadence(every=1e-7)),
        (
            "stages.test.cadence.every",
            "The gate opens every 1e-07; that is shorter than a tick of the clock, 2^-20 time units.",
        ),
    ),
    (
        work("Test", 1.0, cadence=Cadence(every=2e9)),
        (
            "stages.test.cadence.every",
            "The gate opens every 2e+09; it may be at most 1,000,000,000 time units.",
        ),
    ),
    (
        work("Test", 1.0, cost_per_day=-1.0),
        ("stages.test.cost_per_day", "The cost per day is -1; it must be 0 or more."),
    ),
    (
        work("Test", 1.0, time_factor=0.0),
        ("stages.test.time_factor", "The factor on times is 0; it must be above 0."),
    ),
    (
        work("Test", 1.0, time_factor=1001.0),
        ("stages.test.time_factor", "The factor on times is 1001; it may be at most 1,000."),
    ),
    (
        work("Test", 1.0, cadence=Cadence(every=1.0, first=-1.0)),
        ("stages.test.cadence.first", "The first opening is -1; it must be 0 or more."),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="buidl", probability=0.1),)),
        ("stages.test.rework.buidl.to", "There is no stage buidl."),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="after", probability=0.1),)),
        ("stages.test.rework.after.to", "Rework of Test goes to after, a later stage."),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="gate", probability=0.1),)),
        ("stages.test.rework.gate.to", "Rework of Test goes to gate, a wait stage, where nothing is mended."),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="build", probability=1.0),)),
        (
            "stages.test.rework.build.probability",
            "The probability of rework is 1; it must be from 0 to below 1.",
        ),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="build", probability=-0.1),)),
        (
            "stages.test.rework.build.probability",
            "The probability of rework is -0.1; it must be from 0 to below 1.",
        ),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="build", probability=0.1, effort=-1.0),)),
        ("stages.test.rework.build.effort", "The effort of rework is -1; it must be 0 or more."),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="build", probability=0.6), Rework(to="test", probability=0.5))),
        (
            "stages.test.rework",
            "The probabilities of rework sum to 1.1; it must be below 1, or nothing ever leaves.",
        ),
    ),
    (
        work("Test", 1.0, rework=(Rework(to="build", probability=0.1), Rework(to="build", probability=0.1))),
        ("stages.test.rework.build", "The id build stands 2 times."),
    ),
]


@pytest.mark.parametrize(("stage", "expected"), STAGES)
def test_stages_make_sense(stage: Stage, expected: tuple[str, str]) -> None:
    made = stream((work("Build", 1.0), wait("Gate"), stage, work("After", 1.0)), SLOW)
    assert errors(made) == [expected]


def test_a_refused_approval_may_send_items_back() -> None:
    approval = wait("Approval", 2.0, rework=(Rework(to="build", probability=0.2),))
    assert problems(stream((work("Build", 1.0), approval), SLOW)) == ()


def test_every_type_needs_a_touch_time() -> None:
    half = work("Test", 1.0, time_by_type={"a": constant(1.0)}).model_copy(update={"time": None})
    assert errors(stream((half,), SLOW, item_types=TWO_TYPES)) == [
        ("stages.test.time", "Test has no touch time for b.")
    ]


def test_a_stream_has_stages_but_not_too_many() -> None:
    assert errors(stream((), SLOW)) == [("stages", "The stream has no stages.")]
    assert errors(line([1.0] * 62, arrivals=SLOW)) == []
    assert errors(line([1.0] * 63, arrivals=SLOW)) == [
        ("stages", "The stream has 63 stages; it may have at most 62.")
    ]


def test_workers_that_a_limit_keeps_idle_are_doubtful() -> None:
    made = line([1.0], workers=5, wip_limits=2, arrivals=SLOW)
    assert warnings(made) == [
        ("stages.s1.wip_limit", "S1 has 5 workers and a WIP limit of 2: 3 of them have nothing to do.")
    ]
    assert problems(line([1.0], workers=5, wip_limits=5, arrivals=SLOW)) == ()


def test_two_stages_may_not_share_an_id() -> None:
    assert errors(stream((work("Build", 1.0), work("Build", 1.0)), SLOW)) == [
        ("stages.build", "The id build stands 2 times.")
    ]


def test_an_order_that_finds_nothing_to_go_by_is_doubtful() -> None:
    due = "S1 pulls by due moment, and nothing has one: it is first come, first served."
    cost = "S1 pulls by cost of delay, and no item type has one: it is first come, first served."
    dear = ItemType(id="item", name="Item", cost_of_delay=5.0)
    timed = ItemType(id="item", name="Item", due_in=5.0)
    scheduled = Schedule(items=(ScheduledItem(at=0.0, due=3.0),))
    orders: list[tuple[dict[str, Any], list[str]]] = [
        ({"order": "due"}, [due]),
        ({"order": "due", "item_types": (timed,)}, []),
        ({"order": "due", "board": (BoardItem(type="item", stage="s1", due=2.0),)}, []),
        ({"order": "due", "arrivals": scheduled}, []),
        ({"order": "cost_of_delay"}, [cost]),
        ({"order": "wsjf"}, [cost]),
        ({"order": "wsjf", "item_types": (dear,)}, []),
        ({"order": "shortest"}, []),
        ({"order": "oldest"}, []),
        ({"order": "random"}, []),
    ]
    for fields, expected in orders:
        found = warnings(line([1.0], **{"arrivals": SLOW, **fields}))
        assert found == [("stages.s1.order", one) for one in expected]
