"""Distributions fitted to durations: three witnesses for the numbers, honest words for few."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from sim.distributions import Distribution, Fit, cdf, fit, mean, observe, ppf, weibull_from_quantiles
from sim.distributions.fit_curves import CURVES
from sim.distributions.likelihood import chances_of_days, chances_up_to_days
from sim.distributions.observed import counted
from sim.errors import UserFault
from tests.distributions.test_kaplan_meier import LEUKAEMIA

SCIPY: dict[str, Callable[[Any], dict[str, float]]] = {
    "lognormal": lambda data: _lognormal(scipy.stats.lognorm.fit(data, floc=0)),
    "weibull": lambda data: _shape_and_scale(scipy.stats.weibull_min.fit(data, floc=0)),
    "gamma": lambda data: _shape_and_scale(scipy.stats.gamma.fit(data, floc=0)),
    "exponential": lambda data: {"mean": scipy.stats.expon.fit(data, floc=0)[1]},
}
TRUE = {
    "lognormal": Distribution(family="lognormal", mu=0.6, sigma=0.7),
    "weibull": Distribution(family="weibull", shape=1.4, scale=3.0),
    "gamma": Distribution(family="gamma", shape=2.2, scale=1.1),
    "exponential": Distribution(family="exponential", mean=2.5),
}


def _lognormal(found: tuple[float, ...]) -> dict[str, float]:
    return {"mu": float(np.log(found[2])), "sigma": found[0]}


def _shape_and_scale(found: tuple[float, ...]) -> dict[str, float]:
    return {"shape": found[0], "scale": found[2]}


def fitted(finished: ArrayLike, running: ArrayLike = (), **seen: float) -> Fit:
    return fit(observe(finished, running, **seen), source="export.csv", date="2026-03-01")


def sample(family: str, n: int, seed: int) -> np.ndarray:
    """Durations of a family, in no order."""
    return np.asarray(ppf(TRUE[family], np.random.default_rng(seed).uniform(size=n)))


def censored(family: str, n: int, seed: int, *, watched: float) -> tuple[np.ndarray, np.ndarray]:
    """Durations that ended while they were watched (exponential times), and the ages of the others."""
    times = sample(family, n, seed)
    ends = np.random.default_rng(seed + 1).exponential(watched, n)
    return times[times <= ends], ends[times > ends]


def parameters(found: Fit, family: str) -> dict[str, float]:
    """What was fitted of one family, chosen or not."""
    return next(one.distribution.given for one in found.candidates if one.distribution.family == family)


# --- against other programs -----------------------------------------------------------------------


@pytest.mark.parametrize("family", sorted(TRUE))
@pytest.mark.parametrize("watched", [1e9, 5.0])
def test_parameters_are_those_that_scipy_finds(family: str, watched: float) -> None:
    finished, running = censored(family, 300, seed=11, watched=watched)
    theirs = SCIPY[family](scipy.stats.CensoredData(uncensored=finished, right=running))
    ours = parameters(fitted(finished, running), family)
    assert ours == pytest.approx(theirs, rel=2e-4)


def test_the_classic_trial_has_the_published_exponential_and_weibull() -> None:
    """9 of 21 patients relapsed in 359 weeks; R's survreg gives the Weibull as shape 1.354, scale 33.77."""
    found = fitted(*LEUKAEMIA)
    assert parameters(found, "exponential")["mean"] == pytest.approx(359 / 9, rel=1e-6)
    assert parameters(found, "weibull") == pytest.approx({"shape": 1.354, "scale": 33.77}, rel=2e-4)


def test_the_published_weibull_comes_back_from_its_own_quantiles(shared_reference: Path) -> None:
    cases = json.loads((shared_reference / "weibull_cases.json").read_text())
    published = cases["two_percentiles"]["P(X<=1)=0.1, P(X<=30)=0.5"]
    shape, scale = weibull_from_quantiles((0.1, 1.0), (0.5, 30.0))
    own = Distribution(family="weibull", shape=shape, scale=scale)
    found = fitted(ppf(own, (np.arange(4000) + 0.5) / 4000))
    assert parameters(found, "weibull") == pytest.approx(
        {name: published[name] for name in ("shape", "scale")}, rel=5e-3
    )
    assert float(ppf(found.distribution, 0.85)) == pytest.approx(published["p85"], rel=1e-2)


