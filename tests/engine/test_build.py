"""How the rules become fast: nothing heavy at import, one folder of machine code a version."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.engine import engine_speed_note
from sim.engine.build import cache_folder, checks_bounds, compiles
from sim.engine.warm import is_warm, warm_cache

PROJECT = Path(__file__).resolve().parents[2]


def child(code: str, **variables: str) -> str:
    """Run code in a child process; give what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=PROJECT,
        env={**os.environ, **variables},
    )
    return done.stdout.strip()


def test_opening_the_engine_loads_neither_numba_nor_scipy_nor_simpy() -> None:
    heavy = "{'numba', 'scipy', 'simpy', 'pandas'}"
    assert child(f"import sys, sim.engine; print({heavy} & set(sys.modules))") == "set()"


def test_without_compiling_runs_are_right_and_said_to_be_slow() -> None:
    code = "from sim.engine import *; print(engine_speed_note()); import sys; print('numba' in sys.modules)"
    note, loaded = child(code, HEADRACE_NO_JIT="1").splitlines()
    assert "slow" in note
    assert "HEADRACE_NO_JIT" in note
    assert loaded == "False"


def test_without_numba_the_rules_run_as_they_are() -> None:
    code = """
import sys
sys.modules["numba"] = None
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "numba" else found(name, *rest)
from sim.engine import engine_speed_note, simulate, RunRequest
from sim.stream import example
print(engine_speed_note())
print(len(simulate(example("software-team"), RunRequest(until=3.0))))
"""
    note, rows = child(code).splitlines()
    assert "missing" in note
    assert int(rows) > 0


@pytest.mark.skipif(not compiles(), reason="numba is not here")
def test_where_it_compiles_there_is_nothing_to_say() -> None:
    assert engine_speed_note() == ""
    assert not checks_bounds()


@pytest.mark.skipif(not compiles(), reason="numba is not here")
def test_another_source_and_another_build_have_another_folder() -> None:
    code = "from sim.engine.build import cache_folder; print(cache_folder())"
    plain = child(code)
    assert plain == child(code) == str(cache_folder())
    assert child(code, HEADRACE_CHECKED="1") != plain
    assert child(code, HEADRACE_CACHE_DIR="/tmp/elsewhere").startswith("/tmp/elsewhere")


def test_the_machine_code_is_made_once_and_found_again() -> None:
    assert warm_cache()
    assert is_warm()
    assert warm_cache()


@pytest.mark.skipif(not compiles(), reason="numba is not here")
def test_an_edited_rule_has_another_folder_until_it_is_as_it_was(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "sim" / "engine", tmp_path / "sim" / "engine")
    (tmp_path / "sim" / "__init__.py").touch()
    code = """
from pathlib import Path
from sim.engine.build import cache_folder
rules = Path("sim/engine/heap.py")
source = rules.read_text()
print(Path(cache_folder.__wrapped__.__code__.co_filename).is_relative_to(Path.cwd()))
for text in (source, source + "# edited", source):
    rules.write_text(text)
    print(cache_folder.__wrapped__().name)
"""
    (tmp_path / "sim" / "engine" / "__init__.py").write_text("")
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ},
    )
    inside, plain, edited, again = done.stdout.split()
    assert inside == "True"
    assert plain == again != edited
    assert len(plain) == 16


CALLED = """
import numpy as np
from numba.core import event
from sim.engine.heap import event_key, event_kind, push
from sim.engine.layout import FINISH, HEAP, HEAP_COUNT, HEADER_WORDS, STAGE_WORDS, stage

class Made(event.Listener):
    def __init__(self):
        self.names = []
    def on_start(self, it):
        self.names.append(it.data["dispatcher"].py_func.__name__)
    def on_end(self, it):
        pass

made = Made()
event.register("numba:compile", made)
print(stage(2) == HEADER_WORDS + 2 * STAGE_WORDS, made.names)
board = np.zeros(128, np.int64)
board[HEAP] = 100
push(board, 7, event_key(FINISH, 1, 5, 3))
print(board[HEAP_COUNT], board[100], event_kind(int(board[101])) == FINISH, made.names, stage.__name__)
"""


@pytest.mark.skipif(not compiles(), reason="numba is not here")
def test_python_may_call_a_rule_which_compiles_it_but_not_to_learn_an_address() -> None:
    address, rules = child(CALLED).splitlines()
    assert address == "True []"
    assert rules == "1 7 True ['event_key', 'push', 'event_kind'] stage"


ALONE = """
import numpy as np
from numba.core import event
from sim.engine.build import entry, path, rule

@rule
def twice(word):
    return 2 * word

@path
def clipped(word, most):
    if word > most:
        return most
    return twice(word)

@entry
def clip(words, most):
    for n in range(len(words)):
        words[n] = clipped(words[n], most)

class Made(event.Listener):
    def __init__(self):
        self.names = []
    def on_start(self, it):
        self.names.append(it.data["dispatcher"].py_func.__name__)
    def on_end(self, it):
        pass

made = Made()
event.register("numba:compile", made)
words = np.array([1, 5, 9])
clip(words, 6)
print(words.tolist(), made.names)
"""


@pytest.mark.skipif(not compiles(), reason="numba is not here")
def test_a_rule_on_the_path_of_every_event_is_compiled_within_its_callers_only(tmp_path: Path) -> None:
    (tmp_path / "alone.py").write_text(ALONE)
    code = f"import runpy; runpy.run_path({str(tmp_path / 'alone.py')!r})"
    assert child(code, HEADRACE_CACHE_DIR=str(tmp_path / "cache")) == "[2, 10, 6] ['clip', 'twice']"


STRAIGHT = """
import numpy as np
from sim.engine.build import entry, machine_code

@entry
def first(words, more):
    return words[0] + more

words = np.array([3, 4])
print(machine_code(first) is first)
first(words, 1)
print(machine_code(first) is first, machine_code(first)(words, 2))
first(words.astype(float), 1)
print(machine_code(first) is first, machine_code(first)(words, 3))
"""


@pytest.mark.parametrize("jit", ["", "1"])
def test_the_machine_code_of_an_entry_is_called_straight_where_there_is_one(tmp_path: Path, jit: str) -> None:
    (tmp_path / "straight.py").write_text(STRAIGHT)
    code = f"import runpy; runpy.run_path({str(tmp_path / 'straight.py')!r})"
    said = child(code, HEADRACE_CACHE_DIR=str(tmp_path / "cache"), HEADRACE_NO_JIT=jit).splitlines()
    assert said == ["True", f"{bool(jit) or not compiles()} 5", "True 6"]
