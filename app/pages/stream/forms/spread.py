"""Sliders for a duration given by its typical and its bad case; the curve follows under the finger."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSlider, QVBoxLayout, QWidget

from app.pages.stream.curve import Curve
from app.pages.stream.durations import NAMES
from app.theme import TINY, Theme
from app.widgets import NumberField, paragraph
from sim.distributions import Distribution, describe

FIGURES: Final = ("p50", "p85")
LEAST: Final = 0.01
STEPS: Final = 300
_PER_DECADE: Final = 60
_APART: Final = 1.05
"""The bad case is at least so many times the typical one; who moves one past the other takes it along."""

_AT_MOST: Final = 200.0
"""And no more than so many times; a wider spread is no longer one curve."""


def position_of(value: float) -> int:
    """Give where a slider stands for a value: a step is about 4 % of it."""
    place = round(_PER_DECADE * math.log10(max(value, LEAST) / LEAST))
    return min(max(place, 0), STEPS)


def value_at(position: int) -> float:
    """Give the value for which a slider stands, of three digits."""
    return float(f"{LEAST * 10 ** (position / _PER_DECADE):.3g}")


def moved_to(time: Distribution, figure: str, value: float) -> Distribution:
    """Give a duration with one of the two figures moved; it takes the other along where it must."""
    half, bad = time.p50 or LEAST, time.p85 or LEAST
    if figure == "p50":
        half, bad = value, min(max(bad, value * _APART), value * _AT_MOST)
    else:
        half, bad = min(max(half, value / _AT_MOST), value / _APART), value
    both = {"p50": _rounded(half), "p85": _rounded(bad)}
    return Distribution.model_validate({"family": time.family, **time.given, **both})


def sentence(time: Distribution, unit: str) -> str:
    """Say a duration in a sentence."""
    words = describe(time, unit).replace(f" {unit}", f"\u00a0{unit}") if unit else describe(time, unit)
    return f"{words[0].upper()}{words[1:]}."


def has_sliders(time: Distribution) -> bool:
    """Say whether a duration is given by the two figures that the sliders move."""
    return time.p50 is not None and time.p85 is not None


class Spread(QWidget):
    """Two sliders, the curve and the sentence.

    Attributes:
        time: The duration shown now.

    Signals:
        settled(object): The person let a slider go: the duration now.
    """

    settled = Signal(object)

    def __init__(
        self, theme: Theme, time: Distribution, unit: str, name: str, fields: Mapping[str, NumberField]
    ) -> None:
        """Show a duration; ``fields`` show its figures as numbers, and follow the sliders."""
        super().__init__()
        self.time = time
        self._given = time
        self._unit = unit
        self._fields = fields
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TINY)
        self._sliders = {figure: self._slider(f"{name}.{figure}.slider", figure) for figure in FIGURES}
        for slider in self._sliders.values():
            column.addWidget(slider)
        main = name == "inspector.time"
        self._curve = Curve(theme, "inspector.curve" if main else f"{name}.curve")
        self._words: QLabel = paragraph("", "caption", "inspector.sentence" if main else f"{name}.sentence")
        column.addWidget(self._curve)
        column.addWidget(self._words)
        self._show()

    def _slider(self, name: str, figure: str) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName(name)
        slider.setAccessibleName(NAMES[figure])
        slider.setToolTip(NAMES[figure])
        slider.setRange(0, STEPS)
        slider.setPageStep(_PER_DECADE // 6)
        slider.setValue(position_of(getattr(self.time, figure)))
        slider.valueChanged.connect(partial(self._move, figure))
        slider.sliderReleased.connect(self._settle)
        return slider

    def _move(self, figure: str, position: int) -> None:
        self.time = moved_to(self.time, figure, value_at(position))
        for other, slider in self._sliders.items():
            if other != figure:
                slider.blockSignals(True)
                slider.setValue(position_of(getattr(self.time, other)))
                slider.blockSignals(False)
        for each, field in self._fields.items():
            field.show_value(getattr(self.time, each))
        self._show()
        if not self._sliders[figure].isSliderDown():
            self._settle()

    def _settle(self) -> None:
        if self.time != self._given:
            self._given = self.time
            self.settled.emit(self.time)

    def _show(self) -> None:
        words = sentence(self.time, self._unit)
        self._curve.show_time(self.time)
        self._curve.setAccessibleName(words)
        self._words.setText(words)


def _rounded(value: float) -> float:
    return float(f"{value:.3g}")
