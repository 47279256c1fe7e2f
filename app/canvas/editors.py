"""Which editor opens where on the board, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRect, QRectF
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.canvas.board_state import BACKLOG
from app.canvas.card_item import Field
from app.canvas.in_place import open_band_editor, open_editor, put_over
from app.canvas.intents import Refuse, SetBandLimit, SetRate
from app.canvas.way_panel import WayPanel
from app.widgets import mark, paragraph

if TYPE_CHECKING:
    from app.canvas.port import Board
    from app.widgets import ValueField

_WORDS_WIDE: Final = 190


class Editors:
    """Opens editors over a board.

    Attributes:
        times: The typical time and unit of each stage, for its editor.
    """

    def __init__(self, view: Board) -> None:
        """Serve one view."""
        self.times: Mapping[str, tuple[float, str]] = {}
        self._view = view
        self._open: tuple[QWidget, Callable[[], QRect | None]] | None = None

    def edit(self, field: Field) -> None:
        """Open the editor of a text of the chosen card."""
        view = self._view
        card = view.card(view.selected)
        if card is None or not card.offers(field):
            return
        key = view.selected
        editor = open_editor(
            view.viewport(),
            self._on_card(key, field) or QRect(),
            card.state,
            field,
            self.times.get(key, (1.0, "")),
        )
        self._keep(editor, lambda: self._on_card(key, field))
        if key == BACKLOG:
            self._listen(editor, lambda value: view.wanted.emit(SetRate(value)))
        else:
            self._listen(editor, lambda value: view.field_edited.emit(key, field, value))

    def open_band(self) -> None:
        """Open the limit of the chosen band."""
        view, band = self._view, self._view.hand.band_shape()
        if band is None:
            return
        place, group = self._place(band.label), band.group
        editor = open_band_editor(view.viewport(), place, group)
        self._keep(editor, self._on_band)
        self._listen(editor, lambda value: view.wanted.emit(SetBandLimit(group.id, value)))

    def open_way(self) -> None:
        """Open the figures of the chosen way."""
        view, way, shape = self._view, self._view.hand.way_state, self._view.hand.shape()
        if way is None or shape is None or not way.shares:
            return
        place = self._place(shape.box)
        panel = WayPanel(way, view.board.kinds, view.viewport())
        panel.wanted.connect(view.wanted)
        panel.given_to.connect(self._give_way)
        for field in panel.fields:
            self._explain(field, panel)
        panel.open_at(place.center())

    def _give_way(self, intent: object) -> None:
        """Give a way to other types, and show the figures that it has then."""
        self._view.wanted.emit(intent)
        self.open_way()

    def follow(self) -> None:
        """Let the editor that is open stay over its text, wherever that has gone."""
        if self._open is None:
            return
        editor, place_now = self._open
        place = place_now()
        if place is not None:
            put_over(editor, place)
            words = self._view.viewport().findChild(QLabel, f"{editor.objectName()}.wrong")
            if words is not None:
                self._put_below(words, editor)

    def _keep(self, editor: QWidget, place: Callable[[], QRect | None]) -> None:
        self._open = (editor, place)
        editor.destroyed.connect(partial(self._let_go, editor))

    def _let_go(self, editor: QWidget) -> None:
        if self._open is not None and self._open[0] is editor:
            self._open = None

    def _on_card(self, key: str, field: Field) -> QRect | None:
        card = self._view.card(key)
        return None if card is None else self._place(card.mapRectToScene(card.field_box(field)))

    def _on_band(self) -> QRect | None:
        band = self._view.hand.band_shape()
        return None if band is None else self._place(band.label)

    def keep_inside(self) -> None:
        """Bring panels that a smaller board would cut back into it."""
        room = self._view.viewport().rect()
        for panel in self._view.viewport().findChildren(QFrame):
            if not isinstance(panel, QLabel) and panel.isVisible() and not room.contains(panel.geometry()):
                x, y = room.width() - panel.width() - 2, room.height() - panel.height() - 2
                panel.move(max(min(panel.x(), x), 0), max(min(panel.y(), y), 0))

    def _listen(self, editor: ValueField[Any], take: Callable[[Any], None]) -> None:
        editor.edited.connect(take)
        self._explain(editor, editor)

    def _explain(self, editor: ValueField[Any], over: QWidget) -> None:
        """Say below what stands over the board why a text in it cannot be; who leaves it is told again."""
        editor.refused.connect(lambda why: self._view.wanted.emit(Refuse(why)))
        words = paragraph("", "caption", f"{editor.objectName()}.wrong", self._view.viewport())
        mark(words, kind="card", tone="bad")
        words.setAutoFillBackground(True)
        words.setMargin(4)
        words.hide()
        editor.judged.connect(lambda why: self._tell_wrong(words, over, why))
        editor.destroyed.connect(words.deleteLater)

    def _tell_wrong(self, words: QLabel, over: QWidget, why: str) -> None:
        """Say below an editor what is wrong with its text, as long as it is."""
        words.setText(why)
        self._put_below(words, over)
        words.setVisible(bool(why))
        words.raise_()

    def _put_below(self, words: QLabel, over: QWidget) -> None:
        words.setFixedWidth(max(over.width(), _WORDS_WIDE))
        words.adjustSize()
        room = self._view.viewport().rect()
        x = max(min(over.x(), room.right() - words.width()), 0)
        below = over.geometry().bottom() + 3
        fits = below + words.height() <= room.bottom()
        words.move(x, below if fits else over.y() - words.height() - 3)

    def _place(self, box: QRectF) -> QRect:
        place: QRect = self._view.mapFromScene(box).boundingRect()
        return place
