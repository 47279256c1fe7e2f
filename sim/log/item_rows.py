"""A log as a table of items with a date column for each stage: the layout that flow tools exchange."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.log.days import utc_time
from sim.log.eventlog import EventLog
from sim.log.events import Kind
from sim.log.firsts import set_first
from sim.log.harmless import marked
from sim.log.lives import lives

FIRST_COLUMNS = ("ID", "Type", "Created")
LAST_COLUMN = "Done"


def write_item_rows(log: EventLog, path: Path | str) -> None:
    """Write a log as CSV, one row an item (UTF-8, comma, header first).

    Columns: ID, Type and Created, the stages by name in flow order, Done. A stage's cell is the first moment
    at which the item entered it, in UTC to 10 µs, blank where it never did; later visits of an item to the
    same stage have no place in this layout. What a spreadsheet would take for a formula is
    :func:`~sim.log.harmless.marked`.

    Raises:
        ValueError: The log has no dates; give it some with :func:`~sim.log.with_origin`.
    """
    if log.base.origin is None:
        raise ValueError("a log without an origin has no dates to write")
    columns = [_cells(log, times) for times in _moments(log)]
    names = tuple(map(marked, log.items.names)) or tuple(
        str(number) for number in range(1, len(log.items) + 1)
    )
    types = [marked(log.types[number].name) for number in log.items.type.tolist()]
    with Path(path).open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow((*FIRST_COLUMNS, *map(marked, _headers(log)), LAST_COLUMN))
        created, *stages = columns
        table.writerows(zip(names, types, created, *stages, strict=True))


def _moments(log: EventLog) -> Iterator[NDArray[np.float64]]:
    """Give arrival, first entry into each stage, and done; shape (items,) each, NaN where there is none."""
    life = lives(log)
    yield life.arrival
    for stage in range(len(log.stages)):
        rows = np.flatnonzero((log.kind == Kind.ENTERED) & (log.stage == stage))
        first = np.full(len(log.items), np.nan)
        set_first(first, log.item[rows], log.time[rows])
        yield first
    yield life.done


def _cells(log: EventLog, times: NDArray[np.float64]) -> Sequence[str]:
    cells = np.full(len(times), "", dtype="U27")
    known = np.isfinite(times)
    moments = utc_time(log.base, times[known])
    cells[known] = [f"{moment}Z" for moment in np.datetime_as_string(moments, unit="us").tolist()]
    return cells.tolist()


def _headers(log: EventLog) -> Iterator[str]:
    """Name the stages' columns, each once."""
    used = {name.casefold() for name in (*FIRST_COLUMNS, LAST_COLUMN)}
    for stage in log.stages:
        name, number = stage.name, 2
        while name.casefold() in used:
            name, number = f"{stage.name} ({number})", number + 1
        used.add(name.casefold())
        yield name
