"""Streams of what has an exact result and is not in the collection: one for each rule that has one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sim.distributions import Distribution
from sim.stream import (
    Batch,
    Blockers,
    Downtime,
    Feedback,
    ItemType,
    Route,
    Saturated,
    ServiceClass,
    Setup,
    Stream,
    Team,
)
from tests.builders import constant, exponential, line, poisson, stream, work
from tests.reference import exact
from tests.reference.exact import exponential_time
from tests.reference.measures import queue, waits
from tests.reference.queueing import Case, Known, two_types

ITEMS = 40_000


def features() -> Iterator[Case]:
    """Give the cases by rule."""
    yield from _orders()
    yield from _stops()
    yield from _crews()
    yield from _ways()
    yield from _durations()


def _case(name: str, given: Stream, source: str, **values: float) -> Case:
    return Case(name, given, ITEMS, queue, tuple(values), Known(values, source))


def _orders() -> Iterator[Case]:
    """Pull orders and pre-emption: which type goes first is a matter of priorities."""
    quick, slow = (0.4, exponential(0.5)), (0.2, exponential(2.0))
    first, second = exact.priorities([(0.4, exponential_time(0.5)), (0.2, exponential_time(2.0))])
    given = two_types({"quick": quick, "slow": slow}, order="shortest")
    yield _case("SHORTEST", given, "[1] 9.1", W_quick=first, W_slow=second)
    first, second = exact.priorities([(0.2, exponential_time(2.0)), (0.4, exponential_time(0.5))])
    given = _with_costs(two_types({"slow": slow, "quick": quick}, order="cost_of_delay"), slow=9.0, quick=1.0)
    yield _case("COST", given, "[1] 9.1", W_slow=first, W_quick=second)
    given = _with_costs(two_types({"slow": slow, "quick": quick}, order="wsjf"), slow=9.0, quick=1.0)
    yield _case("WSJF", given, "[1] 9.1", W_slow=first, W_quick=second)
    flows = {"fast": (0.3, exponential(0.5)), "usual": (0.5, exponential(1.0))}
    classes = (ServiceClass(id="fast", rank=0, preempts=True), ServiceClass(id="usual", rank=1))
    first, second = exact.preemptive_priorities([(0.3, exponential_time(0.5)), (0.5, exponential_time(1.0))])
    given = two_types(flows, classes=classes)
    yield replace(_case("PREEMPT-2", given, "[1] 9.2", W_fast=first, W_usual=second), replications=60)
    values = {"W": 2.0, "Wq2": exact.random_ranks(0.5, 1.0)}
    mixed = line([exponential(1.0)], arrivals=poisson(0.5), order="random")
    yield Case("RANDOM", mixed, ITEMS, waits, tuple(values), Known(values, "[5]"))


def _with_costs(given: Stream, **costs: float) -> Stream:
    types = tuple(one.model_copy(update={"cost_of_delay": costs[one.id]}) for one in given.item_types)
    return given.model_copy(update={"item_types": types})


def _stops() -> Iterator[Case]:
    """Blockers and downtime."""
    time = exact.with_interruptions(exponential_time(1.0), 4.0, exponential_time(1.0))
    kept = Blockers(time_to=exponential(4.0), time=exponential(1.0), keeps_worker=True)
    given = line([exponential(1.0)], arrivals=poisson(0.5), blockers=kept)
    yield _case("BLOCK-KEPT", given, "[3]", W=time.mean + exact.wait_in_queue(0.5, time), utilisation=0.5)
    freed = Blockers(probability=0.3, time=exponential(4.0), keeps_worker=False)
    given = line([exponential(1.0)], arrivals=poisson(0.5), blockers=freed)
    yield _case("BLOCK-FREED", given, "Little's law", utilisation=0.5, items_blocked_mean=0.6)
    given = line([exponential(1.0)], 30, arrivals=poisson(0.5), blockers=freed)
    yield _case("BLOCK-MANY", given, "M/G/inf", W=2.2, L=1.1, items_blocked_mean=0.6, flow_efficiency=1 / 2.2)
    fails = Downtime(time_to_failure=exponential(10.0), time_to_repair=exponential(2.0))
    given = line([exponential(1.0)], arrivals=poisson(0.4), downtime=fails)
    inside = exact.broken_down(0.4, 1.0, 10.0, 2.0)
    yield _case("DOWN", given, "[2]", L=inside, W=inside / 0.4, utilisation=0.4)
    given = line([exponential(1.0)], wip_limits=1, downtime=fails)
    yield _case("DOWN-FULL", given, "availability 10 / 12", throughput=10 / 12)


def _crews() -> Iterator[Case]:
    """Teams, several items in one hand, changeovers and batches."""
    shared = Team(id="crew", name="Crew", size=2)
    given = _staffed(line([exponential(0.6)] * 2, arrivals=poisson(1.2)), shared)
    inside = exact.team_over_two_stages(1.2, 0.6, 2)
    yield _case("TEAM", given, "M/G/2 as a chain", L=inside, W=inside / 1.2)
    part = Team(id="crew", name="Crew", size=1, focus=0.8)
    given = _staffed(line([exponential(1.0)], arrivals=poisson(0.5)), part)
    yield _case("FOCUS", given, "M/M/1 of mean 1 / 0.8", W=1.0 / (0.8 - 0.5))
    sharing = Team(id="crew", name="Crew", size=1, multitask=1_000)
    given = _staffed(two_types({"short": (0.4, constant(0.5)), "long": (0.2, constant(2.0))}), sharing)
    yield _case("SHARING", given, "[4] 4.4", W_short=0.5 / 0.4, W_long=2.0 / 0.4)
    types = (ItemType(id="a", name="A", share=0.7), ItemType(id="b", name="B", share=0.3))
    over = Setup(time=constant(0.5))
    given = line([1.0], wip_limits=2, arrivals=Saturated(), item_types=types, setup=over)
    yield _case("CHANGEOVER", given, "renewal reward", throughput=1.0 / (1.0 + 0.5 * 2 * 0.7 * 0.3))
    given = line([exponential(2.0)], arrivals=poisson(0.9), batch=Batch(size=3))
    yield _case("BATCH-3", given, "[4] 6.4", W=exact.full_batches(0.9, 3, 2.0))


def _staffed(given: Stream, team: Team) -> Stream:
    stages = tuple(one.model_copy(update={"team": team.id, "workers": None}) for one in given.stages)
    return given.model_copy(update={"stages": stages, "teams": (team,)})


def _ways() -> Iterator[Case]:
    """Routes, skipping and feedback."""
    first = work("First", exponential(1.0), routes=(Route(to="last", share=0.3),))
    given = stream([first, work("Middle", exponential(1.0)), work("Last", exponential(1.0))], poisson(0.5))
    yield _case("ROUTE", given, "[6]", W=2.0 + 0.7 / (1.0 - 0.35) + 2.0)
    types = (ItemType(id="all", name="All", share=0.6), ItemType(id="some", name="Some", share=0.4))
    middle = work("Middle", exponential(1.0), skip={"some": 0.5})
    stages = [work("First", exponential(1.0)), middle, work("Last", exponential(1.0))]
    between = 1.0 / (1.0 - 0.5 * (0.6 + 0.4 * 0.5))
    yield _case(
        "SKIP",
        stream(stages, poisson(0.5), item_types=types),
        "[6]",
        W_all=4.0 + between,
        W_some=4.0 + 0.5 * between,
    )
    again = (Feedback(on="item", creates="item", mean_count=0.5, after=exponential(5.0)),)
    given = line([exponential(1.0)], arrivals=poisson(0.3), feedback=again)
    yield _case("FEEDBACK", given, "[8]", throughput=0.6, utilisation=0.6)


def _durations() -> Iterator[Case]:
    """Drawn durations, as the flow times of a stage with a worker for each: quantiles of the Weibull."""
    for shape, at_half, at_three_quarters in (
        (1.0, 20.79441541679836, 41.58883083359672),
        (1.5, 23.49659306323954, 37.298516546255144),
        (2.0, 24.976638334730932, 35.32230067546424),
    ):
        drawn = Distribution(family="weibull", shape=shape, scale=30.0)
        values = {"flow_time_percentiles.p50": at_half, "flow_time_percentiles.p75": at_three_quarters}
        given = line([drawn], 400, arrivals=poisson(1.0))
        yield Case(f"WEIBULL {shape:g}", given, ITEMS, queue, tuple(values), Known(values, "J. D. Cook"))
