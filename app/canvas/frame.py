"""What the tokens do at one instant of playback, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum


class Area(IntEnum):
    """Where in a card a token lies. The backlog, what is done, and wait stages have only ``WAITING``."""

    WAITING = 0
    ACTIVE = 1
    FINISHED = 2


Spot = tuple[int, Area]
"""A card by its number (0 is the backlog, the last is what is done), and the area in it."""


@dataclass(frozen=True)
class Pile:
    """The tokens of one area: how many there are, and the first of them in order."""

    count: int
    items: tuple[int, ...]


@dataclass(frozen=True)
class Flight:
    """A token under way between two spots; ``share`` 0 is the begin, 1 the end."""

    item: int
    origin: Spot
    target: Spot
    share: float

    @property
    def is_back(self) -> bool:
        """Whether it goes against the flow: rework."""
        return self.target[0] <= self.origin[0]


@dataclass(frozen=True)
class Frame:
    """All tokens at an instant.

    Attributes:
        time: In the log's time.
        piles: Tokens that lie, by spot; tokens under way are counted, but not listed.
        flights: Tokens under way.
        types: Type number by item number.
        blocked: Items whose work stands still.
        setup: Items that their worker changes over for.
        down: Items whose worker is down.
        put_down: Items that were begun and wait to be taken up again.
        progress: Share of its work that is behind an item, 0 to 1, where it is known.
        together: Which batch an item is worked on in, by item; only where stages take batches.
        busy: Workers at work, by card number.
        counts: Items in each card.
    """

    time: float
    piles: Mapping[Spot, Pile]
    flights: Sequence[Flight] = ()
    types: Sequence[int] = ()
    blocked: frozenset[int] = frozenset()
    setup: frozenset[int] = frozenset()
    down: frozenset[int] = frozenset()
    put_down: frozenset[int] = frozenset()
    progress: Mapping[int, float] = field(default_factory=dict)
    together: Mapping[int, int] = field(default_factory=dict)
    busy: Sequence[int] = ()
    counts: Sequence[int] = field(default=())


EMPTY_FRAME = Frame(0.0, {})
