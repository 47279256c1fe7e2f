"""Where to save a table: the form follows from the name that is proposed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.dialogs import QtQuestions


@pytest.mark.parametrize(
    ("named", "kinds"),
    [
        (("items-done.csv", "mine", "mine.csv"), "Tables (*.csv)"),
        (("items-done.csv", "mine.txt", "mine.txt"), "Tables (*.csv)"),
        (("flow-metrics.xlsx", "mine", "mine.xlsx"), "Workbooks (*.xlsx)"),
        (("flow-metrics.xlsx", "mine.csv", "mine.csv"), "Workbooks (*.xlsx)"),
        (("items-done", "mine", "mine.csv"), "Tables (*.csv)"),
    ],
)
def test_an_ending_that_was_left_out_is_that_of_the_name_proposed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, named: tuple[str, str, str], kinds: str
) -> None:
    asked: list[str] = []
    proposed, typed, path = named

    def answer(_: QWidget, title: str, name: str, offered: str) -> tuple[str, str]:
        asked.extend((title, name, offered))
        return typed, offered

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert QtQuestions(parent).file_for_table(Path(proposed)) == Path(path)
    assert asked == ["Save table", proposed, kinds]


def test_who_cancels_names_no_place(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    parent = QWidget()
    qtbot.addWidget(parent)
    assert QtQuestions(parent).file_for_table(Path("a.csv")) is None
