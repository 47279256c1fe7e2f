"""How far a run goes: what is asked for, and what is chosen where nothing is asked."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine import RunRequest, default_request, simulate
from sim.errors import StreamFault
from sim.stream import Cadence, CadenceArrival, Feedback, Team, example, example_names
from tests.builders import at, backlog, constant, conwip, exponential, line, poisson, stream, wait, work

QUEUE = line([exponential(0.5)], arrivals=poisson(1.0))


@pytest.mark.parametrize("until", [-1.0, -1e-9, 2.0**33 * 1.01, 1e308, math.inf, -math.inf, math.nan])
def test_a_horizon_beyond_the_clock_is_refused(until: float) -> None:
    with pytest.raises(StreamFault, match=r"it must be from 0 to 8\.59e\+09") as caught:
        simulate(QUEUE, RunRequest(until=until))
    assert caught.value.hint == "Give one in this range, or use a larger time unit."


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (0, "The run is for 0 items; it must be 1 or more."),
        (-5, "The run is for -5 items; it must be 1 or more."),
        (10**9 + 1, "The run is for more than 1,000,000,000 items."),
        (10**30, "The run is for more than 1,000,000,000 items."),
    ],
)
def test_a_number_of_items_that_cannot_be_done_is_refused(items: int, said: str) -> None:
    with pytest.raises(StreamFault) as caught:
        simulate(QUEUE, RunRequest(items=items))
    assert caught.value.text == said


def test_a_run_of_no_time_holds_only_what_happens_at_once() -> None:
    log = simulate(line([1.0], arrivals=at(0.0, 1.0)), RunRequest(until=0.0))
    assert (log.end, log.time.tolist(), len(log.items.type)) == (0.0, [0.0, 0.0, 0.0], 1)


@given(st.integers(1, 40), st.floats(0.0, 60.0))
def test_a_run_ends_at_the_earlier_of_its_two_ends(items: int, until: float) -> None:
    both = simulate(line([1.0], arrivals=backlog(100)), RunRequest(items=items, until=until))
    assert both.end == min(float(items), round(until * 2**20) / 2**20)


# --- what is chosen where nothing is asked ----------------------------------------------------------------


def test_given_items_run_until_they_are_done() -> None:
    given_items = line([1.0, 2.0], arrivals=[backlog(3), at(1.0, 40.0)])
    assert default_request(given_items) == RunRequest()
    assert simulate(given_items, RunRequest()).end == 43.0


@pytest.mark.parametrize(
    ("rate", "touch", "until"),
    [(1.0, 0.5, 1000.0), (4.0, 0.1, 250.0), (1.0, 2.0, 2000.0), (3.0, 0.1, 340.0)],
)
def test_an_open_stream_runs_for_a_thousand_items_at_what_arrives_or_gets_through(
    rate: float, touch: float, until: float
) -> None:
    chosen = default_request(line([touch], arrivals=poisson(rate)))
    assert chosen == RunRequest(until=until)


def test_a_train_that_goes_seldom_lengthens_the_run_to_fifty_trains() -> None:
    train = wait("Release", cadence=Cadence(every=100.0))
    assert default_request(stream([work("Build", 0.5), train], poisson(1.0))).until == 5000.0


def test_a_delivery_that_comes_seldom_lengthens_the_run_likewise() -> None:
    seldom = CadenceArrival(every=200.0, count=400)
    assert default_request(line([0.1], arrivals=seldom)).until == 10_000.0


def test_a_saturated_line_runs_at_the_rate_of_its_slowest_stage() -> None:
    assert default_request(conwip(line([1.0, 3.0, 2.0]), 4)).until == 3000.0


def test_more_workers_make_a_stage_as_fast_as_their_number() -> None:
    assert default_request(line([4.0, 3.0], [4, 1], wip_limits=4)).until == 3000.0


@pytest.mark.parametrize("name", example_names())
def test_every_example_has_a_horizon_of_its_own(name: str) -> None:
    chosen = default_request(example(name))
    assert chosen.items is None
    assert chosen.until is not None
    assert 0 < chosen.until < 1e6


def test_the_slowest_may_be_a_team_that_works_in_several_stages() -> None:
    made = line([1.0, 2.0], arrivals=poisson(1.0))
    staffed = tuple(one.model_copy(update={"workers": None, "team": "dev"}) for one in made.stages)
    team = Team(id="dev", name="Dev", size=1, focus=0.5)
    assert default_request(made) == RunRequest(until=2000.0)
    assert default_request(made.model_copy(update={"stages": staffed, "teams": (team,)})) == RunRequest(
        until=6000.0
    )


def test_a_thousand_items_include_those_born_of_others() -> None:
    loop = Feedback(on="item", creates="item", mean_count=0.5, after=constant(1.0))
    for rate, touch in ((1.0, 0.1), (0.1, 1.0), (1.0, 4.0)):
        plain = line([touch], arrivals=poisson(rate), feedback=(loop,))
        assert default_request(plain) == RunRequest(until=1000.0 * max(0.5 / rate, touch))
