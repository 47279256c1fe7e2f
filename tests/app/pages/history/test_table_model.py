"""Tables in a view: how cells are read, how rows are sorted, and that Qt finds nothing wrong with it."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.pages.history.table_card import ReadTable, TableCard
from app.pages.history.table_model import TableModel, cell_text, value_text
from sim.report import Cell, Column, TableOut
from tests.app.pages.history.section_bench import cells, headings

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
COLUMNS = (Column("item"), Column("age", "days"), Column("share done", "share"), Column("begun"))
TABLE = TableOut(
    "Items",
    COLUMNS,
    (
        ("A-10", 3.0, 0.25, dt.date(2026, 3, 1)),
        ("A-9", 12.25, None, dt.date(2025, 12, 24)),
        ("b-1", None, 1.0, None),
        ("", 1204.0, 0.5, dt.date(2026, 1, 1)),
    ),
    "A note.",
)


@pytest.mark.parametrize(
    ("cell", "column", "text"),
    [
        (None, Column("x"), "–"),
        (True, Column("x"), "yes"),
        (False, Column("x"), "no"),
        (1204, Column("x"), "1\u202f204"),
        (0.256, Column("x", "share"), "26 %"),
        (1204.06, Column("x", "days"), "1\u202f204.1"),
        (-0.5, Column("x"), "-0.5"),
        (dt.date(2025, 6, 7), Column("x"), "7 Jun 2025"),
        (dt.datetime.fromisoformat("2025-06-07T09:05"), Column("x"), "7 Jun 2025 09:05"),
        ("=1+1", Column("x"), "=1+1"),
    ],
)
def test_a_cell_is_written_as_people_read_it(cell: Cell, column: Column, text: str) -> None:
    assert cell_text(cell, column) == text


def test_a_row_with_a_unit_of_its_own_reads_a_share_in_percent() -> None:
    heads = (Column("metric"), Column("value"), Column("unit"))
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Flow efficiency", 0.324, "share"),
        ("Flow load", 18.2, "items"),
        ("Residual", None, "share"),
    )
    table = TableOut("Flow metrics", heads, rows)
    assert [[value_text(table, row, place) for place in range(3)] for row in rows] == [
        ["Flow efficiency", "32", "%"],
        ["Flow load", "18.2", "items"],
        ["Residual", "–", "%"],
    ]


def first_column(model: TableModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
def model(qtbot: QtBot) -> TableModel:
    made = TableModel()
    made.show_table(TABLE)
    return made


@pytest.mark.parametrize(
    ("column", "order", "expected"),
    [
        (0, UP, ["A-9", "A-10", "b-1", ""]),
        (0, DOWN, ["b-1", "A-10", "A-9", ""]),
        (1, UP, ["A-10", "A-9", "", "b-1"]),
        (1, DOWN, ["", "A-9", "A-10", "b-1"]),
        (2, UP, ["A-10", "", "b-1", "A-9"]),
        (3, UP, ["A-9", "", "A-10", "b-1"]),
        (3, DOWN, ["A-10", "", "A-9", "b-1"]),
        (-1, UP, ["A-10", "A-9", "b-1", ""]),
        (9, UP, ["A-10", "A-9", "b-1", ""]),
    ],
)
def test_rows_are_sorted_by_what_they_say_and_what_is_not_known_comes_last(
    model: TableModel, column: int, order: Qt.SortOrder, expected: list[str]
) -> None:
    model.sort(column, order)
    assert first_column(model) == expected


def test_a_table_without_rows_or_none_at_all_is_sorted_without_harm(qtbot: QtBot) -> None:
    made = TableModel()
    made.sort(0, UP)
    assert (made.rowCount(), made.columnCount()) == (0, 0)
    made.show_table(TableOut("None", COLUMNS, ()))
    made.sort(0, DOWN)
    assert (made.rowCount(), made.columnCount()) == (0, 4)
    assert made.headerData(1, Qt.Orientation.Horizontal) == "Age (days)"


def test_what_is_chosen_stays_chosen_when_the_rows_are_sorted(model: TableModel) -> None:
    from PySide6.QtCore import QPersistentModelIndex

    kept = QPersistentModelIndex(model.index(1, 0))
    assert kept.data() == "A-9"
    model.sort(1, DOWN)
    assert kept.data() == "A-9"
    model.sort(0, DOWN)
    assert (kept.data(), kept.row()) == ("A-9", 2)


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    made = TableModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    made.show_table(TABLE)
    for column in range(4):
        made.sort(column, DOWN)
    made.show_table(TableOut("None", COLUMNS, ()))
    assert tester.model() is made


def test_numbers_stand_to_the_right_and_words_to_the_left_with_their_headings(model: TableModel) -> None:
    def side(column: int) -> list[bool]:
        role = Qt.ItemDataRole.TextAlignmentRole
        found = (model.index(0, column).data(role), model.headerData(column, Qt.Orientation.Horizontal, role))
        return [one == Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter for one in found]

    assert [side(column) for column in range(4)] == [
        [False, False],
        [True, True],
        [True, True],
        [False, False],
    ]


def test_a_column_in_which_nothing_is_known_stands_where_its_numbers_would(qtbot: QtBot) -> None:
    made = TableModel()
    made.show_table(
        TableOut("One", (Column("item"), Column("p85", "days"), Column("why")), (("A", None, None),))
    )
    role = Qt.ItemDataRole.TextAlignmentRole
    sides = [made.headerData(column, Qt.Orientation.Horizontal, role) for column in range(3)]
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert [side == right for side in sides] == [False, True, False]


def test_only_words_have_a_tip_and_a_wrong_place_has_nothing(model: TableModel) -> None:
    tip = Qt.ItemDataRole.ToolTipRole
    assert model.index(0, 0).data(tip) == "A-10"
    assert model.index(0, 1).data(tip) is None
    assert model.data(QModelIndex()) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.rowCount(model.index(0, 0)) == 0


def test_a_line_break_in_a_title_does_not_break_the_row(qtbot: QtBot) -> None:
    made = TableModel()
    made.show_table(TableOut("One", (Column("title"),), (("two\nlines",),)))
    assert made.index(0, 0).data() == "two lines"
    assert made.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "two\nlines"


@pytest.fixture
def view(qtbot: QtBot) -> ReadTable:
    made = ReadTable("rows", "Rows", 3)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    made.show_table(TABLE)
    return made


def test_a_click_on_a_heading_sorts_and_another_table_begins_in_its_own_order(
    view: ReadTable, qtbot: QtBot
) -> None:
    header = view.horizontalHeader()
    at = header.viewport().rect().center()
    at.setX(header.sectionViewportPosition(1) + 20)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    up = first_column(view.rows)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert {tuple(up), tuple(first_column(view.rows))} == {
        ("A-10", "A-9", "", "b-1"),
        ("", "A-9", "A-10", "b-1"),
    }
    view.show_table(TABLE)
    assert first_column(view.rows) == ["A-10", "A-9", "b-1", ""]


def test_a_table_asks_for_the_rows_it_has_up_to_the_most(view: ReadTable) -> None:
    three = view.sizeHint().height()
    view.show_table(TableOut("One", COLUMNS, TABLE.rows[:1]))
    assert three - view.sizeHint().height() == 2 * 28
    view.show_table(TableOut("Many", COLUMNS, TABLE.rows * 50))
    assert view.sizeHint().height() == three == view.minimumSizeHint().height()


def test_the_column_of_words_has_the_room_that_is_left_and_is_never_squeezed(view: ReadTable) -> None:
    view.resize(900, 300)
    header = view.horizontalHeader()
    assert header.length() == view.viewport().width()
    words = view.columnWidth(0)
    view.resize(1000, 300)
    assert view.columnWidth(0) == words + 100
    view.resize(200, 300)
    assert header.length() > view.viewport().width()
    assert view.columnWidth(0) >= view.sizeHintForColumn(0)


def test_a_table_of_items_by_the_ten_thousand_is_shown_and_sorted_in_a_moment(view: ReadTable) -> None:
    many = TableOut(
        "Many", COLUMNS, tuple((f"A-{n * 7919 % 20_000}", float(n), 0.5, None) for n in range(20_000))
    )
    begin = time.perf_counter()
    view.show_table(many)
    view.rows.sort(1, DOWN)
    numbers = time.perf_counter() - begin
    view.rows.sort(0, UP)
    assert first_column(view.rows)[:3] == ["A-0", "A-1", "A-2"]
    assert numbers < 1.0  # 0.05 s where nobody else works


def test_a_card_shows_its_table_with_a_note_or_a_sentence_without_one(qtbot: QtBot) -> None:
    card = TableCard("Items", "card", 4)
    qtbot.addWidget(card)
    card.show()
    card.show_table(TABLE, "Nothing here.")
    assert (card.table.isVisible(), card.note.text(), card.note.isVisible()) == (True, "A note.", True)
    assert headings(card.table) == ["Item", "Age (days)", "Share done", "Begun"]
    assert cells(card.table)[0] == ["A-10", "3.0", "25 %", "1 Mar 2026"]
    card.show_table(TABLE, "Nothing here.", "Another note.")
    assert card.note.text() == "Another note."
    card.show_table(TableOut("None", COLUMNS, ()), "Nothing here.")
    assert (card.table.isVisible(), card.note.text()) == (False, "Nothing here.")
