"""Numbers of items done by day or week, one team or several: a history of nothing but completions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.errors import HistoryFault
from sim.history.count_cells import FIRST_DAY, period_days, whole_number
from sim.history.log_parts import by_row, closed_at
from sim.history.mapping import CountColumn, Mapping
from sim.history.naming import ONE_TYPE
from sim.history.report import Counts, Imported, ImportReport, SetAside, TypeCount
from sim.history.table import Table
from sim.log import NOWHERE, EventLog, ItemTable, Kind, LogStage, Origin, TimeBase, day_start

MOST_ITEMS = 5_000_000
"""The most items that numbers may add up to."""

_WEEKDAYS = 5
_NOON = 0.5


@dataclass(frozen=True)
class _Tally:
    """The numbers of a table, as they are used.

    Attributes:
        days: First day of each row's period since 1970-01-01, shape (rows,).
        numbers: Items done, shape (rows, columns), int64.
        out: Rows that are set aside, by place.
        in_part: Remarks on single numbers.
    """

    days: NDArray[np.int64]
    numbers: NDArray[np.int64]
    out: dict[int, SetAside]
    in_part: list[SetAside]


def assemble_counts(table: Table, mapping: Mapping) -> Imported:
    """Make a history of numbers of items done.

    The mapping must fit the table.

    Raises:
        HistoryFault: No number can be used, or they add up to too many items.
    """
    tally = _tally(table, mapping)
    total = int(tally.numbers.sum())
    if not total:
        first = next(iter(tally.out.values()), None)
        why = f' Row {first.row}, for one, "{first.value}": {first.reason}.' if first else ""
        raise HistoryFault(f"{table.source} tells of no item done.{why}", "Needed are numbers of items done.")
    if total > MOST_ITEMS:
        raise HistoryFault(
            f"The numbers of {table.source} add up to {total:,} items; at most {MOST_ITEMS:,} are read.",
            "Are these numbers of items done? Choose the right columns, or a shorter time.",
        )
    return Imported(_log(table, mapping, tally), _report(table, mapping, tally, total))


def _tally(table: Table, mapping: Mapping) -> _Tally:
    days, unreadable = period_days(table, mapping)
    header = mapping.columns.get("when", "")
    out: dict[int, SetAside] = {}
    for place in np.flatnonzero(np.isnan(days)).tolist():
        reason = f"{header} is not a date" if unreadable[place] else "has no date"
        out[place] = SetAside(row=table.numbers[place], value=table.column(header)[place][:80], reason=reason)
    in_part: list[SetAside] = []
    columns = [_numbers(table, column, out, in_part) for column in mapping.counts]
    kept = [place for place in range(len(table)) if place not in out]
    order = sorted(kept, key=lambda place: days[place])
    numbers = np.stack(columns, axis=1)[order] if order else np.zeros((0, len(columns)), np.int64)
    for place, column in enumerate(mapping.counts):
        if column.running and order:
            numbers[:, place] = np.maximum(np.diff(numbers[:, place], prepend=0), 0)
    return _Tally(days[order].astype(np.int64), numbers, out, in_part)


def _numbers(
    table: Table, column: CountColumn, out: dict[int, SetAside], in_part: list[SetAside]
) -> NDArray[np.int64]:
    found = np.zeros(len(table), np.int64)
    for place, text in enumerate(table.column(column.column)):
        number = whole_number(text)
        found[place] = number or 0
        if number is None and place not in out:
            reason = f"{column.column} is no number of items: counted as 0"
            in_part.append(SetAside(row=table.numbers[place], value=text[:80], reason=reason))
    return found


def _log(table: Table, mapping: Mapping, tally: _Tally) -> EventLog:
    base = TimeBase("day", dt.datetime(1970, 1, 1, tzinfo=dt.UTC), mapping.zone)
    rows, columns = np.nonzero(tally.numbers)
    many = tally.numbers[rows, columns]
    row, column = np.repeat(rows, many), np.repeat(columns, many)
    within = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    days = tally.days[row] + _day_within(mapping, tally.days[row], within + 1_000 * column)
    starts = {day: day_start(base, day) for day in np.unique(days).tolist()}
    time = np.array([starts[day] for day in days.tolist()]) + _NOON
    order = np.argsort(time, kind="stable")
    first, last = int(tally.days.min()), int(tally.days.max()) + (6 if mapping.period == "week" else 0)
    return EventLog(
        time=time[order],
        item=np.arange(len(order), dtype=np.int32),
        kind=np.full(len(order), Kind.DONE, np.int8),
        stage=np.full(len(order), NOWHERE, np.int16),
        who=np.full(len(order), NOWHERE, np.int32),
        items=_items(mapping, days[order], column[order]),
        stages=(LogStage("in-progress", "In progress"),),
        types=(ONE_TYPE,),
        start=min(day_start(base, first), float(time.min())),
        end=closed_at(base, max(day_start(base, last), float(time.max()))),
        base=base,
        origin=Origin("history", table.source, table.fingerprint),
    )


def _day_within(mapping: Mapping, begin: NDArray[np.int64], number: NDArray[np.int64]) -> NDArray[np.int64]:
    """Put each item of a week on one of its working days: scattered, and always the same ones.

    A week begins with the day of its row; its Saturday and Sunday are passed over.
    """
    if mapping.period == "day":
        return np.zeros(len(begin), np.int64)
    # SplitMix64: mixes row and number well enough to scatter, without any state.
    mixed = (begin * 1_000_003 + number).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    chosen = ((mixed ^ (mixed >> np.uint64(31))) % np.uint64(_WEEKDAYS)).astype(np.int64)
    weekday = (begin + 3) % 7  # 1970-01-01 was a Thursday
    worked = np.array(
        [[day for day in range(7) if (first + day) % 7 < _WEEKDAYS] for first in range(7)], np.int64
    )
    return worked[weekday, chosen]


def _items(mapping: Mapping, days: NDArray[np.int64], column: NDArray[np.int64]) -> ItemTable:
    count = len(days)
    teams = [one.team for one in mapping.counts]
    attributes = {"team": tuple(teams[place] for place in column.tolist())} if any(teams) else {}
    return ItemTable(
        type=np.zeros(count, np.int16),
        service_class=np.zeros(count, np.int16),
        arrival=np.full(count, np.nan),
        names=tuple(f"item {number}" for number in range(1, count + 1)),
        attributes=attributes,
    )


def _report(table: Table, mapping: Mapping, tally: _Tally, total: int) -> ImportReport:
    rows = len(table) + len(table.set_aside)
    return ImportReport(
        source=table.source,
        rows=rows,
        used=len(table) - len(tally.out),
        items=total,
        set_aside=by_row([*table.set_aside, *tally.out.values()]),
        in_part=by_row(tally.in_part),
        assumed=tuple(_sentences(table, mapping, tally)),
        ambiguous=(mapping.date_reason,) if mapping.ambiguous else (),
        counts=Counts(rows=total, with_done=total, done_without_start=total),
        types=(TypeCount(theirs="", ours=ONE_TYPE.id, rows=total),),
        encoding=table.encoding,
        separator=table.separator,
        date_order=mapping.date_order,
        zone=mapping.zone,
    )


def _sentences(table: Table, mapping: Mapping, tally: _Tally) -> list[str]:
    said = [*table.assumed, *filter(None, [mapping.date_reason])]
    counted = ", ".join(
        column.column + (" (its increase from row to row)" if column.running else "")
        for column in mapping.counts
    )
    said.append(f"Items done are counted in {counted}.")
    said.append(
        "Only velocity and forecasts can be told: starts, types and stages are not in the file, so there are "
        "no flow times, no load, no efficiency and no distribution."
    )
    if mapping.period == "week" and mapping.week_begins != "as told":
        said.append(f"Weeks begin on a {mapping.week_begins.title()}, as chosen.")
    if mapping.period == "week":
        said.append(
            "On which day of a week an item was done is not known: the items of a week are scattered over "
            "its working days, always alike. Read nothing finer than weeks."
        )
    if "when" not in mapping.columns:
        first = mapping.first_day or FIRST_DAY
        said.append(f"No column holds dates: the rows are one {mapping.period} after the other from {first}.")
    elif gaps := _gaps(mapping, tally):
        said.append(f"Between rows, {mapping.period}s without a row count as nothing done: {gaps}.")
    return said


def _gaps(mapping: Mapping, tally: _Tally) -> int:
    step = 7 if mapping.period == "week" else 1
    days = np.unique(tally.days // step).tolist()
    return sum(later - earlier - 1 for earlier, later in pairwise(days))
