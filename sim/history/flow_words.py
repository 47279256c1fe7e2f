"""What was assumed in reading changes or events, in sentences: every rule that mattered, and how often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.history.chronicle import Chronicle
from sim.history.courses import Course
from sim.history.mapping import Mapping
from sim.history.naming import Ids, Types
from sim.history.table import Table

_SHOWN = 8


@dataclass(frozen=True)
class FlowDraft:
    """All that is known of a table of changes or events, before log and report are made of it.

    Attributes:
        kept: Items of the course that become items of the log.
    """

    table: Table
    mapping: Mapping
    story: Chronicle
    course: Course
    kept: NDArray[np.int64]
    ids: Ids
    types: Types


def flow_sentences(draft: FlowDraft) -> list[str]:
    """Say what was assumed, the order of dates first."""
    mapping = draft.mapping
    said = [*draft.table.assumed, *filter(None, [mapping.date_reason]), *_span(draft)]
    where = "as they are written, in UTC" if mapping.zone == "UTC" else f"as times in {mapping.zone}"
    said.append(f"Times without an offset are taken {where}; days begin and end there.")
    said.append("The history ends with the day of its last event.")
    said += _stages(mapping)
    said += _events(draft) if mapping.layout == "events" else _changes(draft)
    said += _rules(draft)
    if draft.story.set_aside_columns:
        names = ", ".join(draft.story.set_aside_columns[:_SHOWN])
        said.append(f"Columns that say different things of one item are not kept: {names}.")
    return [*said, *draft.ids.assumed, *draft.types.assumed]


def _span(draft: FlowDraft) -> list[str]:
    stages, mapping = draft.course.stages, draft.mapping
    begin = stages[mapping.commitment()].name
    ends = [stage.name for stage in mapping.flow if stage.state == "done"]
    end = " or ".join(ends) or "done"
    if mapping.layout == "events" and mapping.rules.case_end != "done activity":
        end = (
            mapping.columns["done"] if mapping.rules.case_end == "end date" else "the last event of its case"
        )
    return [f"Flow time begins with {begin} and ends with {end}."]


def _stages(mapping: Mapping) -> list[str]:
    """Say which words of the file are which stage, where a stage is more than its own word."""
    joined = [
        f"{stage.name} ({', '.join(stage.statuses[:_SHOWN])})"
        for stage in mapping.flow
        if stage.statuses not in ((), (stage.name,)) and stage.state != "ignored"
    ]
    passed = [word for stage in mapping.flow if stage.state == "ignored" for word in stage.statuses]
    said = [f"Stages of several words, or another name: {'; '.join(joined[:_SHOWN])}."] if joined else []
    return said + ([f"Passed over: {', '.join(passed[:_SHOWN])}."] if passed else [])


def _changes(draft: FlowDraft) -> list[str]:
    begun, mapping = draft.course.begun, draft.mapping
    if "created" in mapping.columns:
        return [f"An item arrives when it is created ({mapping.columns['created']})."]
    if begun.told.any():
        return ["An item arrives with its first change, where that says that it came from nothing."]
    if any(stage.state == "new" for stage in draft.course.stages):
        return ["An item arrives when it enters a first stage that is new."]
    return ["When items arrived is not known."]


def _events(draft: FlowDraft) -> list[str]:
    told = {
        "last event": "A case is done with its last event; the file does not say which cases go on.",
        "done activity": "A case is done with an activity that is mapped to done; others are open.",
        "end date": f"A case is done on its {draft.mapping.columns.get('done', '')}; without one it is open.",
    }
    said = [told[draft.mapping.rules.case_end]]
    early, late = (draft.course.counted.get(name, 0) for name in ("before the begin", "after the end"))
    if early:
        said.append(f"Events before {draft.mapping.columns['started']} are left out: {early}.")
    if late:
        said.append(f"Events after that date are left out: {late}.")
    if len(draft.course.work.item):
        parallel = draft.course.counted["parallel"]
        said.append("Work lasts from the start of an activity to its completion.")
        if parallel:
            said.append(f"Parts of activities that ran beside a later one are left out: {parallel}.")
        return said
    return [*said, "An activity lasts from its event to the next one of the case."]


def _rules(draft: FlowDraft) -> list[str]:
    """Say each rule that was used, and how often."""
    rules, counted = draft.mapping.rules, draft.course.counted
    words = {
        "reopened": {
            "one flow time": "Items that go on after they were done have one long flow time: {}.",
            "new item": "Items that go on after they were done begin again as items of their own: {}.",
        }[rules.reopened],
        "moved back": {
            "keep visits": "Moves back to an earlier stage; every visit counts: {}.",
            "wipe later dates": "Moves back to an earlier stage, which wipe the dates of all later ones: {}.",
        }[rules.moved_back],
        "cancelled": {
            "left out": "Items left out as cancelled: {}.",
            "as done": "Cancelled items, which count as done when they were given up: {}.",
        }[rules.cancelled],
        "skipped": "Stages passed by are entered with the next stage visited: {}.",
        "flags": {
            "blocked": "Flags set or cleared; an item is blocked from one to the other, or to its end: {}.",
            "ignored": "Flags are not read: {}.",
        }[rules.flags],
        "ignored": "Changes to words that are passed over: {}.",
    }
    return [sentence.format(counted[name]) for name, sentence in words.items() if counted.get(name)]
