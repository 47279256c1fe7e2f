"""Lists that follow values: Qt's rules hold through any change, and views hear of every row."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.pages.what_if.scenarios import Entry, ScenarioModel
from app.pages.what_if.state import Cell, Row
from app.pages.what_if.table import ComparisonModel
from app.theme import DARK, LIGHT, Theme

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
ENTRIES = st.lists(
    st.builds(Entry, st.sampled_from(["Today", "A", "B", "C"]), st.sampled_from(["", "one", "two"])),
    max_size=7,
).map(tuple)
HEADINGS = ("Scenario", "Verdict", "velocity", "flow time")
ROWS = (
    Row("Today", (Cell("7.4"), Cell("13.0")), "", "Today as it is."),
    Row("More", (Cell("+1.3", "better", "8.7"), Cell("−2.0", "worse", "11")), "shorter by 2", "More: …"),
    Row("Other", (Cell("+0.1", "unclear"), Cell("0.0", "same")), "cannot tell", "Other: …"),
)


class Follower:
    """Keeps a list up to date only by what a model tells, as a view does."""

    def __init__(self, model: ScenarioModel) -> None:
        self._model = model
        self.names = self._read(0, model.rowCount())
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.dataChanged.connect(self._changed)

    def _read(self, first: int, last: int) -> list[str]:
        return [str(self._model.data(self._model.index(row))) for row in range(first, last)]

    def _inserted(self, _: QModelIndex, first: int, last: int) -> None:
        self.names[first:first] = self._read(first, last + 1)

    def _removed(self, _: QModelIndex, first: int, last: int) -> None:
        del self.names[first : last + 1]

    def _changed(self, first: QModelIndex, last: QModelIndex, *_: object) -> None:
        self.names[first.row() : last.row() + 1] = self._read(first.row(), last.row() + 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ENTRIES, min_size=1, max_size=6))
def test_a_view_of_scenarios_can_follow_any_change(qtbot: QtBot, changes: list[tuple[Entry, ...]]) -> None:
    model = ScenarioModel()
    QAbstractItemModelTester(model, FATAL, model)
    follower = Follower(model)
    for entries in changes:
        model.show_entries(entries)
        assert follower.names == [entry.name for entry in entries]
        assert model.entries == entries


def test_only_rows_that_differ_are_told_of(qtbot: QtBot) -> None:
    model = ScenarioModel()
    model.show_entries((Entry("Today", ""), Entry("A", "one"), Entry("B", "two")))
    changed: list[int] = []
    model.dataChanged.connect(lambda first, *_: changed.append(first.row()))
    model.show_entries((Entry("Today", ""), Entry("A", "other"), Entry("B", "two")))
    assert changed == [1]
    model.show_entries(model.entries)
    assert changed == [1]


def test_a_scenario_is_told_aloud_with_what_it_changes(qtbot: QtBot) -> None:
    model = ScenarioModel()
    model.show_entries((Entry("Today", "as it is"), Entry("A", "one more tester")))
    role = Qt.ItemDataRole
    at = model.index(1)
    told = [model.data(at, each) for each in (role.DisplayRole, role.ToolTipRole, role.AccessibleTextRole)]
    assert told == ["A", "one more tester", "A: one more tester"]


def test_a_place_beyond_the_list_is_nothing(qtbot: QtBot) -> None:
    model = ScenarioModel()
    assert (model.rowCount(), model.data(QModelIndex())) == (0, None)
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


@pytest.fixture
def comparison(theme: Theme) -> ComparisonModel:
    model = ComparisonModel(theme)
    QAbstractItemModelTester(model, FATAL, model)
    model.show_rows(HEADINGS, ROWS)
    return model


def texts(model: ComparisonModel) -> list[list[object]]:
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_comparison_has_one_row_a_scenario_and_one_column_a_metric(comparison: ComparisonModel) -> None:
    across = Qt.Orientation.Horizontal
    assert [comparison.headerData(k, across) for k in range(4)] == list(HEADINGS)
    assert texts(comparison) == [
        ["Today", "", "7.4", "13.0"],
        ["More", "shorter by 2", "✓ +1.3", "✗ −2.0"],
        ["Other", "cannot tell", "? +0.1", "0.0"],
    ]


def test_better_and_worse_are_told_by_colour_and_by_sign(comparison: ComparisonModel, theme: Theme) -> None:
    ink = Qt.ItemDataRole.ForegroundRole
    shown = [[comparison.data(comparison.index(row, column), ink) for column in (2, 3)] for row in range(3)]
    names = [[None if each is None else each.name().upper() for each in row] for row in shown]  # type: ignore[attr-defined]
    assert names == [[None, None], [LIGHT.good, LIGHT.bad], [LIGHT.muted, LIGHT.muted]]
    theme.choose("dark")
    assert comparison.data(comparison.index(1, 2), ink).name().upper() == DARK.good  # type: ignore[attr-defined]


def test_a_figure_that_needs_more_words_has_them_as_a_tip(comparison: ComparisonModel) -> None:
    tip = Qt.ItemDataRole.ToolTipRole
    assert comparison.data(comparison.index(1, 2), tip) == "8.7"
    assert comparison.data(comparison.index(0, 2), tip) is None


def test_another_comparison_takes_the_place_of_the_first(comparison: ComparisonModel) -> None:
    comparison.show_rows(("Scenario", "Verdict", "velocity"), (Row("Today", (Cell("1"),), "", ""),))
    assert texts(comparison) == [["Today", "", "1"]]
    comparison.show_rows((), ())
    assert (comparison.rowCount(), comparison.columnCount()) == (0, 0)
