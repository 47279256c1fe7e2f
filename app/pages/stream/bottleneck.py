"""Which stage holds the stream up, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sim.metrics import StageUsage

BUSY: Final = 0.8
"""Utilisation from which a stage counts as busy enough to hold the others up."""


@dataclass(frozen=True)
class Bottleneck:
    """The stage that limits the stream.

    Attributes:
        id: The stage.
        name: Its name.
        reason: The evidence, in a few words: "98 % busy, 2.1 items waiting on average".
        effect: What it does to its neighbours; empty if nothing is seen.
    """

    id: str
    name: str
    reason: str
    effect: str

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        return f"{self.name} is the bottleneck: {self.reason}{'; ' + self.effect if self.effect else ''}."


def bottleneck(stages: Sequence[StageUsage]) -> Bottleneck | None:
    """Name the busiest stage if it is busy enough to hold others up; queue before it breaks ties.

    Args:
        stages: What each stage did, in flow order.
    """
    busy = [(s.utilisation, s.waiting, i) for i, s in enumerate(stages) if s.utilisation is not None]
    if not busy or max(busy)[0] < BUSY:
        return None
    _, _, place = max(busy)
    stage = stages[place]
    reason = f"{stage.utilisation or 0:.0%} busy".replace("%", " %")
    if stage.waiting >= 0.05:
        reason += f", {stage.waiting:.1f} waiting on average"
    return Bottleneck(stage.id, stage.name, reason, _effect(stages, place))


def _effect(stages: Sequence[StageUsage], place: int) -> str:
    """Say which neighbour it keeps from working: blocked before it, or starved behind it."""
    before = [s for s in stages[:place] if (s.blocked_share or 0) >= 0.05]
    behind = [s for s in stages[place + 1 :] if (s.starved or 0) >= 0.2]
    if before:
        worst = max(before, key=lambda s: s.blocked_share or 0)
        return f"it blocks {worst.name} {100 * (worst.blocked_share or 0):.0f} % of the time"
    if behind:
        return f"it starves {behind[0].name}"
    return ""
