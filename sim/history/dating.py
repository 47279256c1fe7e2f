"""When each row's item arrived, entered its stages and was done, and which dates cannot be believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.history.dates import Moments, moments
from sim.history.mapping import Mapping, StageColumn
from sim.history.report import Counts, SetAside
from sim.history.table import Table
from sim.log import TimeBase, local_day

IN_PROGRESS = "In progress"
"""The one stage of the layout with start and done."""

_NONE = np.iinfo(np.int64).min


@dataclass
class Dated:
    """The dates of all rows of a table, as they are mended; NaN is none.

    Attributes:
        stages: The stages, with the columns that their dates stand in.
        entered: When each item entered each stage, shape (rows, stages).
        arrived: When it arrived, shape (rows,).
        done: When it was done, shape (rows,).
        counts: Rows by the dates that the file has.
        lost: Rows of which no date that tells start or done could be read, by row place: the remark.
        in_part: Remarks on rows that lose a date.
        disputed: Remarks on rows whose dates contradict the order of the stages.
        assumed: What was assumed, one sentence each.
    """

    stages: tuple[StageColumn, ...]
    entered: NDArray[np.float64]
    arrived: NDArray[np.float64]
    done: NDArray[np.float64]
    counts: Counts
    lost: dict[int, SetAside]
    in_part: list[SetAside]
    disputed: list[SetAside]
    assumed: list[str]


def date_rows(table: Table, mapping: Mapping, base: TimeBase) -> Dated:
    """Read and mend the dates of every row.

    The mapping must fit the table (:func:`~sim.history.problems.mapping_problems` is empty).
    """
    columns = {
        header: moments(table.dates(header), mapping.order_of(header), mapping.zone)
        for header in mapping.date_columns()
    }
    dated = _gather(table, mapping, columns)
    _unreadable(dated, table, mapping, columns)
    _same_day(dated, mapping, columns, base)
    _arrival(dated, mapping, columns)
    _order_of_stages(dated, table)
    _after_done(dated, table, base)
    _arrived_late(dated, table, base)
    return dated


def start_columns(mapping: Mapping) -> tuple[StageColumn, ...]:
    """Give the stages of either layout; start and done have the one stage "In progress"."""
    if mapping.layout == "stages":
        return mapping.stages
    header = mapping.columns.get("started", "")
    if not header and mapping.missing_start == "created":
        header = mapping.columns.get("created", "")
    return (StageColumn(column=header, name=IN_PROGRESS),)


def _gather(table: Table, mapping: Mapping, columns: dict[str, Moments]) -> Dated:
    nothing = np.full(len(table), np.nan)
    stages = start_columns(mapping)
    entered = np.stack([_days(columns, stage.column, nothing) for stage in stages], axis=1)
    done = _days(columns, mapping.columns["done"], nothing)
    assumed: list[str] = []
    if mapping.layout == "items":
        assumed = _fill_starts(entered, mapping, columns, nothing)
    started = _first_committed(entered, mapping.commitment())
    return Dated(
        stages, entered, nothing.copy(), done, counts_of(started, done), {}, [], [], assumed
    )  # fmt: skip


def _days(columns: dict[str, Moments], header: str, nothing: NDArray[np.float64]) -> NDArray[np.float64]:
    return (columns[header].days if header in columns else nothing).copy()


def _fill_starts(
    entered: NDArray[np.float64], mapping: Mapping, columns: dict[str, Moments], nothing: NDArray[np.float64]
) -> list[str]:
    """Take creation as the start where the mapping says so; say what the start is."""
    created, started = mapping.columns.get("created", ""), mapping.columns.get("started", "")
    if mapping.missing_start == "created" and created and started:
        days = _days(columns, created, nothing)
        missing = np.isnan(entered[:, 0])
        entered[missing, 0] = days[missing]
        filled = int(np.count_nonzero(missing & ~np.isnan(days)))
        return [f"Where {started} is blank, {created} is taken as the start (rows: {filled})."]
    if mapping.missing_start == "created" and created:
        return [f"No column holds the start: {created} is taken as the start, so flow time is lead time."]
    return [] if started else ["No column holds the start: only velocity can be told, no flow times."]


def _first_committed(entered: NDArray[np.float64], commitment: int) -> NDArray[np.float64]:
    """Give the earliest entry into the commitment stage or a later one, shape (rows,); NaN for none."""
    earliest = np.min(np.where(np.isnan(entered), np.inf, entered)[:, commitment:], axis=1)
    return np.where(np.isinf(earliest), np.nan, earliest)


def counts_of(started: NDArray[np.float64], done: NDArray[np.float64]) -> Counts:
    """Count rows by the dates they have; NaN is none."""
    has_start, has_done = ~np.isnan(started), ~np.isnan(done)
    return Counts(
        rows=len(done),
        with_start=int(has_start.sum()),
        with_done=int(has_done.sum()),
        finished_with_both=int((has_start & has_done).sum()),
        done_before_start=int((done < started).sum()),
        in_progress_no_done=int((has_start & ~has_done).sum()),
        done_without_start=int((~has_start & has_done).sum()),
        neither=int((~has_start & ~has_done).sum()),
    )


def _unreadable(dated: Dated, table: Table, mapping: Mapping, columns: dict[str, Moments]) -> None:
    """Set aside rows whose done, or whose only dates, cannot be read; others lose the date only."""
    known = ~np.isnan(dated.done) | ~np.isnan(dated.entered).all(axis=1)
    done = mapping.columns["done"]
    for header, column in columns.items():
        texts = table.column(header)
        for place in np.flatnonzero(column.unreadable).tolist():
            remark = SetAside(
                row=table.numbers[place], value=texts[place][:80], reason=f"{header} is not a date"
            )
            created_only = header == mapping.columns.get("created") and header not in _stage_headers(dated)
            if header == done or not (known[place] or created_only):
                dated.lost.setdefault(place, remark)
            else:
                dated.in_part.append(remark)


def _stage_headers(dated: Dated) -> set[str]:
    return {stage.column for stage in dated.stages}


def _same_day(dated: Dated, mapping: Mapping, columns: dict[str, Moments], base: TimeBase) -> None:
    """Let an item done, without a time of day, on the day of its last stage be done at that moment."""
    untimed = ~columns[mapping.columns["done"]].timed
    for number in range(len(dated.stages)):
        entered = dated.entered[:, number]
        same = untimed & (entered > dated.done) & (_day(base, entered) == _day(base, dated.done))
        dated.done[same] = entered[same]


def _arrival(dated: Dated, mapping: Mapping, columns: dict[str, Moments]) -> None:
    """Take creation as arrival, else the entry into a first stage before commitment."""
    created = mapping.columns.get("created")
    if created:
        dated.arrived = columns[created].days.copy()
    elif dated.stages[0].state == "new":
        dated.arrived = dated.entered[:, 0].copy()
        dated.assumed.append(f"An item arrives on its date in {dated.stages[0].column}.")


def _order_of_stages(dated: Dated, table: Table) -> None:
    """Remark on items that entered a stage before an earlier one; their visits are kept as dated."""
    latest = np.full(len(table), -np.inf)
    latest_stage = np.zeros(len(table), np.int64)
    for number, stage in enumerate(dated.stages):
        entered = dated.entered[:, number]
        for place in np.flatnonzero(entered < latest).tolist():
            other = dated.stages[latest_stage[place]]
            reason = f"entered {stage.name} before {other.name}: kept as dated, as an item that moved back"
            dated.disputed.append(_remark(table, place, stage.column, reason))
        later = entered >= latest
        latest[later] = entered[later]
        latest_stage[later] = number


def _after_done(dated: Dated, table: Table, base: TimeBase) -> None:
    """Leave out entries after done: such an item counts in velocity, not in flow times."""
    after = dated.entered > dated.done[:, None]
    for place in np.flatnonzero(after.any(axis=1)).tolist():
        number = int(np.flatnonzero(after[place])[0])
        stage = dated.stages[number]
        what = "start" if stage.name == IN_PROGRESS else stage.name
        reason = f"done on {_date(base, dated.done[place])}, before its {what}: that date is left out"
        dated.in_part.append(_remark(table, place, stage.column, reason))
    dated.entered[after] = np.nan


def _arrived_late(dated: Dated, table: Table, base: TimeBase) -> None:
    """Leave out arrivals after the first entry or done; on the same day, the item arrives just then."""
    firsts = np.column_stack([dated.entered, dated.done])
    first = np.min(np.where(np.isnan(firsts), np.inf, firsts), axis=1)
    late = dated.arrived > first
    first[~late] = np.nan
    same = late & (_day(base, dated.arrived) == _day(base, first))
    dated.arrived[same] = first[same]
    rows_with_remark = {remark.row for remark in dated.in_part}
    for place in np.flatnonzero(late & ~same).tolist():
        dated.arrived[place] = np.nan
        if table.numbers[place] not in rows_with_remark:
            reason = "created after it was started or done: the date of creation is left out"
            dated.in_part.append(SetAside(row=table.numbers[place], value="", reason=reason))


def _remark(table: Table, place: int, header: str, reason: str) -> SetAside:
    value = table.column(header)[place] if header in table.headers else ""
    return SetAside(row=table.numbers[place], value=value[:80], reason=reason)


def _day(base: TimeBase, times: NDArray[np.float64]) -> NDArray[np.int64]:
    """Give local days; a number that no day has where there is no time."""
    days = np.full(len(times), _NONE, np.int64)
    known = np.isfinite(times)
    days[known] = local_day(base, times[known])
    return days


def _date(base: TimeBase, time: float) -> str:
    return str(np.datetime64(int(local_day(base, np.array([time]))[0]), "D"))


def rows_without_dates(dated: Dated) -> Iterator[int]:
    """Give the places of rows without any date."""
    nothing = np.isnan(dated.entered).all(axis=1) & np.isnan(dated.done) & np.isnan(dated.arrived)
    yield from np.flatnonzero(nothing).tolist()
