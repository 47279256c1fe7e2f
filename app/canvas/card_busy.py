"""The bar at the foot of a card: where the time of its workers went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from app.theme import Theme, Tokens

Use = Literal["working", "setup", "blocked", "down"]
USES: Final[tuple[Use, ...]] = ("working", "setup", "blocked", "down")
WORDS: Final[dict[Use, str]] = {
    "working": "busy",
    "setup": "changing over",
    "blocked": "blocked",
    "down": "down",
}
_UNPRODUCTIVE: Final[tuple[Use, ...]] = ("setup", "down")
_WORTH_TELLING: Final = 0.005


@dataclass(frozen=True)
class BusyState:
    """Shares of the workers' time; what is left of 1 they were free.

    Attributes:
        working: At work on items.
        setup: Changing over.
        blocked: Held by items that cannot go on.
        down: Failed, waiting for repair.
        whose: Whose time it is, where not the card's own workers': the name of a team.
    """

    working: float
    setup: float = 0.0
    blocked: float = 0.0
    down: float = 0.0
    whose: str = ""

    def share(self, use: Use) -> float:
        """Give the share of one use."""
        return float(getattr(self, use))

    @property
    def busy(self) -> float:
        """Share in which they were not free: working, changing over or down; it names the bottleneck too."""
        return self.working + self.setup + self.down

    @property
    def sentence(self) -> str:
        """Say all shares worth telling; what is busy without working stands in brackets."""
        within = [self._told(use) for use in _UNPRODUCTIVE if self.share(use) > _WORTH_TELLING]
        told = [f"{_percent(self.busy)} busy"] if self.busy > _WORTH_TELLING else []
        if told and within:
            told = [f"{told[0]} ({', '.join(within)})"]
        if self.blocked > _WORTH_TELLING:
            told.append(self._told("blocked"))
        return f"{self.whose or 'Workers'}: {', '.join(told) or 'free'}"

    @property
    def short(self) -> str:
        """Say the share in which they were not free."""
        busy = f"{_percent(self.busy)} busy"
        return f"team {busy}" if self.whose else busy

    @property
    def caption(self) -> str:
        """Say the share in which they were not free, and how much of it went where most was lost."""
        other: Use = "setup" if self.setup >= self.down else "down"
        if self.share(other) <= _WORTH_TELLING:
            return self.short
        word = "set up" if other == "setup" else "down"
        return f"{self.short}, {_percent(self.share(other))} {word}"

    def _told(self, use: Use) -> str:
        return f"{_percent(self.share(use))} {WORDS[use]}"


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def use_colours(t: Tokens) -> dict[Use, str]:
    """Give the colour of each use."""
    return {"working": t.accent, "setup": t.warn, "blocked": t.blocked, "down": t.text}


def paint_busy(painter: QPainter, theme: Theme, bar: QRectF, busy: BusyState | None, stuck: object) -> None:
    """Paint the bar: one part beside the other, the free part as its ground."""
    t = theme.tokens
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(t.line))
    painter.drawRoundedRect(bar, 3, 3)
    if busy is None:
        return
    colours = use_colours(t)
    if stuck:
        colours["working"] = t.blocked
    clip = QPainterPath()
    clip.addRoundedRect(bar, 3, 3)
    painter.save()
    painter.setClipPath(clip)
    left = bar.left()
    for use in USES:
        wide = min(bar.width() * busy.share(use), bar.right() - left)
        if use == "blocked":
            painter.setOpacity(0.45)  # the colour of a bottleneck means work; this part is none
        painter.fillRect(QRectF(left, bar.top(), wide, bar.height()), QColor(colours[use]))
        painter.setOpacity(1.0)
        left += wide
    painter.restore()
