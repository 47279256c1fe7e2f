"""The board on which a stream is modelled and watched."""

from app.canvas import intents
from app.canvas.arriving import Arriving, arriving, rate_of
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
from app.canvas.mix import moved
from app.canvas.selection import Selection

__all__ = [
    "BACKLOG",
    "DONE",
    "EMPTY_FRAME",
    "SHORT_UNIT",
    "Area",
    "Arriving",
    "BoardState",
    "BoardView",
    "BusyState",
    "CardLive",
    "CardState",
    "Field",
    "Flight",
    "Frame",
    "Pile",
    "Selection",
    "Spot",
    "arriving",
    "board_state",
    "duration_text",
    "intents",
    "moved",
    "rate_of",
    "typical",
]
