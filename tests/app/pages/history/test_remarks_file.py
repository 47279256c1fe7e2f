"""Saving the rows that were set aside: what is in the file, and what can go wrong."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.dialogs import QtQuestions
from app.pages.history import HistoryPage
from app.pages.history.remarks_file import RemarksRequest, remarks_name, remarks_table, write_remarks
from app.window import Window
from sim.errors import ProjectFault, UserFault
from sim.history import ImportReport, SetAside
from tests.app.pages.history.history_bench import history_page
from tests.app.stand_ins import Answers
from tests.history.files import file

BROKEN = """ID,Started,Done
1,2025-01-01,2025-01-02
2,2025-01-01,=HYPERLINK("http://x")
3,2025-01-01,"late; @SUM(A1)"
1,2025-01-01,2025-01-03
"""


def remark(row: int) -> SetAside:
    return SetAside(row=row, value="x", reason="not a date")


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.reader(text))


@pytest.fixture
def page(open_window: Callable[..., Window], answers: Answers, qtbot: QtBot, tmp_path: Path) -> HistoryPage:
    """The page with a file of which rows are set aside, about to be imported."""
    found = history_page(open_window, answers)
    found.import_file(file(tmp_path, BROKEN))
    qtbot.waitUntil(lambda: not found.jobs.is_busy)
    return found


def test_all_remarks_are_in_the_table_however_many() -> None:
    many = tuple(remark(row) for row in range(2, 3000))
    report = ImportReport(
        source="a.csv", rows=3000, used=2, set_aside=many, in_part=(remark(1),), contradictions=(remark(2),)
    )
    table = remarks_table(report)
    assert [column.heading for column in table.columns] == ["Row", "What", "Value", "Why"]
    assert len(table.rows) == len(many) + 2
    assert table.rows[-2:] == (
        (1, "used in part", "x", "not a date"),
        (2, "contradiction", "x", "not a date"),
    )
    assert remarks_name(report) == "a set aside.csv"


def test_a_refused_file_is_as_it_was(tmp_path: Path) -> None:
    report = ImportReport(source="a.csv", rows=1, used=0, set_aside=(remark(2),))
    with pytest.raises(ProjectFault, match="the folder does not exist"):
        write_remarks(RemarksRequest(report, tmp_path / "nowhere" / "a.csv"))
    assert list(tmp_path.iterdir()) == []


def test_the_rows_set_aside_are_saved_from_the_import(
    page: HistoryPage, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    answers.save_path = tmp_path / "out.csv"
    with qtbot.waitSignal(page.status) as told:
        qtbot.mouseClick(page.import_view.report.save, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not page.jobs.is_busy)
    assert answers.asked == ["table as items set aside.csv"]
    assert told.args == [f"Wrote {answers.save_path}"]
    assert read(answers.save_path) == [
        ["Row", "What", "Value", "Why"],
        ["3", "set aside", '\'=HYPERLINK("http://x")', "Done is not a date"],
        ["4", "set aside", "late;' @SUM(A1)", "Done is not a date"],
        ["5", "set aside", "1", "the id already stands in row 2"],
    ]


def test_they_are_saved_from_the_report_of_the_history_too(
    page: HistoryPage, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    page.import_view.accept_button.click()
    qtbot.waitUntil(lambda: not page.jobs.is_busy and page.overview.is_drawn)
    answers.save_path = tmp_path / "out.csv"
    source = page.tools().findChild(QPushButton, "history.source")
    assert source is not None
    source.click()
    qtbot.mouseClick(page.report.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.jobs.is_busy)
    assert len(read(answers.save_path)) == 4


def test_who_cancels_writes_nothing(
    page: HistoryPage, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.mouseClick(page.import_view.report.save, Qt.MouseButton.LeftButton)
    assert answers.asked == ["table as items set aside.csv"]
    assert [path.name for path in tmp_path.glob("*.csv")] == ["items.csv"]


def test_a_fault_is_told_and_the_import_goes_on(
    page: HistoryPage, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    answers.save_path = tmp_path / "nowhere" / "out.csv"
    with qtbot.waitSignal(page.fault) as told:
        qtbot.mouseClick(page.import_view.report.save, Qt.MouseButton.LeftButton)
    assert told.args is not None
    assert isinstance(told.args[0], UserFault)
    assert page.import_view.accept_button.isEnabled()


def test_where_every_row_was_used_there_is_nothing_to_save(
    page: HistoryPage, qtbot: QtBot, tmp_path: Path
) -> None:
    assert page.import_view.report.save.isVisible()
    page.import_file(file(tmp_path, "ID,Done\n1,2025-01-01\n", "whole.csv"))
    qtbot.waitUntil(lambda: not page.jobs.is_busy)
    assert not page.import_view.report.save.isVisible()


@pytest.mark.parametrize(("typed", "path"), [("a", "a.csv"), ("a.txt", "a.txt"), ("", None)])
def test_the_ending_is_added_where_it_was_left_out(
    typed: str, path: str | None, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, page: HistoryPage
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed, ""))
    assert QtQuestions(page).file_for_table(Path("b.csv")) == (None if path is None else Path(path))
