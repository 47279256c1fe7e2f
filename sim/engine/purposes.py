"""What draws are for: every purpose has its own addresses, so that no two draws share their luck.

A draw's address is made of words that are added (modulo 2^64), so it can be written down without a run:

* a visit of an item to a stage: ``item key + purpose_key(purpose, stage) + visit * GOLDEN``, where ``visit``
  is the number of finished visits to that stage;
* the n-th blocker of a visit: ``mixed(address of the visit) + n * GOLDEN``;
* the n-th failure (or repair) of worker w of stage s:
  ``mixed(run key + purpose_key(purpose, s) + (w + 1) * GOLDEN) + n * GOLDEN``;
* the f-th feedback of a released item: with ``base(purpose) = item key + purpose_key(purpose, f)``, the
  number of items it creates is drawn at ``base(count)``, the time to the n-th at
  ``mixed(base(after)) + n * GOLDEN``, and the key of the n-th is ``mixed(base(key) + (n + 1) * GOLDEN)``.

The n of blockers, failures and births counts from 0.
"""

from __future__ import annotations

from sim.engine.draws import mixed

TOUCH_DRAW = 0x70C4
REWORK_DRAW = 0x4E34
BLOCKS_DRAW = 0xB10C
"""Whether a visit has a blocker, where it has at most one."""
BLOCK_DRAW = 0xB10A
"""Touch time to the next blocker, or the point of the touch time at which the only one begins."""
BLOCKED_DRAW = 0xB10E
"""How long a blocker lasts."""
SETUP_DRAW = 0x5E70
SKIP_DRAW = 0x5C1B
ROUTE_DRAW = 0x9073
ORDER_DRAW = 0x04D3
"""Place in a queue in random order."""
FAIL_DRAW = 0xFA11
REPAIR_DRAW = 0x4E9A
FEEDBACK_COUNT_DRAW = 0xFEC0
FEEDBACK_AFTER_DRAW = 0xFEA0
FEEDBACK_KEY = 0xFEE0


def purpose_key(purpose: int, place: int) -> int:
    """Address of a purpose in a stage (or of a feedback), by its place in the stream."""
    return mixed(purpose * 0x10001 + place)
