"""From log rows to tokens: where each item is, and which are under way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
from typing import TYPE_CHECKING, Final

from app.animation.hands import Hands
from app.animation.touch import Touch
from app.canvas import Area, Flight, Frame, Pile, Spot
from sim.log import Kind

if TYPE_CHECKING:
    from sim.stream import Stream

FLIGHT_SECONDS: Final = 0.5
MOST_FLIGHTS: Final = 80
"""Flights at once; what moves beyond that jumps."""
_MOST_LISTED: Final = 240
KEPT_DONE: Final = 240
"""Tokens kept of what is done; all of it is counted."""

Row = tuple[int, int, int, int]
"""Item, kind, stage and worker (-1: nobody) of one event."""


@dataclass
class _Flying:
    """A token under way; its share of the way grows with the seconds that pass."""

    origin: Spot
    target: Spot
    seconds: float = 0.0


class Motion:
    """Follows rows in their order and says where the tokens are.

    It knows nothing of how the rows came about: a live run and a stored log look the same.

    Attributes:
        touch: How long the items in work have been worked on.
    """

    def __init__(
        self, works: Sequence[object], holds: Sequence[object] = (), batches: Sequence[object] = ()
    ) -> None:
        """Take, for each stage in flow order, whether people work there, items hold them, and are batched."""
        self._works = tuple(bool(work) for work in works)
        self._holds = tuple(bool(hold) for hold in holds) or (False,) * len(self._works)
        self._batches = tuple(bool(batch) for batch in batches) or (False,) * len(self._works)
        self._hands = Hands()
        self.touch = Touch()
        self._now = 0.0
        self._done_card = len(self._works) + 1
        self._types: list[int] = []
        self._at: dict[int, Spot] = {}
        self._piles: dict[Spot, dict[int, None]] = {}
        self._shown: dict[Spot, Pile] = {}
        self._changed: set[Spot] = set()
        self._flying: dict[int, _Flying] = {}
        self._blocked: set[int] = set()
        self._setup: set[int] = set()
        self._down: set[int] = set()
        self._put_down: set[int] = set()
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

    def begin_with(self, done: int) -> None:
        """Count items that were done before the first row that is followed."""
        self._done += done

    def set_holds(self, holds: Sequence[object]) -> None:
        """Take anew, for each stage, whether a finished item holds whoever worked on it."""
        self._holds = tuple(bool(hold) for hold in holds)
        for number, held in enumerate(self._holds, start=1):
            for item in () if held else self._piles.get((number, Area.FINISHED), ()):
                self._hands.let_go(item)

    def follow(self, rows: Iterable[Row], times: Iterable[float] | None = None) -> None:
        """Let further rows happen, each at its time; without times nobody asks how far work has come."""
        for (item, kind, stage, who), self._now in zip(rows, repeat(0.0) if times is None else times):  # noqa: B905
            self._happen(item, kind, stage, who)

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

    def frame(self, time: float, left: Mapping[int, float] | None = None) -> Frame:
        """Give what is to be seen now; ``left`` is how long work on each item will still take."""
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
            setup=frozenset(self._setup),
            down=frozenset(self._down),
            put_down=frozenset(self._put_down),
            progress={} if left is None else self.touch.shares(time, left),
            together=self._together(),
            busy=[self._hands.busy(card) for card in range(self._done_card + 1)],
            counts=[self._count(card) for card in range(self._done_card + 1)],
        )

    def _happen(self, item: int, kind: int, stage: int, who: int) -> None:
        card = stage + 1
        if kind == Kind.ARRIVED:
            self._put(item, (0, Area.WAITING))
        elif kind == Kind.ENTERED:
            self._begin_anew(item)
            self._move(item, (card, Area.WAITING))
        elif kind == Kind.STARTED:
            self.touch.begin(item, self._now)
            self._work_on(item, card, who)
        elif kind == Kind.FINISHED:
            self.touch.forget(item)
            self._finish(item, card)
        elif kind == Kind.DONE:
            self._begin_anew(item)
            self._done += 1
            self._move(item, (self._done_card, Area.WAITING))
            self._forget_oldest()
        else:
            self._interrupt(item, kind, card, who)

    def _begin_anew(self, item: int) -> None:
        """Let all that befell an item before be over."""
        self._goes_on(item)
        self._hands.let_go(item)
        self.touch.forget(item)

    def _interrupt(self, item: int, kind: int, card: int, who: int) -> None:
        """Follow what happens to an item between the start of its work and its finish."""
        if kind in (Kind.BLOCKED, Kind.PAUSED) or who < 0:
            self.touch.stop(item, self._now)
        elif kind != Kind.SETUP:
            self.touch.begin(item, self._now)
        if kind == Kind.SETUP:
            self._work_on(item, card, who)
            self._setup.add(item)
        elif kind == Kind.PAUSED and who >= 0:  # its worker is down
            self._down.add(item)
        elif kind == Kind.BLOCKED:
            self._blocked.add(item)
            if who < 0:
                self._hands.let_go(item)
        elif who < 0:  # paused or unblocked, and in nobody's hands: it waits for someone
            self._goes_on(item)
            if self.touch.is_begun(item):
                self._put_down.add(item)
            self._hands.let_go(item)
            self._move(item, (card, Area.WAITING))
        else:
            self._work_on(item, card, who)

    def _work_on(self, item: int, card: int, who: int) -> None:
        self._goes_on(item)
        self._hands.take(item, card, who)
        self._move(item, (card, Area.ACTIVE))

    def _goes_on(self, item: int) -> None:
        """Take from an item what held it up."""
        for held in (self._blocked, self._setup, self._down, self._put_down):
            held.discard(item)

    def _finish(self, item: int, card: int) -> None:
        self._goes_on(item)
        if self._works[card - 1]:
            if not self._holds[card - 1]:
                self._hands.let_go(item)
            self._move(item, (card, Area.FINISHED))
        else:
            self._move(item, (card, Area.WAITING))

    def _together(self) -> dict[int, int]:
        """Say of each item in a batch whose hands it is in, cards told apart."""
        found = {}
        for number, batches in enumerate(self._batches, start=1):
            if batches:
                for item in islice(self._piles.get((number, Area.ACTIVE), ()), _MOST_LISTED):
                    hand = self._hands.of(item)
                    if hand is not None:
                        found[item] = hand[0] << 20 | hand[1]
        return found

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
        if len(pile) > 2 * KEPT_DONE:
            for item in list(islice(pile, len(pile) - KEPT_DONE)):
                del pile[item]
                del self._at[item]

    def _pile(self, spot: Spot) -> Pile:
        pile = self._piles.get(spot, {})
        if spot[0] == self._done_card:
            latest = reversed(list(islice(reversed(pile), KEPT_DONE)))
            lying = tuple(item for item in latest if item not in self._flying)
            return Pile(len(lying), lying)
        lying = tuple(item for item in islice(pile, _MOST_LISTED) if item not in self._flying)
        return Pile(len(pile), lying)

    def _count(self, card: int) -> int:
        if card == self._done_card:
            return self._done
        return sum(len(self._piles.get((card, area), ())) for area in Area)


def motion_for(stream: Stream) -> Motion:
    """Make a motion for runs of a stream."""
    return Motion(
        [stage.kind == "work" for stage in stream.stages],
        [stage.on_finish == "hold" for stage in stream.stages],
        [stage.batch is not None for stage in stream.stages],
    )
