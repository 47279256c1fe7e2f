"""The panel of one item: its life so far, as a strip and as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.pages.stream.item_words import ItemTold, place_name, tell_item
from app.pages.stream.life_strip import LifeStrip
from app.theme import MEDIUM, SMALL, TINY, Theme
from app.widgets import label, mark, paragraph

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.metrics import ItemLife
    from sim.stream import Vocabulary

_WIDE: Final = 316
_GAP: Final = 16
_ROWS: Final = 5
_UNBOUND: Final = 16777215
_SHARE_OF_WIDTH: Final = 0.75
"""Of the width that it would like, so much is enough to stand at home; a folded side is narrower."""


class ItemPanel(QFrame):
    """Lies over the side of the page, or where that is folded beside the token that it tells of.

    Attributes:
        page: What it lies over.
        home: What it covers, so that the board stays in sight.
        told: What it says.
        strip: The life as a strip.
        visits: The life as a list.

    Signals:
        closed(): The person wants it to go.
    """

    closed = Signal()

    def __init__(self, theme: Theme, page: QWidget, home: QWidget | None = None) -> None:
        """Make a hidden panel over a page; where it has a home with enough room, it covers that."""
        super().__init__(page)
        self.setObjectName("itemPanel")
        mark(self, kind="card")
        self.told = ItemTold("", "", "", ())
        self.page, self.home = page, home
        self._theme = theme
        self._title = label("", "title", "item.title")
        self._present = paragraph("", "body", "item.present")
        self._figures = paragraph("", "caption", "item.figures")
        self.strip = LifeStrip(theme)
        self.visits = QListWidget()
        self.visits.setObjectName("item.visits")
        self.visits.setAccessibleName(self.tr("Where it was, and what was done there"))
        self.visits.setWordWrap(True)
        self.visits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._close = QToolButton()
        self._close.setObjectName("item.close")
        self._close.setToolTip(self.tr("Close (Esc)"))
        self._close.setAccessibleName(self.tr("Close"))
        self._close.clicked.connect(self.closed)
        self._lay_out()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)
        for around in (page, home):
            if around is not None:
                around.installEventFilter(self)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def show_life(self, life: ItemLife, log: EventLog, words: Vocabulary) -> None:
        """Tell a life; what it says already stays as it is."""
        told = tell_item(life, log, words)
        names = [place_name(visit.stage, log, words) for visit in life.visits]
        self.strip.show_life(
            life, names, f"{told.title}: " + "; ".join(", ".join(row) for row in told.visits)
        )
        if told == self.told:
            return
        self.told = told
        self._title.setText(told.title)
        self._present.setText(told.present)
        self._figures.setText(told.figures)
        self._figures.setVisible(bool(told.figures))
        self._show_visits(told)
        self.setAccessibleName(f"{told.title}. {told.present}. {told.figures}")
        self._fit()

    def stand_beside(self, point: QPoint) -> None:
        """Stand at home; else right of a point of the page, or left of it where there is more room."""
        if self.is_at_home:
            self._go_home()
            return
        room = self.page.rect().adjusted(TINY, TINY, -TINY, -TINY)
        left = point.x() + _GAP
        if left + self.width() > room.right():
            left = point.x() - _GAP - self.width()
        self.move(left, point.y() - self.height() // 3)
        self._stay_inside()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in sight when the page or the home changes its size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._fit()
            self._stay_inside()
        return False

    @property
    def is_at_home(self) -> bool:
        """Whether its home has the room that it needs."""
        home = self.home
        return (
            home is not None
            and home.isVisible()
            and home.width() >= _SHARE_OF_WIDTH * self._theme.width(_WIDE)
        )

    def _go_home(self) -> None:
        assert self.home is not None
        corner = self.home.mapTo(self.page, QPoint(0, 0))
        self.setGeometry(QRect(corner, self.home.size()))

    def _stay_inside(self) -> None:
        if self.is_at_home:
            self._go_home()
            return
        room = self.page.rect().adjusted(TINY, TINY, -TINY, -TINY)
        left = max(min(self.x(), room.right() - self.width()), room.left())
        self.move(left, max(min(self.y(), room.bottom() - self.height()), room.top()))

    def sizeHint(self) -> QSize:
        """Ask for a fixed width, and the height that the words need."""
        return QSize(self._wide, self._column.totalHeightForWidth(self._wide))

    @property
    def _wide(self) -> int:
        return round(_WIDE * self._theme.tokens.base / 13)

    def _show_visits(self, told: ItemTold) -> None:
        texts = [f"{name}  {when}\n{did}" for name, when, did in told.visits]
        at_end = self.visits.currentRow() in (-1, self.visits.count() - 1)
        while self.visits.count() > len(texts):
            self.visits.takeItem(self.visits.count() - 1)
        for row, text in enumerate(texts):
            if row < self.visits.count():
                self.visits.item(row).setText(text)
            else:
                self.visits.addItem(text)
        if at_end and texts:
            self.visits.setCurrentRow(len(texts) - 1)
            self.visits.scrollToBottom()

    def _fit(self) -> None:
        row = max(self.visits.sizeHintForRow(0), 2 * self.visits.fontMetrics().lineSpacing())
        if self.is_at_home:
            self.visits.setMinimumHeight(row)
            self.visits.setMaximumHeight(_UNBOUND)
            self._go_home()
            return
        self.visits.setFixedHeight(row * min(max(self.visits.count(), 1), _ROWS) + TINY)
        self.resize(self.sizeHint())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, SMALL, SMALL, MEDIUM)
        column.setSpacing(TINY)
        column.addLayout(head)
        for part in (self._present, self._figures, self.strip, self.visits):
            column.addWidget(part)
        self.strip.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _dress(self) -> None:
        self._close.setIcon(self._theme.icon("close", "muted"))
        self.strip.update()
        self._fit()
