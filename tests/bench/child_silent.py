"""The line on a kernel that writes no log: what is missing in its time is what writing costs.

The rules are compiled with a row that is not written; the machine code goes to a folder of its own.
"""

from __future__ import annotations

import sys
import time

from sim.engine import rows
from sim.engine.build import rule
from sim.engine.layout import LAST_ROW_AT, NOW, Board


@rule
def record(b: Board, kind: int, number: int, s: int, who: int) -> None:
    """Write nothing."""
    b[LAST_ROW_AT] = b[NOW]


rows.record = record  # before any other room takes it from there


def main() -> None:
    """Run once for each line of the input; print the milliseconds."""
    from sim.engine import RunRequest
    from sim.engine.course import Course
    from sim.engine.plan import make_plan
    from sim.engine.run import finish
    from tests.bench.lines import stream_of
    from tests.bench.peers.shape import LIMITED

    request = RunRequest(items=LIMITED.items)
    for _ in sys.stdin:
        begin = time.perf_counter()
        course = Course(make_plan(stream_of(LIMITED)))
        course.begin(request)
        finish(course, request)
        print((time.perf_counter() - begin) * 1e3, flush=True)
        assert course.running.columns.count == 0


if __name__ == "__main__":
    main()
