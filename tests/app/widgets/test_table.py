"""Tables, and parts that scroll."""

from __future__ import annotations

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QTextEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from app.theme import Theme
from app.widgets import TableView, paragraph, scrolled


def test_a_table_is_read_by_rows(qtbot: QtBot, theme: Theme) -> None:
    table = TableView("comparison", "Scenarios")
    qtbot.addWidget(table)
    model = QStandardItemModel(3, 2)
    table.setModel(model)
    table.selectRow(1)
    assert [index.row() for index in table.selectedIndexes()] == [1, 1]
    assert table.editTriggers() == TableView.EditTrigger.NoEditTriggers
    assert table.accessibleName() == "Scenarios"


def test_a_part_scrolls_only_where_it_is_lower_than_it_must_be(theme: Theme, qtbot: QtBot) -> None:
    column = QVBoxLayout()
    column.addWidget(paragraph("A sentence that is long enough to need more than one line. " * 3))
    picture = QTextEdit()
    picture.setMinimumHeight(150)
    column.addWidget(picture)
    area = scrolled(column, "area")
    qtbot.addWidget(area)
    with qtbot.waitExposed(area):
        area.show()
    ranges = []
    for height in (120, 240):
        area.resize(300, height)
        QApplication.processEvents()
        ranges.append(area.verticalScrollBar().maximum() > 0)
    assert ranges == [True, False]
