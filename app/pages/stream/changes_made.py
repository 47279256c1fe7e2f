"""What the rules of a run were at any moment, and which changes led there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.pages.stream.change_words import ChangeMade, planned_changes, words_of_change
from sim.stream import stream_at

if TYPE_CHECKING:
    from sim.stream import Stream


class ChangesMade:
    """Remembers the streams that one run was given, each with the moment from which on it holds."""

    def __init__(self, begun_with: Stream) -> None:
        """Begin with a run's first stream."""
        self._given: list[tuple[float, Stream]] = [(0.0, begun_with)]
        self._by_hand: list[ChangeMade] = []

    def take(self, moment: float, stream: Stream) -> None:
        """Remember that another stream was given at a moment."""
        text = words_of_change(self.in_force_at(moment), stream_at(stream, moment))
        if moment <= 0:
            self._given.clear()
        elif text:
            self._by_hand.append(ChangeMade(moment, text))
        self._given.append((moment, stream))

    def in_force_at(self, moment: float) -> Stream:
        """Give the stream whose rules held at a moment, without a plan."""
        stream = next(each for since, each in reversed(self._given) if since <= moment or since <= 0)
        return stream_at(stream, moment)

    def marks(self, now: float) -> Sequence[ChangeMade]:
        """Give all changes up to now in order of time: those made by hand, and those that a plan made."""
        by_plan = []
        for number, (since, stream) in enumerate(self._given):
            until = self._given[number + 1][0] if number + 1 < len(self._given) else now
            held = planned_changes(stream, min(until, now)) if stream.plan else []
            by_plan += [change for change in held if change.time > since]
        return sorted([*self._by_hand, *by_plan], key=lambda change: change.time)
