"""Which items a number is about: by type, class of service and any attribute.

A selection chooses items; a :class:`~sim.metrics.window.Window` chooses time. They compose: the selected
items are a log of their own, and every metric of that log and a window counts what it always counts. So a
range of dates takes no item away: velocity, flow time, efficiency and distribution are of items done in it,
load, age and time in a stage of items in progress in it, whenever they began.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.log import EventLog, part_of

TYPE, CLASS = "type", "class"
"""Names of the two things that every log knows of its items; an attribute of that name is hidden by them."""
LISTS = ("tags",)
"""Attributes of which an item may have several values."""
NO_VALUE = ""
"""Value of an item whose attribute is blank."""

_APART = re.compile(r"[|;,\n]")


@dataclass(frozen=True)
class Selection:
    """Some items: those that have one of the values in every respect named.

    Attributes:
        types: Ids of types; all if empty.
        classes: Names of classes of service; all if empty.
        attributes: Values by name of attribute (``team``, ``parent``, ``tags`` …); blank is ``""``.
    """

    types: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_everything(self) -> bool:
        """Whether it leaves nothing out."""
        return not self.types and not self.classes and not any(self.attributes.values())


@dataclass(frozen=True)
class Facet:
    """A respect in which items differ.

    Attributes:
        name: ``type``, ``class``, or the attribute's name.
        values: Its values, the most frequent first: id or text, name shown, number of items. An item with
            several tags counts with each.
    """

    name: str
    values: tuple[tuple[str, str, int], ...]


def select(log: EventLog, selection: Selection) -> EventLog:
    """Give the log of the selected items; the log itself where all are.

    Raises:
        ValueError: The log's items have no such attribute.
    """
    return log if selection.is_everything else part_of(log, selected(log, selection))


def selected(log: EventLog, selection: Selection) -> NDArray[np.bool_]:
    """Say which items are selected; shape (items,). A value that no item has selects none.

    Raises:
        ValueError: The log's items have no such attribute.
    """
    chosen = np.ones(len(log.items), bool)
    wanted = {TYPE: selection.types, CLASS: selection.classes, **selection.attributes}
    for name, values in wanted.items():
        if values:
            chosen &= having(log, name, values)
    return chosen


def having(log: EventLog, name: str, values: Sequence[str]) -> NDArray[np.bool_]:
    """Say which items have one of some values in a respect; shape (items,).

    Raises:
        ValueError: The log's items have no such attribute.
    """
    known = _known(log, name)
    if known is not None:
        names, numbers = known
        return np.isin(numbers, [place for place, one in enumerate(names) if one in values])
    texts = _texts(log, name)
    matches = {text: not set(_values(name, text)).isdisjoint(values) for text in set(texts)}
    return np.array([matches[text] for text in texts], bool)


def values_of(log: EventLog, name: str) -> tuple[tuple[str, ...], ...]:
    """Give the values of each item in a respect: one, or several of a list; a blank one is ``""``.

    Raises:
        ValueError: The log's items have no such attribute.
    """
    known = _known(log, name)
    if known is not None:
        names, numbers = known
        return tuple([(names[number],) for number in numbers.tolist()])
    texts = _texts(log, name)
    split = {text: _values(name, text) for text in set(texts)}
    return tuple([split[text] for text in texts])


def facet(log: EventLog, name: str) -> Facet:
    """Give the values of a respect with their numbers of items.

    Raises:
        ValueError: The log's items have no such attribute.
    """
    counts = _counts(log, name)
    shown = {kind.id: kind.name for kind in log.types} if name == TYPE else {}
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return Facet(name, tuple((value, shown.get(value, value), count) for value, count in order))


def facets(log: EventLog) -> tuple[Facet, ...]:
    """Give the respects worth selecting by: type, class, and attributes that several items share.

    Respects with one value only tell nothing apart and are left out; so are those, such as a link, in
    which nearly every item has a value of its own.
    """
    found = [facet(log, name) for name in dict.fromkeys((TYPE, CLASS, *log.items.attributes))]
    return tuple(one for one in found if 1 < len(one.values) <= max(len(log.items) // 2, 2))


def parts_by(log: EventLog, name: str, at_most: int = 20) -> tuple[tuple[str, EventLog], ...]:
    """Give the log of each value of a respect, with the value's name, the most frequent first.

    Args:
        log: What happened.
        name: ``type``, ``class``, or an attribute.
        at_most: So many values; those that are left have no part.

    Raises:
        ValueError: The log's items have no such attribute.
    """
    values = facet(log, name).values[:at_most]
    return tuple(
        (shown or f"no {name}", part_of(log, having(log, name, (value,)))) for value, shown, _ in values
    )


def _known(log: EventLog, name: str) -> tuple[tuple[str, ...], NDArray[np.int16]] | None:
    """Give names and numbers of types or classes; None of an attribute."""
    if name == TYPE:
        return tuple(kind.id for kind in log.types), log.items.type
    return (log.classes, log.items.service_class) if name == CLASS else None


def _counts(log: EventLog, name: str) -> Counter[str]:
    known = _known(log, name)
    if known is not None:
        names, numbers = known
        found = np.bincount(numbers, minlength=len(names)).tolist()
        return Counter({one: count for one, count in zip(names, found, strict=True) if count})
    counts: Counter[str] = Counter()
    for text, count in Counter(_texts(log, name)).items():
        for value in _values(name, text):
            counts[value] += count
    return counts


def _texts(log: EventLog, name: str) -> tuple[str, ...]:
    try:
        return log.items.attributes[name]
    except KeyError:
        has = ", ".join(dict.fromkeys((TYPE, CLASS, *log.items.attributes)))
        raise ValueError(f"items have no {name}; they have {has}") from None


def _values(name: str, text: str) -> tuple[str, ...]:
    """Split a cell into its values: ``a|b``, ``a, b`` and ``[a;b]`` are lists where the attribute is one."""
    if name not in LISTS:
        return (text.strip(),)
    parts = (part.strip(" \"'") for part in _APART.split(text.strip().removeprefix("[").removesuffix("]")))
    return tuple(dict.fromkeys(part for part in parts if part)) or (NO_VALUE,)
