"""A banner tells what went wrong, and of its buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.widgets import Banner
from tests.app.widgets.inside import label_in, tool_in


def test_a_banner_is_hidden_until_it_has_something_to_tell(qtbot: QtBot) -> None:
    banner = Banner("banner")
    qtbot.addWidget(banner)
    seen = [banner.isVisible()]
    banner.tell("WIP limit is -2.", "Write 1.", action="Mend it")
    seen.append(banner.isVisible())
    assert banner.accessibleName() == "WIP limit is -2. Write 1."
    banner.clear()
    seen.append(banner.isVisible())
    assert (seen, banner.text) == ([False, True, False], "")


def test_a_banner_without_a_button_or_a_hint_gives_them_no_room(qtbot: QtBot) -> None:
    banner = Banner("banner")
    qtbot.addWidget(banner)
    banner.tell("Saved.", tone="accent")
    (button,) = banner.findChildren(QPushButton, "banner.action")
    assert not button.isVisible()
    assert not label_in(banner, "banner.hint").isVisible()
    assert banner.property("tone") == "accent"


def test_a_banner_tells_of_its_button_and_of_being_closed(qtbot: QtBot) -> None:
    banner, told = Banner("banner"), list[str]()
    qtbot.addWidget(banner)
    banner.acted.connect(lambda: told.append("acted"))
    banner.closed.connect(lambda: told.append("closed"))
    banner.tell("No.", action="Mend it")
    banner.findChildren(QPushButton, "banner.action")[0].click()
    tool_in(banner, "banner.close").click()
    assert told == ["acted", "closed"]
    assert not banner.isVisible()


def test_several_ways_out_are_buttons_that_say_which_was_chosen(qtbot: QtBot) -> None:
    banner = Banner("disk")
    qtbot.addWidget(banner)
    chosen: list[str] = []
    banner.chose.connect(chosen.append)
    banner.offer("It changed.", "Nothing is lost.", {"reload": "Reload", "keep": "Keep mine"})
    (keep,) = banner.findChildren(QPushButton, "disk.keep")
    assert (banner.text, keep.text(), keep.accessibleName()) == ("It changed.", "Keep mine", "Keep mine")
    keep.click()
    assert (chosen, banner.isHidden()) == (["keep"], True)


def test_what_is_told_next_has_no_ways_out_of_the_former(qtbot: QtBot) -> None:
    banner = Banner("disk")
    qtbot.addWidget(banner)
    banner.offer("It changed.", "", {"reload": "Reload"})
    banner.tell("Something else.")
    assert [each.objectName() for each in banner.findChildren(QPushButton) if not each.isHidden()] == []
