"""A stream made of a history, in words: what it rests on, what becomes of the present one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from app.pages.history.part import dates_text, day_text
from sim.log import lives
from sim.metrics import Window
from sim.stream import Interarrival, a_unit, counted, readable_rate

if TYPE_CHECKING:
    from sim.calibration import Calibration
    from sim.distributions import Distribution
    from sim.stream import Calendar

FEWEST_ITEMS: Final = 20
FEWEST_VISITS: Final = 5
"""Finished visits to a stage below which its time is a mean without a shape."""
NEXT_TO_NOTHING: Final = 0.01
"""Below it, digits of a time tell nothing: it is a quarter of an hour at most."""
_MOST_NAMES: Final = 4
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

FAMILIES: Final = {
    "lognormal": "Lognormal",
    "weibull": "Weibull",
    "gamma": "Gamma",
    "exponential": "Exponential",
    "empirical": "The data themselves",
}
"""Families that can be told, in words."""


def family_text(time: Distribution | None) -> str:
    """Name the family of a time; a queue has none."""
    if time is None:
        return "queue"
    return "the data" if time.family == "empirical" else time.family


def figure(value: float) -> str:
    """Write a figure in three digits, large ones whole; next to nothing is told as less."""
    if 0.0 < abs(value) < NEXT_TO_NOTHING:
        return f"< {NEXT_TO_NOTHING:g}"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def facts_of(made: Calibration) -> tuple[tuple[str, str], ...]:
    """Give what was found beside the stages: label and sentence."""
    return (
        ("Looked at", _looked_at(made)),
        ("Arrivals", _arrivals(made)),
        ("Types", _types(made)),
        ("Working time", calendar_text(made.stream.calendar)),
        ("Board", _board(made)),
    )


def thin(made: Calibration) -> tuple[str, ...]:
    """Say what rests on too little; nothing where the data are enough."""
    done = _done(made)
    said = []
    if done < FEWEST_ITEMS:
        said.append(
            f"{counted(done, 'item is', 'items are') if done else 'No item is'} done: times, arrivals and "
            "shares are an order of magnitude, no more."
        )
    few = [one.name for one in made.stages if one.visits - one.unfinished < FEWEST_VISITS]
    if few:
        what = (
            "its time is a mean without a shape" if len(few) == 1 else "their times are means without a shape"
        )
        said.append(f"Fewer than {FEWEST_VISITS} visits have ended in {_listed(few)}: {what}.")
    return tuple(said)


def calendar_text(calendar: Calendar) -> str:
    """Say when people work."""
    if calendar.kind == "continuous":
        return "every day, 24 hours"
    days = ", ".join(_DAYS[day - 1] for day in calendar.weekdays)
    days = "Monday to Friday" if calendar.weekdays == (1, 2, 3, 4, 5) else days
    return f"{days}, {counted(calendar.hours_per_day, 'hour')} from {calendar.day_starts}"


def _looked_at(made: Calibration) -> str:
    log = made.history
    items = f"{counted(made.arrivals.items, 'item')} begun, {_done(made)} done"
    if log.base.origin is None:
        return items
    return f"{dates_text(log, Window(made.since, log.end))}: {items}"


def _done(made: Calibration) -> int:
    """Count the items done of those that the stream is about."""
    return int(np.count_nonzero(np.isfinite(lives(made.history).done)))


def _arrivals(made: Calibration) -> str:
    from sim.distributions import describe

    stream = made.stream
    factor, unit = readable_rate(made.arrivals.rate, stream.time_unit, stream.calendar)
    how = "in batches" if made.arrivals.batches else "one by one"
    rate = f"{figure(made.arrivals.rate * factor)} items {a_unit(unit)}, {how}"
    (arrivals,) = stream.arrivals
    if not isinstance(arrivals, Interarrival):
        return rate
    return f"{rate}; {describe(arrivals.time, f'{stream.time_unit}s')} of each other"


def _types(made: Calibration) -> str:
    shares = [f"{one.name} {one.share * 100:.0f} %" for one in made.stream.item_types]
    rest = len(shares) - 2 * _MOST_NAMES
    return ", ".join(shares[: 2 * _MOST_NAMES]) + (f" and {rest} more" if rest > 0 else "")


def _board(made: Calibration) -> str:
    held = Counter(one.stage for one in made.stream.board)
    where = [f"{held[one.id]} in {one.name}" for one in made.stream.stages if held[one.id]]
    rest = len(where) - _MOST_NAMES
    listed = ", ".join(where[:_MOST_NAMES]) + (f" and elsewhere ({rest} stages)" if rest > 0 else "")
    items = counted(len(made.stream.board), "item")
    return f"{items} on {last_day(made)}" + (f": {listed}" if where else "")


def last_day(made: Calibration) -> str:
    """Say the history's last day: the one before the stream's first."""
    starts = made.stream.calendar.starts
    if starts is None:
        return f"the last {made.history.base.unit}"
    return day_text(starts - dt.timedelta(days=1))


def _listed(names: list[str]) -> str:
    rest = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {rest} more" if rest > 0 else "")
