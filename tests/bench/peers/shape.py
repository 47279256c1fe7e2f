"""The line that every peer runs."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Shape:
    """Stages in a row with Poisson arrivals of rate 1, exponential times and first come first served.

    Attributes:
        items: Items to get done.
        stages: Number of stages.
        workers: Workers of each stage.
        limit: Most items in a stage, whatever their state; None is no limit.
        mean: Mean touch time of each stage.
        back: Share of items that goes from the last stage back to the second.
    """

    items: int
    stages: int = 5
    workers: int = 2
    limit: int | None = None
    mean: float = 1.4
    back: float = 0.0

    def of(self, items: int) -> Shape:
        """Give the same line for another number of items."""
        return replace(self, items=items)


OPEN = Shape(items=100_000)
LIMITED = Shape(items=100_000, limit=4)
WITH_REWORK = Shape(items=100_000, back=0.1)
