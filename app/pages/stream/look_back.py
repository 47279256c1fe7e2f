"""Looking back through a run from its log; the run itself stands meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.animation import Motion, Past, motion_for

if TYPE_CHECKING:
    from app.pages.stream.run_control import RunControl


class LookBack(QObject):
    """Shows any moment of the run under way in place of its present.

    Attributes:
        moment: What is looked at; None is the present.

    Signals:
        frame(object, object): A `Frame` to show, as a player's.
        moved(): Another moment is looked at, or the present.
    """

    frame = Signal(object, object)
    moved = Signal()

    def __init__(self, run: RunControl, parent: QObject | None = None) -> None:
        """Look at the present of whatever is run."""
        super().__init__(parent)
        self.moment: float | None = None
        self._run = run
        self._past: Past | None = None
        run.restarted.connect(self._forget)

    @property
    def shown(self) -> float:
        """The moment that is seen: the one looked at, or the present."""
        return self._run.player.now if self.moment is None else self.moment

    def look(self, moment: float) -> None:
        """Show a moment; at the present or after it, the present."""
        past = self._open()
        if past is None:
            return
        if moment >= self._run.player.now:
            self.back()
            return
        self.moment = max(moment, 0.0)
        self.frame.emit(past.frame(self.moment), None)
        self.moved.emit()

    def step(self, by: int) -> None:
        """Show the event before (-1) or after (1) what is seen."""
        past = self._open()
        if past is None:
            return
        found = past.instant(self.shown, by)
        if found != self.shown:
            self.look(found)
        elif by > 0:
            self.back()

    def back(self) -> None:
        """Show the present again; nothing happens if it is seen."""
        if self.moment is None:
            return
        self.moment = self._past = None
        self._run.player.stop()
        self.moved.emit()

    def _open(self) -> Past | None:
        """Let the run stand, and take its log as it is now."""
        if self._run.run is None:
            return None
        if self._past is None or self.moment is None:
            self._run.player.stop()
            self._past = Past(self._run.run.log(), self._new_motion, self._run.run.time_left())
        return self._past

    def _new_motion(self) -> Motion:
        rules = self._run.in_force_at(self.shown)
        assert rules is not None
        return motion_for(rules)

    def _forget(self) -> None:
        if self.moment is not None:
            self.moment = None
            self.moved.emit()
        self._past = None
