"""Which levers a stream has, what a scenario does to them, and what scenarios are called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sim.errors import UserFault
from sim.stream import Interarrival, Scenario, Stage, Stream, apply_scenario, planned

if TYPE_CHECKING:
    from collections.abc import Iterator

LeverKind = Literal["limit", "people", "arrivals", "cadence"]

BASE_NAME = "Today"
"""What the unchanged stream is called among its scenarios."""

LEAST_ARRIVALS, MOST_ARRIVALS = 50, 150
"""Range of the arrivals lever, in percent of the base's rate."""


@dataclass(frozen=True)
class Lever:
    """One value of the stream that a slider moves.

    Attributes:
        path: Where the value is, by id.
        kind: What it is.
        text: Name shown.
        low: Lowest position.
        high: Highest position.
        base: Position in the base.
        position: Position in the scenario.
        note: What the stream's plan sets it to, and when; empty where it leaves it alone.
    """

    path: str
    kind: LeverKind
    text: str
    low: int
    high: int
    base: int
    position: int
    note: str = ""

    def write(self, position: int) -> str:
        """Put a position in words."""
        if self.kind == "limit" and position >= self.high:
            return "none"
        return f"{position} %" if self.kind == "arrivals" else str(position)

    def say(self, position: int) -> str:
        """Say what moving the lever from the base to a position changes: ``Test WIP 4 → 2``."""
        return f"{self.text} {self.write(self.base)} → {self.write(position)}"


def levers(base: Stream, scenario: Scenario | None) -> tuple[Lever, ...]:
    """Give the levers of a stream, as a scenario has them; without one, as the base has them.

    Raises:
        StreamFault: If the scenario does not fit the stream any more.
    """
    changed = base if scenario is None else apply_scenario(base, scenario)
    found = (*_stage_levers(base, changed), *_team_levers(base, changed), *_arrival_levers(base, changed))
    return tuple(replace(lever, note=plan_note(base, lever.path)) for lever in found)


def plan_note(base: Stream, path: str) -> str:
    """Say what the plan sets a value to, and when: from that day on no lever moves it."""
    said = []
    for change in planned(base):
        for set_path, value in change.set.items():
            if path == set_path or path.startswith(f"{set_path}."):
                to = "changes it" if isinstance(value, dict) else f"sets it to {_written(value)}"
                said.append(f"The plan {to} on {base.time_unit} {change.at:.4g}.")
    return " ".join(said)


def overruled(base: Stream, scenario: Scenario) -> tuple[str, ...]:
    """Say which changes of a scenario hold only until the plan sets the same value."""
    notes = []
    for path, value in scenario.changes:
        note = plan_note(base, path)
        if note:
            named = changes_in_words(base, scenario.model_copy(update={"changes": ((path, value),)}))
            notes.append(f"{scenario.name}: {named} holds only until then: {note}")
    return tuple(notes)


def moved(base: Stream, scenario: Scenario, lever: Lever, position: int) -> Scenario:
    """Give the scenario with one lever moved; a lever back at the base leaves no change behind."""
    others = tuple(change for change in scenario.changes if change[0] != lever.path)
    if position == lever.base:
        return scenario.model_copy(update={"changes": others})
    change = (lever.path, _value(base, lever, position))
    return scenario.model_copy(update={"changes": (*others, change)})


def changes_in_words(base: Stream, scenario: Scenario) -> str:
    """Say what a scenario changes: ``Test WIP 4 → 2``; the path itself where no lever has it."""
    try:
        known = {lever.path: lever for lever in levers(base, scenario)}
    except UserFault as fault:
        return fault.text
    parts = []
    for path, value in scenario.changes:
        lever = known.get(path)
        if lever is None:
            parts.append(f"{path} = {value}")
        else:
            parts.append(lever.say(lever.position))
    return ", ".join(parts)


def unused_name(scenarios: tuple[Scenario, ...], wanted: str = "") -> str:
    """Give a name that no scenario has."""
    taken = {one.name for one in scenarios} | {BASE_NAME}
    if wanted and wanted not in taken:
        return wanted
    stem = wanted or "Scenario"
    number = next(n for n in range(1, len(taken) + 2) if f"{stem} {n}" not in taken)
    return f"{stem} {number}"


def _stage_levers(base: Stream, changed: Stream) -> Iterator[Lever]:
    for before, after in zip(base.stages, changed.stages, strict=True):
        yield _limit(before, after)
        if before.workers is not None and after.workers is not None:
            high = max(2 * before.workers, before.workers + 3, after.workers)
            path, text = f"stages.{before.id}.workers", f"{before.name} {base.vocabulary.workers}"
            yield Lever(path, "people", text, 1, high, before.workers, after.workers)
        if before.cadence is not None and after.cadence is not None:
            every = round(before.cadence.every), round(after.cadence.every)
            path, text = f"stages.{before.id}.cadence.every", f"{before.name} every"
            yield Lever(path, "cadence", text, 1, max(2 * every[0], *every), *every)


def _team_levers(base: Stream, changed: Stream) -> Iterator[Lever]:
    for before, after in zip(base.teams, changed.teams, strict=True):
        high = max(2 * before.size, before.size + 3, after.size)
        path = f"teams.{before.id}.size"
        yield Lever(path, "people", f"{before.name} size", 1, high, before.size, after.size)


def _limit(before: Stage, after: Stage) -> Lever:
    limits = [limit for limit in (before.wip_limit, after.wip_limit) if limit is not None]
    high = max(2 * (before.wip_limit or 6), 8, *limits) + 1
    base, position = (high if limit is None else limit for limit in (before.wip_limit, after.wip_limit))
    return Lever(f"stages.{before.id}.wip_limit", "limit", f"{before.name} WIP", 1, high, base, position)


def _arrival_levers(base: Stream, changed: Stream) -> Iterator[Lever]:
    for number, (before, after) in enumerate(zip(base.arrivals, changed.arrivals, strict=True)):
        if not isinstance(before, Interarrival) or not isinstance(after, Interarrival):
            continue
        if before.time.mean is None or after.time.mean is None:
            continue
        position = round(100 * before.time.mean / after.time.mean)
        text = "Arrivals" if len(base.arrivals) == 1 else f"Arrivals {number + 1}"
        low, high = min(LEAST_ARRIVALS, position), max(MOST_ARRIVALS, position)
        yield Lever(f"arrivals.{number}.time.mean", "arrivals", text, low, high, 100, position)


def _written(value: object) -> str:
    return "none" if value is None else f"{value:.4g}" if isinstance(value, int | float) else str(value)


def _value(base: Stream, lever: Lever, position: int) -> int | float | None:
    if lever.kind == "limit" and position >= lever.high:
        return None
    if lever.kind == "arrivals":
        source = base.arrivals[int(lever.path.split(".")[1])]
        assert isinstance(source, Interarrival)
        assert source.time.mean is not None
        return source.time.mean * 100 / position
    return float(position) if lever.kind == "cadence" else position
