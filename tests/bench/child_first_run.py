"""Time this process's first run of a stream, and with ``compile`` the compiling of the engine before it."""

from __future__ import annotations

import sys
import time

begin = time.perf_counter()


def main() -> None:
    """Print the milliseconds from here to the first log."""
    if "compile" in sys.argv:
        from sim.engine.warm import compile_here

        compile_here()
    from sim.engine import RunRequest, simulate
    from sim.stream import example, example_names

    simulate(example(example_names()[0]), RunRequest(until=1.0))
    print((time.perf_counter() - begin) * 1e3)


if __name__ == "__main__":
    main()
