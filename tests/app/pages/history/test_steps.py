"""The steps of an import side by side, or below each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.pages.history import HistoryPage
from app.pages.history.import_steps import ImportSteps
from app.theme import Theme
from app.window import Window
from tests.app.pages.history.history_bench import history_page
from tests.history.files import file

ITEMS = "ID,Type,State,Created,Started,Done\n1,Bug,Closed,2025-06-01,2025-06-02,2025-06-05\n"


@pytest.fixture
def page(open_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path) -> HistoryPage:
    """The page in a window, a file looked at."""
    found = history_page(open_window)
    found.import_file(file(tmp_path, ITEMS))
    qtbot.waitUntil(lambda: not found.jobs.is_busy)
    return found


def steps_of(page: HistoryPage) -> ImportSteps:
    found = page.import_view.findChildren(ImportSteps)
    assert len(found) == 1
    return found[0]


def place(part: QWidget, within: QWidget) -> QRect:
    return QRect(part.mapTo(within, QPoint(0, 0)), part.size())


def resize(page: HistoryPage, qtbot: QtBot, width: int, height: int, *, stacked: bool) -> None:
    page.window().resize(width, height)
    qtbot.waitUntil(lambda: steps_of(page).is_stacked == stacked)
    qtbot.wait(50)


def test_with_room_the_questions_stand_beside_the_columns(page: HistoryPage, qtbot: QtBot) -> None:
    resize(page, qtbot, 1440, 900, stacked=False)
    steps, view = steps_of(page), page.import_view
    columns, layout, report = (place(part, steps) for part in (view.columns, view.layout_form, view.report))
    assert layout.left() > columns.right()
    assert report.top() > columns.bottom()
    assert steps.rect().contains(report)


def test_large_text_in_a_small_window_puts_all_below_each_other_and_back(
    page: HistoryPage, qtbot: QtBot, theme: Theme
) -> None:
    theme.choose_text_size(150)
    try:
        resize(page, qtbot, 1100, 700, stacked=True)
        steps, view = steps_of(page), page.import_view
        order = (view.columns, view.layout_form, view.dates, view.types, view.states, view.report)
        tops = [place(part, steps).top() for part in order]
        assert tops == sorted(tops)
        assert {place(part, steps).left() for part in order} == {0}
        assert all(place(part, steps).right() <= steps.width() for part in order)
        area = steps.findChild(QScrollArea, "history.import.steps")
        assert area is not None
        assert area.verticalScrollBar().maximum() > 0
        area.ensureWidgetVisible(view.report)
        assert place(view.report, steps).top() < steps.height()
        resize(page, qtbot, 1900, 900, stacked=False)
        assert place(view.layout_form, steps).left() > place(view.columns, steps).right()
    finally:
        theme.choose_text_size(100)


def test_the_questions_keep_what_was_chosen_when_they_move(
    page: HistoryPage, qtbot: QtBot, theme: Theme
) -> None:
    resize(page, qtbot, 1440, 900, stacked=False)
    choice = page.import_view.types.choice("Bug")
    choice.setCurrentIndex(choice.findData("risk"))
    choice.activated.emit(choice.currentIndex())
    qtbot.waitUntil(lambda: not page.jobs.is_busy)
    theme.choose_text_size(150)
    try:
        resize(page, qtbot, 1100, 700, stacked=True)
        assert page.import_view.types.choice("Bug").currentData() == "risk"
        assert page.import_view.types.isVisible()
        assert page.import_view.accept_button.text() == "Import 1 item"
    finally:
        theme.choose_text_size(100)
