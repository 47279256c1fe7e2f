"""A distribution as data: a family and its parameters, never code."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Family = Literal[
    "constant",
    "uniform",
    "triangular",
    "pert",
    "exponential",
    "erlang",
    "gamma",
    "lognormal",
    "weibull",
    "empirical",
]


class Provenance(BaseModel):
    """Where a fitted distribution came from.

    Attributes:
        source: Name of the data it was fitted to.
        n: Number of observations.
        date: ISO date of the fit.
        goodness: Goodness of fit in words or figures.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    n: int
    date: str
    goodness: str = ""


class Distribution(BaseModel):
    """A non-negative random duration (or count), in the unit of its context.

    Exactly one complete set of parameters of its family is given: the family's own, or two that
    people can give (``p50`` and ``p85``, or ``mean`` and ``cv``).

    Attributes:
        family: Name of the family.
        value: The constant.
        low: Lower end (uniform, triangular, pert).
        mode: Most likely value (triangular, pert).
        high: Upper end (uniform, triangular, pert).
        mean: Mean.
        cv: Coefficient of variation, standard deviation over mean.
        k: Number of exponential phases (erlang), an integer of 1 or more.
        p50: Median.
        p85: 85th percentile.
        shape: Shape (gamma, weibull).
        scale: Scale (gamma, weibull).
        mu: Mean of the logarithm (lognormal).
        sigma: Standard deviation of the logarithm (lognormal).
        values: Observed values, resampled (empirical).
        provenance: Where it was fitted, if it was.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    family: Family
    value: float | None = None
    low: float | None = None
    mode: float | None = None
    high: float | None = None
    mean: float | None = None
    cv: float | None = None
    k: int | None = None
    p50: float | None = None
    p85: float | None = None
    shape: float | None = None
    scale: float | None = None
    mu: float | None = None
    sigma: float | None = None
    values: tuple[float, ...] | None = None
    provenance: Provenance | None = None
