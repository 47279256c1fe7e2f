"""What is being worked on, and how long it will still take: read from the board, and written nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from sim.engine import layout as at
from sim.engine import layout_crews as crew

if TYPE_CHECKING:
    from sim.engine.running import Running

MOST: Final = 20_000
"""Events in the heap beyond which nobody looks at single items any more."""


def time_left(running: Running, now: int) -> dict[int, float]:
    """Give how long the work under way will still take, by item number, in the stream's unit.

    A blocker that is to come, and people who will join or leave, are not in it: it is what could be
    expected. Items that nobody works on have none.

    Args:
        running: A run between two instants.
        now: The present in ticks.
    """
    b = running.board
    count = int(b[at.HEAP_COUNT])
    if count > MOST:
        return {}
    heap = b[int(b[at.HEAP]) : int(b[at.HEAP]) + 2 * count].reshape(-1, 2)
    due, key = heap[:, 0], heap[:, 1]
    kind = key >> 60
    ends = (kind == at.FINISH) | (kind == at.BLOCK)
    due, key, kind = due[ends], key[ends], kind[ends]
    slot = key & ((1 << at.SLOT_BITS) - 1)
    row = int(b[at.ITEMS]) + slot * int(b[at.ITEM_WORDS])
    stage_row = at.HEADER_WORDS + (63 - ((key >> 54) & 63)) * at.STAGE_WORDS
    plain = (kind == at.FINISH) & (b[stage_row + crew.PLAIN] != 0)
    left = due - now
    if not plain.all():
        awaited = np.zeros(len(key), bool)
        words = np.where(plain, int(b[at.ITEMS]), row)  # plain items may lack the words of work under way
        awaited[~plain] = (b[words + crew.DUE_KEY] == key)[~plain] & (b[words + crew.DUE_AT] == due)[~plain]
        after = (b[words + crew.REMAINING] - b[words + crew.TO_BLOCK])[kind == at.BLOCK]
        left[kind == at.BLOCK] += np.maximum(after, 0)
        chosen = plain | awaited
        left, key = left[chosen], key[chosen]
    number = (key >> at.SLOT_BITS) & 0xFFFFFFFF
    return dict(zip(number.tolist(), (np.maximum(left, 0) / at.ONE).tolist(), strict=True))
