"""How items of a type look: shape and colour, shown as they are drawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, get_args

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from app.pages.stream.cards import styles_of
from app.pages.stream.forms.change import Change, setting
from app.pages.stream.forms.sheet import Kind
from app.theme import Shape, TypeStyle, shape_path, type_styles
from app.widgets import ValueField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox

    from app.pages.stream.forms.sheet import Sheet
    from sim.stream import ItemType, Stream

COLOURS: Final = {
    "#009E73": "green",
    "#D55E00": "vermilion",
    "#E69F00": "amber",
    "#8E6BBF": "violet",
    "#0072B2": "blue",
    "#CC79A7": "pink",
    "#56B4E9": "sky",
    "#7A8699": "grey",
}
"""Told apart by people who see colours differently, and upon light and dark."""
_CODE: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_SIZE: Final = 16
_SHAPES: Final[tuple[Shape, ...]] = get_args(Shape)


class ColourField(ValueField[str]):
    """A colour by its code."""

    def text_of(self, value: str) -> str:
        """Write the code."""
        return value

    def value_of(self, text: str) -> str:
        """Read a code; the sign before it may be left out.

        Raises:
            ValueError: If it is none.
        """
        code = text if text.startswith("#") else f"#{text}"
        if _CODE.fullmatch(code) is None:
            raise ValueError(self.tr("“%s” is no colour; write six digits of 0 to F, like #0072B2.") % text)
        return code.upper()


def add_looks(sheet: Sheet, kind: ItemType) -> None:
    """Add shape and colour of a type."""
    stream = sheet.about.stream
    style = styles_of(stream)[[one.id for one in stream.item_types].index(kind.id)]
    shapes: dict[str, str] = {"": "usual"}
    shapes |= {shape: shape for shape in _SHAPES}
    box = sheet.choose("Shape", "shape", shapes, kind.shape or "", lambda to: _look(kind, "shape", to))
    for place, shape in enumerate((_usual(kind, stream), *_SHAPES)):
        _set_icon(box, place, TypeStyle(style.colour, shape))
    named = {"": "usual", **COLOURS}
    if kind.colour and kind.colour.upper() not in COLOURS:
        named[kind.colour] = "its own"
    chosen = next((code for code in named if code.upper() == (kind.colour or "").upper()), "")
    box = sheet.choose("Colour", "colour", named, chosen, lambda to: _look(kind, "colour", to))
    for place, code in enumerate(named):
        _set_icon(box, place, TypeStyle(code or style.colour, style.shape))
    sheet.take(
        Kind(ColourField), style.colour, "Colour code", "colour.code", lambda to: _look(kind, "colour", to)
    )


def _usual(kind: ItemType, stream: Stream) -> Shape:
    """Give the shape of a type that says nothing of it."""
    return type_styles([one.id for one in stream.item_types])[kind.id].shape


def _look(kind: ItemType, field: str, to: str) -> Change:
    said = COLOURS.get(to, to) or "the usual one"
    return setting(f"item_types.{kind.id}.{field}", to or None, f"Set {field} of {kind.name} to {said}")


def _set_icon(box: QComboBox, place: int, style: TypeStyle) -> None:
    picture = QPixmap(_SIZE, _SIZE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(_SIZE / 2, _SIZE / 2)
    painter.fillPath(shape_path(style.shape, _SIZE - 4).translated(middle), QColor(style.colour))
    painter.end()
    box.setItemIcon(place, QIcon(picture))
