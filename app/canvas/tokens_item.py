"""All tokens of the board, painted by one item."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.canvas.frame import EMPTY_FRAME, Area, Flight, Frame, Pile, Spot
from app.canvas.plan import PITCHES, BoardPlan, Grid, along, eased, pack, place, route
from app.canvas.sprites import STEPS, Ring, Sprites

_SETTLES: Final = 0.09
"""Seconds in which a token that makes room covers two thirds of its way."""
_NEAR: Final = 0.4
Tracks = Mapping[tuple[int, int], Sequence[QPointF]]
"""Corners of the ways drawn as arcs, by the cards that they join."""
_NO_TRACKS: Final[Tracks] = {}


class TokensItem(QGraphicsItem):
    """Paints a frame: tokens at rest in their areas, tokens under way along the links.

    Attributes:
        frame: What is shown.
    """

    def __init__(self, sprites: Sprites, font: QFont, colour: str) -> None:
        """Start with no token."""
        super().__init__()
        self.frame: Frame = EMPTY_FRAME
        self._plan: BoardPlan | None = None
        self._tracks = _NO_TRACKS
        self._sprites = sprites
        self._font = font
        self._colour = QColor(colour)
        self._drawn: list[tuple[float, float, int, Ring, float, int]] = []
        self._more: list[tuple[QRectF, str]] = []
        self._bonds: list[tuple[QPointF, QPointF, float]] = []
        self._at: dict[int, tuple[float, float]] = {}
        self._took_off: dict[tuple[int, Spot, Spot], QPointF] = {}
        self._bound: Mapping[Spot, int] = {}
        self._elapsed_share = 1.0
        self._marked: int | None = None
        self.setZValue(30)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def dress(self, sprites: Sprites, font: QFont, colour: str) -> None:
        """Take the pictures, font and colour of another theme."""
        self._sprites, self._font, self._colour = sprites, font, QColor(colour)
        self.update()

    def set_plan(
        self, plan: BoardPlan, tracks: Mapping[tuple[int, int], Sequence[QPointF]] = _NO_TRACKS
    ) -> None:
        """Take other places, to which tokens jump, and the ways that are drawn from card to card as arcs."""
        self.prepareGeometryChange()
        self._plan, self._tracks = plan, tracks
        self._at.clear()
        self.show_frame(self.frame)

    def show_frame(self, frame: Frame, elapsed: float | None = None) -> None:
        """Show a frame; tokens that make room glide for ``elapsed`` seconds, or jump if None."""
        self.frame = frame
        if self._plan is None:
            return
        self._drawn, self._more, self._bonds = [], [], []
        self._elapsed_share = 1.0 if elapsed is None else 1 - math.exp(-elapsed / _SETTLES)
        self._bound = Counter(flight.target for flight in frame.flights)
        grids = {spot: self._show_pile(spot, pile) for spot, pile in frame.piles.items()}
        self._show_flights(grids)
        self._forget()
        self.update()

    def mark(self, item: int | None) -> None:
        """Bring out one token with a frame of its own; None brings out none."""
        self._marked = item
        self.update()

    def token_at(self, point: QPointF) -> int | None:
        """Give the item whose token lies at a scene point."""
        for item, (x, y) in self._at.items():
            if abs(x - point.x()) < 7 and abs(y - point.y()) < 7 and self._is_drawn(item):
                return item
        return None

    def position(self, item: int) -> QPointF | None:
        """Give where an item's token was last drawn."""
        at = self._at.get(item)
        return None if at is None else QPointF(*at)

    def boundingRect(self) -> QRectF:
        """Cover the whole board."""
        return self._plan.room if self._plan is not None else QRectF()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint every token from its picture."""
        picture = self._sprites.picture
        for begin, end, pitch in self._bonds:
            painter.setPen(QPen(self._colour, pitch * 0.16))
            painter.drawLine(begin, end)
        for x, y, kind, ring, pitch, step in self._drawn:
            painter.drawPixmap(QPointF(x - pitch / 2, y - pitch / 2), picture(kind, ring, pitch, step))
        self._paint_marked(painter)
        painter.setFont(self._font)
        painter.setPen(self._colour)
        for box, text in self._more:
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, text)

    def _paint_marked(self, painter: QPainter) -> None:
        at = None if self._marked is None else self._at.get(self._marked)
        if at is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._colour, 1.6))
            half = PITCHES[0] * 0.56
            painter.drawRoundedRect(QRectF(at[0] - half, at[1] - half, 2 * half, 2 * half), 4, 4)

    def _forget(self) -> None:
        """Drop the places of tokens that are seen no more."""
        flying = {(each.item, each.origin, each.target) for each in self.frame.flights}
        if len(self._took_off) > len(flying):
            self._took_off = {key: at for key, at in self._took_off.items() if key in flying}
        if len(self._at) > 4 * (len(self._drawn) + 16):
            drawn = {i for pile in self.frame.piles.values() for i in pile.items}
            drawn |= {each.item for each in self.frame.flights}
            self._at = {item: at for item, at in self._at.items() if item in drawn}

    def _is_drawn(self, item: int) -> bool:
        return any(item in pile.items for pile in self.frame.piles.values())

    def _show_pile(self, spot: Spot, pile: Pile) -> Grid:
        assert self._plan is not None
        room = self._plan.cards[spot[0]].areas.get(spot[1])
        if room is None:
            return Grid(PITCHES[0], 1, 0, 0)
        grid = pack(room, pile.count)
        share = self._elapsed_share
        listed = pile.items[: grid.shown]
        self._bind(room, grid, listed)
        for index, item in enumerate(listed):
            want = place(room, grid, index)
            x, y = self._glide(item, want.x(), want.y(), share)
            ring, step = mark_of(self.frame, item, spot[1])
            self._drawn.append((x, y, self.frame.types[item], ring, grid.pitch, step))
        # Of a large pile only the first are listed; those under way are counted, but fly.
        unseen = pile.count - len(listed) - self._bound.get(spot, 0)
        if unseen > 0:
            self._more.append((room, f"+{unseen}"))
        return grid

    def _bind(self, room: QRectF, grid: Grid, listed: Sequence[int]) -> None:
        """Join neighbours that are worked on as one batch."""
        together = self.frame.together
        if not together:
            return
        for index, (item, after) in enumerate(itertools.pairwise(listed)):
            batch = together.get(item)
            if batch is not None and batch == together.get(after):
                a, b = place(room, grid, index), place(room, grid, index + 1)
                if a.y() == b.y():
                    self._bonds.append((a, b, grid.pitch))

    def _glide(self, item: int, x: float, y: float, share: float) -> tuple[float, float]:
        was = self._at.get(item)
        if was is not None and share < 1:
            near_x, near_y = was[0] + (x - was[0]) * share, was[1] + (y - was[1]) * share
            if abs(near_x - x) > _NEAR or abs(near_y - y) > _NEAR:
                x, y = near_x, near_y
        self._at[item] = (x, y)
        return x, y

    def _show_flights(self, grids: dict[Spot, Grid]) -> None:
        assert self._plan is not None
        landing: dict[Spot, int] = {}
        for flight in self.frame.flights:
            offset = landing.get(flight.target, 0)
            landing[flight.target] = offset + 1
            pile = self.frame.piles.get(flight.target)
            end = self._slot(flight.target, (len(pile.items) if pile else 0) + offset, grids)
            start = self._start(flight, grids)
            corners = self._way(flight, start, end)
            at = along(corners, eased(flight.share))
            self._at[flight.item] = (at.x(), at.y())
            ring: Ring = "finished" if flight.is_back else "none"
            self._drawn.append((at.x(), at.y(), self.frame.types[flight.item], ring, PITCHES[0], 0))

    def _way(self, flight: Flight, start: QPointF, end: QPointF) -> Sequence[QPointF]:
        """Give the corners of a flight: along the arc that joins the cards, else along the links."""
        assert self._plan is not None
        track = self._tracks.get((flight.origin[0], flight.target[0]))
        if track is not None:
            return (start, *track, end)
        return route(self._plan, flight.origin, flight.target, (start, end))

    def _start(self, flight: Flight, grids: dict[Spot, Grid]) -> QPointF:
        """Give where a flight began: where the token lay when it took off."""
        key = (flight.item, flight.origin, flight.target)
        if key not in self._took_off:
            lay = self._at.get(flight.item)
            self._took_off[key] = self._slot(flight.origin, 0, grids) if lay is None else QPointF(*lay)
        return self._took_off[key]

    def _slot(self, spot: Spot, index: int, grids: dict[Spot, Grid]) -> QPointF:
        assert self._plan is not None
        areas = self._plan.cards[spot[0]].areas
        room = areas.get(spot[1], areas[Area.WAITING])
        grid = grids.get(spot) or pack(room, index + 1)
        return place(room, grid, min(index, max(grid.shown, 1)))


def mark_of(frame: Frame, item: int, area: Area) -> tuple[Ring, int]:
    """Give the mark round an item that lies in an area, and how far its arc goes."""
    if item in frame.blocked:
        return "blocked", 0
    if item in frame.down:
        return "down", 0
    if item in frame.setup:
        return "setup", 0
    if area is Area.FINISHED:
        return "finished", 0
    if item in frame.put_down:
        return "put_down", 0
    if area is Area.ACTIVE and item in frame.progress:
        return "progress", min(round(frame.progress[item] * STEPS), STEPS)
    return "none", 0
