"""How items arrive: each source is one event that brings its items and sets its next."""

from __future__ import annotations

from sim.engine.build import path, rule
from sim.engine.draws import GOLDEN, draw, mix, uniform
from sim.engine.heap import event_key, event_number, event_slot, pop, push
from sim.engine.items import arrive, arrive_in, class_has_room, item_key, type_has_room
from sim.engine.layout import (
    ARRIVAL,
    BACKLOG,
    BALANCED,
    BATCH_TABLE,
    CADENCE,
    COUNT,
    GAP_TABLE,
    INTERARRIVAL,
    ITEM_KEY,
    LEFT,
    MIX,
    MIX_BELOW,
    MIX_COUNT,
    MIX_CREDIT,
    MIX_TYPE,
    MIX_WEIGHT,
    MIX_WORDS,
    NO_LIMIT,
    NOW,
    OCCASION,
    ONE,
    ORDINAL,
    PATIENCE,
    PATIENCE_AN_ITEM,
    PERIOD,
    PLACE,
    ROW_AT,
    ROW_COUNT,
    ROW_DUE,
    ROW_PLACE,
    ROW_TIMES,
    ROW_TYPE,
    ROWS,
    RUN_KEY,
    SATURATE,
    SCHEDULE,
    SCHEDULED,
    SOURCE_COUNT,
    SOURCE_FIRST,
    SOURCE_KEY,
    SOURCE_KIND,
    SOURCES_LEFT,
    STAGE_COUNT,
    TYPE,
    TYPE_CLASS,
    WHOLE,
    Board,
    item,
    source,
    type_row,
)
from sim.engine.layout_time import UNBORN
from sim.engine.layout_ways import DUE, LAST_CALL, mark_all
from sim.engine.rows import short
from sim.engine.ways import offer_arrived
from sim.engine.wrapping import plus, times

FEEDBACK_SOURCE = -2
"""Source of an item that was born of another."""

GAP_DRAW = 116774897025624636
BATCH_DRAW = 8892462439606132592
TYPE_DRAW = -4825297673433142816


@rule
def occasion_key(b: Board, n: int, purpose: int) -> int:
    """Address of a draw for a source's present occasion."""
    return plus(plus(b[source(b, n) + SOURCE_KEY], purpose), times(b[source(b, n) + OCCASION], GOLDEN))


@rule
def open_sources(b: Board) -> None:
    """Set the first event of every source."""
    for n in range(b[SOURCE_COUNT]):
        a = source(b, n)
        b[a + SOURCE_KEY] = mix(plus(b[RUN_KEY], times(b[a + ORDINAL], GOLDEN)))
        b[a + LEFT] = -1
        first = b[a + SOURCE_FIRST]
        if b[a + SOURCE_KIND] == INTERARRIVAL:
            first = draw(b, b[a + GAP_TABLE], occasion_key(b, n, GAP_DRAW))
        b[SOURCES_LEFT] += 1
        if first >= 0:
            push(b, first, event_key(ARRIVAL, 0, n, n))
        elif b[a + SOURCE_KIND] != SATURATE:
            b[SOURCES_LEFT] -= 1


@path
def arrival(b: Board, key: int) -> bool:
    """Let a source, or what was born of feedback, arrive; False if room ran out on the way."""
    if event_number(key) < b[SOURCE_COUNT]:
        return bring(b, event_slot(key))
    pop(b)
    be_born(b, event_slot(key))
    return True


@rule
def be_born(b: Board, slot: int) -> None:
    """Let an item that feedback has created arrive in the backlog."""
    i = item(b, slot)
    b[UNBORN] -= 1
    b[SOURCES_LEFT] -= 1
    arrive_in(b, slot, b[i + ITEM_KEY], b[i + TYPE], FEEDBACK_SOURCE)
    offer_arrived(b, slot)


@path
def bring(b: Board, n: int) -> bool:
    """Bring the items of a source's event and set its next; False if room ran out on the way."""
    a = source(b, n)
    if b[a + LEFT] < 0:
        b[a + LEFT] = delivery(b, n)
    while b[a + LEFT] > 0:
        if short(b):
            return False
        offer_arrived(b, next_item(b, n))
        b[a + LEFT] -= 1
        b[PATIENCE] += PATIENCE_AN_ITEM
    b[a + LEFT] = -1
    b[a + OCCASION] += 1
    pop(b)
    schedule_next(b, n)
    return True


