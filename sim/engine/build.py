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
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])


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


def rule(function: Function) -> Function:
    """Compile a rule that only other rules call."""
    return _for_rules(function, _compiled) if compiles() else function


def address(function: Function) -> Function:
    """Compile a rule that says where something stands; Python, laying out a plan, runs it as it is."""
    return _for_rules(function, _as_it_is) if compiles() else function


def path(function: Function) -> Function:
    """Write a rule that lies on the path of every event into the rules that call it.

    PERF(tests/bench, five-stage line): calls between rules on that path cost a seventh of a run. Written in
    before types are known, such a rule is compiled within its callers only, never alone as well: a fifth
    less to compile.
    """
    return _compiled(function, inline="always") if compiles() else function


def entry(function: Function) -> Function:
    """Compile a rule that Python calls, and keep the machine code on disk."""
    if not compiles():
        return function
    import numba

    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(cache_folder())
    try:
        return _compiled(function, cache=True, no_cfunc_wrapper=True)
    finally:
        numba.config.CACHE_DIR = before


def machine_code(function: Function) -> Function:
    """Give what an entry leads to, once it was called and if always with arguments of the same types.

    PERF(tests/bench, SimPy's clock): numba's look at the arguments costs a seventh of an instant.
    """
    made = list(getattr(function, "overloads", {}).values())
    return made[0].entry_point if len(made) == 1 else function


def _compiled(function: Function, **options: Any) -> Function:
    import numba

    options |= {"nogil": True, "boundscheck": checks_bounds(), "error_model": "numpy"}
    compiled: Function = numba.njit(**options)(function)
    return compiled


class _Rule:
    """A rule as other rules call it, without the ways in that Python or C would need.

    PERF(bench_compile): those are compiled too where they are made, a fifth of all there is to compile. Numba
    crashes where Python takes a way in that is not there, so a call from Python is led elsewhere.
    """

    def __init__(self, function: Callable[..., Any], called: Callable[..., Any]) -> None:
        functools.update_wrapper(self, function)
        self._called = called
        self._compiled: Any = _compiled(function, no_cpython_wrapper=True, no_cfunc_wrapper=True)

    @property
    def _numba_type_(self) -> object:
        """What numba takes the rule for, where another one calls it."""
        return self._compiled._numba_type_

    def __call__(self, *arguments: Any) -> Any:  # noqa: ANN401 - whatever the rule takes and gives
        """Let Python call the rule."""
        return self._called(*arguments)


def _for_rules(function: Function, of: Callable[[Function], Function]) -> Function:
    return cast("Function", _Rule(function, of(function)))


def _as_it_is(function: Function) -> Function:
    return function


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
