"""Import of a large export: 65 000 items with three dates, beside the plain loop of the standard library."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from pathlib import Path

from sim.history import import_history
from tests.bench.measure import Bench, timed

ITEMS = 65_000
DATES = ("Created", "Activated", "Closed")
FORM = "%m/%d/%Y %I:%M:%S %p"


def benchmarks() -> list[Bench]:
    """One file, imported by us and read by the loop that a script would have."""
    job = f"history: import of {ITEMS:,} items"
    return [
        Bench(job, "headrace", timed(lambda: import_history(export())), target=2_000),
        Bench(job, "csv and strptime", timed(lambda: plain_loop(export())), peer=True),
    ]


def export() -> Path:
    """Give the file, written at the first call."""
    path = Path(tempfile.gettempdir()) / f"headrace-bench-{ITEMS}.csv"
    if not path.exists():
        path.write_text("ID,Title,Type,State,Created,Activated,Closed\n" + "".join(map(line, range(ITEMS))))
    return path


def line(number: int) -> str:
    """Write one item; all moments differ."""
    created = dt.datetime(2015, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=4_801 * number)
    moments = (created + dt.timedelta(hours=hours * (number % 97)) for hours in (0, 1, 3))
    written = ",".join(moment.strftime(FORM) for moment in moments)
    return f'{number},"Item {number}, again",{("Bug", "Story", "Task")[number % 3]},Closed,{written}\n'


def plain_loop(path: Path) -> list[tuple[dt.datetime, ...]]:
    """Read the three dates of each item: their form told beforehand, nothing guessed, checked or kept."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            tuple(dt.datetime.strptime(row[header], FORM) for header in DATES)  # noqa: DTZ007
            for row in csv.DictReader(file)
        ]
