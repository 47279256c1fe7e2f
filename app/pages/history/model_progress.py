"""How far some work is, how long it will still take, and Cancel."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.theme import MEDIUM
from app.widgets import ElidedLabel, QuietButton, mark
from sim.stream import counted

_STEPS: Final = 1000
_SURE_AFTER_S: Final = 1.0
"""Seconds after which it can be told how long the rest will take."""


class ProgressRow(QWidget):
    """A bar, words beside it, and a button that ends the work.

    Signals:
        cancelled(): The person does not want the rest.
    """

    cancelled = Signal()

    def __init__(self, name: str, cancel: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Show nothing yet; ``cancel`` is what the button says, ``clock`` gives seconds."""
        super().__init__()
        self.setObjectName(name)
        self._clock, self._began = clock, clock()
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}.bar")
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self.text = ElidedLabel()
        self.text.setObjectName(f"{name}.text")
        mark(self.text, role="muted")
        self.cancel = QuietButton(cancel, f"{name}.cancel")
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addWidget(self._bar, 2)
        row.addWidget(self.text, 3)
        row.addWidget(self.cancel)
        self.hide()

    def begin(self, what: str) -> None:
        """Some work began."""
        self._began = self._clock()
        self._bar.setAccessibleName(what)
        self._bar.setValue(0)
        self.cancel.setEnabled(True)
        self.text.setText(what)
        self.show()

    def go_on(self, share: float, text: str) -> None:
        """It is so far, 0 to 1."""
        self._bar.setValue(round(share * _STEPS))
        self.text.setText(
            " · ".join(part for part in (text, left(share, self._clock() - self._began)) if part)
        )


def left(share: float, seconds: float) -> str:
    """Say how long the rest will take; nothing while that cannot be told, or is next to nothing."""
    rest = seconds * (1.0 - share) / share if share > 0 else 0.0
    if seconds < _SURE_AFTER_S or rest < 1.0:
        return ""
    return f"about {rest:.0f} s left" if rest < 90 else f"about {counted(round(rest / 60), 'minute')} left"
