"""From the start of the process to the window's first painted frame."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests.bench.measure import Bench

# An empty Qt window, as a floor: what Python and Qt cost before a line of ours runs.
EMPTY_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Empty(QWidget):
    def paintEvent(self, event):
        print("painted", flush=True)
        QTimer.singleShot(0, application.quit)

application = QApplication([])
window = Empty()
window.show()
sys.exit(application.exec())
"""


def benchmarks() -> list[Bench]:
    """Our window on the example, beside an empty one."""
    ours = [sys.executable, "-m", "app.main", "--time-start"]
    empty = [sys.executable, "-c", EMPTY_WINDOW]
    job = "window: process start to first painted frame"
    return [
        Bench(job, "headrace", lambda: milliseconds_to_first_line(ours), target=1500.0),
        Bench(job, "empty Qt window", lambda: milliseconds_to_first_line(empty), peer=True),
    ]


def milliseconds_to_first_line(command: list[str]) -> float:
    """Start a program that prints a line once its first frame is painted; give the time to that line.

    Raises:
        RuntimeError: If it ends without a line, or with an error.
    """
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    begin = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as program:
        assert program.stdout is not None
        line = program.stdout.readline()
        took_ms = (time.perf_counter() - begin) * 1e3
        _, faults = program.communicate(timeout=60)
    if not line or program.returncode != 0:
        raise RuntimeError(f"no first frame (status {program.returncode}): {faults.strip()[-800:]}")
    return took_ms
