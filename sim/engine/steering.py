"""A stream changed while it runs: the new rules on the board as it stands."""

from __future__ import annotations

from math import lcm

import numpy as np
from numpy.typing import NDArray

from sim.engine import layout as at
from sim.engine import layout_crews as crew
from sim.engine.layout_time import CONCEIVED, UNBORN, UNDONE
from sim.engine.plan import Plan
from sim.engine.running import Running
from sim.engine.steering_ways import carry_ways
from sim.errors import StreamFault
from sim.stream import Stream, structural_change

_HEADER = (
    at.NOW,
    at.PHASE,
    at.HEAP_COUNT,
    at.ITEMS_USED,
    at.FREE_ITEM,
    at.LIVE,
    at.BORN,
    at.DONE_COUNT,
    at.JOINS,
    at.SOURCES_LEFT,
    at.LAST_ROW_AT,
    at.BOARD_AT,
    at.GATE_EVENTS,
    at.RUN_KEY,
    at.WANTED,
    CONCEIVED,
    UNBORN,
    crew.STALE,
    crew.TURNS_SET,
    crew.WORKERS_DOWN,
)
_STAGE = (
    at.OPENED,
    at.WIP,
    at.WAITING,
    at.BOUND,
    crew.OVERDUE,
    crew.PUT_DOWN_FIRST,
    crew.PUT_DOWN_COUNT,
    crew.PREEMPTORS,
)
_SOURCE = (at.SOURCE_KEY, at.PLACE, at.OCCASION, at.LEFT)


def refuse_structural(old: Stream, new: Stream) -> None:
    """Let pass what can change while a stream runs: limits, people, times, shares, rates, gates, rework.

    Raises:
        StreamFault: If anything else changed; it is named.
    """
    what = structural_change(old, new)
    if what is not None:
        raise StreamFault(f"The {what} changed while the stream runs.", "Reset the run to see the change.")


def steer(running: Running, plan: Plan) -> None:
    """Put a run between two instants under the rules of another plan of the same structure.

    Work begun goes on, with its time. What follows at once, the kernel sees to when the run goes on.
    """
    running.collect()
    old = running.board
    new = Running(plan, items=int(old[at.ITEMS_ROOM]), events=2 * int(old[at.HEAP_COUNT]))
    b = new.board
    _copy(old, b, 0, 0, _HEADER)
    for s in range(int(b[at.STAGE_COUNT]) + 1):
        _copy(old, b, at.stage(s), at.stage(s), _STAGE)
    for c in range(int(b[crew.CREW_COUNT])):
        _keep_workers(old, b, c)
    for c in range(int(b[at.CLASS_COUNT])):
        _copy(old, b, at.class_row(old, c), at.class_row(b, c), (at.IN_STREAM,))
    for n in range(int(b[at.SOURCE_COUNT])):
        _copy(old, b, at.source(old, n), at.source(b, n), _SOURCE)
        _keep_credits(old, b, n)
    types = int(b[at.TYPE_COUNT])
    b[b[UNDONE] : b[UNDONE] + types] = _part(old, int(old[UNDONE]), types)
    carry_ways(old, b)
    events = 2 * int(b[at.HEAP_COUNT])
    b[b[at.HEAP] : b[at.HEAP] + events] = _part(old, int(old[at.HEAP]), events)
    b[b[at.ITEMS] :] = old[old[at.ITEMS] :]
    running.plan = plan
    running.board = b


def _part(b: NDArray[np.int64], start: int, count: int) -> NDArray[np.int64]:
    return b[start : start + count]


def _copy(
    old: NDArray[np.int64], new: NDArray[np.int64], row: int, new_row: int, fields: tuple[int, ...]
) -> None:
    for field in fields:
        new[new_row + field] = old[row + field]


def _keep_workers(old: NDArray[np.int64], new: NDArray[np.int64], c: int) -> None:
    """Carry over what a crew's workers have in hand; those who come are not there yet."""
    before = int(old[crew.CREWS]) + c * crew.CREW_WORDS
    after = int(new[crew.CREWS]) + c * crew.CREW_WORDS
    words = int(old[before + crew.SEATS]) * crew.WORKER_WORDS
    rows = int(new[after + crew.WORKER_ROWS])
    new[rows : rows + words] = _part(old, int(old[before + crew.WORKER_ROWS]), words)
    for n in range(int(old[before + crew.SEATS]), int(new[after + crew.SEATS])):
        new[rows + n * crew.WORKER_WORDS + crew.LEAVING] = 1


def _keep_credits(old: NDArray[np.int64], new: NDArray[np.int64], n: int) -> None:
    """Carry over by how much each type of a balanced mix is behind, in parts that fit both mixes."""
    was, row = (int(b[at.SOURCES]) + n * at.SOURCE_WORDS for b in (old, new))
    whole = lcm(int(old[was + at.WHOLE]) or 1, int(new[row + at.WHOLE]) or 1)
    if whole > at.SHARE_WHOLE:
        return  # shares of so many digits that no part is small enough: counted anew
    credit = {
        int(old[one + at.MIX_TYPE]): int(old[one + at.MIX_CREDIT]) * (whole // int(old[was + at.WHOLE]))
        for one in _mixture(old, n)
    }
    for one in _mixture(new, n):
        new[one + at.MIX_WEIGHT] *= whole // int(new[row + at.WHOLE])
        new[one + at.MIX_CREDIT] = credit.get(int(new[one + at.MIX_TYPE]), 0)
    if _mixture(new, n):
        new[row + at.WHOLE] = whole


def _mixture(b: NDArray[np.int64], n: int) -> range:
    row = int(b[at.SOURCES]) + n * at.SOURCE_WORDS
    start, count = int(b[row + at.MIX]), int(b[row + at.MIX_COUNT])
    return range(start, start + count * at.MIX_WORDS, at.MIX_WORDS)


def mixtures(b: NDArray[np.int64]) -> list[list[tuple[int, int]]]:
    """Give the types that each source brings, in order, each with its weight."""
    return [
        [(int(b[row + at.MIX_TYPE]), int(b[row + at.MIX_WEIGHT])) for row in _mixture(b, n)]
        for n in range(int(b[at.SOURCE_COUNT]))
    ]
