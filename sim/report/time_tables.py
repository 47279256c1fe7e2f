"""What changes over time as tables: by week and by day."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, date_of_day, local_day
from sim.metrics import Window, distribution_series, net_flow, process_behaviour, window_days, wip_by_day
from sim.report.table import Cell, Column, TableOut, known
from sim.stream import counted


def week_table(log: EventLog, window: Window) -> TableOut:
    """Give arrivals, departures and their balance by week, with the items done by type."""
    flow = net_flow(log, window, "week")
    types = distribution_series(log, "week", window)
    names = ("arrived", "begun", "done", "net", "in progress")
    counts = (flow.arrived, flow.begun, flow.done, flow.net, flow.load, *types.done)
    done = tuple(Column(f"{kind.name} done", "items") for kind in log.types)
    rows = zip(_days(log, flow.days[:-1]), *(count.tolist() for count in counts), strict=True)
    return TableOut(
        "By week", (Column("week from"), *(Column(name, "items") for name in names), *done), tuple(rows)
    )


def limits_table(log: EventLog, window: Window) -> TableOut:
    """Give the process behaviour of the items done a week."""
    found = process_behaviour(log, window, "velocity")
    columns = ("done", "moving range", "mean", "lower limit", "upper limit")
    limits = (known(found.mean), known(found.lower), known(found.upper))
    days = _days(log, local_day(log.base, found.at))
    rows = tuple(
        (day, value, known(move), *limits, "; ".join(found.signals.get(place, ())))
        for place, (day, value, move) in enumerate(
            zip(days, found.values.tolist(), found.ranges.tolist(), strict=True)
        )
    )
    note = "" if found.is_enough else f"Limits of {counted(found.baseline, 'week')} are not worth showing."
    heads = (Column("week from"), *(Column(name, "items") for name in columns), Column("signal"))
    return TableOut("Process behaviour", heads, rows, note)


def load_table(log: EventLog, window: Window) -> TableOut:
    """Give the items in progress at the end of each day."""
    load = wip_by_day(log, *window_days(log, window))
    rows = zip(_days(log, load.days), load.counts.tolist(), strict=True)
    return TableOut("In progress by day", (Column("day"), Column("in progress", "items")), tuple(rows))


def _days(log: EventLog, days: NDArray[np.int64]) -> Sequence[Cell]:
    """Give days as dates, or as numbers where the log has no dates."""
    return days.tolist() if log.base.origin is None else [date_of_day(day) for day in days.tolist()]
