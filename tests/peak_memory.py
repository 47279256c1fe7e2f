"""The most memory that a process of its own took."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_megabytes() -> int:
    """Give the most memory that this process has held since its program was started, in MB.

    On Linux `getrusage` is no help: it never says less than the process held that started this one. On
    macOS it counts in bytes.
    """
    if STATUS.exists():
        lines = (line.split() for line in STATUS.read_text().splitlines())
        return next(int(words[1]) for words in lines if words[0] == "VmHWM:") // 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1 << 20 if sys.platform == "darwin" else 1 << 10)
