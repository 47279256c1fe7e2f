"""Everything that is wrong with a stream, one case each, and all at once."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from sim.errors import StreamFault
from sim.stream import (
    Cadence,
    ItemType,
    Problem,
    Stream,
    example,
    example_names,
    problems,
    require_sound,
)
from tests.builders import line, poisson, stream, wait, work
from tests.strategies import streams
from tests.stream.checks.found import SLOW, errors


@pytest.mark.parametrize("name", example_names())
def test_the_examples_are_without_fault_or_doubt(name: str) -> None:
    assert problems(example(name)) == ()


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(streams())
def test_random_streams_are_without_errors(made: Stream) -> None:
    assert errors(made) == []


def test_everything_is_said_at_once_errors_first() -> None:
    broken = stream(
        (work("Build", 1.0, workers=0, wip_limit=-2), wait("Gate", cadence=Cadence(every=0.0))),
        (),
        item_types=(ItemType(id="a", name="A", share=0.5), ItemType(id="b", name="B", share=0.2)),
        commitment="nowhere",
    )
    assert problems(broken) == (
        Problem("arrivals", "Nothing ever arrives.", "Add arrivals, or items on the board."),
        Problem(
            "stages.build.wip_limit",
            "WIP limit of Build is -2; it must be 1 or more, or none.",
            "Raise it, or clear it for no limit.",
        ),
        Problem(
            "stages.build.workers",
            "Build has 0 workers; a work stage needs 1 or more.",
            "Raise it, or make it a wait stage.",
        ),
        Problem("stages.gate.cadence.every", "The gate opens every 0; it must be above 0.", "Raise it."),
        Problem("commitment", "There is no stage nowhere.", "Known are build, gate."),
        Problem(
            "item_types",
            "The shares sum to 0.7, not 1; each counts as its part of 0.7.",
            "Make them sum to 1 to read them as parts of all arrivals.",
            "warning",
        ),
    )


def test_a_stream_with_errors_is_not_let_through() -> None:
    with pytest.raises(StreamFault) as refused:
        require_sound(line([1.0], workers=0, wip_limits=0, arrivals=SLOW))
    assert refused.value.text == (
        "The stream has 2 faults: "
        "(1) stages.s1.wip_limit: WIP limit of S1 is 0; it must be 1 or more, or none. "
        "(2) stages.s1.workers: S1 has 0 workers; a work stage needs 1 or more."
    )
    assert refused.value.hint == (
        "(1) Raise it, or clear it for no limit. (2) Raise it, or make it a wait stage."
    )


def test_one_error_is_said_plainly() -> None:
    with pytest.raises(StreamFault) as refused:
        require_sound(line([1.0], wip_limits=0, arrivals=SLOW))
    assert refused.value.text == "stages.s1.wip_limit: WIP limit of S1 is 0; it must be 1 or more, or none."
    assert refused.value.hint == "Raise it, or clear it for no limit."


def test_warnings_are_handed_back() -> None:
    assert [one.where for one in require_sound(line([2.0], arrivals=poisson(1.0)))] == ["stages.s1.workers"]
