"""What the tools of the board need of its view; the view's own description is at `BoardView`."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QScrollBar, QWidget

from app.canvas.board_state import BoardState, CardState
from app.canvas.card_item import CardItem, Field
from app.canvas.hand import Hand
from app.canvas.links_item import LinksItem
from app.canvas.plan import BoardPlan
from app.canvas.selection import Selection


class Board(Protocol):
    """What the tools need of a board; its signals are those of `BoardView`."""

    selection: Selection
    board: BoardState
    hand: Hand
    field_edited: Any
    add_wanted: Any
    remove_wanted: Any
    copy_wanted: Any
    move_wanted: Any
    token_chosen: Any
    wanted: Any

    @property
    def plan(self) -> BoardPlan:
        """Where everything lies."""

    @property
    def base_scale(self) -> float:
        """The scale at which texts are read, before anybody zooms."""

    @property
    def selected(self) -> str:
        """Key of the chosen card, empty if none is."""

    def choose(self, key: str) -> None:
        """Choose a card by key, or none."""

    def select(self, selection: Selection) -> None:
        """Choose cards."""

    def choose_way(self, key: str) -> None:
        """Choose a way between cards by key."""

    def choose_band(self, band: str) -> None:
        """Choose a group by id."""

    def open_way(self) -> None:
        """Open the figures of the chosen way."""

    def open_band(self) -> None:
        """Open the limit of the chosen band."""

    def step(self, by: int) -> None:
        """Choose the card beside the chosen one."""

    def edit(self, field: Field) -> None:
        """Open the editor of a text of the chosen card."""

    def card(self, key: str) -> CardItem | None:
        """Give the item of a card."""

    def card_state_at(self, point: QPointF) -> CardState | None:
        """Give the card at a scene point."""

    def token_at(self, point: QPointF) -> int | None:
        """Give the item whose token lies at a scene point."""

    def links(self) -> LinksItem:
        """Give what joins the cards."""

    def place_of(self, key: str) -> int:
        """Give the place of a stage among the stages."""

    def lay_out_again(self) -> None:
        """Put every card where it belongs."""

    def viewport(self) -> QWidget:
        """Give the widget that is painted on."""

    def window(self) -> QWidget:
        """Give the window it is in."""

    def mapToScene(self, point: QPoint, /) -> QPointF:
        """Give the scene point at a point of the viewport."""

    def mapFromScene(self, point: Any, /) -> Any:  # noqa: ANN401 (a point, or a polygon for a rectangle)
        """Give where a point or rectangle of the scene is in the viewport."""

    def transform(self) -> QTransform:
        """Give how the scene is scaled."""

    def horizontalScrollBar(self) -> QScrollBar:
        """Give the bar that moves it sideways."""

    def verticalScrollBar(self) -> QScrollBar:
        """Give the bar that moves it up and down."""
