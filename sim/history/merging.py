"""Importing again: two histories of the same items become one, by their ids, and what changed is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from sim.history.report import Imported
from sim.log import NOWHERE, EventLog, ItemTable, LogStage, LogType, lives

_NAMELESS = re.compile(r"(row|item) [0-9]+")
_SHOWN = 5
_Known = TypeVar("_Known", LogStage, LogType)


@dataclass(frozen=True)
class Merged:
    """A history imported again.

    Attributes:
        imported: The history of both, and the report of the newer import with what changed.
        added: Ids that are new.
        changed: Ids of which something is other than before.
        kept: Ids that the newer file no longer has; they stay as they were.
        same: How many items are as they were.
        is_merged: Whether there was anything to merge; else the newer history stands for itself.
        words: What changed, one sentence each.
    """

    imported: Imported
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    same: int = 0
    is_merged: bool = True
    words: tuple[str, ...] = ()


def merge(old: EventLog, new: Imported) -> Merged:
    """Put a newer import over an older history: by id, the newer one is believed.

    Items that only the older one has are kept. Where no id is in both, or the items have none, the newer
    history replaces the older one.
    """
    log = new.log
    before, now = _numbers(old), _numbers(log)
    common = [name for name in now if name in before]
    if not common or _nameless(old) or _nameless(log):
        reason = "no item has an id" if _nameless(log) or _nameless(old) else "they have no item in common"
        replaced = (f"The history imported before ({old.origin.source}) is replaced: {reason}.",)
        return Merged(_told(new, log, replaced), is_merged=False, words=replaced)
    ours, theirs = _lines(log), _lines(old)
    changed = tuple(name for name in common if ours[now[name]] != theirs[before[name]])
    added = tuple(name for name in now if name not in before)
    kept = tuple(name for name in before if name not in now)
    same = len(common) - len(changed)
    words = _words(old, log, before, now, (added, changed, kept, same))
    both = _joined(old, log, np.array([before[name] for name in kept], np.int64))
    return Merged(_told(new, both, words), added, changed, kept, same, words=words)


def _told(new: Imported, log: EventLog, words: tuple[str, ...]) -> Imported:
    said = (*new.report.assumed, *words)
    return Imported(log, new.report.model_copy(update={"assumed": said}))


def _numbers(log: EventLog) -> dict[str, int]:
    return {name: number for number, name in enumerate(log.items.names)}


def _nameless(log: EventLog) -> bool:
    """Say whether a history's items are but numbered."""
    return all(_NAMELESS.fullmatch(name) for name in log.items.names)


def _lines(log: EventLog) -> list[tuple[object, ...]]:
    """Give all that is known of each item, in words that do not hang on a log's own numbers."""
    order = np.argsort(log.item, kind="stable")
    stages = [stage.id for stage in log.stages] + [""]
    times = np.round(log.time[order], 9).tolist()
    named = [stages[stage] for stage in log.stage[order].tolist()]
    rows = list(zip(times, log.kind[order].tolist(), named, strict=True))
    ends = np.searchsorted(log.item[order], np.arange(len(log.items) + 1)).tolist()
    items = log.items
    types = [log.types[number].id for number in items.type.tolist()]
    classes = [log.classes[number] for number in items.service_class.tolist()]
    titles = items.titles or ("",) * len(items)
    texts = list(zip(*(items.attributes[name] for name in sorted(items.attributes)), strict=True))
    return [
        (
            tuple(rows[ends[number] : ends[number + 1]]),
            types[number],
            classes[number],
            titles[number],
            texts[number] if texts else (),
        )
        for number in range(len(items))
    ]


