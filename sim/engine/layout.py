"""Where everything stands on the board.

The board is one array of int64, ``b``. Its first words are counters and the offsets of its tables; a rule
reaches a table's row through a one-line function here (``stage(s)``, ``item(b, slot)``) and a field of the
row by adding its name: ``b[stage(s) + WIP]``. Times are ticks of 2^-20 of the stream's unit.
"""

from __future__ import annotations

from typing import Protocol

from sim.engine.build import address, rule


class Board(Protocol):
    """The board as the rules see it: words by their place. It is an array of int64, shape (words,)."""

    def __getitem__(self, at: int, /) -> int:
        """Read a word."""

    def __setitem__(self, at: int, word: int, /) -> None:
        """Write a word."""


ONE = 1 << 20
"""Ticks in a unit of time."""
LAST_TICK = 1 << 53
"""The farthest time: beyond it a tick is lost in double precision."""
NO_LIMIT = 1 << 60
NOBODY = -1
MOST_STAGES = 62
MOST_TYPES = 255
SLOT_BITS = 22
MOST_LIVE = 1 << 21
"""Items that the board holds at once; more than half a gigabyte of them helps nobody."""
PATIENCE_AN_ITEM = 1_000
"""Events at one instant, for each item there, after which the instant is said to have no end."""

# --- Header: one word each -------------------------------------------------------------------------
NOW = 0
PHASE = 1
HORIZON = 2
WANTED = 3
RUN_KEY = 4
STAGE_COUNT = 5
TYPE_COUNT = 6
CLASS_COUNT = 7
LANE_COUNT = 8
GROUP_COUNT = 9
SOURCE_COUNT = 10
BOARD_COUNT = 11
TYPES = 12
CLASSES = 13
LANES = 14
GROUPS = 15
SOURCES = 16
BOARD_ROWS = 17
QUEUES = 18
HEAP = 19
HEAP_COUNT = 20
ITEMS = 21
ITEM_WORDS = 22
ITEMS_ROOM = 23
ITEMS_USED = 24
FREE_ITEM = 25
LIVE = 26
BORN = 27
DONE_COUNT = 28
JOINS = 29
MARKS = 30
PASS_AT = 31
LOG = 32
LOG_COUNT = 33
LOG_ROOM = 34
SOURCES_LEFT = 35
PATIENCE = 36
LAST_ROW_AT = 37
GATE_EVENTS = 38
LONGEST_GATE = 39
BOARD_AT = 40
VISITS_KEPT = 41
SATURATED = 42
MARKED_ALL = 43
HEADER_WORDS = 96

# --- Phases of the board between two calls -----------------------------------------------------------
OPENING = 0
APPLYING = 1
SETTLING = 2
RESTING = 3
CHANGING = 4

# --- A stage; the row after the last stage is the exit -----------------------------------------------
STAGE_WORDS = 64
KIND = 0
LIMIT = 1
READY = 3
HOLD = 4
TIMES = 5
REWORKS = 6
REWORK_COUNT = 7
EVERY = 8
FIRST = 9
TOUCH_KEY = 10
REWORK_KEY = 11
OPENED = 16
WIP = 17
WAITING = 19
BOUND = 20

WAIT = 0
WORK = 1
EXIT = 2

# --- A way back -----------------------------------------------------------------------------------
REWORK_WORDS = 3
BELOW = 0
TO = 1
WITH_EFFORT = 2

# --- A type, a class, a lane (items alike in pull order), a group --------------------------------------
TYPE_WORDS = 12
TYPE_CLASS = 0
TYPE_LANES = 1
"""The type's lanes, by kind: three words."""
TYPE_LIMIT = 4
TYPE_IN_STREAM = 5
DUE_IN = 6

CLASS_WORDS = 8
IGNORES_WIP = 0
AT_MOST = 1
CLASS_RANK = 2
PREEMPTS = 3
IN_STREAM = 4

