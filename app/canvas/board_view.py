"""The board: the stream as cards that can be edited, moved and watched."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QToolTip, QWidget

from app.canvas.board_state import BoardState, CardState
from app.canvas.board_tool import BoardTool
from app.canvas.card_item import CardItem, CardLive, Field
from app.canvas.frame import EMPTY_FRAME, Frame
from app.canvas.in_place import open_editor
from app.canvas.links_item import LinksItem
from app.canvas.plan import BASE, SMALL, SMALLEST, BoardPlan, least_height, plan_board, scale_for
from app.canvas.sprites import Sprites
from app.canvas.tokens_item import TokensItem
from app.theme import Theme, TypeStyle
from app.widgets import ValueField


class BoardView(QGraphicsView):
    """Shows a `BoardState` and the tokens of a `Frame`.

    Attributes:
        selected: Key of the chosen card, empty if none is.
        plan: Where everything lies.

    Signals:
        chosen(str): Another card was chosen (its key), or none ("").
        field_edited(str, str, object): Stage, field (name, wip_limit, workers, time) and new value.
        add_wanted(int): Add a stage so that it stands at this place among the stages.
        remove_wanted(str): Remove this stage.
        copy_wanted(str): Duplicate this stage.
        move_wanted(str, int): Move a stage to this place among the stages.
        menu_wanted(str, object): Offer what can be done with a card, at a global point.
        token_chosen(int): The token of this item was clicked.
    """

    chosen = Signal(str)
    field_edited = Signal(str, str, object)
    add_wanted = Signal(int)
    remove_wanted = Signal(str)
    copy_wanted = Signal(str)
    move_wanted = Signal(str, int)
    menu_wanted = Signal(str, object)
    token_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with an empty board."""
        super().__init__(parent)
        self.setObjectName("board")
        self.setAccessibleName(self.tr("Board of the stream"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        # Else another scale keeps the middle in sight, and a wide board opens with its beginning cut off.
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setMinimumWidth(320)
        self.setMouseTracking(True)
        self.selected = ""
        self.board = BoardState(())
        self.plan = BoardPlan((), QRect().toRectF())
        self._theme = theme
        self._cards: dict[str, CardItem] = {}
        self._times: Mapping[str, tuple[float, str]] = {}
        self._styles: tuple[TypeStyle, ...] = ()
        self._editor: ValueField[Any] | None = None
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self._links = LinksItem(theme)
        self._tokens = TokensItem(Sprites(theme.tokens, ()), theme.font(SMALL - 1), theme.tokens.muted)
        self._scene.addItem(self._links)
        self._scene.addItem(self._tokens)
        self._tool = BoardTool(self)
        theme.changed.connect(self._dress)
        self._dress()

    def show_board(self, board: BoardState, times: Mapping[str, tuple[float, str]]) -> None:
        """Show other cards; ``times`` gives the typical time and unit of each stage, for its editor."""
        self._times = times
        if board == self.board:
            return
        known = {card.key for card in board.cards}
        for key in [key for key in self._cards if key not in known]:
            self._scene.removeItem(self._cards.pop(key))
        for card in board.cards:
            if card.key in self._cards:
                self._cards[card.key].show_state(card)
            else:
                self._cards[card.key] = CardItem(card, self._theme)
                self._scene.addItem(self._cards[card.key])
        self.board = board
        if self.selected and self.selected not in known:
            self.choose("")
        self._lay_out()
        self._speak()

    def show_types(self, styles: Sequence[TypeStyle]) -> None:
        """Take the look of each item type, by its number."""
        self._styles = tuple(styles)
        self._dress_tokens()

    def show_live(self, live: Mapping[str, CardLive]) -> None:
        """Show what the run says of each card, by key."""
        for key, item in self._cards.items():
            item.show_live(live.get(key, CardLive()))

    def show_frame(self, frame: Frame, elapsed: float | None = None) -> None:
        """Show the tokens; they glide for ``elapsed`` seconds, or jump if None."""
        self._tokens.show_frame(frame, elapsed)

    def clear_frame(self) -> None:
        """Take all tokens off."""
        self._tokens.show_frame(EMPTY_FRAME)

    @property
    def frame_shown(self) -> Frame:
        """The tokens shown now."""
        return self._tokens.frame

    def token_position(self, item: int) -> QPointF | None:
        """Give where an item's token was last drawn, in scene pixels."""
        return self._tokens.position(item)

    def mark_token(self, item: int | None) -> None:
        """Bring out the token of an item, wherever it goes; None brings out none."""
        self._tokens.mark(item)

    def choose(self, key: str) -> None:
        """Choose a card by key, or none."""
        if key == self.selected:
            return
        for each in (self.selected, key):
            if each in self._cards:
                self._cards[each].choose(each == key)
        self.selected = key
        if key in self._cards:
            self.ensureVisible(self._cards[key], 20, 0)
        self._speak()
        self.chosen.emit(key)

    def edit(self, field: Field) -> None:
        """Open the editor of a text of the chosen card."""
        card = self._cards.get(self.selected)
        if card is None or not card.state.is_stage:
            return
        if card.state.kind != "work" and field in ("workers", "time"):
            return
        box = card.mapRectToScene(card.field_box(field))
        place = self.mapFromScene(box).boundingRect()
        key = self.selected
        typical = self._times.get(key, (1.0, ""))
        self._editor = open_editor(self.viewport(), place, card.state, field, typical)
        self._editor.edited.connect(lambda value: self.field_edited.emit(key, field, value))
        self._editor.refused.connect(lambda why: QToolTip.showText(self._below(place), why, self))
        self._editor.destroyed.connect(self._forget_editor)

    def card(self, key: str) -> CardItem | None:
        """Give the item of a card."""
        return self._cards.get(key)

    def card_state_at(self, point: QPointF) -> CardState | None:
        """Give the card at a scene point."""
        at = next((c for c in self._cards.values() if c.sceneBoundingRect().contains(point)), None)
        return None if at is None else at.state

    def links(self) -> LinksItem:
        """Give what joins the cards."""
        return self._links

    def place_of(self, key: str) -> int:
        """Give the place of a stage among the stages."""
        return self.board.index(key) - 1

    def step(self, by: int) -> None:
        """Choose the next card to the right (1) or to the left (-1)."""
        if not self.board.cards:
            return
        here = self.board.index(self.selected)
        at = (0 if by > 0 else len(self.board.cards) - 1) if here < 0 else here + by
        self.choose(self.board.cards[min(max(at, 0), len(self.board.cards) - 1)].key)

    def lay_out_again(self) -> None:
        """Put every card where it belongs."""
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the tool take keys that mean something here."""
        if not self._tool.key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, add, or begin to drag."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._tool.press(event, self.mapToScene(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or bring out what lies under the pointer."""
        self._tool.move(event, self.mapToScene(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop."""
        self._tool.release(self.mapToScene(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the text under the pointer."""
        self._tool.double_click(self.mapToScene(event.position().toPoint()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Choose the card and ask for its menu."""
        card = self.card_state_at(self.mapToScene(event.pos()))
        if card is not None:
            self.choose(card.key)
        self.menu_wanted.emit(self.selected, event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._lay_out()

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget what was brought out when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self._links.hover(0)
        return super().viewportEvent(event)

    def token_at(self, point: QPointF) -> int | None:
        """Give the item whose token lies at a scene point."""
        return self._tokens.token_at(point)

    def _lay_out(self) -> None:
        self._fit_height()
        if not self.board.cards:
            return
        wide, tall = self.viewport().width(), self.viewport().height()
        larger = self._theme.tokens.base / BASE
        scale = larger * scale_for(self.board, wide / larger, tall / larger)
        self.resetTransform()
        self.scale(scale, scale)
        self.plan = plan_board(self.board, wide / scale, tall / scale)
        self._scene.setSceneRect(self.plan.room)
        for card, plan in zip(self.board.cards, self.plan.cards, strict=True):
            self._cards[card.key].set_plan(plan)
        self._links.show_plan(self.board, self.plan)
        self._tokens.set_plan(self.plan)

    def _fit_height(self) -> None:
        """Ask for the height of a board at its smallest.

        Nothing scrolls up and down: a lower view would cut the lower edge of every card.
        """
        bar = self.horizontalScrollBar().sizeHint().height()
        least = SMALLEST * least_height(self.board) * self._theme.tokens.base / BASE
        self.setMinimumHeight(math.ceil(least) + bar)

    def _dress(self) -> None:
        t = self._theme.tokens
        self.setBackgroundBrush(QColor(t.surface))
        self._dress_tokens()
        for card in self._cards.values():
            card.update()
        self._links.draw_anew()
        self._lay_out()

    def _dress_tokens(self) -> None:
        t = self._theme.tokens
        sprites = Sprites(t, self._styles, max(1.0, self.devicePixelRatioF() * t.base / BASE))
        self._tokens.dress(sprites, self._theme.font(SMALL - 1), t.muted)

    def _speak(self) -> None:
        """Tell screen readers what is chosen."""
        at = self.board.index(self.selected)
        if at < 0:
            self.setAccessibleDescription(self.tr("No card chosen; arrow keys choose one."))
            return
        card = self.board.cards[at]
        limit = "" if card.limit is None else self.tr("WIP limit {}").format(card.limit)
        team = "" if card.team is None else self.tr("team {}").format(card.team.name)
        told = (card.people_text, team, limit, card.time_text, card.takes, card.hands_on)
        parts = (card.name, *told, *card.problems)
        self.setAccessibleDescription(", ".join(part for part in parts if part))

    def _below(self, place: QRect) -> QPoint:
        return self.viewport().mapToGlobal(place.bottomLeft() + QPoint(0, 6))

    def _forget_editor(self) -> None:
        self._editor = None
