"""What writing the log costs of a run: its rows written once more, alone, up to the frozen log."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sim.engine import RunRequest, simulate, warm_cache
from sim.engine.build import entry
from sim.engine.course import Course, course_of
from sim.engine.layout import LOG, LOG_COUNT, NOW
from sim.engine.rows import record
from sim.engine.tolog import LogMaker
from sim.engine.words import words
from tests.bench.lines import stream_of
from tests.bench.measure import Bench, timed
from tests.bench.peers.shape import LIMITED

SHARE = 0.12
ROOM = 1 << 15
REQUEST = RunRequest(items=LIMITED.items)


def benchmarks() -> list[Bench]:
    """The writing alone, beside the run that it is a part of."""
    assert warm_cache()
    job = f"engine: writing the log of the five-stage line, {LIMITED.items:,} items"
    whole = "the whole run"
    return [
        Bench(job, "rows, columns and the log", timed(write), at_least={whole: 1.0 / SHARE}),
        Bench(job, whole, timed(run), peer=True),
    ]


def run() -> None:
    """Run the line."""
    simulate(stream_of(LIMITED), REQUEST)


def write() -> None:
    """Write all rows of a run as the rules write them, and make the log of them."""
    course, maker = _laid_out()
    course.begin(REQUEST)
    packed, running = _packed(), course.running
    for first in range(0, len(packed), 2 * ROOM):
        write_rows(running.board, packed[first : first + 2 * ROOM])
        running.collect((first + 2 * ROOM) / len(packed))
    maker.log(course, int(packed[-2]), 0)


@entry
def write_rows(board: NDArray[np.int64], packed: NDArray[np.int64]) -> None:
    """Write packed rows on a board as the rules hold it, each with its parts told one by one."""
    b = words(board)
    for n in range(len(packed) // 2):
        word = packed[2 * n + 1]
        b[NOW] = packed[2 * n]
        record(b, word >> 59, word & 0x7FFFFFFF, ((word >> 51) & 0xFF) - 1, ((word >> 31) & 0xFFFFF) - 1)


@cache
def _laid_out() -> tuple[Course, LogMaker]:
    return course_of(stream_of(LIMITED)), LogMaker(stream_of(LIMITED), REQUEST)


@cache
def _packed() -> NDArray[np.int64]:
    """The rows of the run as they stand on a board that has room for all of them."""
    from sim.engine.layout import LAST_TICK
    from sim.engine.plan import make_plan
    from sim.engine.running import Running

    running = Running(make_plan(stream_of(LIMITED)), rows=18 * LIMITED.items)
    running.begin(REQUEST)
    running.run(LAST_TICK)
    b = running.board
    return b[b[LOG] : b[LOG] + 2 * b[LOG_COUNT]].copy()
