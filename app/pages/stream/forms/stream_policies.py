"""Rules over more than one stage: groups with one limit, the loop of feedback, drag."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.pages.stream.forms.change import Change, adding, free_id, setting, taking, with_parts
from app.pages.stream.forms.duration_rows import add_duration
from app.pages.stream.forms.form import Topic
from app.pages.stream.forms.parts import Parts, add_parts
from sim.distributions import Distribution
from sim.stream import Drag, Feedback, WipGroup

if TYPE_CHECKING:
    from app.pages.stream.forms.sheet import Sheet
    from sim.stream import Stream


def groups_topic(stream: Stream) -> Topic:
    """Offer limits over neighbouring stages."""
    told = [f"{group.name or group.id} {group.limit}" for group in stream.wip_groups]
    return Topic("groups", "WIP groups", " · ".join(told) or "none", _fill_groups, ("wip_groups",))


def _fill_groups(sheet: Sheet) -> None:
    stream, words = sheet.about.stream, sheet.about.words
    sheet.help(
        "One limit over stages side by side. Over all of them it is CONWIP: "
        f"one {words.item} in for each one out."
    )
    names = {group.id: group.name or group.id for group in stream.wip_groups}
    add = partial(_add_group, stream)
    shown = add_parts(sheet, Parts("wip_groups", "a group", names, add, partial(_take_group, names)))
    if shown is None:
        return
    group = next(each for each in stream.wip_groups if each.id == shown)
    at = sheet.at(f"wip_groups.{group.id}.", names[group.id])
    at.text("Name", "name", names[group.id])
    at.whole("Limit", "limit", group.limit)
    stages = {stage.id: stage.name for stage in stream.stages}
    put = partial(_with_stages, f"wip_groups.{group.id}.stages", f"Set the stages of {names[group.id]}")
    at.several("Stages", "stages", stages, group.stages, put=put, none="none")


def _with_stages(path: str, text: str, keys: tuple[str, ...]) -> Change:
    return setting(path, list(keys), text)


def _add_group(stream: Stream) -> tuple[Change, str]:
    new = free_id({group.id for group in stream.wip_groups}, "group")
    stages = tuple(stage.id for stage in stream.stages)
    limits = [stage.wip_limit for stage in stream.stages]
    limit = max(2, 3 * sum(each or 3 for each in limits) // 4)
    name = "Whole line" if not stream.wip_groups else f"Group {len(stream.wip_groups) + 1}"
    return adding(
        "wip_groups", WipGroup(id=new, name=name, stages=stages, limit=limit), "Add a WIP group"
    ), new


def _take_group(names: dict[str, str], key: str) -> Change:
    def make(stream: Stream) -> Stream:
        return with_parts(stream, "wip_groups", tuple(g for g in stream.wip_groups if g.id != key))

    return Change(f"Remove group {names[key]}", make)


def feedback_topic(stream: Stream) -> Topic:
    """Offer the loop from what is done back to new work."""
    kinds = _kinds(stream)
    told = [
        f"{kinds.get(f.on, f.on)} → {f.mean_count:g} {kinds.get(f.creates, f.creates)}"
        for f in stream.feedback
    ]
    return Topic("feedback", "Feedback", " · ".join(told) or "none", _fill_feedback, ("feedback",))


def _fill_feedback(sheet: Sheet) -> None:
    stream, words = sheet.about.stream, sheet.about.words
    sheet.help(f"Failure demand: {words.items} that are done bring new ones, later.")
    kinds = _kinds(stream)
    names = {
        str(n): f"{kinds.get(f.on, f.on)} → {kinds.get(f.creates, f.creates)}"
        for n, f in enumerate(stream.feedback)
    }
    add = partial(_add_feedback, stream)
    take = partial(_take_place, "feedback", "Remove feedback")
    shown = add_parts(sheet, Parts("feedback", "feedback", names, add, take))
    if shown is None:
        return
    loop = stream.feedback[int(shown)]
    at = sheet.at(f"feedback.{shown}.", "feedback")
    at.choose("Done", "on", kinds, loop.on)
    at.choose("brings", "creates", kinds, loop.creates)
    at.number("of them, on average", "mean_count", loop.mean_count)
    add_duration(at, "after", "after", loop.after)


def _add_feedback(stream: Stream) -> tuple[Change, str]:
    first = stream.item_types[0].id
    creates = stream.item_types[min(1, len(stream.item_types) - 1)].id
    after = Distribution(family="exponential", mean=10.0)
    loop = Feedback(on=first, creates=creates, mean_count=0.2, after=after)
    return adding("feedback", loop, "Add feedback"), str(len(stream.feedback))


def drag_topic(stream: Stream) -> Topic:
    """Offer what undone work does to the rest."""
    kinds = _kinds(stream)
    told = [f"{kinds.get(one.type, one.type)} + {100 * one.per_item:g}\u00a0%" for one in stream.drag]
    return Topic("drag", "Drag (assumed)", " · ".join(told) or "none", _fill_drag, ("drag",))


def _fill_drag(sheet: Sheet) -> None:
    stream = sheet.about.stream
    sheet.help(
        "An assumption, not a measurement: each undone item of a type makes work begun in these stages "
        "longer, or blocks it more often."
    )
    kinds = _kinds(stream)
    names = {str(n): kinds.get(one.type, one.type) for n, one in enumerate(stream.drag)}
    add, take = partial(_add_drag, stream), partial(_take_place, "drag", "Remove drag")
    shown = add_parts(sheet, Parts("drag", "drag", names, add, take))
    if shown is None:
        return
    one = stream.drag[int(shown)]
    at = sheet.at(f"drag.{shown}.", "drag")
    at.choose("Each undone", "type", kinds, one.type)
    at.share("makes work longer by", "per_item", one.per_item)
    at.share("and blockers likelier by", "blockers_per_item", one.blockers_per_item)
    stages = {stage.id: stage.name for stage in stream.stages if stage.kind == "work"}
    put = partial(_with_stages, f"drag.{shown}.stages", "Set the stages of drag")
    at.several("in", "stages", stages, one.stages, put=put, none="no stage")


def _add_drag(stream: Stream) -> tuple[Change, str]:
    stages = tuple(stage.id for stage in stream.stages if stage.kind == "work")
    one = Drag(type=stream.item_types[-1].id, per_item=0.01, stages=stages)
    return adding("drag", one, "Add drag"), str(len(stream.drag))


def _take_place(field: str, text: str, key: str) -> Change:
    return taking(field, int(key), text)


def _kinds(stream: Stream) -> dict[str, str]:
    return {kind.id: kind.name for kind in stream.item_types}
