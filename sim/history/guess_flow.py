"""A first mapping for a table of changes or events: columns, and a flow with an order told from the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from sim.history.chronicle import NOTHING, Chronicle, chronicle
from sim.history.courses import in_order
from sim.history.flow_counts import tells_flow
from sim.history.flow_order import discovered_order
from sim.history.log_columns import case_dates
from sim.history.mapping import (
    DATE_FIELDS,
    Field,
    FlowStage,
    Layout,
    Mapping,
    Rules,
    StageState,
)
from sim.history.order import decide_order
from sim.history.runs import run_begins, run_ends
from sim.history.table import Table
from sim.history.words import HEADERS, folded, rank_of, state_of

MOST_WORDS = 1_000
"""The most statuses, or activities, that a flow is made of."""

_ENDS: tuple[StageState, ...] = ("done", "cancelled", "ignored")
_NAMES = {"done": "Done", "cancelled": "Cancelled", "ignored": "Ignored"}
_BEGIN_SHARE = 0.8
"""A word that so many items begin with, and whose meaning is not known, is taken as before commitment."""
_END_SHARE = 0.5


def guess_flow(table: Table, layout: Layout, columns: dict[Field, str]) -> Mapping:
    """Guess what a log means, given its own columns; a tracker's items have none.

    Where one that it takes is missing, there is no flow yet.
    """
    found = _other_columns(table, columns)
    dates = {found[f]: table.dates(found[f]) for f in (*DATE_FIELDS, "when") if f in found}
    order = decide_order(dates)
    rules = Rules(case_end="end date") if layout == "events" and "done" in found else Rules()
    mapping = Mapping(
        layout=layout,
        columns=found,
        date_order=order.order,
        date_orders=order.exceptions,
        date_reason=order.reason,
        ambiguous=order.ambiguous,
        rules=rules,
    )
    return (
        mapping.model_copy(update={"flow": guess_stages(table, mapping)})
        if tells_flow(table, mapping)
        else mapping
    )


def guess_stages(table: Table, mapping: Mapping) -> tuple[FlowStage, ...]:
    """Guess the flow from the words of a log, and from the order in which items come to them."""
    story = chronicle(table, mapping)
    used = (story.item >= 0) & (story.to >= 0) & ~np.isnan(story.when.days) & ~story.is_flag
    rows = in_order(story, np.flatnonzero(used))
    words = _told(story, rows, mapping)
    if not words or len(words) > MOST_WORDS:
        return ()
    item, word = _visits(story, rows)
    order, _ = discovered_order(item, word, len(story.words))
    seen = _Seen(story, item, word)
    states = _states(words, mapping.layout, seen)
    ranked = [story.words[number] for number in order.tolist() if story.words[number] in states]
    ranked += [spoken for spoken in words if spoken not in ranked]
    return _grouped(ranked, states)


@dataclass(frozen=True)
class _Seen:
    """The visits of a log: items and words in order of item, then time."""

    story: Chronicle
    item: NDArray[np.int64]
    word: NDArray[np.int64]

    def share(self, at: Callable[[NDArray[np.int64]], NDArray[np.bool_]], spoken: str) -> float:
        """Give the share of items whose first, or last, word is this one."""
        ends = at(self.item)
        number = self.story.words.index(spoken)
        return float(np.mean(self.word[ends] == number)) if len(ends) else 0.0


def _told(story: Chronicle, rows: NDArray[np.intp], mapping: Mapping) -> tuple[str, ...]:
    """Give the words of changes of status (not of flags), and the states of items without any change."""
    numbers = np.unique(np.concatenate([story.to[rows], story.came[rows]]))
    words = [story.words[number] for number in numbers.tolist() if number != NOTHING]
    header = mapping.columns.get("state", "")
    if not story.whole and header in story.items.headers:
        words += [text for text in dict.fromkeys(story.items.column(header)) if text]
    return tuple(dict.fromkeys(words))


def _visits(story: Chronicle, rows: NDArray[np.intp]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the words that items visit, the one that their first change comes from included."""
    item, word = story.item[rows].astype(np.int64), story.to[rows].astype(np.int64)
    first = np.flatnonzero(run_begins(item) & (story.came[rows] >= 0)) if len(rows) else rows
    item, word = np.insert(item, first, item[first]), np.insert(word, first, story.came[rows[first]])
    return item, word


def _states(words: tuple[str, ...], layout: Layout, seen: _Seen) -> dict[str, StageState]:
    """Give each word a flow state: by what it means, else by where in the lives of items it stands."""
    if layout == "events":
        return dict.fromkeys(words, "active")
    known = {spoken: state_of(spoken) for spoken in words}
    closed = any(folded(spoken) in ("closed", "done", "released") for spoken in words)
    states: dict[str, StageState] = {}
    for spoken, meaning in known.items():
        states[spoken] = meaning or "active"
        if closed and folded(spoken) == "resolved":
            states[spoken] = "waiting"  # resolved, then verified, then closed
    unknown = [spoken for spoken, meaning in known.items() if meaning is None and spoken in seen.story.words]
    if "new" not in known.values():
        _mark(states, unknown, "new", lambda spoken: seen.share(run_begins, spoken), _BEGIN_SHARE)
    if "done" not in known.values():
        _mark(states, unknown, "done", lambda spoken: seen.share(run_ends, spoken), _END_SHARE)
    return states


def _mark(
    states: dict[str, StageState],
    unknown: list[str],
    state: StageState,
    share: Callable[[str], float],
    enough: float,
) -> None:
    """Give a state to the word with the highest share, if it is high enough."""
    best = max(unknown, key=share, default=None)
    if best is not None and share(best) >= enough and states[best] == "active":
        states[best] = state


def _grouped(ranked: list[str], states: dict[str, StageState]) -> tuple[FlowStage, ...]:
    """Make stages of words: those that differ in spelling only are one, and so are all that end an item."""
    groups: dict[str, list[str]] = {}
    for spoken in ranked:
        if states[spoken] not in _ENDS:
            groups.setdefault(folded(spoken) or spoken, []).append(spoken)
    stages = [
        FlowStage(name=words[0], state=states[words[0]], statuses=tuple(words)) for words in groups.values()
    ]
    stages.sort(key=lambda stage: stage.state != "new")
    for end in _ENDS:
        words = [spoken for spoken in ranked if states[spoken] == end]
        if words:
            name = words[0] if len(words) == 1 else _NAMES[end]
            stages.append(FlowStage(name=name, state=end, statuses=tuple(words)))
    return tuple(stages)


def _other_columns(table: Table, columns: dict[Field, str]) -> dict[Field, str]:
    """Find the columns that tell of the items: title, type, created and the like."""
    found = dict(columns)
    # The flow of a log says what is cancelled; a reader of a tracker's JSON puts resolutions into it.
    known = [field for field in get_args(Field) if field in HEADERS and field != "resolution"]
    fields: list[Field] = [field for field in known if field not in found]
    if table.changes is None:
        found |= case_dates(table.headers)
        fields = [field for field in fields if field not in ("started", "done", "state")]
    for field in fields:
        free = [h for h in table.headers if h not in found.values()]
        ranked = [(rank, h) for h in free if (rank := rank_of(h, field)) is not None]
        if not ranked:
            continue
        best = min(ranked, key=lambda entry: entry[0])[1]
        if field not in DATE_FIELDS or table.dates(best).readable():
            found[field] = best
    return found
