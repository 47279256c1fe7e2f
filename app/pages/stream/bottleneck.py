"""Which stage holds the stream up, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sim.metrics import StageUsage, TeamUsage

BUSY: Final = 0.8
"""Share of time in which people are not free, from which they are busy enough to hold the others up."""


@dataclass(frozen=True)
class Bottleneck:
    """The stage that limits the stream.

    Attributes:
        id: The stage.
        name: Its name.
        reason: The evidence, in a few words: "98 % busy, 2.1 items waiting on average".
        effect: What it does to its neighbours; empty if nothing is seen.
        gain: What one more worker would do, in words; empty while that is not known.
    """

    id: str
    name: str
    reason: str
    effect: str
    gain: str = ""

    @property
    def sentence(self) -> str:
        """Say it in one line."""
        parts = (self.reason, self.effect, self.gain)
        return f"{self.name} is the bottleneck: {'; '.join(part for part in parts if part)}."


def bottleneck(stages: Sequence[StageUsage], teams: Sequence[TeamUsage] = ()) -> Bottleneck | None:
    """Name the stage (or team) whose people are busiest, if they are busy enough to hold others up.

    The queue before a stage breaks ties. A team is shown at that of its stages where most items wait.

    Args:
        stages: What each stage did, in flow order.
        teams: What each team did.
    """
    busy = [(s.busy, s.waiting, i) for i, s in enumerate(stages) if s.busy is not None and s.team is None]
    for team in teams:
        mine = [(s.waiting, i) for i, s in enumerate(stages) if s.team == team.id]
        busy += [(team.busy, *max(mine))] if mine else []
    if not busy or max(busy)[0] < BUSY:
        return None
    share, _, place = max(busy)
    stage = stages[place]
    crew = next((team for team in teams if team.id == stage.team), stage)
    reason = f"{share:.0%} busy".replace("%", " %")
    if isinstance(crew, TeamUsage):
        reason = f"{crew.name} {reason}"
    reason += _not_working(crew)
    if stage.waiting >= 0.05:
        reason += f", {stage.waiting:.1f} waiting on average"
    return Bottleneck(stage.id, stage.name, reason, _effect(stages, place))


def _not_working(crew: StageUsage | TeamUsage) -> str:
    """Say how much of the busy time is no work: changing over, or down."""
    down = crew.down_share if isinstance(crew, StageUsage) else 0.0
    parts = ((crew.setup_share or 0.0, "changing over"), (down or 0.0, "down"))
    said = [f"{100 * share:.0f} % {what}" for share, what in parts if share >= 0.01]
    return f" ({', '.join(said)})" if said else ""


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
