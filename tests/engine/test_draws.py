"""Chance by address: even, without memory, and the same item draws the same whatever happens around it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from sim.distributions import Distribution, mean, ppf, sd
from sim.engine import RunRequest, simulate
from sim.engine.draws import GOLDEN, draw, mix, mixed, on_curve, scaled, uniform
from sim.engine.layout import LAST_TICK, ONE
from sim.engine.running import run_key
from sim.engine.tables import table_of, ticks
from sim.errors import StreamFault
from sim.log import EventLog, Kind
from sim.stream import Interarrival, ItemType
from tests.builders import constant, exponential, line, lognormal, poisson

MANY = 100_000


def uniforms(root: int, count: int = MANY) -> NDArray[np.float64]:
    """Uniforms at consecutive places under one root."""
    keys = (root + (np.arange(count, dtype=np.int64) + 1) * np.int64(GOLDEN)).astype(np.int64)
    return np.array([uniform(mix(int(key))) for key in keys]) / 2.0**53


@pytest.mark.parametrize("root", [0, 1, -1, 2**62, 123_456_789])
def test_consecutive_addresses_draw_evenly(root: int) -> None:
    assert stats.kstest(uniforms(root), "uniform").pvalue > 0.001


@pytest.mark.parametrize("lag", [1, 2, 3, 16, 256])
def test_draws_do_not_remember_the_ones_before(lag: int) -> None:
    u = uniforms(run_key(1, 0))
    correlation = float(np.corrcoef(u[:-lag], u[lag:])[0, 1])
    assert abs(correlation) < 3.5 / np.sqrt(MANY)


def test_draws_of_neighbouring_replications_and_seeds_have_nothing_in_common() -> None:
    roots = [run_key(seed, replication) for seed in range(4) for replication in range(4)]
    table = np.array([uniforms(root, 20_000) for root in roots])
    off_diagonal = np.corrcoef(table)[np.triu_indices(len(roots), 1)]
    assert np.abs(off_diagonal).max() < 4.5 / np.sqrt(20_000)


def test_pairs_fill_the_square_evenly() -> None:
    u = uniforms(7)
    counts, _, _ = np.histogram2d(u[:-1:2], u[1::2], bins=32)
    assert stats.chisquare(counts.ravel()).pvalue > 0.001


def test_the_hash_is_the_same_in_python_s_own_numbers() -> None:
    words = [0, 1, -1, 2**62 + 12_345, -(2**63), 2**63 - 1, GOLDEN]
    assert [int(mix(word)) for word in words] == [mixed(word) for word in words]


def test_all_whole_numbers_are_seeds() -> None:
    assert len({run_key(seed, 0) for seed in (0, 1, -1, 2**64, 2**64 + 1, 10**30)}) >= 4


FAMILIES = [
    exponential(3.0),
    lognormal(1.5, 4.0),
    Distribution(family="gamma", mean=2.0, cv=0.7),
    Distribution(family="gamma", shape=0.4, scale=2.0),
    Distribution(family="erlang", k=4, mean=2.0),
    Distribution(family="weibull", shape=0.7, scale=2.0),
    Distribution(family="weibull", shape=2.5, scale=2.0),
    Distribution(family="uniform", low=1.0, high=3.0),
    Distribution(family="triangular", low=1.0, mode=2.0, high=6.0),
    Distribution(family="pert", low=1.0, mode=2.0, high=6.0),
]


@pytest.mark.parametrize("distribution", FAMILIES, ids=lambda one: one.family)
def test_a_table_is_close_to_its_distribution_out_into_both_tails(distribution: Distribution) -> None:
    table = table_of(distribution)
    shares = np.concatenate(
        [np.linspace(0.0005, 0.9995, 3001), 10.0 ** -np.arange(4, 10), 1 - 10.0 ** -np.arange(4, 10)]
    )
    got = np.array([on_curve(table, 1, int(share * 2**53)) for share in shares]) / ONE
    exact = ppf(distribution, shares)
    assert np.max(np.abs(got - exact) - 1e-4 * exact) < 2e-4 * sd(distribution) + 2 / ONE


@pytest.mark.parametrize("distribution", FAMILIES, ids=lambda one: one.family)
def test_a_table_keeps_mean_and_spread(distribution: Distribution) -> None:
    table = table_of(distribution)
    middles = (np.arange(200_000) + 0.5) / 200_000
    got = np.array([on_curve(table, 1, int(share * 2**53)) for share in middles]) / ONE
    exact = ppf(distribution, middles)
    assert abs(got.mean() - exact.mean()) < 5e-5 * mean(distribution)
    assert abs(got.std() - exact.std()) < 5e-4 * sd(distribution)


def test_what_is_farther_out_than_the_table_takes_its_last_value() -> None:
    table = table_of(exponential(1.0))
    assert on_curve(table, 1, 2**53 - 1) == on_curve(table, 1, 2**53 - 2**10)
    assert on_curve(table, 1, 2**53 - 1) / ONE == pytest.approx(41 * np.log(2), rel=1e-4)
    assert on_curve(table, 1, 0) >= 0


def test_an_empirical_distribution_draws_its_values_equally_often() -> None:
    table = table_of(Distribution(family="empirical", values=(3.0, 1.0, 1.0, 7.0)))
    keys = np.arange(40_000, dtype=np.int64)
    values, counts = np.unique([draw(table, 0, mix(int(key))) for key in keys], return_counts=True)
    assert values.tolist() == [ONE, 3 * ONE, 7 * ONE]
    assert stats.chisquare(counts, [20_000, 10_000, 10_000]).pvalue > 0.001


def test_a_constant_is_a_constant_and_nothing_is_0() -> None:
    assert draw(table_of(constant(2.5)), 0, 99) == 2.5 * ONE
    assert draw(table_of(None), 0, 99) == 0


def test_a_product_is_rounded_to_the_grid() -> None:
    assert scaled(3, ONE // 2) == 2
    assert scaled(7 * ONE, ONE) == 7 * ONE
    assert scaled(7 * ONE, 0) == 0


def test_a_time_beyond_the_clock_is_refused_in_words() -> None:
    with pytest.raises(StreamFault, match="beyond the range of the clock"):
        ticks(1e12)
    with pytest.raises(StreamFault, match="beyond the range of the clock"):
        table_of(Distribution(family="exponential", mean=1e9))
    assert ticks(LAST_TICK / ONE) == LAST_TICK


# --- common random numbers ---------------------------------------------------------------------------


def touch_times(log: EventLog, stage: int) -> dict[int, float]:
    """Touch time of each item that finished in a stage, by item number."""
    here = log.stage == stage
    begun = dict(
        zip(
            log.item[here & (log.kind == Kind.STARTED)],
            log.time[here & (log.kind == Kind.STARTED)],
            strict=True,
        )
    )
    ended = here & (log.kind == Kind.FINISHED)
    return {int(i): float(t - begun[i]) for i, t in zip(log.item[ended], log.time[ended], strict=True)}


def test_limits_and_people_change_nobody_s_touch_times_types_or_arrivals() -> None:
    types = (ItemType(id="a", name="A", share=1.0), ItemType(id="b", name="B", share=2.0))
    arrivals = poisson(0.5, batch=Distribution(family="uniform", low=0.6, high=3.4))
    times = [exponential(0.5), lognormal(0.3, 0.9)]
    request = RunRequest(seed=3, until=200.0)
    tight = simulate(line(times, 1, [1, 2], arrivals=arrivals, item_types=types), request)
    loose = simulate(line(times, 4, None, arrivals=arrivals, item_types=types), request)
    assert tight.items.arrival.tolist() == loose.items.arrival.tolist()
    assert tight.items.type.tolist() == loose.items.type.tolist()
    for stage in range(2):
        few, many = touch_times(tight, stage), touch_times(loose, stage)
        assert few == {item: many[item] for item in few}
        assert len(few) > 60


def test_another_distribution_keeps_each_item_s_rank() -> None:
    short = touch_times(simulate(line([exponential(1.0)], arrivals=poisson(0.5)), RunRequest(items=300)), 0)
    long = touch_times(simulate(line([lognormal(2.0, 5.0)], arrivals=poisson(0.5)), RunRequest(items=300)), 0)
    both = sorted(set(short) & set(long))
    ranks = [np.argsort([times[item] for item in both]).tolist() for times in (short, long)]
    assert ranks[0] == ranks[1]


def test_one_arrival_stream_does_not_disturb_another() -> None:
    types = (ItemType(id="a", name="A", share=1.0), ItemType(id="b", name="B", share=1.0))
    one = Interarrival(time=exponential(1.0), types=("a",))
    two = Interarrival(time=exponential(1.0), types=("b",))
    request = RunRequest(until=100.0)
    alone = simulate(line([1.0], 9, arrivals=(one,), item_types=types), request)
    beside = simulate(line([1.0], 9, arrivals=(one, two), item_types=types), request)
    first = beside.items.arrival[beside.items.type == 0]
    assert first.tolist() == alone.items.arrival.tolist()


def test_seeds_and_replications_differ() -> None:
    given = line([exponential(1.0)], arrivals=poisson(0.5))
    ends = {
        float(simulate(given, RunRequest(seed=seed, replication=number, items=20)).end)
        for seed in range(3)
        for number in range(3)
    }
    assert len(ends) == 9
