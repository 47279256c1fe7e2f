"""Offered load: how busy each stage would have to be to keep up with what arrives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.distributions import Distribution, mean, ppf
from sim.stream.arrivals import CadenceArrival, Interarrival
from sim.stream.mix import shares_of
from sim.stream.stages import Stage
from sim.stream.stream import Stream


@dataclass(frozen=True)
class StageLoad:
    """What a work stage has to do in the long run, if everything that arrives gets through.

    Attributes:
        stage: Stage id.
        visits_rate: Visits a time unit, repeated ones included.
        touch_time: Mean touch time of a visit, in the stream's unit.
        load: Mean number of busy workers over workers; 1 or more cannot keep up.
    """

    stage: str
    visits_rate: float
    touch_time: float
    load: float


def offered_load(stream: Stream) -> tuple[StageLoad, ...]:
    """Work out the load of each work stage from arrivals, shares, touch times and rework.

    Only arrivals without end count: a backlog or a schedule has no rate in the long run. WIP limits,
    blocking and starving are left out, so the real capacity is lower.

    Args:
        stream: A stream without errors.

    Returns:
        One value a work stage, in flow order.
    """
    rates = arrival_rates(stream)
    total = sum(rates.values())
    visits, repeats = _visits(stream.stages)
    loads = []
    for number, stage in enumerate(stream.stages):
        if stage.kind != "work" or stage.workers is None:
            continue
        first = sum(rate * _touch_time(stage, item_type) for item_type, rate in rates.items())
        work = first * (visits[number] + repeats[number])
        rate = total * visits[number]
        loads.append(StageLoad(stage.id, rate, work / rate if rate else 0.0, work / stage.workers))
    return tuple(loads)


def arrival_rates(stream: Stream) -> dict[str, float]:
    """Give the long-run arrivals a time unit by type id; types that never arrive have 0."""
    rates = {one.id: 0.0 for one in stream.item_types}
    for arrival in stream.arrivals:
        if isinstance(arrival, Interarrival):
            rate = mean_count(arrival.batch) / mean(arrival.time)
        elif isinstance(arrival, CadenceArrival):
            rate = arrival.count / arrival.every
        else:
            continue
        for item_type, share in shares_of(stream, arrival).items():
            rates[item_type] += rate * share
    return rates


def mean_count(batch: Distribution) -> float:
    """Give the mean batch size: draws are rounded to whole numbers, halves up.

    It is summed over ten thousand equally likely draws, which is exact to about 0.1 %.
    """
    shares = (np.arange(10_000) + 0.5) / 10_000
    return float(np.floor(ppf(batch, shares) + 0.5).mean())


def _touch_time(stage: Stage, item_type: str) -> float:
    time = stage.time_by_type.get(item_type, stage.time)
    return mean(time) if time is not None else 0.0


def _visits(stages: tuple[Stage, ...]) -> tuple[list[float], list[float]]:
    """Solve the visits of one item to each stage.

    Returns:
        Mean visits by stage, and what rework's ``effort`` adds to them, as full visits (it is negative
        for an effort below 1).
    """
    size = len(stages)
    numbers = {stage.id: number for number, stage in enumerate(stages)}
    moves = np.zeros((size, size))
    for number, stage in enumerate(stages):
        back = 0.0
        for rework in stage.rework:
            moves[number, numbers[rework.to]] += rework.probability
            back += rework.probability
        if number + 1 < size:
            moves[number, number + 1] += 1.0 - back
    entering = np.zeros(size)
    entering[0] = 1.0
    visits = np.linalg.solve(np.eye(size) - moves.T, entering)
    extra = np.zeros(size)
    for number, stage in enumerate(stages):
        for rework in stage.rework:
            extra[numbers[rework.to]] += visits[number] * rework.probability * (rework.effort - 1.0)
    return [float(one) for one in visits], [float(one) for one in extra]
