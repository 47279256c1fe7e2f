"""The History page on a bench: in a window of its own, its choices made as a person makes them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.pages.history import HistoryPage
from app.window import PAGES, Window
from tests.app.stand_ins import Answers


def history_page(open_window: Callable[..., Window], answers: Answers | None = None) -> HistoryPage:
    """Give the page in a window without others, nothing imported."""
    window = open_window(tuple(entry for entry in PAGES if entry.key == "history"))
    found = window.stack.page("history")
    assert isinstance(found, HistoryPage)
    if answers is not None:
        found.questions = answers
    return found


def settled(page: HistoryPage, qtbot: QtBot) -> None:
    """Wait until no job runs any more."""
    qtbot.waitUntil(lambda: not page.jobs.is_busy)


def pick(combo: QComboBox, key: str) -> None:
    """Choose an option as a person does, from the keyboard."""
    target = combo.findData(key)
    assert target >= 0, key
    combo.setCurrentIndex(target)
    combo.activated.emit(target)
