from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.pages import ImportsFiles, Page
from app.pages.lessons import LessonsPage
from app.pages.report import ReportPage
from app.theme import Theme
from app.window import Lent
from tests.app.stand_ins import ImportingPage, PlainPage


def _page(page_class: type[Page], lent: Lent, qtbot: QtBot) -> Page:
    page = page_class(lent.document, lent.jobs, lent.preferences, lent.theme)
    qtbot.addWidget(page)
    return page


def test_a_page_has_what_the_window_lends(lent: Lent, qtbot: QtBot) -> None:
    page = _page(Page, lent, qtbot)
    assert (page.document, page.jobs, page.preferences, page.theme) == (
        lent.document,
        lent.jobs,
        lent.preferences,
        lent.theme,
    )
    assert page.tools() is None


def test_a_page_need_not_take_anything(lent: Lent, qtbot: QtBot) -> None:
    page = _page(Page, lent, qtbot)
    page.show_project(None, lent.document.project)
    page.activated()
    page.receive("anything")
    page.deactivated()
    page.closing()


def test_a_page_that_imports_can_be_told_from_others(lent: Lent, qtbot: QtBot) -> None:
    assert isinstance(_page(ImportingPage, lent, qtbot), ImportsFiles)
    assert not isinstance(_page(PlainPage, lent, qtbot), ImportsFiles)
    importing = _page(ImportingPage, lent, qtbot)
    assert isinstance(importing, ImportingPage)
    importing.import_file(Path("a.csv"))
    assert importing.told == ["import a.csv"]


@pytest.mark.parametrize(
    ("page_class", "name", "way_on"),
    [(LessonsPage, "lessonsPage", "stream"), (ReportPage, "reportPage", "forecast")],
)
def test_a_page_to_come_says_so_and_leads_on(
    page_class: type[Page], name: str, way_on: str, lent: Lent, qtbot: QtBot
) -> None:
    page = _page(page_class, lent, qtbot)
    asked: list[tuple[str, object]] = []
    page.wants_page.connect(lambda key, intent: asked.append((key, intent)))
    (title,) = page.findChildren(QLabel, f"{name}.empty.title")
    (button,) = page.findChildren(QPushButton, f"{name}.empty.action")
    button.click()
    assert "not in this version" in title.text()
    assert asked == [(way_on, None)]


@pytest.mark.parametrize("page_class", [LessonsPage, ReportPage])
def test_a_page_to_come_follows_the_theme(
    page_class: type[Page], lent: Lent, theme: Theme, qtbot: QtBot
) -> None:
    page = _page(page_class, lent, qtbot)
    page.resize(900, 600)
    light = page.grab().toImage()
    theme.choose("dark")
    assert page.grab().toImage() != light
