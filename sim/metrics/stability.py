"""Little's law: how well it holds over a window, and what breaks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, lives
from sim.metrics.flow_load import item_time, load_at
from sim.metrics.stages import StageUsage, TeamUsage
from sim.metrics.window import Window, finished_lives, within

ASSUMPTIONS = (
    "as many items come as go",
    "the load is alike at both ends",
    "what is begun gets finished",
    "the load's age does not move",
)
"""What Little's law asks of a window that does not begin and end empty (after Vacanti); that all is counted
in one unit of time holds here by construction."""
_NO_TIME = "the window has no time in it"
_ALWAYS_BUSY = 0.99
_LEAST_GROWTH = 5
_WORTH_SAYING = 0.005


def littles_residual(log: EventLog, window: Window) -> float:
    """Give (L - λW) / L: what Little's law leaves unexplained over a window; 0 where it holds exactly.

    L is the time-average of items in progress, λ the rate of items done, W their mean flow time (elapsed);
    all of items whose commitment is known. Exactly 0 over a window that begins and ends empty (Stidham
    1974; Little & Graves 2008). NaN where nothing was in progress though items were done (in no time).
    """
    life = lives(log)
    inside = item_time(log, window)
    flow = np.where(finished_lives(log, window), life.done - life.commitment, 0.0)
    total = float(inside.sum())
    if not total:
        return 0.0 if not flow.any() else float("nan")
    # item by item, so that what cancels cancels to the last bit
    return float((inside - flow).sum() / total)


@dataclass(frozen=True)
class LittlesLaw:
    """Little's law over a window: L = λW, and what is left.

    Attributes:
        load: L, the time-average of items in progress.
        rate: λ, items done with a known begin, a unit of time.
        time: W, their mean flow time, elapsed; NaN if there are none.
        residual: :func:`littles_residual`.
        assumptions: What the law asks of a finite window, in the order of :data:`ASSUMPTIONS`: its name, and
            how it is broken in words, empty where it holds.
    """

    load: float
    rate: float
    time: float
    residual: float
    assumptions: tuple[tuple[str, str], ...]

    @property
    def expected(self) -> float:
        """λW: the load that the law expects; 0 where nothing was done."""
        return self.rate * self.time if self.rate else 0.0


def littles_law(log: EventLog, window: Window) -> LittlesLaw:
    """Give the three quantities of Little's law, its residual, and which of its assumptions are broken."""
    life = lives(log)
    done = finished_lives(log, window)
    flow = (life.done - life.commitment)[done]
    length = window.length
    broken = tuple(check(log, window) if length else _NO_TIME for check in _CHECKS)
    return LittlesLaw(
        load=float(item_time(log, window).sum()) / length if length else float("nan"),
        rate=len(flow) / length if length else float("nan"),
        time=float(flow.mean()) if len(flow) else float("nan"),
        residual=littles_residual(log, window),
        assumptions=tuple(zip(ASSUMPTIONS, broken, strict=True)),
    )


def littles_reasons(log: EventLog, window: Window) -> tuple[str, ...]:
    """Say in words which assumptions of Little's law a window breaks; empty if none.

    Four are looked at, after Vacanti: as many items come as go (within a tenth); the load is alike at both
    ends (within a tenth of its mean, or one item); what is begun is finished (no item in progress is older
    than the longest flow time); the load's mean age is alike at both ends (within a quarter).
    """
    if not window.length:
        return (_NO_TIME,)
    return tuple(reason for check in _CHECKS if (reason := check(log, window)))


def _arrivals(log: EventLog, window: Window) -> str:
    life = lives(log)
    came = int(np.count_nonzero(within(log, window, life.commitment)))
    went = int(np.count_nonzero(finished_lives(log, window)))
    if abs(came - went) <= max(0.1 * max(came, went), 1):
        return ""
    return f"{came} items came in and {went} went out: arrivals and departures are not alike"


def _load(log: EventLog, window: Window) -> str:
    first, last = _load_before(log, window.start), load_at(log, window.end)
    mean = float(item_time(log, window).sum()) / window.length
    if abs(last - first) <= max(0.1 * mean, 1):
        return ""
    return f"{first} items were in progress at the start and {last} at the end"


def _stuck(log: EventLog, window: Window) -> str:
    life = lives(log)
    chosen = finished_lives(log, window)
    if not chosen.any():
        return "nothing that was begun was finished"
    longest = float((life.done - life.commitment)[chosen].max())
    stuck = int(np.count_nonzero(_ages(log, window.end) > longest))
    if not stuck:
        return ""
    items = "1 item in progress is" if stuck == 1 else f"{stuck} items in progress are"
    return f"{items} older than any item done took: not all that is begun gets finished"


def _ageing(log: EventLog, window: Window) -> str:
    before, after = _ages(log, window.start), _ages(log, window.end)
    if not len(before) or not len(after):
        return ""
    first, last = float(before.mean()), float(after.mean())
    if abs(last - first) <= 0.25 * max(first, last):
        return ""
    trend = "older" if last > first else "younger"
    return (
        f"work in progress got {trend}: {first:.1f} {log.base.unit}s old at the start, {last:.1f} at the end"
    )


def _load_before(log: EventLog, time: float) -> int:
    """Count the items in progress just before an instant, or at it if the log starts there."""
    life = lives(log)
    return int(np.count_nonzero((life.commitment < time) & ~(life.done < time)))


def _ages(log: EventLog, time: float) -> NDArray[np.float64]:
    """Give the ages of the items in progress at an instant."""
    life = lives(log)
    return np.asarray(time - life.commitment[(life.commitment <= time) & ~(life.done <= time)])


_CHECKS = (_arrivals, _load, _stuck, _ageing)


def overload(log: EventLog, window: Window, workplaces: Sequence[StageUsage | TeamUsage]) -> str:
    """Say in words that more comes in than can go out; empty if it does not.

    The items that have arrived and are not done must have grown by more than chance would let them (twice
    the square root of the arrivals). A stage or team whose people are busy 99 % of the time is named.
    """
    life = lives(log)
    came = int(np.count_nonzero(within(log, window, life.arrival)))
    before, after = (
        int(np.count_nonzero((life.arrival <= time) & ~(life.done <= time)))
        for time in (window.start, window.end)
    )
    if log.origin.kind == "history" or after - before <= max(2 * np.sqrt(came), _LEAST_GROWTH):
        return ""
    grown = f"{after - before} more items wait at the end than at the start"
    busiest = max(workplaces, key=lambda one: one.busy or 0.0, default=None)
    if busiest is None or (busiest.busy or 0.0) < _ALWAYS_BUSY:
        return f"More comes in than goes out: {grown}; times depend on how long the run lasts."
    return (
        f"Load is 1 or more: there is no free time in {busiest.name} ({_spent(busiest)}), and {grown}; "
        "times depend on how long the run lasts."
    )


def _spent(place: StageUsage | TeamUsage) -> str:
    """Say where the time of people without a free moment went."""
    shares = (
        ("working", place.utilisation or 0.0),
        ("changing over", place.setup_share or 0.0),
        ("down", (place.down_share or 0.0) if isinstance(place, StageUsage) else 0.0),
    )
    said = [f"{what} {share * 100:.0f} %" for what, share in shares if share >= _WORTH_SAYING]
    return ", ".join(said)
