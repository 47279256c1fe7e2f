from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from app.theme import icon, icon_names, icon_pixmap
from app.theme.icons import icon_folder
from app.window import PAGES

NAMES = icon_names()


def _colours(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def _distance(one: str, other: str) -> int:
    return max(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5))


def test_there_are_icons() -> None:
    assert {"undo", "redo", "menu", "play", "pause", "close"} <= set(NAMES)


def test_every_page_has_its_icon() -> None:
    assert {entry.icon for entry in PAGES} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_paints_something_in_its_colour(name: str, qapp: QApplication) -> None:
    image = icon_pixmap(name, "#D55E00", 24, 2.0).toImage()
    assert image.size() == QSize(48, 48)
    assert "#D55E00" in _colours(image)
    assert max(_distance(colour, "#D55E00") for colour in _colours(image)) <= 2


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_a_drawing_in_one_colour(name: str) -> None:
    root = ET.parse(icon_folder() / f"{name}.svg").getroot()
    paints = {each.get(key) for each in root.iter() for key in ("fill", "stroke")} - {None}
    assert paints <= {"none", "currentColor"}
    assert root.get("viewBox") == "0 0 24 24"


def test_an_unknown_icon_is_no_icon() -> None:
    with pytest.raises(FileNotFoundError):
        icon_pixmap("no-such-icon", "#000000", 24)


def test_a_chosen_icon_has_another_colour(qapp: QApplication) -> None:
    made = icon("stream", "#667085", chosen="#2563EB", faint="#CBD2DB")
    size = QSize(20, 20)

    def shown(mode: QIcon.Mode, state: QIcon.State) -> set[str]:
        return _colours(made.pixmap(size, mode, state).toImage())

    assert "#667085" in shown(QIcon.Mode.Normal, QIcon.State.Off)
    assert "#2563EB" in shown(QIcon.Mode.Normal, QIcon.State.On)
    assert "#CBD2DB" in shown(QIcon.Mode.Disabled, QIcon.State.Off)
