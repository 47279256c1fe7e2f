"""What the Stability section shows of a part: process behaviour, net flow, Little's law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from app.charts import BehaviourState, NetFlowState
    from app.pages.history.part import Part
    from sim.metrics import LittlesLaw, ProcessBehaviour

Measure = Literal["velocity", "arrivals", "flow time"]
MEASURES: Final[tuple[Measure, ...]] = ("velocity", "arrivals", "flow time")
SKEWED: Final = "flow times have a long tail: some beyond the upper limit are usual"
_TOO_FEW: Final = "too few for limits: six are needed"
_MOST_WEEKS: Final = 160
_LARGE: Final = 0.1
"""Residual from which Little's law is said not to hold, as in the warnings of a summary."""
_UNITS: Final = "all is counted in one unit of time"


@dataclass(frozen=True)
class Assumption:
    """Something that Little's law asks for: what, and how it is broken; nothing where it holds."""

    name: str
    broken: str


@dataclass(frozen=True)
class LittleWords:
    """Little's law in words.

    Attributes:
        load: L.
        rate: λ, with its unit.
        time: W.
        verdict: How well they fit together.
        assumptions: What the law asks for.
    """

    load: str
    rate: str
    time: str
    verdict: str
    assumptions: tuple[Assumption, ...]


@dataclass(frozen=True)
class StabilityFound:
    """What the section shows.

    Attributes:
        behaviour: The process behaviour, by measure.
        flow: What came and went.
        law: Little's law.
    """

    behaviour: dict[Measure, BehaviourState]
    flow: NetFlowState
    law: LittleWords


def stability_found(part: Part) -> StabilityFound:
    """Measure how steady the flow of a part is."""
    from app.charts import net_flow_state
    from sim.metrics import littles_law, net_flow

    by = "week" if part.window.length / 7 <= _MOST_WEEKS else "month"
    return StabilityFound(
        behaviour={measure: _behaviour(part, measure) for measure in MEASURES},
        flow=net_flow_state(part.log, net_flow(part.log, part.window, "week" if by == "week" else "month")),
        law=little_words(littles_law(part.log, part.window), part.log.base.unit),
    )


def _behaviour(part: Part, measure: Measure) -> BehaviourState:
    from app.charts import behaviour_state
    from sim.metrics import completions, process_behaviour

    log, window = part.log, part.window
    found = process_behaviour(log, window, measure, rule=part.rule)
    is_time = measure == "flow time"
    words = {"velocity": "items done a week", "arrivals": "items begun a week", "flow time": "flow time"}
    unit = log.base.unit if part.rule == "elapsed" else "day"
    items = completions(log, part.rule, window).item.tolist() if is_time else []
    names = log.items.names
    return behaviour_state(
        found,
        log.base,
        (max(window.start, log.start), min(window.end, log.end)),
        what=f"{words[measure]}, {unit}s, one item after another" if is_time else words[measure],
        measure=f"{unit}s" if is_time else "items",
        names=[names[item] if names else str(item) for item in items],
        note_more=_beside(found, measure),
    )


def _beside(found: ProcessBehaviour, measure: Measure) -> str:
    if not found.is_enough:
        return _TOO_FEW if len(found.values) else ""
    return SKEWED if measure == "flow time" else ""


def little_words(law: LittlesLaw, unit: str) -> LittleWords:
    """Say how well load, rate and time fit together, and what stands in the way."""
    often, per = (7.0, "week") if unit == "day" else (1.0, unit)
    return LittleWords(
        load=f"{_number(law.load)} items",
        rate=f"{_number(law.rate * often)} a {per}",
        time=f"{_number(law.time)} {unit}s",
        verdict=_verdict(law),
        assumptions=(*(Assumption(name, broken) for name, broken in law.assumptions), Assumption(_UNITS, "")),
    )


def _verdict(law: LittlesLaw) -> str:
    if not np.isfinite(law.residual) or not np.isfinite(law.time):
        return "No item with a known begin was done in this window: there is nothing to compare."
    apart = f"{100 * abs(law.residual):.0f} %"
    said = f"Rate times flow time gives {_number(law.expected)} items"
    if abs(law.residual) <= _LARGE:
        return f"{said}: {apart} of the load is left unexplained. The three figures fit together."
    way = "less" if law.residual > 0 else "more"
    return f"{said}, {apart} {way} than the load: the law does not hold here, for what is marked below."


def _number(value: float) -> str:
    return f"{value:,.1f}" if np.isfinite(value) else "–"
