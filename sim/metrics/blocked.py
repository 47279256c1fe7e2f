"""Blocked time: how long work begun stood still, where, and for which reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.log import Doing, EventLog, Intervals, ItemState
from sim.metrics.flow_load import in_progress
from sim.metrics.selection import values_of
from sim.metrics.window import Window, overlap

REASON = "blocked"
"""Attribute in which a history keeps what an item was flagged with."""
NOT_SAID = "no reason given"

_CAUSES = {Doing.BLOCKED: "", Doing.DOWN: "worker down", Doing.PUT_DOWN: "waits for a worker again"}
"""Reasons that the log tells by itself; what is blocked from outside has the reason of its item."""
_NO = frozenset(
    ("", "0", "0.0", "no", "false", "n", "none", "not blocked", "unblocked", "nein", "non", "não")
)
_YES = frozenset(("yes", "true", "y", "x", "1", "blocked", "flagged", "impediment", "ja", "oui", "sim"))


@dataclass(frozen=True)
class BlockedReason:
    """Time blocked for one reason within a window, in the log's unit.

    Attributes:
        reason: What the item was flagged with; ``no reason given``, or what the log tells by itself.
        items: Items that were blocked so.
        stretches: Times that one was.
        total: Time, all stretches together.
        mean: Mean time of a stretch within the window.
        stages: Time by stage id, stages without any left out.
        still: Items that are blocked so at the window's end: how long they will be is not known.
    """

    reason: str
    items: int
    stretches: int
    total: float
    mean: float
    stages: Mapping[str, float]
    still: int = 0


@dataclass(frozen=True)
class BlockedTime:
    """Time blocked within a window.

    Attributes:
        reasons: By reason, the longest first.
        total: All of it, in the log's unit.
        share: Of the time that items were in progress in the window; 0 to 1, NaN of none.
        untimed: Items said to be blocked of which the log does not know when: in no figure here.
    """

    reasons: tuple[BlockedReason, ...]
    total: float
    share: float
    untimed: int


def blocked_time(log: EventLog, window: Window, attribute: str = REASON) -> BlockedTime:
    """Give the time that items in progress were blocked in a window, by reason.

    Blocked is what had begun and stood still: under a flag (in a history), stopped from outside, its worker
    down, or put down. What waits in a queue, or is finished and not yet pulled, is not blocked.

    Args:
        log: What happened.
        window: When.
        attribute: Attribute of items that holds the reason; where items have none, no reason is known.
    """
    all_of = in_progress(log)
    inside = overlap(window, all_of.begin, all_of.end)
    blocked = (all_of.state == ItemState.BLOCKED) & (inside > 0)
    stretches, spent = all_of.where(blocked), inside[blocked]
    words = reasons_of(log, attribute)
    found = _by_reason(log, window, stretches, spent, _reasons(stretches, words))
    whole = float(inside.sum())
    timed = np.unique(all_of.item[all_of.doing == Doing.BLOCKED])
    flagged = np.flatnonzero([bool(word) for word in words])
    return BlockedTime(
        reasons=tuple(sorted(found, key=lambda one: (-one.total, one.reason))),
        total=float(spent.sum()),
        share=float(spent.sum() / whole) if whole else float("nan"),
        untimed=len(np.setdiff1d(flagged, timed)),
    )


def reasons_of(log: EventLog, attribute: str = REASON) -> tuple[str, ...]:
    """Give what each item was flagged with: empty where it was not, ``no reason given`` for a plain yes."""
    if attribute not in log.items.attributes:
        return ("",) * len(log.items)
    texts = [", ".join(values) for values in values_of(log, attribute)]
    meaning = {text: _meaning(text) for text in set(texts)}
    return tuple([meaning[text] for text in texts])


def _meaning(text: str) -> str:
    word = text.strip().casefold()
    if word in _NO:
        return ""
    return NOT_SAID if word in _YES else text.strip()


def _reasons(stretches: Intervals, words: tuple[str, ...]) -> list[str]:
    pairs = zip(stretches.doing.tolist(), stretches.item.tolist(), strict=True)
    return [_CAUSES[Doing(doing)] or words[item] or NOT_SAID for doing, item in pairs]


def _by_reason(
    log: EventLog, window: Window, stretches: Intervals, spent: NDArray[np.float64], reasons: list[str]
) -> list[BlockedReason]:
    """Sum up stretches, of which each has time in the window, by reason and stage at once."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(reasons))}
    reason = np.array([numbers[name] for name in reasons], np.int64)
    places = len(log.stages) + 1  # the last one for no stage
    cell = reason * places + stretches.stage % places
    time = np.bincount(cell, spent, minlength=len(numbers) * places).reshape(-1, places)
    count = np.bincount(reason, minlength=len(numbers))
    whose = reason * len(log.items) + stretches.item
    lasting = stretches.open | ((stretches.end >= window.end) & (window.end < log.end))
    items, still = (
        np.bincount(np.unique(those) // max(len(log.items), 1), minlength=len(numbers))
        for those in (whose, whose[lasting])
    )
    ids = [stage.id for stage in log.stages]
    counts = zip(items.tolist(), count.tolist(), still.tolist(), strict=True)
    rows = zip(numbers, counts, time.sum(axis=1).tolist(), time.tolist(), strict=True)
    return [
        BlockedReason(
            reason=name,
            items=held,
            stretches=times,
            total=total,
            mean=total / times,
            stages={stage: part for stage, part in zip(ids, by_stage[:-1], strict=True) if part},
            still=lasting_so,
        )
        for name, (held, times, lasting_so), total, by_stage in rows
    ]
