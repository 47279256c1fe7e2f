"""What it means that a model and its history differ, and what to adjust."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.experiment.beside_verdict import MetricVerdict
    from sim.stream import Stream


def verdict_text(one: MetricVerdict) -> str:
    """Say how two figures compare: ``flow time p85: 12.4 days history, 12.9 model, inside its interval``."""
    if math.isnan(one.history):
        return f"{one.label}: the history has none in the time measured"
    past = f"{shown(one.history, one.unit)} {one.unit}".rstrip()
    if one.inside is None:
        return f"{one.label}: {past} history; too few of the model's runs have one"
    where = "inside" if one.inside else "above" if one.history > one.high else "below"
    ends = f"{shown(one.low, one.unit)} to {shown(one.high, one.unit)}"
    return f"{one.label}: {past} history, {shown(one.median, one.unit)} model, {where} its interval ({ends})"


def shown(value: float, unit: str) -> str:
    """Show a figure as its unit wants it; one without a unit is a share."""
    if math.isnan(value):
        return "–"
    if not unit:
        return f"{value * 100:.0f} %"
    digits = 0 if abs(value) >= 1000 else 1 if unit == "days" or abs(value) >= 10 else 2
    return f"{value:,.{digits}f}".replace(",", " ")


def adjustments(verdicts: Sequence[MetricVerdict], stream: Stream) -> tuple[str, ...]:
    """Say what to change where the history lies outside the model's interval."""
    outside = {one.metric: one for one in verdicts if one.inside is False}
    if not outside:
        return ()
    said = [_velocity(outside), _times(outside, stream), _shares_changed(outside)]
    return tuple(one for one in said if one)


def _velocity(outside: dict[str, MetricVerdict]) -> str:
    one = outside.get("flow_velocity")
    if one is None:
        return ""
    if one.history > one.high:
        return (
            "The model finishes fewer items than the history: give the stage that holds too many more people "
            "or a higher limit; where none does, more arrived than the model has, so take a shorter stretch "
            "of history."
        )
    return (
        "The model finishes more items than the history: there, more was begun than finished, or arrivals "
        "changed; take a shorter stretch of history, or fewer people in the stage that holds too few."
    )


def _times(outside: dict[str, MetricVerdict], stream: Stream) -> str:
    names = [name for name in outside if name.startswith(("flow_time", "flow_load", "stages."))]
    if not names:
        return ""
    stages = {name: one for name, one in outside.items() if name.startswith("stages.")}
    if not stages:
        return _tails(outside) or _everywhere(outside[names[0]])
    worst = max(stages, key=lambda name: abs(_ratio(stages[name])))
    one = stages[worst]
    stage = stream.stage(worst.removeprefix("stages.").removesuffix(".wip"))
    model, past = shown(one.median, one.unit), shown(one.history, one.unit)
    held = f"{stage.name} holds {model} items in the model, {past} in the history"
    if one.history > one.high:
        way = (
            "fewer people there or a lower share of touch time would let more wait"
            if stage.kind == "work"
            else "a longer delay, or less room behind it, would hold them longer"
        )
        return f"{held}: {way}."
    way = (
        "more people there, a higher limit or shorter times would clear it"
        if stage.kind == "work"
        else ("a shorter delay, or waiting as a queue, would clear it")
    )
    return f"{held}: {way}."


def _ratio(one: MetricVerdict) -> float:
    return math.log((one.history + 0.05) / (one.median + 0.05))


def _tails(outside: dict[str, MetricVerdict]) -> str:
    """Say so where only the ends of the distribution differ."""
    times = [name for name in outside if name.startswith("flow_time")]
    if not times or "flow_time_p50" in times or "flow_time_p70" in times:
        return ""
    longer = outside[times[-1]].history > outside[times[-1]].high
    if longer:
        return "Only the longest items take longer in the history: blockers, or items put aside, are missing."
    return "Only the longest items take longer in the model: the fitted time has too long a tail."


def _everywhere(one: MetricVerdict) -> str:
    if one.history > one.high:
        return (
            "Items take longer in the history than in the model: fewer people, a lower share of touch time "
            "or lower limits would let them wait; or times grew, and a shorter stretch of history fits "
            "better."
        )
    return (
        "Items take longer in the model than in the history: more people or higher limits would let them "
        "pass; or times shrank, and a shorter stretch of history fits better."
    )


def _shares_changed(outside: dict[str, MetricVerdict]) -> str:
    if not any(name.startswith("flow_distribution") for name in outside):
        return ""
    return "The mix of types done is not that of types begun: shares changed, or some types wait longer."
