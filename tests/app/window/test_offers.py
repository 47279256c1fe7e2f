from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton, QSpinBox, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.canvas import BoardView
from app.dialogs import CommandSearch, Offer
from app.document import Document
from app.preferences import Preferences
from app.theme import Theme
from app.window import PAGES, Window
from app.window.offers import keys_of, offers_of_actions, offers_of_buttons, without_twins
from sim.stream import example
from tests.app.stand_ins import renamed
from tests.screens import Scene, scene


@pytest.fixture
def part(qtbot: QtBot) -> QWidget:
    """A part of a window, in sight."""
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    return made


def button(part: QWidget, name: str, text: str, tip: str = "") -> QPushButton:
    made = QPushButton(text, part)
    made.setObjectName(name)
    made.setToolTip(tip)
    layout = part.layout()
    assert layout is not None
    layout.addWidget(made)
    made.show()
    return made


@pytest.fixture
def opened(qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[Scene]:
    """The real window, on the example."""
    made = scene.new_scene(qapp, theme, tmp_path)
    yield made
    made.close()


def test_actions_are_offered_with_their_keys_wherever_those_stand(part: QWidget) -> None:
    keyed, typed, wordy = QAction("&New…", part), QAction("Rename\tF2", part), QAction("Dark", part)
    keyed.setShortcut(QKeySequence("Ctrl+N"))
    keyed.setObjectName("action.new")
    wordy.setWhatsThis("Theme: Dark")
    wordy.setEnabled(False)
    line = QAction(part)
    line.setSeparator(True)
    assert list(offers_of_actions((keyed, typed, line, wordy), "Window")) == [
        Offer("action.new", "New…", "Ctrl+N", "Window"),
        Offer("Rename", "Rename", "F2", "Window"),
        Offer("Theme: Dark", "Theme: Dark", "", "Window", is_enabled=False),
    ]


@pytest.mark.parametrize(
    ("tip", "keys"),
    [
        ("Run or pause (Ctrl+Return)", "Ctrl+Return"),
        ("Let one event happen (Ctrl+.)", "Ctrl+."),
        ("Flow time (85 %)", ""),
        ("Nothing in brackets", ""),
        ("Brackets (Ctrl+K) in the middle", ""),
        ("Empty ()", ""),
    ],
)
def test_the_keys_of_a_button_may_stand_in_its_tool_tip(part: QWidget, tip: str, keys: str) -> None:
    assert keys_of(button(part, "run", "Run", tip)) == keys


def test_a_button_has_its_own_keys(part: QWidget) -> None:
    made = button(part, "run", "Run", "Run (F9)")
    made.setShortcut("F5")
    assert keys_of(made) == "F5"


def test_buttons_in_sight_are_offered_and_pressed(part: QWidget) -> None:
    pressed: list[str] = []
    run, stop, hidden = (button(part, name, name.title()) for name in ("run", "stop", "hidden"))
    run.clicked.connect(lambda: pressed.append("run"))
    stop.setEnabled(False)
    stop.setAccessibleName("Stop the run")
    hidden.hide()
    found = list(offers_of_buttons(part, "Stream", ()))
    assert found == [
        Offer("run", "Run", "", "Stream"),
        Offer("stop", "Stop the run", "", "Stream", is_enabled=False),
    ]
    found[0].do()
    assert pressed == ["run"]


def test_inner_nameless_and_known_buttons_are_not_offered(part: QWidget) -> None:
    spin, known, tool = QSpinBox(part), QAction("Undo", part), QToolButton(part)
    tool.setDefaultAction(known)
    tool.setObjectName("bar.undo")
    tool.show()
    spin.show()
    button(part, "", "Nameless")
    assert list(offers_of_buttons(part, "Stream", (known,))) == []
    assert list(offers_of_buttons(None, "Stream", ())) == []


def test_of_twins_the_first_is_kept_and_the_order_too() -> None:
    offers = (Offer("a", "Run", where="S"), Offer("b", "Save", where="W"), Offer("c", "Run", where="S"))
    assert [each.key for each in without_twins(offers)] == ["a", "b"]


def test_the_window_offers_what_its_page_has_first(window: Window) -> None:
    page = window.stack.page("stream")
    assert page is not None
    page.title = "Stream"
    own = QAction("Count", page)
    page.addAction(own)
    found = window.offers()
    assert (found[0].text, found[0].where) == ("Count", "Stream")
    texts = {each.text for each in found if each.where == "Window"}
    assert {"New", "Save", "Go to History", "Theme: Dark", "Find an action…"} <= texts


def test_steps_of_the_history_are_offered(window: Window, document: Document) -> None:
    for name in ("A", "B", "C"):
        document.apply(renamed(document, name))
    offers = {each.text: each for each in window.offers() if each.where == "History"}
    assert list(offers) == [
        "Back to “Name it C”",
        "Back to “Name it B”",
        "Back to “Name it A”",
        "Back to “The beginning”",
    ]
    assert not offers["Back to “Name it C”"].is_enabled
    offers["Back to “Name it A”"].do()
    assert document.title == "A"


def test_what_was_found_is_remembered_and_offered_first(
    window: Window, preferences: Preferences, qtbot: QtBot
) -> None:
    for words in ("theme: dark", "theme: light"):
        search = open_search(window)
        search._line.setText(words)
        search.accept()
        qtbot.wait(1)
    assert preferences.texts("actions") == ("action.theme.light", "action.theme.dark")
    search = open_search(window)
    assert search.offered[:2] == ("Theme: Light", "Theme: Dark")
    search.reject()


def open_search(window: Window) -> CommandSearch:
    window.commands.search.trigger()
    (search,) = [each for each in window.findChildren(CommandSearch) if each.isVisible()]
    return search


def test_the_stream_page_offers_run_step_and_what_its_cards_menu_has(opened: Scene) -> None:
    opened.put(example("software-team"))
    opened.window.show_page("stream")
    opened.wait_for_jobs()
    board = opened.window.findChild(BoardView, "board")
    assert board is not None
    board.choose("test")
    offers = {each.text: each for each in opened.window.offers() if each.where == "Stream"}
    assert {"Run", "Step", "To end", "Reset", "Rename", "WIP limit…", "Duplicate"} <= set(offers)
    assert (offers["Run"].keys, offers["Rename"].keys) == ("Ctrl+Return", "F2")
    offers["Duplicate"].do()
    assert len(opened.lent.document.project.stream.stages) == 5
    assert opened.window.offers()  # asked again, the menu of before is let go


@pytest.mark.parametrize("key", [entry.key for entry in PAGES])
def test_every_offer_on_every_page_has_words_and_a_name(opened: Scene, key: str) -> None:
    opened.window.show_page(key)
    opened.wait_for_jobs()
    offers = opened.window.offers()
    assert len(offers) > 25
    assert opened.window.offers() == offers
    assert [each for each in offers if not (each.text.strip() and each.key and each.where)] == []
    assert len({(each.where, each.text) for each in offers}) == len(offers)
