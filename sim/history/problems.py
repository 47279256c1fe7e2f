"""What keeps a mapping from fitting a table, in words."""

from __future__ import annotations

import zoneinfo
from collections import Counter

from sim.history.count_cells import texts_are_weeks
from sim.history.flow_problems import flow_problems
from sim.history.guess_counts import MOST_DAYS_APART, days_apart
from sim.history.mapping import DATE_FIELDS, FLOW_LAYOUTS, Field, Mapping
from sim.history.table import Table

NEEDED = (
    "Needed is one row an item with the date it was done (Closed Date, say), better also the date it was "
    "started; or one date column for each stage; or a row for each change of status (item, from, to, when) "
    "or event (case, activity, timestamp)."
)
MOST_KINDS = 1_000
"""The most types, or classes of service, that a file may have."""

_SHOWN = 12


def mapping_problems(table: Table, mapping: Mapping) -> tuple[str, ...]:
    """Find everything that keeps a mapping from fitting a table, one sentence each; empty if it fits."""
    return (
        *_missing(table, mapping),
        *_doubled(mapping),
        *_undated(table, mapping),
        *_no_dates(table, mapping),
        *_zone(mapping),
        *_types(table, mapping),
    )


def columns_seen(table: Table) -> str:
    """Name the columns of a table, the first dozen of them."""
    more = len(table.headers) - _SHOWN
    return ", ".join(table.headers[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _missing(table: Table, mapping: Mapping) -> list[str]:
    used = [*mapping.columns.values(), *(stage.column for stage in mapping.stages)]
    absent = dict.fromkeys(header for header in used if header not in table.headers)
    return [f'There is no column "{header}"; the columns are {columns_seen(table)}.' for header in absent]


def _doubled(mapping: Mapping) -> list[str]:
    dates = [mapping.columns[field] for field in DATE_FIELDS if field in mapping.columns]
    stages = [stage.column for stage in mapping.stages]
    found = [
        f'The column "{header}" is used for {count} dates; each needs its own.'
        for header, count in Counter((*dates, *stages)).items()
        if count > 1
    ]
    names = Counter(stage.name for stage in mapping.stages)
    return found + [f'{count} stages are called "{name}".' for name, count in names.items() if count > 1]


def _undated(table: Table, mapping: Mapping) -> list[str]:
    if mapping.layout in FLOW_LAYOUTS:
        return flow_problems(table, mapping)
    if mapping.layout == "counts":
        return _counts(table, mapping)
    if "done" not in mapping.columns:
        return [f"None of the columns {columns_seen(table)} is known to hold the date an item was done."]
    if mapping.layout == "items" and mapping.stages:
        return ["The layout is one row an item with start and done, yet stages are named."]
    if mapping.layout == "stages" and not mapping.stages:
        return ["The layout is one date column a stage, yet no stage is named."]
    if mapping.layout == "stages" and all(stage.state == "new" for stage in mapping.stages):
        return ["Every stage comes before commitment (new), so no item ever starts."]
    return []


def _counts(table: Table, mapping: Mapping) -> list[str]:
    if not mapping.counts:
        return ["No column is known to hold numbers of items done."]
    absent = [count.column for count in mapping.counts if count.column not in table.headers]
    found = [f'There is no column "{column}"; the columns are {columns_seen(table)}.' for column in absent]
    header = mapping.columns.get("when", "")
    apart = days_apart(table, mapping) if header in table.headers or not header else 1.0
    if apart > MOST_DAYS_APART:
        found.append(f"The rows are {apart:.0f} days apart; numbers of items are read by day or by week.")
    return found


def _no_dates(table: Table, mapping: Mapping) -> list[str]:
    found = []
    for header in mapping.date_columns():
        if header not in table.headers:
            continue
        texts = table.dates(header)
        if mapping.layout == "counts" and texts_are_weeks(table.column(header)):
            continue
        if texts.filled() and not texts.readable():
            sample = next(text for text, blank in zip(texts.distinct, texts.blank, strict=True) if not blank)
            found.append(f'The column "{header}" holds no dates; it begins with "{sample[:40]}".')
    return found


def _zone(mapping: Mapping) -> list[str]:
    try:
        zoneinfo.ZoneInfo(mapping.zone)
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError):
        return [f'There is no time zone "{mapping.zone}"; name one such as Europe/Amsterdam, or UTC.']
    return []


def _types(table: Table, mapping: Mapping) -> list[str]:
    lost = [theirs for theirs, ours in mapping.types.items() if not ours]
    found = [f'The type "{theirs}" is mapped to nothing.' for theirs in lost]
    fields: tuple[Field, ...] = ("type", "class")
    for field in fields:
        header = mapping.columns.get(field, "")
        words = len(table.words(header)) if header in table.headers else 0
        if words > MOST_KINDS:
            found.append(f'"{header}" has {words} different words; at most {MOST_KINDS} can be a {field}.')
    return found
