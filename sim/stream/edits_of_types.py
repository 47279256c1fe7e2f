"""Pure edits of item types, classes of service and teams."""

from __future__ import annotations

from typing import Any

from sim.errors import StreamFault
from sim.stream.carrying import with_plan
from sim.stream.items import ItemType, ServiceClass
from sim.stream.paths import get_value
from sim.stream.references import (
    Swap,
    with_class_references,
    with_team_references,
    with_type_references,
)
from sim.stream.stages import Stage
from sim.stream.stream import Stream
from sim.stream.teams import Team


def add_item_type(stream: Stream, item_type: ItemType) -> Stream:
    """Add an item type at the end.

    Raises:
        StreamFault: If the id is taken.
    """
    _refuse_taken(stream.item_types, item_type.id, "item_types")
    return with_plan(stream, lambda one: one.model_copy(update={"item_types": (*one.item_types, item_type)}))


def remove_item_type(stream: Stream, type_id: str) -> Stream:
    """Take an item type out, with its own times, limit, ways, board items, scheduled items and arrivals.

    Feedback and drag of it go too, and what the plan sets of it.

    Raises:
        StreamFault: If there is no such type, or it is the only one.
    """
    get_value(stream, f"item_types.{type_id}")
    if len(stream.item_types) == 1:
        raise StreamFault(f"{stream.item_types[0].name} is the only item type.", "Add another one first.")

    def removed(one: Stream) -> Stream:
        kept = tuple(other for other in one.item_types if other.id != type_id)
        return with_type_references(one.model_copy(update={"item_types": kept}), _without(type_id))

    return with_plan(stream, removed)


def add_class(stream: Stream, service: ServiceClass) -> Stream:
    """Add a class of service at the end.

    Raises:
        StreamFault: If the id is taken.
    """
    _refuse_taken(stream.classes, service.id, "classes")
    return with_plan(stream, lambda one: one.model_copy(update={"classes": (*one.classes, service)}))


def remove_class(stream: Stream, class_id: str) -> Stream:
    """Take a class of service out; its types belong to the class that goes last then.

    Raises:
        StreamFault: If there is no such class.
    """
    get_value(stream, f"classes.{class_id}")

    def removed(one: Stream) -> Stream:
        kept = tuple(other for other in one.classes if other.id != class_id)
        return with_class_references(one.model_copy(update={"classes": kept}), _without(class_id))

    return with_plan(stream, removed)


def add_team(stream: Stream, team: Team) -> Stream:
    """Add a team at the end; no stage draws on it yet (:func:`staff_with_team`).

    Raises:
        StreamFault: If the id is taken.
    """
    _refuse_taken(stream.teams, team.id, "teams")
    return with_plan(stream, lambda one: one.model_copy(update={"teams": (*one.teams, team)}))


def remove_team(stream: Stream, team_id: str) -> Stream:
    """Take a team out; its people are shared out over the stages that drew on it.

    Each of these has as many own workers then as the others, or one more (the earlier ones), and at least
    one, whom a member of the team cost.

    Raises:
        StreamFault: If there is no such team.
    """
    get_value(stream, f"teams.{team_id}")
    return with_plan(stream, lambda one: _without_team(one, team_id))


def staff_with_team(stream: Stream, stage_id: str, team_id: str) -> Stream:
    """Let a work stage draw on a team; its own workers go, with their cost and their downtime.

    Raises:
        StreamFault: If there is no such stage or team, or nobody works in the stage.
    """
    get_value(stream, f"teams.{team_id}")
    stage: Stage = get_value(stream, f"stages.{stage_id}")
    if stage.kind == "wait":
        raise StreamFault(f"{stage.name} is a wait stage: nobody works there.", "Make it a work stage first.")
    staff: dict[str, Any] = {"team": team_id, "workers": None, "cost_per_day": None, "downtime": None}
    return with_plan(stream, lambda one: _staffed(one, stage_id, staff))


def staff_with_workers(stream: Stream, stage_id: str, workers: int) -> Stream:
    """Give a work stage own workers; it draws on no team any more.

    Raises:
        StreamFault: If there is no such stage, or nobody works in it.
    """
    stage: Stage = get_value(stream, f"stages.{stage_id}")
    if stage.kind == "wait":
        raise StreamFault(f"{stage.name} is a wait stage: nobody works there.", "Make it a work stage first.")
    return with_plan(stream, lambda one: _staffed(one, stage_id, {"team": None, "workers": workers}))


def _staffed(stream: Stream, stage_id: str, staff: dict[str, Any]) -> Stream:
    """Change who works in a stage, and take it out of the order of a team that does so no more."""
    stages = tuple(one.model_copy(update=staff) if one.id == stage_id else one for one in stream.stages)
    teams = tuple(
        one
        if one.order is None or one.id == staff["team"]
        else one.model_copy(update={"order": tuple(o for o in one.order if o != stage_id) or None})
        for one in stream.teams
    )
    return stream.model_copy(update={"stages": stages, "teams": teams})


def _without_team(stream: Stream, team_id: str) -> Stream:
    team: Team = get_value(stream, f"teams.{team_id}")
    drawing = [one.id for one in stream.stages if one.team == team_id]
    for place, stage_id in enumerate(drawing):
        share = max(1, (team.size + len(drawing) - 1 - place) // len(drawing))
        staff: dict[str, Any] = {"team": None, "workers": share, "cost_per_day": team.cost_per_day}
        stream = _staffed(stream, stage_id, staff)
    kept = tuple(one for one in stream.teams if one.id != team_id)
    return with_team_references(stream.model_copy(update={"teams": kept}), _without(team_id))


def _refuse_taken(
    parts: tuple[ItemType, ...] | tuple[ServiceClass, ...] | tuple[Team, ...], new: str, where: str
) -> None:
    if any(one.id == new for one in parts):
        raise StreamFault(f"The id {new} is taken in {where}.", "Choose another id.")


def _without(gone: str) -> Swap:
    return lambda one: None if one == gone else one
