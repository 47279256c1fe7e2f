"""Importing over a history that is there: merged by id or replaced, and what changed is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.pages.history import HistoryPage
from app.pages.history.again_form import MERGE, REPLACE, AgainForm, again_words
from app.pages.history.trial import Trial, try_mapping
from app.window import Window
from sim.history import Mapping, Table, guess_mapping, merge
from tests.app.pages.history.history_bench import history_page
from tests.app.stand_ins import Answers
from tests.history.files import file, history, table

LEFT = Qt.MouseButton.LeftButton
HEADER = "ID,Started,Done"
FIRST = (HEADER, "A,2025-01-01,2025-01-03", "B,2025-01-02,", "C,2025-01-02,")
LATER = (HEADER, "B,2025-01-02,2025-01-06", "C,2025-01-02,", "D,2025-01-05,")
OTHERS = (HEADER, "X,2025-01-01,2025-01-03")
MERGED = "Merged by id with the history imported before (items.csv): items 1 new, 1 changed, 1 as before, "


@pytest.fixture
def page(open_window: Callable[..., Window], answers: Answers, qtbot: QtBot, tmp_path: Path) -> HistoryPage:
    """The page with a history of three items."""
    found = history_page(open_window, answers)
    begin(found, qtbot, tmp_path, FIRST)
    assert not found.import_view.again.isVisible()
    accept(found, qtbot)
    return found


def begin(page: HistoryPage, qtbot: QtBot, folder: Path, lines: tuple[str, ...]) -> None:
    page.import_file(file(folder, "\n".join(lines) + "\n"))
    qtbot.waitUntil(lambda: not page.jobs.is_busy)


def accept(page: HistoryPage, qtbot: QtBot) -> None:
    page.import_view.accept_button.click()
    qtbot.waitUntil(lambda: not page.jobs.is_busy and page.overview.is_drawn)


def words(form: AgainForm) -> list[str]:
    found = form.findChild(QLabel, "history.import.again.words")
    assert found is not None
    return found.text().split("\n")


def names(page: HistoryPage) -> set[str]:
    held = page.document.project.history
    assert held is not None
    return set(held.log.items.names)


def trial(lines: tuple[str, ...], *, merges: bool) -> Trial:
    read: Table = table(*lines)
    return Trial(read, guess_mapping(read), history(*FIRST).log, merges)


def test_a_trial_merges_or_replaces_and_tells_of_merging_either_way() -> None:
    found = [try_mapping(trial(LATER, merges=merges)) for merges in (True, False)]
    imported = [outcome.imported for outcome in found]
    assert [None if made is None else made.log.items.names for made in imported] == [
        ("B", "C", "D", "A"),
        ("B", "C", "D"),
    ]
    assert [None if outcome.merged is None else outcome.merged.kept for outcome in found] == [("A",), ("A",)]


def test_where_nothing_can_be_imported_nothing_is_merged() -> None:
    tried = Trial(table(*LATER), Mapping(), history(*FIRST).log)
    assert try_mapping(tried).merged is None


def test_what_is_lost_by_replacing_is_counted() -> None:
    before = history(*FIRST).log
    said = [again_words(merge(before, history(*lines)), REPLACE) for lines in (LATER, LATER[:2], FIRST)]
    assert said == [
        ("The history imported before is replaced; 1 item that the file does not have goes with it.",),
        ("The history imported before is replaced; 2 items that the file does not have go with it.",),
        ("The history imported before is replaced; the file has every item of it.",),
    ]


def test_a_later_export_is_merged_and_what_changed_is_said(
    page: HistoryPage, qtbot: QtBot, tmp_path: Path
) -> None:
    begin(page, qtbot, tmp_path, LATER)
    again = page.import_view.again
    assert again.isVisible()
    assert again.how.value == MERGE
    assert words(again) == [
        MERGED + "1 no longer in the file and kept as they were.",
        "New: D.",
        "Changed: B.",
        "Done since then: B.",
        "No longer in the file: A.",
    ]
    assert page.import_view.accept_button.text() == "Import 4 items"
    accept(page, qtbot)
    assert names(page) == {"A", "B", "C", "D"}
    held = page.document.project.history
    assert held is not None
    assert "Done since then: B." in held.report.assumed


def test_the_history_can_be_replaced_instead(page: HistoryPage, qtbot: QtBot, tmp_path: Path) -> None:
    begin(page, qtbot, tmp_path, LATER)
    view = page.import_view
    qtbot.mouseClick(view.again.how.button(REPLACE), LEFT)
    assert not view.accept_button.isEnabled()
    qtbot.waitUntil(view.accept_button.isEnabled)
    assert words(view.again)[0].endswith("1 item that the file does not have goes with it.")
    qtbot.mouseClick(view.again.how.button(MERGE), LEFT)
    qtbot.waitUntil(lambda: view.accept_button.text() == "Import 4 items")
    qtbot.mouseClick(view.again.how.button(REPLACE), LEFT)
    qtbot.waitUntil(lambda: view.accept_button.text() == "Import 3 items")
    accept(page, qtbot)
    assert names(page) == {"B", "C", "D"}


def test_a_merge_is_one_step_back(page: HistoryPage, qtbot: QtBot, tmp_path: Path) -> None:
    begin(page, qtbot, tmp_path, LATER)
    accept(page, qtbot)
    page.document.undo()
    assert names(page) == {"A", "B", "C"}


def test_a_file_of_other_items_replaces_and_says_why(page: HistoryPage, qtbot: QtBot, tmp_path: Path) -> None:
    begin(page, qtbot, tmp_path, OTHERS)
    again = page.import_view.again
    assert again.isVisible()
    assert not again.how.isVisible()
    assert words(again) == [
        "The history imported before (items.csv) is replaced: they have no item in common."
    ]
    accept(page, qtbot)
    assert names(page) == {"X"}


def test_another_mapping_of_the_same_file_replaces_what_it_made(page: HistoryPage, qtbot: QtBot) -> None:
    page.change_mapping()
    qtbot.waitUntil(lambda: not page.jobs.is_busy)
    again = page.import_view.again
    assert again.how.value == REPLACE
    assert words(again) == ["The history imported before is replaced; the file has every item of it."]


def test_the_report_counts_what_the_file_gives_and_the_button_what_is_there_afterwards(
    page: HistoryPage, qtbot: QtBot, tmp_path: Path
) -> None:
    changes = ("item,from,to,when", "B,Open,Doing,2025-01-02", "B,Doing,Done,2025-01-07")
    begin(page, qtbot, tmp_path, changes)
    view = page.import_view
    assert view.report.headline.toolTip() == "2 of 2 changes give 1 item · none set aside"
    assert view.accept_button.text() == "Import 3 items"
