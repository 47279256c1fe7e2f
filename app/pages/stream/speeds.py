"""How fast a run may be shown: round speeds around the pace at which items arrive."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sim.stream import Stream

FASTEST: Final = 1e9
"""Units a second; stands for "as fast as it goes"."""
_ITEMS_A_SECOND: Final = 5.0
_BELOW, _ABOVE = 5, 9


def speeds_for(stream: Stream) -> tuple[float, ...]:
    """Give speeds in units a second, slow to fast; the one at `usual` shows about five items a second."""
    from sim.stream import arrival_rates

    rate = sum(arrival_rates(stream).values())
    middle = _ITEMS_A_SECOND / rate if rate > 0 and math.isfinite(rate) else 1.0
    first = round(3 * math.log10(middle))
    return (*(_round(first + step) for step in range(-_BELOW, _ABOVE)), FASTEST)


def usual() -> int:
    """Give the place of the speed to start with."""
    return _BELOW


def speed_text(speed: float, unit: str) -> str:
    """Say a speed: "4 days/s"."""
    if speed >= FASTEST:
        return "fastest"
    return f"{speed:g} {unit if speed == 1 else f'{unit}s'}/s"


def _round(third: int) -> float:
    """Give 1, 2 or 5 times a power of ten; ``third`` counts them from 1."""
    power, place = divmod(third, 3)
    return float((1.0, 2.0, 5.0)[place] * 10.0**power)
