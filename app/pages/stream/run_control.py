"""The run of the Stream page: made ready beside the window, then played, steered and begun again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, Signal

from app.animation import Player, motion_for
from app.jobs import Jobs, Track
from app.pages.stream.changes_made import ChangesMade
from sim.stream import changed_values, errors_among, fault_of, problems, require_sound, stream_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.pages.stream.change_words import ChangeMade
    from sim.engine import LiveRun
    from sim.errors import UserFault
    from sim.log import EventLog
    from sim.store import Project
    from sim.stream import Stream


TAKES_S: Final = 20
"""Seconds that compiling the engine takes, about; it happens once on a machine."""


@dataclass(frozen=True)
class RunOrder:
    """A run to make ready: a stream, a seed, and when to end (None: a sensible horizon)."""

    stream: Stream
    seed: int
    until: float | None


def prepare(order: RunOrder, track: Track) -> LiveRun:
    """Make a run ready; where the engine is not compiled yet, that happens first, in a child process.

    Whatever is slow the first time (importing and loading the machine code of a run and of a change to it)
    happens here, so that it does not hold up the window later.

    Raises:
        StreamFault: If the stream has errors.
        Cancelled: If nobody wants the run any more; the child process is ended.
    """
    from dataclasses import replace

    from sim.engine import LiveRun, default_request, rehearse, warm_cache

    require_sound(order.stream)
    warm_cache(lambda seconds: track.report(min(seconds / TAKES_S, 0.99), f"{seconds:.0f}"))
    rehearse()
    request = replace(default_request(order.stream), seed=order.seed)
    if order.until is not None:
        request = replace(request, until=order.until)
    run = LiveRun(order.stream, request)
    run.advance_to(0.0)
    return run


def order_of(project: Project) -> RunOrder:
    """Say which run a project asks for."""
    return RunOrder(project.stream, project.run.seed, project.run.until)


def rules_of(stream: Stream) -> tuple[tuple[object, ...], ...]:
    """Give what the use of each stage is counted by: its people, its limit, whether items hold people."""
    teams = {team.id: team.size for team in stream.teams}
    return tuple(
        (teams.get(stage.team or "", stage.workers), stage.wip_limit, stage.on_finish)
        for stage in stream.stages
    )


class RunControl(QObject):
    """Makes runs ready through jobs, and plays one of them.

    Attributes:
        player: Plays it.
        jobs: Where it is made ready.
        run: What is played; None before the first time.
        ruled_since: Moment of the last change to people, limits or rules of a stage; 0 if there was none.

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
        self.ruled_since = 0.0
        self._made: ChangesMade | None = None
        self._kept_changes = 0
        self._kept: Stream | None = None
        self.jobs = jobs
        self._wanted: RunOrder | None = None
        self._when_ready: Literal["show", "play", "step"] = "show"

    @property
    def horizon(self) -> float | None:
        """When the run ends, in the stream's unit; None if it ends by items."""
        return None if self.run is None else self.run.request.until

    def play(self, project: Project) -> None:
        """Play on, or make a run ready and play it."""
        if self.run is None or self.player.state == "ended":
            self._make_ready(project)
            self._when_ready = "play"
            return
        self.player.play()

    def make_ready(self, project: Project) -> None:
        """Make a run ready and show its first instant, if there is no run."""
        if self.run is None:
            self._make_ready(project)
            self._when_ready = "show"

    def step(self, project: Project) -> None:
        """Let one more event happen, of a run that is made ready first if there is none.

        At the end of a run nothing is left to happen.
        """
        if self.run is None:
            self._make_ready(project)
            self._when_ready = "step"
            return
        if self.is_at_end():
            return
        self.player.pause()
        self.player.step()

    def is_at_end(self) -> bool:
        """Say whether the run has come to its end, and tell how it begins again."""
        if self.run is None or self.player.state != "ended":
            return False
        self.said.emit(
            self.tr("The run is at its end. Run begins it again; the timeline leads back through it.")
        )
        return True

    def reset(self) -> None:
        """Let the run go, or give up making one ready."""
        self.jobs.cancel("stream.prepare")
        if self._wanted is not None:
            self.said.emit("")
        self._wanted = None
        self._when_ready = "show"
        self.player.clear()
        self.run = self._made = None
        self.restarted.emit()

    def take(self, before: Project, after: Project, gesture: str = "") -> None:
        """Let the run under way go on under a changed project; where it cannot, let it go and say so.

        Args:
            before: The project before.
            after: The project now.
            gesture: Which movement of the hand changed it: all that one of them changes is one change.
        """
        if self._wanted is not None:
            self._wanted = order_of(after)
        if self.run is None:
            return
        if before.run.seed != after.run.seed:
            self.reset()
            self.said.emit(self.tr("The run was reset: it has another seed now."))
        elif before.stream != after.stream:
            self._steer(after.stream, gesture)

    @property
    def changes(self) -> int:
        """How often the run under way was changed by hand since it began, or since that was kept."""
        return 0 if self._made is None else max(self._made.by_hand - self._kept_changes, 0)

    @property
    def in_force(self) -> Stream | None:
        """The stream whose rules hold now: what its plan has set up to now is set. None without a run."""
        return None if self.run is None else stream_at(self.run.stream, self.run.now)

    def in_force_at(self, moment: float) -> Stream | None:
        """The stream whose rules held at a moment of the run. None without a run."""
        return None if self._made is None else self._made.in_force_at(moment)

    def rules_over_time(self) -> Callable[[float], Stream]:
        """Give what tells the stream in force at any moment of this run, whatever is run later.

        Raises:
            RuntimeError: If there is no run.
        """
        if self._made is None:
            raise RuntimeError("no run has rules")
        return self._made.in_force_at

    def marks(self) -> Sequence[ChangeMade]:
        """Give the changes that came over the run so far, in order of time."""
        return () if self.run is None or self._made is None else self._made.marks(self.run.now)

    def as_plan(self) -> Stream | None:
        """Give the stream that the run began with, with all that was changed since as its plan.

        Taking it over changes nothing in the run under way. None without a run.
        """
        if self.run is None:
            return None
        self._kept = self.run.as_plan()
        return self._kept

    def _keep(self, after: Stream) -> None:
        """Let the run know its plan; what is in force stays so."""
        assert self.run is not None
        self.run.change(after)
        if self._made is not None:
            self._made.take(self.run.now, after)
            self._kept_changes = self._made.by_hand
        self._kept = None
        self.steered.emit()
        self.said.emit(self.tr("Kept as a plan: begun again, the run changes by itself when you changed it."))

    def _steer(self, after: Stream, gesture: str) -> None:
        from sim.errors import StreamFault

        assert self.run is not None
        if after == self._kept:
            self._keep(after)
            return
        before = self.run.stream
        if errors_among(problems(after)):
            self.said.emit(self.tr("The run goes on under the rules before this change: it has faults."))
            return
        try:
            self.run.change(after)
        except StreamFault as fault:
            self.reset()
            self.said.emit(self.tr("The run was reset: {}").format(fault.text[0].lower() + fault.text[1:]))
        else:
            self._tell_steered(before, after, gesture)

    def _tell_steered(self, before: Stream, after: Stream, gesture: str) -> None:
        """Say from when on a change holds, and count it."""
        assert self.run is not None
        now = self.run.now
        if self._made is not None:
            self._made.take(now, after, gesture)
        was, is_now = stream_at(before, now), stream_at(after, now)
        has_changed = bool(changed_values(was, is_now))
        if rules_of(is_now) != rules_of(was):
            self.ruled_since = now
            self.player.follow_rules(is_now)
        self.steered.emit()
        if not has_changed and changed_values(before, after):
            self.said.emit(self.tr("The plan has set this already: it holds when the run begins again."))
            return
        self.said.emit(self.tr("The change holds from {} on.").format(f"{after.time_unit} {now:.1f}"))

    def log(self) -> EventLog | None:
        """Give the log so far."""
        return None if self.run is None else self.run.log()

    def _make_ready(self, project: Project) -> None:
        stream = project.stream
        found = errors_among(problems(stream))
        if found:
            self.refused.emit(fault_of(found))
            return
        if self._wanted is not None:
            self._wanted = order_of(project)
            return  # it is on its way: asked for once more, it must not begin again
        self.player.clear()
        self.run = self._made = None
        self.said.emit(self.tr("Getting the run ready…"))
        self._prepare(order_of(project))

    def _prepare(self, order: RunOrder) -> None:
        self._wanted = order
        self.jobs.start_tracked(
            prepare,
            order,
            lambda run: self._take_run(run, order),
            key="stream.prepare",
            on_progress=self._tell_progress,
            on_fault=self._refuse,
        )

    def _tell_progress(self, _share: float, seconds: str) -> None:
        said = self.tr("Getting the engine ready, once on this machine: {} s of about {}…")
        self.said.emit(said.format(seconds, TAKES_S))

    def _take_run(self, run: LiveRun, order: RunOrder) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted != order:
            self._prepare(wanted)  # the stream was changed meanwhile
            return
        self.run, self._made = run, ChangesMade(run.stream)
        self.ruled_since, self._kept_changes = 0.0, 0
        self.player.load(run, motion_for(run.stream))
        self.said.emit("")
        self.restarted.emit()
        wish, self._when_ready = self._when_ready, "show"
        if wish == "play":
            self.player.play()
        elif wish == "step":
            self.player.step()

    def _refuse(self, fault: UserFault) -> None:
        self._wanted = None
        self.said.emit("")
        self._when_ready = "show"
        self.refused.emit(fault)
