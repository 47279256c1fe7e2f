"""Pace: how old the items that got done were when they left each stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.log import EventLog, lives, visits
from sim.metrics.flow_time import DayRule, default_rule, spans
from sim.metrics.percentiles import PERCENTS, percentile, supported_percentiles
from sim.metrics.window import finished_lives, whole


@dataclass(frozen=True)
class StagePace:
    """The pace of one stage.

    Attributes:
        id: The stage.
        n: Items done that left it.
        ages: Age at which they left it for the last time, by percentage; nearest rank, and only those
            percentages that so many items support.
    """

    id: str
    n: int
    ages: Mapping[int, float]


def pace(log: EventLog, rule: DayRule | None = None) -> tuple[StagePace, ...]:
    """Give the pace of every stage, in flow order, of the items done.

    An item that came back to a stage counts with the age at which it left it for good.

    Args:
        log: What happened.
        rule: How age is counted; the log's default if None.
    """
    counted = rule or default_rule(log)
    life, stay = lives(log), visits(log)
    usable = finished_lives(log, whole(log))[stay.item] & (stay.left >= life.commitment[stay.item])
    found = []
    for number, stage in enumerate(log.stages):
        chosen = usable & (stay.stage == number)
        left = np.full(len(log.items), np.nan)
        left[stay.item[chosen]] = stay.left[chosen]  # of several visits, the last one stays
        gone = np.flatnonzero(~np.isnan(left))
        ages = spans(log, life.commitment[gone], left[gone], counted)
        supported = set(supported_percentiles(len(ages)))
        marks: dict[int, float] = {p: percentile(ages, p) for p in PERCENTS if p in supported}
        found.append(StagePace(stage.id, len(ages), marks))
    return tuple(found)
