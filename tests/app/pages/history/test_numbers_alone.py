"""A history of numbers of items done: only what it can tell is there."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.charts import CumulativeFlowChart, VelocityChart
from app.pages.history import HistoryPage
from app.pages.history.flow_section import FlowSection
from app.pages.history.state import ONLY_DONE
from app.window import Window
from tests.app.pages.history.page_bench import numbers_alone, put, settle, stored, teams


def charts_in_sight(page: HistoryPage) -> list[str]:
    return [chart.objectName() for chart in page.overview.charts if chart.isVisible()]


def test_only_velocity_and_what_was_done_stand_there(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, numbers_alone(), qtbot)
    velocity, *others = (*page.overview.tiles, page.overview.distribution)
    assert velocity.isVisible()
    assert not any(tile.isVisible() for tile in others)
    assert not page.overview.rule.isVisible()
    kinds = [type(chart) for chart in page.overview.charts if chart.isVisible()]
    assert sorted(kind.__name__ for kind in kinds) == [CumulativeFlowChart.__name__, VelocityChart.__name__]


def test_what_is_missing_is_said_in_one_line(page: HistoryPage, window: Window, qtbot: QtBot) -> None:
    put(page, numbers_alone(), qtbot)
    warnings = window.findChild(QLabel, "history.warnings")
    assert warnings is not None
    assert warnings.text() == f"⚠ {ONLY_DONE}"


def test_what_was_done_is_drawn_without_what_was_begun(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, numbers_alone(), qtbot)
    section = page.overview.sections.current
    assert isinstance(section, FlowSection)
    assert section.pictures is not None
    flow = section.pictures.flow
    assert flow.names == ("Done",)
    assert flow.reached.shape[0] == 1
    assert flow.reached[0, -1] == page.measured.part.log.items.type.size if page.measured else None


def test_a_history_with_starts_has_everything_again(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, numbers_alone(), qtbot)
    put(page, teams(60), qtbot)
    assert len(charts_in_sight(page)) == 6
    assert all(tile.isVisible() for tile in (*page.overview.tiles, page.overview.distribution))
    assert page.overview.rule.isVisible()
    put(page, numbers_alone(), qtbot)
    assert len(charts_in_sight(page)) == 2


def test_teams_of_numbers_alone_can_be_told_apart(page: HistoryPage, qtbot: QtBot) -> None:
    rows = (f"2025-01-{day:02},{day % 4 + 1},{day % 3 + 2}" for day in (6, 13, 20, 27))
    put(page, stored("Week,Done Blue,Done Red", *rows), qtbot)
    chip = page.overview.filters.chips["team"]
    assert {chip.model.index(row, 0).data() for row in range(2)} == {"Done Blue", "Done Red"}
    everything = page.overview.tiles[0].accessibleName()
    chip.model.toggle(0)
    settle(page, qtbot)
    assert page.measured is not None
    assert page.measured.part.only_done
    assert page.overview.tiles[0].accessibleName() != everything
    assert len(charts_in_sight(page)) == 2
