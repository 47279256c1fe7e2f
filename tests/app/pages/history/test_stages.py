"""Stages and rules of a log, seen and changed in the import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.pages.history import HistoryPage
from app.pages.history.import_view import ImportView
from app.pages.history.rules_form import RULES, RulesForm
from app.pages.history.stages_view import StagesModel
from app.window import PAGES, Window
from sim.history import Imported, Mapping
from tests.app.pages.history.history_bench import pick
from tests.history.files import file

KEY = Qt.Key
CHANGES = """item,from,to,when
A,Backlog,Dev,2025-01-02
A,Dev,Code,2025-01-04
A,Code,Done,2025-01-06
B,Backlog,Dev,2025-01-03
B,Dev,Done,2025-01-05
B,Done,Dev,2025-01-07
B,Dev,Done,2025-01-09
C,Backlog,Won't do,2025-01-08
"""
EVENTS = "case,activity,timestamp\n" + "".join(
    f"c{case},{step},2025-01-0{place + case}\n"
    for case in (1, 2, 3)
    for place, step in enumerate(("Register", "Check", "Close"))
    if (case, step) != (3, "Close")
)


@pytest.fixture
def view(open_window: Callable[..., Window]) -> ImportView:
    """The import of a page in a window of its own."""
    page = open_window(tuple(entry for entry in PAGES if entry.key == "history")).stack.page("history")
    assert isinstance(page, HistoryPage)
    return page.import_view


@pytest.fixture
def begin(view: ImportView, qtbot: QtBot, tmp_path: Path) -> Callable[[str], ImportView]:
    """Begin to import a text, and look at its stages."""

    def begun(content: str) -> ImportView:
        page_of(view).import_file(file(tmp_path, content))
        settle(view, qtbot)
        qtbot.mouseClick(view.columns.part.button("stages"), Qt.MouseButton.LeftButton)
        return view

    return begun


def page_of(view: ImportView) -> HistoryPage:
    page = view.parent()
    assert isinstance(page, HistoryPage)
    return page


def settle(view: ImportView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page_of(view).jobs.is_busy)


def made(view: ImportView, qtbot: QtBot) -> Imported:
    settle(view, qtbot)
    outcome = page_of(view).importing.outcome
    assert outcome is not None
    assert outcome.imported is not None, outcome.problems
    return outcome.imported


def shown(view: ImportView) -> list[str]:
    model = view.stages.table.model()
    columns = range(model.columnCount())
    return [" | ".join(str(model.index(row, k).data()) for k in columns) for row in range(model.rowCount())]


def write(view: ImportView, qtbot: QtBot, text: str) -> None:
    """Write the name of a stage, and Enter."""
    line = view.stages.name.lineEdit()
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, KEY.Key_Return)


# --- what is shown --------------------------------------------------------------------------------------


def test_each_word_stands_with_its_count_stage_and_state(begin: Callable[[str], ImportView]) -> None:
    assert shown(begin(CHANGES)) == [
        "Backlog | 0 | Backlog | New",
        "Dev | 3 | Dev | Active",
        "Code | 1 | Code | Active",
        "Done | 3 | Done | Done",
        "Won't do | 1 | Won't do | Cancelled",
    ]


def test_words_are_rows_of_a_proper_model() -> None:
    model = StagesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester.model() is model
    assert (model.rowCount(), model.columnCount()) == (0, 4)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Times"


def test_the_first_word_is_chosen_and_told_above(begin: Callable[[str], ImportView]) -> None:
    stages = begin(CHANGES).stages
    assert stages.words == ("Backlog",)
    assert (stages.name.currentText(), stages.state.currentText()) == ("Backlog", "New")
    stages.choose("Dev", "Done")
    assert (stages.name.currentText(), stages.state.currentText()) == ("", "")
    assert (stages.up.isEnabled(), stages.down.isEnabled()) == (True, True)
    stages.choose("Done", "Won't do")
    assert not stages.up.isEnabled()
    stages.choose()
    assert not stages.name.isEnabled()


@pytest.mark.parametrize(("content", "words"), [(CHANGES, "statuses"), (EVENTS, "activities")])
def test_columns_and_stages_are_looked_at_in_turn(
    content: str, words: str, begin: Callable[[str], ImportView], qtbot: QtBot
) -> None:
    view = begin(content)
    assert view.columns.title.text() == f"2 · What the {words} mean"
    assert (view.stages.isVisible(), view.preview.isVisible()) == (True, False)
    qtbot.mouseClick(view.columns.part.button("columns"), Qt.MouseButton.LeftButton)
    assert view.columns.title.text() == "2 · What the columns mean"
    assert (view.stages.isVisible(), view.preview.isVisible()) == (False, True)


def test_a_table_of_items_has_neither_stages_nor_rules(
    view: ImportView, qtbot: QtBot, tmp_path: Path
) -> None:
    page_of(view).import_file(file(tmp_path, CHANGES))
    settle(view, qtbot)
    view.columns.show_part("stages")
    page_of(view).import_file(file(tmp_path, "ID,State,Done\n1,Closed,2025-01-01\n", "items.csv"))
    settle(view, qtbot)
    assert (view.columns.part.isVisible(), view.rules.isVisible()) == (False, False)
    assert (view.preview.isVisible(), view.states.isVisible()) == (True, True)


# --- what is changed ------------------------------------------------------------------------------------


def test_two_words_become_one_stage_by_a_name(begin: Callable[[str], ImportView], qtbot: QtBot) -> None:
    view = begin(CHANGES)
    view.stages.choose("Dev", "Code")
    write(view, qtbot, "Build")
    assert [stage.name for stage in made(view, qtbot).log.stages] == ["Backlog", "Build"]
    assert shown(view)[1:3] == ["Dev | 3 | Build | Active", "Code | 1 | Build | Active"]
    assert view.stages.words == ("Dev", "Code")


def test_a_name_that_is_there_can_be_chosen(begin: Callable[[str], ImportView], qtbot: QtBot) -> None:
    view = begin(CHANGES)
    view.stages.choose("Code")
    view.stages.name.setCurrentIndex(view.stages.name.findText("Dev"))
    view.stages.name.activated.emit(view.stages.name.currentIndex())
    assert [stage.name for stage in made(view, qtbot).log.stages] == ["Backlog", "Dev"]


def test_the_same_name_changes_nothing(begin: Callable[[str], ImportView], qtbot: QtBot) -> None:
    view = begin(CHANGES)
    with qtbot.assertNotEmitted(view.stages.named):
        write(view, qtbot, "Backlog")


def test_another_state_is_in_the_history(begin: Callable[[str], ImportView], qtbot: QtBot) -> None:
    view = begin(CHANGES)
    view.stages.choose("Code")
    pick(view.stages.state, "waiting")
    assert not view.accept_button.isEnabled()
    assert [stage.state for stage in made(view, qtbot).log.stages] == ["new", "active", "waiting"]


def test_a_flow_that_starts_nothing_says_so_and_can_be_mended(
    begin: Callable[[str], ImportView], qtbot: QtBot
) -> None:
    view = begin(CHANGES)
    view.stages.choose("Dev", "Code")
    pick(view.stages.state, "ignored")
    settle(view, qtbot)
    problems = view.findChild(QLabel, "history.import.problems")
    assert problems is not None
    assert problems.text().splitlines() == [
        "The file cannot be read as “Changes of status” yet:",
        "No stage is active or waiting, so no item ever starts.",
    ]
    assert set(view.stages.words) == {"Dev", "Code"}
    pick(view.stages.state, "active")
    assert made(view, qtbot).report.items == 2


def test_stages_are_moved_by_keys_and_by_mouse(begin: Callable[[str], ImportView], qtbot: QtBot) -> None:
    view = begin(CHANGES)
    view.stages.choose("Code")
    view.stages.table.setFocus()
    qtbot.keyClick(view.stages.table, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [stage.name for stage in made(view, qtbot).log.stages] == ["Backlog", "Code", "Dev"]
    qtbot.mouseClick(view.stages.down, Qt.MouseButton.LeftButton)
    assert [stage.name for stage in made(view, qtbot).log.stages] == ["Backlog", "Dev", "Code"]
    assert view.stages.words == ("Code",)


def test_another_column_of_words_is_guessed_anew(begin: Callable[[str], ImportView], qtbot: QtBot) -> None:
    lines = [line.split(",") for line in EVENTS.splitlines()]
    wide = "\n".join(",".join((*line, "desk" if line[0] == "case" else "Front")) for line in lines)
    view = begin(wide)
    pick(view.preview.meanings.choice("desk"), "activity")
    settle(view, qtbot)
    assert shown(view) == ["Front | 8 | Front | Active"]


# --- rules ----------------------------------------------------------------------------------------------


def test_a_reopened_item_becomes_a_new_one_by_the_rule(
    begin: Callable[[str], ImportView], qtbot: QtBot
) -> None:
    view = begin(CHANGES)
    assert made(view, qtbot).log.items.names == ("A", "B")
    pick(view.rules.choice("reopened"), "new item")
    assert made(view, qtbot).log.items.names == ("A", "B", "B (2)")
    assert view.rules.sentence("reopened").endswith("begins again as an item of its own.")


def test_cancelled_items_count_as_done_by_the_rule(begin: Callable[[str], ImportView], qtbot: QtBot) -> None:
    view = begin(CHANGES)
    pick(view.rules.choice("cancelled"), "as done")
    assert made(view, qtbot).report.items == 3


def test_an_activity_that_means_done_leaves_other_cases_open(
    begin: Callable[[str], ImportView], qtbot: QtBot
) -> None:
    view = begin(EVENTS)
    assert made(view, qtbot).report.counts.with_done == 3
    view.stages.choose("Close")
    pick(view.stages.state, "done")
    assert made(view, qtbot).report.counts.with_done == 2
    assert view.rules.choice("case_end").currentText() == "with an activity"


@pytest.mark.parametrize(
    ("mapping", "hidden"),
    [
        (Mapping(layout="changes"), {"case_end"}),
        (Mapping(layout="events"), {"flags"}),
        (
            Mapping(columns={"resolution": "Resolution"}, resolutions={"Duplicate": "cancelled"}),
            {"case_end", "reopened", "moved_back", "skipped", "flags"},
        ),
    ],
)
def test_only_rules_that_matter_are_shown(mapping: Mapping, hidden: set[str], qtbot: QtBot) -> None:
    form = RulesForm()
    qtbot.addWidget(form)
    form.show_mapping(mapping)
    assert {rule.name for rule in RULES if form.choice(rule.name).isHidden()} == hidden
    assert not form.isHidden()


@pytest.mark.parametrize("mapping", [Mapping(states={"Removed": "cancelled"}), Mapping(layout="counts")])
def test_without_anything_to_switch_there_are_no_rules(mapping: Mapping, qtbot: QtBot) -> None:
    form = RulesForm()
    qtbot.addWidget(form)
    form.show_mapping(mapping)
    assert form.isHidden()


def test_every_choice_of_a_rule_is_one_of_the_mapping() -> None:
    for rule in RULES:
        for value, (_, sentence) in rule.ways.items():
            made_with = Mapping.model_validate({"rules": {rule.name: value}})
            assert getattr(made_with.rules, rule.name) == value
            assert sentence.endswith(".")
