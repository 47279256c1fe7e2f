"""How likely durations are under a family, and the parameters under which they are most likely.

Each kind of observation counts by what is known of it: an exact duration by its density, one still running by
the chance of lasting longer, one of which both ends are rounded down to the day by the chance of that number
of days (:func:`chances_of_days`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.distributions.fit_curves import CURVES, FamilyCurves
from sim.distributions.observed import counted
from sim.distributions.values import Distribution

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.distributions.observed import Counted, Observations

    Floats = NDArray[np.float64]

_TINY = 1e-300
"""A chance below it counts as this, so that its logarithm is a number."""


def log_likelihood(family: str, parameters: tuple[float, ...], known: Counted) -> float:
    """Give the logarithm of the likelihood of all durations.

    Args:
        family: One of the families in ``CURVES``.
        parameters: Its own, in the order of its parameter set.
        known: The durations.
    """
    curves = CURVES[family]
    total = curves.log_densities(parameters, known) if len(known.exact) else 0.0
    if known.near_zero:
        total += known.near_zero * _log(curves.cdf(parameters, np.array([known.least])))[0]
    if len(known.ages):
        total += float(known.runners @ _log(curves.survival(parameters, known.ages)))
    if len(known.days):
        total += float(known.times @ _log(chances_of_days(curves, parameters, known)))
    return float(total)


def chances_of_days(curves: FamilyCurves, parameters: tuple[float, ...], known: Counted) -> Floats:
    """Give the chance of each number of whole days when both ends are rounded down; shape (days,).

    What begins at any time of day and lasts t is seen as k days with the chance 1 - abs(t - k), if that is
    above 0. Its mean over t is the second difference at k of the integral of the survival curve.
    """
    grain, days = known.grain, known.days
    before, at, after = (_beyond(curves, parameters, (days + step) * grain) for step in (-1, 0, 1))
    return np.asarray(np.maximum(before - 2.0 * at + after, 0.0) / grain)


def chances_up_to_days(curves: FamilyCurves, parameters: tuple[float, ...], known: Counted) -> Floats:
    """Give the chance of at most each number of whole days, both ends rounded down; shape (days,)."""
    grain = known.grain
    at, after = (_beyond(curves, parameters, (known.days + step) * grain) for step in (0, 1))
    return np.asarray(np.clip(1.0 - (at - after) / grain, 0.0, 1.0))


def _beyond(curves: FamilyCurves, parameters: tuple[float, ...], times: Floats) -> Floats:
    """Integrate the survival curve from each time on; before time 0 it is 1."""
    inside = curves.beyond(parameters, np.maximum(times, 0.0))
    return np.asarray(inside - np.minimum(times, 0.0))


def most_likely(family: str, seen: Observations) -> tuple[Distribution, float]:
    """Find the parameters that make durations most likely, with the logarithm of that likelihood.

    By Nelder and Mead's simplex over the logarithms of the parameters, from the moments of the data.

    Args:
        family: One of the families in ``CURVES``.
        seen: Durations, one finished above 0 at least.
    """
    from scipy.optimize import minimize

    curves, known = CURVES[family], counted(seen)
    low, high = np.array(curves.bounds).T

    def loss(point: Floats) -> float:
        inside = np.clip(point, low, high)
        away = float(np.abs(point - inside).sum())
        return away * 1e3 - log_likelihood(family, curves.parameters(inside), known)

    start = np.clip(curves.start(*_first_guess(seen)), low, high)
    simplex = np.vstack([start, start + 0.3 * np.eye(len(start))])
    found = minimize(
        loss,
        start,
        method="Nelder-Mead",
        options={"initial_simplex": simplex, "xatol": 1e-6, "fatol": 1e-8, "maxfev": 600},
    )
    own = curves.parameters(np.clip(found.x, low, high))
    named = dict(zip(curves.names, own, strict=True))
    return Distribution.model_validate({"family": family, **named}), log_likelihood(family, own, known)


def _first_guess(seen: Observations) -> tuple[float, float]:
    """Guess mean and spread of the logarithms, as if those still running had ended twice as old."""
    floor = seen.grain / 4.0 or seen.least / 2.0 or _TINY
    logs = np.log(np.maximum(np.concatenate([seen.finished, 2.0 * seen.running]), floor))
    return float(logs.mean()), max(float(logs.std()), 0.05)


def _log(chances: Floats) -> Floats:
    return np.log(np.maximum(chances, _TINY))
