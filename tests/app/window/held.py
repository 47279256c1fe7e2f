"""Holds the threads of a window's jobs, so that what is asked for waits until it is let go."""

from __future__ import annotations

import os
import threading

from app.jobs import Jobs


class Held:
    """Takes every thread of the jobs until `let_go`."""

    def __init__(self, jobs: Jobs) -> None:
        self._may_go = threading.Event()
        for number in range(max(2, os.cpu_count() or 2)):
            jobs.start(self._wait, None, lambda _: None, key=f"held.{number}")

    def let_go(self) -> None:
        self._may_go.set()

    def _wait(self, _: None) -> bool:
        return self._may_go.wait(30)
