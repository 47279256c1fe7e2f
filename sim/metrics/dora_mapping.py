"""Which items of a log are deployments and incidents, as data that can be guessed, shown and chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog
from sim.metrics.selection import CLASS, having

WORDS = "type"
"""Respect in which a history keeps the tracker's own word for an item's type, beside our type."""


@dataclass(frozen=True)
class Marks:
    """How some items are told from others: they have one of the values in one respect.

    Attributes:
        name: ``type``, ``class``, or an attribute. Under ``type`` both our types' ids and, in a history, the
            tracker's own words are looked at.
        values: The values, as they stand in the log.
    """

    name: str
    values: tuple[str, ...]

    @property
    def said(self) -> str:
        """The rule in words."""
        return f"{self.name} is {' or '.join(self.values)}"


@dataclass(frozen=True)
class DoraMapping:
    """Which items are deployments, and what became of them.

    Attributes:
        deployments: Items that are a deployment each, at the moment they are done; ``releases`` takes every
            moment at which items are done as one deployment of them all; None where nothing tells.
        incidents: Items that are an incident in production, from arrival (or commitment) to done.
        failed: Deployments that needed immediate intervention, by a mark of their own. Where there is none,
            those are meant that were the last before an incident.
        rework: Deployments that were unplanned, because of an incident.
        guessed: What was guessed, in words; empty where a person chose.
    """

    deployments: Marks | Literal["releases"] | None = None
    incidents: Marks | None = None
    failed: Marks | None = None
    rework: Marks | None = None
    guessed: tuple[str, ...] = ()


def known_marks(log: EventLog, mapping: DoraMapping) -> DoraMapping:
    """Leave out of a mapping what a log cannot follow: respects that its items lack, or without values.

    So a mapping that was chosen for one history can be held against another.
    """

    def known(marks: Marks | None) -> Marks | None:
        has = marks is not None and marks.name in (WORDS, CLASS, *log.items.attributes)
        return marks if has and marks is not None and marks.values else None

    told = mapping.deployments
    return DoraMapping(
        deployments=known(told) if isinstance(told, Marks) else told,
        incidents=known(mapping.incidents),
        failed=known(mapping.failed),
        rework=known(mapping.rework),
        guessed=mapping.guessed,
    )


def marked(log: EventLog, marks: Marks | None) -> NDArray[np.bool_]:
    """Say which items have a mark; shape (items,), none where there is no mark to have.

    Raises:
        ValueError: The log's items have no such attribute.
    """
    if marks is None:
        return np.zeros(len(log.items), bool)
    found = having(log, marks.name, marks.values)
    if marks.name == WORDS and WORDS in log.items.attributes:
        found |= np.array([word in marks.values for word in log.items.attributes[WORDS]], bool)
    return found
