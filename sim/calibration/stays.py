"""How long items stayed in each stage, and how much of it was work: what stage times are fitted to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.distributions import Observations, observe
from sim.log import Doing, ItemState, states

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.calibration.evidence import Evidence
    from sim.log import Intervals

MINUTE = 1.0 / 1440.0
"""A time below it may be any: people tick several boxes at once."""


@dataclass(frozen=True)
class Stays:
    """One row a visit, as ``Evidence.visits`` has them; shape (visits,).

    Attributes:
        time: Time that counts: work in a stage of work, the whole stay in one of waiting.
        ended: Whether that time has come to its end.
        back: Whether the item came back from this or a later stage.
        blocked: Time that it stood still, blocked.
        was_blocked: Whether it ever was.
        block_ended: Whether no blocker was open at the end.
    """

    time: NDArray[np.float64]
    ended: NDArray[np.bool_]
    back: NDArray[np.bool_]
    blocked: NDArray[np.float64]
    was_blocked: NDArray[np.bool_]
    block_ended: NDArray[np.bool_]


def stays_of(evidence: Evidence, waits: NDArray[np.bool_]) -> Stays:
    """Measure every visit.

    Args:
        evidence: What the history holds.
        waits: Which stages are of waiting, by place, shape (stages,).
    """
    stay, log = evidence.visits, evidence.log
    until = np.where(np.isnan(stay.left), log.end, stay.left)
    stretches = states(log)
    visit = _visit_of(evidence, stretches)
    length = stretches.end - stretches.begin
    count = len(stay)

    def spent(chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
        rows = chosen & (visit >= 0)
        return np.asarray(np.bincount(visit[rows], length[rows], minlength=count), np.float64)

    def ever(chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.bincount(visit[chosen & (visit >= 0)], minlength=count) > 0

    working = spent(stretches.doing == Doing.WORKING)
    is_wait = waits[stay.stage]
    is_blocked = stretches.state == ItemState.BLOCKED
    return Stays(
        time=np.where(is_wait, until - stay.entered, working),
        ended=~np.isnan(stay.left) | (~is_wait & ever(stretches.doing == Doing.FINISHED)),
        back=_came_back(evidence),
        blocked=spent(is_blocked),
        was_blocked=ever(is_blocked),
        block_ended=~ever(is_blocked & stretches.open),
    )


def seen_of(
    evidence: Evidence, time: NDArray[np.float64], ended: NDArray[np.bool_], *, exact: bool = False
) -> Observations:
    """Take times for a fit, as exact as the history's moments are.

    Args:
        evidence: What the history holds.
        time: Times, shape (n,).
        ended: Which of them came to their end, shape (n,).
        exact: Whether these times are exact although moments are in whole days.
    """
    grain = 0.0 if exact else evidence.grain
    # One that runs began at any moment of its first day, and was watched to the end of the last.
    running = np.maximum(time[~ended] - grain / 2.0, 0.0)
    return observe(np.maximum(time[ended], 0.0), running, grain=grain, least=0.0 if grain else MINUTE)


def _visit_of(evidence: Evidence, stretches: Intervals) -> NDArray[np.int64]:
    """Give the visit that each stretch of time belongs to; -1 for none. Shape (stretches,)."""
    stay = evidence.visits
    if not len(stay):
        return np.full(len(stretches), -1)
    # Items' times never overlap: with a gap between items, one number orders visits and stretches alike.
    log = evidence.log
    low = float(min(log.start, stay.entered.min(), stretches.begin.min(initial=log.start)))
    width = float(max(log.end, stretches.end.max(initial=log.end))) - low + 1.0
    visit_key = stay.item * width + (stay.entered - low)
    key = stretches.item * width + (stretches.begin - low)
    found = np.searchsorted(visit_key, key, "right") - 1
    places = np.full(len(log.stages) + 1, -2, np.int64)
    places[list(evidence.stages)] = np.arange(len(evidence.stages))
    fits = (found >= 0) & (stay.item[found] == stretches.item)
    fits &= places[stretches.stage] == stay.stage[found]
    return np.where(fits, found, -1)


def _came_back(evidence: Evidence) -> NDArray[np.bool_]:
    stay = evidence.visits
    back = np.zeros(len(stay), bool)
    back[1:] = (stay.item[1:] == stay.item[:-1]) & (stay.stage[1:] <= stay.stage[:-1])
    return back
