"""Small logs of changes and events for the tests of histories."""

from __future__ import annotations

from itertools import pairwise

from sim.history import Imported, Mapping, Rules, Table, assemble, guess_mapping
from tests.history.files import table

FLOW = "To Do>In Progress>Review>Done"
"""A way of statuses, as :func:`moved` takes it."""


def changes(*lines: str) -> Table:
    """A log of changes: ``item from to when``, dates as days of January 2024, a status's blanks as ``_``."""
    return table("Item,From,To,When", *(line_of(line) for line in lines))


def line_of(line: str) -> str:
    """One row of a log from four words."""
    item, came, to, when = line.split()
    named = (word.replace("_", " ").strip() for word in (came, to))
    return ",".join((item, *named, f"2024-01-{when}" if len(when.split(":")[0]) < 6 else when))


def moved(item: str, way: str, *days: int) -> list[str]:
    """Lines of an item that goes along a way of statuses, a change a day."""
    statuses = [status.strip().replace(" ", "_") for status in way.split(">")]
    steps = zip(pairwise(statuses), days, strict=True)
    return [f"{item} {came} {to} {day:02}" for (came, to), day in steps]


def lived(*lines: str, **rules: str) -> Imported:
    """The history of a log of changes by the guessed mapping, some rules switched."""
    made = changes(*lines)
    return assemble(made, with_rules(guess_mapping(made), **rules))


def with_rules(mapping: Mapping, **rules: str) -> Mapping:
    """A mapping with some rules switched."""
    chosen = Rules.model_validate(mapping.rules.model_dump() | rules)
    return mapping.model_copy(update={"rules": chosen})


def flow_of(mapping: Mapping) -> list[tuple[str, str, tuple[str, ...]]]:
    """The flow of a mapping as tuples."""
    return [(stage.name, stage.state, stage.statuses) for stage in mapping.flow]
