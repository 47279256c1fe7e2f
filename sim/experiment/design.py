"""How an experiment is run."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from sim.engine import RunRequest
from sim.errors import UserFault
from sim.stream import Backlog, Schedule, Stream

Warmup = float | Literal["auto"]
Detail = Literal["stages", "flow"]
"""What is measured of a run: the flow metrics alone, or what each stage did as well."""


@dataclass(frozen=True)
class Design:
    """How an experiment is run.

    Attributes:
        request: Seed, first replication, horizon, clock; a horizon is chosen if it has none.
        replications: Runs of each stream, 1 or more.
        warmup: Time cut from the start, in the stream's unit, or ``auto`` (MSER-5 on the mean load).
        detail: Whether stages are measured too, which takes most of the time of a small run.
    """

    request: RunRequest = RunRequest()
    replications: int = 20
    warmup: Warmup = "auto"
    detail: Detail = "stages"

    def __post_init__(self) -> None:
        """Refuse what cannot be run.

        Raises:
            UserFault: If there is less than one replication, or the warm-up is negative.
        """
        if self.replications < 1:
            raise UserFault(f"Replications is {self.replications}; at least 1 is needed.", "Give 1 or more.")
        if self.warmup != "auto" and not 0 <= self.warmup < math.inf:
            raise UserFault(f"Warm-up is {self.warmup}; it cannot be negative.", "Give 0 or more, or 'auto'.")


def ends_by_itself(stream: Stream) -> bool:
    """Say whether the stream has given items only, so that a run ends when they are done."""
    return all(isinstance(source, Backlog | Schedule) for source in stream.arrivals)
