"""Plays a run: lets time pass at a chosen speed and shows what happened since."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.animation.motion import Motion
from app.animation.skim import MANY, telling
from sim.errors import UserFault

if TYPE_CHECKING:
    from sim.stream import Stream

PlayState = Literal["empty", "ready", "playing", "paused", "ended"]
_TICK_MS: Final = 16
_BUDGET_MS: Final = 4.0
"""Milliseconds of a tick that the run may take; the rest is for painting."""
_CALM: Final = 30.0
_MOST_HURRY: Final = 9.0
"""Events a second at which tokens travel at leisure, and how much faster they may become."""
_LONGEST_STEP: Final = 0.1
"""Seconds; a tick that comes late does not make the run leap."""
_LONGEST_SEARCH: Final = 0.03
"""Seconds that one step may look for an event; gates may open for nothing, and workers fall ill, for long."""


class Source(Protocol):
    """A run that can be let on, and tells rows as a log does."""

    @property
    def now(self) -> float:
        """The present, in the stream's unit."""

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""

    def advance_to(self, moment: float, budget_ms: float | None = None) -> bool:
        """Let everything up to a moment happen; false if the budget ran out before."""

    def step(self) -> bool:
        """Let the next instant happen."""

    def rows(self, since: int = 0) -> tuple[Any, Any, Any, Any, Any]:
        """Give time, item, kind, stage and who of the rows from ``since`` on."""

    def time_left(self) -> dict[int, float]:
        """Give how long the work under way can be expected to take still, by item number."""

    def types(self, since: int = 0) -> Any:  # noqa: ANN401 (an array of the run's own kind)
        """Give the type of each item that arrived in the rows from ``since`` on."""


class Player(QObject):
    """Plays, pauses and steps one source at a time.

    Attributes:
        state: What it does.
        speed: Units of the run's time a second; infinite is as fast as it goes.
        events: Rows played so far.

    Signals:
        frame(object, object): A `Frame` to show, and the seconds since the last one (None: jump).
        state_changed(str): It plays, pauses, or is at the end.
        failed(object): The run cannot go on: a `UserFault`.
    """

    frame = Signal(object, object)
    state_changed = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with nothing to play."""
        super().__init__(parent)
        self.state: PlayState = "empty"
        self.speed = 1.0
        self.events = 0
        self._source: Source | None = None
        self._motion = Motion(())
        self._target = 0.0
        self._last = 0.0
        self._pace = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def now(self) -> float:
        """The run's present."""
        return 0.0 if self._source is None else self._source.now

    @property
    def done(self) -> int:
        """Items done so far."""
        return self._motion.done

    def load(self, source: Source, motion: Motion) -> None:
        """Take a run, and show its first instant."""
        self._timer.stop()
        self._source, self._motion = source, motion
        self._target, self.events = source.now, 0
        self._collect()
        self._motion.land()
        self._show(None)
        self._become("ready")

    def follow_rules(self, stream: Stream) -> None:
        """Go on under another stream's rules; its stages are the same."""
        self._motion.set_holds([stage.on_finish == "hold" for stage in stream.stages])

    def clear(self) -> None:
        """Let go of the run."""
        self._timer.stop()
        self._source = None
        self._motion = Motion(())
        self.events = 0
        self._become("empty")

    def play(self) -> None:
        """Let time pass."""
        if self._source is None or self.state in ("playing", "ended"):
            return
        self._target = self._source.now
        self._become("playing")
        self._run_timer()

    def pause(self) -> None:
        """Stop time; tokens under way still land."""
        if self.state == "playing":
            self._become("paused")

    def step(self) -> None:
        """Let the next instant with an event happen."""
        if self._source is None or self.state == "ended":
            return
        try:
            goes_on = self._step_to_an_event(self._source)
        except UserFault as fault:
            self.stop()
            self.failed.emit(fault)
            return
        self._target = self._source.now
        self._become("paused" if goes_on and not self._source.ended else "ended")
        self._run_timer()

    def _step_to_an_event(self, source: Source) -> bool:
        """Let instants happen until one is seen, or so long that the window must have its turn.

        Returns:
            Whether anything is left to happen.
        """
        before, deadline = self.events, perf_counter() + _LONGEST_SEARCH
        while self.events == before and perf_counter() < deadline:
            if not source.step():
                return False
            self._collect()
        return True

    def stop(self) -> None:
        """Stop at once: timer off, tokens landed."""
        self._timer.stop()
        if self.state == "playing":
            self._become("paused")
        if self._source is not None:
            self._motion.land()
            self._show(None)

    def _show(self, elapsed: float | None) -> None:
        assert self._source is not None
        self.frame.emit(self._motion.frame(self._source.now, self._source.time_left()), elapsed)

    def _run_timer(self) -> None:
        if not self._timer.isActive():
            self._last = perf_counter()
            self._timer.start()

    def _tick(self) -> None:
        assert self._source is not None
        here = perf_counter()
        elapsed, self._last = min(here - self._last, _LONGEST_STEP), here
        before = self.events
        if self.state == "playing":
            try:
                self._advance(self._source, elapsed)
            except UserFault as fault:
                self.stop()
                self.failed.emit(fault)
                return
        seen = elapsed * self._hurry(self.events - before, elapsed)
        self._motion.pass_time(seen)
        self._show(seen)
        if self.state != "playing" and not self._motion.is_flying:
            self._timer.stop()
            self._show(None)

    def _hurry(self, events: int, elapsed: float) -> float:
        """Give how much faster tokens must travel to keep up with the pace of events."""
        pace = events / max(elapsed, 1e-3)
        self._pace += (pace - self._pace) * min(1.0, elapsed * 4)
        return min(max(self._pace / _CALM, 1.0), _MOST_HURRY)

    def _advance(self, source: Source, elapsed: float) -> None:
        self._target += self.speed * elapsed
        if not source.advance_to(self._target, _BUDGET_MS):
            self._target = source.now
        self._collect()
        if source.ended:
            self._become("ended")

    def _collect(self) -> None:
        assert self._source is not None
        time, item, kind, stage, who = self._source.rows(self.events)
        self._motion.add_types(self._source.types(self.events).tolist())
        self.events += len(item)
        if len(item) > MANY:  # PERF: of 11 000 rows, as fast as it goes, 15 ms became 3 ms
            told = telling(item, kind)
            time, item, kind, stage, who = time[told], item[told], kind[told], stage[told], who[told]
        rows = zip(item.tolist(), kind.tolist(), stage.tolist(), who.tolist(), strict=True)
        self._motion.follow(rows, time.tolist())

    def _become(self, state: PlayState) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
