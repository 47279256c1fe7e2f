"""Which parameters are refused, and in which words."""

from __future__ import annotations

import math
from typing import Any

import pytest
from pydantic import ValidationError

from sim.distributions import PARAMETER_SETS, Distribution, parameters_in_words

REFUSED: list[tuple[dict[str, Any], str, str]] = [
    (
        {"family": "lognormal", "p50": 0.8, "p85": 0.5},
        "p85 of a lognormal is 0.5, below its p50 0.8; p85 must be at least p50",
        "Raise p85 or lower p50.",
    ),
    (
        {"family": "gamma", "mean": 1.0},
        "a gamma takes shape and scale, or mean and cv, or p50 and p85; cv is missing",
        "Add cv.",
    ),
    (
        {"family": "gamma", "mean": 1.0, "p50": 2.0},
        "a gamma takes shape and scale, or mean and cv, or p50 and p85, one set only; given are mean and p50",
        "Keep mean and cv and remove the rest.",
    ),
    (
        {"family": "gamma", "mean": 1.0, "cv": 0.5, "p50": 2.0},
        "a gamma takes shape and scale, or mean and cv, or p50 and p85, one set only; "
        "given are mean, cv and p50",
        "Keep mean and cv and remove the rest.",
    ),
    (
        {"family": "constant", "mean": 1.0},
        "a constant takes value, not mean",
        "Remove mean or choose another family.",
    ),
    ({"family": "constant"}, "a constant takes value; none is given", "Give value."),
    (
        {"family": "exponential", "p50": 1.0, "p85": 2.0},
        "an exponential takes mean, or p50, or p85, one set only; given are p50 and p85",
        "Keep p50 and remove the rest.",
    ),
    (
        {"family": "exponential", "mean": -1.0},
        "mean of an exponential is -1; it must be above 0",
        "Correct it; for no time at all take a constant of 0.",
    ),
    (
        {"family": "erlang", "k": 0, "mean": 1.0},
        "k of an erlang is 0; it must be 1 or more",
        "Correct it; for no time at all take a constant of 0.",
    ),
    (
        {"family": "constant", "value": -0.5},
        "value of a constant is -0.5; it must be 0 or more",
        "Correct it: a duration is never negative.",
    ),
    (
        {"family": "uniform", "low": -1.0, "high": 1.0},
        "low of a uniform is -1; it must be 0 or more",
        "Correct it: a duration is never negative.",
    ),
    (
        {"family": "uniform", "low": 3.0, "high": 1.0},
        "high of a uniform is 1, below its low 3; high must be at least low",
        "Raise high or lower low.",
    ),
    (
        {"family": "triangular", "low": 1.0, "mode": 3.0, "high": 2.0},
        "high of a triangular is 2, below its mode 3; high must be at least mode",
        "Raise high or lower mode.",
    ),
    (
        {"family": "pert", "low": 2.0, "mode": 1.0, "high": 3.0},
        "mode of a pert is 1, below its low 2; mode must be at least low",
        "Raise mode or lower low.",
    ),
    (
        {"family": "uniform", "mean": 1.0, "cv": 0.9},
        "cv of a uniform is 0.9; above 0.57735 its low end would be negative",
        "Give a smaller cv, or take a gamma or a lognormal.",
    ),
    (
        {"family": "uniform", "p50": 1.0, "p85": 2.0},
        "p85 of a uniform is 2; above 1.7 times its p50 1 its low end would be negative",
        "Give a smaller p85, or take a gamma or a lognormal.",
    ),
    (
        {"family": "gamma", "p50": 1.0, "p85": 1e7},
        "p85 of a gamma is 1e+07, more than 1000 times its p50 1",
        "Bring p50 and p85 closer together.",
    ),
    (
        {"family": "gamma", "mean": 1.0, "cv": 51.0},
        "cv of a gamma is 51; it must be at most 50",
        "Give a smaller cv.",
    ),
    (
        {"family": "weibull", "shape": 0.001, "scale": 1.0},
        "shape is 0.001; it must be 0.02 or more",
        "Give a larger shape: so small a one has nearly all its weight at 0.",
    ),
    (
        {"family": "lognormal", "mu": 0.0, "sigma": 9.0},
        "sigma of a lognormal is 9; it must be at most 8",
        "Give a smaller sigma.",
    ),
    (
        {"family": "lognormal", "mu": 30.0, "sigma": 1.0},
        "mu of a lognormal is 30; exp(mu) must be at most 1e+09",
        "Give a smaller mu, or p50 and p85.",
    ),
    (
        {"family": "constant", "value": 2e9},
        "value of a constant is 2e+09; it must be at most 1e+09",
        "Give a smaller one, or a larger time unit.",
    ),
    (
        {"family": "empirical", "values": ()},
        "an empirical has no values; it needs one or more",
        "List the observed values.",
    ),
    (
        {"family": "empirical", "values": (1.0, -2.0)},
        "an empirical has the value -2; values must be from 0 to 1e+09",
        "Remove it or correct it.",
    ),
]


@pytest.mark.parametrize(("parameters", "text", "hint"), REFUSED)
def test_bad_parameters_are_refused_in_words(parameters: dict[str, Any], text: str, hint: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Distribution(**parameters)
    (only,) = refused.value.errors()
    assert (only["msg"], only["ctx"]["text"], only["ctx"]["hint"]) == (text, text, hint)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_finite_number_is_refused(value: float) -> None:
    with pytest.raises(ValidationError) as refused:
        Distribution(family="constant", value=value)
    assert [one["type"] for one in refused.value.errors()] == ["finite_number"]


def test_every_family_says_what_it_takes() -> None:
    assert {family: parameters_in_words(family) for family in PARAMETER_SETS} == {
        "constant": "value",
        "uniform": "low and high, or mean and cv, or p50 and p85",
        "triangular": "low, mode and high",
        "pert": "low, mode and high",
        "exponential": "mean, or p50, or p85",
        "erlang": "k and mean",
        "gamma": "shape and scale, or mean and cv, or p50 and p85",
        "lognormal": "mu and sigma, or mean and cv, or p50 and p85",
        "weibull": "shape and scale, or mean and cv, or p50 and p85",
        "empirical": "values",
    }