def _joined(old: EventLog, new: EventLog, kept: NDArray[np.int64]) -> EventLog:
    """Add some items of the older log to the newer one."""
    if not len(kept):
        return replace(new, start=min(old.start, new.start), end=max(old.end, new.end))
    stages, stage_of = _union(new.stages, old.stages)
    types, type_of = _union(new.types, old.types)
    classes = tuple(dict.fromkeys((*new.classes, *old.classes)))
    class_of = np.array([classes.index(name) for name in old.classes], np.int64)
    number = np.full(len(old.items), NOWHERE, np.int64)
    number[kept] = len(new.items) + np.arange(len(kept))
    rows = np.flatnonzero(number[old.item] >= 0)
    time = np.concatenate([new.time, old.time[rows]])
    order = np.argsort(time, kind="stable")
    stage = np.append(stage_of, NOWHERE)[old.stage[rows]]

    def both(ours: NDArray[Any], theirs: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([ours, theirs]).astype(ours.dtype)[order]

    return replace(
        new,
        time=time[order],
        item=both(new.item, number[old.item[rows]]),
        kind=both(new.kind, old.kind[rows]),
        stage=both(new.stage, stage),
        who=both(new.who, old.who[rows]),
        items=_items(old, new, kept, type_of, class_of),
        stages=stages,
        types=types,
        classes=classes,
        start=min(old.start, new.start),
        end=max(old.end, new.end),
    )


def _items(
    old: EventLog,
    new: EventLog,
    kept: NDArray[np.int64],
    type_of: NDArray[np.int64],
    class_of: NDArray[np.int64],
) -> ItemTable:
    ours, theirs, rows = new.items, old.items, kept.tolist()
    names = dict.fromkeys((*ours.attributes, *theirs.attributes))
    titles = _column(ours.titles, theirs.titles, rows, len(ours))
    return ItemTable(
        type=np.concatenate([ours.type, type_of[theirs.type[kept]]]).astype(np.int16),
        service_class=np.concatenate([ours.service_class, class_of[theirs.service_class[kept]]]).astype(
            np.int16
        ),
        arrival=np.concatenate([ours.arrival, theirs.arrival[kept]]),
        names=(*ours.names, *(theirs.names[row] for row in rows)),
        titles=titles if any(titles) else (),
        attributes={
            name: _column(ours.attributes.get(name, ()), theirs.attributes.get(name, ()), rows, len(ours))
            for name in names
        },
    )


def _column(ours: tuple[str, ...], theirs: tuple[str, ...], rows: list[int], size: int) -> tuple[str, ...]:
    """Join texts of the newer items, and of some rows of the older ones; blank where there are none."""
    older = (theirs[row] for row in rows) if theirs else ("",) * len(rows)
    return (*(ours or ("",) * size), *older)


def _union(
    ours: tuple[_Known, ...], theirs: tuple[_Known, ...]
) -> tuple[tuple[_Known, ...], NDArray[np.int64]]:
    """Put what only the older log has behind what the newer one has; give the new number of each old one."""
    found = list(ours)
    known = {one.id: place for place, one in enumerate(ours)}
    for one in theirs:
        if one.id not in known:
            known[one.id] = len(found)
            found.append(one)
    return tuple(found), np.array([known[one.id] for one in theirs], np.int64)


def _words(
    old: EventLog,
    new: EventLog,
    before: dict[str, int],
    now: dict[str, int],
    told: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], int],
) -> tuple[str, ...]:
    added, changed, kept, same = told
    was, is_now = ~np.isnan(lives(old).done), ~np.isnan(lives(new).done)
    done = [name for name in changed if is_now[now[name]] and not was[before[name]]]
    open_again = [name for name in changed if was[before[name]] and not is_now[now[name]]]
    parts = [f"{len(added)} new", f"{len(changed)} changed", f"{same} as before"]
    parts += [f"{len(kept)} no longer in the file and kept as they were"] if kept else []
    said = [f"Merged by id with the history imported before ({old.origin.source}): items {', '.join(parts)}."]
    said += [f"New: {_some(added)}."] if added else []
    said += [f"Changed: {_some(changed)}."] if changed else []
    said += [f"Done since then: {_some(done)}."] if done else []
    said += [f"Open again: {_some(open_again)}."] if open_again else []
    said += [f"No longer in the file: {_some(kept)}."] if kept else []
    return tuple(said)


def _some(names: tuple[str, ...] | list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
