"""A choice of which all is in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.widgets import SegmentedControl


def test_one_segment_is_chosen(qtbot: QtBot) -> None:
    control = SegmentedControl((("when", "When done?"), ("how_many", "How many by?")), "question")
    qtbot.addWidget(control)
    chosen: list[str] = []
    control.chosen.connect(chosen.append)
    seen = [control.value]
    control.findChildren(QPushButton, "question.how_many")[0].click()
    seen.append(control.value)
    control.choose("when")
    seen.append(control.value)
    assert seen == ["when", "how_many", "when"]
    assert chosen == ["how_many"]
    with pytest.raises(KeyError):
        control.choose("why")


def test_segments_are_reached_by_arrow_keys(qtbot: QtBot) -> None:
    control = SegmentedControl((("a", "A"), ("b", "B"), ("c", "C")), "letters")
    qtbot.addWidget(control)
    with qtbot.waitActive(control):
        control.show()
        control.activateWindow()
    first = control.findChildren(QPushButton, "letters.a")[0]
    first.setFocus()
    chosen: list[str] = []
    control.chosen.connect(chosen.append)
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert control.value == "b"
    assert chosen == ["b"]
