"""Histories to look at, and a page that shows them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pytestqt.qtbot import QtBot

from app.pages.history import HistoryPage
from sim.history import Mapping, assemble, guess_mapping
from sim.store import StoredHistory
from tests.history.files import table

HEADER = "ID,Type,Team,Parent,Tags,Started,Done"
KINDS = ("Story", "Bug", "Story", "Risk")
TEAMS = ("Pay", "Web", "Pay", "Core", "Web")


def rows(count: int, first: str = "2025-01-01", parents: int = 4) -> list[str]:
    """One item begun each day and done two days later; of four kinds, three teams and some parents."""
    begin = np.datetime64(first)
    return [
        f"{n},{KINDS[n % 4]},{TEAMS[n % 5]},E-{n % parents},{'ui|api' if n % 3 else 'ui'},"
        f"{begin + n},{begin + n + 2}"
        for n in range(count)
    ]


def stored(*lines: str) -> StoredHistory:
    """Import lines by the mapping that is guessed."""
    read = table(*lines)
    mapping: Mapping = guess_mapping(read)
    log, report = assemble(read, mapping)
    return StoredHistory(log, mapping, report, "items.csv")


def teams(count: int = 200, parents: int = 4) -> StoredHistory:
    """A history whose items differ in type, team, parent and tags."""
    return stored(HEADER, *rows(count, parents=parents))


def numbers_alone() -> StoredHistory:
    """A history that tells how many items were done, and nothing else."""
    return stored("Week,Done", *(f"2025-01-{day:02},{day % 5 + 1}" for day in (6, 13, 20, 27)))


def put(page: HistoryPage, history: StoredHistory, qtbot: QtBot) -> None:
    """Show a project with a history."""
    page.document.replace(replace(page.document.project, history=history))
    settle(page, qtbot)


def settle(page: HistoryPage, qtbot: QtBot) -> None:
    """Wait until what is shown is what was asked for."""
    qtbot.waitUntil(lambda: not page.jobs.is_busy and page.overview.is_drawn)
