"""A distribution stretched: every duration times a factor."""

from __future__ import annotations

import math

from sim.distributions.resolve import resolved
from sim.distributions.values import Distribution

_TIMES = ("value", "low", "mode", "high", "mean", "scale")
"""Parameters that are times themselves."""


def scaled(distribution: Distribution, factor: float) -> Distribution:
    """Give the distribution of every duration times a factor; its provenance is kept.

    Args:
        distribution: Any valid distribution.
        factor: Above 0.
    """
    if factor == 1.0:
        return distribution
    own = resolved(distribution)
    given = {name: value * factor if name in _TIMES else value for name, value in own.given.items()}
    if "mu" in given:
        given["mu"] += math.log(factor)
    if "values" in given:
        given["values"] = tuple(value * factor for value in given["values"])
    return Distribution.model_validate({"family": own.family, **given, "provenance": own.provenance})
