"""Money: what was released is worth, what people cost, and what delay costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.log import Crew, EventLog, crews, lives, people
from sim.metrics.window import Window, done_in, overlap
from sim.stream import Calendar, hours_in

_ELAPSED = Calendar(kind="continuous")


@dataclass(frozen=True)
class TypeMoney:
    """Money of one item type over a window, None where the log does not say.

    Attributes:
        released: Items of it done.
        value: What these are worth.
        delay_cost: What was lost while items of it had arrived and were not done.
    """

    released: int
    value: float | None
    delay_cost: float | None


@dataclass(frozen=True)
class Money:
    """Money over a window, None where nothing was given to work it out from.

    Attributes:
        value: What the items released are worth.
        staff_cost: What workers and teams cost.
        delay_cost: What was lost while items had arrived and were not done.
        net: Value less both costs; a cost that is not known counts as nothing.
        cost_per_item: Staff cost by item released.
        value_rate: Value by unit of time.
        types: The same by type id.
        crews: Staff cost by path (``stages.test``, ``teams.dev``), of those whose cost is known.
    """

    value: float | None
    staff_cost: float | None
    delay_cost: float | None
    net: float | None
    cost_per_item: float | None
    value_rate: float | None
    types: Mapping[str, TypeMoney]
    crews: Mapping[str, float]

    def to_json(self) -> dict[str, Any] | None:
        """Give it as JSON values; None where nothing is known."""
        known = (self.value, self.staff_cost, self.delay_cost)
        return None if known == (None, None, None) else asdict(self)


def money(log: EventLog, window: Window) -> Money:
    """Give all that a log says of money over a window."""
    types, staff = money_by_type(log, window), staff_cost_by_crew(log, window)
    value, delay, cost = _value(types), _delay(types), _total(staff.values())
    return Money(
        value=value,
        staff_cost=cost,
        delay_cost=delay,
        net=_net(value, cost, delay),
        cost_per_item=_by_item(cost, sum(one.released for one in types.values())),
        value_rate=_by_time(value, window),
        types=types,
        crews=staff,
    )


def value_released(log: EventLog, window: Window) -> float | None:
    """Give the value of the items done in a window; a type without a value adds nothing."""
    return _value(money_by_type(log, window))


def delay_cost(log: EventLog, window: Window) -> float | None:
    """Give what delay cost within a window: for each item, its type's cost a time unit from arrival to done.

    An item that is not done yet has cost up to the window's end. Items of unknown arrival cost nothing.
    """
    return _delay(money_by_type(log, window))


def staff_cost(log: EventLog, window: Window) -> float | None:
    """Give what workers and teams cost over a window: people, times days, times the cost of a day.

    Those whose cost is not known add nothing. A day is a working day of the log's calendar, so many of its
    hours; without a calendar it has 24. Who has left costs nothing, work in hand or not.
    """
    return _total(staff_cost_by_crew(log, window).values())


def net_value(log: EventLog, window: Window) -> float | None:
    """Give value less staff cost and delay cost; a cost that is not known counts as nothing.

    None if no type has a value: costs alone make no loss.
    """
    types = money_by_type(log, window)
    return _net(_value(types), staff_cost(log, window), _delay(types))


def cost_per_item(log: EventLog, window: Window) -> float | None:
    """Give the staff cost by item done in a window; None if it is not known, or nothing was done."""
    return _by_item(staff_cost(log, window), int(np.count_nonzero(done_in(log, window))))


def value_rate(log: EventLog, window: Window) -> float | None:
    """Give the value released a unit of time; None if it is not known, or the window is empty."""
    return _by_time(value_released(log, window), window)


def _value(types: Mapping[str, TypeMoney]) -> float | None:
    return _total(one.value for one in types.values())


def _delay(types: Mapping[str, TypeMoney]) -> float | None:
    return _total(one.delay_cost for one in types.values())


def _net(value: float | None, staff: float | None, delay: float | None) -> float | None:
    costs = _total((staff, delay))
    return None if value is None else value - (costs or 0.0)


def _by_item(cost: float | None, done: int) -> float | None:
    return None if cost is None or not done else cost / done


def _by_time(value: float | None, window: Window) -> float | None:
    return None if value is None or not window.length else value / window.length


def money_by_type(log: EventLog, window: Window) -> dict[str, TypeMoney]:
    """Give items done, their value, and cost of delay by type id."""
    size = len(log.types)
    done = np.bincount(log.items.type[done_in(log, window)], minlength=size)
    is_costly = any(one.cost_of_delay is not None for one in log.types)
    undone = _undone(log, window) if is_costly else np.zeros(len(log.items))
    waited = np.bincount(log.items.type, undone, minlength=size)
    return {
        one.id: TypeMoney(
            released=int(done[number]),
            value=None if one.value is None else one.value * int(done[number]),
            delay_cost=None if one.cost_of_delay is None else one.cost_of_delay * float(waited[number]),
        )
        for number, one in enumerate(log.types)
    }


def staff_cost_by_crew(log: EventLog, window: Window) -> dict[str, float]:
    """Give the cost of each crew whose cost is known, by path: ``stages.test``, ``teams.dev``."""
    calendar = log.base.calendar or _ELAPSED
    days = hours_in(calendar, log.base.unit) / hours_in(calendar, "day")
    return {
        f"{'teams' if crew.number >= len(log.stages) else 'stages'}.{crew.id}": crew.cost_per_day
        * days
        * _time_there(log, window, crew)
        for crew in crews(log)
        if crew.cost_per_day is not None and crew.size is not None
    }


def _time_there(log: EventLog, window: Window, crew: Crew) -> float:
    """Give the time of all workers of a crew together, in the log's unit."""
    size = people(log, crew)
    cuts = size.time[(size.time > window.start) & (size.time < window.end)]
    moments = np.concatenate([[window.start], cuts])
    length = np.diff(moments, append=max(window.end, window.start))
    return float(size.after(moments) @ length)


def _undone(log: EventLog, window: Window) -> NDArray[np.float64]:
    """Give the time within the window in which each item had arrived and was not done; shape (items,)."""
    life = lives(log)
    until = np.where(np.isnan(life.done), max(log.end, window.end), life.done)
    return np.nan_to_num(overlap(window, life.arrival, until))


def _total(parts: Iterable[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return float(sum(known)) if known else None