def test_anderson_darling_is_scipys_for_a_lognormal() -> None:
    times = sample("lognormal", 120, seed=3)
    with pytest.warns(FutureWarning):
        theirs = scipy.stats.anderson(np.log(times))
    # scipy takes the standard deviation with n - 1, the likelihood with n: nearly the same curve.
    ours = next(one for one in fitted(times).candidates if one.distribution.family == "lognormal")
    corrected = float(theirs.statistic) * (1 + 0.75 / 120 + 2.25 / 120**2)
    assert ours.goodness.anderson_darling == pytest.approx(corrected, abs=0.01)


def test_the_distance_is_scipys_kolmogorov_distance() -> None:
    times = sample("gamma", 200, seed=5)
    for one in fitted(times).candidates:
        expected: Any = partial(cdf, one.distribution)
        theirs = scipy.stats.kstest(times, expected)
        assert one.goodness.distance == pytest.approx(float(theirs.statistic), abs=1e-9)


# --- what unfinished items are worth --------------------------------------------------------------


@pytest.mark.parametrize("family", sorted(TRUE))
def test_unfinished_items_counted_make_the_mean_right_and_left_out_make_it_too_short(family: str) -> None:
    finished, running = censored(family, 4000, seed=21, watched=4.0)
    true = mean(TRUE[family])
    assert mean(fitted(finished, running).distribution) == pytest.approx(true, rel=0.05)
    assert mean(fitted(finished).distribution) < 0.85 * true


@pytest.mark.parametrize("family", sorted(TRUE))
def test_the_family_behind_the_data_is_chosen_and_passes(family: str) -> None:
    found = fitted(sample(family, 1500, seed=31))
    chosen = found.distribution.family
    # An exponential is a gamma and a Weibull of shape 1: any of them is right.
    assert chosen == family or (family == "exponential" and chosen in ("gamma", "weibull"))
    assert found.goodness is not None
    assert found.goodness.passes


def test_one_sample_in_twenty_of_a_family_fails_its_own_test() -> None:
    failed = 0
    for seed in range(200):
        times = sample("weibull", 80, seed=1000 + seed)
        found = next(one for one in fitted(times).candidates if one.distribution.family == "weibull")
        failed += not found.goodness.passes
    assert 2 <= failed <= 19  # 10 expected, 3 standard deviations


# --- dates in whole days --------------------------------------------------------------------------


@pytest.mark.parametrize("family", ["lognormal", "weibull", "gamma"])
def test_dates_in_whole_days_give_the_times_behind_them(family: str) -> None:
    times = sample(family, 6000, seed=41)
    begins = np.random.default_rng(42).uniform(size=len(times))
    found = fitted(np.floor(begins + times), grain=1.0)
    assert parameters(found, family) == pytest.approx(TRUE[family].given, rel=0.07)
    assert found.distribution.family == family
    assert found.goodness is not None
    assert found.goodness.distance < 0.02


def test_whole_days_taken_as_exact_would_give_another_shape() -> None:
    times = sample("weibull", 6000, seed=41)
    begins = np.random.default_rng(42).uniform(size=len(times))
    naive = parameters(fitted(np.floor(begins + times) + 1e-3), "weibull")
    assert abs(naive["shape"] / 1.4 - 1) > 0.3


@pytest.mark.parametrize("family", sorted(TRUE))
def test_the_chance_of_whole_days_is_the_mean_over_the_time_of_day_of_the_begin(family: str) -> None:
    own = tuple(TRUE[family].given.values())
    days = np.arange(12.0)
    known = counted(observe(days, grain=1.0))
    begins = (np.arange(20_000) + 0.5) / 20_000
    upper = [float(cdf(TRUE[family], day + 1.0 - begins).mean()) for day in days]
    assert chances_up_to_days(CURVES[family], own, known).tolist() == pytest.approx(upper, abs=1e-5)
    single = chances_of_days(CURVES[family], own, known)
    assert single.tolist() == pytest.approx(np.diff(upper, prepend=0.0).tolist(), abs=1e-5)


