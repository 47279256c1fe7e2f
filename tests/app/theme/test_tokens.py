from __future__ import annotations

import re
from dataclasses import fields

import pytest

from app.theme import (
    CHOICES,
    DARK,
    ENOUGH_FOR_TEXT,
    LIGHT,
    PROJECTOR,
    Choice,
    Scheme,
    Tokens,
    contrast,
    tokens_for,
)

THEMES = {"light": LIGHT, "dark": DARK, "projector": PROJECTOR}
GROUNDS = ("window", "surface", "sunken", "selected", "accent_soft", "bad_soft", "warn_soft")
TEXTS = ("text", "accent", "good", "bad", "warn")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", [*TEXTS, "muted"])
def test_every_text_can_be_read_on_every_ground(theme: str, ground: str, text: str) -> None:
    tokens = THEMES[theme]
    ratio = contrast(getattr(tokens, text), getattr(tokens, ground))
    assert ratio >= ENOUGH_FOR_TEXT, f"{text} on {ground} in {theme}: {ratio:.2f}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["accent", "accent_hover"])
def test_text_on_the_accent_can_be_read(theme: str, ground: str) -> None:
    tokens = THEMES[theme]
    assert contrast(tokens.on_accent, getattr(tokens, ground)) >= ENOUGH_FOR_TEXT


@pytest.mark.parametrize("theme", THEMES)
def test_every_colour_is_six_hex_digits(theme: str) -> None:
    tokens = THEMES[theme]
    values = [getattr(tokens, field.name) for field in fields(tokens)]
    colours = [value for value in values if isinstance(value, str) and value not in ("light", "dark")]
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in (*colours, *tokens.series))


def test_the_named_colours_are_those_of_the_design() -> None:
    def named(tokens: Tokens) -> tuple[str, ...]:
        return tuple(
            getattr(tokens, name) for name in ("window", "surface", "line", "text", "muted", "accent")
        )

    assert named(LIGHT) == ("#F6F7F9", "#FFFFFF", "#E1E5EA", "#1B2430", "#667085", "#2563EB")
    assert named(DARK) == ("#14171C", "#1C2128", "#2D333B", "#E6EAF0", "#8B95A5", "#6EA8FE")


def test_the_projector_has_larger_type_and_the_light_ground() -> None:
    sizes = ("base", "small", "title", "heading", "number")
    assert all(getattr(PROJECTOR, size) >= 1.3 * getattr(LIGHT, size) for size in sizes)
    assert PROJECTOR.surface == LIGHT.surface


@pytest.mark.parametrize(
    ("choice", "system", "expected"),
    [
        ("system", "light", LIGHT),
        ("system", "dark", DARK),
        ("light", "dark", LIGHT),
        ("dark", "light", DARK),
        ("projector", "dark", PROJECTOR),
    ],
)
def test_a_choice_goes_before_the_system(choice: Choice, system: Scheme, expected: Tokens) -> None:
    assert tokens_for(choice, system) is expected


def test_every_choice_gives_a_theme() -> None:
    assert [tokens_for(choice, "light").scheme for choice in CHOICES] == ["light", "light", "dark", "light"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        # The example of "Understanding SC 1.4.3" of WCAG 2.2: #767676 is the lightest grey that passes.
        ("#767676", "#FFFFFF", 4.54),
        ("#777777", "#FFFFFF", 4.48),
    ],
)
def test_contrast_is_that_of_the_guideline(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)
    assert contrast(other, one) == contrast(one, other)
