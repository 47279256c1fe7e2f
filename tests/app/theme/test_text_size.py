from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.theme import DARK, LIGHT, PROJECTOR, TEXT_SIZES, Theme, scaled, text_size_of


def test_text_grows_and_colours_stay() -> None:
    large = scaled(DARK, 150)
    assert (large.base, large.small, large.title, large.heading, large.number) == (20, 18, 21, 36, 33)
    assert (large.text, large.window, large.radius) == (DARK.text, DARK.window, DARK.radius)
    assert scaled(LIGHT, 100) is LIGHT


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_what_is_large_already_grows_only_as_far_as_the_others_do(percent: int) -> None:
    sizes = scaled(PROJECTOR, percent)
    assert sizes.base == max(PROJECTOR.base, scaled(LIGHT, percent).base)
    assert sizes.heading <= 36


@pytest.mark.parametrize(
    ("remembered", "size"), [(0.0, 100), (100.0, 100), (125.0, 125), (150.0, 150), (900.0, 100)]
)
def test_a_size_that_is_not_offered_is_the_usual_one(remembered: float, size: int) -> None:
    assert text_size_of(remembered) == size


def test_everything_is_written_larger_at_once(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme("light")
    theme.apply(qapp)
    label = QLabel("Text")
    qtbot.addWidget(label)
    told: list[int] = []
    theme.changed.connect(lambda: told.append(theme.tokens.base))
    usual = label.sizeHint()
    for percent in (150, 150, 100):
        theme.choose_text_size(percent)
    assert told == [20, 13]
    theme.choose_text_size(150)
    assert qapp.font().pixelSize() == 20
    assert label.sizeHint().height() > usual.height()
    theme.choose_text_size(100)
    assert label.sizeHint() == usual


@pytest.mark.parametrize(("percent", "width"), [(100, 300), (125, 369), (150, 400)])
def test_a_side_panel_grows_with_the_text_but_leaves_the_page_its_room(percent: int, width: int) -> None:
    theme = Theme("light", text_percent=percent)
    theme.tokens = scaled(LIGHT, percent)
    assert theme.width(300) == width
