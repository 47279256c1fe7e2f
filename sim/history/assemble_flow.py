"""Changes of status, or events of cases, become an event log and a report of what became of each row."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from sim.errors import HistoryFault
from sim.history.chronicle import Chronicle, chronicle
from sim.history.courses import Course, course_of
from sim.history.dating import counts_of
from sim.history.fates import Fate, remarks
from sim.history.flow_words import FlowDraft, flow_sentences
from sim.history.log_parts import by_row, closed_at, log_stages
from sim.history.mapping import Mapping
from sim.history.naming import Ids, attributes_of, classes_of, ids_of, types_of
from sim.history.problems import NEEDED
from sim.history.report import Imported, ImportReport, SetAside
from sim.history.table import Table
from sim.log import NOWHERE, EventLog, FlowState, ItemTable, Kind, Origin, TimeBase

_PER_MOVE = 8
"""Places in the order of events for what happens at one moment within a visit."""


def assemble_flow(table: Table, mapping: Mapping) -> Imported:
    """Make a history of a table of changes or events, or of items with their changes.

    The mapping must fit the table.

    Raises:
        HistoryFault: No row can be used.
    """
    story = chronicle(table, mapping)
    course = course_of(story, mapping)
    ids = ids_of(story.items, mapping)
    kept = _kept(course, ids)
    types = types_of(story.items, mapping, course.source[kept])
    draft = FlowDraft(table, mapping, story, course, kept, ids, types)
    _refuse_nothing(draft)
    return Imported(_log(draft), _report(draft))


def _kept(course: Course, ids: Ids) -> NDArray[np.int64]:
    """Give the items that stay: not given up, and not of a row whose id an earlier row has."""
    repeated = np.isin(course.source, list(ids.repeated))
    return np.flatnonzero(~course.given_up & ~repeated)


def _refuse_nothing(draft: FlowDraft) -> None:
    if len(draft.kept) and np.isin(draft.course.moves.item, draft.kept).any():
        return
    first = next(iter(remarks(draft.story, draft.mapping, draft.course.fate)), None)
    why = f' Row {first.row}, for one, "{first.value}": {first.reason}.' if first else ""
    changes = len(draft.story.rows)
    raise HistoryFault(f"None of the {changes} changes of {draft.table.source} can be used.{why}", NEEDED)


def _log(draft: FlowDraft) -> EventLog:
    mapping, course = draft.mapping, draft.course
    base = TimeBase("day", dt.datetime(1970, 1, 1, tzinfo=dt.UTC), mapping.zone)
    classes, class_numbers = classes_of(draft.story.items, mapping, course.source[draft.kept])
    time, item, kind, stage = _events(course, draft.kept)
    return EventLog(
        time=time,
        item=item,
        kind=kind,
        stage=stage,
        who=np.full(len(time), NOWHERE, np.int32),
        items=_items(draft, class_numbers),
        stages=log_stages((stage.name, cast("FlowState", stage.state)) for stage in course.stages),
        types=draft.types.types,
        classes=classes,
        commitment=mapping.commitment(),
        start=float(time[0]),
        end=closed_at(base, float(time[-1])),
        base=base,
        origin=Origin("history", draft.table.source, draft.table.fingerprint),
    )


def _events(
    course: Course, kept: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int32], NDArray[np.int8], NDArray[np.int16]]:
    """Give time, item, kind and stage of all events, in order of time; equal times in the order of a life."""
    moves, blocked, work = course.moves, course.blocked, course.work
    done = len(course.stages)
    number = np.full(len(course.source), NOWHERE, np.int64)
    number[kept] = np.arange(len(kept))
    arrived = np.flatnonzero(~np.isnan(course.arrived))
    cleared = np.flatnonzero(np.isfinite(blocked.end))
    moved = np.arange(len(moves.item)) * _PER_MOVE
    ends = moves.stage >= done
    entry = np.where(ends, np.int8(Kind.DONE), np.int8(Kind.ENTERED))
    place = np.where(ends, NOWHERE, moves.stage)
    worked, stopped = course.work_move, blocked.move
    lots: list[tuple[Any, ...]] = [
        (course.arrived[arrived], arrived, Kind.ARRIVED, NOWHERE, -1),
        (moves.time, moves.item, entry, place, moved),
        (work.time, moves.item[worked], work.kind, work.stage, moved[worked] + _STEP[work.kind]),
        (blocked.begin, moves.item[stopped], Kind.BLOCKED, moves.stage[stopped], moved[stopped] + 5),
    ]
    freed = stopped[cleared]
    lots.append(
        (blocked.end[cleared], moves.item[freed], Kind.UNBLOCKED, moves.stage[freed], moved[freed] + 6)
    )
    return _sorted(lots, number)


_STEP = np.zeros(len(Kind), np.int64)
"""Order of what happens to work at one moment of a visit: begun, stopped, taken up again, finished."""
_STEP[[Kind.STARTED, Kind.PAUSED, Kind.RESUMED, Kind.FINISHED]] = (1, 2, 3, 4)


def _sorted(
    lots: list[tuple[Any, ...]], number: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int32], NDArray[np.int8], NDArray[np.int16]]:
    """Join lots of (time, item, kind, stage, order), leave out items without a number, and sort the rest."""
    sizes = [len(lot[0]) for lot in lots]
    time, item, kind, stage, order = (
        np.concatenate([np.broadcast_to(lot[part], size) for lot, size in zip(lots, sizes, strict=True)])
        for part in range(5)
    )
    stays = np.flatnonzero(number[item] >= 0)
    rows = stays[np.lexsort((order[stays], time[stays]))]
    return (
        time[rows].astype(np.float64),
        number[item[rows]].astype(np.int32),
        kind[rows].astype(np.int8),
        stage[rows].astype(np.int16),
    )


def _items(draft: FlowDraft, class_numbers: NDArray[np.int16]) -> ItemTable:
    story, course = draft.story, draft.course
    rows = course.source[draft.kept]
    title = draft.mapping.columns.get("title", "")
    titles = story.items.column(title) if title in story.items.headers else ()
    attributes = attributes_of(story.items, draft.mapping, rows)
    if course.reasons and "blocked" not in attributes:
        attributes["blocked"] = tuple(course.reasons.get(row, "") for row in rows.tolist())
    names = [draft.ids.names[row] for row in rows.tolist()]
    for place in np.flatnonzero(course.again[draft.kept] > 1).tolist():
        names[place] += f" ({course.again[draft.kept[place]]})"
    return ItemTable(
        type=draft.types.numbers,
        service_class=class_numbers,
        arrival=course.arrived[draft.kept],
        names=tuple(names),
        titles=tuple(titles[row] for row in rows.tolist()) if titles else (),
        attributes=attributes,
    )


def _report(draft: FlowDraft) -> ImportReport:
    table, story, mapping, course = draft.table, draft.story, draft.mapping, draft.course
    lost = remarks(story, mapping, course.fate)
    aside = lost if story.whole else [*draft.ids.repeated.values(), *_given_up(story, course)]
    rows = len(story.rows) if story.whole else len(table)
    return ImportReport(
        source=table.source,
        rows=rows + len(table.set_aside),
        used=rows - len(aside),
        items=len(draft.kept),
        changes=len(story.rows),
        changes_used=int(np.count_nonzero(course.fate == Fate.USED)),
        set_aside=by_row([*table.set_aside, *aside]),
        in_part=by_row([*([] if story.whole else lost), *_in_part(story, course)]),
        assumed=tuple(dict.fromkeys(flow_sentences(draft))),
        ambiguous=(mapping.date_reason,) if mapping.ambiguous else (),
        counts=counts_of(course.started, course.done),
        types=draft.types.counts,
        encoding=table.encoding,
        separator=table.separator,
        date_order=mapping.date_order,
        zone=mapping.zone,
    )


def _given_up(story: Chronicle, course: Course) -> list[SetAside]:
    left = np.zeros(len(story.items), np.bool_)
    left[course.source[~course.given_up]] = True
    return [
        SetAside(row=story.items.numbers[row], value="", reason="cancelled: left out")
        for row in np.flatnonzero(~left).tolist()
    ]


def _in_part(story: Chronicle, course: Course) -> list[SetAside]:
    begun = course.begun
    told = (
        (begun.late, "created after its first change: the date of creation is left out"),
        (begun.unknown_since, "was in the flow before its first change; since when is not known"),
    )
    return [
        SetAside(row=story.items.numbers[row], value="", reason=reason)
        for chosen, reason in told
        for row in np.flatnonzero(chosen).tolist()
    ]
