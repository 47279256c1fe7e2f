from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.widgets import Banner


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
