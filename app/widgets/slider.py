"""A lever: a name, a slider, and the value it stands at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from app.theme import SMALL
from app.widgets.text import label


class LabelledSlider(QWidget):
    """A slider over whole numbers with its name before and its value behind.

    Attributes:
        slider: The slider itself, for ranges and keyboard steps.

    Signals:
        moved(int): The person moved it (each step).
        released(): The person let go, or ended a keyboard step: the end of one edit.
    """

    moved = Signal(int)
    released = Signal()

    def __init__(
        self,
        text: str,
        bounds: tuple[int, int],
        name: str,
        *,
        write: Callable[[int], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        """Make a slider between two whole numbers; ``write`` puts a value in words."""
        super().__init__(parent)
        self.setObjectName(name)
        self._write = write
        self._name = label(text, "muted", f"{name}.label")
        self._value = label("", "body", f"{name}.value")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName(f"{name}.slider")
        self.slider.setAccessibleName(text)
        self.slider.setRange(*bounds)
        self.slider.setPageStep(max(1, (bounds[1] - bounds[0]) // 10))
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        widest = max((write(bound) for bound in bounds), key=len)
        self._value.setMinimumWidth(self._value.fontMetrics().horizontalAdvance(widest + "0"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SMALL)
        row.addWidget(self._name, 3)
        row.addWidget(self.slider, 4)
        row.addWidget(self._value)
        self._shown = bounds[0]
        self.show_value(bounds[0])
        self.slider.valueChanged.connect(self._tell)
        self.slider.sliderReleased.connect(self.released)

    @property
    def value(self) -> int:
        """Where the slider stands."""
        return self.slider.value()

    def show_value(self, value: int) -> None:
        """Move the slider without telling; beyond its end it stands there, and the value is written."""
        self._shown = min(max(value, self.slider.minimum()), self.slider.maximum())
        self.slider.setValue(value)
        self._put(value)

    def take_widths(self, name_width: int, value_width: int) -> None:
        """Give name and value these widths, so that sliders below each other line up."""
        self._name.setFixedWidth(name_width)
        self._value.setFixedWidth(value_width)

    @property
    def wanted_widths(self) -> tuple[int, int]:
        """The widths that name and value need."""
        return self._name.sizeHint().width(), self._value.minimumWidth()

    def _tell(self, value: int) -> None:
        if value == self._shown:
            return
        self._shown = value
        self._put(value)
        self.moved.emit(value)
        if not self.slider.isSliderDown():
            self.released.emit()

    def _put(self, value: int) -> None:
        self._value.setText(self._write(value))


def align_sliders(sliders: tuple[LabelledSlider, ...]) -> None:
    """Line up the names, grooves and values of sliders that stand below each other."""
    if not sliders:
        return
    names, values = zip(*(slider.wanted_widths for slider in sliders), strict=True)
    for slider in sliders:
        slider.take_widths(max(names), max(values))
