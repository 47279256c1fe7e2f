"""What every test stands on: isolated folders, data from elsewhere, nothing left running.

Qt is imported only for a test that asks for it (by `qtbot` or `qapp`).
"""

from __future__ import annotations

import logging
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

PROJECT = Path(__file__).resolve().parent.parent

# Set before anything imports Qt or numba.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Compiled code survives between runs and is shared by workers; never the user's own cache.
os.environ["HEADRACE_CACHE_DIR"] = str(PROJECT / "build" / "cache")
os.environ["NUMBA_CACHE_DIR"] = str(PROJECT / "build" / "cache" / "numba")
os.environ["XDG_CACHE_HOME"] = str(PROJECT / "build" / "cache")
# Preferences and recent files of the person at the desk stay out of the tests, and the tests out of them.
_home = tempfile.TemporaryDirectory(prefix="headrace-tests-")
for _variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
    os.environ[_variable] = str(Path(_home.name) / _variable)
    Path(os.environ[_variable]).mkdir()

settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    print_blob=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", parent=settings.get_profile("ci"), derandomize=False, max_examples=2000)
settings.register_profile("fuzz", parent=settings.get_profile("deep"), max_examples=600)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


# --- data from elsewhere -----------------------------------------------------------------------------------


def _shared(folder: str) -> Path:
    root = Path(os.environ.get("HEADRACE_SHARED", PROJECT.parent / "shared"))
    if not (root / folder).is_dir():
        pytest.skip(f"no {folder} from elsewhere beside the project (HEADRACE_SHARED names its place)")
    return root / folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real histories with their expected values; skips where they are absent."""
    return _shared("data")


@pytest.fixture(scope="session")
def shared_reference() -> Path:
    """Exact and published results; skips where they are absent."""
    return _shared("reference")


# --- nothing unexpected is logged --------------------------------------------------------------------------


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.name} {record.levelname}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_records(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a warning in the log, unless the test looks at the log itself (`caplog`)."""
    records = _Records()
    logging.getLogger().addHandler(records)
    yield
    logging.getLogger().removeHandler(records)
    if records.seen and "caplog" not in request.fixturenames:
        pytest.fail("unexpected log records:\n" + "\n".join(records.seen))


# --- nothing is left running -------------------------------------------------------------------------------


def _own_threads() -> set[threading.Thread]:
    # Qt's pool threads show up here as dummies once they have run Python; the Qt fixture waits for those.
    return {t for t in threading.enumerate() if not isinstance(t, threading._DummyThread)}


@pytest.fixture(autouse=True)
def _no_stray_threads() -> Iterator[None]:
    """Fail on a thread that outlives the test which started it by more than a second."""
    before = _own_threads()
    yield
    patience = time.monotonic() + 1.0
    while (stray := _own_threads() - before) and time.monotonic() < patience:
        time.sleep(0.01)
    if stray:
        pytest.fail("threads left running: " + ", ".join(sorted(t.name for t in stray)))


@pytest.fixture(autouse=True)
def _nothing_left_in_qt(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on windows, timers, animations and jobs that outlive a Qt test."""
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    from tests import qt_leftovers

    before = qt_leftovers.leftovers()
    with qt_leftovers.collector_at_rest():
        yield
        left = qt_leftovers.after_the_test(before)
    if left:
        pytest.fail("left running in Qt: " + ", ".join(left))


# --- nothing is left on the disk ---------------------------------------------------------------------------


def pytest_unconfigure() -> None:
    """Take the folders of preferences away: a worker may end without its exit handlers."""
    _home.cleanup()


# --- how large the house has become ------------------------------------------------------------------------


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say the sizes beside what was aimed at, whether or not they hold, where they were tested."""
    passed = terminalreporter.getreports("passed")
    if not any("test_sizes" in report.nodeid for report in passed):
        return  # PERF: reading all of the code takes some seconds, for a run of two tests as well
    from tests.architecture import test_sizes as sizes
    from tests.architecture.tree import functions, modules

    module = sizes.median_and_p90([m.lines for m in modules(*sizes.CODE)])
    function = sizes.median_and_p90([f.lines for f in functions(*sizes.CODE)])
    terminalreporter.write_line(
        f"sizes in lines (median, p90): modules {module[0]:.0f}, {module[1]:.0f} (aim 180, 300); "
        f"functions {function[0]:.0f}, {function[1]:.0f} (aim 8, 25); "
        f"tests to code {sizes.lines_of_test_per_line():.2f} (aim 1.2)"
    )
