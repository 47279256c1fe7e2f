"""Where a run stands still for ever: which items are held up in which stages, and why, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.engine import layout as at
from sim.engine import layout_crews as crew
from sim.engine import layout_ways as way
from sim.engine.plan_ways import links_on
from sim.errors import StreamFault
from sim.stream import Stage, Stream


def standstill(stream: Stream, board: NDArray[np.int64]) -> StreamFault:
    """Say that nothing can move any more, and why.

    Args:
        stream: The stream in force.
        board: The board, at rest.
    """
    moment, left = board[at.NOW] / at.ONE, _items(int(board[at.LIVE]))
    verb = "is" if board[at.LIVE] == 1 else "are"
    held_up = "; ".join(_all_held_up(stream, board))
    return StreamFault(
        f"Nothing can move any more after time {moment:g}; {left} {verb} not done: {held_up}.",
        "Look at the limits and workers there, or give a horizon.",
    )


def _all_held_up(stream: Stream, board: NDArray[np.int64]) -> Iterator[str]:
    if board[way.IN_BACKLOG] > 0:
        count = _items(int(board[way.IN_BACKLOG]))
        yield f"{count} in the backlog{_for_room(stream, board, way.BACKLOG_PLACE)}"
    for s, stage in enumerate(stream.stages):
        inside = [f"{_items(count)} {what}" for count, what in _held_up(stream, board, s) if count > 0]
        if inside:
            yield f"in {stage.name} {' and '.join(inside)}"


def _held_up(stream: Stream, board: NDArray[np.int64], s: int) -> Iterator[tuple[int, str]]:
    """Give how many items of a stage are held up, by what."""
    stage, row = stream.stages[s], at.stage(s)
    waiting = int(board[row + at.WAITING])
    lot = int(board[row + way.LOT])
    held = int(board[lot + way.LOT_HELD]) if lot else 0
    yield waiting, _for_work(stage, board, s)
    yield held, f"held until {stage.transfer} are finished"
    yield int(board[row + at.WIP]) - waiting - held, f"finished{_for_room(stream, board, s)}"


def _for_work(stage: Stage, board: NDArray[np.int64], s: int) -> str:
    row = int(board[at.stage(s) + crew.CREW])
    if stage.batch is not None and board[row + crew.FREE] > 0:
        return f"waiting for a batch of {stage.batch.size}"
    if stage.on_finish == "hold":
        return "waiting for a worker who is held by a finished item"
    return "waiting for a worker"


def _for_room(stream: Stream, board: NDArray[np.int64], origin: int) -> str:
    """Say which stages and groups, of those that items may be bound for, have no room."""
    onward = [to for start, to in links_on(board) if start == origin and to < len(stream.stages)]
    full = [
        f"{stream.stages[to].name} (limit {stream.stages[to].wip_limit})"
        for to in onward
        if board[at.stage(to) + at.WIP] >= board[at.stage(to) + at.LIMIT]
    ]
    full += [
        f"the group {group.name or group.id} (limit {group.limit})"
        for group, row in zip(stream.wip_groups, _groups(board), strict=True)
        if board[row + at.GROUP_WIP] >= board[row + at.GROUP_LIMIT]
        and any(board[row + at.GROUP_FIRST] <= to <= board[row + at.GROUP_LAST] for to in onward)
        and not board[row + at.GROUP_FIRST] <= origin <= board[row + at.GROUP_LAST]
    ]
    return f", waiting for room in {' and '.join(full)}" if full else ""


def _groups(board: NDArray[np.int64]) -> range:
    start, count = int(board[at.GROUPS]), int(board[at.GROUP_COUNT])
    return range(start, start + count * at.GROUP_WORDS, at.GROUP_WORDS)


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"
