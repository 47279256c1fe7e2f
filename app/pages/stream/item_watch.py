"""Watching single items of a run: what a token says under the pointer, and the panel of the one chosen."""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHelpEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QToolTip

from app.canvas import BoardView, Frame
from app.pages.stream.item_panel import ItemPanel
from app.pages.stream.item_words import tip_of

if TYPE_CHECKING:
    from app.pages.stream.look_back import LookBack
    from app.pages.stream.run_control import RunControl
    from sim.log import EventLog
    from sim.metrics import ItemLife

_SECONDS: Final = 0.2
"""How often the panel follows a run that plays."""


class ItemWatch(QObject):
    """Tells of items on the board.

    Attributes:
        item: The item whose panel is open; None if none is.
    """

    def __init__(self, run: RunControl, back: LookBack, board: BoardView, panel: ItemPanel) -> None:
        """Watch a board; the panel belongs to the page that shows it."""
        super().__init__(panel)
        self.item: int | None = None
        self._run, self._back, self._board, self._panel = run, back, board, panel
        self._told_at = 0.0
        board.viewport().installEventFilter(self)
        board.token_chosen.connect(self.open)
        panel.closed.connect(self.close)
        run.restarted.connect(self.close)
        run.player.frame.connect(self._follow)
        back.frame.connect(self._follow)
        self._escape = self._key("Esc", self.close)
        self._escape.setEnabled(False)
        self._key("I", partial(self.step, 1))
        self._key("Shift+I", partial(self.step, -1))

    def open(self, item: int) -> None:
        """Open the panel of an item, beside its token."""
        if self._run.run is None:
            return
        self.item = item
        self._escape.setEnabled(True)
        self._board.mark_token(item)
        self._tell()
        at = self._board.token_position(item)
        middle = self._board.viewport().rect().center()
        point = middle if at is None else self._board.mapFromScene(at)
        self._panel.stand_beside(self._board.viewport().mapTo(self._panel.page, point))
        self._panel.show()
        self._panel.raise_()

    def close(self) -> None:
        """Close the panel; the board has the focus again."""
        if self.item is None:
            return
        self.item = None
        self._escape.setEnabled(False)
        self._board.mark_token(None)
        focused = QApplication.focusWidget()
        if focused is not None and self._panel.isAncestorOf(focused):
            self._board.setFocus(Qt.FocusReason.OtherFocusReason)
        self._panel.hide()

    def step(self, by: int) -> None:
        """Open the panel of the next (1) or last (-1) item of the chosen card, or of the whole board."""
        items = _items_of(self._board.frame_shown, self._board.board.index(self._board.selected))
        if not items:
            return
        if self.item in items:
            self.open(items[(items.index(self.item) + by) % len(items)])
        else:
            self.open(items[0 if by > 0 else -1])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say of a token under the pointer what it is, in place of its card's tip."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return False
        item = self._board.token_at(self._board.mapToScene(event.pos()))
        found = None if item is None else self._life(item)
        if found is None:
            return False
        life, log = found
        words = self._run.run.stream.vocabulary if self._run.run is not None else None
        assert words is not None
        QToolTip.showText(event.globalPos(), tip_of(life, log, words), self._board)
        return True

    def _life(self, item: int) -> tuple[ItemLife, EventLog] | None:
        from sim.metrics import item_life

        log = self._run.log()
        if log is None or item >= len(log.items):
            return None
        return item_life(log, item, self._back.shown), log

    def _tell(self) -> None:
        self._told_at = perf_counter()
        found = None if self.item is None else self._life(self.item)
        if found is not None and self._run.run is not None:
            self._panel.show_life(*found, self._run.run.stream.vocabulary)

    def _follow(self, _: object, elapsed: float | None) -> None:
        if self.item is not None and (elapsed is None or perf_counter() - self._told_at > _SECONDS):
            self._tell()

    def _key(self, key: str, wanted: object) -> QShortcut:
        made = QShortcut(QKeySequence(key), self._board)
        made.setContext(Qt.ShortcutContext.WidgetShortcut)
        made.activated.connect(wanted)
        return made


def _items_of(frame: Frame, card: int) -> list[int]:
    """Give the items that lie in a card (-1: in any but what is done), as one reads them."""
    last = max((spot[0] for spot in frame.piles), default=0)
    wanted = [spot for spot in sorted(frame.piles) if spot[0] == card or (card < 0 and spot[0] < last)]
    return [item for spot in wanted for item in frame.piles[spot].items]
