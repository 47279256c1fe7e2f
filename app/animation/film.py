"""A stretch of a run as a sequence of frames, a fixed time apart: tokens travel as they do live."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.animation.past import Past
    from app.canvas import Frame

_CALM: Final = 30.0
_MOST_HURRY: Final = 9.0


@dataclass(frozen=True)
class Cut:
    """Which stretch of a run is shown, and how fast.

    Attributes:
        begin: First moment, in the run's time.
        end: Last moment.
        speed: Units of the run's time a second.
        rate: Pictures a second.
    """

    begin: float
    end: float
    speed: float
    rate: int = 15

    @property
    def pictures(self) -> int:
        """How many pictures there are."""
        return math.ceil(max(self.end - self.begin, 0.0) / self.speed * self.rate) + 1

    @property
    def seconds(self) -> float:
        """How long they take to be shown."""
        return self.pictures / self.rate

    def moment(self, number: int) -> float:
        """Give the moment of a picture, from 0."""
        return min(self.begin + number * self.speed / self.rate, self.end)


def frames_of(past: Past, cut: Cut) -> Iterator[Frame]:
    """Give the frames of a stretch of a run, one after the other."""
    at = past.row(cut.begin)
    motion = past.motion_at(at)
    pace = 0.0
    for number in range(cut.pictures):
        moment = cut.moment(number)
        upto = past.row(moment)
        motion.follow(past.rows(at, upto), past.log.time[at:upto].tolist())
        pace += ((upto - at) * cut.rate - pace) * min(1.0, 4.0 / cut.rate)
        at = upto
        if number:
            motion.pass_time(min(max(pace / _CALM, 1.0), _MOST_HURRY) / cut.rate)
        yield motion.frame(moment, past.time_left(motion, moment, upto))
