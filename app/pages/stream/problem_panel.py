"""What is wrong with a card, opened beside it, with a button for each thing that can be mended at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from app.theme import LIGHT, SMALL, TINY
from app.widgets import QuietButton, mark, paragraph
from sim.stream import Problem, Remedy

_WIDE = 260
Offer = tuple[Problem, Remedy | None]


class ProblemPanel(QFrame):
    """Tells problems, the first remedy ready to be taken with Enter; Esc or a look elsewhere closes it."""

    def __init__(self, offers: Sequence[Offer], mend: Callable[[Remedy], object], parent: QWidget) -> None:
        """Tell problems; ``mend`` does what a remedy says."""
        super().__init__(parent)
        self.setObjectName("problemPanel")
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("What is wrong here"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedWidth(round(_WIDE * max(self.font().pixelSize(), LIGHT.base) / LIGHT.base))
        self._room = parent
        column = QVBoxLayout(self)
        column.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        column.setSpacing(TINY)
        self.buttons: list[QuietButton] = []
        for number, (problem, remedy) in enumerate(offers):
            told = problem.named if remedy is not None else f"{problem.named} {problem.fix}"
            note = paragraph(told, "caption")
            mark(note, tone="bad" if problem.severity == "error" else "warn")
            column.addWidget(note)
            if remedy is not None:
                button = QuietButton(remedy.text, f"problem.{number}.mend")
                button.clicked.connect(lambda _=False, one=remedy: self._take(mend, one))
                column.addWidget(button)
                self.buttons.append(button)
        self._watch()

    def open_beside(self, card: QRect) -> None:
        """Open right of a card where there is room, else left of it or upon it."""
        self.adjustSize()
        column = self.layout()
        assert column is not None
        self.resize(self.width(), column.totalHeightForWidth(self.width()))
        room = self._room.size()
        beside = (card.right() + 6, card.left() - self.width() - 6, room.width() - self.width() - 4)
        x = next((x for x in beside if 0 <= x <= room.width() - self.width()), 0)
        self.move(x, max(min(card.top(), room.height() - self.height() - 2), 0))
        self.show()
        self.raise_()
        (self.buttons[0] if self.buttons else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes, Enter takes the button that has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self._end()
            return
        focused = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QuietButton):
            focused.click()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving closes."""
        super().focusOutEvent(event)
        QTimer.singleShot(0, self, self._close_if_left)

    def _watch(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._close_if_left)

    def _close_if_left(self, *_: object) -> None:
        focused = QApplication.focusWidget()
        if self.isVisible() and focused is not self and (focused is None or not self.isAncestorOf(focused)):
            self.close()

    def _take(self, mend: Callable[[Remedy], object], remedy: Remedy) -> None:
        self._end()
        mend(remedy)

    def _end(self) -> None:
        """Close, and let keys mean the board again."""
        board = self._room.parentWidget()
        if board is not None:
            board.setFocus(Qt.FocusReason.OtherFocusReason)
        self.close()
