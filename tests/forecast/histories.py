"""Small histories for the tests: so many items done on each day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from sim.forecast import DailySample
from sim.log import NOWHERE, EventLog, ItemTable, Kind, LogStage, LogType, Origin, TimeBase

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MONDAY = dt.date(2026, 3, 2)


def history(daily: Sequence[int], first: dt.date = MONDAY, zone: str = "UTC") -> EventLog:
    """A log in which ``daily[n]`` items are done at noon (UTC) of day n; all arrive on the first day.

    Two more items stay open: one arrives on the first day and one on the last, so that the log reaches
    from the one to the other even where nothing is done.
    """
    day_0 = float((first - EPOCH.date()).days)
    done = np.repeat(day_0 + np.arange(len(daily)) + 0.5, daily)
    arrival = np.append(np.full(len(done) + 1, day_0 + 0.25), day_0 + len(daily) - 1 + 0.5)
    items = len(arrival)
    time = np.concatenate([arrival[:-1], done, arrival[-1:]])
    item = np.concatenate([np.arange(items - 1), np.arange(items - 2), [items - 1]])
    kind = np.concatenate([np.full(items - 1, Kind.ARRIVED), np.full(items - 2, Kind.DONE), [Kind.ARRIVED]])
    nowhere = np.full(len(time), NOWHERE)
    return EventLog(
        time=time,
        item=item.astype(np.int32),
        kind=kind.astype(np.int8),
        stage=nowhere.astype(np.int16),
        who=nowhere.astype(np.int32),
        items=ItemTable(np.zeros(items, np.int16), np.zeros(items, np.int16), arrival),
        stages=(LogStage("work", "Work"),),
        types=(LogType("item", "Item"),),
        start=float(time[0]),
        end=float(time[-1]),
        base=TimeBase("day", EPOCH, zone),
        origin=Origin("history", "made up"),
    )


def sample(daily: Sequence[int], last: dt.date = dt.date(2026, 5, 31)) -> DailySample:
    """A window of calendar days that ends on ``last``."""
    first = last - dt.timedelta(len(daily) - 1)
    return DailySample(tuple(daily), first, last, asked_days=len(daily))
