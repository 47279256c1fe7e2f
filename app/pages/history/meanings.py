"""What each column means: read from a mapping, and changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from sim.history import (
    CountColumn,
    Field,
    Layout,
    Mapping,
    StageColumn,
    between_rows,
    guess_as,
    with_words,
)

if TYPE_CHECKING:
    from sim.history import Table
    from sim.log import FlowState

NOTHING: Final = "nothing"
"""The meaning of a column that is not read."""

StageMeaning = Literal["stage.active", "stage.waiting", "stage.new"]
_WORDS: Final[tuple[tuple[str, str], ...]] = (
    (NOTHING, "not used"),
    ("id", "Id"),
    ("title", "Title"),
    ("type", "Type"),
    ("state", "State"),
    ("resolution", "Resolution"),
    ("created", "Created"),
    ("started", "Started"),
    ("stage.new", "Stage, backlog"),
    ("stage.active", "Stage, active"),
    ("stage.waiting", "Stage, waiting"),
    ("done", "Done"),
    ("class", "Class of service"),
    ("parent", "Parent"),
    ("tags", "Tags"),
    ("team", "Team"),
    ("size", "Size"),
    ("blocked", "Blocked"),
    ("url", "Link"),
    ("from", "From status"),
    ("to", "To status"),
    ("activity", "Activity"),
    ("when", "When"),
    ("changed", "What changed"),
    ("lifecycle", "Begin or end"),
    ("resource", "Who"),
    ("count", "Items done"),
    ("count.running", "Items done so far"),
)
_OF_COUNTS: Final = (NOTHING, "when", "count", "count.running")
"""All that a column of a file of numbers can mean."""
_ONLY: Final[dict[Layout, tuple[str, ...]]] = {
    "items": ("started", "resolution"),
    "stages": ("stage.new", "stage.active", "stage.waiting", "resolution"),
    "changes": ("from", "to", "when", "changed"),
    "events": ("started", "activity", "when", "lifecycle", "resource"),
    "counts": ("count", "count.running"),
}
"""Meanings that only some layouts have."""

_FLOW_FIELDS: Final[tuple[Field, ...]] = ("id", "from", "to", "activity", "when", "changed")
"""Where another column means another flow."""


def offered(layout: Layout) -> tuple[tuple[str, str], ...]:
    """Give the meanings a column can have under a layout, as (key, words)."""
    if layout == "counts":
        return tuple((key, words) for key, words in _WORDS if key in _OF_COUNTS)
    foreign = {meaning for only in _ONLY.values() for meaning in only} - {*_ONLY[layout]}
    return tuple((key, words) for key, words in _WORDS if key not in foreign)


def meaning_of(mapping: Mapping, header: str) -> str:
    """Give what a column means."""
    for stage in mapping.stages:
        if stage.column == header:
            return f"stage.{stage.state}"
    for count in mapping.counts:
        if count.column == header:
            return "count.running" if count.running else "count"
    return next((field for field, column in mapping.columns.items() if column == header), NOTHING)


def words_of(meaning: str) -> str:
    """Say a meaning."""
    return dict(_WORDS)[meaning]


def with_meaning(table: Table, mapping: Mapping, header: str, meaning: str) -> Mapping:
    """Let a column mean something else; a column that meant the same before is not used any more.

    Stages stand in the order of their columns. Where type or state is read from another column, what their
    words mean is guessed anew.
    """
    columns = {field: column for field, column in mapping.columns.items() if column != header}
    stages = [stage for stage in mapping.stages if stage.column != header]
    counts = [count for count in mapping.counts if count.column != header]
    if meaning.startswith("count"):
        counts.append(CountColumn(column=header, running=meaning == "count.running"))
    elif meaning.startswith("stage."):
        stages.append(StageColumn(column=header, name=header, state=_state(meaning)))
        stages.sort(key=lambda stage: table.headers.index(stage.column))
    elif meaning != NOTHING:
        columns[_field(meaning)] = header
    parts = {"columns": columns, "stages": tuple(stages), "counts": _teams(table, counts)}
    changed = mapping.model_copy(update=parts)
    if any(columns.get(field) != mapping.columns.get(field) for field in _FLOW_FIELDS):
        changed = changed.model_copy(update={"flow": ()})  # to be guessed anew
    words: tuple[Field, ...] = ("type", "state", "resolution")
    same = all(columns.get(field) == mapping.columns.get(field) for field in words)
    return changed if same else with_words(table, changed)


def _teams(table: Table, counts: list[CountColumn]) -> tuple[CountColumn, ...]:
    """Put columns of numbers in the order of the file; where there are several, each is a team's."""
    ordered = sorted(counts, key=lambda count: table.headers.index(count.column))
    several = len(counts) > 1
    return tuple(
        count.model_copy(update={"team": count.team or count.column if several else ""}) for count in ordered
    )


def with_layout(table: Table, mapping: Mapping, layout: Layout) -> Mapping:
    """Read the file in another layout: as far as what is known has a place in it, else guessed anew."""
    if layout == mapping.layout:
        return mapping
    in_rows = ("items", "stages")
    if layout in in_rows and mapping.layout in in_rows:
        return between_rows(mapping, layout)
    chosen = {"zone": mapping.zone, "sheet": mapping.sheet}
    return guess_as(table, layout).model_copy(update=chosen)


def with_type(mapping: Mapping, word: str, ours: str) -> Mapping:
    """Let a word of the type column be another item type; an empty one makes it a type of its own."""
    types = {theirs: kind for theirs, kind in mapping.types.items() if theirs != word}
    if ours:
        types[word] = ours
    return mapping.model_copy(update={"types": types})


def with_resolution(mapping: Mapping, word: str, meaning: str) -> Mapping:
    """Let a word of the resolution column mean cancelled; an empty meaning: nothing."""
    kept = {theirs: said for theirs, said in mapping.resolutions.items() if theirs != word}
    return mapping.model_copy(update={"resolutions": kept | ({word: "cancelled"} if meaning else {})})


def with_state(mapping: Mapping, word: str, meaning: str) -> Mapping:
    """Let a word of the state column mean another state; an empty one: nothing."""
    states = {theirs: state for theirs, state in mapping.states.items() if theirs != word}
    if meaning:
        states |= {word: meaning}  # type: ignore[dict-item]
    return mapping.model_copy(update={"states": states})


def _state(meaning: str) -> FlowState:
    states: dict[str, FlowState] = {"stage.new": "new", "stage.active": "active", "stage.waiting": "waiting"}
    return states[meaning]


def _field(meaning: str) -> Field:
    found: Field = next(field for field in get_args(Field) if field == meaning)
    return found
