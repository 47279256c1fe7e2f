"""Python's garbage collector, led from the window's thread and kept out of its way.

Left to itself the collector passes in whichever thread made the last of some hundred objects, and deletes
there and then what nobody holds: in the thread of a job, widgets and timers too, which Qt allows in their own
thread only. So it does not pass by itself while there is a window; a timer of the window's thread does it.

PERF(gc.collect in a window with four pages made): a pass over everything looks at 360 000 objects, modules
and classes above all, and holds every thread 100 to 190 ms. Passes over what is young take a few
milliseconds, and find nearly all there is to find.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 100
RARELY: Final = 100
"""Passes over what is young and middling before one over everything is thought of; 10 is usual."""
GROWN: Final = 1.25
"""How much more there must be than after the last pass over everything; so it is when Python decides."""


class Collector(QObject):
    """Passes over what was made lately, as often as Python would, in the thread that made this object."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Take over from Python's own."""
        super().__init__(parent)
        self._was_at_work = gc.isenabled()
        self._middling = 0
        self._old = _count_of_the_old()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Make the pass that is due, if one is."""
        young, middle, _ = gc.get_threshold()
        count = gc.get_count()
        if count[0] < young:
            return
        if count[1] < middle:
            gc.collect(0)
            return
        gc.collect(1)
        self._middling += 1
        if self._middling >= RARELY:
            self._look_at_the_old()

    def end(self) -> None:
        """Give back to Python's own."""
        self._timer.stop()
        if self._was_at_work:
            gc.enable()

    def _look_at_the_old(self) -> None:
        self._middling = 0
        if _count_of_the_old() > GROWN * self._old:
            gc.collect()
            self._old = _count_of_the_old()


def _count_of_the_old() -> int:
    return len(gc.get_objects(generation=2))
