"""What is chosen or in hand beside the cards: a way, a band, a handle; it outlives a change of the stream."""

from __future__ import annotations

from dataclasses import replace

from app.canvas.bands import BandShape, band_shapes
from app.canvas.board_state import BoardState, GroupState
from app.canvas.draft_item import Draft, DraftItem, InHand
from app.canvas.links_item import LinksItem
from app.canvas.plan import SMALL, BoardPlan
from app.canvas.way_shapes import WayShape
from app.canvas.ways import WayState
from app.theme import Theme


class Hand:
    """Remembers what is chosen by key and shows it where it lies now.

    Attributes:
        way: Key of the chosen way, empty if none is.
        band: Id of the chosen group, empty if none is.
        hovered: Card under the pointer, -1 if none is.
        chosen: Card that is chosen alone, -1 if none is.
        draft: The way being drawn.
    """

    def __init__(self, theme: Theme, links: LinksItem, item: DraftItem) -> None:
        """Start with empty hands."""
        self.way = ""
        self.band = ""
        self.hovered = -1
        self.chosen = -1
        self.draft: Draft | None = None
        self._stretched: GroupState | None = None
        self._theme = theme
        self._links = links
        self._item = item
        self._board = BoardState(())
        self._plan: BoardPlan | None = None

    def show_plan(self, board: BoardState, plan: BoardPlan) -> None:
        """Take another board; what is no longer there is let go."""
        self._board, self._plan = board, plan
        self._item.set_plan(plan)
        if self.way_state is None:
            self.way = ""
        if self.group is None:
            self.band = ""
        self.draft = None
        self._stretched = None
        self.refresh()

    @property
    def way_state(self) -> WayState | None:
        """The chosen way."""
        ways = (*self._board.rework, *self._board.onward)
        return next((one for one in ways if one.key == self.way), None)

    @property
    def group(self) -> GroupState | None:
        """The chosen group."""
        return next((one for one in self._board.groups if one.id == self.band), None)

    def shape(self) -> WayShape | None:
        """Give the chosen way as it is drawn."""
        return next((one for one in self._links.shapes if one.key == self.way and self.way), None)

    def band_shape(self) -> BandShape | None:
        """Give the chosen band as it is drawn."""
        return next((one for one in self._links.bands if one.group.id == self.band and self.band), None)

    def stretch(self, first: int, last: int) -> None:
        """Show the chosen band from one card to another, before it is so."""
        group = self.group
        self._stretched = None if group is None else replace(group, first=first, last=last)
        self.refresh()

    def let_go(self) -> None:
        """Choose neither way nor band, and draw nothing."""
        self.way = self.band = ""
        self.draft = None
        self._stretched = None
        self.refresh()

    def hover(self, card: int) -> None:
        """Let another card show its handle; -1 is none."""
        if card != self.hovered:
            self.hovered = card
            self.refresh()

    def refresh(self) -> None:
        """Show what is in hand where it lies now."""
        cards = self._board.cards
        able = (each for each in (self.hovered, self.chosen) if 0 <= each < len(cards) - 1)
        handles = frozenset(each for each in able if each == 0 or cards[each].is_stage)
        if self.draft is not None:
            handles = frozenset({self.draft.begin})
        self._item.show_in_hand(InHand(handles, self.draft, self.shape(), self._band()))

    def _band(self) -> BandShape | None:
        if self._stretched is None or self._plan is None:
            return self.band_shape()
        alone = replace(self._board, groups=(self._stretched,))
        return band_shapes(alone, self._plan, self._theme.font(SMALL - 1))[0]
