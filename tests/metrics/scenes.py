"""A few logs that several tests look at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sim.log import EventLog, LogStage, Origin, TimeBase
from tests.log.story import told

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
HISTORY = Origin("history")
DATED = TimeBase("day", EPOCH, "UTC")

TWO_STAGES = """
    0 0 arrived
    0 0 entered build
    0 0 started build 0
    1 1 arrived
    2 0 finished build 0
    2 0 entered test
    2 0 started test 0
    2 1 entered build
    2 1 started build 0
    3 0 finished test 0
    3 0 entered build
    4 1 finished build 0
    4 1 entered test
    4 1 started test 0
    4 0 started build 0
    5 0 finished build 0
    5 1 finished test 0
    5 1 done
    5 0 entered test
    5 0 started test 0
    6 0 finished test 0
    6 0 done
"""
"""Item 0 is built from 0 to 2, tested to 3, sent back, waits to 4, is built to 5, tested to 6.
Item 1 comes at 1, is built from 2 to 4 and tested to 5."""


def two_stages(**setting: Any) -> EventLog:
    """Tell of two items through two stages with one worker each; empty at both ends."""
    return told(TWO_STAGES, types=(0, 1), **setting)


def day(text: str) -> float:
    """Give the time of a date, or of a date and time of day, in UTC."""
    return (dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC) - EPOCH) / dt.timedelta(days=1)


def history(*lives: tuple[str, str], base: TimeBase = DATED, end: str = "") -> EventLog:
    """Tell a history of one stage by dates of start and done, either of them empty where not known."""
    rows = []
    for item, (start, done) in enumerate(lives):
        if start:
            rows += [(day(start), f"{item} entered doing"), (day(start), f"{item} started doing")]
        if done:
            rows.append((day(done), f"{item} done"))
    rows.sort(key=lambda row: row[0])
    return told(
        "\n".join(f"{time!r} {rest}" for time, rest in rows),
        stages=(LogStage("doing", "Doing"),),
        start=rows[0][0],
        end=day(end) if end else rows[-1][0],
        base=base,
        origin=HISTORY,
    )
