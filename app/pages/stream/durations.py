"""Durations as the inspector edits them: families, the two figures of each, and changes between them."""

from __future__ import annotations

from typing import Final

from sim.distributions import (
    LEAST_APART,
    Distribution,
    Family,
    mean,
    most_apart,
    ppf,
    quantiles,
    sd,
    with_quantiles,
)

FAMILIES: Final[dict[Family, str]] = {
    "lognormal": "lognormal",
    "gamma": "gamma",
    "weibull": "Weibull",
    "exponential": "exponential",
    "erlang": "Erlang",
    "triangular": "triangular",
    "pert": "PERT",
    "uniform": "uniform",
    "constant": "fixed",
    "empirical": "as observed",
}
NAMES: Final = {
    "value": "value",
    "low": "least",
    "mode": "most likely",
    "high": "most",
    "mean": "mean",
    "cv": "variation",
    "k": "phases",
    "p50": "typical (50\u00a0%)",
    "p85": "bad case (85\u00a0%)",
    "shape": "shape",
    "scale": "scale",
    "mu": "µ of the logarithm",
    "sigma": "σ of the logarithm",
}
_LEANING: Final = 0.2
"""Where the mode of a triangle stands at least, from its least value to its most."""
WITHOUT_UNIT: Final = ("cv", "k", "shape", "mu", "sigma")


def figures(time: Distribution) -> tuple[tuple[str, float], ...]:
    """Give the figures a duration is given by, by name; none for a sample."""
    given = time.given
    return tuple((name, float(given[name])) for name in NAMES if given.get(name) is not None)


def as_family(time: Distribution, family: Family) -> Distribution:
    """Give a duration of another family that is as like this one as its figures allow.

    Where a family can be led through a typical and a bad case, both stay (the bad one as far as its shape
    goes); of an exponential and an erlang the mean stays, on which the load rests.
    """
    half, bad, middle = _round(float(ppf(time, 0.5))), _round(float(ppf(time, 0.85))), _round(mean(time))
    variation = _round(sd(time) / mean(time)) if mean(time) > 0 else 0.0
    variation = variation or 0.5
    bad = bad if bad > half else _round(2 * half)
    ends = {"low": _round(0.5 * half), "high": _round(max(bad * 1.5, half * 1.2))}
    figures_of: dict[Family, dict[str, float]] = {
        "constant": {"value": half},
        "uniform": ends,
        "triangular": {**ends, "mode": half},
        "pert": {**ends, "mode": half},
        "exponential": {"mean": middle},
        "erlang": {"k": max(1, round(1 / variation**2)), "mean": middle},
        "gamma": {"p50": half, "p85": bad},
        "lognormal": {"p50": half, "p85": bad},
        "weibull": {"p50": half, "p85": bad},
    }
    if family not in figures_of:
        return time
    made = Distribution.model_validate({"family": family, **figures_of[family]})
    return _through(made, half, bad) if "low" in made.given and half > 0 else made


def _through(time: Distribution, half: float, bad: float) -> Distribution:
    """Lead a duration by its ends through a typical case, and a bad one as far from it as looks natural."""
    most = most_apart(time)
    if "mode" in time.given:  # further apart, a triangle would be likeliest at next to nothing
        low, high = quantiles(time.model_copy(update={"low": 0.0, "mode": _LEANING, "high": 1.0}))
        most = high / low
    bad = min(max(bad, half * LEAST_APART), half * most)
    figures = {name: _round(value) for name, value in with_quantiles(time, half, bad).given.items()}
    return Distribution.model_validate({"family": time.family, **figures})


def with_figure(time: Distribution, name: str, value: float) -> Distribution:
    """Give a duration with one figure changed.

    Raises:
        ValueError: If the figures then do not go together; it says why.
    """
    given = {"family": time.family, **time.given, name: int(value) if name == "k" else value}
    return Distribution.model_validate(given)


def _round(value: float) -> float:
    return float(f"{value:.3g}")
