"""Everything a person can work with has a stable name, a spoken name, and is reached by Tab."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGraphicsView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from app.theme import Choice, Theme
from app.window import PAGES
from tests.screens import Scene, scene, states_of

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QGraphicsView,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
TAB = Qt.FocusPolicy.TabFocus
STATES = [
    (entry.key, state)
    for entry in PAGES
    for state in ("empty", "typical")
    if state in states_of(entry.key) or state == "empty"
] + [("stream", state) for state in ("unfolded", "waiting-chosen", "problems")]
STATES += [("history", state) for state in ("stages", "stability", "delivery", "tables")]


@pytest.fixture
def opened(qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[Scene]:
    """The real window, on the example."""
    made = scene.new_scene(qapp, theme, tmp_path)
    yield made
    made.close()


def bring(opened: Scene, key: str, state: str) -> None:
    """Show a page in one of its states."""
    opened.window.show_page(key)
    states = states_of(key)
    if state in states:
        states[state](opened)
    opened.wait_for_jobs()


def is_inner(widget: QWidget) -> bool:
    """Tell whether a widget is a part that Qt itself makes within another."""
    parent = widget.parentWidget()
    if isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_"):
        return True
    return isinstance(parent, (QComboBox, QAbstractSpinBox, QAbstractItemView))


def in_sight(opened: Scene) -> list[QWidget]:
    """Give what a person can work with now, outside of popups."""
    found: list[QWidget] = []
    for widget in opened.window.findChildren(QWidget):
        inside = widget.window() is opened.window
        if isinstance(widget, INTERACTIVE) and inside and widget.isVisible() and not is_inner(widget):
            found.append(widget)
    return found


def named(widget: QWidget) -> str:
    above = widget.parentWidget()
    return f"{type(widget).__name__} '{widget.objectName()}' in {above.objectName() if above else ''}"


def tab_order(window: QWidget) -> set[int]:
    """Give the widgets that Tab reaches, by identity."""
    reached: set[int] = set()
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.focusPolicy() & TAB and widget.isVisible() and widget.isEnabled():
            reached.add(id(widget))
        widget = widget.nextInFocusChain()
    return reached


def has_key(widget: QWidget) -> bool:
    """Tell whether a button has a key of its own."""
    if not isinstance(widget, QAbstractButton):
        return False
    actions: list[QAction] = widget.actions()
    default = getattr(widget, "defaultAction", lambda: None)()
    keyed = [*actions, *([default] if default is not None else [])]
    return not widget.shortcut().isEmpty() or any(not each.shortcut().isEmpty() for each in keyed)


def stands_for(widget: QWidget) -> QWidget | None:
    """Give the widget above that takes the keyboard for a part of it (a chart for its plot)."""
    above = widget.parentWidget()
    while above is not None:
        if above.focusPolicy() & TAB and above.accessibleName():
            return above
        above = above.parentWidget()
    return None


def faults_of(window: QWidget, widgets: list[QWidget]) -> dict[str, list[str]]:
    """Give what has no stable name, no spoken name, cannot be reached by keys, or shares its name."""
    reached = tab_order(window)
    faults: dict[str, list[str]] = {"unnamed": [], "mute": [], "out of reach": [], "not alone": []}
    names = [each.objectName() for each in widgets if each.objectName()]
    for widget in widgets:
        above = stands_for(widget)
        if not widget.objectName() and above is None:
            faults["unnamed"].append(named(widget))
        if not widget.accessibleName() and above is None:
            faults["mute"].append(named(widget))
        by_tab = id(widget) in reached or (above is not None and id(above) in reached)
        if widget.isEnabled() and not by_tab and not has_key(widget):
            faults["out of reach"].append(named(widget))
        if names.count(widget.objectName()) > 1:
            faults["not alone"].append(named(widget))
    return {fault: found for fault, found in faults.items() if found}


@pytest.mark.parametrize(("key", "state"), STATES)
def test_whatever_can_be_worked_with_has_a_name_of_its_own_and_is_reached_by_keys(
    opened: Scene, key: str, state: str
) -> None:
    bring(opened, key, state)
    widgets = in_sight(opened)
    assert len(widgets) > 8
    assert faults_of(opened.window, widgets) == {}


@pytest.mark.parametrize("state", ["recovered", "changed-on-disk", "gone-from-disk", "fault"])
def test_so_has_what_the_window_puts_around_or_over_the_pages(opened: Scene, state: str) -> None:
    states_of("window")[state](opened)
    opened.wait_for_jobs()
    assert faults_of(opened.window, in_sight(opened)) == {}


def test_a_widget_without_names_is_found(opened: Scene, qapp: QApplication) -> None:
    opened.window.show_page("lessons")
    made = QLineEdit(opened.page)
    made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    made.show()
    words = named(made)
    assert faults_of(opened.window, in_sight(opened)) == {
        "unnamed": [words],
        "mute": [words],
        "out of reach": [words],
    }


def test_two_widgets_of_one_name_are_found(opened: Scene) -> None:
    opened.window.show_page("lessons")
    for _ in range(2):
        made = QLineEdit(opened.page)
        made.setObjectName("twin")
        made.setAccessibleName("Twin")
        made.show()
    assert [words.split("'")[1] for words in faults_of(opened.window, in_sight(opened))["not alone"]] == [
        "twin",
        "twin",
    ]


def test_tab_goes_round_and_comes_back(opened: Scene) -> None:
    opened.window.show_page("stream")
    opened.wait_for_jobs()
    reached = tab_order(opened.window)
    assert id(opened.window.findChild(QWidget, "board")) in reached
    assert len(reached) > 10


@pytest.mark.parametrize("number", range(1, len(PAGES) + 1))
def test_every_page_has_its_own_key(opened: Scene, number: int) -> None:
    entry = PAGES[number - 1]
    keyed = {action.shortcut().toString(): action for action in opened.window.findChildren(QAction)}
    keyed[f"Ctrl+{number}"].trigger()
    assert opened.window.stack.current == entry.key
    opened.wait_for_jobs()


def test_no_key_stands_for_two_actions(opened: Scene) -> None:
    keys = [
        action.shortcut().toString()
        for action in opened.window.commands.actions
        if not action.shortcut().isEmpty()
    ]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def test_every_action_of_the_window_has_a_name_and_words(opened: Scene) -> None:
    bare = [each.objectName() or each.text() for each in opened.window.commands.actions]
    assert all(bare)
    assert all(each.text() and each.objectName() for each in opened.window.commands.actions)


@pytest.mark.parametrize("choice", ["light", "dark", "projector"])
def test_every_page_opens_in_every_theme(opened: Scene, choice: Choice) -> None:
    opened.lent.theme.choose(choice)
    for entry in PAGES:
        opened.window.show_page(entry.key)
        opened.wait_for_jobs()
        picture = opened.window.grab().toImage()
        seen = {picture.pixelColor(x, 300).name().upper() for x in range(0, picture.width(), 7)}
        assert {opened.lent.theme.tokens.surface, opened.lent.theme.tokens.window} & seen, entry.key
