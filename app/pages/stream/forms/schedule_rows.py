"""Rows for items that arrive at given moments, one item at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.pages.stream.forms.change import Change, replacing
from app.pages.stream.forms.parts import Parts, add_parts
from sim.stream import Schedule, ScheduledItem

if TYPE_CHECKING:
    from app.pages.stream.forms.sheet import Sheet
    from sim.stream import Stream


def add_schedule(sheet: Sheet, number: int, way: Schedule) -> None:
    """Add the fields of the scheduled items of a way to arrive."""
    stream, unit = sheet.about.stream, sheet.about.unit
    kinds = {kind.id: kind.name for kind in stream.item_types}
    names = {str(n): _said(stream, one) for n, one in enumerate(way.items)}
    list_name = f"arrivals.{number}.items"
    parts = Parts(list_name, "a moment", names, partial(_add, number, way), partial(_take, number, way))
    shown = add_parts(sheet, parts)
    if shown is None:
        return
    place = int(shown)
    one = way.items[place]
    at = sheet.at(f"{list_name}.{place}.", "arrivals")
    put = partial(_with, number, way, place)
    at.number("At", "at", one.at, unit=unit, put=lambda to: put({"at": to}))
    drawn = {"": "drawn by share", **kinds}
    at.choose("Type", "type", drawn, one.type or "", lambda to: put({"type": to or None}))
    at.maybe(
        "Due at", "due", one.due, none="as its type", unit=unit, minimum=0.0, put=lambda to: put({"due": to})
    )
    for stage in (each for each in stream.stages if each.kind == "work"):
        at.maybe(
            f"Time in {stage.name}",
            f"times.{stage.id}",
            one.times.get(stage.id),
            none="drawn",
            unit=unit,
            minimum=0.0,
            put=partial(_timed, put, one, stage.id),
        )


def _said(stream: Stream, one: ScheduledItem) -> str:
    kinds = {kind.id: kind.name for kind in stream.item_types}
    return f"{stream.time_unit} {one.at:g}: {kinds.get(one.type or '', one.type or 'any type')}"


def _with(number: int, way: Schedule, place: int, changes: dict[str, object]) -> Change:
    items = tuple(o.model_copy(update=changes) if n == place else o for n, o in enumerate(way.items))
    return _put(number, way, items, "Change a scheduled arrival")


def _timed(put: partial[Change], one: ScheduledItem, stage: str, time: float | None) -> Change:
    times = {key: value for key, value in one.times.items() if key != stage}
    return put({"times": times if time is None else {**times, stage: time}})


def _add(number: int, way: Schedule) -> tuple[Change, str]:
    """Add an arrival as long after the last as that came after the one before it."""
    moments = sorted(one.at for one in way.items)
    gap = moments[-1] - moments[-2] if len(moments) > 1 else 1.0
    new = ScheduledItem(at=moments[-1] + (gap or 1.0) if moments else 0.0)
    return _put(number, way, (*way.items, new), "Add a scheduled arrival"), str(len(way.items))


def _take(number: int, way: Schedule, key: str) -> Change:
    items = tuple(one for place, one in enumerate(way.items) if place != int(key))
    return _put(number, way, items, "Remove a scheduled arrival")


def _put(number: int, way: Schedule, items: tuple[ScheduledItem, ...], text: str) -> Change:
    return replacing("arrivals", number, way.model_copy(update={"items": items}), text)