def test_durations_of_zero_may_be_anything_below_what_the_clock_can_tell() -> None:
    times = sample("exponential", 3000, seed=51)
    cut = np.where(times < 0.2, 0.0, times)
    assert mean(fitted(cut, least=0.2).distribution) == pytest.approx(2.5, rel=0.05)


def test_many_durations_of_zero_do_not_make_a_family_wrong() -> None:
    times = sample("lognormal", 400, seed=52)
    cut = np.where(times < float(np.quantile(times, 0.3)), 0.0, times)
    found = fitted(cut, least=float(cut[cut > 0.0].min()))
    assert found.distribution.family == "lognormal"
    assert found.goodness is not None
    assert found.goodness.passes


def test_a_family_whose_rarest_time_no_clock_holds_is_given_up_for_the_data() -> None:
    wide = Distribution(family="lognormal", mu=-10.3, sigma=4.97)
    times = np.asarray(ppf(wide, (np.arange(1000) + 0.5) / 1000))
    minute = 1.0 / 1440.0
    found = fitted(np.where(times < minute, 0.0, times), least=minute)
    best = found.candidates[0].distribution
    assert (best.family, found.candidates[0].goodness.passes) == ("lognormal", True)
    assert float(ppf(best, 1.0 - 2.0**-41)) > 1e10
    assert found.distribution.family == "empirical"
    assert "far beyond any seen" in found.reason


# --- too little, too strange ----------------------------------------------------------------------


def test_nothing_finished_is_refused_with_a_way_out() -> None:
    with pytest.raises(UserFault) as fault:
        fitted([], [3.0, 4.0])
    assert fault.value.text == "None of 2 durations has finished: nothing can be fitted."
    assert fault.value.hint == "Take a longer history, or give the time by hand."


@pytest.mark.parametrize("wrong", [-1.0, float("nan"), float("inf")])
def test_a_duration_that_cannot_be_is_refused(wrong: float) -> None:
    with pytest.raises(UserFault, match="must be 0 or more, and finite"):
        observe([1.0, wrong])


def test_a_duration_longer_than_any_distribution_is_refused() -> None:
    with pytest.raises(UserFault, match="larger unit"):
        fitted([1.0, 2e9])


def test_one_finished_item_tells_a_mean_and_no_shape() -> None:
    found = fitted([4.0], [2.0, 3.0])
    assert found.distribution.given == pytest.approx({"mean": 9.0}, rel=1e-5)
    assert found.reason == "Only 1 finished: one mean can be told, no shape."


def test_durations_all_alike_are_a_constant() -> None:
    found = fitted([2.0] * 30, [1.0])
    assert (found.distribution.given, found.candidates) == ({"value": 2.0}, ())
    assert found.reason == "All 30 took the same time."


def test_the_dust_of_rounded_moments_does_not_make_durations_differ() -> None:
    assert fitted([2.0, 2.0 + 1e-9, 2.0 - 1e-9], [2.0 + 1e-9]).distribution.given == {"value": 2.0}
    assert fitted([2.0, 2.001]).distribution.family == "exponential"


def test_items_all_done_on_their_day_are_told_to_say_nothing_about_the_hours() -> None:
    found = fitted([0.0] * 10, grain=1.0)
    value = found.distribution.given["value"]
    assert (1.0 - value) ** 10 == pytest.approx(0.5)
    assert "cannot tell" in found.reason


def test_no_time_at_all_is_a_constant_of_zero() -> None:
    assert fitted([0.0, 0.0, 0.0]).distribution.given == {"value": 0.0}


def test_two_heaps_that_no_family_describes_are_taken_as_they_are() -> None:
    rng = np.random.default_rng(61)
    heaps = np.concatenate([rng.uniform(0.9, 1.1, 300), rng.uniform(9.0, 11.0, 300)])
    found = fitted(heaps)
    assert found.distribution.family == "empirical"
    assert found.reason.startswith("No family is near")
    assert len(found.distribution.given["values"]) == 200
    assert float(ppf(found.distribution, 0.25)) == pytest.approx(1.0, abs=0.1)
    assert float(ppf(found.distribution, 0.75)) == pytest.approx(10.0, abs=1.0)


