"""Compiling ahead: followed while it goes on, given up where nobody waits, and enough for a watched run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.engine import LiveRun, RunRequest, rehearse
from sim.engine.build import compiles
from sim.engine.warm import throw_away_old
from sim.stream import example, set_value
from tests.engine.test_build import child

GIVES_UP = """
from sim.engine import warm_cache
from sim.engine.warm import is_warm
heard = []
def waiting(seconds):
    heard.append(seconds)
    if len(heard) == 3:
        raise KeyError("nobody waits any more")
try:
    warm_cache(waiting)
except KeyError:
    print(len(heard), heard == sorted(heard), 0 < heard[0] < heard[-1] < 5, is_warm())
"""


@pytest.mark.skipif(not compiles(), reason="numba is not here")
def test_whoever_waits_is_told_how_long_and_can_give_up(tmp_path: object) -> None:
    assert child(GIVES_UP, HEADRACE_CACHE_DIR=f"{tmp_path}/empty") == "3 True True False"


def test_a_rehearsal_changes_nothing_about_later_runs() -> None:
    stream = example("support-desk")

    def played() -> list[tuple[float, int, int, int]]:
        run = LiveRun(stream, RunRequest(seed=3, until=30.0))
        run.advance_to(15.0)
        run.change(set_value(stream, "stages.solve.workers", 2))
        run.advance_to(30.0)
        time, item, kind, stage, _ = run.rows()
        return list(zip(time.tolist(), item.tolist(), kind.tolist(), stage.tolist(), strict=True))

    before = played()
    rehearse()
    assert played() == before


TWO = """
import threading
from sim.engine import warm_cache
from sim.engine.build import cache_folder
heard = []
first = threading.Thread(target=warm_cache)
first.start()
while not (cache_folder() / "compiling").exists():
    pass
second = warm_cache(heard.append)
first.join()
left = sorted(one.name for one in cache_folder().iterdir() if one.is_file() and not one.suffix)
print(second, bool(heard), left)
"""


@pytest.mark.skipif(not compiles(), reason="numba is not here")
def test_whoever_comes_second_waits_for_the_first_and_compiles_nothing(tmp_path: object) -> None:
    assert child(TWO, HEADRACE_CACHE_DIR=f"{tmp_path}/empty") == "True True ['compiled', 'now']"


def test_machine_code_of_old_versions_goes_but_for_what_is_compiled_just_now(tmp_path: Path) -> None:
    for age, name in enumerate(("newest", "newer", "new", "old", "oldest")):
        (tmp_path / name).mkdir()
        if name == "oldest":
            (tmp_path / name / "compiling").touch()
        os.utime(tmp_path / name, (1e9 - age, 1e9 - age))
    throw_away_old(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["new", "newer", "newest", "oldest"]
