"""Durations as people give them, and such that tie."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from sim.distributions import Distribution

TIED_TIMES = st.sampled_from((0.0, 0.25, 0.5, 1.0, 1.0, 2.0, 3.0))
"""Few and round, so that many events fall on one instant."""

POSITIVE_TIMES = st.sampled_from((0.25, 0.5, 1.0, 1.0, 2.0, 3.0))


def _floats(low: float, high: float) -> SearchStrategy[float]:
    """Numbers of at most four decimals, as people give them."""
    return st.floats(low, high).map(lambda value: round(value, 4))


@st.composite
def distributions(draw: st.DrawFn) -> Distribution:
    """Any family by any of its parameter sets, with values between about 0.01 and 100."""
    family = draw(st.sampled_from(_FAMILIES))
    mean, cv = draw(_floats(0.1, 20.0)), draw(_floats(0.1, 2.0))
    p50 = draw(_floats(0.1, 20.0))
    p85 = p50 * draw(_floats(1.05, 4.0))
    ends = sorted(draw(st.lists(_floats(0.0, 20.0), min_size=3, max_size=3)))
    given: dict[str, dict[str, Any]] = {
        "value": {"value": mean},
        "low high": {"low": ends[0], "high": ends[2]},
        "low mode high": {"low": ends[0], "mode": ends[1], "high": ends[2]},
        "mean": {"mean": mean},
        "p50": {"p50": p50},
        "p85": {"p85": p85},
        "k mean": {"k": draw(st.integers(1, 9)), "mean": mean},
        "mean cv": {"mean": mean, "cv": min(cv, 0.57) if family[0] == "uniform" else cv},
        "p50 p85": {"p50": p50, "p85": min(p85, 1.69 * p50) if family[0] == "uniform" else p85},
        "shape scale": {"shape": draw(_floats(0.3, 9.0)), "scale": mean},
        "mu sigma": {"mu": draw(_floats(-2.0, 2.0)), "sigma": draw(_floats(0.1, 1.5))},
        "values": {"values": tuple(draw(st.lists(_floats(0.0, 20.0), min_size=1, max_size=8)))},
    }
    return Distribution(family=family[0], **given[family[1]])


_FAMILIES: tuple[tuple[Any, str], ...] = (
    ("constant", "value"),
    ("uniform", "low high"),
    ("uniform", "mean cv"),
    ("uniform", "p50 p85"),
    ("triangular", "low mode high"),
    ("pert", "low mode high"),
    ("exponential", "mean"),
    ("exponential", "p50"),
    ("exponential", "p85"),
    ("erlang", "k mean"),
    ("gamma", "shape scale"),
    ("gamma", "mean cv"),
    ("gamma", "p50 p85"),
    ("lognormal", "mu sigma"),
    ("lognormal", "mean cv"),
    ("lognormal", "p50 p85"),
    ("weibull", "shape scale"),
    ("weibull", "mean cv"),
    ("weibull", "p50 p85"),
    ("empirical", "values"),
)


def constants() -> SearchStrategy[Distribution]:
    """Constants that tie, 0 among them."""
    return TIED_TIMES.map(lambda value: Distribution(family="constant", value=value))


def touch_times() -> SearchStrategy[Distribution]:
    """Times of work: mostly such that tie, now and then any."""
    few = st.lists(TIED_TIMES, min_size=1, max_size=3)
    empirical = few.map(lambda values: Distribution(family="empirical", values=tuple(values)))
    return st.one_of(constants(), constants(), empirical, distributions())


def gaps() -> SearchStrategy[Distribution]:
    """Times between arrivals: above 0 on average, 0 among them."""
    constant = POSITIVE_TIMES.map(lambda value: Distribution(family="constant", value=value))
    mixed = POSITIVE_TIMES.map(lambda value: Distribution(family="empirical", values=(0.0, value)))
    random = POSITIVE_TIMES.map(lambda value: Distribution(family="exponential", mean=value))
    return st.one_of(constant, mixed, random)
