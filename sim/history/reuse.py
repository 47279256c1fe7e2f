"""A mapping used again for a later file of the same columns: choices stay, what is new is guessed."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from pydantic import BaseModel, ConfigDict

from sim.history.mapping import Field, FlowStage, Mapping
from sim.history.problems import mapping_problems
from sim.history.table import Table

_FIELDS: tuple[tuple[Field, str], ...] = (
    ("type", "types"),
    ("state", "states"),
    ("resolution", "resolutions"),
)
_MOST_WORDS = 200


class KnownMapping(BaseModel):
    """A mapping by which a file was imported.

    Attributes:
        columns: What its columns were, as a fingerprint (:func:`columns_key`).
        mapping: The mapping.
        seen: The words that it was chosen for; others are new.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: str
    mapping: Mapping
    seen: tuple[str, ...] = ()


def columns_key(headers: Iterable[str]) -> str:
    """Give a fingerprint of a set of columns, in whatever order."""
    return sha256("\x1f".join(sorted(headers)).encode()).hexdigest()[:16]


def known_mapping(table: Table, mapping: Mapping) -> KnownMapping:
    """Keep a mapping of a table for later files of the same columns."""
    seen = [word for field, _ in _FIELDS for word in _words(table, mapping, field)]
    return KnownMapping(columns=columns_key(table.headers), mapping=mapping, seen=tuple(dict.fromkeys(seen)))


def used_again(table: Table, guessed: Mapping, known: Iterable[KnownMapping]) -> Mapping | None:
    """Give the mapping of an earlier file of the same columns for this one; None where none fits.

    Words that the earlier file did not have mean what is guessed. Dates that prove their order are read so,
    whatever was chosen before.
    """
    key = columns_key(table.headers)
    found = next((one for one in known if one.columns == key), None)
    if found is None:
        return None
    mapping = found.mapping
    parts = {
        name: getattr(guessed, name) for name in ("date_order", "date_orders", "date_reason", "ambiguous")
    }
    if guessed.ambiguous and not mapping.ambiguous:
        said = f"Dates are read {mapping.date_order}, as in a file of these columns before."
        parts = {"date_order": mapping.date_order, "date_orders": {}, "date_reason": said, "ambiguous": False}
    for field, name in _FIELDS:
        if mapping.columns.get(field) == guessed.columns.get(field):
            new = {word: to for word, to in getattr(guessed, name).items() if word not in found.seen}
            parts[name] = new | getattr(mapping, name)
    parts |= {"type_names": guessed.type_names | mapping.type_names, "sheet": table.sheet}
    parts["flow"] = _with_new_words(mapping.flow, guessed.flow)
    made = mapping.model_copy(update=parts)
    return None if mapping_problems(table, made) else made


def _words(table: Table, mapping: Mapping, field: Field) -> tuple[str, ...]:
    header = mapping.columns.get(field, "")
    words = tuple(table.words(header)) if header in table.headers else ()
    return words if len(words) <= _MOST_WORDS else ()


def _with_new_words(flow: tuple[FlowStage, ...], guessed: tuple[FlowStage, ...]) -> tuple[FlowStage, ...]:
    """Put stages of new words behind those of the words that the guess has before them."""
    if not flow:
        return guessed
    stages = list(flow)
    place_of = {word: stage.name for stage in flow for word in stage.statuses}
    names = {stage.name for stage in flow}
    behind = ""
    for stage in guessed:
        new = tuple(word for word in stage.statuses if word not in place_of)
        if new and stage.name not in names:
            at = next((place + 1 for place, one in enumerate(stages) if one.name == behind), 0)
            stages.insert(at, stage.model_copy(update={"statuses": new}))
            behind = stage.name
        elif new:
            stages = [_joined(one, new) if one.name == stage.name else one for one in stages]
        behind = next((place_of[word] for word in stage.statuses if word in place_of), behind)
    return tuple(stages)


def _joined(stage: FlowStage, words: tuple[str, ...]) -> FlowStage:
    return stage.model_copy(update={"statuses": (*stage.statuses, *words)})
