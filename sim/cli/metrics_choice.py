"""Which items and which dates ``headrace metrics`` is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import UserFault

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sim.log import EventLog
    from sim.metrics import Facet, Window

PLURALS = {"tag": "tags", "types": "type", "classes": "class", "teams": "team", "parents": "parent"}
SHOWN = 12
"""Values named where one is not known."""


def chosen(log: EventLog, only: Sequence[str]) -> EventLog:
    """Give the log of the items that have every NAME=VALUE; values of one name are alternatives.

    Raises:
        UserFault: If a rule has no value, or names what no item has.
    """
    from sim.metrics import Selection, facet, select

    wanted: dict[str, tuple[str, ...]] = {}
    for rule in only:
        name, value = name_and_value(rule, f"--only {rule}", "type=defect")
        known = respect(log, name)
        wanted[known] = (*wanted.get(known, ()), *values_named(facet(log, known), value))
    types, classes = wanted.pop("type", ()), wanted.pop("class", ())
    return select(log, Selection(types, classes, wanted))


def name_and_value(rule: str, called: str, example: str) -> tuple[str, str]:
    """Take a rule NAME=VALUE apart.

    Args:
        rule: What was given.
        called: What it is called where it is refused.
        example: A rule as it should be.

    Raises:
        UserFault: If it has no name, or no value.
    """
    name, equals, value = (part.strip() for part in rule.partition("="))
    if not equals or not name:
        lack = "has no name" if equals else "names no value"
        raise UserFault(f"{called} {lack}.", f"Give NAME=VALUE, such as {example}.")
    return name, value


def respect(log: EventLog, name: str) -> str:
    """Give the name of a respect in which items differ, as the log has it.

    Raises:
        UserFault: If items have none of that name.
    """
    wanted = PLURALS.get(name.casefold(), name).casefold()
    known = tuple(dict.fromkeys(("type", "class", *log.items.attributes)))
    for one in known:
        if one.casefold() == wanted:
            return one
    raise UserFault(f"Items of this history have no {name}.", f"They have {', '.join(known)}.")


def values_named(respect: Facet, value: str) -> tuple[str, ...]:
    """Give the values meant: by id or name, in capitals or not; blank is a value too.

    Raises:
        UserFault: If no item has one.
    """
    values, name = respect.values, respect.name
    meant = tuple(one for one, shown, _ in values if value.casefold() in (one.casefold(), shown.casefold()))
    if not meant:
        some = ", ".join(shown or '""' for _, shown, _ in values[:SHOWN])
        more = f" and {len(values) - SHOWN} more" if len(values) > SHOWN else ""
        raise UserFault(f"No item has {name} {value}.", f"Its values are {some}{more}.")
    return meant


def chosen_window(log: EventLog, first: dt.date | None, final: dt.date | None) -> Window | None:
    """Give the window between two dates, both included; None where neither is given.

    Raises:
        UserFault: If nothing was observed between them.
    """
    from sim.metrics import between

    if first is None and final is None:
        return None
    window = between(log, first, final)
    if not window.length:
        everything = between(log)
        raise UserFault("The history has no day between these dates.", _observed(log, everything))
    return window


def _observed(log: EventLog, window: Window) -> str:
    from sim.log import date_of_day
    from sim.metrics import window_days

    low, high = window_days(log, window)
    return f"It runs from {date_of_day(low)} to {date_of_day(high)}."
