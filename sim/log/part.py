"""A part of a log: some of its items, and all that happened to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.log.eventlog import Conditions, EventLog, ItemTable
from sim.log.hands import keep_touch
from sim.log.settled import settled


def part_of(log: EventLog, chosen: NDArray[np.bool_]) -> EventLog:
    """Give the log of some items; they are numbered anew, in their order.

    The observed time, the stages, types and classes stay, so that the same windows fit and the figures of
    parts compare. What is about all items together goes: workers, teams, limits and their changes are not
    known of a part, and so their shares are None. Touch time stays that of the whole log: a worker who
    divided her time between a chosen item and another did not work faster.

    Args:
        log: The whole log.
        chosen: Which items to keep, shape (items,).
    """
    kept = np.flatnonzero(chosen)
    if len(kept) == len(log.items):
        return log
    number = np.full(len(log.items), -1, np.int32)
    number[kept] = np.arange(len(kept), dtype=np.int32)
    rows = np.flatnonzero(chosen[log.item])
    part = replace(
        log,
        time=log.time[rows],
        item=number[log.item[rows]],
        kind=log.kind[rows],
        stage=log.stage[rows],
        who=log.who[rows],
        items=_items(log.items, kept),
        stages=tuple(
            replace(stage, workers=None, wip_limit=None, team=None, cost_per_day=None) for stage in log.stages
        ),
        teams=(),
        groups=(),
        conditions=Conditions(),
    )
    keep_touch(log, part, chosen)
    return part


def _items(table: ItemTable, kept: NDArray[np.intp]) -> ItemTable:
    places = kept.tolist()

    def some(texts: tuple[str, ...]) -> tuple[str, ...]:
        return settled(texts[place] for place in places) if texts else ()

    return ItemTable(
        type=table.type[kept],
        service_class=table.service_class[kept],
        arrival=table.arrival[kept],
        names=some(table.names),
        titles=some(table.titles),
        attributes={name: some(texts) for name, texts in table.attributes.items()},
    )
