"""How far a run has come, in one line for the status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.animation import Player

_SECONDS: Final = 1.5
"""How long the pace is averaged over."""
_SOON: Final = 0.3
_FINE: Final = 100.0
"""Below this much time a tenth is told, above it only whole units."""


def moment_text(time: float) -> str:
    """Write a moment of a run as fine as somebody who steps through its beginning needs it."""
    return f"{time:.1f}" if time < _FINE else f"{time:.0f}"


class RunWords:
    """Tells where a run is; it remembers a little of how it went, for the pace."""

    def __init__(self) -> None:
        """Begin with no past."""
        self._played: list[tuple[float, int]] = []

    def begin_again(self) -> None:
        """Forget the pace: another run begins."""
        self._played.clear()

    def tell(self, player: Player, here: float, unit: str, horizon: float | None) -> str:
        """Say how far a run has come at ``here`` seconds of the wall clock."""
        self._played = [each for each in self._played if each[0] > here - _SECONDS]
        self._played.append((here, player.events))
        end = "" if horizon is None else f" of {horizon:.0f}"
        parts = [f"{unit.capitalize()} {moment_text(player.now)}{end}", f"{player.done} done"]
        (first, before), (last, now) = self._played[0], self._played[-1]
        if player.state == "playing" and last - first > _SOON:
            pace = (now - before) / (last - first)
            shown = f"{pace:,.0f}".replace(",", " ") if pace >= 10 else f"{pace:.1f}"
            parts.append(f"{shown} events/s")
        if player.state == "ended":
            parts.append("the run is at its end")
        return " · ".join(parts)

    def tell_past(self, player: Player, moment: float, unit: str) -> str:
        """Say that a moment of the past is looked at."""
        there = f"the run stands at {unit} {player.now:.2f}, and what is changed holds from there on"
        return f"Looking back at {unit} {moment:.2f}; {there}"