def test_beyond_the_longest_that_finished_an_empirical_goes_on_as_the_best_family_does() -> None:
    rng = np.random.default_rng(62)
    heaps = np.concatenate([rng.uniform(0.9, 1.1, 300), rng.uniform(9.0, 11.0, 100)])
    found = fitted(heaps, np.full(200, 11.0))
    values = np.array(found.distribution.given["values"])
    assert found.distribution.family == "empirical"
    assert values.max() > 11.0
    assert np.mean(values < 2.0) == pytest.approx(0.5, abs=0.02)


def test_a_family_that_runs_far_beyond_the_data_is_given_up() -> None:
    wide = np.exp(5.0 * scipy.stats.norm.ppf((np.arange(40) + 0.5) / 40))
    found = fitted(wide)
    best = found.candidates[0].distribution
    assert float(ppf(best, 1.0 - 1e-6)) > 1e4 * wide.max()
    assert found.distribution.family == "empirical"
    assert "would have times far beyond any seen" in found.reason
    assert mean(found.distribution) == pytest.approx(wide.mean(), rel=0.01)


def test_the_same_family_is_the_choice_of_a_few() -> None:
    found = fitted(sample("lognormal", 12, seed=71))
    assert len(found.candidates) == 4
    assert [one.aic for one in found.candidates] == sorted(one.aic for one in found.candidates)


# --- what is kept and shown -----------------------------------------------------------------------


def test_a_fitted_distribution_says_where_it_comes_from() -> None:
    finished, running = censored("lognormal", 200, seed=81, watched=6.0)
    kept = fitted(finished, running).distribution.provenance
    assert kept is not None
    assert (kept.source, kept.n, kept.date) == ("export.csv", 200, "2026-03-01")
    assert f"{len(running)} unfinished counted" in kept.goodness
    assert "AIC" in kept.goodness
    assert "points" in kept.goodness


def test_the_picture_has_the_data_and_the_fitted_curve() -> None:
    finished, running = censored("gamma", 200, seed=91, watched=6.0)
    found = fitted(finished, running)
    picture = found.picture(50)
    assert picture.times[0] == 0.0
    assert picture.times[-1] >= max(finished.max(), running.max())
    assert np.array_equal(picture.fitted, cdf(found.distribution, picture.times))
    assert np.array_equal(picture.steps, np.unique(finished))
    assert (picture.low <= picture.share).all()
    assert (picture.share <= picture.high).all()
    assert len(picture.running) == len(running)


def test_the_picture_of_no_time_has_an_axis() -> None:
    assert fitted([0.0, 0.0]).picture(3).times.tolist() == [0.0, 0.5, 1.0]


# --- anything -------------------------------------------------------------------------------------

TIMES = st.floats(0.0, 1e6, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(
    finished=st.lists(TIMES, min_size=1, max_size=60),
    running=st.lists(TIMES, max_size=20),
    grain=st.sampled_from([0.0, 1.0]),
)
def test_any_durations_give_a_sound_distribution(
    finished: list[float], running: list[float], grain: float
) -> None:
    found = fitted(finished, running, grain=grain)
    assert 0.0 <= mean(found.distribution) < 1e12
    if found.goodness is not None:
        assert 0.0 <= found.goodness.distance <= 1.0
        assert found.goodness.anderson_darling >= 0.0
    again = Distribution.model_validate_json(found.distribution.model_dump_json())
    assert again == found.distribution


@settings(max_examples=25, deadline=None)
@given(factor=st.floats(0.01, 100.0), seed=st.integers(0, 1000))
def test_another_unit_gives_the_same_distribution_in_that_unit(factor: float, seed: int) -> None:
    times = sample("gamma", 60, seed)
    one, other = fitted(times), fitted(times * factor)
    for first in one.candidates:
        second = parameters(other, first.distribution.family)
        scaled = Distribution(family=first.distribution.family, **second)
        assert mean(scaled) == pytest.approx(mean(first.distribution) * factor, rel=1e-3)
