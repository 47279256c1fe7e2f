"""Drag and factors on time as words of the board."""

from __future__ import annotations

from sim.engine import layout as at
from sim.engine import layout_time as later
from sim.engine.sheet import Sheet
from sim.engine.tables import ticks
from sim.stream import Stream


def time_words(stream: Stream, sheet: Sheet) -> None:
    """Write what makes touch times longer or shorter: each stage's factor, and its drags."""
    types = {one.id: number for number, one in enumerate(stream.item_types)}
    sheet.set(later.UNDONE, sheet.reserve(len(types)))
    for number, stage in enumerate(stream.stages):
        drags = [one for one in stream.drag if stage.id in one.stages]
        words: list[int] = []
        for one in drags:
            words += [types[one.type], ticks(one.per_item), ticks(one.blockers_per_item)]
        sheet.set(at.stage(number) + later.TIME_FACTOR, ticks(stage.time_factor))
        sheet.set(at.stage(number) + later.DRAG_COUNT, len(drags))
        sheet.set(at.stage(number) + later.DRAGS, sheet.add(words))
