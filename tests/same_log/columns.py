"""A log as bytes, to compare runs by."""

from __future__ import annotations

import hashlib

from sim.log import EventLog

COLUMNS = ("time", "item", "kind", "stage", "who")


def as_bytes(log: EventLog) -> tuple[bytes, ...]:
    """All columns of a log, its items, its circumstances and its end, byte for byte."""
    items = (log.items.type, log.items.service_class, log.items.arrival)
    columns = [getattr(log, name) for name in COLUMNS]
    beside = [getattr(log.conditions, name) for name in ("time", "kind", "place", "value")]
    return (*(column.tobytes() for column in (*columns, *items, *beside)), repr(log.end).encode())


def digest(logs: list[EventLog]) -> str:
    """One digest of many logs."""
    total = hashlib.sha256()
    for log in logs:
        for part in as_bytes(log):
            total.update(part)
    return total.hexdigest()
