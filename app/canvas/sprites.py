"""Tokens as small pictures, drawn once for each type, size and mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from app.theme import Tokens, TypeStyle, shape_path

Ring = Literal["none", "finished", "blocked", "down", "put_down", "setup", "progress"]
STEPS: Final = 16
"""A ring of progress is drawn with so many fillings."""
_TOKEN: Final = 0.68
"""Width of a token as a part of the distance between two."""


class Sprites:
    """Makes and keeps the pictures of tokens.

    What is round a token tells what it cannot do: a thin ring waits for room, a double one is blocked, a
    dotted one waits for a changeover, brackets wait for a worker who is down, half a ring was begun and put
    down. An arc that grows tells how far work on it has come.
    """

    def __init__(self, tokens: Tokens, styles: Sequence[TypeStyle], ratio: float = 1.0) -> None:
        """Take the theme, the style of each type by number, and the screen's pixel ratio."""
        self._tokens = tokens
        self._styles = tuple(styles)
        self._ratio = ratio
        self._made: dict[tuple[int, Ring, float, int], QPixmap] = {}

    def picture(self, kind: int, ring: Ring, pitch: float, step: int = 0) -> QPixmap:
        """Give the picture of a token, ``pitch`` pixels square; ``step`` of `STEPS` of its work are done."""
        key = (kind, ring, pitch, step)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._draw(kind, ring, pitch, step)
        return made

    def _draw(self, kind: int, ring: Ring, pitch: float, step: int) -> QPixmap:
        pixels = max(1, round(pitch * self._ratio))
        picture = QPixmap(pixels, pixels)
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(pitch / 2, pitch / 2)
        if self._styles:
            style = self._styles[kind % len(self._styles)]
            size = pitch * _TOKEN * (0.84 if ring != "none" else 1.0)
            painter.fillPath(shape_path(style.shape, size), QColor(style.colour))
        if ring == "progress":
            _draw_progress(painter, step, pitch, self._tokens)
        else:
            _draw_ring(painter, ring, pitch, self._tokens)
        painter.end()
        return picture


def _draw_ring(painter: QPainter, ring: Ring, pitch: float, tokens: Tokens) -> None:
    if ring == "none":
        return
    if ring == "down":
        _draw_brackets(painter, pitch, tokens)
        return
    if ring == "put_down":
        _draw_half(painter, pitch, tokens)
        return
    width = max(1.0, pitch / 14)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    is_setup = ring == "setup"
    style = Qt.PenStyle.DotLine if is_setup else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor(tokens.warn if is_setup else tokens.blocked), width, style))
    radius = pitch / 2 - width / 2 - 0.25
    painter.drawEllipse(QPointF(0, 0), radius, radius)
    if ring == "blocked":
        painter.setPen(QPen(QColor(tokens.blocked), width * 2))
        painter.drawEllipse(QPointF(0, 0), radius - width * 0.5, radius - width * 0.5)


def _draw_brackets(painter: QPainter, pitch: float, tokens: Tokens) -> None:
    width = max(1.2, pitch / 11)
    half = pitch / 2 - width / 2 - 0.25
    painter.setPen(QPen(QColor(tokens.text), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    for side in (-1, 1):
        corners = [
            (side * half * 0.5, -half),
            (side * half, -half),
            (side * half, half),
            (side * half * 0.5, half),
        ]
        painter.drawPolyline([QPointF(x, y) for x, y in corners])


def _draw_half(painter: QPainter, pitch: float, tokens: Tokens) -> None:
    width = max(1.4, pitch / 10)
    radius = pitch / 2 - width / 2 - 0.25
    painter.setPen(QPen(QColor(tokens.active), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawArc(QRectF(-radius, -radius, 2 * radius, 2 * radius), 180 * 16, 180 * 16)


def _draw_progress(painter: QPainter, step: int, pitch: float, tokens: Tokens) -> None:
    """Draw a faint ring, and an arc on it from twelve o'clock on."""
    width = max(1.6, pitch / 10)
    radius = pitch / 2 - width / 2 - 0.25
    box = QRectF(-radius, -radius, 2 * radius, 2 * radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.line), width))
    painter.drawEllipse(box)
    painter.setPen(QPen(QColor(tokens.active), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawArc(box, 90 * 16, -round(360 * 16 * step / STEPS))
