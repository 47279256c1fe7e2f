"""The example streams, calibrated from what they do; and how often a true model is called wrong."""

from __future__ import annotations

import pytest

from sim.calibration import calibrate
from sim.distributions import mean
from sim.engine import RunRequest, simulate
from sim.experiment import beside_history
from sim.stream import Stream, example, example_names
from tests.builders import exponential, poisson, stream, work
from tests.calibration.pasts import MONDAY, TODAY, as_history, run, sound


def days(model: Stream) -> float:
    """How long an example is run: about four hundred items."""
    log = simulate(model, RunRequest(items=400))
    return log.end


@pytest.mark.parametrize("name", example_names())
def test_what_an_example_did_gives_a_stream_that_runs(name: str) -> None:
    model = example(name)
    made = sound(run(model, days(model)))
    assert [one.name for one in made.stream.stages] == [one.name for one in model.stages]
    assert [one.kind for one in made.stream.stages] == [one.kind for one in model.stages]
    assert made.stream.time_unit == model.time_unit
    shares = {one.id: one.share for one in made.stream.item_types}
    assert set(shares) <= {one.id for one in model.item_types}
    assert sum(shares.values()) == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("name", [name for name in example_names() if example(name).time_unit == "day"])
def test_what_a_board_remembers_of_an_example_gives_a_stream_that_runs(name: str) -> None:
    model = example(name)
    made = sound(as_history(run(model, days(model))))
    assert [one.name for one in made.stream.stages] == [one.name for one in model.stages]
    assert made.arrivals.items > 200


def test_a_stages_own_people_are_told_by_a_run() -> None:
    model = example("software-team")
    made = calibrate(run(model, days(model)), TODAY)
    told = {one.id: one.workers for one in model.stages if one.workers is not None}
    found = {one.id: one.workers for one in made.stream.stages if one.id in told}
    assert found == told


def test_a_true_model_is_called_wrong_about_once_in_twenty() -> None:
    model = stream((work("Build", exponential(2.0), 20),), poisson(1.0))
    outside = 0
    for seed in range(40):
        history = as_history(run(model, 120.0, seed=100 + seed, start=MONDAY))
        check = beside_history(history, 0.0, model, runs=40, seed=7)
        outside += check.verdict("flow_load").inside is False
    assert outside <= 7  # 2 to 4 expected: an interval of forty runs is a little narrow


def test_an_exponential_stays_one_through_it_all() -> None:
    model = stream((work("Build", exponential(2.0), 30),), poisson(1.0))
    made = calibrate(as_history(run(model, 1200.0)), TODAY).stream
    time = made.stages[0].time
    assert time is not None
    assert mean(time) == pytest.approx(2.0, rel=0.06)
    assert time.family in ("exponential", "gamma", "weibull")
