"""A log of changes or events as arrays: which item, to what, from what, when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from sim.history.dates import Moments, moments
from sim.history.mapping import Field, Mapping
from sim.history.table import Table
from sim.history.words import folded
from sim.log import set_first

NOTHING = -1
"""Number of an item or word that a row does not name."""

LOG_FIELDS: tuple[Field, ...] = ("from", "to", "when", "changed", "activity", "lifecycle", "resource")
"""Fields of a row, not of the item that it is about."""

_FLAG_WORDS = ("flag", "flagged", "impediment", "blocked", "markiert", "hindernis", "bloqueado", "marque")
_TRACKER_COLUMNS: dict[Field, str] = {"from": "from", "to": "to", "when": "when", "changed": "field"}


@dataclass(frozen=True)
class Chronicle:
    """The rows of a log, and the items that they are about; arrays of shape (rows,).

    Attributes:
        items: One row an item.
        rows: The log's own rows.
        columns: Header in ``rows`` of each field that they have.
        whole: Whether ``rows`` is all there is in the file: the items were told from it.
        item: Row of the item in ``items``, int32; :data:`NOTHING` where it is none of them.
        to: Number of the word that the row leads to, int32; :data:`NOTHING` where there is none.
        came: Number of the word that it comes from, int32, likewise.
        words: The words.
        when: When.
        is_flag: Whether the row sets or clears a flag; its words are then the flag's.
        set_aside_columns: Columns that say different things of one item, and are not kept.
    """

    items: Table
    rows: Table
    columns: dict[Field, str]
    whole: bool
    item: NDArray[np.int32]
    to: NDArray[np.int32]
    came: NDArray[np.int32]
    words: tuple[str, ...]
    when: Moments
    is_flag: NDArray[np.bool_]
    set_aside_columns: tuple[str, ...] = ()


def chronicle(table: Table, mapping: Mapping) -> Chronicle:
    """Read a table of changes or events, or one of items with their changes beside it."""
    if table.changes is not None:
        return _of_tracker(table, mapping)
    _, columns = log_rows(table, mapping)
    item, _ = numbered(table.column(mapping.columns["id"]))
    items, lost = _items_of(table, mapping, item)
    return _chronicle(items, table, columns=columns, mapping=mapping, item=item, lost=lost)


def dates_of(story: Chronicle, mapping: Mapping, field: Field) -> NDArray[np.float64]:
    """Give a date of each row of items; NaN where there is none."""
    header = mapping.columns.get(field, "")
    if header not in story.items.headers:
        return np.full(len(story.items), np.nan)
    return moments(story.items.dates(header), mapping.order_of(header), mapping.zone).days


def log_rows(table: Table, mapping: Mapping) -> tuple[Table, dict[Field, str]]:
    """Give the rows of a log, a tracker's changes or the file's own, and the headers of their fields."""
    if table.changes is None:
        return table, {field: mapping.columns[field] for field in LOG_FIELDS if field in mapping.columns}
    headers = table.changes.headers
    return table.changes, {field: header for field, header in _TRACKER_COLUMNS.items() if header in headers}


def numbered(texts: Sequence[str]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Number the distinct texts in order of occurrence; a blank text is :data:`NOTHING`."""
    first: dict[str, int] = {}
    places = np.fromiter(map(first.setdefault, texts, count()), np.int64, len(texts))
    starts = np.fromiter(first.values(), np.int64, len(first))
    numbers = np.searchsorted(starts, places).astype(np.int32)
    if "" in first:
        blank = list(first).index("")
        numbers = np.where(numbers == blank, NOTHING, numbers - (numbers > blank)).astype(np.int32)
        del first[""]
    return numbers, tuple(first)


def _of_tracker(table: Table, mapping: Mapping) -> Chronicle:
    rows, columns = log_rows(table, mapping)
    ids = table.column(mapping.columns["id"])
    place: dict[str, int] = {}
    for number, name in enumerate(ids):
        place.setdefault(name, number)
    texts = rows.column("item")
    item = np.fromiter((place.get(text, NOTHING) for text in texts), np.int32, len(texts))
    return _chronicle(table, rows, columns=columns, mapping=mapping, item=item, lost=None)


def _chronicle(
    items: Table,
    rows: Table,
    *,
    columns: dict[Field, str],
    mapping: Mapping,
    item: NDArray[np.int32],
    lost: tuple[str, ...] | None,
) -> Chronicle:
    size = len(rows)
    goal: Field = "activity" if mapping.layout == "events" else "to"
    to, to_words = numbered(rows.column(columns[goal]))
    came, came_words = numbered(rows.column(columns["from"])) if "from" in columns else (to, ())
    number = {word: place for place, word in enumerate(to_words)}
    for word in came_words:
        number.setdefault(word, len(number))
    renumbered = np.array([number[word] for word in came_words] + [NOTHING], np.int32)
    when = moments(rows.dates(columns["when"]), mapping.order_of(columns["when"]), mapping.zone)
    return Chronicle(
        items=items,
        rows=rows,
        columns=columns,
        whole=lost is not None,
        item=item,
        to=to,
        came=renumbered[came] if came_words else np.full(size, NOTHING, np.int32),
        words=tuple(number),
        when=when,
        is_flag=flags_in(rows, columns),
        set_aside_columns=lost or (),
    )


def flags_in(rows: Table, columns: dict[Field, str]) -> NDArray[np.bool_]:
    """Say of each row of a log whether it sets or clears a flag."""
    if "changed" not in columns:
        return np.zeros(len(rows), np.bool_)
    numbers, words = numbered(rows.column(columns["changed"]))
    return np.array([folded(word) in _FLAG_WORDS for word in words] + [False])[numbers]


def _items_of(table: Table, mapping: Mapping, item: NDArray[np.int32]) -> tuple[Table, tuple[str, ...]]:
    """Make a row for each item of a log: of each column the first text; columns that vary are left out."""
    firsts = np.full(int(item.max(initial=NOTHING)) + 1, len(item), np.int64)
    named = np.flatnonzero(item >= 0)
    set_first(firsts, item[named], named)
    own = {mapping.columns[field] for field in LOG_FIELDS if field in mapping.columns}
    known = {header for field, header in mapping.columns.items() if field not in LOG_FIELDS}
    headers: list[str] = []
    columns: list[tuple[str, ...]] = []
    lost: list[str] = []
    for header, column in zip(table.headers, table.columns, strict=True):
        if header in own - known:
            continue
        texts = _first_texts(column, item, len(firsts))
        if texts is None and header not in known:
            lost.append(header)
            continue
        headers.append(header)
        columns.append(texts or tuple(column[place] for place in firsts.tolist()))
    numbers = tuple(table.numbers[place] for place in firsts.tolist())
    return Table(table.source, tuple(headers), tuple(columns), numbers), tuple(lost)


def _first_texts(column: tuple[str, ...], item: NDArray[np.int32], size: int) -> tuple[str, ...] | None:
    """Give each item's text of a column; None where the texts of one item differ (blanks apart)."""
    numbers, words = numbered(column)
    told = np.flatnonzero((numbers >= 0) & (item >= 0))
    text = np.full(size, NOTHING, np.int32)
    set_first(text, item[told], numbers[told])
    if np.any(text[item[told]] != numbers[told]):
        return None
    return tuple(words[number] if number >= 0 else "" for number in text.tolist())
