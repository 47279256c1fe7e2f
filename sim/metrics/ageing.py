"""Ageing work in progress: how old each unfinished item is, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import NOWHERE, EventLog, Kind, lives
from sim.metrics.flow_time import DayRule, default_rule, spans


@dataclass(frozen=True)
class Ageing:
    """Items in progress at an instant, oldest first; shape (items in progress,).

    Attributes:
        at: The instant, in the log's time.
        item: Item number, int32.
        stage: Stage last entered or started in, int16; ``NOWHERE`` if the log knows of none.
        age: Time since commitment by the day rule; in days, or in the log's unit if elapsed.
    """

    at: float
    item: NDArray[np.int32]
    stage: NDArray[np.int16]
    age: NDArray[np.float64]

    def __len__(self) -> int:
        """Count the items."""
        return len(self.item)


def ageing(log: EventLog, at: float | None = None, rule: DayRule | None = None) -> Ageing:
    """Give the age and the stage of each item committed at or before an instant and not done by then.

    Args:
        log: What happened.
        at: The instant, which may be after the log's end; the log's end if None.
        rule: How age is counted; the log's default if None.
    """
    moment = log.end if at is None else at
    life = lives(log)
    items = np.flatnonzero((life.commitment <= moment) & ~(life.done <= moment))
    items = items[np.argsort(life.commitment[items], kind="stable")]
    begin = life.commitment[items]
    age = spans(log, begin, np.full(len(begin), moment), rule or default_rule(log))
    return Ageing(moment, items.astype(np.int32), _stage_at(log, moment)[items], age)


def _stage_at(log: EventLog, moment: float) -> NDArray[np.int16]:
    """Give the stage that each item entered or was started in last by an instant; shape (items,)."""
    # An item is where it was started, too: a history may know of no entry.
    rows = np.flatnonzero(np.isin(log.kind, (Kind.ENTERED, Kind.STARTED)) & (log.time <= moment))
    stage = np.full(len(log.items), NOWHERE, np.int16)
    stage[log.item[rows]] = log.stage[rows]  # of several entries, the last one stays
    return stage
