"""Several stages at once: chosen, moved, duplicated, removed, and carried from window to window as text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.theme import Theme
from sim.stream import Stream, errors_among, example, problems
from tests.app.pages.board_bench import CONTROL, SHIFT, BoardBench

_Key = Qt.Key
TEAM = example("software-team")
IDS = [stage.id for stage in TEAM.stages]
Make = Callable[[Stream], BoardBench]


@pytest.fixture
def make(qtbot: QtBot, theme: Theme) -> Make:
    return lambda stream: BoardBench(qtbot, theme, stream)


@pytest.fixture
def bench(make: Make) -> BoardBench:
    """Build and Test are chosen together."""
    made = make(TEAM)
    made.board.choose("build")
    made.press(_Key.Key_Right, mods=SHIFT)
    return made


def test_control_and_a_click_take_cards_in_and_out(make: Make) -> None:
    bench = make(TEAM)
    bench.click(bench.card("analysis"))
    bench.click(bench.card("test"), CONTROL)
    assert list(bench.board.selection.keys) == ["analysis", "test"]
    bench.click(bench.card("test"), CONTROL)
    assert list(bench.board.selection.keys) == ["analysis"]
    bench.click(bench.card("analysis"), CONTROL)
    assert list(bench.board.selection.keys) == []


def test_control_a_chooses_all_stages_and_escape_none(make: Make) -> None:
    bench = make(TEAM)
    bench.press(_Key.Key_A, mods=CONTROL)
    assert list(bench.board.selection.keys) == IDS
    bench.press(_Key.Key_Escape)
    assert list(bench.board.selection.keys) == []


def test_a_range_ends_at_the_last_stage(bench: BoardBench) -> None:
    bench.press(_Key.Key_Right, _Key.Key_Right, _Key.Key_Right, mods=SHIFT)
    assert list(bench.board.selection.keys) == ["build", "test", "release"]


def test_several_are_removed_at_once_and_come_back_at_once(bench: BoardBench) -> None:
    bench.press(_Key.Key_Delete)
    assert bench.ids == ["analysis", "release"]
    assert bench.done == "Remove 2 stages"
    bench.undo()
    assert bench.stream == TEAM


def test_not_all_stages_are_removed(make: Make) -> None:
    bench = make(TEAM)
    bench.press(_Key.Key_A, mods=CONTROL)
    bench.press(_Key.Key_Delete)
    assert bench.refused == ["A stream needs at least one stage."]
    assert bench.stream == TEAM


def test_several_are_moved_together_with_the_keys(bench: BoardBench) -> None:
    bench.press(_Key.Key_Right, mods=CONTROL)
    assert bench.ids == ["analysis", "release", "build", "test"]
    assert bench.done == "Move 2 stages"
    assert list(bench.board.selection.keys) == ["build", "test"]
    bench.press(_Key.Key_Right, mods=CONTROL)
    bench.press(_Key.Key_Left, _Key.Key_Left, mods=CONTROL)
    assert bench.ids == ["build", "test", "analysis", "release"]


def test_several_are_moved_together_with_the_mouse(bench: BoardBench) -> None:
    target = bench.card("analysis")
    target.setX(target.x() - 20)
    bench.drag(bench.card("test"), target)
    assert bench.ids == ["build", "test", "analysis", "release"]
    assert list(bench.board.selection.keys) == ["build", "test"]


def test_several_are_duplicated_with_their_ways(bench: BoardBench) -> None:
    bench.press(_Key.Key_D, mods=CONTROL)
    assert bench.ids == ["analysis", "build", "test", "build-2", "test-2", "release"]
    assert bench.stream.stage("test-2").rework[0].to == "build-2"
    assert (bench.done, bench.board.selection.keys) == ("Duplicate 2 stages", ("build-2", "test-2"))


def test_stages_are_cut_and_pasted_elsewhere(bench: BoardBench) -> None:
    bench.press(_Key.Key_X, mods=CONTROL)
    assert bench.ids == ["analysis", "release"]
    assert (bench.done, bench.said[-1]) == ("Cut 2 stages", "2 stages are on the clipboard.")
    bench.board.choose("release")
    bench.press(_Key.Key_V, mods=CONTROL)
    assert bench.ids == ["analysis", "release", "build", "test"]
    assert bench.done == "Paste 2 stages"
    assert bench.stream.stage("test").rework == TEAM.stage("test").rework


def test_stages_are_copied_into_another_window(bench: BoardBench, make: Make) -> None:
    bench.press(_Key.Key_C, mods=CONTROL)
    assert bench.stream == TEAM
    assert '"headrace.stages/1"' in QGuiApplication.clipboard().text()
    other = make(example("factory-line"))
    other.board.choose(other.ids[0])
    other.press(_Key.Key_V, mods=CONTROL)
    assert other.ids[1:3] == ["build", "test"]
    assert [str(one) for one in errors_among(problems(other.stream))] == []
    assert "Times were turned from days into" in other.said[-1]


def test_a_clipboard_without_stages_is_refused_in_words(bench: BoardBench) -> None:
    QGuiApplication.clipboard().setText("Hello")
    bench.press(_Key.Key_V, mods=CONTROL)
    assert bench.refused == ["The clipboard holds no stages."]
    assert bench.stream == TEAM


def test_one_stage_is_copied_and_pasted_behind_itself(make: Make) -> None:
    bench = make(TEAM)
    bench.board.choose("build")
    bench.press(_Key.Key_C, _Key.Key_V, mods=CONTROL)
    assert bench.ids[1:3] == ["build", "build-2"]
    assert (bench.stream.stage("build-2").name, bench.done) == ("Build (copy)", "Paste Build (copy)")


def test_a_click_on_one_of_several_lets_them_be_dragged_and_a_click_elsewhere_chooses_anew(
    bench: BoardBench,
) -> None:
    bench.click(bench.card("build"))
    assert list(bench.board.selection.keys) == ["build", "test"]
    bench.click(bench.card("analysis"))
    assert list(bench.board.selection.keys) == ["analysis"]
