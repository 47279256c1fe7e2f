"""The board: the stream as cards that can be edited, moved and watched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.canvas.board_room import BoardRoom
from app.canvas.board_state import BoardState, CardState
from app.canvas.board_tool import BoardTool
from app.canvas.card_item import CardItem, CardLive, Field
from app.canvas.drawn import Drawn
from app.canvas.editors import Editors
from app.canvas.frame import EMPTY_FRAME, Frame
from app.canvas.hand import Hand
from app.canvas.links_item import LinksItem
from app.canvas.plan import BoardPlan
from app.canvas.selection import NOTHING, Selection, only, within
from app.canvas.sight import Sight
from app.canvas.spoken import spoken
from app.canvas.surface import Surface
from app.theme import Theme, TypeStyle

_NOTCH = 120.0


class BoardView(Surface):
    """Shows a `BoardState` and the tokens of a `Frame`.

    Attributes:
        selection: The chosen cards.
        hand: What is chosen or in hand beside the cards: a way, a band.
        drawn: All that is drawn.

    Signals:
        chosen(str): Another card was chosen (its key), or none ("").
        field_edited(str, str, object): Stage, field (name, wip_limit, workers, time) and new value.
        add_wanted(int): Add a stage so that it stands at this place among the stages.
        remove_wanted(str): Remove this stage.
        copy_wanted(str): Duplicate this stage.
        move_wanted(str, int): Move a stage to this place among the stages.
        menu_wanted(str, object): Offer what can be done with a card, at a global point.
        token_chosen(int): The token of this item was clicked.
        wanted(object): What else a person wants: one of `app.canvas.intents`.
        editing(): An editor is about to open: what it shows must be what holds now.
    """

    chosen = Signal(str)
    field_edited = Signal(str, str, object)
    add_wanted = Signal(int)
    remove_wanted = Signal(str)
    copy_wanted = Signal(str)
    move_wanted = Signal(str, int)
    menu_wanted = Signal(str, object)
    token_chosen = Signal(int)
    wanted = Signal(object)
    editing = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with an empty board."""
        super().__init__(theme, parent)
        self.setObjectName("board")
        self.setAccessibleName(self.tr("Board of the stream"))
        self.selection = NOTHING
        self.board = BoardState(())
        self.drawn = Drawn(theme)
        self.setScene(self.drawn.scene)
        self.hand = Hand(theme, self.drawn.links, self.drawn.draft)
        self._editors = Editors(self)
        self.sight = Sight(self)
        self._room = BoardRoom(self, self.drawn, theme)
        self._tool = BoardTool(self, self.sight)
        theme.changed.connect(self._dress)
        self._dress()

    def show_board(self, board: BoardState, times: Mapping[str, tuple[float, str]]) -> None:
        """Show other cards; ``times`` gives the typical time and unit of each stage, for its editor."""
        self._editors.times = times
        if board == self.board:
            return
        self.drawn.show_cards(board)
        self.board = board
        kept = within(board, self.selection)
        if kept.key != self.selected:
            self.choose("")
        self.selection = kept if kept.key == self.selected else self.selection
        self._lay_out()
        self._speak()

    def show_types(self, styles: Sequence[TypeStyle]) -> None:
        """Take the look of each item type, by its number."""
        self.drawn.show_types(styles, self.devicePixelRatioF())

    def show_live(self, live: Mapping[str, CardLive]) -> None:
        """Show what the run says of each card, by key."""
        self.drawn.show_live(live)
        self._room.show_map(self.board, self.selection)

    def show_frame(self, frame: Frame, elapsed: float | None = None) -> None:
        """Show the tokens; they glide for ``elapsed`` seconds, or jump if None."""
        self.drawn.tokens.show_frame(frame, elapsed)

    def clear_frame(self) -> None:
        """Take all tokens off."""
        self.drawn.tokens.show_frame(EMPTY_FRAME)

    @property
    def frame_shown(self) -> Frame:
        """The tokens shown now."""
        return self.drawn.tokens.frame

    def token_position(self, item: int) -> QPointF | None:
        """Give where an item's token was last drawn, in scene pixels."""
        return self.drawn.tokens.position(item)

    def mark_token(self, item: int | None) -> None:
        """Bring out the token of an item, wherever it goes; None brings out none."""
        self.drawn.tokens.mark(item)

    @property
    def plan(self) -> BoardPlan:
        """Where everything lies."""
        return self._room.plan

    @property
    def base_scale(self) -> float:
        """The scale at which texts are read, before anybody zooms."""
        return self._room.base_scale

    @property
    def shows_what_keys_mean(self) -> bool:
        """Whether a card, a way or a band is chosen."""
        return bool(self.selected or self.hand.way or self.hand.band)

    @property
    def selected(self) -> str:
        """Key of the chosen card, empty if none is; of several it is the one that was chosen last."""
        return self.selection.key

    def choose(self, key: str) -> None:
        """Choose a card by key, or none."""
        self.select(only(key))

    def select(self, selection: Selection) -> None:
        """Choose cards; ways and bands are chosen no more."""
        self.hand.let_go()
        before, self.selection = self.selection, selection
        if before == selection:
            return
        self.drawn.choose(before, selection)
        self._show_hand()
        if selection.key in self.drawn.cards:
            self.ensureVisible(self.drawn.cards[selection.key], 20, 0)
        self._speak()
        self._room.show_map(self.board, selection)
        if before.key != selection.key:
            self.chosen.emit(selection.key)

    def choose_way(self, key: str) -> None:
        """Choose a way between cards by key, and the stage that it belongs to."""
        way = next((one for one in (*self.board.rework, *self.board.onward) if one.key == key), None)
        if way is None:
            return
        self.choose(self.board.cards[way.begin].key)
        self.hand.way = key
        self._show_hand()
        shape = self.hand.shape()
        if shape is not None:
            self.ensureVisible(shape.box, 20, 0)
        self._speak()

    def choose_band(self, band: str) -> None:
        """Choose a group by id."""
        self.choose("")
        self.hand.band = band
        self._show_hand()
        shape = self.hand.band_shape()
        if shape is not None:
            self.ensureVisible(shape.label, 20, 0)
        self._speak()

    def edit(self, field: Field) -> None:
        """Open the editor of a text of the chosen card."""
        self.editing.emit()
        self._editors.edit(field)

    def open_way(self) -> None:
        """Open the figures of the chosen way."""
        self.editing.emit()
        self._editors.open_way()

    def draw_way(self, way: str) -> None:
        """Begin to draw a way back ("rework") or on ("onward") from the chosen card, with the keys."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tool.ways.begin(way)

    def open_band(self) -> None:
        """Open the limit of the chosen band."""
        self.editing.emit()
        self._editors.open_band()

    def card(self, key: str) -> CardItem | None:
        """Give the item of a card."""
        return self.drawn.cards.get(key)

    def card_state_at(self, point: QPointF) -> CardState | None:
        """Give the card at a scene point."""
        return self.drawn.card_at(point)

    def links(self) -> LinksItem:
        """Give what joins the cards."""
        return self.drawn.links

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
        self._show_ring(by_keys=True)
        if not self._tool.key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, add, or begin to drag."""
        super().mousePressEvent(event)
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

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let the space bar go."""
        self._tool.key_up(event)
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A space bar that is held is let go of elsewhere."""
        self._tool.is_space_down = False
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; else go sideways, as there is seldom anything above or below."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.sight.zoom_by(turned.y() / _NOTCH, event.position())
        elif self.verticalScrollBar().maximum() > 0:
            self.sight.pan(turned.x() / 2, turned.y() / 2)
        else:
            self.sight.pan((turned.x() or turned.y()) / 2, 0)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Choose the card, way or band there, and ask for its menu; with the keys, that of what is chosen."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(self.selected, self.mapToGlobal(self._menu_spot()))
            return
        at = self.mapToScene(event.pos())
        card = self.card_state_at(at)
        if card is None:
            if not (self._tool.ways.choose_at(at) or self._tool.bands.press(at)):
                self.choose("")
            self._tool.bands.cancel()
        elif card.key not in self.selection.keys:
            self.choose(card.key)
        self.menu_wanted.emit(self.selected, event.globalPos())

    def _menu_spot(self) -> QPoint:
        """Give where a menu opens that no pointer asked for: below the name of the chosen card."""
        card = self.drawn.cards.get(self.selected)
        if card is None:
            return self.viewport().rect().center()
        return self.mapFromScene(card.place.topLeft() + QPointF(12, 30))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is; what was chosen and in sight stays in sight."""
        chosen = self.drawn.cards.get(self.selected)
        seen = self.mapToScene(QRect(QPoint(), event.oldSize())).boundingRect()
        was_seen = chosen is not None and seen.intersects(chosen.place)
        super().resizeEvent(event)
        self._lay_out()
        if was_seen and chosen is not None:
            self.ensureVisible(chosen, 20, 0)
        self._editors.keep_inside()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Take open editors along."""
        super().scrollContentsBy(dx, dy)
        self._editors.follow()

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget what was brought out when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self.drawn.links.hover(0)
            self.hand.hover(-1)
        return super().viewportEvent(event)

    def token_at(self, point: QPointF) -> int | None:
        """Give the item whose token lies at a scene point."""
        return self.drawn.tokens.token_at(point)

    def _lay_out(self) -> None:
        is_there = self._room.lay_out(self.board, self.sight.factor)
        if self.sight.keeps_whole and self.sight.factor != self.sight.whole():
            self.sight.factor = self.sight.whole()
            self._room.lay_out(self.board, self.sight.factor)
        if is_there:
            self.hand.show_plan(self.board, self.plan)
            self._show_hand()
            self._room.show_map(self.board, self.selection)
            self._editors.follow()

    def _show_hand(self) -> None:
        self.hand.chosen = self.board.index(self.selected) if len(self.selection.keys) == 1 else -1
        self.hand.refresh()

    def _dress(self) -> None:
        self.setBackgroundBrush(QColor(self._theme.tokens.surface))
        self.drawn.dress(self.devicePixelRatioF())
        self._lay_out()

    def _speak(self) -> None:
        """Tell screen readers what is chosen."""
        self.setAccessibleDescription(
            spoken(self.board, self.selection, self.hand.way_state, self.hand.group)
        )
