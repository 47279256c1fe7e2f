"""Which items ``headrace metrics --dora`` takes for deployments and incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.metrics_choice import name_and_value, respect, values_named
from sim.errors import UserFault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sim.log import EventLog
    from sim.metrics import DoraMapping, Marks

EACH = "each"
"""What ``--deployment`` says where every moment at which items are done is one deployment."""


def told_delivery(
    log: EventLog, told: Mapping[str, Sequence[str] | None], stored: DoraMapping | None = None
) -> DoraMapping:
    """Give the mapping that a person told, on top of the project's own, or of a guess.

    Args:
        log: What happened.
        told: Rules NAME=VALUE by role (``deployments``, ``incidents``, ``failed``, ``rework``); a role
            without rules stays as it is.
        stored: The project's; a guess if None.

    Raises:
        UserFault: If a rule has no value, names what no item has, or several respects for one role.
    """
    from dataclasses import replace

    from sim.metrics import guess_dora, known_marks

    mapping = guess_dora(log) if stored is None else known_marks(log, stored)
    chosen = {
        role: "releases" if role == "deployments" and tuple(rules) == (EACH,) else _marks(log, rules)
        for role, rules in told.items()
        if rules
    }
    return replace(mapping, guessed=(), **chosen) if chosen else mapping  # type: ignore[arg-type]


def _marks(log: EventLog, rules: Sequence[str]) -> Marks:
    from sim.metrics import Marks, facet, markable

    offered = {one.name: one for one in markable(log)}
    found: dict[str, tuple[str, ...]] = {}
    for rule in rules:
        name, value = name_and_value(rule, rule, "type=Deployment")
        known = respect(log, name)
        found[known] = (*found.get(known, ()), *values_named(offered.get(known) or facet(log, known), value))
    if len(found) > 1:
        raise UserFault(
            f"One thing is told by {' and '.join(found)}.",
            "Give rules of one name; its values may be several.",
        )
    ((name, values),) = found.items()
    return Marks(name, values)
