"""The guards in tests/conftest.py bite: each careless test below fails, each careful one passes."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path

from tests.architecture.tree import PROJECT

CARELESS = """
import gc, logging, threading, time, warnings
from PySide6.QtCore import QRunnable, QThreadPool, QTimer, QVariantAnimation, qWarning
from PySide6.QtWidgets import QWidget

kept = []

def test_fails_a_warning():
    warnings.warn("careless")

def test_fails_a_log_record():
    logging.getLogger("sim").warning("careless")

def test_fails_a_thread():
    threading.Thread(target=time.sleep, args=(3,), name="stray", daemon=True).start()

def test_fails_a_qt_warning(qtbot):
    qWarning("careless")

def test_fails_a_window(qtbot):
    kept.append(QWidget())
    kept[-1].show()

def test_fails_a_timer(qtbot):
    kept.append(QTimer())
    kept[-1].start(10_000)

def test_fails_an_animation(qtbot):
    kept.append(QVariantAnimation(startValue=0.0, endValue=1.0, duration=10_000))
    kept[-1].start()

def test_fails_an_exception_in_a_slot(qtbot):
    timer = QTimer(singleShot=True)
    timer.timeout.connect(lambda: 1 / 0)
    with qtbot.waitSignal(timer.timeout):
        timer.start(1)

def test_passes_a_record_that_is_looked_at(caplog):
    logging.getLogger("sim").warning("expected")
    assert caplog.messages == ["expected"]

def test_passes_a_thread_that_ends():
    threading.Thread(target=time.sleep, args=(0.05,)).start()

def test_passes_where_the_collector_comes_only_beside_no_window():
    assert gc.isenabled()

def test_passes_where_the_collector_rests_beside_a_window(qtbot):
    assert not gc.isenabled()

def test_passes_a_window_that_holds_itself(qtbot):
    widget = QWidget()
    widget.me = widget
    widget.show()

def test_passes_a_window_that_is_closed(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()

def test_passes_a_timer_that_is_let_go(qtbot):
    QTimer().start(10_000)

def test_passes_a_job_that_ends(qtbot):
    class Job(QRunnable):
        def run(self):
            time.sleep(0.05)
    QThreadPool.globalInstance().start(Job())
"""


def _outcomes(tmp_path: Path) -> tuple[dict[str, bool], str]:
    """Run the tests above under the project's own configuration; give which passed, and all words."""
    careless = tmp_path / "test_careless.py"
    careless.write_text(textwrap.dedent(CARELESS), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(PROJECT / "pyproject.toml"), "-p", "tests.conftest"]
    options = ["-p", "no:cacheprovider", "-p", "no:xdist", "-v", "--tb=line", str(careless)]
    done = subprocess.run(
        [*command, *options], cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False
    )
    bad = set(re.findall(r"^(?:FAILED|ERROR) \S*::(test_\w+)", done.stdout, re.MULTILINE))
    ran = set(re.findall(r"::(test_\w+) (?:PASSED|FAILED|ERROR)", done.stdout))
    return {name: name not in bad for name in ran}, done.stdout + done.stderr


def test_careless_tests_fail_and_careful_ones_pass(tmp_path: Path) -> None:
    passed, words = _outcomes(tmp_path)
    expected = {name: name.startswith("test_passes") for name in re.findall(r"def (test_\w+)", CARELESS)}
    assert passed == expected, words[-6000:]
