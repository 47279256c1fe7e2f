"""How far a run has come, in one line for the status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.animation import Player

_SECONDS: Final = 1.5
"""How long the pace is averaged over."""
_SOON: Final = 0.3


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
        parts = [f"{unit.capitalize()} {player.now:.0f}{end}", f"{player.done} done"]
        (first, before), (last, now) = self._played[0], self._played[-1]
        if player.state == "playing" and last - first > _SOON:
            pace = f"{(now - before) / (last - first):,.0f}".replace(",", " ")
            parts.append(f"{pace} events/s")
        if player.state == "ended":
            parts.append("the run is at its end")
        return " · ".join(parts)

    def tell_past(self, player: Player, moment: float, unit: str) -> str:
        """Say that a moment of the past is looked at."""
        return f"Looking back at {unit} {moment:.2f}; the run stands at {unit} {player.now:.2f}"
