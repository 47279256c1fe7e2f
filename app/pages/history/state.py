"""What the History page shows of a history, measured away from the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from app.pages.history.figures import metrics_of
from app.pages.history.part import Part, View, chosen_text, dates_text, day_text, part_in_view
from app.pages.history.trial import counted, thousands
from sim.log import lives

if TYPE_CHECKING:
    from app.widgets import Metric
    from sim.log import EventLog
    from sim.store import StoredHistory

ONLY_DONE: Final = (
    "This history tells when items were done, and nothing else: velocity and forecasts can be told; flow "
    "times, load, efficiency and distribution cannot."
)


@dataclass(frozen=True)
class MeasureRequest:
    """A history and the view of it."""

    log: EventLog
    view: View


@dataclass(frozen=True)
class Measured:
    """What stands above the sections of the page.

    Attributes:
        part: What was measured.
        days: Days of the whole history.
        dates: First and last day of the window, in words.
        metrics: Velocity, flow time, load, efficiency; none where nothing is left to measure.
        distribution: Share of each type among the items done, by id.
        names: Names of the types, by id.
        warnings: What a reader must know beside the numbers.
    """

    part: Part
    days: int
    dates: str
    metrics: tuple[Metric, ...]
    distribution: Mapping[str, float]
    names: Mapping[str, str]
    warnings: tuple[str, ...]


def measure(request: MeasureRequest) -> Measured:
    """Measure one window of a history."""
    from sim.metrics import summarise, whole

    part = part_in_view(request.log, request.view)
    days = round(whole(part.whole).length)
    dates = dates_text(part.whole, part.window)
    if part.is_empty:
        return Measured(part, days, dates, (), {}, {}, ())
    summary = summarise(part.log, part.window, part.rule)
    return Measured(
        part=part,
        days=days,
        dates=dates,
        metrics=metrics_of(part.log, summary),
        distribution={} if part.only_done else summary.distribution,
        names={kind.id: kind.name for kind in part.log.types},
        warnings=(ONLY_DONE,) if part.only_done else summary.warnings,
    )


def nothing_text(part: Part) -> tuple[str, str]:
    """Say why a part is empty: title and sentence."""
    first, last = (day_text(day) for day in part.observed)
    if part.days is None:
        return (
            "No day of the history",
            f"The history has the days from {first} to {last}; choose among these.",
        )
    filters = chosen_text(part.whole, part.view.chosen)
    items = counted(len(part.whole.items), "item")
    return "No item is left", f"None of the {items} of this history is all of this: {filters}."


def shown_text(part: Part) -> str:
    """Say what is looked at: ``Defect · team Pay · 1 Mar 2026 – 31 May 2026: 83 of 900 items``."""
    return f"{part.words}: {thousands(len(part.log.items))} of {counted(len(part.whole.items), 'item')}"


def source_text(history: StoredHistory) -> str:
    """Say what the history was made of: ``export.csv · 1 204 items · 3 rows set aside``."""
    aside = len(history.report.set_aside)
    rest = f" · {counted(aside, 'row')} set aside" if aside else ""
    return f"{history.source} · {counted(len(history.log.items), 'item')}{rest}"


def status_text(log: EventLog) -> str:
    """Say what the history holds: ``111 items · 88 done · 7 Jun 2025 – 29 Aug 2025 · 3 item types``."""
    from sim.metrics import whole

    done = int(np.count_nonzero(np.isfinite(lives(log).done)))
    parts = [counted(len(log.items), "item"), f"{thousands(done)} done"]
    parts += [dates_text(log, whole(log)), counted(len(log.types), "item type")]
    if len(log.stages) > 1:
        parts.append(f"{counted(len(log.stages), 'stage')} found")
    return " · ".join(parts)
