"""Some stages of a stream as a text of their own, and a stream into which such stages are put."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol, TypeVar

from sim.errors import StreamFault
from sim.stream.base import Id, Value
from sim.stream.calendar import Calendar
from sim.stream.codec import from_document, plain
from sim.stream.edits import add_stage
from sim.stream.items import ItemType
from sim.stream.policies import WipGroup
from sim.stream.stages import Route, Stage
from sim.stream.stream import Stream, TimeUnit
from sim.stream.teams import Team
from sim.stream.working_time import hours_in

LONGEST_TEXT: Final = 2_000_000
_DURATIONS: Final = ("value", "low", "mode", "high", "mean", "p50", "p85", "scale")
_TIMES: Final = ("every", "first", "at_most_after", "switch_cost")


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=_Named)


class Excerpt(Value):
    """Stages with all that they name.

    Attributes:
        format: Version of the written form.
        time_unit: Unit of all durations.
        hours: Hours of working time in that unit.
        stages: The stages, in flow order.
        teams: The teams that staff them.
        item_types: The types that they tell apart.
        wip_groups: Limits over some of them and no other stage.
    """

    format: Literal["headrace.stages/1"] = "headrace.stages/1"
    time_unit: TimeUnit = "day"
    hours: float
    stages: tuple[Stage, ...]
    teams: tuple[Team, ...] = ()
    item_types: tuple[ItemType, ...] = ()
    wip_groups: tuple[WipGroup, ...] = ()


@dataclass(frozen=True)
class Pasted:
    """A stream into which stages were put.

    Attributes:
        stream: The stream.
        ids: The new stages, in flow order.
        notes: What was changed or left out on the way, in sentences.
    """

    stream: Stream
    ids: tuple[str, ...]
    notes: tuple[str, ...] = ()


def excerpt(stream: Stream, ids: Sequence[str]) -> Excerpt:
    """Take stages out of a stream, with the teams, types and groups that they need."""
    stages = tuple(one for one in stream.stages if one.id in ids)
    teams = {one.team for one in stages}
    return Excerpt(
        time_unit=stream.time_unit,
        hours=hours_in(stream.calendar, stream.time_unit),
        stages=stages,
        teams=tuple(one for one in stream.teams if one.id in teams),
        item_types=stream.item_types,
        wip_groups=tuple(one for one in stream.wip_groups if one.stages and set(one.stages) <= set(ids)),
    )


def dumps_excerpt(one: Excerpt) -> str:
    """Write stages as JSON text."""
    return json.dumps({"format": one.format, **plain(one)}, indent=1, ensure_ascii=False) + "\n"


def loads_excerpt(text: str) -> Excerpt:
    """Read stages from a text.

    Raises:
        StreamFault: If the text holds no stages, or stages with faults in their shape.
    """
    hint = "Copy stages on the board first."
    if len(text) > LONGEST_TEXT or '"headrace.stages/' not in text:
        raise StreamFault("The clipboard holds no stages.", hint)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise StreamFault("The clipboard holds no stages that can be read.", hint) from None
    found = from_document(Excerpt, document)
    if not found.stages or found.hours <= 0:
        raise StreamFault("The clipboard holds no stages.", hint)
    return found


def with_excerpt(stream: Stream, given: Excerpt, place: int) -> Pasted:
    """Put stages into a stream so that the first stands at a place; ids and names become their own.

    References to each other go along; those to stages, types and teams that are not there are mended by
    name, brought along, or left out, and that is told.
    """
    notes: list[str] = []
    given = _in_unit(given, stream.time_unit, stream.calendar, notes)
    types = _known(given.item_types, stream.item_types)
    teams = _known(given.teams, stream.teams)
    brought = tuple(one for one in given.teams if one.id not in teams)
    for team in brought:
        teams[team.id] = _free(team.id, {each.id for each in stream.teams} | set(teams.values()))
    with_teams = tuple(team.model_copy(update={"id": teams[team.id], "order": None}) for team in brought)
    stream = stream.model_copy(update={"teams": (*stream.teams, *with_teams)})
    place = min(max(place, 0), len(stream.stages))
    ids = _new_ids(stream, given.stages)
    before = {one.id for one in stream.stages[:place]}
    after = {one.id for one in stream.stages[place:]}
    made = [_mended(one, (ids, before, after), types, teams) for one in given.stages]
    _tell_losses(given.stages, made, notes)
    for number, one in enumerate(made):
        stream = add_stage(
            stream, one.model_copy(update={"name": _new_name(stream, one.name)}), place + number
        )
    return Pasted(_with_groups(stream, given.wip_groups, ids), tuple(one.id for one in made), tuple(notes))


def _in_unit(given: Excerpt, unit: TimeUnit, calendar: Calendar, notes: list[str]) -> Excerpt:
    """Turn all durations into another unit of time."""
    hours = hours_in(calendar, unit)
    if given.time_unit == unit or math.isclose(hours, given.hours):
        return given
    notes.append(f"Times were turned from {given.time_unit}s into {unit}s.")
    document = plain(given)
    for part in ("stages", "teams"):
        document[part] = [_scaled(one, given.hours / hours) for one in document.get(part, [])]
    document |= {"format": given.format, "time_unit": unit, "hours": hours}
    return from_document(Excerpt, document)


def _scaled(value: Any, factor: float) -> Any:  # noqa: ANN401 (plain JSON values)
    """Multiply every duration in a plain value."""
    if isinstance(value, list):
        return [_scaled(one, factor) for one in value]
    if not isinstance(value, Mapping):
        return value
    if "family" in value:
        return _stretched(value, factor)
    return {
        key: one * factor if key in _TIMES and isinstance(one, (int, float)) else _scaled(one, factor)
        for key, one in value.items()
    }


def _stretched(time: Mapping[str, Any], factor: float) -> dict[str, Any]:
    new = {key: one * factor if key in _DURATIONS else one for key, one in time.items()}
    if "mu" in new:
        new["mu"] += math.log(factor)
    if "values" in new:
        new["values"] = [one * factor for one in new["values"]]
    return new


def _known(given: Sequence[N], there: Sequence[N]) -> dict[str, str]:
    """Give for each part that is there too, by id or else by name, its id there."""
    ids = {one.id: one.name for one in there}
    names = {one.name.casefold(): one.id for one in there}
    found = {one.id: one.id for one in given if one.id in ids}
    named = {one.id: names[one.name.casefold()] for one in given if one.name.casefold() in names}
    return {**named, **{one: one for one in found if one not in named or ids[one] == named[one]}}


def _new_ids(stream: Stream, stages: Sequence[Stage]) -> dict[str, str]:
    taken = {one.id for one in stream.stages}
    ids: dict[str, str] = {}
    for one in stages:
        ids[one.id] = _free(one.id, taken)
        taken.add(ids[one.id])
    return ids


def _free(base: str, taken: set[str]) -> str:
    number, candidate = 1, base
    while candidate in taken:
        number += 1
        candidate = f"{base[:58]}-{number}"
    return candidate


def _mended(
    stage: Stage,
    where: tuple[Mapping[str, str], set[str], set[str]],
    types: Mapping[str, str],
    teams: Mapping[str, str],
) -> Stage:
    """Let a stage name what is there: new ids, and stages before and after the place it is put in."""
    ids, before, after = where
    back = tuple(
        way.model_copy(update={"to": ids.get(way.to, way.to)})
        for way in stage.rework
        if way.to in ids or way.to in before
    )
    routes = tuple(
        way.model_copy(update={"to": ids.get(way.to, way.to)})
        for one in stage.routes
        if (way := _of_types(one, types)) is not None and (one.to in ids or one.to in after)
    )
    changes: dict[str, Any] = {
        "id": ids[stage.id],
        "rework": back,
        "routes": routes,
        "team": None if stage.team is None else teams.get(stage.team),
        "skip": {types[one]: share for one, share in stage.skip.items() if one in types},
        "time_by_type": {types[one]: time for one, time in stage.time_by_type.items() if one in types},
    }
    if stage.team is not None and changes["team"] is None:
        changes["workers"] = stage.workers or 1
    return stage.model_copy(update=changes)


def _of_types(way: Route, types: Mapping[str, str]) -> Route | None:
    """Let a way on name the types that are there; None where it would be left without any."""
    if not way.types:
        return way
    kept = tuple(types[one] for one in way.types if one in types)
    return way.model_copy(update={"types": kept}) if kept else None


def _tell_losses(old: Sequence[Stage], new: Sequence[Stage], notes: list[str]) -> None:
    ways = sum(len(one.rework) + len(one.routes) for one in old) - sum(
        len(one.rework) + len(one.routes) for one in new
    )
    if ways:
        lead = "way that leads" if ways == 1 else "ways that lead"
        notes.append(
            f"{ways} {lead} to stages or types that are not here {'was' if ways == 1 else 'were'} left out."
        )
    types = sum(len(one.skip) + len(one.time_by_type) for one in old) - sum(
        len(one.skip) + len(one.time_by_type) for one in new
    )
    if types:
        notes.append("What was said of types that are not here was left out.")


def _new_name(stream: Stream, name: str) -> str:
    taken = {one.name for one in stream.stages}
    number, candidate = 1, name
    while candidate in taken:
        candidate = f"{name} (copy)" if number == 1 else f"{name} (copy {number})"
        number += 1
    return candidate


def _with_groups(stream: Stream, groups: Sequence[WipGroup], ids: Mapping[str, str]) -> Stream:
    taken = {one.id for one in stream.wip_groups}
    made = []
    for one in groups:
        new: Id = _free(one.id, taken)
        taken.add(new)
        made.append(one.model_copy(update={"id": new, "stages": tuple(ids[each] for each in one.stages)}))
    return stream.model_copy(update={"wip_groups": (*stream.wip_groups, *made)})
