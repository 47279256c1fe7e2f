"""A distribution in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.distributions.families import ppf
from sim.distributions.resolve import resolved

if TYPE_CHECKING:
    from sim.distributions.values import Distribution


def describe(distribution: Distribution, unit: str = "") -> str:
    """Say how long it takes: ``half within 1.2, 85 % within 2.6``.

    Args:
        distribution: Any valid distribution.
        unit: Unit put behind each figure, none if empty.

    Returns:
        Words without a full stop.
    """
    own = resolved(distribution)
    if own.family == "constant":
        return f"always {_figure(own.given['value'], unit)}"
    p50, p85 = _quantiles(distribution)
    return f"half within {_figure(p50, unit)}, 85 % within {_figure(p85, unit)}"


def _quantiles(distribution: Distribution) -> tuple[float, float]:
    """Give median and 85th percentile: those stated, else those worked out."""
    if distribution.p50 is not None and distribution.p85 is not None:
        return distribution.p50, distribution.p85
    p50, p85 = (float(value) for value in ppf(distribution, (0.5, 0.85)))
    return p50, p85


def _figure(value: float, unit: str) -> str:
    shown = f"{value:.3g}" if value < 1000 else f"{value:.0f}"
    return f"{shown} {unit.removesuffix('s') if shown == '1' else unit}".rstrip()
