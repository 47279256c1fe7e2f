"""Histories from files: read into a table, mapped, and assembled into an event log and a report."""

from sim.history.assemble import assemble, import_history
from sim.history.examples import DateExample, date_example
from sim.history.flow_counts import tells_flow, word_counts
from sim.history.guess import guess_as, guess_mapping, own_flow_words, with_words
from sim.history.json_files import is_tracker_json
from sim.history.layouts import between_rows
from sim.history.mapping import (
    DATE_FIELDS,
    FLOW_LAYOUTS,
    CountColumn,
    Field,
    FlowStage,
    Layout,
    Mapping,
    Rules,
    StageColumn,
    StageState,
    StateMeaning,
    WeekBegin,
)
from sim.history.merging import Merged, merge
from sim.history.problems import mapping_problems
from sim.history.reading import read_table
from sim.history.report import Counts, Imported, ImportReport, SetAside, TypeCount
from sim.history.reuse import KnownMapping, known_mapping, used_again
from sim.history.table import Table

__all__ = [
    "DATE_FIELDS",
    "FLOW_LAYOUTS",
    "CountColumn",
    "Counts",
    "DateExample",
    "Field",
    "FlowStage",
    "ImportReport",
    "Imported",
    "KnownMapping",
    "Layout",
    "Mapping",
    "Merged",
    "Rules",
    "SetAside",
    "StageColumn",
    "StageState",
    "StateMeaning",
    "Table",
    "TypeCount",
    "WeekBegin",
    "assemble",
    "between_rows",
    "date_example",
    "guess_as",
    "guess_mapping",
    "import_history",
    "is_tracker_json",
    "known_mapping",
    "mapping_problems",
    "merge",
    "own_flow_words",
    "read_table",
    "tells_flow",
    "used_again",
    "with_words",
    "word_counts",
]
