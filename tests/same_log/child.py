"""Runs streams in another build of the engine: a child process, streams in and digests out as JSON lines.

``python -m tests.same_log.child [whole]``: the environment says which build (HEADRACE_NO_JIT or
HEADRACE_CHECKED); ``whole`` settles by whole passes, visiting every stage until nothing moves.
"""

from __future__ import annotations

import json
import sys

from sim.engine import RunRequest, kernel, simulate
from sim.engine.layout import LOG_COUNT, MARKS, PASS_AT, STAGE_COUNT, Board
from sim.engine.settle import visit
from sim.stream import loads_stream
from tests.same_log.columns import digest


def settle_by_whole_passes(b: Board) -> bool:
    """Visit all stages from the last to the first until a whole pass has moved nothing."""
    before = -1
    while b[LOG_COUNT] != before:
        before = b[LOG_COUNT]
        for s in range(b[STAGE_COUNT], -1, -1):
            assert visit(b, s), "these streams are small: room does not run out"
    b[MARKS] = 0
    b[PASS_AT] = b[STAGE_COUNT]
    return True


def main() -> None:
    """Run what comes in."""
    if "whole" in sys.argv:
        vars(kernel)["settle"] = settle_by_whole_passes
    for line in sys.stdin:
        asked = json.loads(line)
        request = RunRequest(seed=asked["seed"], until=asked["until"])
        sys.stdout.write(digest([simulate(loads_stream(asked["stream"]), request)]) + "\n")


if __name__ == "__main__":
    main()
