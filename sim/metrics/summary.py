"""The flow metrics of a log together, with what a reader must know beside them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sim.log import EventLog, ItemState, lives
from sim.metrics.distribution import flow_distribution
from sim.metrics.efficiency import flow_efficiency
from sim.metrics.flow_load import flow_load, in_progress, load_at
from sim.metrics.flow_time import DayRule, default_rule, flow_time, lead_time
from sim.metrics.money import Money, money
from sim.metrics.percentiles import TimeStats
from sim.metrics.stability import littles_reasons, littles_residual, overload
from sim.metrics.stages import StageUsage, TeamUsage, stage_usage, team_usage
from sim.metrics.velocity import flow_velocity
from sim.metrics.warmup import automatic_warmup
from sim.metrics.window import Window, done_in, finished_lives, whole

_LARGE_RESIDUAL = 0.1
_THIN = 20


@dataclass(frozen=True)
class FlowSummary:
    """The flow metrics of one window of a log.

    Attributes:
        window: What they are about.
        rule: How flow and lead time are counted.
        unit: Unit of the log's time.
        velocity: Items done per unit.
        flow_time: Commitment to done.
        lead_time: Arrival to done.
        load: Time-average of items in progress.
        efficiency: Active time over flow time, ratio of totals, 0 to 1.
        distribution: Share of each type among the items done, by type id.
        stages: What each stage did, in flow order.
        teams: What each team did.
        money: Value, costs and net.
        littles_residual: (L - λW) / L.
        unfinished: Items in progress at the window's end.
        note: What was cut as warm-up and why; empty where the window was given.
        warnings: What a reader must know, in words.
    """

    window: Window
    rule: DayRule
    unit: str
    velocity: float
    flow_time: TimeStats
    lead_time: TimeStats
    load: float
    efficiency: float
    distribution: Mapping[str, float]
    stages: tuple[StageUsage, ...]
    teams: tuple[TeamUsage, ...]
    money: Money
    littles_residual: float
    unfinished: int
    note: str
    warnings: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Give everything as JSON values, null for what is not known."""
        return {
            "window": {"start": self.window.start, "end": self.window.end, "note": self.note},
            "unit": self.unit,
            "rule": self.rule,
            "flow_velocity": _known(self.velocity),
            "flow_time": self.flow_time.to_json(),
            "lead_time": self.lead_time.to_json(),
            "flow_load": _known(self.load),
            "flow_efficiency": _known(self.efficiency),
            "flow_distribution": dict(self.distribution),
            "stages": [{name: _known(value) for name, value in asdict(s).items()} for s in self.stages],
            "teams": [{name: _known(value) for name, value in asdict(t).items()} for t in self.teams],
            "money": self.money.to_json(),
            "littles_residual": _known(self.littles_residual),
            "unfinished": self.unfinished,
            "warnings": list(self.warnings),
        }


def default_window(log: EventLog) -> tuple[Window, str]:
    """Give the window to measure unless asked, and what was cut as warm-up, in words.

    A history is measured whole; a simulation from the end of its automatic warm-up.
    """
    everything = whole(log)
    if log.origin.kind == "history":
        return everything, ""
    cut, note = automatic_warmup(log)
    return Window(everything.start + cut, everything.end), note


def summarise(log: EventLog, window: Window | None = None, rule: DayRule | None = None) -> FlowSummary:
    """Measure a log.

    Args:
        log: What happened.
        window: What to measure; :func:`default_window` if None.
        rule: How flow and lead time are counted; the log's default if None.
    """
    rule = rule or default_rule(log)
    note = ""
    if window is None:
        window, note = default_window(log)
    stages, teams = stage_usage(log, window), team_usage(log, window)
    residual = littles_residual(log, window)
    return FlowSummary(
        window=window,
        rule=rule,
        unit=log.base.unit,
        velocity=flow_velocity(log, window),
        flow_time=flow_time(log, window, rule),
        lead_time=lead_time(log, window, rule),
        load=flow_load(log, window),
        efficiency=flow_efficiency(log, window),
        distribution=flow_distribution(log, window),
        stages=stages,
        teams=teams,
        money=money(log, window),
        littles_residual=residual,
        unfinished=load_at(log, window.end),
        note=note,
        warnings=_warnings(log, window, (*stages, *teams), residual),
    )


def _warnings(
    log: EventLog, window: Window, workplaces: Sequence[StageUsage | TeamUsage], residual: float
) -> tuple[str, ...]:
    """Say what a reader must know beside the numbers."""
    found = [
        overload(log, window, workplaces),
        _unfinished(log, window),
        _warmup_left_in(log, window),
        _thin(log, window),
        _without_start(log, window),
        _never_waiting(log),
    ]
    if abs(residual) > _LARGE_RESIDUAL:
        reasons = "; ".join(littles_reasons(log, window)) or "the items open at the edges weigh in"
        found.append(f"Little's law leaves {abs(residual) * 100:.0f} % of the load unexplained: {reasons}.")
    return tuple(warning for warning in found if warning)


def _unfinished(log: EventLog, window: Window) -> str:
    unfinished = load_at(log, window.end)
    if not unfinished:
        return ""
    items = "1 item is" if unfinished == 1 else f"{unfinished} items are"
    return f"{items} unfinished at the end: counted in the load, not in flow time."


def _warmup_left_in(log: EventLog, window: Window) -> str:
    if log.origin.kind == "history" or window.start > log.start:
        return ""
    cut, _ = automatic_warmup(log)
    if not cut:
        return ""
    return f"Warm-up is left in: the first {cut:.3g} {log.base.unit}s are not typical of the rest (MSER-5)."


def _thin(log: EventLog, window: Window) -> str:
    items = int(np.count_nonzero(finished_lives(log, window)))
    if items >= _THIN:
        return ""
    counted = {0: "No item has", 1: "Only 1 item has"}.get(items, f"Only {items} items have")
    return f"{counted} a flow time: too few for all percentiles."


def _without_start(log: EventLog, window: Window) -> str:
    done = done_in(log, window)
    missing = int(np.count_nonzero(done & ~finished_lives(log, window)))
    if not missing:
        return ""
    return (
        f"{missing} of {np.count_nonzero(done)} items done have no usable start: "
        "counted in velocity, not in flow time and load."
    )


def _never_waiting(log: EventLog) -> str:
    if log.origin.kind == "simulation" or not np.isfinite(lives(log).done).any():
        return ""
    if (in_progress(log).state != ItemState.ACTIVE).any():
        return ""
    return "No stage of this history counts as waiting, so flow efficiency says nothing."


def _known(value: object) -> object:
    """Turn NaN into None, also within a mapping."""
    if isinstance(value, dict):
        return {name: _known(one) for name, one in value.items()}
    return None if isinstance(value, float) and math.isnan(value) else value
