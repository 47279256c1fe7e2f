"""Where crews and work under way stand on the board: words beside those of :mod:`sim.engine.layout`."""

from __future__ import annotations

# --- Header ------------------------------------------------------------------------------------------
CREWS = 56
"""Offset of the crews: one for each stage's own workers, then one for each team."""
CREW_COUNT = 57
STEP_ROWS = 58
"""More rows than any single step of the rules writes."""
STEP_EVENTS = 59
"""More events than any single step of the rules adds."""
STALE = 60
"""Events in the heap that nothing waits for any more."""
INTERRUPTS = 61
"""Whether any stage is not plain: its items need the words of work under way."""
TURNS_SET = 62
"""Failures and repairs in the heap: one for each worker who can fail."""
WORKERS_DOWN = 63
PREEMPTIVE = 64
"""Whether any class takes workers from others."""
REVISIT = 65
"""Marks of stages to be visited once more, though their visit may be under way."""

# --- A stage -----------------------------------------------------------------------------------------
CREW = 32
"""Address of the crew that works in the stage."""
PLAIN = 33
"""Work that is begun here is never interrupted, by nobody and by nothing; so it is in every wait stage."""
AHEAD = 34
"""Offset of the stages of the same team that come before this one in the team's order."""
AHEAD_COUNT = 35
SETUP_TABLE = 36
"""Offset of the time that a changeover takes; 0 if there is none. So it is with the other tables."""
SETUP_KEY = 37
BLOCKED_TABLE = 38
BLOCK_TABLE = 39
BLOCK_BELOW = 40
"""Chance of a blocker a visit, where there is no table of the touch time to the next."""
KEEPS_WORKER = 41
BLOCKS_KEY = 42
BLOCK_KEY = 43
BLOCKED_KEY = 44
BATCH = 45
"""Items that start together; 0 if each starts by itself."""
OVERDUE_AFTER = 46
"""Time after which an item that waits for a batch is overdue; -1 if never."""
OVERDUE = 47
PUT_DOWN_FIRST = 48
"""First of the batches that were put down, by their first items; -1 if there is none."""
PUT_DOWN_COUNT = 49
PREEMPTORS = 50
"""Items of classes that preempt among those that wait for a worker."""

# --- A crew ------------------------------------------------------------------------------------------
CREW_WORDS = 16
SIZE = 0
SEATS = 1
"""Rows of workers; those beyond its size are left by people who left."""
WORKER_ROWS = 2
FREE = 3
"""Items that its workers can still take in hand."""
FREE_HINT = 4
"""No worker of a lower number can take an item, where each holds one at most."""
HANDS = 5
"""Items that a worker may hold."""
STRETCH = 6
"""Factor on everything done: 1/focus."""
SWITCH_COST = 7
STAFFS = 8
"""Marks of the stages it works in."""
FAIL_TABLE = 9
REPAIR_TABLE = 10
FAIL_KEY = 11
REPAIR_KEY = 12

# --- A worker of a crew --------------------------------------------------------------------------------
WORKER_WORDS = 8
IN_HAND = 0
DOWN = 1
LEAVING = 2
LAST_TYPE = 3
"""Type of the item taken in hand last; -1 if there was none."""
AT_WORK = 4
"""Items in hand that are being worked on: they share the worker's time equally."""
FIRST_IN_HAND = 5
"""First of the items in hand that are not finished."""
TURNS = 6
"""Failures so far."""
TURNS_AT = 7
"""Time of the next failure or repair; -1 if there is none."""

# --- An item -----------------------------------------------------------------------------------------
REMAINING = 18
"""Time that its work (or the changeover for it) still takes, as of ``SINCE``."""
SINCE = 19
DUE_AT = 20
DUE_KEY = 21
"""Key of the event that the item waits for, due at ``DUE_AT``; -1 if none. Any other is stale."""
ACTIVITY = 22
WORK_BEGUN = 23
TO_BLOCK = 24
"""Touch time to the next blocker, as of ``SINCE``."""
TAKEN_AT = 25
"""Time at which it was taken up last."""
BLOCKS = 26
"""Blockers of the visit so far."""
NEXT_IN_HAND = 27
NEXT_IN_BATCH = 28
"""The next item of its batch, which is a ring; itself if it is alone."""
BEFORE_IN_BATCH = 29
UNDRAWN = -1
"""Of ``TO_BLOCK``: the next blocker is drawn when touch time goes on."""

STANDING = 0
"""Of an item: nobody works on it."""
RUNNING = 1

NOT_BEGUN = 0
CHANGING = 1
TOUCHED = 2
