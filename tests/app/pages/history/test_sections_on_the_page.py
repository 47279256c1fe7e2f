"""The sections on the page: measured with it, undone with it, gone where there is nothing for them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.pages.history import HistoryPage
from app.pages.history.delivery_section import DeliverySection
from app.pages.history.part import View
from app.pages.history.stability_section import StabilitySection
from app.pages.history.stages_section import StagesSection
from app.pages.history.tables_section import TablesSection
from sim.metrics import DoraMapping, stage_times
from tests.app.pages.history.page_bench import numbers_alone, put, settle
from tests.app.pages.history.section_bench import cells
from tests.screens.boards import board_history

KEYS = ["flow", "stages", "stability", "delivery", "tables"]


@pytest.fixture
def board(page: HistoryPage, qtbot: QtBot) -> HistoryPage:
    put(page, board_history(), qtbot)
    return page


def turn(page: HistoryPage, key: str, qtbot: QtBot) -> None:
    page.overview.sections.turn_to(key)
    settle(page, qtbot)


def test_the_tabs_stand_in_this_order(board: HistoryPage) -> None:
    frame = board.overview.sections
    assert list(frame.sections)[: len(KEYS)] == KEYS
    assert [frame.tabs.button(key).text() for key in KEYS] == [
        "Flow",
        "Stages",
        "Stability",
        "Delivery",
        "Tables",
    ]
    assert all(frame.tabs.button(key).isVisibleTo(frame) for key in KEYS)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("stages", StagesSection),
        ("stability", StabilitySection),
        ("delivery", DeliverySection),
        ("tables", TablesSection),
    ],
)
def test_each_comes_into_sight_and_is_drawn(
    board: HistoryPage, qtbot: QtBot, key: str, kind: type[StagesSection]
) -> None:
    turn(board, key, qtbot)
    section = board.overview.sections.current
    assert isinstance(section, kind)
    assert section.isVisible()
    assert all(chart.state is not None for chart in section.charts)


def test_another_window_is_measured_in_the_section_in_sight(board: HistoryPage, qtbot: QtBot) -> None:
    turn(board, "stages", qtbot)
    section = board.overview.sections.current
    assert isinstance(section, StagesSection)
    whole = cells(section.stages.table)
    board._look_at(View(span="quarter"))
    settle(board, qtbot)
    assert board.measured is not None
    part = board.measured.part
    rows = stage_times(part.log, part.window)
    assert [row[2] for row in cells(section.stages.table)] == [str(row.visits) for row in rows]
    assert cells(section.stages.table) != whole


def test_numbers_alone_have_no_stages(page: HistoryPage, qtbot: QtBot) -> None:
    put(page, numbers_alone(), qtbot)
    frame = page.overview.sections
    assert not frame.tabs.button("stages").isVisibleTo(frame)
    assert frame.tabs.button("stability").isVisibleTo(frame)


def test_what_counts_as_a_deployment_does_not_measure_the_page_anew(board: HistoryPage, qtbot: QtBot) -> None:
    turn(board, "delivery", qtbot)
    section = board.overview.sections.current
    assert isinstance(section, DeliverySection)
    measured, before = board.measured, section.figures[0].value.text()
    section.form.changed.emit(DoraMapping("releases"))
    settle(board, qtbot)
    assert board.measured is measured
    assert section.figures[0].value.text() != before
    board.document.undo()
    settle(board, qtbot)
    assert section.figures[0].value.text() == before


def test_a_choice_outlives_another_import(board: HistoryPage, qtbot: QtBot) -> None:
    turn(board, "delivery", qtbot)
    section = board.overview.sections.current
    assert isinstance(section, DeliverySection)
    section.form.changed.emit(DoraMapping("releases"))
    settle(board, qtbot)
    from app.edit import Edit

    later = replace(board.document.project, history=board_history(90.0))
    board.document.apply(Edit("Import later.csv", later))
    settle(board, qtbot)
    assert board.document.project.delivery == DoraMapping("releases")
    assert section.form.told_by("deployments").currentData() == "releases"
