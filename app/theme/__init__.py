"""Colours, sizes, icons and shapes: how everything looks."""

from app.theme.contrast import ENOUGH_FOR_TEXT, contrast
from app.theme.icons import icon, icon_names, icon_pixmap
from app.theme.item_types import DEBT, DEFECT, FEATURE, RISK, Shape, TypeStyle, shape_path, type_styles
from app.theme.sheet import stylesheet
from app.theme.team_colours import team_colour
from app.theme.theme import Theme, choice_of, palette_of
from app.theme.tokens import (
    CHOICES,
    DARK,
    HUGE,
    LARGE,
    LIGHT,
    MEDIUM,
    PROJECTOR,
    SMALL,
    TEXT_SIZES,
    TINY,
    Choice,
    Scheme,
    Tokens,
    scaled,
    text_size_of,
    tokens_for,
)

__all__ = [
    "CHOICES",
    "DARK",
    "DEBT",
    "DEFECT",
    "ENOUGH_FOR_TEXT",
    "FEATURE",
    "HUGE",
    "LARGE",
    "LIGHT",
    "MEDIUM",
    "PROJECTOR",
    "RISK",
    "SMALL",
    "TEXT_SIZES",
    "TINY",
    "Choice",
    "Scheme",
    "Shape",
    "Theme",
    "Tokens",
    "TypeStyle",
    "choice_of",
    "contrast",
    "icon",
    "icon_names",
    "icon_pixmap",
    "palette_of",
    "scaled",
    "shape_path",
    "stylesheet",
    "team_colour",
    "text_size_of",
    "tokens_for",
    "type_styles",
]
