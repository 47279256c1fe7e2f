"""The parts around the pages: rail and top bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.document import Document
from app.theme import Theme
from app.widgets import LimitField
from app.window import PAGES, Window
from app.window.rail import Rail
from app.window.top_bar import TopBar
from tests.app.stand_ins import renamed


@pytest.fixture
def rail(theme: Theme, qtbot: QtBot) -> Rail:
    """A rail of the six pages."""
    made = Rail(PAGES, theme)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def bar(theme: Theme, qtbot: QtBot) -> TopBar:
    """A bar with one action."""
    owner = QWidget()
    qtbot.addWidget(owner)
    undo = QAction("Undo", owner)
    undo.setObjectName("action.undo")
    made = TopBar((undo,), QMenu(owner), theme)
    qtbot.addWidget(made)
    made.show()
    return made


def _buttons(rail: Rail) -> list[QToolButton]:
    return rail.findChildren(QToolButton)


# --- rail --------------------------------------------------------------------------------------------------


def test_the_rail_has_a_button_for_each_page_in_order(rail: Rail) -> None:
    assert [button.text() for button in _buttons(rail)] == [entry.title for entry in PAGES]
    assert [button.objectName() for button in _buttons(rail)] == [f"rail.{entry.key}" for entry in PAGES]


def test_buttons_tell_their_key(rail: Rail) -> None:
    assert [button.toolTip() for button in _buttons(rail)] == [
        f"{entry.title} (Ctrl+{place})" for place, entry in enumerate(PAGES, start=1)
    ]


def test_buttons_are_reached_by_tab_and_pressed_by_space(rail: Rail, qtbot: QtBot) -> None:
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    assert all(button.focusPolicy() == Qt.FocusPolicy.TabFocus for button in _buttons(rail))
    QTest.keyClick(_buttons(rail)[3], Qt.Key.Key_Space)
    assert chosen == ["forecast"]


def test_only_one_page_is_marked(rail: Rail) -> None:
    for key in ("stream", "report", "history"):
        rail.choose(key)
    assert [button.text() for button in _buttons(rail) if button.isChecked()] == ["History"]


def test_marking_is_not_choosing(rail: Rail) -> None:
    chosen: list[str] = []
    rail.chosen.connect(chosen.append)
    rail.choose("report")
    assert chosen == []


def test_the_rail_grows_with_the_type(rail: Rail, theme: Theme) -> None:
    before = rail.width(), _buttons(rail)[0].iconSize().width()
    theme.choose("projector")
    after = rail.width(), _buttons(rail)[0].iconSize().width()
    assert after > before


@pytest.mark.parametrize("choice", ["light", "dark", "projector"])
def test_every_name_fits_its_button(rail: Rail, theme: Theme, choice: str) -> None:
    theme.choose(choice)  # type: ignore[arg-type]
    rail.show()
    for button in _buttons(rail):
        button.ensurePolished()
        assert button.fontMetrics().horizontalAdvance(button.text()) < button.width()


# --- top bar -----------------------------------------------------------------------------------------------


def test_the_bar_shows_name_and_state(bar: TopBar) -> None:
    bar.show_name("Checkout team", "— edited")
    (name,) = bar.findChildren(QLabel, "projectName")
    (state,) = bar.findChildren(QLabel, "projectState")
    assert (name.text(), name.toolTip(), state.text()) == ("Checkout team", "Checkout team", "— edited")


def test_a_very_long_name_leaves_room_for_the_tools(bar: TopBar) -> None:
    bar.show_name("A name " * 60, "— edited")
    tools = QLineEdit()
    tools.setFixedWidth(300)
    bar.show_tools("stream", tools)
    bar.resize(960, bar.height())
    assert bar.minimumSizeHint().width() < 960


class _Yielding(QWidget):
    """Tools that take the room they are given."""

    room = 0

    def fit(self, room: int) -> None:
        self.room = room


def test_tools_that_give_way_are_told_their_room(bar: TopBar, theme: Theme) -> None:
    tools = _Yielding()
    bar.show_tools("stream", tools)
    bar.show_name("Team", "")
    bar.resize(1440, bar.height())
    wide = tools.room
    bar.resize(1100, bar.height())
    assert wide - tools.room == 340
    before = tools.room
    bar.show_name("A name " * 60, "— edited")
    QApplication.sendPostedEvents()
    assert before - 300 < tools.room < before


def test_each_page_sees_its_own_tools(bar: TopBar) -> None:
    tools = {key: QLabel(key) for key in ("stream", "history")}
    bar.show_tools("stream", tools["stream"])
    bar.show_tools("history", tools["history"])
    seen = [{key: widget.isVisible() for key, widget in tools.items()}]
    for key in ("stream", "report"):
        bar.show_tools(key, None)
        seen.append({each: widget.isVisible() for each, widget in tools.items()})
    assert seen == [
        {"stream": False, "history": True},
        {"stream": True, "history": False},
        {"stream": False, "history": False},
    ]


def test_tools_are_taken_in_once(bar: TopBar) -> None:
    tools = QLabel("Run")
    bar.show_tools("stream", tools)
    bar.show_tools("stream", QLabel("Another", bar))
    assert tools.isVisible()


def test_actions_are_icons_with_a_spoken_name(bar: TopBar) -> None:
    (button,) = bar.findChildren(QToolButton, "bar.undo")
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert button.accessibleName() == "Undo"


def test_the_bar_grows_with_the_type(bar: TopBar, theme: Theme) -> None:
    before = bar.height()
    theme.choose("projector")
    assert bar.height() > before


# --- keys that a field and the window both want ------------------------------------------------------------


def _window_with_field(window: Window, qtbot: QtBot) -> LimitField:
    page = window.stack.page("stream")
    assert page is not None
    field = LimitField(4, "field")
    QVBoxLayout(page).addWidget(field)
    with qtbot.waitActive(window):
        window.activateWindow()
    field.setFocus()
    return field


def test_undo_reaches_the_window_from_a_field_at_rest(
    window: Window, document: Document, qtbot: QtBot
) -> None:
    field = _window_with_field(window, qtbot)
    document.apply(renamed(document, "A"))
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undone = document.title
    QTest.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert (undone, document.title) == ("Test", "A")


def test_undo_stays_in_a_field_with_a_text_under_way(
    window: Window, document: Document, qtbot: QtBot
) -> None:
    field = _window_with_field(window, qtbot)
    document.apply(renamed(document, "A"))
    field.selectAll()
    QTest.keyClicks(field, "77")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (document.title, field.text()) == ("A", "4")
