"""A distribution fitted to durations, finished and unfinished: which family, how well, and why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.distributions.families import cdf, ppf
from sim.distributions.fit_curves import CURVES
from sim.distributions.goodness import Goodness, goodness
from sim.distributions.kaplan_meier import DoneCurve, done_curve
from sim.distributions.likelihood import most_likely
from sim.distributions.moments import mean
from sim.distributions.observed import counted
from sim.distributions.rules import LARGEST
from sim.distributions.values import Distribution, Family, Provenance
from sim.errors import UserFault

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.distributions.observed import Observations

FEWEST: Final = 5
"""Finished durations below which only the mean can be told."""

FEWEST_FOR_EMPIRICAL: Final = 50
"""Finished durations below which their own values are a worse guess than any family."""

TOO_FAR: Final = 0.05
"""Distance beyond which a family that fails its test is given up for the data themselves."""

MEAN_BEYOND: Final = 3.0
"""How many times the longest time seen a mean may be."""

FAR_BEYOND: Final = 1e4
"""How many times the longest time seen one in a million may be."""

RAREST: Final = 2.0**-41
"""Chance of the longest time that a run may draw: its clock must hold it."""

ALIKE: Final = 1e-6
"""Difference, as a part of the longest, that the rounding of moments may leave between equal durations."""

MOST_VALUES: Final = 200
"""Values of an empirical distribution at most."""


@dataclass(frozen=True)
class Candidate:
    """One family fitted to the data.

    Attributes:
        distribution: The family with its most likely parameters.
        log_likelihood: Logarithm of the likelihood of the data.
        aic: Akaike's criterion, corrected for small n; lower is better.
        goodness: How far it is from the data.
    """

    distribution: Distribution
    log_likelihood: float
    aic: float
    goodness: Goodness


@dataclass(frozen=True)
class FitPicture:
    """Data and fitted curve over one axis.

    Attributes:
        times: Axis, rising from 0, shape (points,).
        fitted: Share done by each time under the chosen distribution, shape (points,).
        steps: Durations at which the data step up, shape (steps,).
        share: Share done in the data from each step on, shape (steps,).
        low: Lower end of its 95 % interval, shape (steps,).
        high: Upper end, shape (steps,).
        running: Ages of those still running, shape (running,).
    """

    times: NDArray[np.float64]
    fitted: NDArray[np.float64]
    steps: NDArray[np.float64]
    share: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    running: NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """A distribution fitted to durations.

    Attributes:
        distribution: The chosen one, with its provenance.
        seen: What it was fitted to.
        candidates: Every family tried, best first; empty where there was too little to try.
        curve: The share done by each age in the data.
        reason: Why this one, one sentence.
    """

    distribution: Distribution
    seen: Observations
    candidates: tuple[Candidate, ...]
    curve: DoneCurve
    reason: str

    @property
    def goodness(self) -> Goodness | None:
        """How far the chosen family is from the data; None where no family was chosen."""
        families = {one.distribution.family: one.goodness for one in self.candidates}
        return families.get(self.distribution.family)

    def picture(self, points: int = 200) -> FitPicture:
        """Give data and fitted curve for a chart.

        Args:
            points: Points of the fitted curve.
        """
        times = np.linspace(0.0, max(self.seen.longest, float(ppf(self.distribution, 0.99))) or 1.0, points)
        curve, fitted = self.curve, cdf(self.distribution, times)
        return FitPicture(times, fitted, curve.times, curve.share, curve.low, curve.high, self.seen.running)


def fit(seen: Observations, *, source: str, date: str, family: Family | None = None) -> Fit:
    """Fit a distribution to durations.

    The lowest AIC of lognormal, Weibull, gamma and exponential is taken; the data's own values where that
    family is clearly wrong, only a mean where fewer than five finished, and a constant where all are alike.

    Args:
        seen: Durations, finished and still running.
        source: Name of the data, kept with the distribution.
        date: Date of the fit, ISO, kept with it.
        family: One to take in place of the best, ``empirical`` for the data's own values; where all are alike
            or only a mean can be told, it changes nothing.

    Raises:
        UserFault: If none of them has finished, or one is longer than a distribution can be.
    """
    _refuse(seen)
    alike = _constant(seen)
    if alike is not None:
        value, reason = alike
        return _as_fit(Distribution(family="constant", value=value), seen, (), reason, (source, date))
    candidates: tuple[Candidate, ...]
    if len(seen.finished) < FEWEST:
        candidates = (_candidate("exponential", seen),)
        reason = f"Only {len(seen.finished)} finished: one mean can be told, no shape."
    else:
        candidates = tuple(sorted((_candidate(one, seen) for one in CURVES), key=lambda one: one.aic))
        reason = _preferred(candidates)
    told = _told(family, seen, candidates)
    if told is not None:
        return _as_fit(told, seen, candidates, f"As told. {reason}", (source, date))
    best = candidates[0]
    tail = next(one for one in candidates if _is_believable(one, seen))
    if not _is_believable(best, seen):
        reason = f"The best family, {best.distribution.family}, would have times far beyond any seen; "
        own = _empirical(seen, tail.distribution)
        return _as_fit(own, seen, candidates, f"{reason}the data stand.", (source, date))
    if _is_wrong(best, seen):
        off = f"{best.goodness.distance * 100:.0f} points"
        reason = f"No family is near: the best, {best.distribution.family}, is off by {off}; the data stand."
        own = _empirical(seen, best.distribution)
        return _as_fit(own, seen, candidates, reason, (source, date))
    return _as_fit(best.distribution, seen, candidates, reason, (source, date))


def _told(
    family: Family | None, seen: Observations, candidates: tuple[Candidate, ...]
) -> Distribution | None:
    """Give the family that a person wants; None where none is wanted or only a mean can be told."""
    if family is None or len(candidates) == 1:
        return None
    if family == "empirical":
        return _empirical(seen, candidates[0].distribution)
    return next((one.distribution for one in candidates if one.distribution.family == family), None)


def _refuse(seen: Observations) -> None:
    if not len(seen.finished):
        raise UserFault(
            f"None of {len(seen)} durations has finished: nothing can be fitted.",
            "Take a longer history, or give the time by hand.",
        )
    if seen.longest > LARGEST:
        raise UserFault(
            f"A duration is {seen.longest:g}; at most {LARGEST:g} can be fitted.",
            "Use a larger unit of time.",
        )


def _constant(seen: Observations) -> tuple[float, str] | None:
    """Give the one duration that all have, and why it is taken; None where they differ."""
    shortest, longest, n = float(seen.finished[0]), float(seen.finished[-1]), len(seen.finished)
    if seen.grain and longest == 0.0:
        # The time that n items, begun at any time of day, all finish on their day with the chance 1/2.
        value = seen.grain * (1.0 - 0.5 ** (1.0 / n))
        return value, f"All {n} ended on the day they began: the data cannot tell how long within it."
    alike = longest - shortest <= ALIKE * longest
    if not alike or n == 1 or (len(seen.running) and seen.running[-1] > longest * (1.0 + ALIKE)):
        return None if longest > 0.0 else (0.0, "All that ended took no time.")
    return round(float(np.median(seen.finished)), 8), f"All {n} took the same time."


def _candidate(family: str, seen: Observations) -> Candidate:
    distribution, likelihood = most_likely(family, seen)
    n, count = len(seen.finished), len(CURVES[family].names)
    correction = 2.0 * count * (count + 1) / (n - count - 1) if n > count + 1 else 0.0
    own = tuple(distribution.given[name] for name in CURVES[family].names)
    found = goodness(family, own, done_curve(seen), counted(seen))
    return Candidate(distribution, likelihood, 2.0 * (count - likelihood) + correction, found)


def _preferred(candidates: tuple[Candidate, ...]) -> str:
    best, second = candidates[:2]
    lead = second.aic - best.aic
    names = (best.distribution.family, second.distribution.family)
    if lead < 2.0:
        return f"AIC prefers {names[0]}, but {names[1]} would do as well."
    return f"AIC prefers {names[0]}, by {lead:.0f} before {names[1]}."


def _is_wrong(best: Candidate, seen: Observations) -> bool:
    enough = len(seen.finished) >= FEWEST_FOR_EMPIRICAL
    return enough and not best.goodness.passes and best.goodness.distance > TOO_FAR


def _is_believable(one: Candidate, seen: Observations) -> bool:
    """Say whether a family stays near what was seen: not its mean, nor one time in a million, far beyond it.

    Nor may the rarest time that a run could draw be beyond any clock. One parameter cannot run away from the
    data; two can, where many times are next to nothing.
    """
    if one.distribution.family == "exponential":
        return True
    longest = seen.longest
    far, farthest = ppf(one.distribution, np.array([1.0 - 1e-6, 1.0 - RAREST])).tolist()
    near = mean(one.distribution) <= MEAN_BEYOND * longest and far <= FAR_BEYOND * longest
    return bool(near and farthest <= LARGEST)


def _empirical(seen: Observations, tail: Distribution) -> Distribution:
    """Give quantiles of the data at equal steps; beyond the longest that finished, those of the tail."""
    curve = done_curve(seen)
    count = min(len(seen.finished), MOST_VALUES)
    shares = (np.arange(count) + 0.5) / count
    values = _quantiles(curve, shares, seen.grain)
    beyond = shares > curve.share[-1]
    values[beyond] = np.maximum(ppf(tail, shares[beyond]), curve.times[-1])
    return Distribution(family="empirical", values=tuple(np.round(values, 9).tolist()))


def _quantiles(curve: DoneCurve, shares: NDArray[np.float64], grain: float) -> NDArray[np.float64]:
    """Give the duration at each share; a whole day is spread over the day around it."""
    places = np.minimum(np.searchsorted(curve.share, shares - 1e-12), len(curve.times) - 1)
    values = curve.times[places].copy()
    if grain:
        below, above = curve.before()[places], curve.share[places]
        within = np.clip((shares - below) / np.maximum(above - below, 1e-12), 0.0, 1.0)
        values = np.maximum(values + (within - 0.5) * grain, within * grain / 2.0)
    return np.asarray(values)


def _as_fit(
    distribution: Distribution,
    seen: Observations,
    candidates: tuple[Candidate, ...],
    reason: str,
    about: tuple[str, str],
) -> Fit:
    words = _in_words(distribution, seen, candidates)
    source, date = about
    kept = Provenance(source=source, n=len(seen), date=date, goodness=words)
    named = distribution.model_copy(update={"provenance": kept})
    return Fit(named, seen, candidates, done_curve(seen), reason)


def _in_words(distribution: Distribution, seen: Observations, candidates: tuple[Candidate, ...]) -> str:
    parts = (
        [f"{len(distribution.given['values'])} quantiles of the data"]
        if "values" in distribution.given
        else []
    )
    for one in candidates:
        if one.distribution.family == distribution.family and math.isfinite(one.aic):
            near = "fits" if one.goodness.passes else "does not fit exactly"
            parts.append(
                f"off by at most {one.goodness.distance * 100:.1f} points, "
                f"AD {one.goodness.anderson_darling:.2f} (5 % mark {one.goodness.mark:.2f}): {near}; "
                f"AIC {one.aic:.1f}"
            )
    if len(seen.running):
        parts.append(f"{len(seen.running)} unfinished counted")
    if seen.grain:
        parts.append("dates in whole days")
    return "; ".join(parts)
