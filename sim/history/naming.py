"""Who an item is: its id, its type, its class, its state and its other texts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.history.guess import own_type_id
from sim.history.mapping import DATE_FIELDS, Field, Mapping, StateMeaning
from sim.history.projects import project_column
from sim.history.report import SetAside, TypeCount
from sim.history.table import Table
from sim.history.words import folded
from sim.log import LogType

FLOW_ITEMS = {"feature": "Feature", "defect": "Defect", "risk": "Risk", "debt": "Debt"}
ONE_TYPE = LogType("item", "Item")
"""Type of all items of a file without types."""

_TOP_CLASSES = ("expedite", "urgent", "critical", "fixed date", "data fixa")
_KEPT_FIELDS: tuple[Field, ...] = ("type", "state", "parent", "tags", "blocked", "size", "team", "url")
"""Fields kept as attributes under their own names, whatever their headers."""


@dataclass(frozen=True)
class Ids:
    """The ids of all rows.

    Attributes:
        names: One a row.
        repeated: Places of rows whose id an earlier row has, with the remark.
        assumed: What was assumed, one sentence each.
    """

    names: tuple[str, ...]
    repeated: dict[int, SetAside]
    assumed: tuple[str, ...]


def ids_of(table: Table, mapping: Mapping) -> Ids:
    """Name every row; a row without an id is named by its row number."""
    header = mapping.columns.get("id")
    if header is None:
        names = tuple(f"row {number}" for number in table.numbers)
        return Ids(names, {}, ("No column holds ids: items are named by their row numbers.",))
    texts = table.column(header)
    names = tuple(text or f"row {number}" for text, number in zip(texts, table.numbers, strict=True))
    project = project_column(table, names)
    told: tuple[str, ...] = ()
    if project:
        names = tuple("#".join(filter(None, pair)) for pair in zip(table.column(project), names, strict=True))
        told = (f"{header} repeats from one {project} to the next: an id is both together.",)
    first: dict[str, int] = {}
    repeated: dict[int, SetAside] = {}
    for place, name in enumerate(names):
        earlier = first.setdefault(name, place)
        if earlier != place:
            reason = f"the id already stands in row {table.numbers[earlier]}"
            repeated[place] = SetAside(row=table.numbers[place], value=name[:80], reason=reason)
    blank = sum(not text for text in texts)
    said = f"Rows without an id, named by their row numbers: {blank}."
    return Ids(names, repeated, (*told, said) if blank else told)


def given_up(table: Table, mapping: Mapping) -> dict[int, str]:
    """Give the places of the rows whose state or resolution means cancelled, with the word that says so."""
    found: dict[int, str] = {}
    told: tuple[tuple[Field, dict[str, StateMeaning]], ...] = (
        ("resolution", mapping.resolutions),
        ("state", mapping.states),
    )
    for field, meanings in told:
        words = {word for word, meaning in meanings.items() if meaning == "cancelled"}
        if words and field in mapping.columns:
            column = table.column(mapping.columns[field])
            found |= {place: word for place, word in enumerate(column) if word in words}
    return found


def state_disputes(
    table: Table, mapping: Mapping, started: NDArray[np.bool_], done: NDArray[np.bool_]
) -> list[SetAside]:
    """Find the rows whose state says otherwise than their dates; the dates are believed."""
    header = mapping.columns.get("state")
    if header is None:
        return []
    disputes = []
    for place, word in enumerate(table.column(header)):
        meaning = mapping.states.get(word)
        reason = ""
        if meaning == "done" and not done[place]:
            reason = "the state says done, but there is no date of done: counted as not done"
        elif meaning in ("new", "active", "waiting") and done[place]:
            reason = "the state says not done, but there is a date of done: counted as done"
        elif meaning == "new" and started[place]:
            reason = "the state says not started, but there is a start: counted as started"
        if reason:
            disputes.append(SetAside(row=table.numbers[place], value=word, reason=reason))
    return disputes


@dataclass(frozen=True)
class Types:
    """The item types of the kept rows.

    Attributes:
        types: Types that occur: feature, defect, risk, debt, then types of their own.
        numbers: Type of each kept row, int16.
        counts: Their words and ours.
        assumed: What was assumed, one sentence each.
    """

    types: tuple[LogType, ...]
    numbers: NDArray[np.int16]
    counts: tuple[TypeCount, ...]
    assumed: tuple[str, ...]


def types_of(table: Table, mapping: Mapping, kept: NDArray[np.int64]) -> Types:
    """Type the kept rows by the mapping; a word that it lacks becomes a type of its own."""
    header = mapping.columns.get("type")
    if header is None:
        said = "No column holds types: all items are of one type."
        return Types((ONE_TYPE,), np.zeros(len(kept), np.int16), (), (said,))
    column = table.column(header)
    words = Counter(column[place] for place in kept.tolist())
    ours = {word: mapping.types.get(word) or own_type_id(word) for word in words}
    own = [type_id for type_id in dict.fromkeys(ours.values()) if type_id not in FLOW_ITEMS]
    order = [type_id for type_id in FLOW_ITEMS if type_id in ours.values()] + own
    names = (
        FLOW_ITEMS | {i: w or "No type" for w, i in reversed(ours.items()) if i in own} | mapping.type_names
    )
    number = {type_id: place for place, type_id in enumerate(order)}
    numbers = np.array([number[ours[column[place]]] for place in kept.tolist()], np.int16)
    counts = tuple(TypeCount(theirs=word, ours=ours[word], rows=rows) for word, rows in words.most_common())
    types = tuple(LogType(type_id, names.get(type_id, type_id)) for type_id in order)
    return Types(types, numbers, counts, _types_said(header, ours, {t.id: t.name for t in types}))


def _types_said(header: str, ours: dict[str, str], names: dict[str, str]) -> tuple[str, ...]:
    read = [f"{w or 'blank'} as {names[i]}" for w, i in ours.items() if i in FLOW_ITEMS]
    own = [word or "blank" for word, type_id in ours.items() if type_id not in FLOW_ITEMS]
    said = []
    if read:
        said.append(f"{header} is read so: {', '.join(read)}.")
    if own:
        kind = "a type of its own" if len(own) == 1 else "types of their own"
        said.append(f"Not one of the four flow items, so {kind}: {', '.join(own)}.")
    return tuple(said)


def classes_of(
    table: Table, mapping: Mapping, kept: NDArray[np.int64]
) -> tuple[tuple[str, ...], NDArray[np.int16]]:
    """Give the classes of service by name, expedite first, and the class of each kept row."""
    header = mapping.columns.get("class")
    if header is None:
        return ("standard",), np.zeros(len(kept), np.int16)
    column = table.column(header)
    words = Counter(column[place] or "standard" for place in kept.tolist())
    order = sorted(words, key=lambda word: (folded(word) not in _TOP_CLASSES, -words[word]))
    number = {word: place for place, word in enumerate(order)}
    return tuple(order), np.array([number[column[p] or "standard"] for p in kept.tolist()], np.int16)


def attributes_of(table: Table, mapping: Mapping, kept: NDArray[np.int64]) -> dict[str, tuple[str, ...]]:
    """Give the other texts of the kept rows: mapped fields by field, the rest by header."""
    places = kept.tolist()
    named = {mapping.columns[field]: field for field in _KEPT_FIELDS if field in mapping.columns}
    used = {mapping.columns[f] for f in (*DATE_FIELDS, "id", "title", "class") if f in mapping.columns}
    used |= {stage.column for stage in mapping.stages}
    attributes: dict[str, tuple[str, ...]] = {}
    for header, column in zip(table.headers, table.columns, strict=True):
        if header in used:
            continue
        name: str = named.get(header, header)
        if header not in named and name in named.values():
            name = f"{header} (column)"
        attributes[name] = tuple(column[place] for place in places)
    return attributes
