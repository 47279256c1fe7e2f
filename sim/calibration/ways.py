"""Which ways items took: stages passed by, and ways back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.log import lives

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.calibration.evidence import Evidence
    from sim.calibration.kinds import Kinds
    from sim.calibration.stays import Stays

FEWEST = 2
"""Times that a way back must have been taken to be one."""

FEWEST_REPEATS = 5
"""Repeated visits below which nobody can tell how much shorter they are."""

MOST_REWORK = 0.95
"""Ways back of a stage together; at 1 nothing would ever leave."""


@dataclass(frozen=True)
class WayBack:
    """A way back, by places of stages.

    Attributes:
        origin: Stage that the item left.
        to: Stage of work that it went back to.
        probability: Share of those that left.
        effort: Time of the repeated visit over that of a first one.
    """

    origin: int
    to: int
    probability: float
    effort: float


@dataclass(frozen=True)
class Ways:
    """How items went.

    Attributes:
        skipped: Share of a type's passes that left a stage out, shape (types, stages).
        back: Ways back.
        assumed: What was assumed, one sentence each.
        unknown: What cannot be told, one sentence each.
    """

    skipped: NDArray[np.float64]
    back: tuple[WayBack, ...]
    assumed: tuple[str, ...]
    unknown: tuple[str, ...]


def ways_of(evidence: Evidence, stays: Stays, waits: NDArray[np.bool_], kinds: Kinds) -> Ways:
    """Follow every item from stage to stage.

    Args:
        evidence: What the history holds.
        stays: How long each visit was.
        waits: Which stages are of waiting, by place.
        kinds: The item types.
    """
    back, unknown = _back(evidence, stays, waits)
    assumed = []
    if back:
        assumed.append(
            "An item that went back is taken to pass the stages on its way again, as the first time."
        )
    return Ways(_skipped(evidence, kinds.numbers, len(kinds.types)), back, tuple(assumed), unknown)


def moves_of(evidence: Evidence) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """Give item, stage left and stage reached of every move; -1 is the backlog, the number of stages done."""
    stay = evidence.visits
    count = len(evidence.stages)
    change = stay.item[1:] != stay.item[:-1]
    first, last = np.concatenate([[True], change]), np.concatenate([change, [True]])
    before = np.where(first, -1, np.concatenate([[0], stay.stage[:-1]]))
    gone = last & ~np.isnan(lives(evidence.log).done[stay.item])
    item = np.concatenate([stay.item, stay.item[gone]])
    left = np.concatenate([before, stay.stage[gone]]).astype(np.int64)
    reached = np.concatenate([stay.stage, np.full(int(gone.sum()), count)]).astype(np.int64)
    return item, left, reached


def _skipped(evidence: Evidence, kinds: NDArray[np.int64], types: int) -> NDArray[np.float64]:
    """Give the share of passes that left each stage out, by type; shape (types, stages)."""
    item, left, reached = moves_of(evidence)
    count = len(evidence.stages)
    onward = reached > left
    kind = kinds[item[onward]]
    # A move from a to b passes by all stages between: +1 after a, -1 at b, summed up.
    steps = np.zeros((types, count + 2))
    np.add.at(steps, (kind, left[onward] + 1), 1.0)
    np.add.at(steps, (kind, reached[onward]), -1.0)
    passed_by = np.cumsum(steps, axis=1)[:, :count]
    entered = np.zeros((types, count + 1))
    np.add.at(entered, (kind, reached[onward]), 1.0)
    passes = passed_by + entered[:, :count]
    return np.divide(passed_by, passes, out=np.zeros((types, count)), where=passes > 0)


def _back(
    evidence: Evidence, stays: Stays, waits: NDArray[np.bool_]
) -> tuple[tuple[WayBack, ...], tuple[str, ...]]:
    _, left, reached = moves_of(evidence)
    leavers = np.bincount(left[left >= 0], minlength=len(waits))
    pairs = Counter(zip(left.tolist(), reached.tolist(), strict=True))
    merged: Counter[tuple[int, int]] = Counter()
    lost = 0
    for (origin, to), times in pairs.items():
        if origin < 0 or to > origin:
            continue
        work = next((place for place in range(to, origin + 1) if not waits[place]), None)
        if work is None or times < FEWEST:
            lost += times
        else:
            merged[origin, work] += times
    efforts, unknown = _efforts(evidence, stays, {to for _, to in merged})
    back = tuple(
        WayBack(origin, to, times / int(leavers[origin]), efforts.get(to, 1.0))
        for (origin, to), times in sorted(merged.items())
    )
    if lost:
        said = f"Ways back taken once, or among stages of waiting only, left out: {lost}."
        unknown = (*unknown, said)
    return _below_one(back), unknown


def _below_one(back: tuple[WayBack, ...]) -> tuple[WayBack, ...]:
    """Keep the ways back of each stage together below 1."""
    totals: dict[int, float] = {}
    for one in back:
        totals[one.origin] = totals.get(one.origin, 0.0) + one.probability
    return tuple(
        WayBack(one.origin, one.to, one.probability * min(1.0, MOST_REWORK / totals[one.origin]), one.effort)
        for one in back
    )


def _efforts(
    evidence: Evidence, stays: Stays, targets: set[int]
) -> tuple[Mapping[int, float], tuple[str, ...]]:
    """Give how long a repeated visit is beside a first one, by stage; 1 where nobody can tell."""
    efforts: dict[int, float] = {}
    untold = 0
    for place in targets:
        here = (evidence.visits.stage == place) & stays.ended
        again, first = stays.time[here & stays.back], stays.time[here & ~stays.back]
        if len(again) < FEWEST_REPEATS or not len(first) or not first.mean():
            untold += 1
            continue
        efforts[place] = round(float(np.clip(again.mean() / first.mean(), 0.05, 5.0)), 4)
    if not untold:
        return efforts, ()
    said = "How long a repeated visit is cannot be told from so few; it is taken to be as long as the first."
    return efforts, (said,)
