"""What one more worker at the bottleneck would gain: a small experiment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.pages.stream.set_beside import set_beside
from sim.stream import PlannedChange, Scenario, planned, stream_at

if TYPE_CHECKING:
    from app.jobs import Track
    from sim.experiment import MetricChange
    from sim.stream import Stream

RUNS: Final = 40
"""Replications of either side, all made before anybody looks: an interval that is looked at again and again
until it is clear is clear too often."""


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
    from sim.experiment import does_settle

    stream = request.from_now
    scenario = one_more(stream, request.stage)
    if scenario is None:
        return None
    base, against = set_beside(stream, scenario, RunRequest(seed=request.seed), RUNS, track)
    return Gain(
        request,
        against.change("flow_velocity"),
        against.change("flow_time_p85"),
        does_settle(base) and does_settle(against.run),
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
