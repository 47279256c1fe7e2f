"""How items came in: times between commitments, in batches or one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.calibration.result import ArrivalFindings
from sim.calibration.stays import MINUTE
from sim.distributions import Distribution, Fit, fit, observe
from sim.stream import Interarrival

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.calibration.evidence import Evidence

ONE_BY_ONE = 1.3
"""Variance over mean of the items a day up to which they come one by one, by chance alone (a mean of 1)."""

CHANGED = 1.5
"""Ratio of the two halves of a history from which arrivals are said to have changed."""

MOST_BATCHES = 200


@dataclass(frozen=True)
class Arrived:
    """How items came in.

    Attributes:
        arrivals: Arrivals of the stream.
        findings: What they rest on.
        assumed: What was assumed, one sentence each.
        unknown: What cannot be told, one sentence each.
    """

    arrivals: Interarrival
    findings: ArrivalFindings
    assumed: tuple[str, ...]
    unknown: tuple[str, ...]


def arrivals_of(evidence: Evidence, *, source: str, date: str) -> Arrived:
    """Fit how items came in.

    Args:
        evidence: What the history holds.
        source: Name of the history.
        date: Date of the fit, ISO.
    """
    moments = evidence.committed
    reading = _by_day if evidence.grain else _by_gap
    arrivals, found, said = reading(evidence, moments, (source, date))
    early = int(np.count_nonzero(moments < evidence.since + evidence.span / 2.0))
    findings = ArrivalFindings(
        items=len(moments),
        rate=len(moments) / max(evidence.span, MINUTE),
        fit=found,
        batches=arrivals.batch.family != "constant",
        first_half=early,
        second_half=len(moments) - early,
    )
    return Arrived(arrivals, findings, said, _changed(findings))


def _by_gap(
    evidence: Evidence, moments: NDArray[np.float64], about: tuple[str, str]
) -> tuple[Interarrival, Fit | None, tuple[str, ...]]:
    """Fit the gaps between moments; what comes within a minute comes together."""
    new = np.concatenate([[True], np.diff(moments) > MINUTE])
    starts = moments[new]
    sizes = np.diff(np.append(np.flatnonzero(new), len(moments)))
    gaps = np.diff(starts)
    rest = max(evidence.until - float(starts[-1]), 0.0)
    batch, said = _batches(sizes)
    if not len(gaps):
        mean = max(evidence.span, MINUTE)
        return Interarrival(time=Distribution(family="exponential", mean=mean), batch=batch), None, said
    found = fit(observe(gaps, [rest]), source=about[0], date=about[1])
    return Interarrival(time=found.distribution, batch=batch), found, said


def _by_day(
    evidence: Evidence, moments: NDArray[np.float64], about: tuple[str, str]
) -> tuple[Interarrival, Fit | None, tuple[str, ...]]:
    """Fit the items a day, where moments are whole days: one by one, or in batches on some days."""
    days = np.floor(moments - evidence.since + 1e-9).astype(np.int64)
    count = max(int(np.ceil(evidence.span - 1e-9)), int(days.max()) + 1)
    daily = np.bincount(days, minlength=count)
    spread = float(daily.var() / daily.mean())
    if spread <= ONE_BY_ONE or count < 2:
        mean = Distribution(family="exponential", mean=count / len(moments))
        said = f"Items a day vary as chance alone would have it (variance {spread:.2f} of the mean): "
        return Interarrival(time=mean), None, (f"{said}they come one by one.",)
    busy = np.flatnonzero(daily)
    gaps = np.diff(busy).astype(np.float64)
    batch, said_batches = _batches(daily[busy])
    if not len(gaps):
        mean = Distribution(family="exponential", mean=float(count))
        return Interarrival(time=mean, batch=batch), None, said_batches
    values = tuple(float(value) for value in _at_most(gaps))
    time = Distribution(family="empirical", values=values)
    if len(set(values)) == 1:
        time = Distribution(family="constant", value=values[0])
    found = fit(observe(gaps), source=about[0], date=about[1])
    kept = time.model_copy(update={"provenance": found.distribution.provenance})
    return Interarrival(time=kept, batch=batch), found, said_batches


def _batches(sizes: NDArray[np.int64]) -> tuple[Distribution, tuple[str, ...]]:
    if int(sizes.max()) == 1:
        return Distribution(family="constant", value=1), ()
    values = tuple(float(size) for size in _at_most(sizes))
    said = f"Items come in batches, {sizes.mean():.2f} at once on average and {sizes.max()} at most."
    return Distribution(family="empirical", values=values), (said,)


def _at_most(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """Give the values in order, or so many quantiles of them."""
    ordered = np.sort(values)
    if len(ordered) <= MOST_BATCHES:
        return ordered
    places = (np.arange(MOST_BATCHES) + 0.5) / MOST_BATCHES * len(ordered)
    return np.asarray(ordered[places.astype(np.int64)])


def _changed(found: ArrivalFindings) -> tuple[str, ...]:
    """Say that arrivals were not the same in both halves, where chance hardly makes it so."""
    low, high = sorted((found.first_half, found.second_half))
    if found.items < 20 or high < CHANGED * max(low, 1) or (high - low) ** 2 < 9 * found.items:
        return ()
    return (
        f"Arrivals changed: {found.first_half} items in the first half of the time, {found.second_half} in "
        "the second; the model has one rate. A shorter stretch of history may say more of today.",
    )
