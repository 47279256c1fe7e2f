from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from app.pages.lessons import LessonsPage
from app.theme import Theme
from app.window import PageEntry
from sim.stream import example
from tests.screens import Scene, scene, states_of, window
from tests.screens.questions import NoQuestions


@pytest.fixture
def opened(qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[Scene]:
    """A window to photograph, on a page that runs nothing."""
    made = scene.new_scene(qapp, theme, tmp_path)
    made.window.show_page("lessons")
    yield made
    made.close()


def test_a_scene_has_a_window_and_its_page(opened: Scene) -> None:
    assert opened.window.isVisible()
    assert isinstance(opened.page, LessonsPage)


def test_a_scene_shows_another_stream(opened: Scene) -> None:
    opened.put(example("factory-line"))
    assert opened.lent.document.project.stream == example("factory-line")
    assert opened.lent.document.is_clean


def test_a_scene_waits_until_something_is_so(opened: Scene) -> None:
    results: list[int] = []
    opened.lent.jobs.start(len, "four", results.append, key="length")
    opened.wait_for_jobs()
    assert results == [4]


def test_a_scene_does_not_wait_for_ever(opened: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scene, "PATIENCE_S", 0.05)
    with pytest.raises(TimeoutError):
        opened.wait_for(lambda: False)


def test_a_scene_keeps_its_own_preferences(opened: Scene, tmp_path: Path) -> None:
    opened.lent.preferences.theme = "dark"
    assert (tmp_path / "preferences.json").exists()


def test_nobody_is_asked_in_a_scene() -> None:
    nobody = NoQuestions()
    assert nobody.what_of_unsaved("Mine") == "discard"
    assert [nobody.file_to_open(Path()), nobody.file_to_import(Path()), nobody.file_to_save(Path())] == [
        None,
        None,
        None,
    ]


def test_a_page_without_states_is_photographed_as_it_opens() -> None:
    assert list(states_of("report")) == ["empty"]
    assert list(states_of("no-such-page")) == ["empty"]


def test_the_window_has_states_of_its_own(opened: Scene) -> None:
    shown = {}
    for name, state in window.STATES.items():
        if name != "menu":
            widget = state(opened) or opened.window
            shown[name] = widget.objectName()
            if isinstance(widget, QDialog):
                widget.reject()
                opened.settle(20)
    assert shown == {
        "fault": "window",
        "search": "commandSearch",
        "shortcuts": "shortcuts",
        "bug": "bugDialog",
        "recovered": "window",
        "gone-from-disk": "window",
        "changed-on-disk": "window",
    }
    assert opened.window.banner.isVisible()


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_the_menu_can_be_photographed(opened: Scene) -> None:
    menu = window.menu(opened)
    assert isinstance(menu, QMenu)
    assert menu.isVisible()
    menu.close()


def test_states_are_found_by_the_key_of_the_page() -> None:
    assert PageEntry("lessons", "", "", "app.pages.lessons", "LessonsPage").page_class() is LessonsPage
