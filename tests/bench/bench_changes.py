"""Import of a long log of status changes: 65 000 rows beside a plain loop, and a million, with its memory."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from pathlib import Path

from sim.history import import_history
from tests.bench.children import told_by_child
from tests.bench.measure import Bench, timed

ROWS, MANY = 65_000, 1_000_000
WAY = ("Backlog", "Selected", "In Progress", "Review", "Done")


def benchmarks() -> list[Bench]:
    """Two files, imported by us, and the smaller one read by the loop that a script would have."""
    job, long_job = (f"history: import of {rows:,} status changes" for rows in (ROWS, MANY))
    return [
        Bench(job, "headrace", timed(lambda: import_history(log_of(ROWS))), target=2_000),
        Bench(job, "csv and strptime", timed(lambda: plain_loop(log_of(ROWS))), peer=True),
        Bench(long_job, "headrace", timed(lambda: import_history(log_of(MANY))), target=20_000, rounds=1),
        Bench(f"{long_job}, memory", "headrace", peak_memory, unit="MB", target=1_000, rounds=1),
    ]


def peak_memory() -> float:
    """Give the most memory that an import of the long log takes in a process of its own, in MB."""
    return float(told_by_child("tests.bench.child_import", log_of(MANY)))


def log_of(rows: int) -> Path:
    """Give a log of so many rows, written at the first call: some items go back, some are reopened."""
    path = Path(tempfile.gettempdir()) / f"headrace-bench-changes-{rows}.csv"
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            file.write("Item,From,To,When\n")
            file.writelines(map(line, range(rows)))
    return path


def line(number: int) -> str:
    """Write one change; all moments differ, and every eleventh item takes one step twice."""
    item, step = divmod(number, len(WAY))
    came = WAY[step - 1] if step else ""
    to = WAY[step if item % 11 or step != 3 else 2]
    when = dt.datetime(2015, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=271 * item + 40_000 * step)
    return f"PRJ-{item},{came},{to},{when:%Y-%m-%dT%H:%M:%S}Z\n"


def plain_loop(path: Path) -> dict[str, list[tuple[str, dt.datetime]]]:
    """Read the changes of each item: the form of dates told beforehand, nothing guessed or sorted."""
    items: dict[str, list[tuple[str, dt.datetime]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            when = dt.datetime.strptime(row["When"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
            items.setdefault(row["Item"], []).append((row["To"], when))
    return items
