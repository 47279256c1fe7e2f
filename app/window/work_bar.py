"""What takes long, at the end of the status line: how far it is, how long it will take, and Cancel."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from app.theme import SMALL
from app.widgets import LinkButton, label
from app.window.files import Files

SHOWN_AFTER_MS = 300
"""What is done sooner is not worth a bar."""
_STEPS = 1000
_WIDE = 160


@dataclass
class _Work:
    text: str
    can_be_cancelled: bool
    began: float
    share: float = 0.0


class WorkBar(QWidget):
    """Shows the work that began first, once it has taken a moment.

    Signals:
        cancelled(str): The person does not want the work of this key any more.
    """

    cancelled = Signal(str)

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Show nothing yet; ``clock`` gives seconds."""
        super().__init__()
        self.setObjectName("work")
        # PERF: a line of status that grew with it would lay the page out again: 88 ms with large charts.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._clock = clock
        self._works: dict[str, _Work] = {}
        self._text = label("", "caption", "work.text")
        self._bar = QProgressBar()
        self._bar.setObjectName("work.bar")
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_WIDE)
        self._cancel = LinkButton(self.tr("Cancel"), "work.cancel")
        self._cancel.clicked.connect(self._tell_cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, SMALL, 0)
        row.setSpacing(SMALL)
        for widget in (self._text, self._bar, self._cancel):
            row.addWidget(widget)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SHOWN_AFTER_MS)
        self._wait.timeout.connect(self.show)
        self.hide()

    def begin(self, key: str, text: str, *, can_be_cancelled: bool) -> None:
        """Some work began; it is shown if it is still under way in a moment."""
        self._works[key] = _Work(text, can_be_cancelled, self._clock())
        if self.isHidden() and not self._wait.isActive():
            self._wait.start()
        self._show_first()

    def go_on(self, key: str, share: float) -> None:
        """The work is so far, 0 to 1."""
        if key in self._works:
            self._works[key].share = share
            self._show_first()

    def end(self, key: str) -> None:
        """The work is over, however it ended."""
        self._works.pop(key, None)
        if self._works:
            self._show_first()
            return
        self._wait.stop()
        self.hide()

    def stop(self) -> None:
        """The window closes: show nothing any more."""
        self._works.clear()
        self._wait.stop()

    def _show_first(self) -> None:
        work = next(iter(self._works.values()))
        self._bar.setValue(round(work.share * _STEPS))
        self._bar.setAccessibleName(work.text)
        self._text.setText(work.text + _left(work.share, self._clock() - work.began))
        self._cancel.setVisible(work.can_be_cancelled)
        self._cancel.setAccessibleName(self.tr("Cancel: {work}").format(work=work.text))

    def _tell_cancelled(self) -> None:
        self.cancelled.emit(next(iter(self._works)))


def show_work(bar: WorkBar, files: Files) -> None:
    """Show the opening and the saving of files, of which opening can be cancelled."""

    def read(name: str) -> None:
        if name:
            bar.begin("open", bar.tr("Opening {name}").format(name=name), can_be_cancelled=True)
        else:
            bar.end("open")

    def write(name: str) -> None:
        bar.begin("save", bar.tr("Saving {name}").format(name=name), can_be_cancelled=False)

    files.reading.connect(read)
    files.read_on.connect(partial(bar.go_on, "open"))
    files.saver.began.connect(write)
    files.saver.went_on.connect(partial(bar.go_on, "save"))
    files.saver.ended.connect(partial(bar.end, "save"))
    bar.cancelled.connect(files.stop_reading)


def _left(share: float, seconds: float) -> str:
    """Say how long it will still take, where that can be told and is worth a word."""
    left = seconds * (1 - share) / share if share > 0 else 0.0
    if seconds < SHOWN_AFTER_MS / 1000 or left < 1:
        return ""
    return f" · about {left:.0f} s left" if left < 90 else f" · about {left / 60:.0f} min left"
