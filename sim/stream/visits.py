"""How often an item comes to each stage on its way, by rework, routes and skipping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.stream.stages import Stage


@dataclass(frozen=True)
class Visits:
    """Mean visits of one item to each stage.

    Attributes:
        count: Mean visits, shape (stages,).
        full: The same in whole touch times: a repeated visit counts as its effort, shape (stages,).
    """

    count: NDArray[np.float64]
    full: NDArray[np.float64]


def visits_of(stages: Sequence[Stage], type_id: str) -> Visits:
    """Solve the visits of an item of a type, from its arrival to its release.

    Whether an item skips a stage counts as drawn anew each time it comes by.

    Args:
        stages: Stages of a stream without errors.
        type_id: Id of the item type.
    """
    size = len(stages)
    places = {stage.id: place for place, stage in enumerate(stages)}
    entering = _entering(stages, type_id)
    moves = np.zeros((size, size))
    for place, stage in enumerate(stages):
        back = 0.0
        for rework in stage.rework:
            moves[place, places[rework.to]] += rework.probability
            back += rework.probability
        if stage.routes:
            moves[place] += (1.0 - back) * _onward(stage, place, type_id, places) @ entering
        else:
            moves[place] += (1.0 - back) * entering[place + 1]
    count = np.linalg.solve(np.eye(size) - moves.T, entering[0])
    full = count.copy()
    for place, stage in enumerate(stages):
        for rework in stage.rework:
            full[places[rework.to]] += count[place] * rework.probability * (rework.effort - 1.0)
    return Visits(count, full)


def _onward(stage: Stage, place: int, type_id: str, places: dict[str, int]) -> NDArray[np.float64]:
    """Give where an item is sent that leaves a stage, shape (stages + 1,), before it skips anything."""
    sent = np.zeros(len(places) + 1)
    for route in stage.routes:
        if route.types is None or type_id in route.types:
            sent[places[route.to]] += route.share
    sent[place + 1] += 1.0 - sent.sum()
    return sent


def _entering(stages: Sequence[Stage], type_id: str) -> NDArray[np.float64]:
    """Give where an item enters that is sent to a place, shape (stages + 1, stages); the exit is no stage."""
    size = len(stages)
    entering = np.zeros((size + 1, size))
    for place in range(size - 1, -1, -1):
        past = stages[place].skip.get(type_id, 0.0)
        entering[place] = past * entering[place + 1]
        entering[place, place] = 1.0 - past
    return entering
