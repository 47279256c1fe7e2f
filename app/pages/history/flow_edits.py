"""Stages made of the words of a log: shown word by word, and changed in a mapping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

from sim.history import FlowStage, Mapping, StageState

ENDS: Final = ("done", "cancelled", "ignored")
"""States that items are not in: their stages have no place in the order."""


@dataclass(frozen=True)
class FlowRow:
    """A word of the file and the stage that it means.

    Attributes:
        word: The status, or activity.
        count: How often items come to it.
        stage: Name of its stage; empty where it has none, and its rows are set aside.
        state: Flow state of the stage; empty likewise.
    """

    word: str
    count: int
    stage: str = ""
    state: str = ""


def flow_rows(mapping: Mapping, counts: dict[str, int]) -> tuple[FlowRow, ...]:
    """Give every word in the order of the flow, those without a stage last."""
    rows = [
        FlowRow(word, counts.get(word, 0), stage.name, stage.state)
        for stage in mapping.flow
        for word in stage.statuses
    ]
    known = {row.word for row in rows}
    return (*rows, *(FlowRow(word, count) for word, count in counts.items() if word not in known))


def with_stage_name(mapping: Mapping, words: Sequence[str], name: str) -> Mapping:
    """Let words mean the stage of a name: one that is there, or else a new one where the first word's was."""
    name = name.strip()
    if not name or not words:
        return mapping
    return _with_words_in(mapping, words, FlowStage(name=name, state=_first_state(mapping, words)))


def with_stage_state(mapping: Mapping, words: Sequence[str], state: str) -> Mapping:
    """Give words another flow state; a stage of which only some are meant keeps the others as they were.

    A case that has an activity which means done ends with it.
    """
    chosen: StageState = next(known for known in get_args(StageState) if known == state)
    for stage in [stage for stage in mapping.flow if set(stage.statuses) & set(words)]:
        mapping = _with_state(mapping, stage, [word for word in stage.statuses if word in words], chosen)
    homeless = [word for word in words if word not in _stage_of(mapping)]
    if homeless:
        mapping = _with_words_in(mapping, homeless, _place_for(mapping, homeless[0], chosen))
    if mapping.layout == "events" and chosen == "done" and mapping.rules.case_end == "last event":
        rules = mapping.rules.model_copy(update={"case_end": "done activity"})
        return mapping.model_copy(update={"rules": rules})
    return mapping


def with_stages_moved(mapping: Mapping, words: Sequence[str], step: int) -> Mapping:
    """Move the stages of words one place up (-1) or down (1) in the flow; ends have no place in it."""
    order = [stage for stage in mapping.flow if stage.state not in ENDS]
    ends = [stage for stage in mapping.flow if stage.state in ENDS]
    chosen = {id(stage) for stage in order if set(stage.statuses) & set(words)}
    places = range(1, len(order)) if step < 0 else range(len(order) - 2, -1, -1)
    for place in places:
        if id(order[place]) in chosen and id(order[place + step]) not in chosen:
            order[place], order[place + step] = order[place + step], order[place]
    return mapping.model_copy(update={"flow": (*order, *ends)})


def _with_state(mapping: Mapping, stage: FlowStage, words: list[str], state: StageState) -> Mapping:
    if stage.state == state:
        return mapping
    if len(words) < len(stage.statuses):
        return _with_words_in(mapping, words, _place_for(mapping, words[0], state))
    changed = stage.model_copy(update={"state": state})
    return _sorted(mapping, [changed if each.name == stage.name else each for each in mapping.flow])


def _place_for(mapping: Mapping, word: str, state: StageState) -> FlowStage:
    """Give the stage that a word goes to with its state: the one end of this kind, or one of its own."""
    ends = [stage for stage in mapping.flow if stage.state == state and state in ENDS]
    if ends:
        return ends[0]
    names = {stage.name for stage in mapping.flow}
    name, number = word, 2
    while name in names:
        name, number = f"{word} ({number})", number + 1
    return FlowStage(name=name, state=state)


def _with_words_in(mapping: Mapping, words: Sequence[str], target: FlowStage) -> Mapping:
    """Take words out of their stages and put them into one, which is there by name or new."""
    joins = any(stage.name == target.name for stage in mapping.flow)
    first = next((stage for stage in mapping.flow if set(stage.statuses) & set(words)), None)
    made = target.model_copy(update={"statuses": tuple(words)})
    stages: list[FlowStage] = []
    for stage in mapping.flow:
        rest = tuple(word for word in stage.statuses if word not in words)
        if stage is first and not joins:
            stages.append(made)
        if stage.name == target.name:
            rest = (*rest, *words)
        stages.append(stage.model_copy(update={"statuses": rest}))
    if first is None and not joins:
        stages.append(made)
    return _sorted(mapping, [stage for stage in stages if stage.statuses])


def _sorted(mapping: Mapping, stages: list[FlowStage]) -> Mapping:
    """Put the stages in, ends last."""
    flow = sorted(stages, key=lambda stage: ENDS.index(stage.state) if stage.state in ENDS else -1)
    return mapping.model_copy(update={"flow": tuple(flow)})


def _stage_of(mapping: Mapping) -> dict[str, FlowStage]:
    return {word: stage for stage in mapping.flow for word in stage.statuses}


def _first_state(mapping: Mapping, words: Sequence[str]) -> StageState:
    stages = _stage_of(mapping)
    return next((stages[word].state for word in words if word in stages), "active")
