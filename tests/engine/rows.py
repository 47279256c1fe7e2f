"""A log as lines that a person can read: `time item event stage worker`, what is absent left out."""

from __future__ import annotations

from sim.log import EventLog, Kind


def told(log: EventLog) -> list[str]:
    """Give one line a row: `1.5 0 started s1 0`."""
    lines = []
    for row in range(len(log)):
        words = [f"{log.time[row]:g}", str(log.item[row]), Kind(int(log.kind[row])).name.lower()]
        words += [log.stages[log.stage[row]].id] if log.stage[row] >= 0 else []
        words += [str(log.who[row])] if log.who[row] >= 0 else []
        lines.append(" ".join(words))
    return lines


def of_kind(log: EventLog, kind: Kind) -> list[tuple[float, int]]:
    """Give time and item of the events of a kind."""
    rows = log.kind == kind
    return list(zip(log.time[rows].tolist(), log.item[rows].tolist(), strict=True))
