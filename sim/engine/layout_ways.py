"""Where ways, queues and lanes stand on the board: links between stages, pull order, lots.

A link leads from a stage (or the backlog, -1) to a stage (or the exit). The items bound along it wait in a
queue of its own. A queue is one list for each lane; a lane holds the items that are alike in class rank, kind
(begun, rework, fresh) and, where limits or pull orders tell types apart, type.
"""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.layout import MARKS, STAGE_COUNT, Board

# --- Header ------------------------------------------------------------------------------------------
LINKS = 44
LINK_OF = 45
LINK_COUNT = 46
FROM_BACKLOG = 47
"""Marks of the stages (and the exit) that links lead to from the backlog."""
LAST_CALL = 48
"""Marks of the stages for which it matters that no more items can come."""
IN_BACKLOG = 49
BRANCHES = 50
"""Whether any stage is skipped or has routes."""

# --- A stage -----------------------------------------------------------------------------------------
FIRST_LINK = 22
IN_LINKS = 23
ONWARD = 24
"""Marks of the stages (and the exit) that links lead to from here."""
PULL_ORDER = 25
ORDER_KEYS = 26
ROUTES = 27
SKIPS = 28
LOT = 29
ONLY_BOUND = 30
"""The one list of all that is bound for a stage, in order of joining; 0 where there are several."""
ONLY_WAITING = 31
"""The one list of all who wait inside, in order of joining; 0 where there are several."""

# --- What a stage pulls first -------------------------------------------------------------------------
FIFO = 0
OLDEST = 1
DUE_FIRST = 2
RANDOM = 3
BY_TYPE = 4
"""By a key of the type: the cost of delay, weighted shortest job first, shortest."""

# --- A link; links stand in order of where they lead to, then of where they come from --------------------
LINK_WORDS = 2
LINK_FROM = 0
LINK_TO = 1

BACKLOG_PLACE = -1

# --- Routes of a stage: the address of their draw, their number, a row for each with bounds by type -------
ROUTES_KEY = 0
ROUTES_COUNT = 1
ROUTES_ROWS = 2

ROUTE_TO = 0
ROUTE_BELOW = 1

# --- Skipping a stage: the address of the draw, then the share of each type ------------------------------
SKIP_ADDRESS = 0
SKIP_BELOW = 1

# --- A lot in the making ---------------------------------------------------------------------------------
LOT_WORDS = 4
LOT_SIZE = 0
LOT_HELD = 1
LOT_FIRST = 2
LOT_LAST = 3

# --- An item -------------------------------------------------------------------------------------------
STANDS_IN = 11
"""Stage that the item is in; -1 in the backlog."""
PULL_KEY = 12
CHILD = 13
DUE = 14
ARRIVED_AT = 15
BOUND_FOR = 16


@rule
def link_row(b: Board, link: int) -> int:
    """Address of a link's row."""
    return b[LINKS] + link * LINK_WORDS


@rule
def link_of(b: Board, origin: int, to: int) -> int:
    """Link from a stage (-1: the backlog) to a later one or the exit."""
    return b[b[LINK_OF] + (origin + 1) * (b[STAGE_COUNT] + 1) + to]


@rule
def waiting(s: int) -> int:
    """Queue of the items inside a stage that wait for a worker."""
    return s


@rule
def bound(b: Board, link: int) -> int:
    """Queue of the items that want to go along a link."""
    return b[STAGE_COUNT] + link


@rule
def mark_all(b: Board, marks: int) -> None:
    """Note that something changed for several stages, so that settling visits them."""
    b[MARKS] |= marks
