"""What gestures on the board make of a stream: ways, bands, several stages at once, how much arrives."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from pydantic import ValidationError

from app.canvas import BACKLOG, DONE, arriving, intents
from app.pages.stream.edits import stretched
from app.pages.stream.forms.change import Change, free_id, with_parts
from app.pages.stream.kinds import with_kind
from sim.distributions import Distribution
from sim.errors import StreamFault
from sim.stream import (
    CadenceArrival,
    Interarrival,
    Rework,
    Route,
    Stream,
    WipGroup,
    counted,
    get_value,
    move_stage,
    remove_stage,
    set_value,
)


def change_for(intent: object, stream: Stream) -> Change | None:
    """Give the change that an intent asks for, None where it asks for none."""
    match intent:
        case intents.DrawWay():
            return drawn(intent, stream)
        case intents.SetShare():
            text = f"Set {intent.name} to {100 * intent.share:.4g}\u00a0%"
            return Change(text, lambda s: set_value(s, intent.path, intent.share))
        case intents.SetWayTypes():
            return given_to(intent, stream)
        case intents.RemoveWay():
            return way_removed(intent, stream)
        case intents.RemoveCards():
            return Change(f"Remove {len(intent.keys)} stages", lambda s: without(s, intent.keys))
        case intents.MoveCards():
            return Change(f"Move {len(intent.keys)} stages", partial(moved_together, intent))
        case intents.TurnCard():
            stage = stream.stage(intent.key)
            kind = "wait" if stage.kind == "work" else "work"
            return Change(f"Change the kind of {stage.name}", lambda s: with_kind(s, stage.id, kind))
        case intents.SetRate():
            return rate_set(intent, stream)
        case intents.SetMix():
            return Change("Change the flow distribution", partial(mixed, intent))
        case _:
            return band_change(intent, stream)


def band_change(intent: object, stream: Stream) -> Change | None:
    """Give the change of a band that an intent asks for, None where it asks for none."""
    match intent:
        case intents.GroupCards():
            return grouped(intent, stream)
        case intents.SetBandLimit():
            text = f"Set the limit of {_group_name(stream, intent.id)} to {intent.limit}"
            return Change(text, lambda s: set_value(s, f"wip_groups.{intent.id}.limit", intent.limit))
        case intents.StretchBand():
            text = f"Change the stages of {_group_name(stream, intent.id)}"
            return Change(text, lambda s: set_value(s, f"wip_groups.{intent.id}.stages", list(intent.keys)))
        case intents.RemoveBand():
            text = f"Remove the limit over {_group_name(stream, intent.id)}"
            return Change(text, lambda s: with_parts(s, "wip_groups", _others(s, intent.id)))
        case _:
            return None


def _others(stream: Stream, group: str) -> tuple[WipGroup, ...]:
    return tuple(one for one in stream.wip_groups if one.id != group)


def drawn(intent: intents.DrawWay, stream: Stream) -> Change:
    """Draw a way: back as rework, on to a stage as a route, past the first or the last as skipping."""
    names = {BACKLOG: stream.vocabulary.backlog, DONE: "Done", **{s.id: s.name for s in stream.stages}}
    places = {BACKLOG: -1, DONE: len(stream.stages), **{s.id: i for i, s in enumerate(stream.stages)}}
    begin, end = places[intent.begin], places[intent.end]
    if end <= begin:
        way = Rework(to=intent.end, probability=intent.share, effort=0.5)
        old = stream.stages[begin].rework
        text = f"Send rework from {names[intent.begin]} back to {names[intent.end]}"
        return Change(text, lambda s: set_value(s, f"stages.{intent.begin}.rework", (*old, way)))
    if intent.begin != BACKLOG and intent.end != DONE:
        on = Route(to=intent.end, share=intent.share, types=intent.types or None)
        routes = stream.stages[begin].routes
        some = f"some {_named(stream, intent.types)}" if intent.types else "some"
        text = f"Send {some} from {names[intent.begin]} on to {names[intent.end]}"
        return Change(text, lambda s: set_value(s, f"stages.{intent.begin}.routes", (*routes, on)))
    passed = stream.stages[begin + 1]
    skip = dict.fromkeys(intent.types or [kind.id for kind in stream.item_types], intent.share)
    some = f"some {_named(stream, intent.types)}" if intent.types else "some"
    return Change(f"Let {some} skip {passed.name}", lambda s: set_value(s, f"stages.{passed.id}.skip", skip))


def given_to(intent: intents.SetWayTypes, stream: Stream) -> Change:
    """Let other types take a way on: of skipping, each takes it as often as the most frequent did."""
    parts = [path.split(".") for path in intent.paths]
    types = intent.types or tuple(kind.id for kind in stream.item_types)

    def make(one: Stream) -> Stream:
        for stage in {part[1] for part in parts if part[2] == "skip"}:
            skip = one.stage(stage).skip
            share = max(skip.get(part[3], 0.0) for part in parts if part[1:3] == [stage, "skip"])
            one = set_value(one, f"stages.{stage}.skip", dict.fromkeys(types, share))
        for _, stage, field, number, _ in (part for part in parts if part[2] == "routes"):
            one = set_value(one, f"stages.{stage}.{field}.{number}.types", list(intent.types) or None)
        return one

    stage = stream.stage(parts[0][1])
    whom = _named(stream, intent.types) if intent.types else "all types"
    does = f"skip {stage.name}" if parts[0][2] == "skip" else f"go on from {stage.name}"
    return Change(f"Let {whom} {does}", make)


def _named(stream: Stream, types: Sequence[str]) -> str:
    return " and ".join(kind.name for kind in stream.item_types if kind.id in types)


def way_removed(intent: intents.RemoveWay, stream: Stream) -> Change:
    """Take all shares of a way out; those in lists from the last, so that the places before them stay."""

    def make(one: Stream) -> Stream:
        for path in sorted(intent.paths, key=_place_in_list, reverse=True):
            one = _without_share(one, path.split("."))
        return one

    stage = stream.stage(intent.paths[0].split(".")[1])
    return Change(f"Remove a way at {stage.name}", make)


def _place_in_list(path: str) -> int:
    part = path.split(".")[3]
    return int(part) if part.isdigit() else -1


def _without_share(stream: Stream, parts: Sequence[str]) -> Stream:
    stage, field, key = parts[1:4]
    if field == "skip":
        return set_value(stream, f"stages.{stage}.skip.{key}", None)
    ways = get_value(stream, f"stages.{stage}.{field}")
    if parts[-1] == "effort" or int(key) >= len(ways):
        return stream  # it goes with the share that it belongs to
    kept = tuple(way for place, way in enumerate(ways) if place != int(key))
    return set_value(stream, f"stages.{stage}.{field}", kept)


def grouped(intent: intents.GroupCards, stream: Stream) -> Change:
    """Put a limit over neighbours: three quarters of what they may hold each for itself."""
    new = free_id({group.id for group in stream.wip_groups}, "group")
    name = f"Group {len(stream.wip_groups) + 1}"
    stages = [stream.stage(key) for key in intent.keys]
    people = {team.id: team.size for team in stream.teams}
    room = [s.wip_limit or 2 * (people.get(s.team or "", s.workers or 1)) for s in stages]
    group = WipGroup(id=new, name=name, stages=intent.keys, limit=max(2, 3 * sum(room) // 4))
    text = f"Put one limit over {stages[0].name} to {stages[-1].name}"
    return Change(text, lambda s: with_parts(s, "wip_groups", (*s.wip_groups, group)))


def without(stream: Stream, keys: Sequence[str]) -> Stream:
    """Take stages out, and every reference to them.

    Raises:
        StreamFault: If no stage would be left.
    """
    if len(set(keys)) >= len(stream.stages):
        raise StreamFault("A stream needs at least one stage.", "Leave one of them.")
    for key in keys:
        stream = remove_stage(stream, key)
    return stream


def moved_together(intent: intents.MoveCards, stream: Stream) -> Stream:
    """Move a block, from its last stage on where it goes right, so that none passes another."""
    here = [stage.id for stage in stream.stages].index(intent.keys[0])
    numbered = list(enumerate(intent.keys))
    for number, key in reversed(numbered) if intent.place > here else numbered:
        stream = move_stage(stream, key, intent.place + number)
    return stream


def rate_set(intent: intents.SetRate, stream: Stream) -> Change:
    """Let items arrive at another rate."""
    shown = arriving(stream)
    factor = 1.0 if shown.rate is None else intent.rate / shown.rate
    words = stream.vocabulary
    text = f"Let {counted(intent.rate, words.item, words.items)} arrive {shown.unit}"
    return Change(text, lambda s: with_more(s, factor))


def with_more(stream: Stream, factor: float) -> Stream:
    """Let a factor more items come: the time between them shrinks by it, in every way that repeats itself.

    Raises:
        StreamFault: If the times between them would be longer than there can be.
    """

    def faster(way: Any) -> Any:  # noqa: ANN401 (one of the ways to arrive)
        if isinstance(way, Interarrival):
            return way.model_copy(update={"time": _faster(way.time, factor)})
        if isinstance(way, CadenceArrival):
            first = None if way.first is None else way.first / factor
            return way.model_copy(update={"every": way.every / factor, "first": first})
        return way

    return with_parts(stream, "arrivals", tuple(faster(way) for way in stream.arrivals))


def _faster(time: Distribution, factor: float) -> Distribution:
    try:
        return Distribution.model_validate(stretched(time, 1 / factor))
    except ValidationError as error:
        raise StreamFault(f"That is too few: {error.errors()[0]['msg']}", "Let more arrive.") from None


def mixed(intent: intents.SetMix, stream: Stream) -> Stream:
    """Give every item type another share."""
    pairs = zip(stream.item_types, intent.shares, strict=True)
    kinds = tuple(kind.model_copy(update={"share": share}) for kind, share in pairs)
    return with_parts(stream, "item_types", kinds)


def _group_name(stream: Stream, group: str) -> str:
    return next((one.name or one.id for one in stream.wip_groups if one.id == group), group)
