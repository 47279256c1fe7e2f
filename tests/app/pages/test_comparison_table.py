from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from app.charts import Spot, TradeOffChart, TradeOffState
from app.pages.what_if.comparison_table import MEDIAN, TOLD, ComparisonTable
from app.pages.what_if.state import Cell, Row
from app.pages.what_if.table import VERDICT, ComparisonModel
from app.theme import Theme

HEADINGS = (
    "Scenario",
    "85 % flow time",
    "Velocity",
    "Flow time 50 %",
    "Flow time 85 %",
    "Load",
    "Efficiency",
)
TODAY = Row("Today", tuple(map(Cell, ("6.2", "13.5", "20.9", "17.6", "34 %"))), "20.9 days", "As it is.")
FIGURES = (
    Cell("+0.03 ± 0.02", "unclear", "6.23: cannot tell yet"),
    Cell("−3.1 ± 0.3", "better"),
    Cell("−6.0 ± 0.5", "better"),
    Cell("−4.4 ± 0.4"),
    Cell("+11.3 ± 0.7", "worse"),
)
TESTER = Row("+1 tester", FIGURES, "shorter by 6.0 days, ± 0.5", "One more.")


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> ComparisonTable:
    made = ComparisonTable("comparison", "Scenarios compared", theme)
    qtbot.addWidget(made)
    made.resize(1000, 300)
    made.show()
    made.rows.show_rows(HEADINGS, (TODAY, TESTER))
    made.fit()
    return made


def figures(model: ComparisonModel, row: int) -> list[str]:
    return [str(model.index(row, column).data()) for column in range(2, model.columnCount())]


def test_an_interval_stands_below_its_figure_where_it_is_stacked(theme: Theme) -> None:
    model = ComparisonModel(theme)
    model.show_rows(HEADINGS, (TODAY, TESTER))
    beside = ["? +0.03 ± 0.02", "✓ −3.1 ± 0.3", "✓ −6.0 ± 0.5", "−4.4 ± 0.4", "✗ +11.3 ± 0.7"]
    assert figures(model, 1) == beside
    model.stack(is_stacked=True)
    assert figures(model, 1) == [text.replace(" ±", "\n±") for text in beside]
    assert figures(model, 0) == ["6.2", "13.5", "20.9", "17.6", "34 %"]
    assert model.index(1, 2).data(Qt.ItemDataRole.ToolTipRole) == "6.23: cannot tell yet"
    model.stack(is_stacked=False)
    assert figures(model, 1) == beside


def test_only_another_arrangement_is_told_to_views_and_never_of_nothing(theme: Theme) -> None:
    told: list[tuple[int, int]] = []
    model = ComparisonModel(theme)

    def note(_: QModelIndex, last: QModelIndex, *__: object) -> None:
        told.append((last.row(), last.column()))

    model.dataChanged.connect(note)
    model.stack(is_stacked=True)
    assert told == []
    model.show_rows(HEADINGS, (TODAY, TESTER))
    model.stack(is_stacked=True)
    model.stack(is_stacked=False)
    assert told == [(1, 6)]


def test_columns_give_way_in_turn_as_the_table_gets_narrower(qtbot: QtBot, table: ComparisonTable) -> None:
    wide = [table.columnWidth(column) for column in range(7)]
    assert not table.isColumnHidden(TOLD)
    table.resize(680, 300)
    assert table.isColumnHidden(TOLD)
    assert table.columnWidth(2) < wide[2]
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    table.resize(555, 300)
    assert table.columnWidth(VERDICT) < 150
    assert not table.isColumnHidden(MEDIAN)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    table.resize(1000, 300)
    assert [table.columnWidth(column) for column in range(7)] == wide


def test_a_name_keeps_clear_of_the_bars_of_another_scenario(qtbot: QtBot, theme: Theme) -> None:
    chart = TradeOffChart(theme)
    qtbot.addWidget(chart)
    chart.resize(700, 400)
    chart.show()
    long = Spot("A name that is rather long", 5.0, 4.99, 5.01, 15.0, 14.99, 15.01)
    tall = Spot("B", 5.2, 5.19, 5.21, 14.0, 8.0, 20.0)
    chart.show_state(TradeOffState((long, tall), "velocity", "flow time"))
    qtbot.waitUntil(lambda: len(chart._names) == 2)
    name = chart._names[0]
    box = name.boundingRect().translated(name.pos())
    assert not any(box.intersects(bar) for spot in (long, tall) for bar in chart._bars(spot))


def test_in_the_end_the_median_goes_and_is_told_beside_the_verdict(
    qtbot: QtBot, table: ComparisonTable
) -> None:
    table.resize(440, 300)
    assert table.isColumnHidden(MEDIAN)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    told = table.rows.index(1, VERDICT).data(Qt.ItemDataRole.ToolTipRole)
    assert told.splitlines()[0] == "shorter by 6.0 days, ± 0.5"
    assert "Flow time 50 %: −3.1 ± 0.3" in told.splitlines()
    table.resize(1000, 300)
    assert not table.isColumnHidden(MEDIAN)


def test_headings_are_measured_as_they_are_written(table: ComparisonTable) -> None:
    font = table.rows.headerData(3, Qt.Orientation.Horizontal, Qt.ItemDataRole.FontRole)
    assert isinstance(font, QFont)
    assert not font.bold()
    assert table.rows.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.FontRole) is None


def test_a_long_name_ends_early_in_a_small_picture_and_is_told_whole(qtbot: QtBot, theme: Theme) -> None:
    chart = TradeOffChart(theme)
    qtbot.addWidget(chart)
    chart.show()
    long = Spot("A name of a scenario that is much longer than others", 5.0, 4.9, 5.1, 15.0, 14.9, 15.1)
    chart.show_state(TradeOffState((long,), "velocity", "flow time"))
    written = []
    for width in (1200, 300):
        chart.resize(width, 300)
        written.append(chart._names[0].text())
        assert chart._names[0].boundingRect().width() <= 0.4 * chart.view.boundingRect().width() + 1
    assert written[0] == long.name
    assert written[1].endswith("…")
    assert chart.hover_text(5.0, 15.0).splitlines()[0] == long.name
