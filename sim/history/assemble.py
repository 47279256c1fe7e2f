"""A table and its mapping become an event log and a report of what became of each row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.errors import HistoryFault
from sim.history.assemble_flow import assemble_flow
from sim.history.counts import assemble_counts
from sim.history.dating import Dated, date_rows, rows_without_dates
from sim.history.guess import guess_mapping
from sim.history.log_parts import by_row, closed_at, log_stages
from sim.history.mapping import FLOW_LAYOUTS, Mapping
from sim.history.naming import (
    Ids,
    Types,
    attributes_of,
    classes_of,
    given_up,
    ids_of,
    state_disputes,
    types_of,
)
from sim.history.problems import NEEDED, mapping_problems
from sim.history.reading import read_table
from sim.history.report import Imported, ImportReport, SetAside
from sim.history.table import Table
from sim.log import (
    NOWHERE,
    EventLog,
    ItemTable,
    Kind,
    Origin,
    TimeBase,
)


def import_history(path: str | Path, mapping: Mapping | None = None) -> Imported:
    """Read a file and make a history of it, by the mapping given or else by a guessed one.

    Raises:
        HistoryFault: The file cannot be read, the mapping does not fit it, or no row can be used.
    """
    table = read_table(path, "" if mapping is None else mapping.sheet)
    return assemble(table, mapping or guess_mapping(table))


def assemble(table: Table, mapping: Mapping) -> Imported:
    """Make a history of a table.

    Raises:
        HistoryFault: The mapping does not fit the table, or no row can be used.
    """
    problems = mapping_problems(table, mapping)
    if problems:
        raise HistoryFault(f"{table.source}: {' '.join(problems)}", NEEDED)
    if mapping.layout in FLOW_LAYOUTS:
        return assemble_flow(table, mapping)
    if mapping.layout == "counts":
        return assemble_counts(table, mapping)
    draft = _draft(table, mapping)
    _refuse_nothing(draft)
    return Imported(_log(draft), _report(draft))


@dataclass(frozen=True)
class _Draft:
    """All that is known of a table's rows, before log and report are made of it.

    Attributes:
        kept: Places of the rows that become items.
        out: The other rows by place, with the remark.
        given_up: How many rows say that their item was cancelled.
    """

    table: Table
    mapping: Mapping
    base: TimeBase
    dated: Dated
    ids: Ids
    types: Types
    kept: NDArray[np.int64]
    out: dict[int, SetAside]
    given_up: int


def _draft(table: Table, mapping: Mapping) -> _Draft:
    base = TimeBase("day", dt.datetime(1970, 1, 1, tzinfo=dt.UTC), mapping.zone)
    dated = date_rows(table, mapping, base)
    ids = ids_of(table, mapping)
    words = given_up(table, mapping)
    out = {**ids.repeated, **dated.lost, **_left_out(table, mapping, dated, words)}
    kept = np.array([place for place in range(len(table)) if place not in out], np.int64)
    types = types_of(table, mapping, kept)
    return _Draft(table, mapping, base, dated, ids, types, kept, out, len(words))


def _left_out(table: Table, mapping: Mapping, dated: Dated, words: dict[int, str]) -> dict[int, SetAside]:
    """Give the rows left out as cancelled: all of them, or those that no date says to be done."""
    reason = "cancelled: left out"
    if mapping.rules.cancelled == "as done":
        words = {place: word for place, word in words.items() if np.isnan(dated.done[place])}
        reason = "cancelled without a date of done: left out"
    return {
        place: SetAside(row=table.numbers[place], value=word[:80], reason=reason)
        for place, word in words.items()
    }


def _refuse_nothing(draft: _Draft) -> None:
    table, dated, kept = draft.table, draft.dated, draft.kept
    if not len(kept):
        first = min(draft.out.values(), key=lambda remark: remark.row)
        raise HistoryFault(
            f"None of the {len(table)} rows of {table.source} can be used: row {first.row}, for one, "
            f'"{first.value}": {first.reason}.',
            NEEDED,
        )
    if np.isnan(dated.entered[kept]).all() and np.isnan(dated.done[kept]).all():
        raise HistoryFault(f"No row of {table.source} has a date of start or done.", NEEDED)


def _log(draft: _Draft) -> EventLog:
    classes, class_numbers = classes_of(draft.table, draft.mapping, draft.kept)
    time, item, kind, stage = _events(draft.dated, draft.kept)
    return EventLog(
        time=time,
        item=item,
        kind=kind,
        stage=stage,
        who=np.full(len(time), NOWHERE, np.int32),
        items=_items(draft, class_numbers),
        stages=log_stages((stage.name, stage.state) for stage in draft.dated.stages),
        types=draft.types.types,
        classes=classes,
        commitment=draft.mapping.commitment(),
        start=float(time[0]),
        end=closed_at(draft.base, float(time[-1])),
        base=draft.base,
        origin=Origin("history", draft.table.source, draft.table.fingerprint),
    )


def _items(draft: _Draft, class_numbers: NDArray[np.int16]) -> ItemTable:
    title = draft.mapping.columns.get("title")
    titles = draft.table.column(title) if title else ()
    places = draft.kept.tolist()
    return ItemTable(
        type=draft.types.numbers,
        service_class=class_numbers,
        arrival=draft.dated.arrived[draft.kept],
        names=tuple(draft.ids.names[place] for place in places),
        titles=tuple(titles[place] for place in places) if titles else (),
        attributes=attributes_of(draft.table, draft.mapping, draft.kept),
    )


def _events(
    dated: Dated, kept: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int32], NDArray[np.int8], NDArray[np.int16]]:
    """Give time, item, kind and stage of all events, in order of time; equal times in the order of a life."""
    times = np.column_stack([dated.arrived, dated.entered, dated.done])[kept]
    count = len(dated.stages)
    kinds = np.array([Kind.ARRIVED, *[Kind.ENTERED] * count, Kind.DONE], np.int8)
    places = np.array([NOWHERE, *range(count), NOWHERE], np.int16)
    there = ~np.isnan(times)
    rows, columns = np.nonzero(there)
    flat = times[there]
    order = np.argsort(flat, kind="stable")
    return flat[order], rows[order].astype(np.int32), kinds[columns[order]], places[columns[order]]


def _report(draft: _Draft) -> ImportReport:
    table, mapping, dated = draft.table, draft.mapping, draft.dated
    return ImportReport(
        source=table.source,
        rows=len(table) + len(table.set_aside),
        used=len(draft.kept),
        items=len(draft.kept),
        set_aside=by_row([*table.set_aside, *draft.out.values()]),
        in_part=by_row(_in_part(draft)),
        contradictions=by_row(_contradictions(draft)),
        assumed=tuple(dict.fromkeys(_sentences(draft))),
        ambiguous=(mapping.date_reason,) if mapping.ambiguous else (),
        counts=dated.counts,
        types=draft.types.counts,
        encoding=table.encoding,
        separator=table.separator,
        date_order=mapping.date_order,
        zone=mapping.zone,
    )


def _in_part(draft: _Draft) -> list[SetAside]:
    gone = {remark.row for remark in draft.out.values()}
    undated = [
        SetAside(row=draft.table.numbers[place], value="", reason="not started: no dates")
        for place in rows_without_dates(draft.dated)
    ]
    return [remark for remark in (*draft.dated.in_part, *undated) if remark.row not in gone]


def _contradictions(draft: _Draft) -> list[SetAside]:
    gone = {remark.row for remark in draft.out.values()}
    begun = ~np.isnan(draft.dated.entered[:, draft.mapping.commitment() :])
    # Creation taken as the start contradicts nobody's state.
    told = draft.mapping.layout == "stages" or "started" in draft.mapping.columns
    started = np.asarray(begun.any(axis=1) & told)
    disputes = state_disputes(draft.table, draft.mapping, started, ~np.isnan(draft.dated.done))
    return [remark for remark in (*draft.dated.disputed, *disputes) if remark.row not in gone]


def _sentences(draft: _Draft) -> list[str]:
    mapping = draft.mapping
    said = [*draft.table.assumed, mapping.date_reason] if mapping.date_reason else [*draft.table.assumed]
    begin = mapping.columns.get("started")
    if mapping.layout == "stages":
        begin = draft.dated.stages[mapping.commitment()].name
    if begin:
        said.append(f"Flow time begins with {begin} and ends with {mapping.columns['done']}.")
    where = "as they are written, in UTC" if mapping.zone == "UTC" else f"as times in {mapping.zone}"
    said.append(f"Times without an offset are taken {where}; days begin and end there.")
    said.append("The history ends with the day of its last event.")
    if draft.given_up:
        left_out = mapping.rules.cancelled == "left out"
        become = "are left out" if left_out else "count as done on their date of done, else are left out"
        said.append(f"Rows whose state or resolution says cancelled {become}: {draft.given_up}.")
    return [*said, *draft.ids.assumed, *draft.types.assumed, *draft.dated.assumed]
