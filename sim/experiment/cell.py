"""One cell of an experiment: some replications of one stream, run and measured where the cell is sent."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sim.engine import RunRequest, simulate_many
from sim.metrics import (
    Money,
    StageUsage,
    TeamUsage,
    Window,
    flow_distribution,
    flow_efficiency,
    flow_load,
    flow_times,
    flow_velocity,
    lead_times,
    littles_residual,
    load_at,
    mean_load_series,
    money,
    stage_usage,
    team_usage,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from sim.experiment.design import Detail
    from sim.log import EventLog
    from sim.stream import Stream

LOAD_STRETCHES = 500
"""Stretches of time that a warm-up is judged by."""


@dataclass(frozen=True)
class Cell:
    """Replications of one stream, numbered from ``request.replication``; can be sent to another process.

    Attributes:
        stream: What to run.
        request: Seed, first replication and horizon.
        replications: How many.
        warmup: Time at the start that is left out of every figure.
        batches: Parts that each run is measured in as well, for an interval; 1 measures it whole only.
        detail: Whether stages are measured too.
    """

    stream: Stream
    request: RunRequest
    replications: int
    warmup: float = 0.0
    batches: int = 1
    detail: Detail = "stages"


@dataclass(frozen=True)
class Outcome:
    """What one replication (or one part of it) measured.

    Attributes:
        window: What was measured.
        velocity: Items done a time unit.
        load: Time-average of items in the stream.
        efficiency: Active time over flow time, 0 to 1.
        distribution: Share of each type among the items done.
        flow_times: Flow time of each item done in the window, shape (done,), in the stream's unit.
        lead_times: Lead time of each of them, shape (done,).
        stages: What each stage did; empty if only the flow was measured.
        teams: What each team did; likewise.
        money: Value and costs.
        littles_residual: (L − λW) / L.
        unfinished: Items in the stream at the window's end.
    """

    window: Window
    velocity: float
    load: float
    efficiency: float
    distribution: Mapping[str, float]
    flow_times: NDArray[np.float64]
    lead_times: NDArray[np.float64]
    stages: tuple[StageUsage, ...]
    teams: tuple[TeamUsage, ...]
    money: Money
    littles_residual: float
    unfinished: int


def run_cell(cell: Cell) -> tuple[Outcome, ...]:
    """Run a cell's replications in order and measure each: whole, then in parts if it has any.

    Raises:
        StreamFault: If the stream has errors.
    """
    return measure_cell(cell, simulate_many(cell.stream, cell.request, cell.replications))


def measure_cell(cell: Cell, logs: Iterable[EventLog]) -> tuple[Outcome, ...]:
    """Measure a cell's replications, whose logs are given: whole, then in parts if it has any."""
    outcomes: list[Outcome] = []
    for log in logs:
        outcomes.extend(
            measure(log, window, cell.detail) for window in windows(log, cell.warmup, cell.batches)
        )
    return tuple(outcomes)


def windows(log: EventLog, warmup: float, batches: int) -> tuple[Window, ...]:
    """Give a run, less its warm-up, as one window; and behind it as equal parts, if there are several.

    A warm-up as long as the run leaves an empty window at its end, which measures as nothing done.
    """
    whole = Window(min(warmup, log.end), log.end)
    if batches == 1:
        return (whole,)
    edges = np.linspace(whole.start, whole.end, batches + 1)
    return (whole, *(Window(float(low), float(high)) for low, high in pairwise(edges)))


def measure(log: EventLog, window: Window, detail: Detail = "stages") -> Outcome:
    """Measure one window of a log."""
    return Outcome(
        window=window,
        velocity=flow_velocity(log, window),
        load=flow_load(log, window),
        efficiency=flow_efficiency(log, window),
        distribution=flow_distribution(log, window),
        flow_times=flow_times(log, window),
        lead_times=lead_times(log, window),
        stages=stage_usage(log, window) if detail == "stages" else (),
        teams=team_usage(log, window) if detail == "stages" else (),
        money=money(log, window),
        littles_residual=littles_residual(log, window),
        unfinished=load_at(log, window.end),
    )


def mean_load(cell: Cell) -> tuple[NDArray[np.float64], float]:
    """Give the load over time, averaged over the cell's replications: what the warm-up is judged by.

    Returns:
        Mean number of items in each of ``LOAD_STRETCHES`` equal stretches, and the end of the last one: that
        of the shortest replication.
    """
    logs = list(simulate_many(cell.stream, cell.request, cell.replications))
    end = min(log.end for log in logs)
    edges = np.linspace(0.0, end, LOAD_STRETCHES + 1)
    return np.mean([mean_load_series(log, edges).total for log in logs], axis=0), end
