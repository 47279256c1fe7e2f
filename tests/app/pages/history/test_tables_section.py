"""The Tables section: every table can be read and sorted, and leaves as CSV or as one workbook."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.pages.history import HistoryPage
from app.pages.history.section import Means
from app.pages.history.tables_found import WriteRequest, tables_found, write_tables
from app.pages.history.tables_section import TablesSection
from sim.errors import ProjectFault
from sim.report import Column, TableOut, all_tables, as_csv, as_xlsx
from tests.app.pages.history.page_bench import put, settle
from tests.app.pages.history.section_bench import (
    board_part,
    cells,
    headings,
    in_sight,
    part_of_types,
    settled,
    with_board,
)
from tests.app.stand_ins import Answers
from tests.screens.boards import board_history

TITLES = [
    "Flow metrics",
    "By type",
    "Time in state",
    "Blocked time",
    "By week",
    "Process behaviour",
    "In progress by day",
    "Ageing",
    "Little's law",
    "DORA",
    "Items done",
]


@pytest.fixture
def asked() -> list[str]:
    """The names proposed so far."""
    return []


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where tables are saved."""
    return tmp_path / "out.csv"


@pytest.fixture
def section(means: Means, qtbot: QtBot, asked: list[str], place: Path) -> TablesSection:
    def answer(name: str) -> Path | None:
        asked.append(name)
        return place.with_suffix(Path(name).suffix)

    return in_sight(qtbot, TablesSection(replace(with_board(means), ask_for_table=answer)), board_part())


def choose(section: TablesSection, title: str) -> None:
    section.names.setCurrentRow(TITLES.index(title))


def test_all_tables_of_the_part_are_listed_and_the_first_is_shown(section: TablesSection) -> None:
    assert [section.names.item(place).text() for place in range(section.names.count())] == TITLES
    assert section.names.currentRow() == 0
    assert headings(section.view) == ["Metric", "Value", "Unit"]
    part = board_part()
    assert section.tables == all_tables(part.log, part.window, rule=part.rule)


@pytest.mark.parametrize("title", TITLES)
def test_each_table_is_shown_whole(section: TablesSection, title: str) -> None:
    choose(section, title)
    table = section.tables[TITLES.index(title)]
    assert len(cells(section.view)) == len(table.rows)
    assert section._card.title.text() == title
    assert section._count.text() == f"{len(table.rows)} row{'s' * (len(table.rows) != 1)}"
    assert section._note.text() == table.note
    assert section._note.isVisible() == bool(table.note)
    assert section.view.accessibleName() == f"Rows of {title}"


def test_the_arrow_keys_go_from_table_to_table(section: TablesSection, qtbot: QtBot) -> None:
    section.names.setFocus()
    qtbot.keyClick(section.names, Qt.Key.Key_Down)
    assert section._card.title.text() == TITLES[1]
    qtbot.keyClick(section.names, Qt.Key.Key_End)
    assert section._card.title.text() == TITLES[-1]


def test_the_table_chosen_stays_chosen_when_another_part_is_shown(
    section: TablesSection, qtbot: QtBot
) -> None:
    choose(section, "Items done")
    whole = len(cells(section.view))
    section.show_part(part_of_types("defect"))
    settled(qtbot, section)
    assert section._card.title.text() == "Items done"
    assert 0 < len(cells(section.view)) < whole
    assert {row[2] for row in cells(section.view)} == {"Defect"}


def test_one_table_leaves_as_csv_and_the_place_is_told(
    section: TablesSection, qtbot: QtBot, asked: list[str], place: Path
) -> None:
    choose(section, "Little's law")
    with qtbot.waitSignal(section.told) as told:
        section.one.click()
    assert asked == ["littles-law.csv"]
    assert told.args == [f"Wrote {place}"]
    assert place.read_bytes() == as_csv(section.tables[TITLES.index("Little's law")])


def test_all_tables_leave_as_one_workbook(
    section: TablesSection, qtbot: QtBot, asked: list[str], place: Path
) -> None:
    with qtbot.waitSignal(section.told) as told:
        section.every.click()
    book = place.with_suffix(".xlsx")
    assert asked == ["flow-metrics.xlsx"]
    assert told.args == [f"Wrote {book}"]
    assert book.read_bytes() == as_xlsx(section.tables)
    assert openpyxl.load_workbook(book).sheetnames == TITLES


def test_a_sorted_table_leaves_in_its_own_order(section: TablesSection, qtbot: QtBot, place: Path) -> None:
    choose(section, "Items done")
    section.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    with qtbot.waitSignal(section.told):
        section.one.click()
    with place.open(encoding="utf-8-sig", newline="") as file:
        written = [row[0] for row in csv.reader(file)][1:]
    assert written == [row[0] for row in section.tables[-1].rows]
    assert written != [row[0] for row in cells(section.view)]


def test_who_cancels_writes_nothing(means: Means, qtbot: QtBot, tmp_path: Path) -> None:
    section = in_sight(qtbot, TablesSection(means), board_part())
    before = sorted(tmp_path.rglob("*"))
    section.one.click()
    section.every.click()
    assert not means.jobs.is_busy
    assert sorted(tmp_path.rglob("*")) == before


def test_before_anything_is_measured_there_is_nothing_to_write(means: Means, qtbot: QtBot) -> None:
    section = TablesSection(means)
    qtbot.addWidget(section)
    section.one.click()
    section.every.click()
    assert (section.tables, means.jobs.is_busy) == ((), False)


def test_a_place_that_cannot_be_written_is_a_fault_in_words(
    section: TablesSection, qtbot: QtBot, place: Path
) -> None:
    place.mkdir()
    with qtbot.waitSignal(section.fault) as fault:
        section.one.click()
    assert isinstance(fault.args[0], ProjectFault)
    assert "is a folder" in fault.args[0].text
    assert place.is_dir()


def test_a_file_that_is_there_is_replaced_whole_and_nothing_is_left_beside(tmp_path: Path) -> None:
    table = TableOut("One", (Column("item"),), (("=HYPERLINK(A1)",), ("a;@b",)))
    path = tmp_path / "one.csv"
    path.write_text("before")
    assert write_tables(WriteRequest((table,), path)) == path
    assert path.read_bytes() == as_csv(table)
    assert b"'=HYPERLINK" in path.read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == ["one.csv"]


def test_a_name_in_capitals_is_a_workbook_too(tmp_path: Path) -> None:
    path = write_tables(WriteRequest(tables_found(board_part(), None), tmp_path / "ALL.XLSX"))
    assert len(openpyxl.load_workbook(path).sheetnames) == len(TITLES)


def test_a_window_without_rows_says_so(section: TablesSection, qtbot: QtBot) -> None:
    board = board_part()
    nobody = replace(board, window=replace(board.window, end=board.window.start + 1e-3))
    section.show_part(nobody)
    settled(qtbot, section)
    choose(section, "Items done")
    assert section._note.text() == "There is nothing to list in this window."
    assert section._count.text() == "0 rows"


def test_the_page_asks_beside_the_history_and_tells_in_the_status_line(
    page: HistoryPage, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    put(page, board_history(), qtbot)
    frame = page.overview.sections
    frame.turn_to("tables")
    settle(page, qtbot)
    answers.save_path = tmp_path / "all.xlsx"
    tables = frame.current
    assert isinstance(tables, TablesSection)
    with qtbot.waitSignal(page.status, check_params_cb=lambda said: said.startswith("Wrote")) as told:
        tables.every.click()
    assert told.args == [f"Wrote {tmp_path / 'all.xlsx'}"]
    assert answers.asked[-1] == "table as flow-metrics.xlsx"
