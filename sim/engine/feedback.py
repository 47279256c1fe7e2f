"""Feedback: items that are done create others, which arrive later.

What is conceived already has a slot, with its type and its address; until it arrives it is on no list and
has no number.
"""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.draws import GOLDEN, draw, mix, uniform
from sim.engine.heap import event_key, push
from sim.engine.items import free_slot
from sim.engine.layout import (
    ARRIVAL,
    ITEM_KEY,
    NOW,
    SOURCE_COUNT,
    SOURCES_LEFT,
    TYPE,
    Board,
    item,
)
from sim.engine.layout_time import (
    AFTER_KEY,
    AFTER_TABLE,
    CONCEIVED,
    COUNT_KEY,
    CREATES,
    FEEDBACK_COUNT,
    FEEDBACK_WORDS,
    FEEDBACKS,
    KEY_KEY,
    ON_TYPE,
    THRESHOLD_COUNT,
    THRESHOLDS,
    UNBORN,
)
from sim.engine.wrapping import plus


@rule
def conceive_all(b: Board, slot: int) -> None:
    """Let an item that is done create others, feedback by feedback."""
    for f in range(b[FEEDBACK_COUNT]):
        row = b[FEEDBACKS] + f * FEEDBACK_WORDS
        if b[row + ON_TYPE] == b[item(b, slot) + TYPE]:
            conceive(b, row, b[item(b, slot) + ITEM_KEY])


@rule
def conceive(b: Board, row: int, parent: int) -> None:
    """Create what one feedback makes of one item, whose address is ``parent``."""
    after_at = mix(plus(parent, b[row + AFTER_KEY]))
    key_at = plus(parent, b[row + KEY_KEY])
    for _ in range(created(b, row, parent)):
        key_at = plus(key_at, GOLDEN)
        slot = free_slot(b)
        b[item(b, slot) + TYPE] = b[row + CREATES]
        b[item(b, slot) + ITEM_KEY] = mix(key_at)
        after = draw(b, b[row + AFTER_TABLE], after_at)
        after_at = plus(after_at, GOLDEN)
        push(b, b[NOW] + after, event_key(ARRIVAL, 0, b[SOURCE_COUNT] + b[CONCEIVED], slot))
        b[CONCEIVED] += 1
        b[UNBORN] += 1
        b[SOURCES_LEFT] += 1


@rule
def created(b: Board, row: int, parent: int) -> int:
    """How many items a feedback makes of one: as many as thresholds are not above a uniform."""
    u = uniform(plus(parent, b[row + COUNT_KEY]))
    count = 0
    while count < b[row + THRESHOLD_COUNT] and u >= b[b[row + THRESHOLDS] + count]:
        count += 1
    return count
