"""What the rules of a run were at any moment, and which changes led there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from app.pages.stream.change_words import ChangeMade, planned_changes, words_of_change
from sim.stream import stream_at

if TYPE_CHECKING:
    from sim.stream import Stream

_AT_ONCE: Final = 1e-4
"""Changes so close in the run's time were made while it stood: they are one change, or none if taken back."""


class ChangesMade:
    """Remembers the streams that one run was given, each with the moment from which on it holds."""

    def __init__(self, begun_with: Stream) -> None:
        """Begin with a run's first stream."""
        self._given: list[tuple[float, Stream]] = [(0.0, begun_with)]
        self._by_hand: list[ChangeMade] = []
        self._stood: tuple[float, float, Stream] | None = None
        self._gesture = ""

    def take(self, moment: float, stream: Stream, gesture: str = "") -> None:
        """Remember that another stream was given at a moment; all that one gesture changes is one change."""
        before = self.in_force_at(moment)
        after = stream_at(stream, moment)
        begun = moment
        goes_on = bool(gesture) and gesture == self._gesture
        self._gesture = gesture
        if self._stood and (goes_on or moment - self._stood[1] < _AT_ONCE):
            begun, _, before = self._stood
            self._by_hand = [change for change in self._by_hand if change.time != begun]
        if moment <= 0:
            self._given.clear()
        else:
            self._stood = (begun, moment, before)
            text = words_of_change(before, after)
            self._by_hand += [ChangeMade(begun, text)] if text else []
        self._given.append((moment, stream))

    @property
    def by_hand(self) -> int:
        """How often it was changed by hand; what was changed while it stood counts once."""
        return len(self._by_hand)

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
