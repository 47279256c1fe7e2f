"""What the page can do to a stream: each change as an edit of the project, named in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from app.edit import Edit
from app.pages.levers import unused_name
from sim.distributions import Distribution, ppf
from sim.stream import (
    Stage,
    Stream,
    add_stage,
    duplicate_stage,
    errors_among,
    move_stage,
    offered_load,
    problems,
    remove_stage,
    set_value,
    unique_id,
)

if TYPE_CHECKING:
    from sim.store import Project
    from sim.stream import Scenario

_COMFORTABLE: Final = 0.8
_SCALED: Final = ("value", "low", "mode", "high", "mean", "p50", "p85", "scale")


def with_stream(project: Project, stream: Stream, text: str, key: str = "") -> Edit:
    """Put another stream into the project."""
    return Edit(text, replace(project, stream=stream), key)


def keep_scenario(project: Project, scenario: Scenario) -> tuple[Edit | None, Scenario]:
    """Put a scenario beside the others, under a name of its own; the same changes are kept once.

    Returns:
        The edit, None where there is such a scenario already; and the scenario as it is kept.
    """
    there = next((one for one in project.scenarios if one.changes == scenario.changes), None)
    if there is not None:
        return None, there
    kept = scenario.model_copy(update={"name": unused_name(project.scenarios, scenario.name)})
    return Edit(f"Add {kept.name}", replace(project, scenarios=(*project.scenarios, kept))), kept


def set_field(project: Project, path: str, value: object, text: str) -> Edit:
    """Set the value at a path.

    Raises:
        StreamFault: If the value does not fit there.
    """
    return with_stream(project, set_value(project.stream, path, value), text)


def edit_stage_field(project: Project, stage_id: str, field: str, value: Any) -> Edit:  # noqa: ANN401
    """Set what was entered on a card: name, wip_limit, workers or (typical) time.

    Raises:
        StreamFault: If the value does not fit there.
    """
    stage = project.stream.stage(stage_id)
    path = f"stages.{stage_id}.{field}"
    if field == "workers" and stage.team is not None:
        team = next(each for each in project.stream.teams if each.id == stage.team)
        return set_field(project, f"teams.{team.id}.size", value, f"Set size of {team.name} to {value}")
    if field == "time":
        time = stage.time or Distribution(family="constant", value=float(value))
        return set_field(project, path, with_typical(time, float(value)), f"Set time of {stage.name}")
    workers = project.stream.vocabulary.workers
    words = {"name": "Rename", "wip_limit": "Set WIP limit of", "workers": f"Set {workers} of"}
    said = "none" if value is None else value
    return set_field(project, path, value, f"{words[field]} {stage.name} to {said}")


def with_typical(time: Distribution, value: float) -> dict[str, Any]:
    """Stretch a duration so that its typical value (what people gave first) becomes this one.

    Returns:
        Plain parameters: whether they are possible is told by whatever sets them, in words.
    """
    from app.canvas import typical

    now, _ = typical(time)
    if now <= 0 or value <= 0:
        return {"family": "constant", "value": value}
    return stretched(time, value / now)


def stretched(time: Distribution, factor: float) -> dict[str, Any]:
    """Multiply the parameters of a duration by a factor above 0; its shape stays."""
    given = {"family": time.family, **time.given}
    for name in _SCALED:
        if given.get(name) is not None:
            given[name] = given[name] * factor
    if given.get("mu") is not None:
        given["mu"] = given["mu"] + math.log(factor)
    if given.get("values") is not None:
        given["values"] = tuple(each * factor for each in given["values"])
    return given


def add_work_stage(project: Project, place: int) -> tuple[Edit, str]:
    """Add a work stage at a place among the stages; gives the edit and the new stage's id."""
    stream = project.stream
    new = unique_id(stream, "stage")
    near = [stage.time for stage in stream.stages if stage.time is not None]
    half = float(ppf(near[min(place, len(near) - 1)], 0.5)) if near else 1.0
    half = float(f"{half:.2g}") or 1.0
    time = Distribution(family="lognormal", p50=half, p85=2.2 * half)
    stage = Stage(id=new, name=_new_name(stream), kind="work", workers=1, time=time)
    added = add_stage(stream, stage, place)
    staffed = set_value(added, f"stages.{new}.workers", _people_for(added, new))
    return with_stream(project, staffed, f"Add {stage.name}"), new


def add_wait_stage(project: Project, place: int) -> tuple[Edit, str]:
    """Add a wait stage (a queue, an approval, a release train); gives the edit and its id."""
    stream = project.stream
    new = unique_id(stream, "wait")
    stage = Stage(id=new, name="Waiting", kind="wait")
    return with_stream(project, add_stage(stream, stage, place), "Add a wait stage"), new


def remove(project: Project, stage_id: str) -> Edit:
    """Take a stage out, and every reference to it.

    Raises:
        StreamFault: If it is the only one.
    """
    name = project.stream.stage(stage_id).name
    return with_stream(project, remove_stage(project.stream, stage_id), f"Remove {name}")


def duplicate(project: Project, stage_id: str) -> tuple[Edit, str]:
    """Put a copy behind a stage; gives the edit and the copy's id."""
    stream = duplicate_stage(project.stream, stage_id)
    place = next(i for i, stage in enumerate(stream.stages) if stage.id == stage_id)
    name = project.stream.stage(stage_id).name
    return with_stream(project, stream, f"Duplicate {name}"), stream.stages[place + 1].id


def move(project: Project, stage_id: str, place: int) -> Edit:
    """Move a stage to a place among the stages."""
    name = project.stream.stage(stage_id).name
    return with_stream(project, move_stage(project.stream, stage_id, place), f"Move {name}")


def set_shares(project: Project, shares: Sequence[float]) -> Edit:
    """Set the share of each item type, in their order."""
    types = tuple(
        each.model_copy(update={"share": share})
        for each, share in zip(project.stream.item_types, shares, strict=True)
    )
    after = project.stream.model_copy(update={"item_types": types})
    return with_stream(project, after, "Change the flow distribution", key="shares")


def keep_as_plan(project: Project, stream: Stream) -> Edit:
    """Put the stream that a run began with into the project, with what was changed on the way as its plan."""
    return with_stream(project, stream, "Keep what was changed as a plan")


def set_seed(project: Project, seed: int) -> Edit:
    """Choose other chance."""
    return Edit(f"Set seed to {seed}", replace(project, run=replace(project.run, seed=seed)))


def _people_for(stream: Stream, stage_id: str) -> int:
    """Give the fewest workers who keep up with what arrives, with some slack."""
    if errors_among(problems(stream)):
        return 1
    load = next((each.load for each in offered_load(stream) if each.stage == stage_id), 0.0)
    return max(1, math.ceil(load / _COMFORTABLE))


def _new_name(stream: Stream) -> str:
    taken = {stage.name for stage in stream.stages}
    names = ("New stage", *(f"New stage {n}" for n in range(2, 99)))
    return next(name for name in names if name not in taken)
