"""What is known of each stage of a run, in lines to read: who does what, how full it is, what waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sim.metrics import StageUsage, TeamUsage
from sim.stream import Vocabulary

_WORTH_TELLING: Final = 0.005


def facts_of(
    stages: Sequence[StageUsage],
    teams: Sequence[TeamUsage],
    full: Mapping[str, float | None],
    words: Vocabulary,
) -> dict[str, tuple[str, ...]]:
    """Give the lines of every stage, by id.

    Args:
        stages: What each stage did.
        teams: What each team did.
        full: Share of the time in which each stage held its limit; None where it has none.
        words: What items and workers are called.
    """
    by_team = {team.id: team for team in teams}
    return {
        stage.id: tuple(
            line
            for line in (
                crew_line(stage, by_team.get(stage.team or ""), words),
                limit_line(full.get(stage.id)),
                queue_line(stage, words),
            )
            if line
        )
        for stage in stages
    }


def crew_line(stage: StageUsage, team: TeamUsage | None, words: Vocabulary) -> str:
    """Say where the time of a stage's workers went, or that of its team; nothing where nobody works."""
    if team is not None:
        return f"{team.name}: {_shares(team)}"
    if stage.utilisation is None or stage.team is not None:
        return ""
    return f"{words.workers.capitalize()}: {_shares(stage)}"


def limit_line(full: float | None) -> str:
    """Say how much of the time the limit was full; nothing where there is none."""
    if full is None:
        return ""
    if full < _WORTH_TELLING:
        return "WIP limit never full"
    return f"WIP limit full {100 * full:.0f} % of the time"


def queue_line(stage: StageUsage, words: Vocabulary) -> str:
    """Say how many items waited and stood there, on average."""
    parts = (
        (stage.waiting, "waiting"),
        (stage.working, "worked on"),
        (stage.blocked, "blocked"),
        (stage.finished, "waiting for room"),
    )
    told = [f"{count:.1f} {what}" for count, what in parts if count >= 0.05]
    return f"{words.items.capitalize()} on average: {', '.join(told) or 'none'}"


def _shares(crew: StageUsage | TeamUsage) -> str:
    parts = (
        (crew.utilisation, "working"),
        (crew.setup_share, "changing over"),
        (crew.blocked_share, "blocked"),
        (crew.down_share if isinstance(crew, StageUsage) else None, "down"),
        (crew.idle, "idle"),
        (crew.starved, "starved"),
    )
    told = [f"{100 * share:.0f} % {what}" for share, what in parts if share and share >= _WORTH_TELLING]
    return ", ".join(told) or "no time yet"
