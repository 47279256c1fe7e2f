"""How many items a stage held, and on how many people worked at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.log import Doing, states

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.calibration.evidence import Evidence
    from sim.log import Intervals


@dataclass(frozen=True)
class Held:
    """What one stage held over time.

    Attributes:
        p85: Most items in it in 85 % of the time.
        most: Most items in it at any moment.
        at_once: Most items worked on at any moment.
        mean_at_once: Items worked on, mean over time.
    """

    p85: int
    most: int
    at_once: int
    mean_at_once: float


def held_by(evidence: Evidence, place: int) -> Held:
    """Count what a stage held from the begin of the time looked at to the history's end.

    Args:
        evidence: What the history holds.
        place: Which stage of the stream.
    """
    stay, log = evidence.visits, evidence.log
    here = stay.stage == place
    until = np.where(np.isnan(stay.left), log.end, stay.left)
    p85, most, _ = _levels(stay.entered[here], until[here], evidence)
    working = _working(evidence, place)
    _, at_once, mean = _levels(working.begin, working.end, evidence)
    return Held(p85, most, at_once, mean)


def busy_behind(evidence: Evidence, place: int) -> float:
    """Give the part of the waiting in a stage in which as many as ever were worked on in the next one.

    Args:
        evidence: What the history holds.
        place: A stage of waiting, right before one of work.

    Returns:
        0 to 1; 0 where nobody waited or worked.
    """
    working = _working(evidence, place + 1)
    stay = evidence.visits
    here = stay.stage == place
    until = np.where(np.isnan(stay.left), evidence.log.end, stay.left)[here]
    waited = float((until - stay.entered[here]).sum())
    if not waited or not len(working):
        return 0.0
    moments = np.concatenate([working.begin, working.end])
    change = np.concatenate([np.ones(len(working)), -np.ones(len(working))])
    order = np.lexsort((change, moments))
    moments, level = moments[order], np.cumsum(change[order])
    full = (level >= level.max()).astype(np.float64)
    passed = np.concatenate([[0.0], np.cumsum(full[:-1] * np.diff(moments))])
    within = np.interp(until, moments, passed) - np.interp(stay.entered[here], moments, passed)
    return float(within.sum() / waited)


def _working(evidence: Evidence, place: int) -> Intervals:
    """Give the stretches in which items of the stream were worked on in a stage."""
    stretches = states(evidence.log)
    kept = np.zeros(len(evidence.log.items), bool)
    kept[evidence.kept] = True
    here = (stretches.stage == evidence.stages[place]) & (stretches.doing == Doing.WORKING)
    return stretches.where(here & kept[stretches.item])


def _levels(
    begin: NDArray[np.float64], end: NDArray[np.float64], evidence: Evidence
) -> tuple[int, int, float]:
    """Give the level not exceeded in 85 % of the time, the highest, and the mean, of overlapping stretches.

    Of what ends and begins at one moment, the end comes first. A stretch without length is seen too.
    """
    if not len(begin):
        return 0, 0, 0.0
    moments = np.concatenate([begin, end])
    change = np.concatenate([np.ones(len(begin), np.int64), -np.ones(len(end), np.int64)])
    lasting = np.tile(end > begin, 2)
    order = np.lexsort((np.where(lasting, change, 0), moments))
    level = np.cumsum(np.where(lasting, change, 0)[order])
    width = np.diff(np.append(moments[order], evidence.log.end))
    inside = np.maximum(width, 0.0)
    empty = max(evidence.log.end - evidence.since - float(inside.sum()), 0.0)
    levels = np.concatenate([[0], level])
    time = np.concatenate([[empty], inside])
    by_level = np.bincount(levels, time)
    share = np.cumsum(by_level) / max(float(by_level.sum()), 1e-12)
    p85 = int(np.searchsorted(share, 0.85 - 1e-12))
    mean = float((np.arange(len(by_level)) * by_level).sum() / max(float(by_level.sum()), 1e-12))
    return p85, max(int(levels.max()), 1), mean
