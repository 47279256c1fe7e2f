"""Another theme reaches a window part by part, and nobody sees half of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT, Theme, stylesheet
from app.theme.dresser import Dresser
from app.widgets import mark
from app.window import Window


class Painted(QObject):
    """Notes the sheet of one part at every painting of another."""

    def __init__(self, watched: QWidget, other: QWidget) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._other = other
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt names it)
        if event.type() == QEvent.Type.Paint:
            self.seen.append(self._other.styleSheet())
        return False


@pytest.fixture
def house(qtbot: QtBot, theme: Theme) -> QWidget:
    """A window of two parts, of which the second is not in sight."""
    made = QWidget()
    column = QVBoxLayout(made)
    for name in ("front", "back"):
        part = QFrame()
        part.setObjectName(name)
        mark(part, kind="card")
        QVBoxLayout(part).addWidget(QLabel(name))
        column.addWidget(part)
        theme.dress(part)
    part_of(made, "back").hide()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def part_of(house: QWidget, name: str) -> QFrame:
    part = house.findChild(QFrame, name)
    assert isinstance(part, QFrame)
    return part


def colour_of(part: QWidget) -> str:
    """The colour in the middle of its ground, near the left edge."""
    image: QImage = part.grab().toImage()
    return QColor(image.pixel(4, image.height() // 2)).name().upper()


def test_a_part_carries_the_sheet_in_place_of_the_application(house: QWidget, qapp: QApplication) -> None:
    assert qapp.styleSheet() == ""
    assert part_of(house, "front").styleSheet() == stylesheet(LIGHT)
    assert colour_of(part_of(house, "front")) == LIGHT.surface


def test_another_theme_reaches_what_is_in_sight_first_and_then_the_rest(
    house: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    order: list[str] = []
    for name in ("front", "back"):
        seen = Changes(part_of(house, name), order)
        seen.setParent(house)
    theme.choose("dark")
    assert not theme.is_in_force
    qtbot.waitUntil(lambda: theme.is_in_force)
    assert order == ["front", "back"]
    assert colour_of(part_of(house, "front")) == DARK.surface


class Changes(QObject):
    """Notes when a part's style changes."""

    def __init__(self, part: QWidget, order: list[str]) -> None:
        super().__init__()
        self._order = order
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt names it)
        if event.type() == QEvent.Type.StyleChange and watched.objectName() not in self._order:
            self._order.append(watched.objectName())
        return False


def test_nothing_is_painted_before_all_that_is_in_sight_is_dressed(
    house: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    part_of(house, "back").show()
    qtbot.wait(20)
    painted = Painted(part_of(house, "front"), part_of(house, "back"))
    theme.choose("dark")
    assert not house.updatesEnabled()
    qtbot.waitUntil(lambda: theme.is_in_force)
    qtbot.waitUntil(lambda: bool(painted.seen))
    assert house.updatesEnabled()
    assert set(painted.seen) == {stylesheet(DARK)}


def test_a_part_that_comes_into_sight_before_its_turn_is_dressed_at_once(
    house: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    theme.choose("dark")
    part_of(house, "back").show()
    assert part_of(house, "back").styleSheet() == stylesheet(DARK)
    qtbot.waitUntil(lambda: theme.is_in_force)


def test_the_last_of_several_choices_is_worn(house: QWidget, theme: Theme, qtbot: QtBot) -> None:
    for choice in ("dark", "light", "dark"):
        theme.choose(choice)
    qtbot.waitUntil(lambda: theme.is_in_force)
    assert {part_of(house, name).styleSheet() for name in ("front", "back")} == {stylesheet(DARK)}
    assert house.updatesEnabled()


def test_a_part_that_is_gone_is_forgotten(qtbot: QtBot) -> None:
    dresser, part = Dresser(), QWidget()
    dresser.add(part, "")
    part.deleteLater()
    qtbot.waitUntil(lambda: not dresser.parts)
    dresser.change("QLabel { color: red; }")
    qtbot.waitUntil(lambda: dresser.is_done)


def test_a_window_still_painted_after_its_part_went_in_the_middle(
    house: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    theme.choose("dark")
    part_of(house, "front").deleteLater()
    qtbot.waitUntil(lambda: theme.is_in_force)
    assert house.updatesEnabled()


def test_every_part_of_the_window_is_dressed_and_so_are_its_dialogs_and_menus(
    open_window: Callable[..., Window], theme: Theme, qtbot: QtBot
) -> None:
    window = open_window()
    window.commands.search.trigger()
    search = window.findChild(QDialog)
    assert isinstance(search, QDialog)
    window.commands.menu.ensurePolished()  # as opening it does
    worn = [window.bar, window.rail, window.banner, window.statusBar(), search, window.commands.menu]
    worn.extend(window.stack.pages)
    assert {each.styleSheet() for each in worn} == {stylesheet(LIGHT)}
    theme.choose("dark")
    qtbot.waitUntil(lambda: theme.is_in_force)
    assert {each.styleSheet() for each in worn} == {stylesheet(DARK)}
    search.close()
