"""The board on which a stream is modelled and watched."""

from app.canvas.board_state import (
    BACKLOG,
    DONE,
    SHORT_UNIT,
    BoardState,
    CardState,
    board_state,
    duration_text,
    typical,
)
from app.canvas.board_view import BoardView
from app.canvas.card_busy import BusyState
from app.canvas.card_item import CardLive, Field
from app.canvas.frame import EMPTY_FRAME, Area, Flight, Frame, Pile, Spot

__all__ = [
    "BACKLOG",
    "DONE",
    "EMPTY_FRAME",
    "SHORT_UNIT",
    "Area",
    "BoardState",
    "BoardView",
    "BusyState",
    "CardLive",
    "CardState",
    "Field",
    "Flight",
    "Frame",
    "Pile",
    "Spot",
    "board_state",
    "duration_text",
    "typical",
]
