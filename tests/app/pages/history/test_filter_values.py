"""The list of a filter's values: ticked, narrowed down, read aloud."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from app.pages.history.filter_values import ValuesModel

VALUES = (("defect", "Defect", 1200), ("feature", "Feature", 30), ("", "", 4), ("risk", "Risk", 1))
CHECK = Qt.ItemDataRole.CheckStateRole


def shown(model: ValuesModel) -> list[tuple[str, str]]:
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


def test_values_are_shown_with_their_counts() -> None:
    model = ValuesModel(VALUES, ())
    assert shown(model) == [("Defect", "1\u202f200"), ("Feature", "30"), ("(none)", "4"), ("Risk", "1")]
    assert model.chosen == ()


def test_what_is_chosen_stands_first_and_keeps_the_order_of_the_history() -> None:
    model = ValuesModel(VALUES, ("risk", "feature"))
    assert [name for name, _ in shown(model)] == ["Feature", "Risk", "Defect", "(none)"]
    assert model.chosen == ("feature", "risk")


def test_a_tick_is_told_and_taken_back_and_moves_nothing_while_the_list_is_open() -> None:
    model = ValuesModel(VALUES, ())
    told: list[tuple[str, ...]] = []
    model.ticked.connect(lambda: told.append(model.chosen))
    model.toggle(2)
    model.toggle(1)
    model.toggle(2)
    assert told == [("",), ("feature", ""), ("feature",)]
    assert [name for name, _ in shown(model)] == ["Defect", "Feature", "(none)", "Risk"]
    model.clear()
    model.clear()
    assert told[3:] == [()]


def test_a_search_narrows_down_without_regard_to_case_and_keeps_ticks() -> None:
    model = ValuesModel(VALUES, ("risk",))
    model.search("E")
    assert [name for name, _ in shown(model)] == ["Defect", "Feature", "(none)"]
    model.toggle(1)
    model.search("nowhere")
    assert shown(model) == []
    model.choose(())
    model.search("")
    model.choose(("defect",))
    assert model.chosen == ("defect",)


def test_ticks_are_set_by_a_view_too() -> None:
    model = ValuesModel(VALUES, ())
    name, count = model.index(0, 0), model.index(0, 1)
    assert model.setData(name, Qt.CheckState.Checked, CHECK)
    assert model.setData(name, Qt.CheckState.Checked, CHECK)
    assert model.chosen == ("defect",)
    assert not model.setData(count, Qt.CheckState.Checked, CHECK)
    assert not model.setData(name, "x")
    assert not model.setData(QModelIndex(), Qt.CheckState.Checked, CHECK)
    assert model.flags(name) & Qt.ItemFlag.ItemIsUserCheckable
    assert not model.flags(count) & Qt.ItemFlag.ItemIsUserCheckable


def test_values_are_read_aloud_with_count_and_tick() -> None:
    model = ValuesModel(VALUES, ("feature",))
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert spoken == [
        "Feature, 30 items, chosen",
        "Defect, 1\u202f200 items",
        "(none), 4 items",
        "Risk, 1 item",
    ]
    assert model.index(3, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "1 item"
    assert model.data(QModelIndex()) is None
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "Feature"
    assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.index(0, 1).data(Qt.ItemDataRole.DecorationRole) is None


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = ValuesModel(VALUES, ("risk",))
    qtmodeltester.check(model)
    model.search("def")
    model.toggle(0)
    qtmodeltester.check(model)
