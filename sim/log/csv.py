"""A log as a table of text, for other programs."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sim.log.days import local_time
from sim.log.eventlog import NOWHERE, EventLog
from sim.log.events import Kind
from sim.log.harmless import marked

COLUMNS = ("time", "item", "kind", "stage", "who", "type")
"""Header of the table; ``date`` follows where the log has an origin."""

_KINDS = tuple(kind.name.lower() for kind in Kind)
_ROWS_AT_ONCE = 100_000


def write_csv(log: EventLog, path: Path | str) -> None:
    """Write a log as CSV (UTF-8, comma, one row an event, header first).

    Columns: ``time`` in the log's unit, exact; ``item`` by name, or number where it has none; ``kind``
    of event; ``stage`` by id and ``who`` by number, both empty where there is none; ``type`` by id; and,
    where the log has an origin, ``date``: the wall clock of the log's zone, to the second.

    A name or id that a spreadsheet would take for a formula is :func:`~sim.log.harmless.marked` with an
    apostrophe, so that no two items become one and it can be taken away again.
    """
    dated = log.base.origin is not None
    names = [marked(name) for name in log.items.names]
    with Path(path).open("w", newline="", encoding="utf-8") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow((*COLUMNS, "date") if dated else COLUMNS)
        for first in range(0, len(log), _ROWS_AT_ONCE):
            table.writerows(_rows(log, slice(first, first + _ROWS_AT_ONCE), names, dated=dated))


def _rows(log: EventLog, part: slice, names: list[str], *, dated: bool) -> Iterator[tuple[object, ...]]:
    """Give some rows as tuples of text and numbers."""
    items = log.item[part].tolist()
    stages = [marked(stage.id) for stage in log.stages] + [""]  # the last is found by NOWHERE, -1
    kinds = [marked(kind.id) for kind in log.types]
    types = [kinds[number] for number in log.items.type.tolist()]
    columns: list[list[object]] = [
        [repr(time) for time in log.time[part].tolist()],
        [names[item] for item in items] if names else items,
        [_KINDS[kind] for kind in log.kind[part].tolist()],
        [stages[stage] for stage in log.stage[part].tolist()],
        ["" if who == NOWHERE else who for who in log.who[part].tolist()],
        [types[item] for item in items],
    ]
    if dated:
        moments = local_time(log.base, log.time[part])
        columns.append(np.datetime_as_string(moments, unit="s").tolist())
    return zip(*columns, strict=True)
