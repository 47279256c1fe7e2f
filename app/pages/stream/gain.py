"""What one more worker at the bottleneck would gain: a small experiment beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs import Jobs, Track
from sim.stream import Scenario, a_unit, readable_rate

if TYPE_CHECKING:
    from app.pages.stream.bottleneck import Bottleneck
    from sim.errors import UserFault
    from sim.experiment import Estimate
    from sim.stream import Stream

RUNS: Final = (12, 48)
"""Replications tried, one number after the other, until the answer is clear."""
STABLE_MS: Final = 4_000
"""How long one stage must be the bottleneck of a run that plays before the experiment begins."""
PAUSED_MS: Final = 250
_KEY: Final = "stream.gain"
_MOST_KNOWN: Final = 20
_LEAST: Final = 0.095
"""The least rate that one decimal tells to half of it."""


@dataclass(frozen=True)
class GainRequest:
    """What is asked.

    Attributes:
        stream: The stream as it runs.
        stage: Id of the stage that holds it up.
        seed: Seed of both sides.
    """

    stream: Stream
    stage: str
    seed: int = 1


@dataclass(frozen=True)
class Gain:
    """What was found: paired differences, one more worker less none.

    Attributes:
        request: What was asked.
        base: Items done a unit of time as it is.
        velocity: Of items done a unit of time.
        flow_time: Of the 85 % flow time.
    """

    request: GainRequest
    base: float
    velocity: Estimate
    flow_time: Estimate


def one_more(stream: Stream, stage: str) -> Scenario | None:
    """Give the change to one more worker of a stage, or of its team; None where nobody works there."""
    place = stream.stage(stage)
    if place.team is not None:
        team = next(team for team in stream.teams if team.id == place.team)
        return Scenario(name="+1", changes=((f"teams.{team.id}.size", team.size + 1),))
    if place.kind != "work" or place.workers is None:
        return None
    return Scenario(name="+1", changes=((f"stages.{stage}.workers", place.workers + 1),))


def find_gain(request: GainRequest, track: Track) -> Gain | None:
    """Run the stream with and without one more worker, on the same random numbers.

    Raises:
        UserFault: If the stream has errors, or its warm-up leaves nothing to measure.
        Cancelled: If nobody wants to know any more.
    """
    from sim.engine import RunRequest
    from sim.experiment import Design, compare

    scenario = one_more(request.stream, request.stage)
    if scenario is None:
        return None
    gain = None
    for runs in RUNS:
        design = Design(RunRequest(seed=request.seed), runs, detail="flow")
        found = compare(
            request.stream.model_copy(update={"plan": ()}),
            [scenario],
            design,
            progress=lambda done, total: track.report(done / total),
        )
        (against,) = found.scenarios
        change = against.change("flow_velocity")
        velocity = change.difference
        gain = Gain(request, change.base.mean, velocity, against.change("flow_time_p85").difference)
        if is_clear(velocity):
            break
    return gain


def is_clear(difference: Estimate) -> bool:
    """Say whether an interval leaves 0 out."""
    return difference.low > 0 or difference.high < 0


def gain_sentence(gain: Gain) -> str:
    """Say what one more would do to velocity; where that is not clear, what it would do to flow time."""
    stream = gain.request.stream
    who = one_more_words(stream, gain.request.stage)
    if is_clear(gain.velocity):
        way = "raise" if gain.velocity.mean > 0 else "lower"
        return f"{who} would {way} velocity by about {_rate_words(gain)}"
    little = f"{who} would change velocity little"
    if not is_clear(gain.flow_time):
        return little
    way = "shorten" if gain.flow_time.mean < 0 else "lengthen"
    time = f"{abs(gain.flow_time.mean):.1f} {stream.time_unit}s"
    return f"{little}, but {way} the 85 % flow time by about {time}"


def _rate_words(gain: Gain) -> str:
    """Tell the difference in the unit that velocity itself is told in, or in a longer one if it is tiny."""
    stream, size = gain.request.stream, abs(gain.velocity.mean)
    factor, unit = readable_rate(gain.base, stream.time_unit, stream.calendar)
    if size * factor < _LEAST:
        factor, unit = readable_rate(size, stream.time_unit, stream.calendar)
    return f"{size * factor:.1f} {a_unit(unit)}"


def one_more_words(stream: Stream, stage: str) -> str:
    """Name who would come: one more person in Test, or one more in the team."""
    place = stream.stage(stage)
    team = next((team for team in stream.teams if team.id == place.team), None)
    where = f"in {place.name}" if team is None else f"in team {team.name}"
    return f"one more {stream.vocabulary.worker} {where}"


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
