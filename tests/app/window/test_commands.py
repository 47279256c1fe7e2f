from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.document import Document
from app.preferences import Preferences
from app.theme import Theme
from app.window import Window
from sim.stream import example, example_names
from tests.app.stand_ins import Answers, renamed


def _texts(menu: QMenu) -> list[str]:
    return ["—" if action.isSeparator() else action.text() for action in menu.actions()]


def _submenu(window: Window, text: str) -> QMenu:
    action = next(each for each in window.commands.menu.actions() if each.text() == text)
    menu = action.menu()
    assert isinstance(menu, QMenu)
    return menu


def test_the_menu_has_everything_in_its_order(window: Window) -> None:
    assert _texts(window.commands.menu) == [
        "New",
        "New window",
        "New from example",
        "Open…",
        "Open in a new window…",
        "Recent",
        "Recovered work…",
        "Save",
        "Save as…",
        "—",
        "Import history…",
        "—",
        "Undo",
        "Redo",
        "History of changes",
        "—",
        "Theme",
        "Text size",
        "Find an action…",
        "Keyboard shortcuts",
        "About Headrace",
        "—",
        "Close window",
        "Quit",
    ]


def test_every_example_can_be_begun_with(window: Window, document: Document) -> None:
    begun = []
    for action in _submenu(window, "New from example").actions():
        action.trigger()
        begun.append(document.project.stream)
    assert begun == [example(name) for name in example_names()]


def test_the_themes_are_offered(window: Window) -> None:
    assert _texts(_submenu(window, "Theme")) == ["Like the system", "Light", "Dark", "Projector"]


def test_a_text_size_is_chosen_marked_and_remembered(
    window: Window, theme: Theme, preferences: Preferences
) -> None:
    seen = []
    for action in _submenu(window, "Text size").actions():
        action.trigger()
        seen.append((action.text(), theme.tokens.base, preferences.number("text_size"), action.isChecked()))
    assert seen == [("100 %", 13, 100.0, True), ("125 %", 16, 125.0, True), ("150 %", 20, 150.0, True)]
    theme.choose_text_size(100)


def test_recent_files_are_offered_and_opened(
    window: Window, document: Document, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("first", "second"):
        document.apply(renamed(document, name))
        answers.save_path = tmp_path / f"{name}.headrace"
        window.files.save_as()
        qtbot.waitUntil(lambda: document.is_clean)
    recent = _submenu(window, "Recent")
    assert [text.split("    ")[0] for text in _texts(recent)] == ["second", "first"]
    recent.actions()[1].trigger()
    qtbot.waitUntil(lambda: document.title == "first")
    assert [text.split("    ")[0] for text in _texts(recent)] == ["first", "second"]


def test_without_recent_files_there_is_nothing_to_open(window: Window) -> None:
    assert not _submenu(window, "Recent").isEnabled()


def test_save_and_new_act_on_the_files(
    window: Window, document: Document, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.save_path = tmp_path / "a.headrace"
    actions = {action.objectName(): action for action in window.commands.actions}
    actions["action.save"].trigger()
    actions["action.new"].trigger()
    qtbot.waitUntil(lambda: document.title == "New stream")
    assert window.lent.preferences.recent == (tmp_path / "a.headrace",)


def test_quit_closes_the_window(window: Window) -> None:
    next(each for each in window.commands.actions if each.objectName() == "action.quit").trigger()
    assert not window.isVisible()
