"""Sliders for a duration's typical and bad case; the curve follows under the finger."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QVBoxLayout, QWidget

from app.pages.stream.curve import Curve
from app.pages.stream.durations import NAMES
from app.pages.stream.forms.spread_words import Moved, why_moved
from app.theme import SMALL, TINY, Theme
from app.widgets import ValueField, label, mark, paragraph
from sim.distributions import LEAST_APART, Distribution, describe, most_apart, quantiles, with_quantiles

LEAST: Final = 0.01
STEPS: Final = 300
_PER_DECADE: Final = 60
_SHORT: Final[dict[Moved, str]] = {"p50": "50\u00a0%", "p85": "85\u00a0%"}


def sliders_of(time: Distribution) -> tuple[Moved, ...]:
    """Say which figures of a duration can be moved; none of observed values, one where one says it all."""
    if time.family == "empirical":
        return ()
    return ("p50",) if time.family in ("constant", "exponential") else ("p50", "p85")


def position_of(value: float) -> int:
    """Give where a slider stands for a value: a step is about 4 % of it."""
    place = round(_PER_DECADE * math.log10(max(value, LEAST) / LEAST))
    return min(max(place, 0), STEPS)


def value_at(position: int) -> float:
    """Give the value for which a slider stands, of three digits."""
    return float(f"{LEAST * 10 ** (position / _PER_DECADE):.3g}")


def moved_to(time: Distribution, figure: Moved, value: float) -> Distribution:
    """Give a duration with one of the two figures moved; it takes the other along where it must."""
    half, bad = (max(each, LEAST) for each in quantiles(time))
    most = most_apart(time)
    if figure == "p50":
        half, bad = value, min(max(bad, value * LEAST_APART), value * most)
    else:
        half, bad = min(max(half, value / most), value / LEAST_APART), value
    if "p85" in time.given and "p50" in time.given:
        return with_quantiles(time, _rounded(half, 3), _rounded(bad, 3))
    made = with_quantiles(time, half, bad)
    if time.family == "erlang" and figure == "p85":  # whole phases only come near: meet what was moved
        made = made.model_copy(update={"mean": (made.mean or 0.0) * value / quantiles(made)[1]})
    figures = {name: each if name == "k" else _rounded(each, 4) for name, each in made.given.items()}
    return Distribution.model_validate({"family": made.family, **figures})


def sentence(time: Distribution, unit: str) -> str:
    """Say a duration in a sentence."""
    words = describe(time, unit).replace(f" {unit}", f"\u00a0{unit}") if unit else describe(time, unit)
    return f"{words[0].upper()}{words[1:]}."


class Spread(QWidget):
    """A slider for each figure that can be moved, the curve and the sentence.

    Attributes:
        time: The duration shown now.

    Signals:
        settled(object): The person let a slider go: the duration now.
    """

    settled = Signal(object)

    def __init__(self, theme: Theme, time: Distribution, unit: str, name: str) -> None:
        """Show a duration."""
        super().__init__()
        self.time = time
        self._given = time
        self._unit = unit
        self._fields: Mapping[str, ValueField[float]] = {}
        self._values: dict[Moved, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SMALL)
        self._grid.setVerticalSpacing(TINY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TINY)
        column.addLayout(self._grid)
        self._sliders = {figure: self._add_slider(name, figure) for figure in sliders_of(time)}
        main = name == "inspector.time"
        self._curve = Curve(theme, "inspector.curve" if main else f"{name}.curve")
        self._words: QLabel = paragraph("", "caption", "inspector.sentence" if main else f"{name}.sentence")
        column.addWidget(self._curve)
        self._why: QLabel = paragraph("", "caption", f"{name}.why")
        mark(self._why, tone="warn")
        self._why.hide()
        column.addWidget(self._words)
        column.addWidget(self._why)
        self._show()

    def show_time(self, time: Distribution, fields: Mapping[str, ValueField[float]]) -> None:
        """Show another duration; ``fields`` show its figures as numbers, and follow the sliders."""
        self._fields = fields
        before, self.time, self._given = self.time, time, time
        if time != before:
            self._say_why("")
            self._show()

    def _add_slider(self, name: str, figure: Moved) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName(f"{name}.{figure}.slider")
        slider.setAccessibleName(NAMES[figure])
        slider.setToolTip(NAMES[figure])
        slider.setRange(0, STEPS)
        slider.setPageStep(_PER_DECADE // 6)
        slider.valueChanged.connect(partial(self._move, figure))
        slider.sliderReleased.connect(self._settle)
        line = self._grid.rowCount()
        short = "all" if self.time.family == "constant" else _SHORT[figure]
        self._values[figure] = label("", "caption")
        self._grid.addWidget(label(short, "caption"), line, 0)
        self._grid.addWidget(slider, line, 1)
        self._grid.addWidget(self._values[figure], line, 2, Qt.AlignmentFlag.AlignRight)
        return slider

    def _move(self, figure: Moved, position: int) -> None:
        # From where the hand took it: what one slider pushes aside comes back with it.
        value = value_at(position)
        self.time = moved_to(self._given, figure, value)
        self._say_why(why_moved(self._given, figure, value, self.time, self._unit))
        for each, field in self._fields.items():
            field.show_value(getattr(self.time, each))
        self._show(held=figure)
        if not self._sliders[figure].isSliderDown():
            self._settle()

    def _say_why(self, why: str) -> None:
        """Say below the sentence why a figure that nobody moved is another one."""
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def _settle(self) -> None:
        if self.time != self._given:
            self._given = self.time
            self.settled.emit(self.time)

    def _show(self, held: str = "") -> None:
        for figure, value in zip(_SHORT, quantiles(self.time), strict=True):
            if figure not in self._sliders:
                continue
            self._values[figure].setText(f"{value:.3g} {self._unit}".strip())
            if figure != held:
                self._sliders[figure].blockSignals(True)
                self._sliders[figure].setValue(position_of(value))
                self._sliders[figure].blockSignals(False)
        words = sentence(self.time, self._unit)
        self._curve.show_time(self.time)
        self._curve.setAccessibleName(words)
        if self._words.text() != words:
            self._words.setText(words)


def _rounded(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")
