"""Who may know whom, where import-linter's contracts in pyproject.toml cannot say it."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture.tree import PROJECT, Module, imports, modules

ARE_ROOMS_DEEP = 3  # sim.log.events has three parts; sim.log, its door, has two

# A view shows what it is given: streams, logs, metrics and results, never the machinery that made them.
VIEWS = ("app.canvas", "app.charts", "app.models", "app.widgets", "app.animation")
NOT_FOR_VIEWS = ("sim.engine", "sim.history", "sim.store", "sim.cli")

# The window's first frame must not wait for these. (holidays may load: 26 ms, to check a stream's country.)
HEAVY = ("scipy", "numba", "pandas", "dask", "distributed", "openpyxl", "xlsxwriter", "simpy", "PIL")


def _rooms_of_others(module: Module) -> list[str]:
    return [
        f"{module.path}:{line} imports {name}; its door is {'.'.join(name.split('.')[:2])}"
        for line, name in imports(module)
        if name.startswith(("sim.", "app."))
        and len(name.split(".")) >= ARE_ROOMS_DEEP
        and ".".join(name.split(".")[:2]) != module.floor
    ]


def test_outsiders_come_in_by_the_door() -> None:
    assert [words for module in modules("sim", "app") for words in _rooms_of_others(module)] == []


def test_views_know_results_and_not_how_they_come_about() -> None:
    known = [
        f"{module.path}:{line} imports {name}"
        for module in modules("app")
        if module.floor in VIEWS
        for line, name in imports(module)
        if name.startswith(NOT_FOR_VIEWS)
    ]
    assert known == []


def test_neither_a_forecast_nor_a_calibration_runs_the_engine() -> None:
    known = [
        f"{module.path}:{line} imports {name}"
        for module in modules("sim")
        if module.floor in ("sim.forecast", "sim.calibration")
        for line, name in imports(module)
        if name.startswith(("sim.engine", "sim.experiment"))
    ]
    assert known == []


def _loaded(script: str) -> list[str]:
    """Run a script that imports, in a process of its own; give the names of all modules then loaded."""
    done = subprocess.run(
        [sys.executable, "-c", f"{script}\nimport sys\nprint(*sys.modules)"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()


def test_the_first_frame_is_painted_without_the_heavy_libraries() -> None:
    loaded = _loaded("import app.main\nassert app.main.main(['--time-start']) == 0")
    assert sorted({*HEAVY} & {*loaded}) == []


def test_sim_opens_without_qt() -> None:
    packages = sorted({m.floor for m in modules("sim")})
    loaded = _loaded("import " + ", ".join(packages))
    assert [name for name in loaded if name.startswith(("PySide6", "pyqtgraph", "shiboken6"))] == []
