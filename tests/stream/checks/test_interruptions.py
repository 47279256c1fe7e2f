"""Faults of blockers, downtime and drag, one case each."""

from __future__ import annotations

from typing import Any

import pytest

from sim.stream import Blockers, Downtime, Drag, Setup, Stage, Stream
from tests.builders import constant, exponential, stream, wait, work
from tests.stream.checks.found import SLOW, TWO_TYPES, errors, warnings

DAY = constant(1.0)
NEVER = constant(0.0)
STOPPED = Blockers(time=DAY, probability=0.3)


def shop(stage: Stage, **more: Any) -> Stream:
    """A stage, and an approval behind it."""
    return stream((stage, wait("Gate", 1.0)), SLOW, item_types=TWO_TYPES, **more)


INTERRUPTIONS: list[tuple[dict[str, Any], tuple[str, str]]] = [
    (
        {"blockers": Blockers(time=DAY)},
        ("stages.build.blockers", "The blockers of Build give neither time_to nor probability."),
    ),
    (
        {"blockers": Blockers(time=DAY, time_to=DAY, probability=0.5)},
        ("stages.build.blockers", "The blockers of Build give both time_to and probability."),
    ),
    (
        {"blockers": Blockers(time=DAY, probability=1.1)},
        ("stages.build.blockers.probability", "The probability of a blocker is 1.1; it must be from 0 to 1."),
    ),
    (
        {"blockers": Blockers(time=DAY, probability=-0.1)},
        (
            "stages.build.blockers.probability",
            "The probability of a blocker is -0.1; it must be from 0 to 1.",
        ),
    ),
    (
        {"blockers": Blockers(time=DAY, time_to=NEVER)},
        (
            "stages.build.blockers.time_to",
            "The touch time to a blocker is 0 on average; it must be above 0.",
        ),
    ),
    (
        {"downtime": Downtime(time_to_failure=NEVER, time_to_repair=DAY)},
        (
            "stages.build.downtime.time_to_failure",
            "The time to a failure is 0 on average; it must be above 0.",
        ),
    ),
    (
        {"downtime": Downtime(time_to_failure=constant(2.0**-21), time_to_repair=DAY)},
        (
            "stages.build.downtime.time_to_failure",
            "The time to a failure is 4.76837e-07 on average; it must be above 0.",
        ),
    ),
    (
        {"downtime": Downtime(time_to_failure=DAY, time_to_repair=NEVER)},
        ("stages.build.downtime.time_to_repair", "The time of a repair is 0 on average; it must be above 0."),
    ),
]


@pytest.mark.parametrize(("fields", "expected"), INTERRUPTIONS)
def test_interruptions_make_sense(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    assert errors(shop(work("Build", 1.0, **fields))) == [expected]


def test_interruptions_in_order_are_without_fault() -> None:
    often = Blockers(time=DAY, time_to=exponential(5.0), keeps_worker=True)
    down = Downtime(time_to_failure=exponential(20.0), time_to_repair=exponential(2.0))
    for fields in (
        {"blockers": STOPPED},
        {"blockers": often},
        {"downtime": down},
        {"setup": Setup(time=NEVER)},
    ):
        made = shop(work("Build", 1.0, **fields))
        assert (errors(made), warnings(made)) == ([], [])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("blockers", STOPPED),
        ("downtime", Downtime(time_to_failure=DAY, time_to_repair=DAY)),
        ("setup", Setup(time=DAY)),
    ],
)
def test_nothing_interrupts_work_where_nobody_works(field: str, value: object) -> None:
    made = stream((wait("Gate", 1.0, **{field: value}),), SLOW)
    assert errors(made) == [
        (f"stages.gate.{field}", f"Gate is a wait stage: nobody works there, so it takes no {field}.")
    ]


def test_a_visit_that_is_blocked_hundreds_of_times_is_doubtful() -> None:
    often = Blockers(time=NEVER, time_to=exponential(0.01))
    assert warnings(shop(work("Build", 5.0, blockers=often))) == [
        ("stages.build.blockers.time_to", "A visit of Build is blocked about 500 times.")
    ]
    assert warnings(shop(work("Build", 1.0, blockers=often))) == []


DRAGS: list[tuple[Drag, list[tuple[str, str]]]] = [
    (Drag(type="c", per_item=0.01, stages=("build",)), [("drag.0.type", "There is no item type c.")]),
    (
        Drag(type="a", per_item=-0.01, stages=("build",)),
        [("drag.0.per_item", "The share for each item is -0.01; it must be 0 or more.")],
    ),
    (
        Drag(type="a", per_item=0.01, blockers_per_item=-1.0, stages=("build",)),
        [("drag.0.blockers_per_item", "The share of blockers for each item is -1; it must be 0 or more.")],
    ),
    (Drag(type="a", per_item=0.01, stages=()), [("drag.0.stages", "The drag names no stages.")]),
    (Drag(type="a", per_item=0.01, stages=("tset",)), [("drag.0.stages", "There is no stage tset.")]),
    (
        Drag(type="a", per_item=0.01, stages=("build", "build")),
        [("drag.0.stages.build", "The id build stands 2 times.")],
    ),
    (
        Drag(type="a", per_item=0.01, stages=("build", "gate")),
        [("drag.0.stages", "Gate is a wait stage: there is no work to slow down.")],
    ),
    (Drag(type="a", per_item=0.01, stages=("build",)), []),
]


@pytest.mark.parametrize(("drag", "expected"), DRAGS)
def test_drags_make_sense(drag: Drag, expected: list[tuple[str, str]]) -> None:
    assert errors(shop(work("Build", 1.0, blockers=STOPPED), drag=(drag,))) == expected


def test_a_drag_that_does_nothing_or_too_much_is_doubtful() -> None:
    build = work("Build", 1.0)
    for drag, expected in (
        (Drag(type="a", stages=("build",)), ("drag.0", "The drag is 0: it has no effect.")),
        (
            Drag(type="a", per_item=0.5, stages=("build",)),
            ("drag.0.per_item", "Each undone item makes touch times longer by 50%: 2 of them double them."),
        ),
        (
            Drag(type="a", blockers_per_item=0.1, stages=("build",)),
            ("drag.0.stages", "Build has no blockers for drag to add to."),
        ),
    ):
        assert warnings(shop(build, drag=(drag,))) == [expected]
