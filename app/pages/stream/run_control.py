"""The run of the Stream page: made ready beside the window, then played, steered and begun again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.animation import Player, motion_for
from app.jobs import Jobs
from sim.stream import errors_among, fault_of, problems

if TYPE_CHECKING:
    from sim.engine import LiveRun
    from sim.errors import UserFault
    from sim.log import EventLog
    from sim.store import Project
    from sim.stream import Stream


@dataclass(frozen=True)
class RunOrder:
    """A run to make ready: a stream, a seed, and when to end (None: a sensible horizon)."""

    stream: Stream
    seed: int
    until: float | None


def prepare(order: RunOrder) -> LiveRun:
    """Make a run ready; where the engine is not compiled yet, that happens first, in a child process.

    Raises:
        StreamFault: If the stream has errors.
    """
    from dataclasses import replace

    from sim.engine import LiveRun, default_request, warm_cache

    warm_cache()
    request = replace(default_request(order.stream), seed=order.seed)
    if order.until is not None:
        request = replace(request, until=order.until)
    run = LiveRun(order.stream, request)
    run.advance_to(0.0)
    return run


class RunControl(QObject):
    """Makes runs ready through jobs, and plays one of them.

    Attributes:
        player: Plays it.
        run: What is played; None before the first time.

    Signals:
        said(str): A line for the status bar.
        refused(object): The stream cannot be run: a `UserFault`.
        restarted(): Another run was made ready, or the run was let go.
        steered(): The rules of the run under way changed.
    """

    said = Signal(str)
    refused = Signal(object)
    restarted = Signal()
    steered = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        """Start with nothing ready."""
        super().__init__(parent)
        self.player = Player(self)
        self.player.failed.connect(self.refused)
        self.run: LiveRun | None = None
        self._jobs = jobs
        self._plays_when_ready = False

    @property
    def horizon(self) -> float | None:
        """When the run ends, in the stream's unit; None if it ends by items."""
        return None if self.run is None else self.run.request.until

    def play(self, project: Project) -> None:
        """Play on, or make a run ready and play it."""
        if self.run is None or self.player.state == "ended":
            self._make_ready(project)
            self._plays_when_ready = True
            return
        self.player.play()

    def step(self, project: Project) -> None:
        """Let one more event happen, or make a run ready."""
        if self.run is None or self.player.state == "ended":
            self._make_ready(project)
            return
        self.player.pause()
        self.player.step()

    def reset(self) -> None:
        """Let the run go."""
        self._jobs.cancel("stream.prepare")
        self._plays_when_ready = False
        self.player.clear()
        self.run = None
        self.restarted.emit()

    def take(self, before: Stream, after: Stream) -> None:
        """Let the run under way go on under a changed stream; where it cannot, let it go and say so."""
        from sim.errors import StreamFault

        if self.run is None or before == after:
            return
        if errors_among(problems(after)):
            self.said.emit(self.tr("The run goes on under the rules before this change: it has faults."))
            return
        try:
            self.run.change(after)
        except StreamFault as fault:
            self.reset()
            self.said.emit(self.tr("The run was reset: {}").format(fault.text[0].lower() + fault.text[1:]))
        else:
            self.steered.emit()
            moment = f"{after.time_unit} {self.run.now:.1f}"
            self.said.emit(self.tr("The change holds from {} on.").format(moment))

    def log(self) -> EventLog | None:
        """Give the log so far."""
        return None if self.run is None else self.run.log()

    def _make_ready(self, project: Project) -> None:
        stream = project.stream
        found = errors_among(problems(stream))
        if found:
            self.refused.emit(fault_of(found))
            return
        self.player.clear()
        self.run = None
        self.said.emit(self.tr("Getting the engine ready (the first time takes some seconds)…"))
        order = RunOrder(stream, project.run.seed, project.run.until)
        self._jobs.start(prepare, order, self._take_run, key="stream.prepare", on_fault=self._refuse)

    def _take_run(self, run: LiveRun) -> None:
        self.run = run
        self.player.load(run, motion_for(run.stream))
        self.said.emit("")
        self.restarted.emit()
        if self._plays_when_ready:
            self._plays_when_ready = False
            self.player.play()

    def _refuse(self, fault: UserFault) -> None:
        self._plays_when_ready = False
        self.refused.emit(fault)
