"""The kinds of event, and the life of an item."""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """What happened to an item."""

    ARRIVED = 0
    ENTERED = 1
    STARTED = 2
    PAUSED = 3
    RESUMED = 4
    BLOCKED = 5
    UNBLOCKED = 6
    FINISHED = 7
    DONE = 8
    SETUP = 9
    """Its worker begins to change over for it; touch time has not begun."""
