"""How the rules become fast: compiled by numba where there is numba, run as they are where not.

The rooms that hold rules import :func:`rule` and :func:`entry` from here, which imports numba. They are
themselves imported only inside functions, so that opening :mod:`sim.engine` costs nothing.

``HEADRACE_NO_JIT=1`` runs the same functions uncompiled; ``HEADRACE_CHECKED=1`` compiles them with every
index checked; ``HEADRACE_CACHE_DIR`` moves the compiled code's folder.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

Rule = TypeVar("Rule", bound=Callable[..., Any])


def compiles() -> bool:
    """Tell whether rules are compiled here: numba is there and ``HEADRACE_NO_JIT`` is not set."""
    return not os.environ.get("HEADRACE_NO_JIT") and importlib.util.find_spec("numba") is not None


def checks_bounds() -> bool:
    """Tell whether compiled rules check every index: ``HEADRACE_CHECKED`` is set."""
    return bool(os.environ.get("HEADRACE_CHECKED"))


def engine_speed_note() -> str:
    """Say in a sentence how fast runs are here; empty where they are as fast as they can be."""
    if compiles():
        return ""
    reason = "it is switched off by HEADRACE_NO_JIT" if os.environ.get("HEADRACE_NO_JIT") else "it is missing"
    return f"Runs are right but slow here (some hundred times): they need numba, and {reason}."


def rule(function: Rule) -> Rule:
    """Compile a rule that only other rules call."""
    return _compiled(function) if compiles() else function


def path(function: Rule) -> Rule:
    """Compile a rule that lies on the path of every event into the rules that call it.

    PERF(tests/bench, five-stage line): calls between rules on that path cost a seventh of a run.
    """
    return _compiled(function, forceinline=True) if compiles() else function


def entry(function: Rule) -> Rule:
    """Compile a rule that Python calls, and keep the machine code on disk."""
    if not compiles():
        return function
    import numba

    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(cache_folder())
    try:
        return _compiled(function, cache=True)
    finally:
        numba.config.CACHE_DIR = before


def _compiled(function: Rule, **options: Any) -> Rule:
    import numba

    options |= {"nogil": True, "boundscheck": checks_bounds(), "error_model": "numpy"}
    options.setdefault("forceinline", False)  # said nowhere, it would spread from a rule to all it calls
    compiled: Rule = numba.njit(**options)(function)
    return compiled


@functools.cache
def cache_folder() -> Path:
    """Give the folder for machine code: another one for each state of the rules' source.

    numba looks only at the file of the function that it loads, not at those of the functions it calls,
    so an edited rule would run old.
    """
    import numba
    import platformdirs

    digest = hashlib.sha256(numba.__version__.encode())
    digest.update(str(checks_bounds()).encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    root = os.environ.get("HEADRACE_CACHE_DIR") or platformdirs.user_cache_dir("headrace")
    return Path(root) / "engine" / digest.hexdigest()[:16]


@contextlib.contextmanager
def plain_arithmetic() -> Iterator[None]:
    """Let numpy's words wrap around silently, as compiled ones do; needed where rules run uncompiled."""
    if compiles():
        yield
        return
    import numpy as np

    with np.errstate(over="ignore"):
        yield
