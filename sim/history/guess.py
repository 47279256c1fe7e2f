"""A first mapping for a table: from its headers, and from what the columns hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

import numpy as np

from sim.history.dates import DateTexts, read_dates
from sim.history.guess_counts import counts_by_content, guess_counts
from sim.history.guess_flow import guess_flow, guess_stages
from sim.history.layouts import between_rows
from sim.history.log_columns import event_columns, log_columns, named_columns
from sim.history.mapping import (
    DATE_FIELDS,
    FLOW_LAYOUTS,
    Field,
    Layout,
    Mapping,
    MissingStart,
    StageColumn,
    StateMeaning,
)
from sim.history.order import days_under, decide_order
from sim.history.table import Table
from sim.history.words import (
    DATE_WORDS,
    HEADERS,
    OTHER_DATES,
    folded,
    rank_of,
    state_of,
    type_of,
    without_date_words,
)
from sim.log import FlowState

DATE_SHARE = 0.8
"""A column holds dates if at least this share of its filled cells are dates..."""
NAMED_SHARE = 0.5
"""... or this share, if its name is one of created, started or done."""

_DEEDS = ("created", "requested", "started")
"""States that are rather named for what was done on a date than for a place on a board."""
_SAMPLE = 200
_MANY_TYPES = 60
_MANY_STATES = 200
_UNIQUE_SHARE = 0.9
_LONGEST_ID = 40


@dataclass(frozen=True)
class _Dates:
    """The columns that can hold dates.

    Attributes:
        texts: Columns that do, taken apart, in file order.
        empty: Columns without any text.
    """

    texts: dict[str, DateTexts]
    empty: frozenset[str]

    def may_be(self, header: str) -> bool:
        return header in self.texts or header in self.empty


def guess_mapping(table: Table) -> Mapping:
    """Guess what a table means; :func:`mapping_problems` tells whether the guess is enough."""
    found = _guess_flow(table) or guess_counts(table) or _guess_items(table)
    return found.model_copy(update={"sheet": table.sheet}) if table.sheet else found


def guess_as(table: Table, layout: Layout) -> Mapping:
    """Guess what a table means under a layout that somebody has chosen, whatever it looks like.

    What is missing for it :func:`mapping_problems` tells.
    """
    if layout in FLOW_LAYOUTS:
        found = with_words(table, guess_flow(table, layout, named_columns(table, layout)))
    elif layout == "counts":
        found = counts_by_content(table)
    else:
        found = between_rows(_guess_items(table), layout)
    return found.model_copy(update={"sheet": table.sheet})


def _guess_items(table: Table) -> Mapping:
    """Guess what a table means that has one row an item."""
    dates = _dates(table)
    stages, columns = _date_fields(table, dates)
    layout: Layout = "stages" if stages else "items"
    columns |= _text_fields(table, set(columns.values()) | {s.column for s in stages} | set(dates.texts))
    order = decide_order(dates.texts)
    types, names = _types(table, columns.get("type"))
    created_is_start = layout == "items" and "created" in columns and "started" not in columns
    missing_start: MissingStart = "created" if created_is_start else "none"
    return Mapping(
        layout=layout,
        columns=columns,
        stages=stages,
        types=types,
        type_names=names,
        states=_states(table, columns.get("state")),
        resolutions=_resolutions(table, columns.get("resolution")),
        date_order=order.order,
        date_orders=order.exceptions,
        date_reason=order.reason,
        ambiguous=order.ambiguous,
        missing_start=missing_start,
    )


def _guess_flow(table: Table) -> Mapping | None:
    """Guess the mapping of a log of changes or events; None where the table is none."""
    layout: Layout = "changes"
    columns: dict[Field, str] = {"id": "id"}
    if table.changes is None:
        columns = log_columns(table)
    if not columns:
        layout, columns = "events", event_columns(table)
    return with_words(table, guess_flow(table, layout, columns)) if columns else None


def with_words(table: Table, mapping: Mapping) -> Mapping:
    """Guess what the words mean that stand in the columns a mapping has for type, state and resolution."""
    types, names = _types(table, mapping.columns.get("type"))
    words = {
        "states": _states(table, mapping.columns.get("state")),
        "resolutions": _resolutions(table, mapping.columns.get("resolution")),
    }
    return mapping.model_copy(update={"types": types, "type_names": names, **words})


def own_flow_words(table: Table, mapping: Mapping) -> Mapping:
    """Guess anew what the words of a log mean, and in which order they come."""
    return mapping.model_copy(update={"flow": guess_stages(table, mapping)})


def _dates(table: Table) -> _Dates:
    texts: dict[str, DateTexts] = {}
    empty: set[str] = set()
    for header, column in zip(table.headers, table.columns, strict=True):
        sample = [text for text in column[: 10 * _SAMPLE] if text][:_SAMPLE] or [
            text for text in column if text
        ]
        if not sample:
            empty.add(header)
            continue
        share = NAMED_SHARE if any(rank_of(header, f) is not None for f in DATE_FIELDS) else DATE_SHARE
        likely = _dates_make(share, read_dates(sample)) and _dates_make(share, table.dates(header))
        if likely and _more_than_numbers(header, table.dates(header)):
            texts[header] = table.dates(header)
    return _Dates(texts, frozenset(empty))


def _more_than_numbers(header: str, texts: DateTexts) -> bool:
    """Tell whether a column holds dates, and not numbers that could be a spreadsheet's dates."""
    if not texts.serial.any():
        return True
    words = set(folded(header).split())
    named = any(rank_of(header, field) is not None for field in DATE_FIELDS) or _other_date(header)
    return named or bool(words & DATE_WORDS) or state_of(header) in ("new", "active", "waiting")


