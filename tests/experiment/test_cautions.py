"""What is said before figures are trusted: each caution at the moment it is due, and not before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.engine import RunRequest
from sim.experiment import Design, replicate
from sim.experiment.cautions import FEW_DONE, warnings_of
from sim.stream import Vocabulary
from tests.builders import backlog, exponential, line, poisson
from tests.experiment.outcomes import outcome

OPEN = line([exponential(0.5)], arrivals=poisson(1.0))
GIVEN = line([exponential(0.5)], arrivals=backlog(5))
AUTO = Design(RunRequest(until=10.0), 4, "auto")
CUT = replace(AUTO, warmup=2.0)
LEFT_IN = replace(AUTO, warmup=0.0)
MANY = [outcome([1.0] * FEW_DONE)]

LEFT_IN_WORDS = "Warm-up is left in: every run starts with an empty stream, which makes flow look faster."


def test_a_run_without_blemish_has_no_cautions() -> None:
    assert warnings_of(OPEN, CUT, 2.0, MANY) == ()


def test_an_automatic_cut_is_said_with_its_length() -> None:
    assert warnings_of(OPEN, AUTO, 12.3456, MANY) == (
        "The first 12.35 days of each run are left out as warm-up (MSER-5 on the mean load).",
    )


def test_an_automatic_warmup_that_cuts_nothing_says_nothing() -> None:
    assert warnings_of(OPEN, AUTO, 0.0, MANY) == ()


def test_a_warmup_left_in_on_purpose_is_said() -> None:
    assert warnings_of(OPEN, LEFT_IN, 0.0, MANY) == (LEFT_IN_WORDS,)


def test_given_items_have_no_warmup_to_speak_of() -> None:
    assert warnings_of(GIVEN, LEFT_IN, 0.0, MANY) == ()


@pytest.mark.parametrize(
    ("open_items", "said"),
    [
        ([0, 0], ()),
        (
            [1, 2],
            ("On average 1.5 items are unfinished at the end: in the load, not in flow time.",),
        ),
    ],
)
def test_unfinished_items_are_said_as_their_mean(open_items: list[int], said: tuple[str, ...]) -> None:
    runs = [outcome([1.0] * FEW_DONE, unfinished=count) for count in open_items]
    assert warnings_of(OPEN, CUT, 2.0, runs) == said


def test_items_are_called_what_the_stream_calls_them() -> None:
    factory = OPEN.model_copy(update={"vocabulary": Vocabulary(items="parts")})
    (said,) = warnings_of(factory, CUT, 2.0, [outcome([1.0] * FEW_DONE, unfinished=3)])
    assert said == "On average 3.0 parts are unfinished at the end: in the load, not in flow time."


@pytest.mark.parametrize(("done", "few"), [(FEW_DONE - 1, True), (FEW_DONE, False)])
def test_percentiles_of_few_items_are_doubted(done: int, *, few: bool) -> None:
    half = done // 2
    said = warnings_of(OPEN, CUT, 2.0, [outcome([1.0] * half), outcome([1.0] * (done - half))])
    words = f"Only {done} items were done in all runs together: too few for percentiles."
    assert said == ((words,) if few else ())


@pytest.mark.parametrize(
    ("residuals", "percent"), [((0.1, -0.1), None), ((0.11, -0.11), "11%"), ((0.0, 0.5), "25%")]
)
def test_what_littles_law_cannot_explain_is_said_whichever_way_it_leans(
    residuals: tuple[float, float], percent: str | None
) -> None:
    runs = [outcome([1.0] * FEW_DONE, littles_residual=one) for one in residuals]
    said = warnings_of(OPEN, CUT, 2.0, runs)
    assert [one[: one.index(" of")] for one in said] == (
        [f"Little's law leaves {percent}"] if percent else []
    )


@pytest.mark.parametrize(("touch", "load"), [(1.25, "1.25"), (1.0, "1.00"), (3.0, "3.00")])
def test_an_overloaded_stage_is_named_first_with_its_load(touch: float, load: str) -> None:
    found = replicate(line([0.1, touch], arrivals=poisson(1.0)), Design(RunRequest(until=60.0), 3, 0.0))
    assert found.warnings[0].startswith(f"S2: load {load}; ")
    assert not any(warning.startswith("S1: load") for warning in found.warnings)


def test_a_stage_just_below_its_capacity_is_not_overloaded() -> None:
    found = replicate(line([0.99], arrivals=poisson(1.0)), Design(RunRequest(until=60.0), 3, 0.0))
    assert not any(" load 0.99" in warning and "too many" in warning for warning in found.warnings)
