"""What happened, written on the board as two words an event, and read back as columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.engine.build import entry, rule
from sim.engine.layout import (
    HEAP,
    HEAP_COUNT,
    ITEMS,
    ITEMS_ROOM,
    LAST_ROW_AT,
    LIVE,
    LOG,
    LOG_COUNT,
    LOG_ROOM,
    NOBODY,
    NOW,
    NUMBER,
    ONE,
    Board,
    item,
)
from sim.engine.layout_crews import STEP_EVENTS, STEP_ROWS
from sim.engine.layout_time import STEP_BIRTHS, UNBORN

FIRST_ASIDE = 10
"""Kind of the first of the rows that are not about items."""

Columns = tuple[
    NDArray[np.float64], NDArray[np.int32], NDArray[np.int8], NDArray[np.int16], NDArray[np.int32]
]
"""Time, item, kind, stage and who, each of shape (events,)."""
Items = tuple[NDArray[np.int16], NDArray[np.int16], NDArray[np.float64]]
"""Type, class and time of arrival, each of shape (items,)."""


@rule
def record(b: Board, kind: int, number: int, s: int, who: int) -> None:
    """Write one row for the present; stage and worker are -1 where there is none."""
    at = b[LOG] + 2 * b[LOG_COUNT]
    b[at] = b[NOW]
    b[at + 1] = (kind << 59) | ((s + 1) << 51) | ((who + 1) << 31) | number
    b[LOG_COUNT] += 1
    b[LAST_ROW_AT] = b[NOW]


@rule
def circumstance(b: Board, kind: int, n: int, crew: int) -> None:
    """Write one row about a worker of a crew; such rows move nothing, and logs keep them apart."""
    last = b[LAST_ROW_AT]
    record(b, kind, n, crew, NOBODY)
    b[LAST_ROW_AT] = last


@rule
def note(b: Board, kind: int, slot: int, s: int, who: int) -> None:
    """Write one row for the item in a slot."""
    record(b, kind, b[item(b, slot) + NUMBER], s, who)


@rule
def short(b: Board) -> bool:
    """Tell whether room runs out for one more step: rows, items or events."""
    if b[LOG_COUNT] + b[STEP_ROWS] > b[LOG_ROOM]:
        return True
    if b[LIVE] + b[UNBORN] + b[STEP_BIRTHS] >= b[ITEMS_ROOM]:
        return True
    return b[HEAP] + 2 * (b[HEAP_COUNT] + b[STEP_EVENTS] + b[STEP_BIRTHS]) > b[ITEMS]


@entry
def unpack(rows: NDArray[np.int64], columns: Columns, items: Items, counts: NDArray[np.int64]) -> None:
    """Spread packed rows over columns, two words an event, and what arrives over the table of items.

    Rows that are not about items stay packed: they move to the front of ``rows``.

    Args:
        rows: Packed rows, shape (2 * events,).
        columns: Time, item, kind, stage and who, each of shape (events,).
        items: Type, class and time of arrival of items, each of shape (events,) or more; a row of arrival
            brings the type where others have the stage, and the class where others have the worker.
        counts: How many rows went to the columns, how many items came, and how many rows were set aside.
    """
    highest = spread(rows, columns)
    counts[2] = part(rows, columns) if highest >= FIRST_ASIDE else 0
    counts[0] = len(rows) // 2 - counts[2]
    counts[1] = take_items(columns, items, counts[0])


@rule
def spread(rows: NDArray[np.int64], columns: Columns) -> int:
    """Spread all rows over the columns, and give the highest kind: without a branch, several at once."""
    time, number, kind, stage, who = columns
    highest = 0
    for n in range(len(rows) // 2):
        word = rows[2 * n + 1]
        time[n] = rows[2 * n] / ONE
        number[n] = word & 0x7FFFFFFF
        kind[n] = word >> 59
        stage[n] = ((word >> 51) & 0xFF) - 1
        who[n] = ((word >> 31) & 0xFFFFF) - 1
        highest = max(highest, word)
    return highest >> 59


@rule
def part(rows: NDArray[np.int64], columns: Columns) -> int:
    """Move rows that are not about items to the front of the packed ones; tell how many they are."""
    time, number, kind, stage, who = columns
    aside = 0
    for n in range(len(rows) // 2):
        if kind[n] >= FIRST_ASIDE:
            rows[2 * aside], rows[2 * aside + 1] = rows[2 * n], rows[2 * n + 1]
            aside += 1
        elif aside:
            to = n - aside
            time[to], number[to], kind[to], stage[to], who[to] = time[n], number[n], kind[n], stage[n], who[n]
    return aside


@rule
def take_items(columns: Columns, items: Items, count: int) -> int:
    """Take type and class of each item out of its row of arrival; tell how many arrived."""
    time, _, kind, stage, who = columns
    types, classes, arrival = items
    came = 0
    for n in range(count):
        if kind[n] == 0:
            types[came], classes[came], arrival[came] = stage[n], who[n], time[n]
            stage[n] = who[n] = NOBODY
            came += 1
    return came
