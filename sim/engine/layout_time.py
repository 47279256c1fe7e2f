"""Where drag and feedback stand on the board: words beside those of :mod:`sim.engine.layout`."""

from __future__ import annotations

# --- Header ------------------------------------------------------------------------------------------
UNDONE = 72
"""Offset of the number of items of each type that have arrived and are not done."""

# --- A stage -----------------------------------------------------------------------------------------
TIME_FACTOR = 52
DRAGS = 53
DRAG_COUNT = 54

# --- A drag on a stage ---------------------------------------------------------------------------------
DRAG_WORDS = 3
DRAG_TYPE = 0
PER_ITEM = 1
BLOCKERS_PER_ITEM = 2
