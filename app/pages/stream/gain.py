"""What one more worker at the bottleneck would gain: a small experiment beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs import Jobs, Track
from app.pages.stream.gain_words import gain_sentence
from sim.stream import PlannedChange, Scenario, planned, stream_at

if TYPE_CHECKING:
    from app.pages.stream.bottleneck import Bottleneck
    from sim.errors import UserFault
    from sim.experiment import MetricChange
    from sim.stream import Stream

RUNS: Final = 40
"""Replications of either side, all made before anybody looks: an interval that is looked at again and again
until it is clear is clear too often."""
STABLE_MS: Final = 4_000
"""How long one stage must be the bottleneck of a run that plays before the experiment begins."""
PAUSED_MS: Final = 250
_KEY: Final = "stream.gain"
_MOST_KNOWN: Final = 20


@dataclass(frozen=True)
class GainRequest:
    """What is asked; asked again later under the same rules it is the same request.

    Attributes:
        stream: The stream in force, whose plan is what is still to come.
        stage: Id of the stage that holds it up.
        seed: Seed of both sides.
        moment: Where in its run that is.
    """

    stream: Stream
    stage: str
    seed: int = 1
    moment: float = field(default=0.0, compare=False)

    @property
    def from_now(self) -> Stream:
        """The stream with the present as its beginning: its plan is carried out as long from then."""
        plan = tuple(change.model_copy(update={"at": change.at - self.moment}) for change in self.stream.plan)
        return self.stream.model_copy(update={"plan": plan})


@dataclass(frozen=True)
class Gain:
    """What was found: one more worker against none, on the same random numbers.

    Attributes:
        request: What was asked.
        velocity: Of items done a unit of time.
        flow_time: Of the 85 % flow time.
        settles: Whether the load settles; where it does not, flow times depend on how long a run is.
    """

    request: GainRequest
    velocity: MetricChange
    flow_time: MetricChange
    settles: bool = True


def request_at(stream: Stream, moment: float, stage: str, seed: int) -> GainRequest:
    """Ask of a stream with a plan as it is at a moment: what was planned until then is in force.

    Args:
        stream: What is run, with all that was changed by hand.
        moment: The run's present.
        stage: Id of the stage that holds it up.
        seed: Seed of the run.
    """
    to_come = tuple(change for change in planned(stream) if change.at > moment)
    in_force = stream_at(stream, moment).model_copy(update={"plan": to_come})
    return GainRequest(in_force, stage, seed, moment)


def one_more(stream: Stream, stage: str) -> Scenario | None:
    """Give the change to one more worker of a stage, or of its team; None where nobody works there.

    Where the plan changes how many there are, there is one more from then on too.
    """
    path = _path(stream, stage)
    if path is None:
        return None
    crew = _crew(stream, stage)
    changes: list[tuple[str, object]] = [(path, crew + 1)]
    if stream.plan:
        plan = [_with_one_more(stream, stage, path, change) for change in planned(stream)]
        changes.append(("plan", plan))
    return Scenario(name="+1", changes=tuple(changes))


def find_gain(request: GainRequest, track: Track) -> Gain | None:
    """Run the stream with and without one more worker, on the same random numbers.

    Raises:
        UserFault: If the stream has errors, or its warm-up leaves nothing to measure.
        Cancelled: If nobody wants to know any more.
    """
    from sim.engine import RunRequest
    from sim.experiment import Design, compare, does_settle

    stream = request.from_now
    scenario = one_more(stream, request.stage)
    if scenario is None:
        return None
    found = compare(
        stream,
        [scenario],
        Design(RunRequest(seed=request.seed), RUNS, detail="flow"),
        progress=lambda done, total: track.report(done / total),
    )
    (against,) = found.scenarios
    return Gain(
        request,
        against.change("flow_velocity"),
        against.change("flow_time_p85"),
        does_settle(found.base) and does_settle(against.run),
    )


def _path(stream: Stream, stage: str) -> str | None:
    """Give where it is said how many work at a stage."""
    place = stream.stage(stage)
    if place.team is not None:
        return f"teams.{place.team}.size"
    return None if place.kind != "work" or place.workers is None else f"stages.{stage}.workers"


def _crew(stream: Stream, stage: str) -> int:
    place = stream.stage(stage)
    if place.team is not None:
        return next(team.size for team in stream.teams if team.id == place.team)
    return place.workers or 0


def _with_one_more(stream: Stream, stage: str, path: str, change: PlannedChange) -> dict[str, object]:
    """Give a planned change under which one more works there than the plan says by then."""
    crew = _crew(stream_at(stream, change.at), stage)
    return {"at": change.at, "set": {**change.set, path: crew + 1}}


class GainFinder(QObject):
    """Decides when to ask, asks beside the window, and keeps the answers.

    Signals:
        found(): There is an answer for what is the bottleneck now.
    """

    found = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        """Know nothing yet."""
        super().__init__(parent)
        self._jobs = jobs
        self._wanted: GainRequest | None = None
        self._known: list[tuple[GainRequest, str]] = []
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._ask)

    def consider(self, request: GainRequest | None, state: str) -> None:
        """Take what is the bottleneck now (None: nothing) and how the run goes; ask once it is time."""
        if request != self._wanted:
            self.forget()
            self._wanted = request
        if request is None or self._answer(request) is not None:
            return
        is_asked = self._jobs.is_running(_KEY)
        wait_ms = STABLE_MS if state == "playing" else PAUSED_MS
        if not is_asked and (not self._wait.isActive() or self._wait.remainingTime() > wait_ms):
            self._wait.start(wait_ms)

    def told(self, stuck: Bottleneck | None) -> Bottleneck | None:
        """Give the bottleneck with what one more would gain, where that is known."""
        wanted = self._wanted
        if stuck is None or wanted is None or wanted.stage != stuck.id:
            return stuck
        return replace(stuck, gain=self._answer(wanted) or "")

    def forget(self) -> None:
        """Ask no more: the answer under way is not wanted."""
        self._wanted = None
        self._wait.stop()
        self._jobs.cancel(_KEY)

    def _ask(self) -> None:
        request = self._wanted
        if request is None:
            return
        self._jobs.start_tracked(
            find_gain,
            request,
            self._take(request),
            key=_KEY,
            on_progress=_nothing_to_show,
            on_fault=self._no_answer(request),
            still_current=lambda: self._wanted == request,
        )

    def _take(self, request: GainRequest) -> Callable[[Gain | None], None]:
        def take(gain: Gain | None) -> None:
            self._keep(request, "" if gain is None else gain_sentence(gain))

        return take

    def _no_answer(self, request: GainRequest) -> Callable[[UserFault], None]:
        """Say nothing where the experiment cannot be made: the sentence names its evidence all the same."""
        return lambda _: self._keep(request, "")

    def _keep(self, request: GainRequest, sentence: str) -> None:
        self._known = [*self._known[1 - _MOST_KNOWN :], (request, sentence)]
        self.found.emit()

    def _answer(self, request: GainRequest) -> str | None:
        """Give what was found before; None if it was never asked."""
        return next((sentence for asked, sentence in self._known if asked == request), None)


def _nothing_to_show(share: float, text: str) -> None:
    """Take progress; the bottleneck is named without it, so nobody waits."""