@rule
def delivery(b: Board, n: int) -> int:
    """How many items a source brings at its present occasion."""
    a = source(b, n)
    if b[a + SOURCE_KIND] == INTERARRIVAL:
        return (draw(b, b[a + BATCH_TABLE], occasion_key(b, n, BATCH_DRAW)) + ONE // 2) >> 20
    if b[a + SOURCE_KIND] == SCHEDULE:
        return 1
    return b[a + COUNT]


@path
def schedule_next(b: Board, n: int) -> None:
    """Set a source's next event; a source that is spent is counted out."""
    a = source(b, n)
    kind = b[a + SOURCE_KIND]
    if kind == INTERARRIVAL:
        gap = draw(b, b[a + GAP_TABLE], occasion_key(b, n, GAP_DRAW))
        push(b, b[NOW] + gap, event_key(ARRIVAL, 0, n, n))
    elif kind == CADENCE:
        push(b, b[NOW] + b[a + PERIOD], event_key(ARRIVAL, 0, n, n))
    elif kind == SCHEDULE and b[a + OCCASION] < b[a + ROW_COUNT]:
        push(b, b[schedule_row(b, n) + ROW_AT], event_key(ARRIVAL, 0, n, n))
    elif kind in (SCHEDULE, BACKLOG):
        b[SOURCES_LEFT] -= 1
        mark_all(b, b[LAST_CALL])


@rule
def schedule_row(b: Board, n: int) -> int:
    """Address of the given item of a schedule's present occasion."""
    a = source(b, n)
    return b[a + ROWS] + b[a + OCCASION] * (ROW_TIMES + b[STAGE_COUNT])


@rule
def next_item(b: Board, n: int) -> int:
    """Make a source's next item; give its slot."""
    a = source(b, n)
    place = b[a + PLACE]
    b[a + PLACE] += 1
    if b[a + SOURCE_KIND] != SCHEDULE:
        key = item_key(b[a + SOURCE_KEY], place)
        return arrive(b, key, mixed_type(b, n, key), n)
    row = schedule_row(b, n)
    key = item_key(b[a + SOURCE_KEY], b[row + ROW_PLACE])
    t = b[row + ROW_TYPE]
    slot = arrive(b, key, t if t >= 0 else mixed_type(b, n, key), n)
    b[item(b, slot) + SCHEDULED] = b[a + OCCASION]
    if b[row + ROW_DUE] != NO_LIMIT:
        b[item(b, slot) + DUE] = b[row + ROW_DUE]
    return slot


@rule
def mixed_type(b: Board, n: int, key: int) -> int:
    """Type of a source's next item: drawn by share, or kept in balance."""
    if b[source(b, n) + BALANCED]:
        return balanced_type(b, n)
    mixture = b[source(b, n) + MIX]
    u = uniform(plus(key, TYPE_DRAW))
    last = b[source(b, n) + MIX_COUNT] - 1
    for k in range(last):
        if u < b[mixture + k * MIX_WORDS + MIX_BELOW]:
            return b[mixture + k * MIX_WORDS + MIX_TYPE]
    return b[mixture + last * MIX_WORDS + MIX_TYPE]


@rule
def balanced_type(b: Board, n: int) -> int:
    """The type that is farthest behind its share; the earlier one of equals."""
    mixture = b[source(b, n) + MIX]
    best = mixture
    for k in range(b[source(b, n) + MIX_COUNT]):
        row = mixture + k * MIX_WORDS
        b[row + MIX_CREDIT] += b[row + MIX_WEIGHT]
        if b[row + MIX_CREDIT] > b[best + MIX_CREDIT]:
            best = row
    b[best + MIX_CREDIT] -= b[source(b, n) + WHOLE]
    return b[best + MIX_TYPE]


@rule
def saturated_source(b: Board) -> int:
    """The saturated source that has brought the fewest items and may bring another; -1 if none."""
    best = -1
    for n in range(b[SOURCE_COUNT]):
        if b[source(b, n) + SOURCE_KIND] != SATURATE or not may_bring(b, n):
            continue
        if best < 0 or b[source(b, n) + PLACE] < b[source(b, best) + PLACE]:
            best = n
    return best


@rule
def may_bring(b: Board, n: int) -> bool:
    """Tell whether the stream has room for a type of a source and for its class."""
    mixture = b[source(b, n) + MIX]
    for k in range(b[source(b, n) + MIX_COUNT]):
        row = mixture + k * MIX_WORDS
        t = b[row + MIX_TYPE]
        if b[row + MIX_WEIGHT] == 0 or not type_has_room(b, t):
            continue
        if class_has_room(b, b[type_row(b, t) + TYPE_CLASS]):
            return True
    return False
