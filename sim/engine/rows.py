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
def unpack(  # noqa: PLR0917 - one parameter a column
    rows: NDArray[np.int64],
    time: NDArray[np.float64],
    item_numbers: NDArray[np.int32],
    kind: NDArray[np.int8],
    stage: NDArray[np.int16],
    who: NDArray[np.int32],
) -> None:
    """Spread packed rows over columns; ``rows`` has two words an event, each column one value."""
    for n in range(len(time)):
        word = rows[2 * n + 1]
        time[n] = rows[2 * n] / ONE
        item_numbers[n] = word & 0x7FFFFFFF
        kind[n] = word >> 59
        stage[n] = ((word >> 51) & 0xFF) - 1
        who[n] = ((word >> 31) & 0xFFFFF) - 1


@entry
def take_items(  # noqa: PLR0917 - one parameter a column
    time: NDArray[np.float64],
    kind: NDArray[np.int8],
    stage: NDArray[np.int16],
    who: NDArray[np.int32],
    types: NDArray[np.int16],
    classes: NDArray[np.int16],
    arrival: NDArray[np.float64],
) -> None:
    """Move type and class of each item out of its row of arrival, where the engine keeps them."""
    found = 0
    for n in range(len(kind)):
        if kind[n] == 0:
            types[found] = stage[n]
            classes[found] = who[n]
            arrival[found] = time[n]
            stage[n] = NOBODY
            who[n] = NOBODY
            found += 1
