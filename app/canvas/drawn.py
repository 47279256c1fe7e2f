"""All that is drawn on the board: cards, what joins them, tokens, and what is in hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsScene

from app.canvas.board_state import BoardState, CardState
from app.canvas.card_item import CardItem, CardLive
from app.canvas.draft_item import DraftItem
from app.canvas.links_item import LinksItem
from app.canvas.plan import BASE, SMALL, BoardPlan
from app.canvas.selection import Selection
from app.canvas.sprites import Sprites
from app.canvas.tokens_item import TokensItem
from app.canvas.way_shapes import tracks_of
from app.theme import Theme, TypeStyle


class Drawn:
    """Keeps an item for each part of the board, and shows each what concerns it.

    Attributes:
        scene: Where the items are.
        cards: The item of each card, by key.
        links: What joins the cards.
        tokens: The items of work.
        draft: What is in hand.
    """

    def __init__(self, theme: Theme) -> None:
        """Start without cards."""
        self.scene = QGraphicsScene()
        self.cards: dict[str, CardItem] = {}
        self.links = LinksItem(theme)
        self.tokens = TokensItem(Sprites(theme.tokens, ()), theme.font(SMALL - 1), theme.tokens.muted)
        self.draft = DraftItem(theme)
        self._theme = theme
        self._styles: tuple[TypeStyle, ...] = ()
        for item in (self.links, self.tokens, self.draft):
            self.scene.addItem(item)

    def show_cards(self, board: BoardState) -> None:
        """Show other cards: those that stay keep their items."""
        known = {card.key for card in board.cards}
        for key in [key for key in self.cards if key not in known]:
            self.scene.removeItem(self.cards.pop(key))
        for card in board.cards:
            if card.key in self.cards:
                self.cards[card.key].show_state(card)
            else:
                self.cards[card.key] = CardItem(card, self._theme)
                self.cards[card.key].show_styles(self._styles)
                self.scene.addItem(self.cards[card.key])

    def show_types(self, styles: Sequence[TypeStyle], ratio: float) -> None:
        """Take the look of each item type, by its number; ``ratio`` is that of the screen's pixels."""
        self._styles = tuple(styles)
        for card in self.cards.values():
            card.show_styles(self._styles)
        self._dress_tokens(ratio)

    def show_live(self, live: Mapping[str, CardLive]) -> None:
        """Show what the run says of each card, by key."""
        for key, item in self.cards.items():
            item.show_live(live.get(key, CardLive()))

    def choose(self, before: Selection, after: Selection) -> None:
        """Mark other cards as chosen."""
        for key in {*before.keys, *after.keys}:
            if key in self.cards:
                self.cards[key].choose(key in after.keys)

    def set_plan(self, board: BoardState, plan: BoardPlan, scale: float) -> None:
        """Put everything where it belongs; it is seen at a scale."""
        self.scene.setSceneRect(plan.room)
        for card, place in zip(board.cards, plan.cards, strict=True):
            self.cards[card.key].show_scale(scale)
            self.cards[card.key].set_plan(place)
        self.links.show_plan(board, plan)
        self.tokens.set_plan(plan, tracks_of(board, plan))

    def card_at(self, point: QPointF) -> CardState | None:
        """Give the card at a scene point."""
        at = next((card for card in self.cards.values() if card.place.contains(point)), None)
        return None if at is None else at.state

    def dress(self, ratio: float) -> None:
        """Take the colours and the type of the theme as it is now."""
        self._dress_tokens(ratio)
        for card in self.cards.values():
            card.update()
        self.links.draw_anew()

    def _dress_tokens(self, ratio: float) -> None:
        t = self._theme.tokens
        sprites = Sprites(t, self._styles, max(1.0, ratio * t.base / BASE))
        self.tokens.dress(sprites, self._theme.font(SMALL - 1), t.muted)
