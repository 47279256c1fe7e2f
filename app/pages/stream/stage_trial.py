"""One change at the chosen stage, tried beside the window: what it would do to flow time and velocity."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.canvas import SHORT_UNIT
from app.pages.levers import Lever, levers, moved
from app.pages.stream.set_beside import set_beside
from sim.stream import Scenario, readable_rate

if TYPE_CHECKING:
    from app.jobs import Track
    from sim.experiment import Verdict
    from sim.stream import Stream

RUNS: Final = (20, 100)
"""Replications of the first answer, and of the one that takes its place."""
_TIME, _VELOCITY = "flow_time_p85", "flow_velocity"


@dataclass(frozen=True)
class Trial:
    """What is tried.

    Attributes:
        stream: The stream as it is.
        lever: The value that is changed.
        position: Where it would stand.
        seed: Seed of both sides.
        until: End of a run; None for a sensible one.
        runs: Replications of both sides.
    """

    stream: Stream
    lever: Lever
    position: int
    seed: int = 1
    until: float | None = None
    runs: int = RUNS[0]

    @property
    def scenario(self) -> Scenario:
        """The change as a scenario, named by what it changes."""
        name = self.lever.say(self.position)
        return moved(self.stream, Scenario(name=name), self.lever, self.position)


@dataclass(frozen=True)
class TrialAnswer:
    """What was found.

    Attributes:
        trial: What was tried.
        lines: Flow time and velocity, one line each.
        details: The same with all intervals, and how often it was run.
    """

    trial: Trial
    lines: tuple[str, ...]
    details: str


def levers_of_stage(stream: Stream, stage_id: str) -> tuple[Lever, ...]:
    """Give what can be tried at a stage, the most telling first: a limit in force, people, a gate."""
    stage = stream.stage(stage_id)
    own = (f"stages.{stage_id}.", f"teams.{stage.team}." if stage.team is not None else "\0")
    found = [lever for lever in levers(stream, None) if lever.path.startswith(own)]
    return tuple(sorted(found, key=lambda lever: lever.kind == "limit" and stage.wip_limit is None))


def short_name(stream: Stream, lever: Lever) -> str:
    """Name a lever where its stage is known."""
    if lever.kind == "people":
        return lever.text if lever.path.startswith("teams.") else stream.vocabulary.workers
    return {"limit": "WIP limit", "cadence": "every", "arrivals": "arrivals"}[lever.kind]


def suggested(lever: Lever) -> int:
    """Give a position worth trying: half as much again of a limit, one more person, a gate twice as often."""
    if lever.kind == "cadence":
        return max(1, lever.base // 2) if lever.base > 1 else lever.base + 1
    if lever.kind == "limit":
        is_limited = lever.base < lever.high
        return min(math.ceil(1.5 * lever.base), lever.high - 1) if is_limited else (lever.high - 1) // 2
    return lever.base + 1


def try_it(trial: Trial, track: Track) -> TrialAnswer:
    """Run the stream as it is and with the change, on the same random numbers.

    Raises:
        UserFault: If the stream has errors, or nothing of its runs can be measured.
        Cancelled: If nobody wants the answer any more.
    """
    from sim.engine import RunRequest
    from sim.experiment import Scale, judge

    stream, request = trial.stream, RunRequest(seed=trial.seed, until=trial.until)
    base, against = set_beside(stream, trial.scenario, request, trial.runs, track)
    factor, unit = readable_rate(base.flow_velocity.mean, stream.time_unit, stream.calendar)
    time = judge(against.change(_TIME), Scale(unit=f" {SHORT_UNIT[stream.time_unit]}"))
    velocity = judge(against.change(_VELOCITY), Scale(factor, f" / {unit}"))
    found_out = (f"Flow time 85 %: {time.text}", f"Velocity: {velocity.text}")
    lines = (f"Flow time 85 %: {_brief(time)}", f"Velocity: {_brief(velocity)}")
    return TrialAnswer(trial, lines, f"{'. '.join(found_out)}. {trial.runs} runs of both, on the same luck.")


def _brief(verdict: Verdict) -> str:
    """Leave out how sure the same is the same: there is little room."""
    return "the same" if verdict.kind == "same" else verdict.text.replace(", ±", " ±")
