"""From log rows to tokens: where each item is, and which are under way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from app.canvas import Area, Flight, Frame, Pile, Spot
from sim.log import Kind

if TYPE_CHECKING:
    from sim.log import EventLog
    from sim.stream import Stream

FLIGHT_SECONDS: Final = 0.5
MOST_FLIGHTS: Final = 80
"""Flights at once; what moves beyond that jumps."""
_MOST_LISTED: Final = 240
_KEPT_DONE: Final = 240

Row = tuple[int, int, int]
"""Item, kind and stage of one event."""


@dataclass
class _Flying:
    """A token under way; its share of the way grows with the seconds that pass."""

    origin: Spot
    target: Spot
    seconds: float = 0.0


class Motion:
    """Follows rows in their order and says where the tokens are.

    It knows nothing of how the rows came about: a live run and a stored log look the same.
    """

    def __init__(self, works: Sequence[object], holds: Sequence[object] = ()) -> None:
        """Take, for each stage in flow order, whether people work there, and whether items hold them."""
        self._works = tuple(bool(work) for work in works)
        self._holds = tuple(bool(hold) for hold in holds) or (False,) * len(self._works)
        self._done_card = len(self._works) + 1
        self._types: list[int] = []
        self._at: dict[int, Spot] = {}
        self._piles: dict[Spot, dict[int, None]] = {}
        self._shown: dict[Spot, Pile] = {}
        self._changed: set[Spot] = set()
        self._flying: dict[int, _Flying] = {}
        self._blocked: set[int] = set()
        self._done = 0

    @property
    def done(self) -> int:
        """Items done so far."""
        return self._done

    @property
    def is_flying(self) -> bool:
        """Whether a token is under way."""
        return bool(self._flying)

    def add_types(self, types: Iterable[int]) -> None:
        """Take the type numbers of further items, in order of item number."""
        self._types.extend(types)

    def set_holds(self, holds: Sequence[object]) -> None:
        """Take anew, for each stage, whether a finished item holds whoever worked on it."""
        self._holds = tuple(bool(hold) for hold in holds)

    def follow(self, rows: Iterable[Row]) -> None:
        """Let further rows happen."""
        for item, kind, stage in rows:
            self._happen(item, kind, stage)

    def land(self) -> None:
        """Let every token under way arrive at once."""
        self._changed.update(flying.target for flying in self._flying.values())
        self._flying.clear()

    def pass_time(self, seconds: float) -> None:
        """Move the tokens under way on."""
        landed = []
        for item, flying in self._flying.items():
            flying.seconds += seconds
            if flying.seconds >= FLIGHT_SECONDS:
                landed.append(item)
        for item in landed:
            self._changed.add(self._flying.pop(item).target)

    def frame(self, time: float) -> Frame:
        """Give what is to be seen now."""
        for spot in self._changed:
            self._shown[spot] = self._pile(spot)
        self._changed.clear()
        flights = [
            Flight(item, each.origin, each.target, min(each.seconds / FLIGHT_SECONDS, 1.0))
            for item, each in self._flying.items()
        ]
        return Frame(
            time=time,
            piles=dict(self._shown),
            flights=flights,
            types=self._types,
            blocked=frozenset(self._blocked),
            busy=[self._busy(card) for card in range(self._done_card + 1)],
            counts=[self._count(card) for card in range(self._done_card + 1)],
        )

    def _happen(self, item: int, kind: int, stage: int) -> None:
        if kind == Kind.ARRIVED:
            self._put(item, (0, Area.WAITING))
        elif kind == Kind.ENTERED:
            self._move(item, (stage + 1, Area.WAITING))
        elif kind == Kind.STARTED:
            self._move(item, (stage + 1, Area.ACTIVE))
        elif kind == Kind.FINISHED:
            self._blocked.discard(item)
            self._move(item, (stage + 1, Area.FINISHED if self._works[stage] else Area.WAITING))
        elif kind == Kind.DONE:
            self._done += 1
            self._move(item, (self._done_card, Area.WAITING))
            self._forget_oldest()
        elif kind in (Kind.PAUSED, Kind.BLOCKED):
            self._blocked.add(item)
        else:
            self._blocked.discard(item)

    def _put(self, item: int, spot: Spot) -> None:
        self._at[item] = spot
        self._piles.setdefault(spot, {})[item] = None
        self._changed.add(spot)

    def _move(self, item: int, target: Spot) -> None:
        origin = self._at.get(item)
        if origin is None:
            self._put(item, target)
            return
        if origin == target:
            return
        del self._piles[origin][item]
        self._changed.add(origin)
        self._put(item, target)
        self._take_off(item, origin, target)

    def _take_off(self, item: int, origin: Spot, target: Spot) -> None:
        flying = self._flying.get(item)
        if flying is not None and flying.target[0] == target[0]:
            flying.target = target
        elif origin[0] != target[0] and (item in self._flying or len(self._flying) < MOST_FLIGHTS):
            self._flying[item] = _Flying(origin, target)

    def _forget_oldest(self) -> None:
        pile = self._piles[self._done_card, Area.WAITING]
        if len(pile) > 2 * _KEPT_DONE:
            for item in list(islice(pile, len(pile) - _KEPT_DONE)):
                del pile[item]
                del self._at[item]

    def _pile(self, spot: Spot) -> Pile:
        pile = self._piles.get(spot, {})
        if spot[0] == self._done_card:
            latest = reversed(list(islice(reversed(pile), _KEPT_DONE)))
            lying = tuple(item for item in latest if item not in self._flying)
            return Pile(len(lying), lying)
        lying = tuple(item for item in islice(pile, _MOST_LISTED) if item not in self._flying)
        return Pile(len(pile), lying)

    def _busy(self, card: int) -> int:
        if not 0 < card < self._done_card:
            return 0
        held = len(self._piles.get((card, Area.FINISHED), ())) if self._holds[card - 1] else 0
        return len(self._piles.get((card, Area.ACTIVE), ())) + held

    def _count(self, card: int) -> int:
        if card == self._done_card:
            return self._done
        return sum(len(self._piles.get((card, area), ())) for area in Area)


def motion_for(stream: Stream) -> Motion:
    """Make a motion for runs of a stream."""
    return Motion(
        [stage.kind == "work" for stage in stream.stages],
        [stage.on_finish == "hold" for stage in stream.stages],
    )


def frame_at(log: EventLog, time: float) -> Frame:
    """Give the tokens of a stored log at a time, all at rest."""
    motion = Motion([stage.kind == "work" for stage in log.stages], [stage.holds for stage in log.stages])
    motion.add_types(log.items.type.tolist())
    upto = int(log.time.searchsorted(time, "right"))
    rows = zip(log.item[:upto].tolist(), log.kind[:upto].tolist(), log.stage[:upto].tolist(), strict=True)
    motion.follow(rows)
    motion.land()
    return motion.frame(time)
