"""Offered load, against closed forms."""

from __future__ import annotations

import math

import pytest

from sim.distributions import Distribution
from sim.stream import (
    CadenceArrival,
    ItemType,
    Rework,
    arrival_rates,
    example,
    offered_load,
)
from sim.stream.load import mean_count
from tests.builders import at, backlog, constant, exponential, line, lognormal, poisson, stream, wait, work

BOTH = (ItemType(id="a", name="A", share=1.0), ItemType(id="b", name="B", share=3.0))


def test_load_is_rate_times_touch_time_over_workers() -> None:
    made = line([exponential(8.0), 3.0], workers=(1, 2), arrivals=poisson(0.1))
    found = offered_load(made)
    assert [one.stage for one in found] == ["s1", "s2"]
    assert [one.visits_rate for one in found] == pytest.approx([0.1, 0.1])
    assert [one.touch_time for one in found] == pytest.approx([8.0, 3.0])
    assert [one.load for one in found] == pytest.approx([0.8, 0.15])


def test_rework_to_the_same_stage_is_a_geometric_number_of_visits() -> None:
    stage = work("Test", exponential(1.0), rework=(Rework(to="test", probability=0.25),))
    (load,) = offered_load(stream((stage,), poisson(0.5)))
    assert load.visits_rate == pytest.approx(0.5 * 4 / 3)
    assert load.load == pytest.approx(2 / 3)


def test_effort_counts_in_the_stage_gone_back_to_only() -> None:
    test = work("Test", 1.0, rework=(Rework(to="build", probability=0.2, effort=0.5),))
    build, review, check = offered_load(stream((work("Build", 1.0), work("Review", 1.0), test), poisson(0.4)))
    assert build.visits_rate == pytest.approx(0.5)
    assert build.load == pytest.approx(0.4 + 0.1 * 0.5)
    assert review.load == pytest.approx(0.5)
    assert check.load == pytest.approx(0.5)


def test_two_ways_back_are_solved_together() -> None:
    ways = (Rework(to="a", probability=0.1), Rework(to="b", probability=0.2))
    a, b = offered_load(stream((work("A", 1.0), work("B", 1.0, rework=ways)), poisson(0.1)))
    assert b.visits_rate == pytest.approx(0.1 / 0.7)
    assert a.visits_rate == pytest.approx(0.1 + 0.1 / 0.7 * 0.1)


def test_a_refused_approval_loads_what_comes_before_it() -> None:
    approval = wait("Approval", 1.0, rework=(Rework(to="build", probability=0.5),))
    (build,) = offered_load(stream((work("Build", 1.0), approval), poisson(0.1)))
    assert build.visits_rate == pytest.approx(0.2)


def test_types_load_by_share_and_by_their_own_time() -> None:
    made = line([4.0], arrivals=poisson(0.2), item_types=BOTH, time_by_type={"b": constant(1.0)})
    assert arrival_rates(made) == {"a": pytest.approx(0.05), "b": pytest.approx(0.15)}
    assert offered_load(made)[0].load == pytest.approx(0.05 * 4.0 + 0.15 * 1.0)


def test_arrivals_add_up() -> None:
    ways = (
        poisson(0.2, types=("a",), batch=constant(3.0)),
        CadenceArrival(every=10.0, count=4, types=("b",)),
        backlog(50),
        at(1.0, 2.0),
    )
    made = line([0.1], arrivals=ways, item_types=BOTH)
    assert arrival_rates(made) == {"a": pytest.approx(0.6), "b": pytest.approx(0.4)}


def test_counts_are_rounded_draws() -> None:
    assert mean_count(constant(2.4)) == 2.0
    assert mean_count(constant(2.5)) == 3.0
    assert mean_count(Distribution(family="uniform", low=0.0, high=1.0)) == pytest.approx(0.5)
    # P(at least n) = exp(-(n - 1/2) / 2), summed over n of 1 or more
    assert mean_count(exponential(2.0)) == pytest.approx(math.exp(-0.25) / -math.expm1(-0.5), rel=1e-3)
    assert mean_count(lognormal(2.0, 4.0)) == pytest.approx(2.5, rel=0.05)


def test_the_examples_are_as_busy_as_their_page_says() -> None:
    loads = {name: [round(one.load, 3) for one in offered_load(example(name))] for name in EXPECTED_LOADS}
    assert loads == EXPECTED_LOADS


EXPECTED_LOADS = {
    "software-team": [0.571, 0.603, 0.929],
    "factory-line": [0.711, 0.878, 0.694, 0.602],
    "support-desk": [0.723, 0.914, 0.728],
}
