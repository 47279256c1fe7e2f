"""A what-if: a base stream and a list of changes to it."""

from __future__ import annotations

from typing import Any

from sim.errors import StreamFault
from sim.stream.base import Value
from sim.stream.edits import set_value
from sim.stream.stream import Stream


class Scenario(Value):
    """A named list of changes, applied in order.

    Attributes:
        name: Name shown.
        changes: Pairs of a path and the value to set there, as :func:`~sim.stream.set_value` takes them.
    """

    name: str
    changes: tuple[tuple[str, Any], ...] = ()


def apply_scenario(base: Stream, scenario: Scenario) -> Stream:
    """Give the base with a scenario's changes.

    Raises:
        StreamFault: If a change's path leads nowhere or its value does not fit; it names the scenario.
    """
    stream = base
    for path, value in scenario.changes:
        try:
            stream = set_value(stream, path, value)
        except StreamFault as fault:
            raise StreamFault(f"{scenario.name}: {fault.text}", fault.hint) from None
    return stream


def read_change(text: str) -> tuple[str, str]:
    """Split a change as it is written, ``stages.test.wip_limit=2``, into path and value.

    Raises:
        StreamFault: If there is no path or no equals sign.
    """
    path, sign, value = text.partition("=")
    if not sign or not path.strip():
        raise StreamFault(f'"{text}" is not a change.', "Write PATH=VALUE, such as stages.test.wip_limit=2.")
    return path.strip(), value.strip()
