"""What the Delivery section shows of a part: DORA's five metrics, or what each of them lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.pages.history.trial import counted

if TYPE_CHECKING:
    from app.pages.history.part import Part
    from sim.metrics import DoraMapping, DoraMetric, Facet

NOT_GUESSED: Final = (
    "No word of this history reads like a deployment. Choose what tells them, if anything does: a type, a "
    "tag, a column."
)
_DAYS_A_WEEK: Final = 7


@dataclass(frozen=True)
class Figure:
    """One of the five, in words.

    Attributes:
        name: What it is called.
        value: The number; a dash where it cannot be told.
        unit: Its unit; empty where there is no number.
        said: What it is made of, or what is missing.
    """

    name: str
    value: str
    unit: str
    said: str


@dataclass(frozen=True)
class DeliveryFound:
    """What the section shows.

    Attributes:
        figures: The five metrics.
        mapping: Which items are what, as it stands in the project or as it was guessed.
        is_guessed: Whether nobody has chosen yet.
        respects: In what items differ, and the values to choose among.
        notes: What was guessed, and what this history does not know of what was chosen.
    """

    figures: tuple[Figure, ...]
    mapping: DoraMapping
    is_guessed: bool
    respects: tuple[Facet, ...]
    notes: tuple[str, ...]


def delivery_found(part: Part, chosen: DoraMapping | None) -> DeliveryFound:
    """Measure the delivery of a part, by what a person chose or else by a guess."""
    from sim.metrics import dora, guess_dora, known_marks, markable

    mapping = guess_dora(part.whole) if chosen is None else chosen
    known = known_marks(part.whole, mapping)
    found = dora(part.log, part.window, known)
    unit = part.log.base.unit
    often, per = (_DAYS_A_WEEK, "week") if unit == "day" else (1, unit)
    return DeliveryFound(
        figures=(
            _figure("Deployment frequency", found.deployment_frequency, f"a {per}", often),
            _figure("Change lead time", found.change_lead_time, f"{unit}s"),
            _figure("Change fail rate", found.change_fail_rate, "%", 100),
            _figure("Recovery time", found.failed_deployment_recovery_time, f"{unit}s"),
            _figure("Deployment rework rate", found.deployment_rework_rate, "%", 100),
        ),
        mapping=mapping,
        is_guessed=chosen is None,
        respects=markable(part.whole),
        notes=(mapping.guessed or (NOT_GUESSED,)) if chosen is None else _unknown(mapping, known),
    )


def _figure(name: str, metric: DoraMetric, unit: str, times: float = 1) -> Figure:
    if metric.value is None:
        return Figure(name, "–", "", metric.said)
    if metric.times is not None and 50 not in metric.times.supported:
        few = "Only 1 is known" if metric.n == 1 else f"Only {metric.n} are known"
        return Figure(name, "–", "", f"{few}: too few for a median, which needs five. {metric.said}")
    digits = 0 if unit == "%" else 1
    over = counted(metric.n, "time" if metric.times is not None else "deployment")
    middle = "Median. " if metric.times is not None else ""
    return Figure(name, f"{metric.value * times:,.{digits}f}", unit, f"{middle}{metric.said} Of {over}.")


def _unknown(mapping: DoraMapping, known: DoraMapping) -> tuple[str, ...]:
    """Say which choices this history cannot follow."""
    pairs = {
        "Deployments": (mapping.deployments, known.deployments),
        "Incidents": (mapping.incidents, known.incidents),
        "Failed deployments": (mapping.failed, known.failed),
        "Unplanned deployments": (mapping.rework, known.rework),
    }
    return tuple(
        f"{what} are told by {chosen.name}, and no value of it is chosen."
        if not chosen.values
        else f"{what} are told by {chosen.name}, which the items of this history lack."
        for what, (chosen, found) in pairs.items()
        if chosen is not None and not isinstance(chosen, str) and found is None
    )
