"""The same family through another median and 85th percentile, said by the same parameters as before."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from sim.distributions.families import ppf
from sim.distributions.moments import mean, sd
from sim.distributions.resolve import resolved
from sim.distributions.values import Distribution

LEAST_APART: Final = 1.05
"""The 85th percentile is at least so many times the median; nearer, there is no spread to speak of."""
_FREELY: Final = 200.0
_BY_MOMENTS: Final = 15.0
"""A lognormal further apart has a cv that no one may give."""
_AT_THE_EDGE: Final = 0.999
"""How near to the widest spread of a family the widest is taken, so that rounding does not go beyond."""
_HALVINGS: Final = 50


def quantiles(distribution: Distribution) -> tuple[float, float]:
    """Give the median and the 85th percentile."""
    return float(ppf(distribution, 0.5)), float(ppf(distribution, 0.85))


def most_apart(distribution: Distribution) -> float:
    """Say how many times the median the 85th percentile can be, with this family and these parameters."""
    family = distribution.family
    if family == "constant":
        return 1.0
    if family in ("exponential", "erlang"):  # an erlang of one phase is an exponential, and none is wider
        return math.log(0.15) / math.log(0.5)
    if family == "uniform":
        return 1.7 * _AT_THE_EDGE
    if family in ("triangular", "pert"):
        return _ratio(family, 0.0) * _AT_THE_EDGE
    return _BY_MOMENTS if "cv" in distribution.given else _FREELY


def with_quantiles(distribution: Distribution, p50: float, p85: float) -> Distribution:
    """Give a distribution of the same family through a median and an 85th percentile.

    It is said by the same parameters as the old one. An exponential has one figure only and goes through the
    median; an erlang has whole phases, so its 85th percentile is as near as they come. A triangle (and a
    pert) keeps where its mode stands between its ends, as long as none of it has to go below 0.

    Args:
        distribution: Any distribution but an empirical.
        p50: The median, above 0.
        p85: The 85th percentile: between `LEAST_APART` and `most_apart` times the median.

    Raises:
        ValueError: If it is an empirical: values that were observed have no figures to move.
    """
    if distribution.family == "empirical":
        raise ValueError("observed values have no figures that could be moved")
    made = _MAKERS.get(distribution.family, _by_quantiles)(distribution, p50, p85)
    said = {name: _figure(made, name) for name in distribution.given}
    return Distribution.model_validate({"family": distribution.family, **said})


def _figure(made: Distribution, name: str) -> float:
    """Read a parameter off a distribution, however that is said."""
    if name in made.given:
        return float(made.given[name]) if name != "k" else int(made.given[name])
    if name in ("p50", "p85"):
        return quantiles(made)[name == "p85"]
    if name in ("mean", "cv"):
        return mean(made) if name == "mean" else sd(made) / mean(made)
    return float(resolved(made).given[name])


def _by_quantiles(distribution: Distribution, p50: float, p85: float) -> Distribution:
    return Distribution(family=distribution.family, p50=p50, p85=p85)


def _constant(_: Distribution, p50: float, __: float) -> Distribution:
    return Distribution(family="constant", value=p50)


def _exponential(_: Distribution, p50: float, __: float) -> Distribution:
    return Distribution(family="exponential", mean=p50 / math.log(2.0))


def _erlang(_: Distribution, p50: float, p85: float) -> Distribution:
    """Take the number of phases whose spread is nearest; more phases, less spread."""

    def ratio(k: int) -> float:
        low, high = quantiles(Distribution(family="erlang", k=k, mean=1.0))
        return high / low

    wanted, fewest, most = p85 / p50, 1, 1
    while ratio(most) > wanted:
        fewest, most = most, 2 * most
    while most - fewest > 1:
        middle = (fewest + most) // 2
        fewest, most = (middle, most) if ratio(middle) > wanted else (fewest, middle)
    k = min((fewest, most), key=lambda each: abs(ratio(each) - wanted))
    half = quantiles(Distribution(family="erlang", k=k, mean=1.0))[0]
    return Distribution(family="erlang", k=k, mean=p50 / half)


def _three_points(distribution: Distribution, p50: float, p85: float) -> Distribution:
    """Stretch and shift the shape; where it would begin below 0, let it begin there and lean more."""
    family, own = distribution.family, distribution.given
    width = own["high"] - own["low"]
    place = (own["mode"] - own["low"]) / width if width > 0 else 0.5
    if p85 / p50 >= _ratio(family, place):
        place = _place_for(family, p85 / p50)
        low, wide = 0.0, p50 / _standard(family, place)[0]
    else:
        half, bad = _standard(family, place)
        wide = (p85 - p50) / (bad - half)
        low = p50 - wide * half
    return Distribution(family=family, low=low, mode=low + place * wide, high=low + wide)


def _standard(family: str, place: float) -> tuple[float, float]:
    """Give both quantiles of the shape from 0 to 1 whose mode is at a place."""
    return quantiles(Distribution.model_validate({"family": family, "low": 0.0, "mode": place, "high": 1.0}))


def _ratio(family: str, place: float) -> float:
    half, bad = _standard(family, place)
    return bad / half


def _place_for(family: str, ratio: float) -> float:
    """Find the mode, from 0 to 1, of the shape from 0 that is so far apart; the further on, the less so."""
    left, right = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (left + right) / 2
        left, right = (middle, right) if _ratio(family, middle) > ratio else (left, middle)
    return (left + right) / 2


_MAKERS: Final[dict[str, Callable[[Distribution, float, float], Distribution]]] = {
    "constant": _constant,
    "exponential": _exponential,
    "erlang": _erlang,
    "triangular": _three_points,
    "pert": _three_points,
}
