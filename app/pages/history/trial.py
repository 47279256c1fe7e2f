"""Reading a file and trying a mapping on it, away from the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from app.pages.history.meanings import with_layout
from sim.errors import HistoryFault
from sim.history import (
    FLOW_LAYOUTS,
    DateExample,
    Field,
    Imported,
    KnownMapping,
    Layout,
    Mapping,
    Merged,
    Table,
    assemble,
    date_example,
    guess_mapping,
    mapping_problems,
    merge,
    own_flow_words,
    read_table,
    tells_flow,
    used_again,
    word_counts,
)

if TYPE_CHECKING:
    from sim.log import EventLog

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
MOST_WORDS = 40
"""Words of a column that are offered to be mapped, the most frequent ones."""


@dataclass(frozen=True)
class ReadRequest:
    """Which file to read, and by which mapping; None: that of an earlier file of these columns, else a guess.

    Attributes:
        path: The file.
        mapping: What its columns mean.
        fingerprint: Of the file that the mapping was made for; empty where it does not matter.
        sheet: Which sheet of a workbook to read; empty: that of the mapping, else as it looks.
        known: Mappings of earlier files.
    """

    path: Path
    mapping: Mapping | None = None
    fingerprint: str = ""
    sheet: str = ""
    known: tuple[KnownMapping, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A file as read, and the mapping to begin with.

    Attributes:
        path: The file.
        table: Its texts.
        mapping: Guessed, remembered, or as it was asked for.
        guessed: The guessed one; that asked for where one was.
        zones: Every time zone there is.
        is_changed: Whether the file is another than the one that the mapping was made for.
    """

    path: Path
    table: Table
    mapping: Mapping
    guessed: Mapping
    zones: tuple[str, ...]
    is_changed: bool = False

    @property
    def is_remembered(self) -> bool:
        """Whether the mapping is one of an earlier file, and other than what would be guessed."""
        return self.mapping != self.guessed


@dataclass(frozen=True)
class Trial:
    """A mapping to try on a table.

    Attributes:
        before: The history that is there already; None where there is none.
        merges: Whether what is made is merged with it; else it takes its place.
    """

    table: Table
    mapping: Mapping
    before: EventLog | None = None
    merges: bool = True


@dataclass(frozen=True)
class Word:
    """A word of a column, and how many rows have it."""

    text: str
    rows: int


@dataclass(frozen=True)
class Outcome:
    """What a mapping makes of a table.

    Attributes:
        mapping: The mapping tried.
        problems: What keeps it from fitting the table, one sentence each.
        fault: Why nothing could be imported although it fits; None where something could.
        imported: The history and its report; None where there is none.
        example: How one date is read; None where no column holds one.
        types: Words of the type column, the most frequent first.
        states: Words of the state column, likewise; none where stages are made of them.
        resolutions: Words of the column that says how items were closed, likewise.
        words: Words of a log, and how often items come to each.
        merged: What merging with the history that is there gives; None where there is none.
        merges: Whether ``imported`` is the merged history.
    """

    mapping: Mapping
    problems: tuple[str, ...]
    fault: HistoryFault | None
    imported: Imported | None
    example: DateExample | None
    types: tuple[Word, ...] = ()
    states: tuple[Word, ...] = ()
    resolutions: tuple[Word, ...] = ()
    words: tuple[tuple[str, int], ...] = ()
    merged: Merged | None = None
    merges: bool = True


def read(request: ReadRequest) -> Reading:
    """Read a file and guess what it means.

    Raises:
        HistoryFault: The file cannot be read.
    """
    import zoneinfo

    asked = request.mapping
    table = read_table(request.path, request.sheet or ("" if asked is None else asked.sheet))
    guessed = asked or guess_mapping(table)
    mapping = asked or used_again(table, guessed, request.known) or guessed
    zones = tuple(sorted(zoneinfo.available_timezones()))
    is_changed = bool(request.fingerprint) and request.fingerprint != table.fingerprint
    return Reading(request.path, table, mapping, guessed, zones, is_changed)


@dataclass(frozen=True)
class LayoutRequest:
    """A table, and the layout in which it is to be read."""

    table: Table
    mapping: Mapping
    layout: str


def laid_out(request: LayoutRequest) -> Mapping:
    """Give a mapping of a table in another layout."""
    layout = next(one for one in get_args(Layout) if one == request.layout)
    return with_layout(request.table, request.mapping, layout)


def try_mapping(trial: Trial) -> Outcome:
    """Make a history by a mapping, or say what stands in the way; a flow without stages is guessed first."""
    table, mapping = trial.table, trial.mapping
    if not mapping.flow and tells_flow(table, mapping):
        mapping = own_flow_words(table, mapping)
    problems = mapping_problems(table, mapping)
    fault, imported, merged = None, None, None
    if not problems:
        try:
            imported = assemble(table, mapping)
        except HistoryFault as found:
            fault = found
    if imported is not None and trial.before is not None:
        merged = merge(trial.before, imported)
        imported = merged.imported if trial.merges else imported
    in_flow = mapping.layout in FLOW_LAYOUTS
    known = tuple(header for header in mapping.date_columns() if header in table.headers)
    return Outcome(
        mapping=mapping,
        problems=problems,
        fault=fault,
        imported=imported,
        example=date_example(table, known),
        types=_words(table, mapping, "type"),
        states=() if in_flow else _words(table, mapping, "state"),
        resolutions=() if in_flow else _words(table, mapping, "resolution"),
        words=tuple(word_counts(table, mapping).items()),
        merged=merged,
        merges=trial.merges,
    )


def file_facts(table: Table) -> str:
    """Say what the file is like."""
    rows = len(table) + len(table.set_aside)
    separator = SEPARATORS.get(table.separator, f"“{table.separator}”")
    changes = [] if table.changes is None else [counted(len(table.changes), "change")]
    facts = [counted(rows, "row"), *changes, counted(len(table.headers), "column"), table.encoding.upper()]
    # A workbook and JSON part nothing by a character.
    return " · ".join(facts + ([f"separated by {separator}"] if table.separator else []))


def thousands(number: int) -> str:
    """Write a whole number with its thousands apart."""
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def counted(number: int, what: str) -> str:
    """Write a number of things: ``1 row``, ``3 rows``."""
    return f"{thousands(number)} {what}" if number == 1 else f"{thousands(number)} {what}s"


def _words(table: Table, mapping: Mapping, field: Field) -> tuple[Word, ...]:
    header = mapping.columns.get(field, "")
    if header not in table.headers:
        return ()
    return tuple(Word(text, rows) for text, rows in table.words(header).most_common(MOST_WORDS))
