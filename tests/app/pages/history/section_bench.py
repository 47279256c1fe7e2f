"""Parts of a board's history, and sections that show them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from app.pages.history.part import Part, View, part_in_view
from app.pages.history.section import Means, Section
from sim.metrics import DayRule
from tests.app.pages.history.page_bench import numbers_alone, teams
from tests.screens.boards import board_history, board_log

S = TypeVar("S", bound=Section)
SIZE = (1100, 700)


@cache
def board_part(rule: DayRule = "inclusive") -> Part:
    """The whole of a board's history."""
    return part_in_view(board_log(), View(rule=rule))


@cache
def team_part() -> Part:
    """A plain export: one stage, no reasons, no deployments."""
    return part_in_view(teams(60).log, View())


@cache
def counts_part() -> Part:
    """Numbers of items done, and nothing else."""
    return part_in_view(numbers_alone().log, View())


def part_of_types(*types: str) -> Part:
    """The board's items of some types."""
    return part_in_view(board_log(), View(chosen={"type": types}))


def with_board(means: Means) -> Means:
    """Let the document hold the board's history."""
    means.document.replace(replace(means.document.project, history=board_history()))
    return means


def in_sight(qtbot: QtBot, section: S, part: Part) -> S:
    """Show a section and wait until it shows the part."""
    qtbot.addWidget(section)
    section.resize(*SIZE)
    section.show()
    section.show_part(part)
    settled(qtbot, section)
    return section


def settled(qtbot: QtBot, section: Section) -> None:
    """Wait until everything asked for is there."""
    qtbot.waitUntil(lambda: not section.means.jobs.is_busy and section.is_drawn)


def states(section: Section) -> tuple[Any, ...]:
    """What the charts show."""
    return tuple(chart.state for chart in section.charts)


def headings(view: QTableView) -> list[str]:
    """The headings of a table, as they are read."""
    model = view.model()
    return [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]


def cells(view: QTableView) -> list[list[str]]:
    """The cells of a table, as they are read."""
    model = view.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
