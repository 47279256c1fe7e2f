"""Pull order as tables of the board: lanes, classes, types, and the keys of the stages' orders."""

from __future__ import annotations

from collections.abc import Iterable

from sim.distributions import mean
from sim.engine import layout as at
from sim.engine import layout_ways as way
from sim.engine.purposes import ORDER_DRAW, purpose_key
from sim.engine.sheet import Sheet
from sim.engine.tables import ticks
from sim.stream import Stage, Stream, class_of, classes_of

_ORDERS = {"fifo": way.FIFO, "oldest": way.OLDEST, "due": way.DUE_FIRST, "random": way.RANDOM}
_KINDS = 3


def lane_words(stream: Stream, sheet: Sheet, *, steerable: bool) -> None:
    """Write lanes in pull order, classes and types."""
    numbers = {one.id: number for number, one in enumerate(classes_of(stream))}
    of_types = [numbers[class_of(stream, one).id] for one in stream.item_types]
    kinds = _kinds(stream, steerable=steerable)
    if steerable or stream.type_limits or any(_goes_by_type(stage) for stage in stream.stages):
        alike = [(number, t) for t, number in enumerate(of_types)]
    else:
        alike = [(number, -1) for number in range(len(numbers))]
    ranks = [one.rank for one in classes_of(stream)]
    lanes = sorted((_KINDS * ranks[c] + kind, c, t, kind) for c, t in alike for kind in kinds)
    sheet.set(at.LANE_COUNT, len(lanes))
    sheet.set(at.LANES, sheet.add(word for lane in lanes for word in lane))
    _fill_classes(stream, sheet)
    sheet.set(at.TYPE_COUNT, len(of_types))
    sheet.set(at.TYPES, sheet.reserve(len(of_types) * at.TYPE_WORDS))
    limits = {one.type: one.limit for one in stream.type_limits}
    for t, one in enumerate(stream.item_types):
        row = sheet.words[at.TYPES] + t * at.TYPE_WORDS
        sheet.set(row + at.TYPE_CLASS, of_types[t])
        sheet.set(row + at.TYPE_LIMIT, limits.get(one.id, at.NO_LIMIT))
        sheet.set(row + at.DUE_IN, at.NO_LIMIT if one.due_in is None else ticks(one.due_in))
        for kind in range(_KINDS):
            own = [n for n, lane in enumerate(lanes) if lane[1] == of_types[t] and lane[2] in (t, -1)]
            found = [n for n in own if lanes[n][3] == kind]
            sheet.set(row + at.TYPE_LANES + kind, found[0] if found else -1)


def _kinds(stream: Stream, *, steerable: bool) -> list[int]:
    """Kinds of lane that a run may need: work put down, rework, and what is fresh."""
    begun = steerable or any(one.preempts for one in stream.classes)
    begun |= any(stage.blockers is not None and not stage.blockers.keeps_worker for stage in stream.stages)
    reworks = steerable or any(stage.rework for stage in stream.stages)
    return [at.BEGUN] * begun + [at.REWORK] * reworks + [at.FRESH]


def _fill_classes(stream: Stream, sheet: Sheet) -> None:
    classes = classes_of(stream)
    sheet.set(at.CLASS_COUNT, len(classes))
    sheet.set(at.CLASSES, sheet.reserve(len(classes) * at.CLASS_WORDS))
    for number, one in enumerate(classes):
        row = sheet.words[at.CLASSES] + number * at.CLASS_WORDS
        sheet.set(row + at.IGNORES_WIP, int(one.ignores_wip))
        sheet.set(row + at.CLASS_RANK, one.rank)
        sheet.set(row + at.PREEMPTS, int(one.preempts))
        sheet.set(row + at.AT_MOST, at.NO_LIMIT if one.at_most is None else one.at_most)


def order_words(stream: Stream, sheet: Sheet) -> None:
    """Write the pull order of every stage; the exit goes by order of joining."""
    for number, stage in enumerate(stream.stages):
        row = at.stage(number)
        if _goes_by_type(stage):
            sheet.set(row + way.PULL_ORDER, way.BY_TYPE)
            sheet.set(row + way.ORDER_KEYS, sheet.add(type_keys(stream, number)))
        else:
            sheet.set(row + way.PULL_ORDER, _ORDERS[stage.order])
            sheet.set(row + way.ORDER_KEYS, purpose_key(ORDER_DRAW, number))


def goes_by_item(stage: Stage) -> bool:
    """Tell whether a stage's pull order needs a key of each item."""
    return stage.order in ("oldest", "due", "random")


def _goes_by_type(stage: Stage) -> bool:
    return stage.order in ("cost_of_delay", "wsjf", "shortest")


def type_keys(stream: Stream, number: int) -> list[int]:
    """Give each type's place in the pull order of a stage that goes by types; equals share one."""
    order = stream.stages[number].order
    costs = [one.cost_of_delay or 0.0 for one in stream.item_types]
    if order == "cost_of_delay":
        return _places(-cost for cost in costs)
    if order == "shortest":
        return _places(_mean_time(stream.stages[number], one.id) for one in stream.item_types)
    remaining = [_remaining(stream, number, one.id) for one in stream.item_types]
    return _places(-_weight(cost, time) for cost, time in zip(costs, remaining, strict=True))


def _weight(cost: float, time: float) -> float:
    if time > 0.0:
        return cost / time
    return float("inf") if cost > 0.0 else 0.0


def _remaining(stream: Stream, number: int, type_id: str) -> float:
    """Expected touch time of a type in a stage and all later ones."""
    return sum(
        _mean_time(stage, type_id) * stage.time_factor * (1.0 - stage.skip.get(type_id, 0.0))
        for stage in stream.stages[number:]
        if stage.kind == "work"
    )


def _mean_time(stage: Stage, type_id: str) -> float:
    time = stage.delay if stage.kind == "wait" else stage.time_by_type.get(type_id, stage.time)
    return 0.0 if time is None else mean(time)


def _places(values: Iterable[float]) -> list[int]:
    listed = list(values)
    ordered = sorted(set(listed))
    return [ordered.index(one) for one in listed]
