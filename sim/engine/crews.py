"""Crews: the workers of a stage, or of a team that several stages share, and what they have in hand."""

from __future__ import annotations

from sim.engine.build import rule
from sim.engine.layout import MARKS, NOBODY, TYPE, WORKER, Board, item, mark, stage
from sim.engine.layout_crews import (
    BEFORE_IN_BATCH,
    CREW,
    DOWN,
    FREE,
    FREE_HINT,
    HANDS,
    IN_HAND,
    LAST_TYPE,
    LEAVING,
    NEXT_IN_BATCH,
    PLAIN,
    REVISIT,
    SEATS,
    STAFFS,
    STALE,
    TURNS_AT,
    TURNS_SET,
    WORKER_ROWS,
    WORKER_WORDS,
    WORKERS_DOWN,
)


@rule
def crew_of(b: Board, s: int) -> int:
    """Address of the crew that works in a stage."""
    return b[stage(s) + CREW]


@rule
def worker_row(b: Board, c: int, n: int) -> int:
    """Address of a crew's worker."""
    return b[c + WORKER_ROWS] + n * WORKER_WORDS


@rule
def hand_of(b: Board, s: int, slot: int) -> int:
    """Address of the worker who has an item of a stage in hand."""
    return worker_row(b, crew_of(b, s), b[item(b, slot) + WORKER])


@rule
def places(b: Board, c: int, a: int) -> int:
    """How many items a worker can still take in hand."""
    if b[a + DOWN] or b[a + LEAVING]:
        return 0
    return max(0, b[c + HANDS] - b[a + IN_HAND])


@rule
def count_places(b: Board, c: int) -> None:
    """Count anew how many items the workers of a crew can still take."""
    b[c + FREE] = 0
    b[c + FREE_HINT] = 0
    for n in range(b[c + SEATS]):
        b[c + FREE] += places(b, c, worker_row(b, c, n))


@rule
def mark_crew(b: Board, c: int) -> None:
    """Note that something changed for all stages of a crew."""
    b[MARKS] |= b[c + STAFFS]


@rule
def revisit_crew(b: Board, c: int) -> None:
    """Note that more may move in the stages of a crew, the one that is being visited among them."""
    b[MARKS] |= b[c + STAFFS]
    b[REVISIT] |= b[c + STAFFS]


@rule
def freest(b: Board, c: int) -> int:
    """Of a crew that can take an item: the worker with the fewest in hand, of equals the lowest number."""
    if b[c + HANDS] > 1:
        return emptiest(b, c)
    n = b[c + FREE_HINT]
    while places(b, c, worker_row(b, c, n)) == 0:
        n += 1
    b[c + FREE_HINT] = n
    return n


@rule
def emptiest(b: Board, c: int) -> int:
    """Of a crew whose workers may hold several items: the one with the fewest, the lowest of equals."""
    best = NOBODY
    for n in range(b[c + SEATS]):
        a = worker_row(b, c, n)
        if places(b, c, a) > 0 and (best < 0 or b[a + IN_HAND] < b[worker_row(b, c, best) + IN_HAND]):
            best = n
    return best


@rule
def engage(b: Board, s: int, slot: int, n: int) -> None:
    """Put an item (or a batch, by its first item) in a worker's hand."""
    c = crew_of(b, s)
    a = worker_row(b, c, n)
    before = places(b, c, a)
    b[a + IN_HAND] += 1
    b[c + FREE] += places(b, c, a) - before
    b[a + LAST_TYPE] = b[item(b, slot) + TYPE]
    b[item(b, slot) + WORKER] = n


@rule
def engage_plain(b: Board, s: int, slot: int) -> int:
    """Put an item in the hand of the lowest-numbered free worker of a plain stage; the worker's number."""
    c = crew_of(b, s)
    n = b[c + FREE_HINT]
    while b[worker_row(b, c, n) + IN_HAND] != 0 or b[worker_row(b, c, n) + LEAVING] != 0:
        n += 1
    b[c + FREE_HINT] = n + 1
    b[c + FREE] -= 1
    b[worker_row(b, c, n) + IN_HAND] = 1
    b[item(b, slot) + WORKER] = n
    return n


@rule
def engage_if_free(b: Board, s: int, slot: int) -> int:
    """Put an item in a worker's hand where one can take it; the worker's number, or -1."""
    c = crew_of(b, s)
    if b[c + FREE] <= 0:
        return NOBODY
    n = freest(b, c)
    engage(b, s, slot, n)
    return n


@rule
def release(b: Board, s: int, slot: int) -> None:
    """Take an item out of its worker's hand, if it is in one; a batch is in it until its last item goes."""
    n = b[item(b, slot) + WORKER]
    if n < 0:
        return
    b[item(b, slot) + WORKER] = NOBODY
    if b[stage(s) + PLAIN]:
        let_go_plain(b, s, n)
    elif not left_batch(b, slot):
        let_go(b, crew_of(b, s), n)


@rule
def let_go_plain(b: Board, s: int, n: int) -> None:
    """Let a worker of a plain stage have nothing in hand."""
    c = crew_of(b, s)
    b[worker_row(b, c, n) + IN_HAND] = 0
    if b[worker_row(b, c, n) + LEAVING]:
        return
    b[c + FREE] += 1
    b[c + FREE_HINT] = min(b[c + FREE_HINT], n)
    mark(b, s)


@rule
def let_go(b: Board, c: int, n: int) -> None:
    """Count an item (or a batch) out of a worker's hand."""
    a = worker_row(b, c, n)
    before = places(b, c, a)
    b[a + IN_HAND] -= 1
    b[c + FREE] += places(b, c, a) - before
    b[c + FREE_HINT] = min(b[c + FREE_HINT], n)
    if is_gone(b, a):
        retire(b, a)
    mark_crew(b, c)


@rule
def is_gone(b: Board, a: int) -> bool:
    """Tell whether nobody has a worker's number: who had it left, with nothing in hand, or never came."""
    return b[a + LEAVING] != 0 and b[a + IN_HAND] == 0


@rule
def retire(b: Board, a: int) -> None:
    """Let a worker who is gone fail no more, and be repaired no more."""
    if b[a + TURNS_AT] < 0:
        return
    b[a + TURNS_AT] = -1
    b[TURNS_SET] -= 1
    b[STALE] += 1
    b[WORKERS_DOWN] -= b[a + DOWN]


@rule
def left_batch(b: Board, slot: int) -> bool:
    """Take an item out of its batch; tell whether others are left in it."""
    i = item(b, slot)
    following = b[i + NEXT_IN_BATCH]
    if following == slot:
        return False
    before = b[i + BEFORE_IN_BATCH]
    b[item(b, before) + NEXT_IN_BATCH] = following
    b[item(b, following) + BEFORE_IN_BATCH] = before
    be_alone(b, slot)
    return True


@rule
def be_alone(b: Board, slot: int) -> None:
    """Let an item be in no batch."""
    b[item(b, slot) + NEXT_IN_BATCH] = slot
    b[item(b, slot) + BEFORE_IN_BATCH] = slot
