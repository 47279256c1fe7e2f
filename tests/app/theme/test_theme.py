from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.theme import (
    CHOICES,
    DARK,
    LIGHT,
    PROJECTOR,
    Scheme,
    Theme,
    Tokens,
    choice_of,
    palette_of,
    stylesheet,
)
from app.theme.theme import system_scheme

EVERY = [LIGHT, DARK, PROJECTOR]


@pytest.mark.parametrize("tokens", EVERY)
def test_the_stylesheet_uses_no_colour_but_those_of_the_theme(tokens: Tokens) -> None:
    used = set(re.findall(r"#[0-9A-Fa-f]{6}", stylesheet(tokens)))
    assert used <= {value for value in vars_of(tokens) if isinstance(value, str)}


def vars_of(tokens: Tokens) -> list[object]:
    return [getattr(tokens, name) for name in tokens.__slots__]


@pytest.mark.parametrize("tokens", EVERY)
def test_the_stylesheet_is_balanced(tokens: Tokens) -> None:
    sheet = stylesheet(tokens)
    assert sheet.count("{") == sheet.count("}")
    assert "{{" not in sheet


def test_the_stylesheet_takes_the_size_of_the_theme() -> None:
    assert f"font-size: {LIGHT.number}px" in stylesheet(LIGHT)
    assert f"font-size: {PROJECTOR.number}px" in stylesheet(PROJECTOR)


def test_the_palette_has_the_tokens() -> None:
    palette = palette_of(DARK)
    role = QPalette.ColorRole
    shown = {each: palette.color(each).name().upper() for each in (role.Window, role.Text, role.Highlight)}
    assert shown == {role.Window: DARK.window, role.Text: DARK.text, role.Highlight: DARK.accent}


@pytest.mark.parametrize("name", [*CHOICES, "", "Dark", "mauve"])
def test_an_unknown_choice_is_that_of_the_system(name: str) -> None:
    assert choice_of(name) == (name if name in CHOICES else "system")


def test_an_applied_theme_dresses_the_application(qapp: QApplication) -> None:
    theme = Theme("dark")
    theme.apply(qapp)
    assert theme.tokens is DARK
    assert qapp.styleSheet() == stylesheet(DARK)
    assert QApplication.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.window
    assert QApplication.font().pixelSize() == DARK.base


def test_another_choice_is_told_once(theme: Theme, qtbot: QtBot) -> None:
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.tokens.scheme))
    theme.choose("dark")
    theme.choose("dark")
    theme.choose("light")
    assert told == ["dark", "light"]


def test_the_projector_enlarges_what_is_there_already(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("Test")
    qtbot.addWidget(label)
    label.ensurePolished()
    before = label.sizeHint().height()
    theme.choose("projector")
    assert label.sizeHint().height() > before


def test_numbers_are_tabular(theme: Theme) -> None:
    tag = QFont.Tag("tnum")
    assert QApplication.font().isFeatureSet(tag)
    assert theme.font(20).isFeatureSet(tag)


def test_a_font_has_the_size_and_weight_asked_for(theme: Theme) -> None:
    font = theme.font(20, QFont.Weight.Bold)
    assert (font.pixelSize(), font.weight()) == (20, QFont.Weight.Bold)


def test_the_system_is_followed_only_where_it_was_chosen(qapp: QApplication) -> None:
    desktop: list[Scheme] = ["light"]
    following = Theme("system", system=lambda: desktop[-1])
    fixed = Theme("dark", system=lambda: desktop[-1])
    seen = []
    for theme in (fixed, following):
        theme.apply(qapp)
    changes: list[tuple[Scheme, Qt.ColorScheme]] = [
        ("dark", Qt.ColorScheme.Dark),
        ("light", Qt.ColorScheme.Light),
    ]
    for scheme, qt_scheme in changes:
        desktop.append(scheme)
        qapp.styleHints().colorSchemeChanged.emit(qt_scheme)
        seen.append((following.tokens.scheme, fixed.tokens.scheme))
    assert seen == [("dark", "dark"), ("light", "dark")]


def test_a_desktop_without_a_wish_is_light() -> None:
    assert system_scheme() == "light"


def test_a_colour_is_a_token(theme: Theme) -> None:
    assert theme.colour("accent").name().upper() == LIGHT.accent
    with pytest.raises(AttributeError):
        theme.colour("mauve")


def test_a_picture_is_larger_than_an_icon(theme: Theme) -> None:
    assert theme.picture("history").deviceIndependentSize().width() == 4 * LIGHT.base