def _dates_make(share: float, texts: DateTexts) -> bool:
    return 0 < texts.readable() >= share * texts.filled()


def _date_fields(table: Table, dates: _Dates) -> tuple[tuple[StageColumn, ...], dict[Field, str]]:
    """Choose the layout: the stages (none for one row an item), and the columns of the date fields."""
    found: dict[Field, str] = {}
    for field in DATE_FIELDS:
        header = _best(table.headers, field, dates)
        if header and header not in found.values():
            found[field] = header
    stage_like = [header for header in dates.texts if _stage_like(header)]
    told = all(field in found and _says_date(found[field]) for field in ("started", "done"))
    nameless = len(stage_like) == 2 and not any(state_of(header) for header in stage_like)
    if nameless and "done" not in found and "started" not in found:
        return (), found | _by_content(dates, stage_like)
    return _stages(table, dates) if len(stage_like) >= 2 and not told else ((), found)


def _best(headers: Iterable[str], field: Field, dates: _Dates) -> str | None:
    """Give the header that names a date field best; columns with dates go before empty ones."""
    ranked = [
        (header in dates.empty, rank, header)
        for header in headers
        if dates.may_be(header) and not _other_date(header) and (rank := rank_of(header, field)) is not None
    ]
    return min(ranked, default=(False, 0, None), key=lambda entry: entry[:2])[2]


def _other_date(header: str) -> bool:
    return folded(header) in OTHER_DATES or without_date_words(header) in OTHER_DATES


def _says_date(header: str) -> bool:
    return folded(header) != without_date_words(header)


def _stage_like(header: str) -> bool:
    """Tell whether a date column is rather a stage than created, started, done or another known date."""
    if _other_date(header):
        return False
    on_a_board = state_of(header) in ("new", "active", "waiting") and folded(header) not in _DEEDS
    if on_a_board and not _says_date(header):
        return True
    return all(rank_of(header, field) is None for field in DATE_FIELDS)


def _stages(table: Table, dates: _Dates) -> tuple[tuple[StageColumn, ...], dict[Field, str]]:
    """Give the stages in file order and the column of done, the last one that is named so."""
    places = {header: place for place, header in enumerate(table.headers)}
    named = [h for h in table.headers if rank_of(h, "done") is not None and not _stage_like(h)]
    ends = [h for h in named if h in dates.texts] or [h for h in named if h in dates.empty]
    found: dict[Field, str] = {"done": ends[-1]} if ends else {}
    created = _best(table.headers, "created", dates)
    if created and not _stage_like(created):
        found["created"] = created
    used = {*found.values()}
    members = [h for h in dates.texts if h not in used and not _other_date(h)]
    first, last = min(places[h] for h in members), max(places[h] for h in members)
    # An empty column between stages is a stage that nobody has reached.
    block = [
        h for h in table.headers[first : last + 1] if h not in used and (h in members or h in dates.empty)
    ]
    return tuple(StageColumn(column=h, name=h, state=_flow_state(h)) for h in block), found


