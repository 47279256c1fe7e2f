"""The colour of each team, by its place among the teams: none of them is the colour of an item type."""

from __future__ import annotations

from typing import Final

from app.theme.tokens import Tokens

_ON_LIGHT: Final = ("#3F5BA9", "#00798C", "#A23B72", "#7A6C00", "#6B4FA0", "#8C4A2F")
_ON_DARK: Final = ("#8FA8E8", "#4FC3D5", "#E08BB8", "#CFC04A", "#B9A4EA", "#D9A58C")


def team_colour(place: int, tokens: Tokens) -> str:
    """Give the colour of a team in a theme, ``#rrggbb``; the seventh has that of the first."""
    colours = _ON_DARK if tokens.scheme == "dark" else _ON_LIGHT
    return colours[place % len(colours)]
