"""Parts of a log and a report that every layout makes alike."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sim.history.report import SetAside
from sim.history.words import folded
from sim.log import FlowState, LogStage, TimeBase, day_start, local_day

_MILLISECOND = 1 / 86_400_000


def log_stages(named: Iterable[tuple[str, FlowState]]) -> tuple[LogStage, ...]:
    """Make stages of names and flow states; ids are made of the names, each its own."""
    made: dict[str, LogStage] = {}
    for number, (name, state) in enumerate(named, start=1):
        wanted = folded(name).replace(" ", "-")[:60] or f"stage-{number}"
        stage_id = wanted if wanted not in made else f"{wanted}-{number}"
        made[stage_id] = LogStage(stage_id, name, "work" if state == "active" else "wait", state=state)
    return tuple(made.values())


def closed_at(base: TimeBase, last: float) -> float:
    """Give the end of a history: the last instant of the day of its last event.

    Not the next midnight: the day after was not observed.
    """
    final_day = int(local_day(base, np.array([last]))[0])
    return max(day_start(base, final_day + 1) - _MILLISECOND, last)


def by_row(found: Iterable[SetAside]) -> tuple[SetAside, ...]:
    """Put remarks in order of their rows."""
    return tuple(sorted(found, key=lambda remark: remark.row))