def _flow_state(header: str) -> FlowState:
    meaning = state_of(header)
    if meaning in ("new", "active", "waiting"):
        return meaning
    return "waiting" if meaning else "active"


def _by_content(dates: _Dates, headers: list[str]) -> dict[Field, str]:
    """Take the earlier of two date columns as started and the later one as done."""
    order = decide_order(dates.texts)
    one, other = (days_under(dates.texts[h], order.of(h)) for h in headers)
    swapped = np.count_nonzero(one > other) > np.count_nonzero(one < other)
    started, done = reversed(headers) if swapped else headers
    return {"started": started, "done": done}


def _text_fields(table: Table, used: set[str]) -> dict[Field, str]:
    found: dict[Field, str] = {}
    for field in get_args(Field):
        if field in DATE_FIELDS or field not in HEADERS:
            continue
        free = [h for h in table.headers if h not in used]
        header = _best_id(table, free) if field == "id" else _best_text(free, field)
        if field == "type" and header and len(table.words(header)) > _MANY_TYPES:
            continue
        if header:
            found[field] = header
            used.add(header)
    return found


def _best_text(headers: list[str], field: Field) -> str | None:
    ranked = [(rank, h) for h in headers if (rank := rank_of(h, field)) is not None]
    return min(ranked, default=(0, None), key=lambda entry: entry[0])[1]


def _best_id(table: Table, headers: list[str]) -> str | None:
    """Give the best named column whose cells nearly all differ, else the best named, else the first."""
    ranked = sorted((rank, h) for h in headers if (rank := rank_of(h, "id")) is not None)
    unique = [h for _, h in ranked if _unique_share(table.column(h)) >= _UNIQUE_SHARE]
    if ranked:
        return unique[0] if unique else ranked[0][1]
    first = table.headers[0]
    column = table.column(first)
    like_ids = all(text and " " not in text and len(text) <= _LONGEST_ID for text in column)
    return first if first in headers and like_ids and _unique_share(column) == 1.0 else None


def _unique_share(column: tuple[str, ...]) -> float:
    return len(set(column)) / max(1, len(column))


def _types(table: Table, header: str | None) -> tuple[dict[str, str], dict[str, str]]:
    """Give our type id for each word in the type column, and the names of types of their own."""
    if header is None:
        return {}, {}
    types: dict[str, str] = {}
    names: dict[str, str] = {}
    for word in table.words(header):
        ours = type_of(word)
        if ours is None:
            ours = own_type_id(word)
            names.setdefault(ours, word or "No type")
        types[word] = ours
    return types, names


def own_type_id(word: str) -> str:
    """Make an id for a type of its own, never that of one of the four flow items."""
    plain = folded(word).replace(" ", "-")[:40]
    if not word:
        return "no-type"
    if not plain:
        return "type-" + word.encode().hex()[:32]
    return f"type-{plain}" if plain in ("feature", "defect", "risk", "debt") else plain


def _states(table: Table, header: str | None) -> dict[str, StateMeaning]:
    words = _words(table, header)
    states = {word: meaning for word in words if (meaning := state_of(word))}
    closed = any(folded(word) in ("closed", "done", "released") for word in words)
    for word in states:
        if closed and folded(word) == "resolved":
            states[word] = "waiting"  # resolved, then verified, then closed
    return states


def _resolutions(table: Table, header: str | None) -> dict[str, StateMeaning]:
    """Give the words that say that an item was given up; others are ways to end."""
    words = _words(table, header)
    return {word: "cancelled" for word in words if state_of(word) == "cancelled"}


def _words(table: Table, header: str | None) -> tuple[str, ...]:
    """Give the words of a column, none where they are too many to mean a state each."""
    words = tuple(table.words(header)) if header else ()
    return words if len(words) <= _MANY_STATES else ()
