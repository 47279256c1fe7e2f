"""Walk on by hand: ``python -m tests.monkey [--seeds 1-20] [--steps 300]``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

import tests.monkey
from tests import qt_leftovers
from tests.monkey.walk import Fell, walk


def main() -> int:
    """Walk once a seed; 1 if any walk fell."""
    parser = argparse.ArgumentParser(prog="python -m tests.monkey", description=tests.monkey.__doc__)
    parser.add_argument("--seeds", default="1-10", help="first-last (1-10)")
    parser.add_argument("--steps", type=int, default=300, help="steps a walk (300)")
    chosen = parser.parse_args()
    first, _, last = str(chosen.seeds).partition("-")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    fallen = 0
    for seed in range(int(first), int(last or first) + 1):
        before, begin = qt_leftovers.leftovers(), time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            try:
                walk(app, seed, chosen.steps, Path(folder))
            except Fell as fault:
                fallen += 1
                print(fault)
        left = qt_leftovers.after_the_test(before)
        fallen += bool(left)
        print(f"seed {seed}: {time.monotonic() - begin:.1f} s {left or ''}", flush=True)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
