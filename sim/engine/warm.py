"""Compiling the engine ahead of its first run."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sim.engine.build import cache_folder, compiles

_RUN = "import sys; sys.path[:0] = {path!r}; from sim.engine.warm import compile_here; compile_here()"


_MARK = "compiled"
_CLAIM = "compiling"
_LOOK_S: Final = 0.1
_STALE_S: Final = 3.0
_KEPT = 3
"""Folders of machine code that stay: this version's, and those of two others used lately."""


def is_warm() -> bool:
    """Tell whether a first run starts at once: the machine code is on disk, or nothing is compiled."""
    return not compiles() or (cache_folder() / _MARK).exists()


def warm_cache(waiting: Callable[[float], None] | None = None) -> bool:
    """Compile the engine in a child process, unless that was done; it takes some fifteen seconds.

    In a child, because compiling would hold up this process, its window above all. Where somebody else is
    at it already, it is waited for.

    Args:
        waiting: Told some ten times a second how many seconds it has taken. What it raises ends the
            child and is passed on.

    Returns:
        Whether the machine code is there now. False is no fault: the first run compiles then.
    """
    begun = time.monotonic()
    while not is_warm() and _is_claimed():
        time.sleep(_LOOK_S)
        _tell(waiting, begun)
    if is_warm():
        return True
    child = subprocess.Popen(  # noqa: S603 - this interpreter, on our own code
        [sys.executable, "-c", _RUN.format(path=sys.path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        status = _await(child, waiting, begun)
    finally:
        child.kill()
        child.wait()
        (cache_folder() / _CLAIM).unlink(missing_ok=True)
    return status == 0 and is_warm()


def _await(child: subprocess.Popen[bytes], waiting: Callable[[float], None] | None, begun: float) -> int:
    """Wait for the child, and let others see that it is at work."""
    while True:
        cache_folder().mkdir(parents=True, exist_ok=True)  # another version may have thrown it away
        (cache_folder() / _CLAIM).touch()
        try:
            return child.wait(_LOOK_S)
        except subprocess.TimeoutExpired:
            _tell(waiting, begun)


def _is_claimed() -> bool:
    """Tell whether another call, here or in another process, compiles now: it touches its claim."""
    folder = cache_folder()
    claim, now = folder / _CLAIM, folder / "now"
    if not claim.exists():
        return False
    now.touch()  # the folder's own clock, whatever machine it lies on
    try:
        return now.stat().st_mtime - claim.stat().st_mtime < _STALE_S
    except FileNotFoundError:
        return False


def _tell(waiting: Callable[[float], None] | None, begun: float) -> None:
    if waiting is not None:
        waiting(time.monotonic() - begun)


def rehearse() -> None:
    """Let a small run be watched and steered once: the first time, its machine code is loaded."""
    from sim.engine.live import LiveRun
    from sim.engine.request import RunRequest
    from sim.stream import example, example_names, set_value

    stream = example(example_names()[0])
    run = LiveRun(stream, RunRequest(until=2.0))
    run.advance_to(1.0)
    run.change(set_value(stream, f"stages.{stream.stages[0].id}.wip_limit", 1))
    run.step()
    run.log()


def compile_here() -> None:
    """Compile every entry by running a small stream, and throw away what older versions left."""
    from sim.engine.request import RunRequest
    from sim.engine.run import simulate
    from sim.stream import example, example_names

    simulate(example(example_names()[0]), RunRequest(until=1.0))
    rehearse()
    if not compiles():
        return
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()
    throw_away_old(folder.parent)


def throw_away_old(versions: Path) -> None:
    """Keep the machine code of the versions used last, and of those that somebody compiles just now."""
    latest_first = sorted(versions.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in latest_first[_KEPT:]:
        if not (old / _CLAIM).exists():
            shutil.rmtree(old, ignore_errors=True)
