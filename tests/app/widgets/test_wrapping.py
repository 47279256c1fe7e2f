"""A row that goes on in another line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.widgets import WrappingRow


def block(width: int, height: int) -> QWidget:
    made = QWidget()
    made.setFixedSize(width, height)
    return made


@pytest.fixture
def blocks() -> list[QWidget]:
    return [block(100, 20), block(60, 30), block(50, 20)]


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def row(blocks: list[QWidget], holder: QWidget) -> WrappingRow:
    made = WrappingRow(holder, gap=10, line_gap=4)
    for one in blocks:
        made.addWidget(one)
    holder.show()
    return made


def places(row: WrappingRow, width: int) -> list[tuple[int, int]]:
    row.setGeometry(QRect(0, 0, width, 100))
    found = [row.itemAt(place) for place in range(row.count())]
    return [(item.geometry().x(), item.geometry().y()) for item in found if item and not item.isEmpty()]


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (230, 30, [(0, 5), (110, 0), (180, 5)]),
        (229, 54, [(0, 5), (110, 0), (0, 34)]),
        (130, 54, [(0, 0), (0, 24), (70, 29)]),
        (40, 78, [(0, 0), (0, 24), (0, 58)]),
    ],
)
def test_parts_stand_in_lines_and_centred_in_them(
    row: WrappingRow, width: int, height: int, expected: list[tuple[int, int]]
) -> None:
    assert row.heightForWidth(width) == height
    assert places(row, width) == expected


def test_a_hidden_part_takes_no_room(row: WrappingRow, blocks: list[QWidget]) -> None:
    blocks[1].hide()
    assert places(row, 160) == [(0, 0), (110, 0)]
    assert row.sizeHint() == QSize(160, 20)


def test_it_asks_for_one_line_and_needs_its_widest_part(row: WrappingRow) -> None:
    assert row.sizeHint() == QSize(230, 30)
    assert row.minimumSize() == QSize(100, 30)
    assert row.hasHeightForWidth()
    assert not row.expandingDirections()


def test_an_empty_row_has_no_height(holder: QWidget) -> None:
    empty = WrappingRow(holder)
    assert (empty.heightForWidth(100), empty.sizeHint(), empty.count()) == (0, QSize(0, 0), 0)


def test_parts_can_be_taken_out(row: WrappingRow, blocks: list[QWidget]) -> None:
    row.removeWidget(blocks[0])
    assert row.count() == 2
    assert row.itemAt(2) is None
    assert row.takeAt(5) is None


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (300, [(0, 0), (110, 0), (180, 0), (240, 0)]),
        (289, [(0, 0), (0, 24), (70, 24), (130, 24)]),
        (170, [(0, 0), (0, 24), (70, 24), (0, 48)]),
    ],
)
def test_parts_that_belong_together_begin_a_line_where_they_do_not_fit(
    holder: QWidget, width: int, expected: list[tuple[int, int]]
) -> None:
    row = WrappingRow(holder, gap=10, line_gap=4)
    first, *others = (block(100, 20), block(60, 20), block(50, 20), block(50, 20))
    row.addWidget(first)
    row.keep_next_together()
    for one in others:
        row.addWidget(one)
    holder.show()
    assert places(row, width) == expected
    assert row.heightForWidth(width) == expected[-1][1] + 20


def test_a_part_taken_from_before_those_that_belong_together_leaves_them_so(holder: QWidget) -> None:
    row = WrappingRow(holder, gap=10, line_gap=4)
    blocks = [block(100, 20) for _ in range(4)]
    for one in blocks[:2]:
        row.addWidget(one)
    row.keep_next_together()
    for one in blocks[2:]:
        row.addWidget(one)
    holder.show()
    row.removeWidget(blocks[0])
    blocks[0].hide()
    assert places(row, 300) == [(0, 0), (0, 24), (110, 24)]
