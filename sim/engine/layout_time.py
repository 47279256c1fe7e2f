"""Where drag and feedback stand on the board: words beside those of :mod:`sim.engine.layout`."""

from __future__ import annotations

# --- Header ------------------------------------------------------------------------------------------
UNDONE = 72
"""Offset of the number of items of each type that have arrived and are not done."""
FEEDBACKS = 73
FEEDBACK_COUNT = 74
CONCEIVED = 75
"""Items that feedback has created so far."""
UNBORN = 76
"""Those of them that have not arrived yet; each has a slot and an event."""
STEP_BIRTHS = 77
"""More items than the release of a single one ever creates."""
CHANGES_LEFT = 78
"""Changes of the rules that are still to come: as long as there are any, nothing stands still for ever."""

# --- A stage -----------------------------------------------------------------------------------------
TIME_FACTOR = 52
DRAGS = 53
DRAG_COUNT = 54

# --- A drag on a stage ---------------------------------------------------------------------------------
DRAG_WORDS = 3
DRAG_TYPE = 0
PER_ITEM = 1
BLOCKERS_PER_ITEM = 2

# --- A feedback ------------------------------------------------------------------------------------------
FEEDBACK_WORDS = 8
ON_TYPE = 0
CREATES = 1
THRESHOLDS = 2
"""Offset of what a uniform is compared with to find how many items are created."""
THRESHOLD_COUNT = 3
AFTER_TABLE = 4
COUNT_KEY = 5
AFTER_KEY = 6
KEY_KEY = 7
