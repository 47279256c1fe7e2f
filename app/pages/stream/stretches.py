"""Which stretches of a run can be compared: equal, one after the other, each with as many releases."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sim.metrics import LEAST_RANGES, Window
from sim.stream import Calendar, counted, hours_in

if TYPE_CHECKING:
    from sim.log import EventLog

_LADDER: Final = (("13 weeks", 13, "week"), ("4 weeks", 4, "week"), ("week", 1, "week"), ("day", 1, "day"))
"""Stretches that people compare: what they are called, and how many of which unit they are."""
_SHORT: Final = (("4 hours", 4, "hour"), ("hour", 1, "hour"))
"""And those of streams whose time is in hours or minutes."""
LEAST: Final = LEAST_RANGES + 2
"""Stretches that are compared at least: the latest two, and enough before to know what is usual."""
MOST: Final = 13
"""Stretches looked back on at most: what was usual long ago is not what is usual now."""
_MANY: Final = 10.0
"""Periods in a stretch from which one more or less in it does not matter."""


@dataclass(frozen=True)
class Stretches:
    """Stretches of equal length that meet; the latest ends with the log.

    Attributes:
        words: What one of them is called: "4 weeks".
        windows: In order of time, two or more.
    """

    words: str
    windows: tuple[Window, ...]

    @property
    def period(self) -> str:
        """What one of them is called with its article: "a week", "4 weeks"."""
        return self.words if self.words[0].isdigit() else f"a {self.words}"

    @property
    def length(self) -> float:
        """Length of each, in the log's unit."""
        return self.windows[-1].length


def stretches_of(log: EventLog, period: float = 0.0) -> Stretches | None:
    """Choose the longest usual stretches of which a log holds enough; None where it holds too few.

    One more than is compared must fit: the first, with the empty beginning in it, is left out.

    Args:
        log: What happened.
        period: Longest time between two releases or deliveries. A stretch is a whole number of these,
            unless it holds very many: else one would have more of them in it than the next by the calendar
            alone.
    """
    calendar = log.base.calendar or Calendar(kind="continuous")
    for words, count, unit in (*_LADDER, *(_SHORT if log.base.unit in ("minute", "hour") else ())):
        usual = count * hours_in(calendar, unit) / hours_in(calendar, log.base.unit)
        length = _whole(usual, period)
        fitting = int((log.end - log.start) / length + 1e-9) - 1
        if fitting >= LEAST:
            said = words if length == usual else counted(length, log.base.unit)
            return Stretches(said, _windows(log.end, length, min(fitting, MOST)))
    return None


def _whole(usual: float, period: float) -> float:
    """Give the whole number of periods that is nearest to a usual length, one at least."""
    if period <= 0 or usual >= _MANY * period:
        return usual
    return max(round(usual / period), 1) * period


def _windows(end: float, length: float, count: int) -> tuple[Window, ...]:
    # Rounded, so that a release at an edge is at it, and not a trillionth of a day beside it.
    edges = [round(end - number * length, 6) for number in range(count, -1, -1)]
    return tuple(Window(begin, end) for begin, end in pairwise(edges))
