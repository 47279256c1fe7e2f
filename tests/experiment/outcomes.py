"""Outcomes written by hand, so that what is made of them can be worked out on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.experiment import Outcome
from sim.metrics import Money, StageUsage, TeamUsage, Window


def usage(utilisation: float | None = 0.5, **more: Any) -> StageUsage:
    """A stage with one worker, busy for a share of the time and starved for the rest."""
    known = utilisation is not None
    figures: dict[str, Any] = {
        "wip": 1.0,
        "waiting": 0.5,
        "working": 0.5,
        "blocked": 0.0,
        "finished": 0.0,
        "utilisation": utilisation,
        "starved": 1.0 - utilisation if utilisation is not None else None,
        "blocked_share": 0.0 if known else None,
        "idle": 0.0 if known else None,
        "throughput": 1.0,
        "setup_share": 0.0 if known else None,
        "down_share": 0.0 if known else None,
    }
    return StageUsage(id="s1", name="S1", **(figures | more))


def worth(**figures: float) -> Money:
    """What is known of money; nothing unless given."""
    return Money(**{**dict.fromkeys(MONEY), **figures}, types={}, crews={})


MONEY = ("value", "staff_cost", "delay_cost", "net", "cost_per_item", "value_rate")


def team(build: float, test: float) -> TeamUsage:
    """A team of two, busy in two stages and starved for the rest of the time."""
    busy = build + test
    return TeamUsage("devs", "Devs", 2.0, busy, 0.0, 0.0, 1.0 - busy, 0.0, {"build": build, "test": test})


def outcome(times: Sequence[float] = (1.0, 3.0), **more: Any) -> Outcome:
    """Ten days in which one item was done for each of the flow times, all of the type ``item``."""
    given = np.array(times, dtype=np.float64)
    known: dict[str, Any] = {
        "window": Window(0.0, 10.0),
        "velocity": len(given) / 10.0,
        "load": 1.0,
        "efficiency": 0.5 if len(given) else np.nan,
        "distribution": {"item": 1.0 if len(given) else 0.0},
        "flow_times": given,
        "lead_times": given + 1.0,
        "stages": (usage(),),
        "teams": (),
        "money": worth(),
        "littles_residual": 0.0,
        "unfinished": 0,
    }
    return Outcome(**(known | more))
