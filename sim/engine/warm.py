"""Compiling the engine ahead of its first run."""

from __future__ import annotations

import subprocess
import sys

from sim.engine.build import cache_folder, compiles

_RUN = "import sys; sys.path[:0] = {path!r}; from sim.engine.warm import compile_here; compile_here()"


def is_warm() -> bool:
    """Tell whether a first run starts at once: the machine code is on disk, or nothing is compiled."""
    return not compiles() or any(cache_folder().rglob("*.nbc"))


def warm_cache() -> bool:
    """Compile the engine in a child process, unless that was done; it takes some ten seconds.

    In a child, because compiling would hold up this process, its window above all.

    Returns:
        Whether the machine code is there now. False is no fault: the first run compiles then.
    """
    if is_warm():
        return True
    child = subprocess.run(  # noqa: S603 - this interpreter, on our own code
        [sys.executable, "-c", _RUN.format(path=sys.path)], check=False, capture_output=True
    )
    return child.returncode == 0 and is_warm()


def compile_here() -> None:
    """Compile every entry by running a small stream on both clocks, with a change on the way."""
    from sim.engine.live import LiveRun
    from sim.engine.request import RunRequest
    from sim.engine.run import simulate
    from sim.stream import example, example_names

    stream = example(example_names()[0])
    simulate(stream, RunRequest(until=1.0))
    live = LiveRun(stream, RunRequest(until=2.0))
    live.advance_to(1.0)
    live.change(stream)
