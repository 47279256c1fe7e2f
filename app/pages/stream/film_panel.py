"""The panel that exports a stretch of a run as pictures that move."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.animation import Cut
from app.pages.stream.entries import chooser
from app.pages.stream.film_file import FilmKind
from app.theme import LIGHT, MEDIUM, SMALL, Theme
from app.widgets import NumberField, PrimaryButton, QuietButton, label, mark, paragraph
from sim.stream import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_PICTURES: Final = 600
SIZES: Final = {"640": QSize(640, 300), "960": QSize(960, 400), "1280": QSize(1280, 500)}
_RATE: Final = 15
_WIDE: Final = 330
_NOT_SAVED: Final = (
    "A run itself is not saved with the project: it can be looked through until it is reset or the window is "
    "closed. Under the same seed and plan it comes about again."
)


@dataclass(frozen=True)
class Span:
    """A stretch of a run, in its time.

    Attributes:
        begin: First moment.
        end: Last moment.
        present: How far the run has come.
        unit: What its time is in: "days".
    """

    begin: float
    end: float
    present: float
    unit: str


class FilmPanel(QFrame):
    """Asks which stretch, how fast, how large and as what; then tells how far it is.

    Signals:
        wanted(object, object, str, object): `Cut`, `QSize`, kind ("gif" or "png"), `Path`.
        cancelled(): Give it up.
        closed(): The person wants the panel to go.
    """

    wanted = Signal(object, object, str, object)
    cancelled = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, page: QWidget) -> None:
        """Make a hidden panel over a page."""
        super().__init__(page)
        self.setObjectName("filmPanel")
        self.setAccessibleName(self.tr("Export the run as pictures"))
        mark(self, kind="card")
        self.page = page
        self._theme = theme
        self._begin = NumberField(0.0, "film.begin", self.tr("From"))
        self._end = NumberField(1.0, "film.end", self.tr("To"))
        self._speed = chooser({"1": "1"}, "1", "film.speed", self.tr("Speed"))
        names = {key: f"{size.width()} × {size.height()}" for key, size in SIZES.items()}
        self._size = chooser(names, "960", "film.size", self.tr("Size"))
        kinds = {"gif": self.tr("Animated GIF"), "png": self.tr("Folder of PNG pictures")}
        self._kind = chooser(kinds, "gif", "film.kind", self.tr("As"))
        self._dates = paragraph("", "caption", "film.dates")
        self._date: Callable[[float], str] = lambda _: ""
        self._told = paragraph("", "caption", "film.told")
        self._bar = QProgressBar()
        self._bar.setObjectName("film.progress")
        self._bar.setAccessibleName(self.tr("Progress of the export"))
        self._bar.setTextVisible(False)
        self.go = PrimaryButton(self.tr("Export…"), "film.go")
        self.stop = QuietButton(self.tr("Close"), "film.stop")
        self._is_busy = False
        self._lay_out()
        self._connect()
        page.installEventFilter(self)
        self.hide()

    def offer(
        self, span: Span, speeds: Sequence[tuple[str, str]], chosen: str, date: Callable[[float], str]
    ) -> None:
        """Offer a stretch and speeds (units a second and text), and open.

        ``date`` gives the date of a moment in words; empty where the run has none.
        """
        self._date = date
        if not self._is_busy:
            for field, value in ((self._begin, span.begin), (self._end, span.end)):
                field.unit, field.maximum = span.unit, round(span.present, 2)
                field.show_value(round(value, 2))
            self._speed.clear()
            for key, text in speeds:
                self._speed.addItem(text, key)
            self._speed.setCurrentIndex(max(0, self._speed.findData(chosen)))
        self.tell()
        self._place()
        self.show()
        self.raise_()
        self._begin.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def cut(self) -> Cut:
        """What is chosen now."""
        begin, end = sorted((self._begin.value, self._end.value))
        return Cut(begin, end, float(self._speed.currentData()), _RATE)

    @property
    def kind(self) -> FilmKind:
        """As what it is to be written."""
        return "gif" if self._kind.currentData() == "gif" else "png"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in sight when the page changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def export_to(self, path: Path) -> None:
        """Ask for a film of what is chosen, at a path."""
        self.wanted.emit(self.cut, SIZES[str(self._size.currentData())], self.kind, path)

    def show_progress(self, share: float) -> None:
        """Say that so much is written."""
        self._bar.setValue(round(share * 100))

    def show_busy(self, busy: object) -> None:
        """Offer to give up while ``busy``, else to begin."""
        self._is_busy = bool(busy)
        self.stop.setText(self.tr("Cancel") if busy else self.tr("Close"))
        self._bar.setVisible(self._is_busy)
        self._bar.setValue(0)
        for field in (self._begin, self._end, self._speed, self._size, self._kind):
            field.setEnabled(not busy)
        self.tell()
        self._place()

    def tell(self) -> None:
        """Say how many pictures it will be; too many are not made."""
        cut = self.cut
        fits = cut.pictures <= MOST_PICTURES
        text = f"{counted(cut.pictures, 'picture')}, {counted(round(cut.seconds), 'second')}."
        if not fits:
            text += " " + self.tr("At most {} are made: choose less time or more speed.").format(
                MOST_PICTURES
            )
        self._told.setText(text)
        first, last = self._date(cut.begin), self._date(cut.end)
        self._dates.setText(first if first == last else f"{first} – {last}")
        self._dates.setVisible(bool(first))
        mark(self._told, tone="plain" if fits else "bad")
        self.go.setEnabled(fits and not self._is_busy)
        wide = round(_WIDE * self._theme.tokens.base / LIGHT.base)
        self.resize(QSize(wide, self._column.totalHeightForWidth(wide)))

    def _ask_where(self) -> None:
        if self.kind == "gif":
            found, _ = QFileDialog.getSaveFileName(self, self.tr("Export"), "run.gif", "GIF (*.gif)")
            name = found if not found or found.lower().endswith(".gif") else f"{found}.gif"
        else:
            name, _ = QFileDialog.getSaveFileName(self, self.tr("Export to a new folder"), "run-pictures", "")
        if name:
            self.export_to(Path(name))

    def _give_up(self) -> None:
        if self._is_busy:
            self.cancelled.emit()
        else:
            self.closed.emit()

    def _place(self) -> None:
        room = self.page.rect()
        self.move(room.right() - self.width() - 2 * MEDIUM, max((room.height() - self.height()) // 2, 0))

    def _connect(self) -> None:
        self._begin.edited.connect(lambda _: self.tell())
        self._end.edited.connect(lambda _: self.tell())
        self._speed.activated.connect(lambda _: self.tell())
        self.go.clicked.connect(self._ask_where)
        self.stop.clicked.connect(self._give_up)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(MEDIUM)
        form.setVerticalSpacing(SMALL)
        rows = (("From", self._begin), ("To", self._end), ("Speed", self._speed))
        for text, part in (*rows, ("Size", self._size), ("As", self._kind)):
            form.addRow(label(self.tr(text), "muted"), part)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.go)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        column.setSpacing(SMALL)
        column.addWidget(label(self.tr("Export the run as pictures"), "title"))
        column.addLayout(form)
        column.addWidget(self._dates)
        column.addWidget(self._told)
        column.addWidget(paragraph(self.tr(_NOT_SAVED), "caption", "film.notSaved"))
        column.addWidget(self._bar)
        column.addLayout(buttons)
        self._bar.hide()
