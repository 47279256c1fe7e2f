"""One figure of a history beside those of a model's runs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from sim.experiment.intervals import known

FEWEST_RUNS = 20
"""Runs with a figure below which there is no interval."""


@dataclass(frozen=True)
class MetricVerdict:
    """One figure of the history beside those of the model's runs.

    Attributes:
        metric: Its name: ``flow_time_p85``, ``stages.build.wip``.
        label: The same in words.
        unit: Unit of the figures, plural; empty for a share.
        history: The history's figure; NaN where it has none.
        median: Median of the runs.
        low: What one run in forty falls below.
        high: What one run in forty exceeds.
        runs: Runs that have the figure.
        text: The verdict in words.
    """

    metric: str
    label: str
    unit: str
    history: float
    median: float
    low: float
    high: float
    runs: int
    text: str

    @property
    def inside(self) -> bool | None:
        """Whether the history could be one of the model's runs; None where nobody can tell."""
        if math.isnan(self.history) or self.runs < FEWEST_RUNS:
            return None
        slack = 1e-9 * max(abs(self.low), abs(self.high))
        return self.low - slack <= self.history <= self.high + slack

    def to_json(self) -> dict[str, Any]:
        """Give everything as JSON values, None for what is not known."""
        return {
            "label": self.label,
            "unit": self.unit,
            "history": known(self.history),
            "model": known(self.median),
            "low": known(self.low),
            "high": known(self.high),
            "inside": self.inside,
            "verdict": self.text,
        }
