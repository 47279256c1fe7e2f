"""What became of each row: the report of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from sim.log import EventLog


class Reported(BaseModel):
    """A frozen part of a report."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SetAside(Reported):
    """One row and what was wrong with it.

    Attributes:
        row: Row number as a spreadsheet shows it; the header is row 1.
        value: The text that was not used.
        reason: Why, one clause.
    """

    row: int
    value: str
    reason: str


class Counts(Reported):
    """How many rows have which dates, as the file has them: before any rule left one out.

    Attributes:
        rows: Rows below the header that fit it.
        with_start: Rows with a date of start.
        with_done: Rows with a date of done.
        finished_with_both: Rows with both.
        done_before_start: Rows with both whose done is before their start.
        in_progress_no_done: Rows started and not done.
        done_without_start: Rows done without a start.
        neither: Rows with neither date.
    """

    rows: int = 0
    with_start: int = 0
    with_done: int = 0
    finished_with_both: int = 0
    done_before_start: int = 0
    in_progress_no_done: int = 0
    done_without_start: int = 0
    neither: int = 0


class TypeCount(Reported):
    """How a type named in the file is counted.

    Attributes:
        theirs: The word in the file; empty where the cell is.
        ours: Id of the item type.
        rows: Rows with that word.
    """

    theirs: str
    ours: str
    rows: int


class ImportReport(Reported):
    """What an import did with each row, and what it took for granted.

    Attributes:
        source: Name of the file.
        rows: Rows below the header, blank ones not counted.
        used: Rows that became an item, or part of one.
        items: Items that came of them.
        changes: Changes of status, or events, that the file tells.
        changes_used: Those of them that were used.
        set_aside: Rows that did not, and why; with ``used`` they make up ``rows``.
        in_part: Rows that became an item without one of their dates, and why.
        contradictions: Rows used as their dates say although their state says otherwise.
        assumed: What was assumed, one sentence each.
        ambiguous: What the file leaves open and a person should confirm, one sentence each.
        counts: Rows by the dates they have.
        types: Their types and ours.
        encoding: Encoding of the text, in words.
        separator: What separates the columns.
        date_order: ``day first`` or ``month first``.
        zone: Zone in which times without an offset are read, and in which days begin.
    """

    source: str
    rows: int
    used: int
    items: int = 0
    changes: int = 0
    changes_used: int = 0
    set_aside: tuple[SetAside, ...] = ()
    in_part: tuple[SetAside, ...] = ()
    contradictions: tuple[SetAside, ...] = ()
    assumed: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    counts: Counts = Counts()
    types: tuple[TypeCount, ...] = ()
    encoding: str = "utf-8"
    separator: str = ","
    date_order: str = "day first"
    zone: str = "UTC"


class Imported(NamedTuple):
    """A history and the report of how it came to be."""

    log: EventLog
    report: ImportReport
