"""The flow distribution as one stacked bar, each part with the shape of its type."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.theme import TINY, TypeStyle, shape_path

_BAR = 16
_GAP = 2
_MARK = 8


@dataclass(frozen=True, slots=True)
class Portion:
    """One part of the whole.

    Attributes:
        name: Of the type.
        share: 0 to 1.
        style: Colour and shape.
    """

    name: str
    share: float
    style: TypeStyle


class DistributionBar(QWidget):
    """Paints portions side by side, with a legend of shapes and percents below."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty bar."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._portions: tuple[Portion, ...] = ()

    def show_portions(self, portions: tuple[Portion, ...]) -> None:
        """Show another distribution; shares need not sum to 1."""
        self._portions = tuple(each for each in portions if each.share > 0)
        spoken = ", ".join(f"{each.name} {100 * each.share:.0f} %" for each in self._portions)
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the bar and one line of legend."""
        return QSize(160, _BAR + TINY + self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """The bar may be narrow; the legend then shows less."""
        return QSize(90, self.sizeHint().height())

    def spans(self) -> tuple[tuple[Portion, QRectF], ...]:
        """Give each portion with its place in the bar."""
        whole = sum(each.share for each in self._portions)
        if whole <= 0:
            return ()
        room = self.width() - _GAP * (len(self._portions) - 1)
        placed, left = [], 0.0
        for each in self._portions:
            width = room * each.share / whole
            placed.append((each, QRectF(left, 0, width, _BAR)))
            left += width + _GAP
        return tuple(placed)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint bar and legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if not self._portions:
            painter.setBrush(self.palette().mid())
            painter.drawRoundedRect(QRectF(0, 0, self.width(), _BAR), 3, 3)
            return
        for portion, place in self.spans():
            painter.setBrush(QColor(portion.style.colour))
            painter.drawRoundedRect(place, 3, 3)
        self._paint_legend(painter)

    def event(self, event: QEvent) -> bool:
        """Name the portion under the pointer."""
        if isinstance(event, QHelpEvent):
            for portion, place in self.spans():
                if place.left() <= event.pos().x() <= place.right():
                    QToolTip.showText(event.globalPos(), f"{portion.name}: {100 * portion.share:.0f} %", self)
                    return True
        return super().event(event)

    def legend_places(self) -> tuple[tuple[float, float], ...]:
        """Give begin and width of each entry of the legend that there is room for."""
        metrics = QFontMetrics(self._legend_font())
        texts, gap = self._legend_texts(metrics)
        places, left = [], 0.0
        for text in texts if self._portions else ():
            width = float(_MARK + TINY + metrics.horizontalAdvance(text))
            if left + width > self.width() + 1:
                break
            places.append((left, width))
            left += width + gap
        return tuple(places)

    def _legend_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(11, self.font().pixelSize() - 2))
        return font

    def _paint_legend(self, painter: QPainter) -> None:
        font = self._legend_font()
        painter.setFont(font)
        metrics = QFontMetrics(font)
        middle = _BAR + TINY + metrics.height() / 2
        texts, _ = self._legend_texts(metrics)
        for portion, text, (left, _) in zip(self._portions, texts, self.legend_places(), strict=False):
            outline = QPainterPath(shape_path(portion.style.shape, _MARK))
            outline.translate(QPointF(left + _MARK / 2, middle))
            painter.fillPath(outline, QColor(portion.style.colour))
            painter.setPen(self.palette().text().color())
            painter.drawText(QPointF(left + _MARK + TINY, middle + metrics.ascent() / 2 - 1), text)
            painter.setPen(Qt.PenStyle.NoPen)

    def _legend_texts(self, metrics: QFontMetrics) -> tuple[list[str], float]:
        """Give the entries and the room between two: set closer where they would not all fit."""
        texts, free = [""], 0.0
        for end in ("\u202f%", "%", ""):
            texts = [f"{100 * each.share:.0f}{end}" for each in self._portions]
            wide = sum(_MARK + TINY + metrics.horizontalAdvance(text) for text in texts)
            free = (self.width() - wide) / max(len(texts) - 1, 1)
            if free >= 2:
                break
        return texts, min(max(free, 2.0), TINY + 2.0)
