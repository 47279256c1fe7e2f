"""Say in words what a difference is worth."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.experiment.intervals import replications_needed
from sim.experiment.results import MONEY
from sim.stream import a_unit

if TYPE_CHECKING:
    from sim.experiment.intervals import Estimate
    from sim.experiment.results import MetricChange

Better = Literal["better", "worse", "same", "different", "unclear"]

SAME_SHARE = 0.01
"""A difference whose whole interval lies within this share of the base is called the same."""

ROUNDING = 1e-9
"""An interval narrower than this is none: sums of floats leave so much behind."""

MORE_IS_BETTER = {
    "flow_velocity": True,
    "flow_efficiency": True,
    "flow_time": False,
    "lead_time": False,
    "value_released": True,
    "staff_cost": False,
    "delay_cost": False,
    "net_value": True,
    "cost_per_item": False,
}
"""Which way is good; load and distribution are neither good nor bad by themselves."""

WORDS = {
    "flow_velocity": ("faster", "slower"),
    "flow_time": ("longer", "shorter"),
    "lead_time": ("longer", "shorter"),
    "flow_load": ("more", "fewer"),
    "flow_efficiency": ("higher", "lower"),
    "flow_distribution": ("more", "less"),
    "value_released": ("more", "less"),
    "staff_cost": ("higher", "lower"),
    "delay_cost": ("higher", "lower"),
    "net_value": ("higher", "lower"),
    "cost_per_item": ("higher", "lower"),
}


@dataclass(frozen=True)
class Verdict:
    """What can be said of one metric's change.

    Attributes:
        kind: Whether it is better, worse, the same, just different, or not yet clear.
        text: The same in words, with its number and interval, in the unit given.
        more_runs: Replications still needed to tell, 0 if it is clear.
    """

    kind: Better
    text: str
    more_runs: int = 0


@dataclass(frozen=True)
class Scale:
    """How a metric's number is shown.

    Attributes:
        factor: What the stored figure is multiplied by.
        unit: Unit after the number, with its leading space if it needs one.
        decimals: Digits after the point.
    """

    factor: float = 1.0
    unit: str = ""
    decimals: int = 1


def judge(change: MetricChange, scale: Scale = Scale()) -> Verdict:
    """Judge a paired difference.

    It is clear when its 95 % interval leaves out 0; the same when the whole interval lies within 1 % of the
    base; else more runs are asked for, as many as would settle it either way.

    Args:
        change: Base, scenario and paired difference.
        scale: How its number is shown.
    """
    difference = change.difference
    if difference.n == 0:
        return Verdict("unclear", "nothing to compare: no item was done")
    if difference.n < 2:
        return Verdict("unclear", "cannot tell from one run: about 20 more runs", 20)
    margin = SAME_SHARE * abs(change.base.mean)
    if -margin <= difference.low and difference.high <= margin:
        return Verdict("same", f"the same, ± {number(difference.half_width, difference, scale)}{scale.unit}")
    if difference.low <= 0.0 <= difference.high:
        return unclear(change, margin)
    return clear(change, scale)


def clear(change: MetricChange, scale: Scale) -> Verdict:
    """Word a difference whose interval leaves out 0."""
    difference = change.difference
    family = family_of(change.metric)
    rises = difference.mean > 0
    word = WORDS[family][0 if rises else 1]
    size = number(abs(difference.mean), difference, scale)
    text = f"{word} by {size}{scale.unit}, ± {number(difference.half_width, difference, scale)}"
    if family not in MORE_IS_BETTER:
        return Verdict("different", text)
    return Verdict("better" if MORE_IS_BETTER[family] == rises else "worse", text)


def unclear(change: MetricChange, margin: float) -> Verdict:
    """Word a difference that may be 0: how many more runs would settle it."""
    target = max(abs(change.difference.mean), margin)
    more = max(replications_needed(change.difference, target) - change.difference.n, 10)
    return Verdict("unclear", f"cannot tell yet: about {rounded(more):,} more runs".replace(",", " "), more)


def family_of(metric: str) -> str:
    """Give the flow metric that a series belongs to: ``flow_time_p85`` is a flow time."""
    for family in WORDS:
        if metric == family or metric.startswith((f"{family}_", f"{family}.")):
            return family
    raise KeyError(metric)


def number(value: float, difference: Estimate, scale: Scale) -> str:
    """Show a stored figure on its scale, with as many digits as the interval deserves."""
    return f"{value * scale.factor:,.{digits_for(difference.half_width, scale)}f}".replace(",", " ")


def scale_of(metric: str, time_unit: str) -> Scale:
    """Give the scale on which a metric is usually shown.

    Args:
        metric: Name of a series.
        time_unit: Unit of the stream's time, singular.
    """
    family = family_of(metric)
    if family in ("flow_time", "lead_time"):
        return Scale(unit=f" {time_unit}s")
    if family == "flow_velocity":
        return Scale(unit=f" items {a_unit(time_unit)}", decimals=2)
    if family == "flow_load":
        return Scale(unit=" items")
    if family in MONEY:
        return Scale(decimals=0)  # in the stream's own currency, which has no name
    return Scale(factor=100.0, unit=" points")


def digits_for(half_width: float, scale: Scale) -> int:
    """Give the digits after the point that show at least one digit of the interval, at most four."""
    shown = abs(half_width * scale.factor)
    if shown < ROUNDING or math.isnan(shown):
        return scale.decimals
    return min(max(scale.decimals, math.ceil(-math.log10(shown) - 1e-9)), 4)


def rounded(count: int) -> int:
    """Round a number of runs up to two leading digits, since it is a guess."""
    step: int = 10 ** max(int(math.log10(count)) - 1, 0)
    return -(-count // step) * step