LANE_WORDS = 4
ORDER = 0
LANE_CLASS = 1
LANE_TYPE = 2
"""The type of a lane's items; -1 where types go together."""
LANE_KIND = 3

BEGUN = 0
"""Kind of a lane: work that was begun and put down."""
REWORK = 1
FRESH = 2

GROUP_WORDS = 5
GROUP_FIRST = 0
GROUP_LAST = 1
GROUP_LIMIT = 2
GROUP_WIP = 3
GROUP_ENTRIES = 4
"""Marks of the stages that links lead to from outside the group."""

# --- A source of arrivals ------------------------------------------------------------------------------
SOURCE_WORDS = 20
SOURCE_KIND = 0
GAP_TABLE = 1
BATCH_TABLE = 2
PERIOD = 3
COUNT = 4
BALANCED = 5
MIX = 6
MIX_COUNT = 7
ROWS = 8
ROW_COUNT = 9
SOURCE_FIRST = 10
SOURCE_KEY = 12
PLACE = 13
OCCASION = 14
LEFT = 15
ORDINAL = 17

INTERARRIVAL = 0
CADENCE = 1
SCHEDULE = 2
BACKLOG = 3
SATURATE = 4

MIX_WORDS = 4
MIX_TYPE = 0
MIX_BELOW = 1
MIX_WEIGHT = 2
MIX_CREDIT = 3
WHOLE = 16
SHARE_WHOLE = 1 << 40
"""What the weights of a mix by share add up to; a source keeps its own whole in ``WHOLE``."""

ROW_AT = 0
ROW_TYPE = 1
ROW_PLACE = 2
ROW_DUE = 3
ROW_TIMES = 4

# --- An item of the board at the start -------------------------------------------------------------------
BOARD_WORDS = 6
BOARD_TYPE = 0
BOARD_STAGE = 1
BOARD_AGE = 2
BOARD_STATE = 3
BOARD_PLACE = 4
BOARD_DUE = 5
"""When the item is due; ``NO_LIMIT`` leaves it to its type."""

WAS_WAITING = 0
WAS_ACTIVE = 1
WAS_FINISHED = 2

# --- An item; freed slots are used again ----------------------------------------------------------------
NUMBER = 0
TYPE = 1
CLASS = 2
ITEM_KEY = 3
NEXT = 4
JOINED = 5
WORKER = 6
EFFORT = 7
FAILED_IN = 8
SOURCE = 9
SCHEDULED = 10
VISITS = 32

# --- Events, in the order in which those of one instant are applied --------------------------------------
REPAIRED = 0
UNBLOCK = 1
FINISH = 2
FAIL = 3
BLOCK = 4
GATE = 5
ARRIVAL = 6


@address
def stage(s: int) -> int:
    """Address of a stage's row."""
    return HEADER_WORDS + s * STAGE_WORDS


@rule
def item(b: Board, slot: int) -> int:
    """Address of an item's row."""
    return b[ITEMS] + slot * b[ITEM_WORDS]


@rule
def type_row(b: Board, t: int) -> int:
    """Address of a type's row."""
    return b[TYPES] + t * TYPE_WORDS


@rule
def class_row(b: Board, c: int) -> int:
    """Address of a class's row."""
    return b[CLASSES] + c * CLASS_WORDS


@rule
def lane_row(b: Board, lane: int) -> int:
    """Address of a lane's row."""
    return b[LANES] + lane * LANE_WORDS


@rule
def group(b: Board, g: int) -> int:
    """Address of a group's row."""
    return b[GROUPS] + g * GROUP_WORDS


@rule
def source(b: Board, n: int) -> int:
    """Address of a source's row."""
    return b[SOURCES] + n * SOURCE_WORDS


@rule
def mark(b: Board, s: int) -> None:
    """Note that something changed for a stage, so that settling visits it."""
    b[MARKS] |= 1 << s
