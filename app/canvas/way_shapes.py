"""Where the ways between cards run, and where their words find room: pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath, QPainterPathStroker

from app.canvas.board_state import BoardState
from app.canvas.plan import OFF_CENTRE, BoardPlan
from app.canvas.ways import WayState, levels

FEEDBACK: Final = "feedback"
_MARGIN: Final = 17.0
_BESIDE: Final = 5.0
_LEAST: Final = 60.0
_REACH: Final = 10.0
"""How wide the strip along a way is in which it is clicked."""


@dataclass(frozen=True)
class WayShape:
    """A way as it is drawn.

    Attributes:
        key: Which way it is; ``FEEDBACK`` is the way round from the end.
        start: Where it begins.
        stop: Where its arrow points.
        at: How high or low it runs.
        tone: The colour it has.
        words: What of its words there is room for.
        box: Where they stand.
        told: All that is to say about it.
    """

    key: str
    start: QPointF
    stop: QPointF
    at: float
    tone: Literal["warn", "muted"]
    words: str = ""
    box: QRectF = field(default_factory=QRectF)
    told: str = ""

    def path(self) -> QPainterPath:
        """Draw the way."""
        return arc(self.start, self.stop, self.at)

    def covers(self, point: QPointF) -> bool:
        """Say whether a click there means this way."""
        if self.box.contains(point):
            return True
        stroker = QPainterPathStroker()
        stroker.setWidth(_REACH)
        return stroker.createStroke(self.path()).contains(point)


def arc(start: QPointF, stop: QPointF, at: float) -> QPainterPath:
    """Draw a way from one end to the other that runs at a height."""
    turn = min(16.0, abs(stop.x() - start.x()) / 2)
    side = turn if stop.x() > start.x() else -turn
    path = QPainterPath(start)
    path.quadTo(QPointF(start.x(), at), QPointF(start.x() + side, at))
    path.lineTo(QPointF(stop.x() - side, at))
    path.quadTo(QPointF(stop.x(), at), stop)
    return path


def ends_of(plan: BoardPlan, begin: int, end: int) -> tuple[QPointF, QPointF]:
    """Give where a way from one card to another begins and ends: below the cards if it leads back."""
    first, last = plan.cards[begin].box, plan.cards[end].box
    if end > begin:
        return (
            QPointF(first.center().x() + OFF_CENTRE, first.top() - 1),
            QPointF(last.center().x() - OFF_CENTRE, last.top() - 1),
        )
    off = -OFF_CENTRE if begin != end else OFF_CENTRE
    return (
        QPointF(first.center().x() + off, first.bottom() + 1),
        QPointF(last.center().x() - off, last.bottom() + 1),
    )


def way_shapes(board: BoardState, plan: BoardPlan, font: QFont) -> tuple[WayShape, ...]:
    """Give the shapes of all ways, each with as many of its words as have room beside the others."""
    back = [_bare(plan, way, plan.low(level), "warn") for way, level in _levelled(board.rework)]
    onward = [_bare(plan, way, plan.high(level), "muted") for way, level in _levelled(board.onward)]
    metrics = QFontMetricsF(font)
    shapes = []
    for ways, bare in ((board.rework, back), (board.onward, onward)):
        for way, shape in zip(ways, bare, strict=True):
            crossing = [one for other in bare if other is not shape for one in _uprights(other, shape)]
            shapes.append(_worded(shape, (way.text, *way.shorter), crossing, metrics))
    if board.feedback and len(plan.cards) > 1:
        round_ = _round_from_the_end(plan, board.feedback)
        shapes.append(_worded(round_, (board.feedback,), [], metrics))
    return tuple(shapes)


def tracks_of(board: BoardState, plan: BoardPlan) -> dict[tuple[int, int], tuple[QPointF, ...]]:
    """Give the corners of each way drawn as an arc, by the cards that it joins: tokens go along it."""
    found: dict[tuple[int, int], tuple[QPointF, ...]] = {}
    for ways, height in ((board.onward, plan.high), (board.rework, plan.low)):
        for way, level in _levelled(ways):
            start, stop = ends_of(plan, way.begin, way.end)
            at = height(level)
            found[way.begin, way.end] = (start, QPointF(start.x(), at), QPointF(stop.x(), at), stop)
    return found


def _levelled(ways: Sequence[WayState]) -> list[tuple[WayState, int]]:
    return list(zip(ways, levels(ways), strict=True))


def _bare(plan: BoardPlan, way: WayState, at: float, tone: Literal["warn", "muted"]) -> WayShape:
    start, stop = ends_of(plan, way.begin, way.end)
    return WayShape(way.key, start, stop, at, tone, told=way.text)


def _round_from_the_end(plan: BoardPlan, words: str) -> WayShape:
    begin, end = plan.cards[-1].box, plan.cards[0].box
    start = QPointF(begin.center().x(), begin.bottom() + 1)
    stop = QPointF(end.center().x(), end.bottom() + 1)
    return WayShape(FEEDBACK, start, stop, plan.lowest(), "muted", told=words)


def _uprights(other: WayShape, shape: WayShape) -> list[float]:
    """Give where another way crosses the run of this one: it does if it runs further out."""
    outward = other.at - shape.at if shape.tone == "warn" else shape.at - other.at
    return [other.start.x(), other.stop.x()] if outward > 0 else []


def _worded(
    shape: WayShape, texts: Sequence[str], crossing: Sequence[float], metrics: QFontMetricsF
) -> WayShape:
    """Choose the longest words that have room between what crosses the way, near its middle."""
    left, right = sorted((shape.start.x(), shape.stop.x()))
    middle = (left + right) / 2
    free = _free(left + _MARGIN, right - _MARGIN, crossing)
    for words in texts:
        need = metrics.horizontalAdvance(words) + 10
        fitting = [each for each in free if each[1] - each[0] >= need]
        if fitting:
            at = min((_nearest(each, middle, need) for each in fitting), key=lambda x: abs(x - middle))
            return _set(shape, words, at, metrics)
    widest = max(free, key=lambda each: each[1] - each[0], default=(middle, middle))
    room = max(widest[1] - widest[0] - 10, _LEAST - 10)
    fitted = metrics.elidedText(texts[-1], Qt.TextElideMode.ElideRight, room)
    return _set(shape, fitted, (widest[0] + widest[1]) / 2, metrics)


def _free(left: float, right: float, crossing: Sequence[float]) -> list[tuple[float, float]]:
    cuts = sorted(x for x in crossing if left - _BESIDE < x < right + _BESIDE)
    ends = [left, *(x for cut in cuts for x in (cut - _BESIDE, cut + _BESIDE)), right]
    pairs = list(zip(ends[::2], ends[1::2], strict=True))
    return [(a, b) for a, b in pairs if b > a]


def _nearest(room: tuple[float, float], middle: float, need: float) -> float:
    return min(max(middle, room[0] + need / 2), room[1] - need / 2)


def _set(shape: WayShape, words: str, middle: float, metrics: QFontMetricsF) -> WayShape:
    wide, tall = metrics.horizontalAdvance(words) + 10, metrics.height()
    # Nothing stands above the board's own edge.
    box = QRectF(middle - wide / 2, max(shape.at - tall / 2, 0.0), wide, tall)
    return WayShape(shape.key, shape.start, shape.stop, shape.at, shape.tone, words, box, shape.told)


def shape_at(shapes: Sequence[WayShape], point: QPointF) -> WayShape | None:
    """Give the way at a point; words win over lines."""
    named = next((shape for shape in shapes if shape.box.contains(point)), None)
    return named or next((shape for shape in shapes if shape.covers(point)), None)
