"""Colour and shape of each kind of item, told apart without colour too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

Shape = Literal["circle", "triangle", "square", "diamond", "hexagon", "cross", "star", "ring"]


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """How items of one type are drawn.

    Attributes:
        colour: Fill, ``#rrggbb``, the same in every theme.
        shape: Outline; no two of the first eight types share one.
    """

    colour: str
    shape: Shape


FEATURE = TypeStyle("#009E73", "circle")
DEFECT = TypeStyle("#D55E00", "triangle")
RISK = TypeStyle("#E69F00", "square")
DEBT = TypeStyle("#8E6BBF", "diamond")

_NAMED = {"feature": FEATURE, "defect": DEFECT, "risk": RISK, "debt": DEBT}
_IN_ORDER = (
    FEATURE,
    DEFECT,
    RISK,
    DEBT,
    TypeStyle("#0072B2", "hexagon"),
    TypeStyle("#CC79A7", "cross"),
    TypeStyle("#56B4E9", "star"),
    TypeStyle("#7A8699", "ring"),
)


def type_styles(ids: Sequence[str]) -> dict[str, TypeStyle]:
    """Give each type its style: the four flow items their own, others the next that is free."""
    styles = {each: _NAMED[each] for each in ids if each in _NAMED}
    free = [style for style in _IN_ORDER if style not in styles.values()] or list(_IN_ORDER)
    others = [each for each in ids if each not in styles]
    styles.update({each: free[place % len(free)] for place, each in enumerate(others)})
    return styles


def shape_path(shape: Shape, size: float) -> QPainterPath:
    """Draw a shape of about equal visual weight, centred on the origin, ``size`` pixels across."""
    path = QPainterPath()
    half = size / 2
    if shape == "circle":
        path.addEllipse(QPointF(0, 0), half, half)
    elif shape == "square":
        side = size * 0.88
        path.addRoundedRect(QRectF(-side / 2, -side / 2, side, side), size * 0.14, size * 0.14)
    elif shape == "cross":
        _add_cross(path, half)
    elif shape == "star":
        _add_polygon(path, [_on_circle(half * (1.1 if k % 2 == 0 else 0.5), k, 10) for k in range(10)])
    elif shape == "ring":
        path.addEllipse(QPointF(0, 0), half, half)
        path.addEllipse(QPointF(0, 0), half * 0.45, half * 0.45)
    else:
        corners = {"triangle": 3, "diamond": 4, "hexagon": 6}[shape]
        reach = half * (1.12 if shape == "triangle" else 1.08)
        drop = half * 0.16 if shape == "triangle" else 0.0
        _add_polygon(path, [_on_circle(reach, k, corners) + QPointF(0, drop) for k in range(corners)])
    return path


def _on_circle(radius: float, step: float, steps: int) -> QPointF:
    angle = 2 * math.pi * step / steps - math.pi / 2
    return QPointF(radius * math.cos(angle), radius * math.sin(angle))


def _add_polygon(path: QPainterPath, points: list[QPointF]) -> None:
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()


def _add_cross(path: QPainterPath, half: float) -> None:
    arm = half * 0.42
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRect(QRectF(-half, -arm, 2 * half, 2 * arm))
    path.addRect(QRectF(-arm, -half, 2 * arm, 2 * half))
