"""Logs told by hand: one line an event, `time item event [stage] [worker]`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from sim.log import NOWHERE, Conditions, EventLog, Kind, LogStage, LogType, LogWriter, Setting

TYPES = (LogType("feature", "Feature"), LogType("defect", "Defect"))
STAGES = (LogStage("build", "Build", workers=1), LogStage("test", "Test", workers=1))
BACK_AND_BLOCKED = """
    0 0 arrived
    0 1 arrived
    1 0 entered build
    2 0 started build 0
    3 0 blocked build 0
    5 0 unblocked build 0
    6 0 finished build 0
    7 0 entered test
    7 0 started test 0
    8 0 finished test 0
    8 0 entered build
    8 0 started build 0
    9 1 entered build
    10 0 finished build 0
    10 0 entered test
    11 0 started test 0
    12 0 done
"""
"""Item 0 is blocked in Build, goes on to Test, back to Build and through; item 1 is begun meanwhile."""

AT_ONCE = """
    0 0 arrived
    0 1 arrived
    0 0 entered build
    0 1 entered build
    0 0 started build 0
    2 1 started build 0
    6 0 finished build 0
    6 0 done
    8 1 finished build 0
    8 1 done
"""
"""One member of a team has both items in hand from 2 to 6: item 0 first alone, in the end item 1."""


def told(story: str, *, types: tuple[int, ...] = (), names: tuple[str, ...] = (), **setting: Any) -> EventLog:
    """Make the log of a story.

    A stage is named by its id, a worker by its number. Items have the given types, else type 0, and their
    ``arrived`` rows give their arrival.
    """
    fields: dict[str, Any] = {"stages": STAGES, "types": TYPES, **setting}
    stages = fields["stages"]
    numbers = {stage.id: number for number, stage in enumerate(stages)}
    rows = [line.split() for line in story.strip().splitlines() if line.strip()]
    arrivals = {int(row[1]): float(row[0]) for row in rows if row[2] == "arrived"}
    writer = LogWriter()
    for item in range(max((int(row[1]) for row in rows), default=-1) + 1):
        writer.add_item(
            types[item] if types else 0,
            arrivals.get(item, float("nan")),
            name=names[item] if names else "",
        )
    for time, number, event, *rest in rows:
        stage = numbers[rest[0]] if rest else NOWHERE
        who = int(rest[1]) if len(rest) > 1 else NOWHERE
        writer.add(float(time), int(number), Kind[event.upper()], stage, who)
    return writer.finish(Setting(**fields))


def changed(log: EventLog, *changes: tuple[float, int, int, int]) -> EventLog:
    """Give the log with changes of circumstances: time, kind, place and value each."""
    time, kind, place, value = zip(*changes, strict=True) if changes else ((), (), (), ())
    conditions = Conditions(
        np.array(time, np.float64),
        np.array(kind, np.int8),
        np.array(place, np.int16),
        np.array(value, np.int32),
    )
    return replace(log, conditions=conditions)
