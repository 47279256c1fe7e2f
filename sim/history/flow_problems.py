"""What keeps a mapping from fitting a table of changes or events, in words."""

from __future__ import annotations

from collections import Counter

from sim.history.mapping import Field, Mapping
from sim.history.table import Table

MOST_STAGES = 1_000
"""The most stages that a flow may have."""

_NAMES: dict[Field, str] = {
    "id": "the item",
    "to": "the new status",
    "activity": "the activity",
    "when": "the time",
}


def flow_problems(table: Table, mapping: Mapping) -> list[str]:
    """Find what is missing or contradicts itself in the flow of a mapping, one sentence each."""
    if mapping.layout == "events" and table.changes is not None:
        return ["The file tells changes of status beside its items, and no events: read it as changes."]
    return [*_columns(table, mapping), *_flow(mapping), *_words(mapping), *_ends(mapping)]


def needed_fields(table: Table, mapping: Mapping) -> tuple[Field, ...]:
    """Give the fields without which a log cannot be read; a tracker's changes have columns of their own."""
    if table.changes is not None:
        return ("id",)
    return ("id", "activity" if mapping.layout == "events" else "to", "when")


def _columns(table: Table, mapping: Mapping) -> list[str]:
    return [
        f"No column is known to hold {_NAMES[field]}."
        for field in needed_fields(table, mapping)
        if field not in mapping.columns
    ]


def _flow(mapping: Mapping) -> list[str]:
    stages = mapping.visited()
    if not any(stage.statuses for stage in mapping.flow):
        return ["No status is mapped to a stage."]
    if not any(stage.state in ("active", "waiting") for stage in stages):
        return ["No stage is active or waiting, so no item ever starts."]
    if len(stages) > MOST_STAGES:
        return [f"The flow has {len(stages)} stages; at most {MOST_STAGES} are read."]
    names = Counter(stage.name for stage in mapping.flow)
    return [f'{count} stages are called "{name}".' for name, count in names.items() if count > 1]


def _words(mapping: Mapping) -> list[str]:
    words = Counter(word for stage in mapping.flow for word in set(stage.statuses))
    return [f'"{word}" is mapped to {count} stages.' for word, count in words.items() if count > 1]


def _ends(mapping: Mapping) -> list[str]:
    if mapping.layout != "events":
        return []
    if mapping.rules.case_end == "end date" and "done" not in mapping.columns:
        return ["A case is to end on a date, yet no column holds that date."]
    ended = any(stage.state == "done" and stage.statuses for stage in mapping.flow)
    if mapping.rules.case_end == "done activity" and not ended:
        return ["A case is to end with an activity, yet no activity is mapped to done."]
    return []
