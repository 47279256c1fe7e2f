"""What all charts have in common: title, plot, empty sentence, hover, zoom, export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, Generic, Protocol, TypeVar

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QFont, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLabel,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.charts import export
from app.charts.axis import ChartAxis, ChartView
from app.charts.change_marks import ChangeMark, TimeMarks
from app.charts.chart_head import ChartHead
from app.charts.legend import Key, Legend
from app.theme import LIGHT, Theme, Tokens
from app.widgets import ElidedLabel

MARGIN: Final = 12
_ROOMY: Final = 235
"""Height from which there is room for a note under the title."""
_LOW: Final = 170
"""Height below which the legend has one row."""
_LOWEST: Final = 134


class ChartState(Protocol):
    """What every chart's state can say of itself."""

    @property
    def empty(self) -> str:
        """A sentence in place of the picture where there is nothing to draw, else nothing."""

    @property
    def note(self) -> str:
        """What is measured and in which unit, shown under the title."""

    def table(self) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
        """Give the figures drawn: header and rows."""


State = TypeVar("State", bound=ChartState)


class Chart(QFrame, Generic[State]):
    """A titled picture of one frozen state.

    Attributes:
        title: Words above the picture.
        state: What is shown; None before the first time.
        nothing: The sentence shown before the first time.
        shorter_titles: What it is called where the title does not fit, the longest first.
        has_time: Whether the axis along the bottom is the log's time.
        has_latest: Whether it begins with the latest part, and not with everything.
        marks: The moment and the changes drawn over the plot.
        menu: What can be done with it; pages may add to it.
        head: Title and buttons.

    Signals:
        exported(str): A file was written there.
        failed(str): A file could not be written, and why.
    """

    nothing = "Nothing to show yet."
    has_time = False
    has_latest = False
    shorter_titles: tuple[str, ...] = ()
    exported = Signal(str)
    failed = Signal(str)

    def __init__(self, theme: Theme, title: str, name: str, parent: QWidget | None = None) -> None:
        """Build an empty chart, called ``name`` for tests and styles."""
        super().__init__(parent)
        self.title = title
        self.state: State | None = None
        self.tokens: Tokens = theme.tokens
        self.setProperty("kind", "card")
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumSize(200, _LOWEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._is_zoomed = self._is_whole = False
        self.menu = QMenu(self)
        self.head = ChartHead(theme, title, self.menu, self)
        self.head.name(title, *self.shorter_titles)
        self._heading = self.head.title
        self._note = ElidedLabel(parent=self)
        self._empty = QLabel(self.nothing, self)
        self._legend = Legend(self)
        self._pages = QStackedLayout()
        self._build()
        self.marks = TimeMarks(self.view)
        self._build_actions()
        self.set_tokens(theme.tokens)
        self._theme = theme
        # A method, not a lambda: Qt lets go of it when the chart is gone, however long the theme lives.
        theme.changed.connect(self._follow_theme)

    def show_state(self, state: State) -> None:
        """Draw this state instead of the earlier one; a range chosen by hand is kept."""
        self.state = state
        self._note.say(state.note)
        self._fit_note()
        self._empty.setText(state.empty)
        self._pages.setCurrentIndex(1 if state.empty else 0)
        if state.empty:
            self._legend.show_keys((), self.tokens)
            return
        self._legend.show_keys(self.keys(state), self.tokens)
        self.draw(state)
        if not self._is_zoomed:
            self._show_usual()

    def clear(self) -> None:
        """Show that there is nothing yet."""
        self.state = None
        self._note.hide()
        self._legend.show_keys((), self.tokens)
        self._empty.setText(self.nothing)
        self._pages.setCurrentIndex(1)
        self._is_zoomed = self._is_whole = False
        self.show_moment(None)
        self.show_marks(())

    def show_moment(self, time: float | None) -> None:
        """Draw a line at a moment of the run; None takes it away. Without an axis of time: nothing."""
        if self.has_time:
            self.marks.show_moment(time)
            if self.has_latest and not self._is_zoomed:
                self._show_usual()

    def show_marks(self, marks: Sequence[ChangeMark]) -> None:
        """Draw flags where values were changed. Without an axis of time: nothing."""
        if self.has_time:
            self.marks.show_changes(marks, self.tokens, self.small_font())

    def _follow_theme(self) -> None:
        self.set_tokens(self._theme.tokens)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take the colours of a theme and draw again."""
        self.tokens = tokens
        small = self.small_font()
        self._legend.setFont(small)
        self.plot.setBackground(tokens.surface)
        for axis in self.axes.values():
            axis.paint_with(tokens, small)
        self.axes["left"].setGrid(255)
        self.marks.paint_with(tokens, small)
        if self.state is not None:
            self.show_state(self.state)

    def sizeHint(self) -> QSize:
        """Ask for the same room as any other chart, so that charts side by side are equally wide."""
        return QSize(320, 220)

    def set_title(self, title: str, *shorter: str) -> None:
        """Name the picture otherwise, with shorter words for where the title does not fit."""
        self.title = title
        self.head.name(title, *shorter)
        self.setAccessibleName(title)

    def show_everything(self) -> None:
        """Show the whole range again."""
        self._is_zoomed, self._is_whole = False, True
        self._show_usual()

    def show_latest(self) -> None:
        """Show what it begins with."""
        self._is_zoomed = self._is_whole = False
        self._show_usual()

    def _show_usual(self) -> None:
        """Show what it begins with, or everything if that was asked for or the moment lies before it."""
        if self.state is None or self.state.empty:
            return
        across, up = self.bounds(self.state) if self._is_whole else self.first_view(self.state)
        if self.marks.moment is not None and self.marks.moment < across[0]:
            across, up = self.bounds(self.state)
        self.view.setRange(xRange=across, yRange=up, padding=0, disableAutoRange=True)

    def small_font(self) -> QFont:
        """Give the font of figures and notes, digits of one width."""
        font = QFont(self.font())
        font.setPixelSize(self.tokens.small - 1)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def draw(self, state: State) -> None:
        """Draw a state that is not empty."""
        raise NotImplementedError

    def bounds(self, state: State) -> tuple[tuple[float, float], tuple[float, float]]:
        """Give the range of x and of y that shows everything."""
        raise NotImplementedError

    def first_view(self, state: State) -> tuple[tuple[float, float], tuple[float, float]]:
        """Give the range of x and of y that is shown at first."""
        return self.bounds(state)

    def keys(self, state: State) -> Sequence[Key]:
        """Give the legend; none where the lines carry their names."""
        return ()

    def hover_text(self, x: float, y: float) -> str:
        """Say what lies at a place of the plot; nothing where nothing does."""
        return ""

    def export_to(self, path: Path) -> None:
        """Write a PNG, SVG or CSV, as the name ends, and tell."""
        try:
            if path.suffix.lower() == ".csv":
                header, rows = self.state.table() if self.state is not None else ((), ())
                export.write_csv(header, rows, path)
            elif path.suffix.lower() == ".svg":
                export.write_svg(self, path)
            else:
                export.write_png(self, path)
        except OSError as error:
            self.failed.emit(self.tr("{} could not be written: {}").format(path, error))
        else:
            self.exported.emit(str(path))

    def paint_on(self, painter: QPainter, room: QRectF) -> None:
        """Paint title, note, legend and plot, for an export."""
        painter.fillRect(room, QColor(self.tokens.surface))
        for label in (self._heading, self._note):
            if label.isVisibleTo(self):
                painter.setFont(label.font())
                painter.setPen(QColor(self.tokens.text if label is self._heading else self.tokens.muted))
                room_of_label = QRectF(label.rect()).translated(label.mapTo(self, QPointF()))
                painter.drawText(room_of_label, Qt.AlignmentFlag.AlignVCenter, label.shown)
        if self.state is None or self.state.empty:
            self._paint_sentence(painter, room)
            return
        painter.save()
        painter.translate(self._legend.pos())
        self._legend.paint_keys(painter, self._legend.width())
        painter.restore()
        corner = self.plot.mapTo(self, self.plot.rect().topLeft())
        self.plot.render(painter, QRectF(corner, self.plot.size().toSizeF()), self.plot.rect())

    def _paint_sentence(self, painter: QPainter, room: QRectF) -> None:
        painter.setFont(self._empty.font())
        painter.setPen(QColor(self.tokens.muted))
        how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN), how, self._empty.text())

    def _build(self) -> None:
        self._note.setProperty("role", "caption")
        self._note.hide()
        self.view = ChartView()
        self.axes = {side: ChartAxis(side) for side in ("left", "bottom")}
        # A parent from the start: a stacked layout shows its first widget at once, else as a window.
        self.plot = pg.PlotWidget(self, viewBox=self.view, axisItems=dict(self.axes))
        self.plot.setFrameShape(QFrame.Shape.NoFrame)
        self.plot.hideButtons()
        item = self.plot.getPlotItem()
        item.setContentsMargins(0, 4, 14, 0)  # half of the last figure stands to the right of the plot
        item.setMenuEnabled(False)
        item.ctrlMenu.setParent(self, Qt.WindowType.Popup)  # else a window without owner
        self.plot.scene().sigMouseMoved.connect(self._hover)
        self.view.zoomed.connect(self._remember_zoom)
        self.view.reset.connect(self.show_everything)
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages.addWidget(self.plot)
        self._pages.addWidget(self._empty)
        self._pages.setCurrentIndex(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN - 2, MARGIN - 4, MARGIN - 6)
        column.setSpacing(2)
        for widget in (self.head, self._note, self._legend):
            column.addWidget(widget)
        column.addLayout(self._pages, 1)

    def _build_actions(self) -> None:
        for text, suffix in ((self.tr("Save as PNG…"), "png"), (self.tr("Save as SVG…"), "svg")):
            self._add_action(text, partial(self._ask_where, suffix))
        self._add_action(self.tr("Save figures as CSV…"), lambda: self._ask_where("csv"))
        self.menu.addSeparator()
        views = [(self.tr("Show everything"), Qt.Key.Key_Home, self.show_everything)]
        if self.has_latest:
            views.append((self.tr("Show the latest part"), Qt.Key.Key_End, self.show_latest))
        for text, key, show in views:
            action = self._add_action(text, show)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)

    def _add_action(self, text: str, call: Callable[[], None]) -> QAction:
        action = self.menu.addAction(text)
        action.triggered.connect(lambda _checked: call())
        return action

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up the note where the plot needs the room."""
        super().resizeEvent(event)
        self._fit_note()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the exports."""
        self.menu.popup(event.globalPos())

    def _fit_note(self) -> None:
        note = self.state.note if self.state is not None and not self.state.empty else ""
        larger = self.tokens.base / LIGHT.base
        self._note.setVisible(bool(note) and self.height() >= _ROOMY * larger)
        self._legend.allow_rows(2 if self.height() >= _LOW * larger else 1)
        self._heading.setToolTip(note)

    def _ask_where(self, suffix: str) -> None:
        proposed = f"{self.title.lower().replace(' ', '-')}.{suffix}"
        name, _ = QFileDialog.getSaveFileName(self, self.title, proposed, f"{suffix.upper()} (*.{suffix})")
        if name:
            self.export_to(Path(name))

    def _remember_zoom(self) -> None:
        self._is_zoomed = True

    def _hover(self, at: QPointF) -> None:
        if self.state is None or self.state.empty or not self.view.sceneBoundingRect().contains(at):
            return
        place = self.view.mapSceneToView(at)
        texts = (self.marks.text_at(place.x()), self.hover_text(place.x(), place.y()))
        text = "\n".join(part for part in texts if part)
        spot = self.plot.mapToGlobal(self.plot.mapFromScene(at))
        QToolTip.showText(spot, text, self.plot)
