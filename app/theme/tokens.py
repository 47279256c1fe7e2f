"""The look as data: colours and sizes of each theme."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Scheme = Literal["light", "dark"]
Choice = Literal["system", "light", "dark", "projector"]

CHOICES: tuple[Choice, ...] = ("system", "light", "dark", "projector")


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. Colours are ``#rrggbb``, sizes are pixels.

    Attributes:
        scheme: Whether text is dark on light or light on dark.
        window: Ground of the window.
        surface: Ground of a card.
        sunken: Ground of a field inside a card.
        line: Hairlines and borders.
        control_line: Borders of things to click.
        text: Text.
        muted: Secondary text.
        accent: The one accent.
        on_accent: Text on the accent.
        accent_hover: The accent under the pointer.
        accent_soft: Ground of what is highlighted.
        accent_line: Border of what is highlighted.
        selected: Ground of the selected row or page.
        good: Text that says "better".
        bad: Text that says "worse" or "wrong".
        bad_soft: Ground of what is wrong, or full.
        warn: Text that says "take care".
        warn_soft: Ground of what needs care.
        blocked: Mark of blocked work.
        waiting: Mark of waiting work.
        active: Mark of active work.
        finished: Mark of finished work that waits for room.
        series: Steps of one hue, from deep to pale, for stacked areas.
        base: Size of running text.
        small: Size of captions.
        title: Size of card titles.
        heading: Size of a page's sentence.
        number: Size of the big numbers.
        radius: Corner radius of a card.
    """

    scheme: Scheme
    window: str
    surface: str
    sunken: str
    line: str
    control_line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str
    accent_line: str
    selected: str
    good: str
    bad: str
    bad_soft: str
    warn: str
    warn_soft: str
    blocked: str
    waiting: str
    active: str
    finished: str
    series: tuple[str, ...]
    base: int = 13
    small: int = 12
    title: int = 14
    heading: int = 24
    number: int = 22
    radius: int = 8


TINY, SMALL, MEDIUM, LARGE, HUGE = 4, 8, 12, 16, 24
"""The spacings, in pixels."""

LIGHT = Tokens(
    scheme="light",
    window="#F6F7F9",
    surface="#FFFFFF",
    sunken="#F6F7F9",
    line="#E1E5EA",
    control_line="#CBD2DB",
    text="#1B2430",
    muted="#667085",
    accent="#2563EB",
    on_accent="#FFFFFF",
    accent_hover="#1D4FD0",
    accent_soft="#EFF4FF",
    accent_line="#C9DBFB",
    selected="#F1F4F9",
    good="#0B7A4B",
    bad="#C9281C",
    bad_soft="#FEF1EF",
    warn="#8F5400",
    warn_soft="#FFF5E0",
    blocked="#D92D20",
    waiting="#C5CEDA",
    active="#2563EB",
    finished="#8FB0F4",
    series=("#183C9A", "#2563EB", "#5A8BF0", "#8FB0F4", "#BCCFF7", "#CBD5E1", "#94A3B8", "#64748B"),
)

DARK = Tokens(
    scheme="dark",
    window="#14171C",
    surface="#1C2128",
    sunken="#14171C",
    line="#2D333B",
    control_line="#434B57",
    text="#E6EAF0",
    muted="#8B95A5",
    accent="#6EA8FE",
    on_accent="#0B1526",
    accent_hover="#93BEFF",
    accent_soft="#1A2740",
    accent_line="#2F4A78",
    selected="#262D37",
    good="#4CC38A",
    bad="#FF8B80",
    bad_soft="#3A2022",
    warn="#F0B44C",
    warn_soft="#362A14",
    blocked="#F0584B",
    waiting="#4B5563",
    active="#6EA8FE",
    finished="#3F639C",
    series=("#A9CBFF", "#6EA8FE", "#4C86E0", "#3A68B4", "#2F5089", "#4B5563", "#6B7686", "#8B95A5"),
)

PROJECTOR = replace(LIGHT, muted="#4A5567", base=18, small=16, title=20, heading=34, number=32)
"""Light, with larger type and darker grey, to be read from the back of a room."""


TEXT_SIZES = (100, 125, 150)
"""Sizes of text that a person can choose, in percent."""
_SIZES = ("base", "small", "title", "heading", "number")


def scaled(tokens: Tokens, percent: int) -> Tokens:
    """Give a theme with larger text; one whose text is large already grows only as far as the others do."""
    if percent == TEXT_SIZES[0]:
        return tokens
    sizes = {name: max(getattr(tokens, name), round(getattr(LIGHT, name) * percent / 100)) for name in _SIZES}
    return replace(tokens, **sizes)


def text_size_of(percent: float) -> int:
    """Read a size of text; one that is not offered means the usual one."""
    return next((each for each in TEXT_SIZES if each == percent), TEXT_SIZES[0])


def tokens_for(choice: Choice, system: Scheme) -> Tokens:
    """Give the theme that was chosen; ``system`` is what the desktop asks for."""
    if choice == "projector":
        return PROJECTOR
    scheme = system if choice == "system" else choice
    return DARK if scheme == "dark" else LIGHT
