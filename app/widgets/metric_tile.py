"""Tiles: one number, large, with its unit, its change, and how it is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.theme import MEDIUM, SMALL, TINY
from app.widgets.card import Card
from app.widgets.marks import mark
from app.widgets.text import ElidedLabel, label, paragraph

Tone = Literal["plain", "good", "bad", "warn"]
_CLOSE = (126, 112)
"""Widths below which a tile with its gap is narrow, and very narrow, at the usual size of text."""


@dataclass(frozen=True, slots=True)
class Metric:
    """What a tile shows; all of it text, already in the person's words.

    Attributes:
        label: What is counted ("Flow time (85 %)").
        value: The number ("11.2"); "–" if there is none yet.
        unit: Its unit ("days").
        unit_brief: Its unit where there is no room for all of it ("d"); empty: it has none.
        delta: Its change, with an arrow ("▼ 1.9").
        delta_tone: Whether the change is for the better.
        note: A sentence beside the number ("limit 26").
        note_brief: The sentence in fewer words.
        note_tone: Whether the note is a warning.
        how: How it is counted, in plain sentences; empty: no explanation is offered.
        says: What the number is, in a few plain words below it.
        trend: How it has changed, in a few words with an arrow: "▲ 0.3 better in 4 weeks".
        trend_tone: Whether that is for the better.
        trend_whole: The change in a whole sentence, for the pointer and for screen readers.
        trend_brief: The trend in fewer words, the longest first.
    """

    label: str
    value: str = "–"
    unit: str = ""
    delta: str = ""
    delta_tone: Tone = "plain"
    note: str = ""
    note_tone: Tone = "plain"
    how: str = ""
    says: str = ""
    trend: str = ""
    trend_tone: Tone = "plain"
    trend_whole: str = ""
    trend_brief: tuple[str, ...] = ()
    unit_brief: str = ""
    note_brief: str = ""


class Tile(Card):
    """A small card under a caption, with a "?" that explains it.

    Attributes:
        is_brief: Whether it leaves out the line that may be left out.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty tile."""
        super().__init__("", name, parent)
        column = self.layout()
        assert column is not None
        column.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        self._how = ""
        self._label = ElidedLabel()
        self._label.setObjectName(f"{name}.label")
        mark(self._label, role="caption")
        self._ask = QToolButton()
        self._ask.setObjectName(f"{name}.how")
        self._ask.setText("?")
        mark(self._ask, kind="ask")
        self._ask.setAccessibleName(self.tr("How is this counted?"))
        self._ask.setToolTip(self.tr("How is this counted?"))
        self._ask.clicked.connect(self._explain)
        # Captions of tiles with and without an explanation stand at the same height.
        keeps_room = self._ask.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self._ask.setSizePolicy(keeps_room)
        self._ask.hide()
        self.header.insertWidget(0, self._label)
        self.header.setSpacing(TINY)
        self.header.addWidget(self._ask)
        self.is_brief = False

    def be_brief(self, brief: bool) -> None:
        """Leave out the line that may be left out where there is little height."""
        self.is_brief = brief

    def be_close(self, steps: int) -> None:
        """Stand closer to the edges where there is little width; ``steps`` go from 0 to 2."""
        margin = SMALL if steps else MEDIUM
        column = self.layout()
        assert column is not None
        column.setContentsMargins(margin, MEDIUM, margin, MEDIUM)

    def set_caption(self, text: str, how: str = "") -> None:
        """Name the tile, and say how it is counted; an empty ``how`` offers no explanation."""
        # In a row of flow metrics their first word goes without saying.
        self._label.say(text, text.removeprefix("Flow ").capitalize())
        self._how = how
        self._ask.setVisible(bool(how))

    def _explain(self) -> None:
        note = Explanation(self._label.text(), self._how, self)
        note.move(self.mapToGlobal(QPoint(0, self.height() + TINY)))
        note.show()


class MetricTile(Tile):
    """Shows one `Metric`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty tile."""
        super().__init__(name, parent)
        self._value = label("–", "number", f"{name}.value")
        self._unit = ElidedLabel()  # a number is never cut for the sake of its unit
        self._unit.setObjectName(f"{name}.unit")
        mark(self._unit, role="unit")
        self._delta = label("", "caption", f"{name}.delta")
        self._note = ElidedLabel()
        self._note.setObjectName(f"{name}.note")
        mark(self._note, role="caption")
        row = QHBoxLayout()
        row.setSpacing(TINY + 2)
        for part in (self._value, self._unit):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addStretch(1)
        for part in (self._delta, self._note):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignBaseline)
        self.body.addLayout(row)
        self.body.setSpacing(TINY)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self._says, self._trend = ElidedLabel(), ElidedLabel()
        for line, what in ((self._says, "says"), (self._trend, "trend")):
            line.setObjectName(f"{name}.{what}")
            mark(line, role="caption")
            line.hide()
            lines.addWidget(line)
        self.body.addLayout(lines)
        self.body.addStretch(1)

    def show_metric(self, metric: Metric) -> None:
        """Show a number."""
        self.set_caption(metric.label, metric.how)
        self._value.setText(metric.value)
        self._unit.say(metric.unit, metric.unit_brief)
        self._delta.setText(metric.delta)
        self._note.setText(metric.note)
        self._note.setToolTip(metric.note)
        for part in (self._unit, self._delta, self._note):
            part.setVisible(bool(part.text()))
        self._show_line(self._says, metric.says, metric.says)
        self._show_line(self._trend, metric.trend, metric.trend_whole, metric.trend_brief)
        mark(self._trend, tone=metric.trend_tone)
        mark(self._delta, tone=metric.delta_tone)
        mark(self._note, tone=metric.note_tone)
        told = (metric.label, metric.value, metric.unit, metric.note, metric.trend_whole)
        self.setAccessibleName(" ".join(part for part in told if part))

    def be_brief(self, brief: bool) -> None:
        """Leave out what the number is: its "?" says that too."""
        super().be_brief(brief)
        self._says.setVisible(bool(self._says.text()) and not brief)

    def be_close(self, steps: int) -> None:
        """Write the unit smaller too, and then the number."""
        super().be_close(steps)
        mark(self._unit, role="caption" if steps else "unit")
        mark(self._value, role="figure" if steps > 1 else "number")

    def _show_line(self, line: ElidedLabel, text: str, whole: str, shorter: tuple[str, ...] = ()) -> None:
        line.say(text, *shorter)
        line.setToolTip(whole)
        line.setVisible(bool(text) and not (self.is_brief and line is self._says))


class Explanation(Card):
    """A small sheet below a number: how it is counted; a click elsewhere or Esc closes it."""

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        """Make the sheet; show it to use it."""
        super().__init__(title, "explanation", parent)
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(320)
        self.body.addWidget(paragraph(text, "muted", "explanation.text"))


class TileRow(QWidget):
    """Tiles side by side: numbers equally wide, and a distribution wider, for its legend."""

    def __init__(self, tiles: tuple[QWidget, ...], parent: QWidget | None = None) -> None:
        """Lay out the tiles."""
        super().__init__(parent)
        self._tiles = tiles
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for tile in tiles:
            row.addWidget(tile, 7 if isinstance(tile, DistributionTile) else 5)

    def fit(self, width: int, larger: float) -> None:
        """Let tiles stand closer in a row so wide, of text so many times larger than usual."""
        shown = [tile for tile in self._tiles if not tile.isHidden()]
        each = width / larger / max(len(shown), 1)
        steps = sum(each < narrow for narrow in _CLOSE)
        self._row.setSpacing(SMALL if steps else MEDIUM)
        for tile in self._tiles:
            if isinstance(tile, Tile):
                tile.be_close(steps)


class DistributionTile(Tile):
    """A tile with the flow distribution in place of a number.

    Attributes:
        bar: The stacked bar.
    """

    def __init__(self, title: str, bar: QWidget, name: str, parent: QWidget | None = None) -> None:
        """Put a bar under a caption."""
        super().__init__(name, parent)
        self.set_caption(title)
        self.bar = bar
        self._note = ElidedLabel()
        self._note.setObjectName(f"{name}.note")
        mark(self._note, role="caption")
        self._note.hide()
        self.body.addWidget(bar)
        self.body.addWidget(self._note)
        self.body.addStretch(1)
        self.setAccessibleName(title)

    def show_note(self, note: str) -> None:
        """Say something below the bar; nothing if it is empty."""
        self._note.setText(note)
        self._note.setToolTip(note)
        self.bar.setToolTip(note)
        self._note.setVisible(bool(note) and not self.is_brief)

    def be_brief(self, brief: bool) -> None:
        """Keep the line below the bar for the pointer."""
        super().be_brief(brief)
        self._note.setVisible(bool(self._note.text()) and not brief)
