"""PySide6 6.11.0, 6.11.1 and 6.12.0 lose a reference to True with each emit, and soon abort."""

from __future__ import annotations

import subprocess
import sys

EMITS = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Sender(QObject):
    switched = Signal(bool)
    told = Signal(object)

application = QCoreApplication([])
sender, heard = Sender(), []
sender.switched.connect(heard.append)
sender.told.connect(heard.append)
for _ in range(5_000):
    sender.switched.emit(True)
    sender.switched.emit(False)
    sender.told.emit(None)
print(len(heard), heard.count(True), heard.count(False))
"""


def test_a_program_survives_five_thousand_signals() -> None:
    done = subprocess.run(
        [sys.executable, "-c", EMITS], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "15000 5000 5000"), done.stderr[-2000:]
