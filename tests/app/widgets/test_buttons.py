"""Buttons say what they are."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.theme import LIGHT, Theme
from app.widgets import LinkButton, PrimaryButton, QuietButton


@pytest.mark.parametrize(
    ("kind", "button_class"), [("primary", PrimaryButton), ("quiet", QuietButton), ("link", LinkButton)]
)
def test_a_button_says_what_it_is(
    qtbot: QtBot, kind: str, button_class: type[PrimaryButton | QuietButton | LinkButton]
) -> None:
    button = button_class("Run", "run")
    qtbot.addWidget(button)
    assert (button.property("kind"), button.objectName(), button.accessibleName()) == (kind, "run", "Run")
    assert not button.autoDefault()


def test_the_primary_button_has_the_accent(theme: Theme, qtbot: QtBot) -> None:
    button = PrimaryButton("Run", "run")
    qtbot.addWidget(button)
    button.resize(120, 34)
    assert button.grab().toImage().pixelColor(12, 8).name().upper() == LIGHT.accent
