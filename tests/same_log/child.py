"""Runs streams in another build of the engine: a child process, streams in and digests out as JSON lines.

``python -m tests.same_log.child [whole]``: the environment says which build (HEADRACE_NO_JIT or
HEADRACE_CHECKED); ``whole`` settles by whole passes, visiting every stage until nothing moves.
"""

from __future__ import annotations

import json
import sys

from sim.engine import RunRequest, kernel, simulate
from sim.engine.layout import JOINS, LOG_COUNT, MARKS, PASS_AT, STAGE_COUNT, Board
from sim.engine.settle import visit
from sim.stream import loads_stream
from tests.same_log.columns import digest


class WholePasses:
    """Visits all stages from the last to the first, again and again until a whole pass has moved nothing.

    Where room runs out in the middle of a pass, the next call goes on in the middle of that pass.
    """

    def __init__(self) -> None:
        self._at = -1
        self._moved = True

    def __call__(self, b: Board) -> bool:
        """Settle; False if room ran out on the way."""
        while self._at >= 0 or self._moved:
            if self._at < 0:
                self._at, self._moved = int(b[STAGE_COUNT]), False
            rows, joins = b[LOG_COUNT], b[JOINS]
            is_whole = visit(b, self._at)
            self._moved |= bool(b[LOG_COUNT] != rows or b[JOINS] != joins)
            if not is_whole:
                return False
            self._at -= 1
        self._moved = True
        b[MARKS] = 0
        b[PASS_AT] = b[STAGE_COUNT]
        return True


def main() -> None:
    """Run what comes in."""
    for line in sys.stdin:
        if "whole" in sys.argv:
            vars(kernel)["settle"] = WholePasses()
        asked = json.loads(line)
        request = RunRequest(seed=asked["seed"], until=asked["until"])
        sys.stdout.write(digest([simulate(loads_stream(asked["stream"]), request)]) + "\n")


if __name__ == "__main__":
    main()
