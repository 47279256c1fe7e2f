"""The engine's log beside the slow twin's."""

from __future__ import annotations

from itertools import zip_longest

from sim.engine import RunRequest, simulate
from sim.log import EventLog
from sim.stream import Stream
from tests.reference.slow_board import Row, SlowBoard


def rows_of(log: EventLog) -> list[Row]:
    """Give a log's rows as the twin writes them."""
    columns = (log.time, log.item, log.kind, log.stage, log.who)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def conditions_of(log: EventLog) -> list[tuple[float, int, int, int]]:
    """Give a log's circumstances as the twin writes them, those of one instant in any order."""
    found = log.conditions
    columns = (found.time, found.kind, found.place, found.value)
    return sorted(zip(*(column.tolist() for column in columns), strict=True))


def first_difference(log: EventLog, twin: SlowBoard) -> tuple[int, Row | None, Row | None] | None:
    """Give the first row that differs, as the engine and as the twin have it; None if none does."""
    pairs = enumerate(zip_longest(rows_of(log), twin.rows))
    return next(((n, ours, other) for n, (ours, other) in pairs if ours != other), None)


def assert_same(given: Stream, request: RunRequest) -> None:
    """Run a stream both ways and compare rows, items, circumstances and end."""
    log = simulate(given, request)
    twin = SlowBoard(given, request.seed, request.replication)
    twin.run(request.until, request.items)
    assert first_difference(log, twin) is None
    columns = (log.items.type, log.items.service_class, log.items.arrival)
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == twin.everyone
    assert conditions_of(log) == sorted(twin.conditions)
    assert log.end == twin.end
