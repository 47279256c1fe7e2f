"""A log written as CSV holds all of the log: read back by another program, nothing is lost."""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import given

from sim.log import EventLog, Kind, date_of, with_origin, write_csv
from tests.log.strategies import remembered, simulated


def rows_of(log: EventLog) -> list[dict[str, str]]:
    """Write a log and read it as any other program would."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        write_csv(log, path)
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def stage_number(log: EventLog, name: str) -> int:
    return -1 if not name else [stage.id for stage in log.stages].index(name)


def check(log: EventLog) -> None:
    rows = rows_of(log)
    names = log.items.names
    assert [float(row["time"]) for row in rows] == log.time.tolist()
    assert [Kind[row["kind"].upper()] for row in rows] == [Kind(kind) for kind in log.kind.tolist()]
    assert [stage_number(log, row["stage"]) for row in rows] == log.stage.tolist()
    assert [int(row["who"] or -1) for row in rows] == log.who.tolist()
    items = log.item.tolist()
    assert [row["item"] for row in rows] == [names[item] if names else str(item) for item in items]
    kinds = [kind.id for kind in log.types]
    assert [kinds.index(row["type"]) for row in rows] == log.items.type[log.item].tolist()


@given(simulated())
def test_a_simulation_reads_back_row_for_row(log: EventLog) -> None:
    check(log)


@given(remembered())
def test_a_history_with_gaps_reads_back_row_for_row(log: EventLog) -> None:
    check(log)


@given(simulated())
def test_dates_are_those_of_the_log_to_the_second(log: EventLog) -> None:
    dated = with_origin(log, dt.datetime(2026, 3, 28, 12, tzinfo=dt.UTC))
    expected = [date_of(dated.base, time) for time in dated.time.tolist()]
    shown = [dt.datetime.fromisoformat(row["date"]) for row in rows_of(dated)]
    late = [abs(one.replace(tzinfo=None) - two) for one, two in zip(expected, shown, strict=True)]
    assert all(gap < dt.timedelta(seconds=1) for gap in late)
