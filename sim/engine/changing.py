"""New rules on a board under way: what follows at once for people, groups and gates."""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.heap import event_key, push
from sim.engine.interruptions import await_failures
from sim.engine.layout import (
    EVERY,
    FIRST,
    GATE,
    GATE_EVENTS,
    GROUP_COUNT,
    GROUP_FIRST,
    GROUP_LAST,
    GROUP_WIP,
    HEAP,
    HEAP_COUNT,
    ITEMS,
    LAST_ROW_AT,
    LONGEST_GATE,
    MARKS,
    NOW,
    STAGE_COUNT,
    WIP,
    Board,
    group,
    stage,
)
from sim.engine.layout_crews import CREW_COUNT, CREW_WORDS, CREWS, SEATS
from sim.engine.turnover import staff


@rule
def take_over(b: Board) -> None:
    """Let the board follow rules that were put on it just now."""
    for c in range(b[CREW_COUNT]):
        staff(b, b[CREWS] + c * CREW_WORDS)
    for s in range(b[STAGE_COUNT]):
        await_failures(b, s)
    for g in range(b[GROUP_COUNT]):
        count_group(b, group(b, g))
    b[LONGEST_GATE] = 0
    for s in range(b[STAGE_COUNT]):
        if b[stage(s) + EVERY] > 0:
            keep_gate(b, s)
    b[LAST_ROW_AT] = b[NOW]
    b[MARKS] = (1 << (b[STAGE_COUNT] + 1)) - 1


@rule
def has_room_to_take_over(b: Board) -> bool:
    """Tell whether there is room for what may be set at once: each gate's opening, each worker's failure."""
    events = b[HEAP_COUNT] + b[STAGE_COUNT]
    for c in range(b[CREW_COUNT]):
        events += b[b[CREWS] + c * CREW_WORDS + SEATS]
    return b[HEAP] + 2 * events <= b[ITEMS]


@rule
def count_group(b: Board, a: int) -> None:
    """Count the items in a group anew."""
    b[a + GROUP_WIP] = 0
    for s in range(b[a + GROUP_FIRST], b[a + GROUP_LAST] + 1):
        b[a + GROUP_WIP] += b[stage(s) + WIP]


@rule
def keep_gate(b: Board, s: int) -> None:
    """Keep the opening of a gate that is set; one that is new opens at its next regular moment, even now."""
    a = stage(s)
    b[LONGEST_GATE] = max(b[LONGEST_GATE], b[a + EVERY], b[a + FIRST])
    key = event_key(GATE, s, 0, 0)
    for n in range(b[HEAP_COUNT]):
        if b[b[HEAP] + 2 * n + 1] == key:
            return
    late = b[NOW] - b[a + FIRST]
    missed = (late + b[a + EVERY] - 1) // b[a + EVERY] if late > 0 else 0
    push(b, b[a + FIRST] + missed * b[a + EVERY], key)
    b[GATE_EVENTS] += 1
