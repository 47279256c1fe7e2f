"""Marks, roles and lines of text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.theme import LIGHT, Theme
from app.widgets import ElidedLabel, label, line, mark, paragraph, unbroken


def test_a_mark_dresses_the_widget_anew(theme: Theme, qtbot: QtBot) -> None:
    shown = label("Worse", "body")
    qtbot.addWidget(shown)
    shown.ensurePolished()
    mark(shown, tone="bad")
    assert shown.palette().windowText().color().name().upper() == LIGHT.bad
    mark(shown, tone="good")
    assert shown.palette().windowText().color().name().upper() == LIGHT.good


def test_roles_have_their_sizes(theme: Theme, qtbot: QtBot) -> None:
    sizes = {}
    for role in ("caption", "body", "title", "number", "heading"):
        shown = label("7", role)
        qtbot.addWidget(shown)
        shown.ensurePolished()
        sizes[role] = shown.font().pixelSize()
    assert sizes == {"caption": 12, "body": 13, "title": 14, "number": 22, "heading": 24}


def test_text_is_never_taken_for_markup(qtbot: QtBot) -> None:
    shown = paragraph("<b>Test</b> & <i>Build</i>")
    qtbot.addWidget(shown)
    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert shown.wordWrap()


def test_a_line_is_one_pixel_high(theme: Theme, qtbot: QtBot) -> None:
    shown = line()
    qtbot.addWidget(shown)
    shown.ensurePolished()
    assert shown.maximumHeight() == 1


def test_a_long_name_gives_way(theme: Theme, qtbot: QtBot) -> None:
    shown = ElidedLabel("A very long name of a value stream that nobody would ever choose")
    qtbot.addWidget(shown)
    shown.resize(120, 20)
    image = shown.grab().toImage()
    assert shown.minimumSizeHint().width() < 100
    assert image.width() == 120


def test_a_line_says_the_longest_of_its_texts_that_fits(theme: Theme, qtbot: QtBot) -> None:
    shown = ElidedLabel()
    qtbot.addWidget(shown)
    shown.say("▲ 2.0 better in 13 weeks", "▲ 2.0 better", "▲ 2.0", "")
    said = []
    for width in (400, 120, 60, 12):
        shown.resize(width, 20)
        said.append((shown.shown, shown.is_cut))
    assert said[:3] == [("▲ 2.0 better in 13 weeks", False), ("▲ 2.0 better", False), ("▲ 2.0", False)]
    assert said[3][1]
    assert shown.minimumSizeHint().width() > shown.fontMetrics().horizontalAdvance("▲ 2.0")
    assert shown.text() == "▲ 2.0 better in 13 weeks"


def test_a_line_that_says_something_shorter_tells_all_to_the_pointer(theme: Theme, qtbot: QtBot) -> None:
    shown = ElidedLabel()
    qtbot.addWidget(shown)
    shown.say("Flow time by completion", "Flow time")
    told = []
    for width in (400, 90):
        shown.resize(width, 20)
        QToolTip.hideText()
        QApplication.sendEvent(shown, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5)))
        told.append(QToolTip.text())
    QToolTip.hideText()
    assert told == ["", "Flow time by completion"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("50 % by 12 May 2026", ["50 %", "by", "12 May 2026"]),
        ("shorter by 1.4 days, ± 0.2", ["shorter", "by", "1.4", "days,", "± 0.2"]),
        ("95 %: 33 or more", ["95 %:", "33", "or", "more"]),
        ("Build has 5 workers", ["Build", "has", "5", "workers"]),
    ],
)
def test_a_line_ends_neither_within_a_date_nor_between_a_figure_and_its_sign(
    text: str, parts: list[str]
) -> None:
    assert [part.replace("\u00a0", " ") for part in unbroken(text).split(" ")] == parts
    assert unbroken(text).replace("\u00a0", " ") == text
