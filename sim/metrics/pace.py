"""Pace: how old the items that got done were when they left each stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.log import NOWHERE, EventLog, lives, visits
from sim.metrics.ageing import ageing
from sim.metrics.flow_time import DayRule, default_rule, spans
from sim.metrics.percentiles import PERCENTS, percentile, supported_percentiles
from sim.metrics.window import Window, finished_lives, whole


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


@dataclass(frozen=True)
class AgedItem:
    """An item in progress, and how its age compares with the items that got done.

    Attributes:
        item: Its number.
        stage: Where it is; ``NOWHERE`` if the log knows of no stage.
        age: Time since commitment, by the day rule.
        passed: The highest percentage of the items done of which it is older than they were when they left
            this stage; 0 if none, None where too few left it to tell.
    """

    item: int
    stage: int
    age: float
    passed: int | None


def pace(log: EventLog, rule: DayRule | None = None, window: Window | None = None) -> tuple[StagePace, ...]:
    """Give the pace of every stage, in flow order, of the items done.

    An item that came back to a stage counts with the age at which it left it for good.

    Args:
        log: What happened.
        rule: How age is counted; the log's default if None.
        window: When the items must be done; all observed time if None.
    """
    counted = rule or default_rule(log)
    life, stay = lives(log), visits(log)
    usable = finished_lives(log, window or whole(log))[stay.item] & (stay.left >= life.commitment[stay.item])
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


def against_pace(
    log: EventLog, at: float | None = None, rule: DayRule | None = None, window: Window | None = None
) -> tuple[AgedItem, ...]:
    """Set the age of every item in progress against the pace of its stage, the oldest first.

    Args:
        log: What happened.
        at: The instant; the log's end if None.
        rule: How age is counted; the log's default if None.
        window: When the items that set the pace must be done; all observed time if None.
    """
    aged, paces = ageing(log, at, rule), pace(log, rule, window)
    triples = zip(aged.item.tolist(), aged.stage.tolist(), aged.age.tolist(), strict=True)
    return tuple(
        AgedItem(item, stage, age, None if stage == NOWHERE else _passed(paces[stage].ages, age))
        for item, stage, age in triples
    )


def _passed(ages: Mapping[int, float], age: float) -> int | None:
    if not ages:
        return None
    return max((percent for percent, mark in ages.items() if age > mark), default=0)
