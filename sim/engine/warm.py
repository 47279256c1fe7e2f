"""Compiling the engine ahead of its first run."""

from __future__ import annotations

import shutil
import subprocess
import sys

from sim.engine.build import cache_folder, compiles

_RUN = "import sys; sys.path[:0] = {path!r}; from sim.engine.warm import compile_here; compile_here()"


_MARK = "compiled"
_KEPT = 3
"""Folders of machine code that stay: this version's, and those of two others used lately."""


def is_warm() -> bool:
    """Tell whether a first run starts at once: the machine code is on disk, or nothing is compiled."""
    return not compiles() or (cache_folder() / _MARK).exists()


def warm_cache() -> bool:
    """Compile the engine in a child process, unless that was done; it takes some fifteen seconds.

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
    """Compile every entry by running a small stream, and throw away what older versions left."""
    from sim.engine.request import RunRequest
    from sim.engine.run import simulate
    from sim.stream import example, example_names

    simulate(example(example_names()[0]), RunRequest(until=1.0))
    if not compiles():
        return
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()
    versions = sorted(folder.parent.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in versions[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
