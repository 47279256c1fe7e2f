"""A slider tells each step, and whole edits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.widgets import LabelledSlider
from tests.app.widgets.inside import label_in


def test_a_moved_slider_tells_each_step_and_its_end(qtbot: QtBot) -> None:
    lever = LabelledSlider("Test WIP", (1, 12), "lever", write=lambda value: f"{value} items")
    qtbot.addWidget(lever)
    told: list[object] = []
    lever.moved.connect(told.append)
    lever.released.connect(lambda: told.append("released"))
    lever.slider.setSliderDown(True)
    lever.slider.setSliderPosition(4)
    lever.slider.setSliderPosition(5)
    lever.slider.setSliderDown(False)
    assert told == [4, 5, "released"]
    assert (label_in(lever, "lever.value").text(), lever.value) == ("5 items", 5)


def test_a_key_on_a_slider_is_one_whole_edit(qtbot: QtBot) -> None:
    lever = LabelledSlider("Test WIP", (1, 12), "lever")
    qtbot.addWidget(lever)
    told: list[object] = []
    lever.moved.connect(told.append)
    lever.released.connect(lambda: told.append("released"))
    QTest.keyClick(lever.slider, Qt.Key.Key_Right)
    assert told == [2, "released"]


def test_a_shown_value_is_not_told(qtbot: QtBot) -> None:
    lever = LabelledSlider("Test WIP", (1, 12), "lever")
    qtbot.addWidget(lever)
    told: list[int] = []
    lever.moved.connect(told.append)
    lever.show_value(7)
    assert (told, lever.value, label_in(lever, "lever.value").text()) == ([], 7, "7")
