"""Offered load, against closed forms."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.distributions import Distribution
from sim.engine import RunRequest, simulate
from sim.log import EventLog, Kind
from sim.stream import (
    Batch,
    Blockers,
    CadenceArrival,
    Downtime,
    Feedback,
    ItemType,
    Rework,
    Route,
    Saturated,
    Setup,
    Stage,
    StageLoad,
    Stream,
    Team,
    arrival_rates,
    example,
    offered_load,
    team_loads,
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
    "machine-shop": [0.785, 0.892, 0.716, 0.724, 0.651],
    "product-team": [0.681, 0.712, 0.189, 0.630],
}


def test_a_chain_of_ways_back_is_counted_by_hand() -> None:
    # One in ten fails in B (back to A), one in four of what C gets (back to B at half the effort).
    # Visits: C = 1 / (1 - 1/4) = 4/3; B leaves 9/10 of its visits to C: B = 4/3 / 0.9 = 40/27; A = 1 + 4/27.
    chain = stream(
        (
            work("A", 2.0, 3),
            work("B", 3.0, 4, rework=(Rework(to="a", probability=0.1, effort=2.0),)),
            work("C", 0.5, rework=(Rework(to="b", probability=0.25, effort=0.5),)),
        ),
        poisson(0.6),
    )
    a, b, c = offered_load(chain)
    assert [one.visits_rate for one in (a, b, c)] == pytest.approx([0.6 * 31 / 27, 0.6 * 40 / 27, 0.8])
    assert a.load == pytest.approx(0.6 * (1 + 2 * 4 / 27) * 2.0 / 3)
    assert b.load == pytest.approx(0.6 * (40 / 27 - 0.5 * 1 / 3) * 3.0 / 4)
    assert c.load == pytest.approx(0.8 * 0.5)
    assert a.touch_time == pytest.approx(2.0 * (1 + 8 / 27) / (31 / 27))


@pytest.mark.parametrize("effort", [0.0, 0.5, 1.0, 3.0])
def test_the_load_is_what_a_long_run_with_people_enough_shows(effort: float) -> None:
    chain = stream(
        (
            work("A", exponential(1.0), 200, time_by_type={"b": constant(3.0)}),
            work("B", 0.5, 200, rework=(Rework(to="a", probability=0.2, effort=effort),)),
            work("C", 2.0, 200, rework=(Rework(to="b", probability=0.3, effort=effort),)),
        ),
        poisson(1.0, batch=constant(2.0)),
        item_types=BOTH,
    )
    until = 6000.0
    log = simulate(chain, RunRequest(seed=3, until=until))
    for number, expected in enumerate(offered_load(chain)):
        here = log.stage == number
        busy = np.where(
            log.kind == Kind.STARTED, -log.time, np.where(log.kind == Kind.FINISHED, log.time, 0.0)
        )
        begun, ended = ((here & (log.kind == kind)).sum() for kind in (Kind.STARTED, Kind.FINISHED))
        total = busy[here].sum() + (begun - ended) * until
        assert total / until / 200 == pytest.approx(expected.load, rel=0.04)
        assert begun / until == pytest.approx(expected.visits_rate, rel=0.04)


def test_arrivals_without_end_add_up_by_type_and_by_batch() -> None:
    ways = (
        poisson(0.5, batch=Distribution(family="empirical", values=(0.0, 1.0, 2.0, 5.0))),
        poisson(0.2, types=("b",), batch=constant(1.5)),
        CadenceArrival(every=4.0, count=6, types=("a",)),
        Saturated(),
    )
    rates = arrival_rates(line([0.1], 9, arrivals=ways, item_types=BOTH))
    assert rates == {"a": pytest.approx(0.25 + 1.5), "b": pytest.approx(0.75 + 0.4)}


def test_what_has_an_end_loads_nothing() -> None:
    for ways in ((backlog(500),), (at(1.0, 2.0),), (Saturated(),)):
        (load,) = offered_load(line([2.0], arrivals=ways))
        assert (load.visits_rate, load.touch_time, load.load) == (0.0, 0.0, 0.0)


def test_a_wait_stage_has_no_load_and_passes_everything_on() -> None:
    stages = (work("A", 1.0), wait("Dry", 50.0), work("B", 1.0, 2))
    found = offered_load(stream(stages, poisson(0.5)))
    assert [one.stage for one in found] == ["a", "b"]
    assert [one.load for one in found] == pytest.approx([0.5, 0.25])


def test_a_repeated_visit_takes_each_type_s_own_time() -> None:
    stage = work("A", 1.0, 2, time_by_type={"b": constant(4.0)}, rework=(Rework(to="a", probability=0.5),))
    (load,) = offered_load(stream((stage,), poisson(0.2), item_types=BOTH))
    assert load.touch_time == pytest.approx(0.25 * 1.0 + 0.75 * 4.0)
    assert load.load == pytest.approx(0.4 * 3.25 / 2)


# --- what takes people's time besides touch time


def one_stage(rate: float, **fields: Any) -> StageLoad:
    """The load of a single stage with two workers and a touch time of 1."""
    (load,) = offered_load(line([1.0], 2, arrivals=poisson(rate), item_types=BOTH, **fields))
    return load


def test_a_factor_on_times_is_one_on_the_load() -> None:
    slow = one_stage(0.5, time_factor=1.5)
    assert (slow.touch_time, slow.busy, slow.load) == (1.5, 0.75, 0.375)


def test_a_changeover_comes_where_the_type_changes() -> None:
    setup = Setup(time=constant(0.4))
    mixed = one_stage(0.5, setup=setup)
    assert mixed.busy == pytest.approx(0.5 * (1.0 + 0.4 * (1 - 0.25**2 - 0.75**2)))
    assert mixed.touch_time == pytest.approx(1.0)
    skips = one_stage(0.5, setup=setup, skip={"b": 1.0})
    assert skips.busy == pytest.approx(0.5 * 0.25)


def test_only_blockers_that_keep_the_worker_take_the_worker_s_time() -> None:
    days = exponential(3.0)
    assert one_stage(0.5, blockers=Blockers(time=days, probability=0.2)).busy == pytest.approx(0.5)
    kept = Blockers(time=days, probability=0.2, keeps_worker=True)
    assert one_stage(0.5, blockers=kept).busy == pytest.approx(0.5 * 1.6)
    often = Blockers(time=days, time_to=exponential(5.0), keeps_worker=True)
    assert one_stage(0.5, blockers=often, time_factor=2.0).busy == pytest.approx(
        0.5 * (2.0 + 2.0 / 5.0 * 3.0)
    )


def test_workers_who_fail_are_there_for_a_part_of_the_time() -> None:
    down = Downtime(time_to_failure=exponential(9.0), time_to_repair=constant(1.0))
    load = one_stage(0.9, downtime=down)
    assert [load.busy, load.load] == pytest.approx([0.9, 0.5])


def test_a_full_batch_takes_the_time_of_one() -> None:
    setup = Setup(time=constant(1.0))
    load = one_stage(2.0, batch=Batch(size=4), setup=setup)
    assert load.visits_rate == pytest.approx(2.0)
    assert load.busy == pytest.approx(2.0 / 4 * (1.0 + 0.375))


def test_feedback_adds_to_what_arrives() -> None:
    loop = Feedback(on="a", creates="b", mean_count=0.4, after=constant(3.0))
    again = Feedback(on="b", creates="b", mean_count=0.2, after=constant(3.0))
    made = line([1.0], arrivals=poisson(0.4), item_types=BOTH, feedback=(loop, again))
    assert arrival_rates(made) == {"a": pytest.approx(0.1), "b": pytest.approx((0.3 + 0.04) / 0.8)}
    assert offered_load(made)[0].load == pytest.approx(0.1 + 0.34 / 0.8)


# --- teams


def shared(*stages: Stage, rate: float = 0.5, **team: Any) -> Stream:
    """Stages that all draw on one team of two."""
    staffed = tuple(one.model_copy(update={"workers": None, "team": "dev"}) for one in stages)
    crew = Team(id="dev", name="Dev", **{"size": 2, **team})
    return stream(staffed, poisson(rate), item_types=BOTH, teams=(crew,))


def test_a_team_s_load_is_that_of_all_its_stages() -> None:
    made = shared(work("A", 1.0), work("B", 2.0), focus=0.8)
    assert [one.touch_time for one in offered_load(made)] == pytest.approx([1.25, 2.5])
    assert [one.load for one in offered_load(made)] == pytest.approx([0.3125, 0.625])
    (team,) = team_loads(made)
    assert team.team == "dev"
    assert [team.busy, team.load] == pytest.approx([1.875, 0.9375])


def test_own_workers_and_a_team_nobody_draws_on_are_no_team_s_load() -> None:
    made = shared(work("A", 1.0)).model_copy(
        update={"stages": (work("A", 1.0),), "teams": (Team(id="dev", name="Dev", size=1),)}
    )
    assert team_loads(made) == ()
    assert [one.load for one in offered_load(made)] == pytest.approx([0.5])


def test_a_member_changes_over_from_whatever_stage_to_whatever_stage() -> None:
    made = shared(work("A", 1.0, skip={"b": 1.0}), work("B", 1.0, setup=Setup(time=constant(1.0))), focus=0.5)
    a, b = offered_load(made)
    # 0.125 a day of type a in A, and in B 0.125 of a and 0.375 of b: before comes a with 0.4, b with 0.6
    assert a.busy == pytest.approx(0.125 / 0.5)
    assert b.busy == pytest.approx((0.5 + 0.5 * (1 - 0.25 * 0.4 - 0.75 * 0.6)) / 0.5)


def test_several_items_in_one_hand_leave_its_time_and_cost_switches() -> None:
    plain = offered_load(shared(work("A", 1.0)))
    assert offered_load(shared(work("A", 1.0), multitask=3)) == plain
    assert offered_load(shared(work("A", 1.0), switch_cost=0.2)) == plain
    (load,) = offered_load(shared(work("A", 1.0), multitask=3, switch_cost=0.2))
    assert [load.busy, load.touch_time] == pytest.approx([0.6, 1.0])


def test_a_blocked_item_leaves_the_others_in_the_same_hand() -> None:
    kept = Blockers(time=constant(1.0), probability=1.0, keeps_worker=True)
    busy = [
        offered_load(shared(work("A", 1.0, blockers=kept), multitask=number))[0].busy
        for number in (1, 2, 3, 50)
    ]
    # Work and blocker of 1 day each. With two in hand: both, one or none of them is worked on; a member
    # passes on 4/5 of an item a day (two customers, a shared server and a delay of equal means), with
    # three 15/16.
    assert busy == pytest.approx([0.5 * 2.0, 0.5 / (4 / 5), 0.5 / (15 / 16), 0.5], rel=1e-9)


def test_the_load_of_a_team_is_what_a_long_run_shows() -> None:
    kept = Blockers(time=exponential(2.0), time_to=exponential(6.0), keeps_worker=True)
    now_and_then = Blockers(time=constant(1.0), probability=0.3, keeps_worker=True)
    routes = (Route(to="c", share=0.4, types=("b",)),)
    first = work("A", exponential(1.0), blockers=kept, routes=routes, time_factor=0.8)
    second = work("B", 0.5, blockers=now_and_then, skip={"a": 0.5})
    rework = (Rework(to="a", probability=0.1, effort=0.5),)
    third = work("C", 1.0, 2, rework=rework, setup=Setup(time=exponential(0.3)))
    crew = shared(first, second, rate=0.6, size=4, focus=0.7)
    loop = Feedback(on="a", creates="b", mean_count=0.5, after=exponential(4.0))
    made = crew.model_copy(update={"stages": (*crew.stages, third), "feedback": (loop,)})
    until = 20_000.0
    log = simulate(made, RunRequest(seed=5, until=until))
    for number, expected in enumerate(offered_load(made)):
        here = log.stage == number
        begun = int((here & (log.kind == Kind.STARTED)).sum())
        assert begun / until == pytest.approx(expected.visits_rate, rel=0.04)
        assert _busy(log, number) / until == pytest.approx(expected.busy, rel=0.05)


def _busy(log: EventLog, stage: int) -> float:
    """Add up how long workers are kept, where they keep an item from the changeover to its end."""
    since: dict[int, float] = {}
    total = 0.0
    rows = zip(log.time.tolist(), log.item.tolist(), log.kind.tolist(), log.stage.tolist(), strict=True)
    for time, item, kind, place in rows:
        if place == stage and kind in (Kind.SETUP, Kind.STARTED):
            since.setdefault(item, time)
        elif place == stage and kind == Kind.FINISHED:
            total += time - since.pop(item)
    return total + sum(log.end - time for time in since.values())
