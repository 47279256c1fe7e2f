"""Files of numbers of items done by week: the team's own board of 09."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.histories.figures import Case
from tests.histories.item_figures import imported, velocity

BOARD = "09_myteam_ptbr_kanban"
ITEMS = "09_myteam_ptbr_demandas"


def count_cases() -> tuple[Case, ...]:
    """Give the case; its one expected value stands with the items of the same team."""
    return (Case(ITEMS, _board, kind=" (kanban)", only=("weekly_board_snapshot_check",)),)


def _board(folder: Path) -> dict[str, Any]:
    path = folder / f"{BOARD}.csv"
    log = imported(path).log
    weeks = list(velocity(log, "week").values())
    return {
        "weekly_board_snapshot_check": {
            "file": path.name,
            "EntregueTotal last row": sum(weeks),
            "note": _NOTE,
        },
    }


_NOTE = (
    "the team's own weekly snapshot; its cumulative delivered count differs from the item file by design of "
    "their weeks - use as a shape (pre-aggregated CFD), not as an oracle"
)
