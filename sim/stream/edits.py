"""Pure edits of values and stages: each gives a new stream and shares what did not change with the old."""

from __future__ import annotations

from sim.errors import StreamFault
from sim.stream.carrying import carried, with_plan
from sim.stream.paths import get_value, parts_of, with_value
from sim.stream.references import Swap, references_to_stage, rename, with_stage_references
from sim.stream.stages import Stage
from sim.stream.stream import Stream


def set_value(stream: Stream, path: str, value: object) -> Stream:
    """Give the stream with another value at a path.

    Texts are read as people write them: ``2``, ``none`` (clears the value), ``ready``, ``1,2,3``, JSON for
    a distribution or another whole part. A bare number for a distribution is a constant. In a field keyed by
    id (``time_by_type.defect``) a new key is added, and None removes it. A new ``id`` is a renaming, followed
    by all references.

    Args:
        stream: Any stream.
        path: Names joined by points, such as ``stages.test.wip_limit``. Parts of a list go by id (rework by
            ``to``) or by place from 0.
        value: The new value: a part of a stream, plain JSON values, or a text.

    Raises:
        StreamFault: If the path leads nowhere, or the value does not fit there.
    """
    parts = parts_of(path)
    if len(parts) == 3 and parts[2] == "id":
        old, new = str(get_value(stream, path)), str(value)
        return with_plan(stream, lambda one: rename(one, parts[0], old, new), (old, new))
    return with_value(stream, path, value)


def add_stage(stream: Stream, stage: Stage, index: int) -> Stream:
    """Put a stage in so that it stands at place ``index`` (0 is first; too large is last).

    A group that holds both neighbours takes the new stage in, so that it stays whole.

    Raises:
        StreamFault: If the id is taken.
    """
    if any(one.id == stage.id for one in stream.stages):
        raise StreamFault(f"The id {stage.id} is taken in stages.", "Choose another id.")
    return with_plan(stream, lambda one: _with_stage(one, stage, min(max(index, 0), len(one.stages))))


def _with_stage(stream: Stream, stage: Stage, place: int) -> Stream:
    stages = (*stream.stages[:place], stage, *stream.stages[place:])
    added = stream.model_copy(update={"stages": stages})
    if place in (0, len(stream.stages)):
        return added
    before, after = stream.stages[place - 1].id, stream.stages[place].id
    groups = tuple(
        one.model_copy(update={"stages": _with_after(one.stages, before, stage.id)})
        if before in one.stages and after in one.stages
        else one
        for one in stream.wip_groups
    )
    return added if groups == stream.wip_groups else added.model_copy(update={"wip_groups": groups})


def remove_stage(stream: Stream, stage_id: str) -> Stream:
    """Take a stage out, and with it every reference to it.

    Rework and routes to it, board items in it, its scheduled times and what the plan sets in it go; groups,
    drags and teams' orders lose it, and go when nothing is left in them; if it was the commitment point, that
    is the first stage again. :func:`removal_notes` says so beforehand.

    Raises:
        StreamFault: If there is no such stage, or it is the only one.
    """
    get_value(stream, f"stages.{stage_id}")
    if len(stream.stages) == 1:
        raise StreamFault(f"{stream.stages[0].name} is the only stage.", "Add another stage first.")
    return with_plan(stream, lambda one: _without_stage(one, stage_id))


def _without_stage(stream: Stream, stage_id: str) -> Stream:
    kept = tuple(one for one in stream.stages if one.id != stage_id)
    return with_stage_references(stream.model_copy(update={"stages": kept}), _without(stage_id))


def removal_notes(stream: Stream, stage_id: str) -> tuple[str, ...]:
    """Say what goes with a stage when it is removed: the paths of all references to it."""
    planned = carried(stream, lambda one: _without_stage(one, stage_id))
    lost = [(one.number, one.path) for one in planned if not one.values]
    return (
        *references_to_stage(stream, stage_id),
        *(f"plan.{number}.set.{path}" for number, path in sorted(lost)),
    )


def move_stage(stream: Stream, stage_id: str, index: int) -> Stream:
    """Move a stage so that it stands at place ``index`` among the stages (too large is last).

    References stay as they are: ``problems`` says where rework now goes forward or a group falls apart.

    Raises:
        StreamFault: If there is no such stage.
    """
    get_value(stream, f"stages.{stage_id}")

    def moved(one: Stream) -> Stream:
        others = [other for other in one.stages if other.id != stage_id]
        others.insert(min(max(index, 0), len(others)), one.stage(stage_id))
        return one.model_copy(update={"stages": tuple(others)})

    return with_plan(stream, moved)


def duplicate_stage(stream: Stream, stage_id: str) -> Stream:
    """Put a copy of a stage behind it, with an id and a name of its own.

    Raises:
        StreamFault: If there is no such stage.
    """
    stage: Stage = get_value(stream, f"stages.{stage_id}")
    place = next(number for number, one in enumerate(stream.stages) if one.id == stage_id)
    copy = stage.model_copy(update={"id": unique_id(stream, stage_id), "name": f"{stage.name} (copy)"})
    return add_stage(stream, copy, place + 1)


def unique_id(stream: Stream, base: str) -> str:
    """Give an id that no stage has: ``base``, or ``base-2``, ``base-3`` and so on."""
    taken = {one.id for one in stream.stages}
    number, candidate = 1, base
    while candidate in taken:
        number += 1
        candidate = f"{base[:60]}-{number}"
    return candidate


def _with_after(ids: tuple[str, ...], known: str, new: str) -> tuple[str, ...]:
    place = ids.index(known) + 1
    return (*ids[:place], new, *ids[place:])


def _without(gone: str) -> Swap:
    return lambda one: None if one == gone else one
