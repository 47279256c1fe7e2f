"""Items one by one as tables: those done, and those in progress with their age."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, lives, local_time
from sim.metrics import DayRule, Window, against_pace, completions, unit_of
from sim.report.table import Cell, Column, TableOut

KEPT = ("team", "parent", "tags", "blocked", "size")
"""Attributes that go with each item where it has them."""


def items_table(log: EventLog, window: Window, rule: DayRule | None = None) -> TableOut:
    """Give the items done in a window that have a flow time, in order of completion."""
    done, life = completions(log, rule, window), lives(log)
    names = [name for name in KEPT if name in log.items.attributes]
    dates = [_moments(log, times[done.item]) for times in (life.arrival, life.commitment, life.done)]
    rows = tuple(
        (
            *_who(log, item),
            log.classes[int(log.items.service_class[item])],
            *(log.items.attributes[name][item] for name in names),
            *moments,
            time,
        )
        for item, time, *moments in zip(done.item.tolist(), done.flow_time.tolist(), *dates, strict=True)
    )
    words = ("item", "title", "type", "class", *names, "arrived", "begun", "done")
    return TableOut("Items done", (*map(Column, words), Column("flow time", _unit(log, rule))), rows)


def ageing_table(log: EventLog, rule: DayRule | None = None, window: Window | None = None) -> TableOut:
    """Give the items in progress at the log's end, the oldest first, against the pace of their stage.

    Args:
        log: What happened.
        rule: How age is counted; the log's default if None.
        window: When the items that set the pace must be done; all observed time if None.
    """
    words = ("item", "title", "type", "stage")
    columns = (*map(Column, words), Column("age", _unit(log, rule)))
    rows = tuple(
        (*_who(log, one.item), log.stages[one.stage].name if one.stage >= 0 else "", one.age, one.passed)
        for one in against_pace(log, rule=rule, window=window)
    )
    return TableOut("Ageing", (*columns, Column("older there than", "% of items done")), rows)


def _unit(log: EventLog, rule: DayRule | None) -> str:
    return f"{unit_of(log, rule)}s"


def _who(log: EventLog, item: int) -> tuple[Cell, ...]:
    """Give an item's id, title and type."""
    names, titles = log.items.names, log.items.titles
    kind = log.types[int(log.items.type[item])].name
    return (names[item] if names else str(item), titles[item] if titles else "", kind)


def _moments(log: EventLog, times: NDArray[np.float64]) -> list[Cell]:
    """Give the wall clock of the log's zone, to the second; the time itself of a log without dates."""
    if log.base.origin is None:
        return [time if np.isfinite(time) else None for time in times.tolist()]
    there = np.flatnonzero(np.isfinite(times))
    found: list[Cell] = [None] * len(times)
    clock: list[dt.datetime] = local_time(log.base, times[there]).astype("datetime64[s]").tolist()
    for place, moment in zip(there.tolist(), clock, strict=True):
        found[place] = moment
    return found
